"""Every folder that a program may think of, inside one that can be hashed."""

from __future__ import annotations

import hashlib
from pathlib import Path


def tree(root: Path) -> str:
    """A digest of every name, mode and byte under a folder."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        mode = path.lstat().st_mode
        digest.update(f"{path.relative_to(root)} {mode}\n".encode("utf-8", "surrogateescape"))
        if path.is_file() and not path.is_symlink():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def surroundings(root: Path) -> dict[str, str]:
    """Every folder a program may think of, inside one that can be hashed."""
    made = {}
    for name in (
        "HOME",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "XDG_STATE_HOME",
        "TMPDIR",
        "XDG_RUNTIME_DIR",
    ):
        folder = root / name.lower()
        folder.mkdir()
        made[name] = str(folder)
    return made
