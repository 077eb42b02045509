"""The Typer app: all commands, the help text, and running one of them."""

import codecs
import gc
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated

import typer

import rsense
from rsense.cli.exits import UsageError, run_and_report
from rsense.cli.registry import LazyGroup
from rsense.fast_record import has_prompt_line
from rsense.services.errors import USAGE, UserError

EPILOG = (
    "rsense is for practice and self-help. It isn't therapy or an emergency service, and no one "
    "watches it: “rsense help-now” shows people to call."
)
NEAREST = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "•": "-"}
"""What stands for signs that a terminal's encoding doesn't have: read aloud, `?` would ask."""
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
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="With --version: what a bug report needs, as JSON.")
    ] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Lines instead of screens.")] = False,
) -> None:
    if context.invoked_subcommand is not None and not gc.isenabled():
        gc.freeze()  # `__main__` turned it off; what is imported by now is no garbage
        gc.enable()
    if as_json and not version:
        raise UserError("Put --json after a command, or say rsense --version --json.", USAGE)
    if version and as_json:
        from rsense.cli.version_facts import version_facts

        typer.echo(version_facts())
        raise typer.Exit
    if version:
        typer.echo(f"rsense {rsense.__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from rsense.cli.commands import home

        home.home(plain=plain)
    elif plain:
        raise UserError(
            f"Put --plain after the command: rsense {context.invoked_subcommand} --plain", USAGE
        )


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(NEAREST.get(c, "?") for c in error.object[error.start : error.end]), error.end


codecs.register_error("nearest", _nearest)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without our signs still gets the words
            stream.reconfigure(errors="nearest")
    given = sys.argv[1:] if arguments is None else arguments

    def run() -> object:
        try:
            return app(args=given, prog_name="rsense", standalone_mode=False)
        except UsageError:
            from rsense.cli.streams import give_unread_back

            give_unread_back(given)
            raise
        finally:
            if has_prompt_line():
                from rsense.services.over_time.prompt_state import update_at_exit

                update_at_exit()

    return run_and_report(run)
