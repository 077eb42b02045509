"""`rsense keep`: put something on a shelf, for a day when you need it."""

from typing import Annotated

import typer

from rsense.cli.completion import values
from rsense.cli.streams import (
    argument_text,
    echo_unsaved,
    record_words,
    refused_given_back,
    standard_input,
)
from rsense.core.records import Keepsake, Record
from rsense.core.shelves import SHELVES
from rsense.services.context import AppContext, known_shelf, open_context
from rsense.services.errors import USAGE, UserError
from rsense.services.text_input import normalise_text


def keep(
    shelf: Annotated[
        str, typer.Argument(help=f"One of {', '.join(SHELVES)}.", autocompletion=values.shelf_names)
    ],
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help="What to keep, or - to read it from standard input."),
    ],
) -> None:
    """Put something on a shelf, for a day when you need it."""
    piped = normalise_text(standard_input()) if words == ["-"] else ""
    with refused_given_back(piped):
        known_shelf(shelf)
        context = open_context()
    text = piped if words == ["-"] else argument_text(" ".join(words))
    if not text:
        raise UserError("You didn't write anything, so nothing was saved.", USAGE)
    add(context, Keepsake(id=context.new_id(), at=context.now(), shelf=shelf, text=text))
    shows = shelf if shelf == "drafts" else f"kept {shelf}"  # drafts can be said, too
    typer.echo(f"Kept. “rsense {shows}” shows the shelf.", err=True)


def add(context: AppContext, record: Record) -> None:
    """Write a record. Raises UserError, with the words given back on stdout."""
    with echo_unsaved(record_words(record)):
        context.log(record)
