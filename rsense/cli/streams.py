"""Standard input as text, and unsaved words given back on standard output."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from rsense.core.records import FollowUp, Keepsake, Record, Ritual, Trigger
from rsense.core.sanitize import clean
from rsense.core.stored_text import stored_text
from rsense.core.trigger_fields import fields_of_kind
from rsense.services.errors import FAILED, UserError
from rsense.services.text_input import MOST, decode_bytes, decoded_text, mended, normalise_text
from rsense.store.files.durable import GIVEN_BACK, NotSaved
from rsense.store.files.safe_read import Unreadable

_WIDEST = 4
_PATIENCE = 1.0
"""Seconds that the writer of a pipe may be silent before what came so far is all there is."""


def standard_input() -> str:
    """All of standard input. Raises UserError if it is too long, and gives it back."""
    data = sys.stdin.buffer.read(MOST * _WIDEST + 1)
    text = stored_text(decode_bytes(data)).removesuffix("\n")  # which `echo` has added
    if len(data) > MOST * _WIDEST or len(text.encode()) > MOST:
        sys.stdout.flush()
        while data:
            sys.stdout.buffer.write(data)
            data = sys.stdin.buffer.read(MOST)
        sys.stdout.buffer.flush()
        raise too_long()
    return text


def too_long() -> UserError:
    return UserError(f"Not saved: that is longer than fits ({MOST:,} bytes).", FAILED)


@contextmanager
def unread_given_back(*, wanted: bool) -> Iterator[None]:
    """Input that a failing command has not read goes to stdout: its writer may be gone."""
    try:
        yield
    except Exception as error:
        rest = _unread() if wanted else ""
        if not rest.strip():
            raise
        _write_back(rest)
        if isinstance(error, UserError | NotSaved | Unreadable) and GIVEN_BACK not in str(error):
            kind = error.kind if isinstance(error, UserError) else FAILED
            raise UserError(f"{error} {GIVEN_BACK}", kind) from error
        raise


def _unread() -> str:
    """The text that waits on standard input; a silent writer is not waited for."""
    stdin = sys.stdin
    if stdin.isatty():
        return ""
    try:
        number = stdin.fileno()
        os.set_blocking(number, False)
    except (OSError, ValueError):  # no file at all, in a test
        return mended(stdin.read())
    parts: list[str] = []
    with suppress(AttributeError, OSError, ValueError):  # something was read already
        stdin.reconfigure(errors="surrogateescape")  # type: ignore[union-attr] # AttributeError is suppressed
    try:
        while select.select([number], [], [], _PATIENCE)[0] and (text := stdin.read()):
            parts.append(mended(text))
    except (OSError, TypeError):  # nothing more for now
        pass
    finally:
        os.set_blocking(number, True)
    return "".join(parts)


def _write_back(text: str) -> None:
    shown = clean(text) if sys.stdout.isatty() else text  # a file gets them as they are
    sys.stdout.write(shown if shown.endswith("\n") else f"{shown}\n")


@contextmanager
def refused_given_back(piped: str) -> Iterator[None]:
    """Piped words go to stdout where an option beside them is refused: they may be nowhere else."""
    try:
        yield
    except UserError as error:
        if not piped:
            raise
        sys.stdout.write(f"{piped}\n")
        raise UserError(f"{error} {GIVEN_BACK}", error.kind) from error


def give_unread_back(arguments: Sequence[str]) -> None:
    """Unread piped words go to stdout if the command line is refused before its `-` was read."""
    command, *others = arguments or ("",)
    if command not in ("log", "keep", "predict") or "-" not in others or sys.stdin.isatty():
        return
    if text := normalise_text(_unread()).removesuffix("\n"):
        sys.stdout.write(f"{text}\n")
        sys.stderr.write(f"{GIVEN_BACK}\n")


@contextmanager
def echo_unsaved(words: Iterable[str | None]) -> Iterator[None]:
    """Words that cannot be saved go to stdout, so that they are not lost, and end the command.

    A mistake in what was typed is told as it is.
    """
    try:
        yield
    except (NotSaved, Unreadable, OSError, UserError) as error:
        if isinstance(error, UserError) and error.kind != FAILED:
            raise
        why = f"Not saved: {error.strerror}." if isinstance(error, OSError) else str(error)
        typed = [text for text in words if text]
        for text in typed:
            _write_back(text)
        raise UserError(f"{why} {GIVEN_BACK}" if typed else why, FAILED) from error


def argument_text(given: str) -> str:
    """Words given as arguments. Raises UserError if they are too long, and gives them back."""
    text = decoded_text(given)
    if len(text.encode()) > MOST:
        sys.stdout.write(f"{text}\n")
        raise too_long()
    return text


def record_words(record: Record) -> list[str]:
    """Everything in a record that somebody put into words."""
    match record:
        case Trigger():
            return [getattr(record, name) for name in fields_of_kind("text")]
        case Keepsake() | Ritual():
            return [record.text]
        case FollowUp():
            return [record.ask, record.answer]
        case _:
            return []
