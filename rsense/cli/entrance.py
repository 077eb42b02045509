"""`rsense`, `rsense breathe` and `rsense pause` without Typer, for plain arguments.

A strict subset of the command line, for people who are in no state to wait. Everything else falls
through to Typer, so help and errors have one source.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from typing import Any

from rsense.cli.commands.home import home
from rsense.cli.streams import unread_given_back
from rsense.services.context import open_context

FLAGS = {
    "--plain": "plain",
    "--private": "private",
    "--inline": "inline",
    "--new": "new",
    "--tones": "tones",
}
MINUTES = ("--minutes", "-m")


def without_framework(command: str, words: list[str]) -> int | None:
    """Do it; the exit code, or None: nothing was done, ask the framework."""
    asked = _asked(command, iter(words))
    if asked is None:
        return None
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # as in `main.main`
            stream.reconfigure(errors="replace")
    try:
        with unread_given_back(wanted=bool(command)):
            _do(command, asked)
    except BaseException as error:  # noqa: BLE001 - the one exit point tells it
        from rsense.cli.exits import run_and_report

        return run_and_report(_raising(error))
    return 0


def _raising(error: BaseException) -> Callable[[], None]:
    def again() -> None:
        raise error

    return again


def _asked(command: str, words: Iterator[str]) -> dict[str, Any] | None:
    """The options, where all of them are plain."""
    asked: dict[str, Any] = {}
    for word in words:
        if command and word in FLAGS:
            asked[FLAGS[word]] = True
        elif command == "breathe" and word in MINUTES:
            minutes = next(words, "")
            if not minutes.replace(".", "", 1).isdecimal() or not minutes.isascii():
                return None
            asked["minutes"] = float(minutes)
        elif command == "breathe" and "pattern" not in asked and word[:1] not in ("", "-"):
            asked["pattern"] = word
        else:
            return None
    return asked


def _do(command: str, asked: dict[str, Any]) -> None:
    if not command:
        home()
        return
    from rsense.cli import run_exercise

    context = open_context()
    if command == "breathe":
        run_exercise.breathe(context, **asked)
    else:
        run_exercise.pause(context, **asked)
