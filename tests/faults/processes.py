"""What others on the machine are told of a process and of all that came from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

PARTS = ("cmdline", "comm", "environ")
PROC = Path("/proc")


def family(pid: int) -> list[int]:
    """A process, then all that came from it and still run."""
    found = [pid]
    for parent in found:
        for told in PROC.glob(f"{parent}/task/*/children"):
            found += map(int, told.read_text().split())
    return found


def entries(pid: int) -> Iterator[tuple[str, bytes]]:
    """(name, what it says) of each part of the process list's entry."""
    for part in PARTS:
        path = PROC / str(pid) / part
        if path.exists():
            yield part, path.read_bytes()


def arguments(pid: int) -> list[str]:
    return (PROC / str(pid) / "cmdline").read_text().rstrip("\0").split("\0")
