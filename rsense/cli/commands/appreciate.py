"""`rsense appreciate`: keep something good that someone did, with what it meant."""

import sys
from typing import Annotated

import typer

from rsense.cli.commands._options import Plain
from rsense.cli.commands.keep import add
from rsense.cli.completion import values
from rsense.cli.streams import argument_text, refused_given_back, standard_input
from rsense.core.records import Keepsake
from rsense.core.sanitize import one_line
from rsense.core.trigger_fields import TRIGGER_FIELDS
from rsense.services.context import open_context
from rsense.services.errors import USAGE, UserError
from rsense.services.terms import TermResolver
from rsense.services.text_input import decode_argument, decoded_text, normalise_text

TOOK, DID = "What it took them:", "What it did for me:"
NOTHING_SAID = "You didn't write anything, so nothing was saved."
TYPE = TRIGGER_FIELDS["type"]


def appreciate(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]", help="What someone did, or - to read it from standard input."
        ),
    ] = None,
    *,
    took: Annotated[str, typer.Option("--took", help="What it took them.")] = "",
    did: Annotated[str, typer.Option("--did", help="What it did for you.")] = "",
    come_back: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="TYPE",
            help="The kind of hurt at which it comes back, such as “no answer”.",
            autocompletion=values.of_field(TYPE),
        ),
    ] = "",
    plain: Plain = False,
) -> None:
    """Keep something good that someone did, and what it meant to you.

    It comes back when you log a hurt of that kind, and in “rsense now”. Without words an exercise
    asks for them.
    """
    context = open_context()
    if not (words or took or did or come_back):
        from rsense.cli.run_exercise import run_exercise
        from rsense.cli.run_options import RunOptions

        run_exercise(context, context.script("thank-you-for"), RunOptions(plain=plain))
        return
    piped = normalise_text(standard_input()) if words == ["-"] else ""
    with refused_given_back(piped):
        what = piped if words == ["-"] else argument_text(" ".join(words or ()))
        if not what.strip():
            raise UserError(NOTHING_SAID, USAGE)
        took, did, hurt = map(decoded_text, (took, did, come_back))
        if sys.stdin.isatty() and not (took or did or hurt):
            took, did, hurt = _asked()
        spelling = TermResolver(context.data)
        kind = spelling.resolve(TYPE.vocabulary, decode_argument(hurt).strip()) if hurt else ""
    parts = (what, took and f"{TOOK} {took}", did and f"{DID} {did}")
    text = "\n".join(filter(None, parts))
    at, id = context.now(), context.new_id()
    add(context, Keepsake(id=id, at=at, shelf="appreciation", text=text, type=kind))
    for note in spelling.remember():
        typer.echo(note, err=True)
    back = f" It comes back when this hurts: {one_line(kind)}." if kind else ""
    typer.echo(f"Kept.{back} “rsense kept appreciation” shows the shelf.", err=True)


def _asked() -> tuple[str, str, str]:
    """What it took them, what it did for the person, and when it comes back; each may be empty."""
    from rsense.cli.log_questions import person_console, typed_words
    from rsense.plain.console import EndOfInput

    console = person_console()
    said = ["", "", ""]
    cues = (
        "What did it take them? (Enter leaves it out) ",
        "What did it do for you? ",
        "At which kind of hurt should it come back? (such as no answer, or left out) ",
    )
    try:
        for place, cue in enumerate(cues):
            said[place] = typed_words(console, cue)
    except EndOfInput:  # what was said counts
        pass
    return said[0], said[1], said[2]
