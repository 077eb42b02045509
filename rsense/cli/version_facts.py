"""What a bug report needs to know of a machine, without a word or a name of the person."""

from __future__ import annotations

import json
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import rsense
from rsense.store import paths

LIBRARIES = ("textual", "rich", "typer", "msgspec", "tomli-w", "toml-rs")
VARIABLES = ("TERM", "COLORTERM", "TERM_PROGRAM", "LANG", "LC_ALL", "NO_COLOR")
HOME = "~"
OUTSIDE = "outside the home folder"


def version_facts() -> str:
    """JSON: versions, the system, the terminal, and paths in which the home folder is `~`."""
    facts = {
        "rsense": rsense.__version__,
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": f"{platform.system()} {platform.release()}",
        "machine": platform.machine(),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "terminal": {name: os.environ.get(name) for name in VARIABLES},
        "encoding": sys.getfilesystemencoding(),
        "paths": {"program": _plain(os.path.dirname(rsense.__file__)), **_folders()},
    }
    return json.dumps(facts, indent=2)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _folders() -> dict[str, str]:
    try:
        data = paths.data_folder(os.environ, sys.platform)
        return {
            "data": _plain(data),
            "settings": _plain(paths.config_folder(os.environ, sys.platform)),
        }
    except paths.NoHome as error:
        return {"data": str(error)}


def _plain(path: str) -> str:
    """The path with `~` for the home folder; one outside of it may have a name, and isn't told."""
    home = os.environ.get("HOME", "")  # no account is looked up: that can ask a network
    inside = os.path.isabs(home) and os.path.commonpath((home, os.path.abspath(path))) == home
    return os.path.normpath(f"{HOME}/{os.path.relpath(path, home)}") if inside else OUTSIDE
