"""No network: every reach for one is told, in this process and in every Python that it begins.

This file is two things. Tests import it; and `begin` puts a copy of it, as `sitecustomize.py`, in a
folder that children find by PYTHONPATH, so that each of them watches itself. What is told is a line
in a file of that folder. A child that was begun without the folder is told, too.

A look-up of an account (`pwd`) may reach a directory service, and raises no event: it is told where
the program asks for it. (A bare Python does so at its start where HOME is not set: its own doing.)
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType
    from typing import Any

REACHES = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.getnameinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.getservbyname",
        "socket.getservbyport",
        "socket.sethostname",
        "socket.__new__",
        "urllib.Request",
        "http.client.connect",
        "http.client.send",
        "ftplib.connect",
        "ftplib.sendcmd",
        "smtplib.connect",
        "smtplib.send",
        "imaplib.open",
        "imaplib.send",
        "poplib.connect",
        "telnetlib.Telnet.open",
        "nntplib.connect",
        "webbrowser.open",
    }
)
BEGINNINGS = frozenset({"subprocess.Popen", "os.exec", "os.posix_spawn"})
"""Events of a program that is begun; the environment comes last in each."""
ALL = REACHES | BEGINNINGS
PAIR = ("__init__", "socketpair", "_make_self_pipe")
"""Who makes the one socket that is allowed, from the inside out: the event loop's own pair."""
ACCOUNTS = ("getpwuid", "getpwnam", "getpwall")
FOLDER, TOLD = "no-network-", "told"
ALONE = ("-I", "-E")
"""Options of a Python that heeds no environment."""


def begin(root: str) -> str:
    """Watch this process and all that come from it; the file that what is told will be in."""
    import shutil
    import tempfile

    folder = tempfile.mkdtemp(prefix=FOLDER, dir=root)
    shutil.copyfile(__file__, os.path.join(folder, "sitecustomize.py"))
    os.environ["PYTHONPATH"] = searched(folder)
    told = os.path.join(folder, TOLD)
    watch(told)
    return told


def searched(*folders: object) -> str:
    """A PYTHONPATH with these folders first, under which children are still watched."""
    return os.pathsep.join([*map(str, folders), *filter(None, [os.environ.get("PYTHONPATH")])])


def read(told: str) -> list[str]:
    """What was told so far, a line each."""
    if not os.path.exists(told):
        return []
    with open(told, encoding="utf-8", errors="replace") as lines:
        return lines.read().splitlines()


def watch(told: str) -> None:
    """Tell of every reach from now on; it cannot be stopped."""

    def hook(event: str, details: tuple[Any, ...]) -> None:
        if event not in ALL:
            return
        if event in BEGINNINGS:
            if unwatched(details[1], details[-1]):
                tell(told, f"{event} without a watch: {details[:2]!r}")
        elif event != "socket.__new__":
            tell(told, f"{event} {[part for part in details if type(part) in (str, int, tuple)]}")
        elif not own_pair(details[1]):
            tell(told, f"{event} {details[1:]}")

    sys.addaudithook(hook)
    watch_accounts(told)


def own_pair(family: int) -> bool:
    """Whether a socket that is being made is one of the event loop's pair."""
    frame: FrameType | None = sys._getframe(2)
    for name in PAIR:
        if frame is None or frame.f_code.co_name != name:
            return False
        frame = frame.f_back
    return family == 1  # AF_UNIX


def unwatched(words: Any, environ: Mapping[Any, Any] | None) -> bool:
    """Whether a program that is begun so would not watch itself, were it a Python."""
    path = os.fsdecode((os.environ if environ is None else environ).get("PYTHONPATH", ""))
    if any(os.path.basename(part).startswith(FOLDER) for part in path.split(os.pathsep)):
        return not isinstance(words, str) and any(map(str(words[1:2]).count, ALONE))
    return True


def watch_accounts(told: str) -> None:
    import pwd

    def watched(name: str, ask: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*who: Any) -> Any:
            if by_rsense(sys._getframe(1)):
                tell(told, f"pwd.{name} {who}")
            return ask(*who)

        return asked

    for name in ACCOUNTS:
        setattr(pwd, name, watched(name, getattr(pwd, name)))


def by_rsense(frame: FrameType | None) -> bool:
    while frame is not None:
        package = frame.f_globals.get("__package__") or ""
        if package.partition(".")[0] == "rsense":
            return True
        frame = frame.f_back
    return False


def tell(told: str, what: str) -> None:
    where = os.environ.get("PYTEST_CURRENT_TEST") or " ".join(getattr(sys, "argv", []))
    line = f"{where}: {what}".replace("\n", " ")
    descriptor = os.open(told, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(descriptor, f"{line}\n".encode("utf-8", "replace"))
    os.close(descriptor)


if __name__ == "sitecustomize":
    watch(os.path.join(os.path.dirname(os.path.abspath(__file__)), TOLD))
