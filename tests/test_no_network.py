"""The watch that the whole suite is under: it hears every reach, and none that is no reach."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import no_network
from tests.no_network import FOLDER, TOLD, read

ROOT = Path(__file__).parents[1]
REACHING = {
    "a connect": ("s = socket.socket(); s.settimeout(0); s.connect(('127.0.0.1', 9))", "connect"),
    "a connect to a file": ("socket.socket(socket.AF_UNIX).connect('nothing')", "connect"),
    "a bind": ("socket.socket().bind(('127.0.0.1', 0))", "bind"),
    "a send": ("socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('127.0.0.1', 9))", "sendto"),
    "a look-up": ("socket.getaddrinfo('127.0.0.1', 9)", "getaddrinfo"),
    "an old look-up": ("socket.gethostbyname('127.0.0.1')", "gethostbyname"),
    "a socket": ("socket.socket(socket.AF_UNIX)", "socket.__new__"),
    "a pair of one's own": ("socket.socketpair()", "socket.__new__"),
    "a page": ("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')", "Request"),
    "an account": ("__package__ = 'rsense'; os.path.expanduser('~nobody')", "pwd.getpwnam"),
    "an account by its number": ("__package__ = 'rsense.cli'; pwd.getpwuid(0)", "pwd.getpwuid"),
    "a child that is not watched": ("subprocess.run(['true'], env={})", "without a watch"),
    "a child without ears": ("subprocess.run([sys.executable, '-I', '-c', ''])", "without a watch"),
    "a child of a child": (
        "subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'])",
        "socket.__new__",
    ),
    "another program in its place": ("os.execve('/bin/true', ['true'], {})", "without a watch"),
}
SILENT = {
    "a loop": "asyncio.run(asyncio.sleep(0))",
    "an account that others ask for": "pwd.getpwuid(0)",
    "a child": "subprocess.run([sys.executable, '-c', 'pass'])",
}


def its_own(root: Path) -> Path:
    """A watch that is not that of this suite, which is to fail for nothing that is done here."""
    folder = root / f"{FOLDER}its-own"
    folder.mkdir()
    (folder / "sitecustomize.py").write_bytes(Path(no_network.__file__).read_bytes())
    return folder


def told_by(program: str, root: Path) -> list[str]:
    """What a Python under a watch of its own tells."""
    folder = its_own(root)
    code = f"import asyncio, os, pwd, socket, subprocess, sys\n{program}"
    subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        cwd=root,
        timeout=30,
        env={**os.environ, "PYTHONPATH": str(folder)},
    )
    return read(str(folder / TOLD))


@pytest.mark.parametrize(("program", "event"), REACHING.values(), ids=REACHING.keys())
def test_a_reach_in_a_child_is_told(program: str, event: str, tmp_path: Path) -> None:
    assert event in "\n".join(told_by(program, tmp_path))


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT.keys())
def test_what_is_no_reach_is_not_told(program: str, tmp_path: Path) -> None:
    assert told_by(program, tmp_path) == []


SUITE = """
import asyncio
import socket

def test_it():
    asyncio.run(asyncio.sleep(0))
    {}
"""
REACHED = {
    "asyncio.run(asyncio.sleep(0))": (0, []),
    "socket.socketpair()": (1, ["socket.__new__"]),
    "socket.getaddrinfo('127.0.0.1', 9)": (1, ["socket.getaddrinfo"]),
}


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["0", "1"])
@pytest.mark.parametrize("program", REACHED)
def test_a_suite_fails_in_which_anything_reaches(
    program: str, workers: str, tmp_path: Path
) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import *")
    (tmp_path / "test_small.py").write_text(SUITE.format(program))
    options = ["-q", "-n", workers, "-c", os.devnull, "-p", "no:cacheprovider", "--rootdir"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *options, tmp_path, tmp_path],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": f"{its_own(tmp_path)}{os.pathsep}{ROOT}"},
    )
    code, events = REACHED[program]
    told = [line for line in ran.stdout.splitlines() if line.startswith("NETWORK")]
    assert (ran.returncode, "1 passed" in ran.stdout) == (code, True), ran.stdout
    assert all(any(event in line and "test_it" in line for line in told) for event in events)
    assert bool(told) is bool(events)
