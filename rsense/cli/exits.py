"""The one exit point: a command runs, and every error becomes words and an exit code.

Exit codes stand here alone. `typer.Exit` ends a command whose code something else decided: the
screens, a signal.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from io import StringIO
from typing import cast

import typer

from rsense.core.sanitize import clean
from rsense.services.errors import FAILED, INTERRUPTED, USAGE, ErrorKind, UserError
from rsense.store.files.durable import NotSaved
from rsense.store.files.safe_read import Unreadable

UsageError = cast("type[typer.BadParameter]", typer.BadParameter.__bases__[0])
"""Typer brings its own copy of click's, or click's own, by version; this finds either."""
EXIT_CODES: Mapping[ErrorKind, int] = {
    "failed": 1,
    "usage": 2,
    "invalid script": 3,
    "interrupted": 130,
}

PLAIN_WORDS = (
    (r"is not in the range (\d+)<=x<=(\d+)\.$", r"is not in the range from \1 to \2."),
    (r"is not in the range x>=(\d+)\.$", r"is not in the range. It begins at \1."),
    (r"is not a valid int\w*(?: range)?\.$", "isn't a whole number."),
    (r"is not a valid float\w*(?: range)?\.$", "isn't a number."),
)
"""What Typer says of a number, and how it would be said aloud."""


def run_and_report(run: Callable[[], object]) -> int:
    """Run a command; its exit code. No traceback ever reaches a person."""
    try:
        result = run()
        sys.stdout.flush()
    except (UserError, NotSaved, Unreadable) as error:
        print_error(clean(str(error)))
        return EXIT_CODES[error.kind if isinstance(error, UserError) else FAILED]
    except UsageError as error:
        shown = StringIO()
        error.show(file=shown)  # with what was typed in it, whatever that was
        text = clean(shown.getvalue()).rstrip("\n")
        for signs, words in PLAIN_WORDS:
            text = re.sub(signs, words, text)
        print_error(text)
        return EXIT_CODES[USAGE]
    except (typer.Abort, KeyboardInterrupt):
        print_error("Left.")
        return EXIT_CODES[INTERRUPTED]
    except (BrokenPipeError, SystemExit) as leaving:
        gone = (leaving, leaving.__context__)  # Typer makes a failure of it
        if not any(isinstance(error, BrokenPipeError) for error in gone):
            raise
        discard_output()  # whoever read our output has gone: leave without a word
        return 0
    except Exception as error:
        if os.environ.get("RSENSE_DEBUG"):
            raise
        if isinstance(error, OSError):
            discard_output()
            print_error(f"That didn't work: {error.strerror or 'the system refused'}.")
        else:
            print_error(bug_report(error))
        return EXIT_CODES[FAILED]
    return result if isinstance(result, int) else 0


@contextmanager
def signals_handled(handler: Callable[[int, object], None], *numbers: int) -> Iterator[None]:
    """Give signals another handler for a while."""
    before = [(number, signal.signal(number, handler)) for number in numbers]
    try:
        yield
    finally:
        for number, old in before:
            signal.signal(number, old)


def signals_as_exit() -> AbstractContextManager[None]:
    """Let SIGTERM and SIGHUP end the command as Ctrl+C does: no half-written file stays."""

    def leave(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    both = (signal.SIGTERM, signal.SIGHUP)
    ours = (number for number in both if signal.getsignal(number) is signal.SIG_DFL)
    return signals_handled(leave, *ours)


def discard_output() -> None:
    """Discard buffered output, so that writing it does not fail again when Python ends."""
    with suppress(OSError, ValueError):  # no file at all, in a test
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_error(words: str) -> None:
    if words:
        sys.stderr.write(f"{words}\n")


def bug_report(error: Exception) -> str:
    """The message for a mistake of ours; never the values in it, which may be private."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = (
        f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "?"
    )
    return (
        f"Something went wrong inside rsense ({type(error).__name__} at {place}). That's a "
        "mistake in the program, not yours. Answers given before it are kept; "
        "“rsense where” says where they are. “rsense help-now” still works."
    )
