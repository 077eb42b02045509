"""The commands put together, and the one exit point where errors become words and codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import StringIO, TextIOWrapper
from typing import cast

import typer

import rsense
from rsense.cli.families import LazyGroup
from rsense.core.sanitize import clean
from rsense.services.errors import FAILED, INTERRUPTED, USAGE, UserError
from rsense.store.files.durable import NotSaved
from rsense.store.files.safe_read import Unreadable

UsageError = cast("type[typer.BadParameter]", typer.BadParameter.__bases__[0])
"""Typer brings its own copy of click's, or click's own, by version; this finds either."""

EPILOG = (
    "rsense is for practice and self-help. It is not therapy, nobody watches it, and it is no "
    "emergency service: “rsense help-now” shows people to call."
)

app = typer.Typer(
    name="rsense",
    cls=LazyGroup,
    help="Short guided exercises for when rejection hits hard.",
    epilog=EPILOG,
    no_args_is_help=False,
    add_completion=False,  # `rsense completion` has its own: quicker, and private words stay data
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def home(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", help="Say which version this is."),
) -> None:
    if version:
        typer.echo(f"rsense {rsense.__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from rsense.cli import entrance  # noqa: PLC0415 - every command would pay for it

        entrance.home()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without our quotes still gets the words
            stream.reconfigure(errors="replace")
    given = sys.argv[1:] if arguments is None else arguments

    def run() -> object:
        try:
            return app(args=given, prog_name="rsense", standalone_mode=False)
        except UsageError:
            from rsense.cli.given import give_unread_back  # noqa: PLC0415 - seldom

            give_unread_back(given)
            raise

    return run_and_report(run)


def run_and_report(run: Callable[[], object]) -> int:
    """Do it; the exit code. No traceback ever reaches a person."""
    try:
        result = run()
        sys.stdout.flush()
    except UserError as failure:
        print_error(clean(str(failure)))
        return failure.code
    except (NotSaved, Unreadable) as error:
        print_error(clean(str(error)))
        return FAILED
    except UsageError as error:
        shown = StringIO()
        error.show(file=shown)  # with what was typed in it, whatever that was
        print_error(clean(shown.getvalue()).rstrip("\n"))
        return USAGE
    except (typer.Abort, KeyboardInterrupt):
        print_error("Left.")
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has gone: leave without a word
        discard_output()
        return 0
    except SystemExit as leaving:
        if not isinstance(leaving.__context__, BrokenPipeError):
            raise
        discard_output()  # Typer makes a failure of it
        return 0
    except OSError as error:
        if os.environ.get("RSENSE_DEBUG"):
            raise
        discard_output()
        print_error(f"It could not be done: {error.strerror or 'the system refused'}.")
        return FAILED
    except Exception as error:
        if os.environ.get("RSENSE_DEBUG"):
            raise
        print_error(bug_report(error))
        return FAILED
    return result if isinstance(result, int) else 0


def discard_output() -> None:
    """Nothing that is still to be written shall fail once more when Python ends."""
    with suppress(OSError, ValueError):  # no file at all, in a test
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_error(words: str) -> None:
    if words:
        sys.stderr.write(f"{words}\n")


def bug_report(error: Exception) -> str:
    """What is said of a mistake of ours; never the values in it, which may be private."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = (
        f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "?"
    )
    return (
        f"Something went wrong inside rsense ({type(error).__name__} at {place}). That is a "
        "mistake of the program, not yours. Answers given before it are kept; "
        "“rsense where” says where they are. “rsense help-now” works all the same."
    )
