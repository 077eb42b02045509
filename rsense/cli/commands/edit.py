"""`rsense edit`: put a record right."""

from typing import Annotated, Any

import typer

from rsense.cli.commands._options import RecordId
from rsense.cli.completion import values
from rsense.cli.streams import echo_unsaved
from rsense.cli.trigger_options import When, with_trigger_options
from rsense.core.trigger_fields import fields_of_kind
from rsense.services.context import open_context
from rsense.services.corrections import change_record, open_record
from rsense.services.record_lookup import describe_record
from rsense.services.terms import TermResolver
from rsense.services.text_input import decode_argument, decoded_text
from rsense.services.trigger_input import coming_moment, typed_fields, typed_moment

WORDS_OF = {"keepsake": "text", "ritual": "text", "followup": "ask"}
"""The part of a record that other words take the place of, by its kind; of others it is `what`."""


@with_trigger_options
def edit(
    id: RecordId,
    words: Annotated[list[str] | None, typer.Argument(help="Other words for it.")] = None,
    *,
    at: When = None,
    due: Annotated[
        str | None,
        typer.Option(
            "--due",
            metavar="WHEN",
            help="When it comes back: in 3 days, tomorrow 20:00.",
            autocompletion=values.coming,
        ),
    ] = None,
    clear: Annotated[
        list[str] | None,
        typer.Option(
            "--clear", metavar="NAME", help="Take away, such as tags.", autocompletion=values.parts
        ),
    ] = None,
    **typed: Any,
) -> None:
    """Correct a record. Without options it opens in your editor.

    Every option replaces what was there: “-t a -t b” gives it just these two tags. The version
    before goes to the trash.
    """
    other = " ".join(words or ())
    with echo_unsaved((other, *map(typed.get, fields_of_kind("line", "text")))):
        context = open_context()
        held = open_record(context, id)
        spelling = TermResolver(context.data)
        wanted: dict[str, Any] = {**typed_fields(spelling, typed), **dict.fromkeys(clear or ())}
        if at is not None:
            wanted["at"] = typed_moment(decode_argument(at), context.now())
        if other:
            wanted[WORDS_OF.get(held.document["kind"], "what")] = decoded_text(other)
        if due is not None:
            wanted["due"] = coming_moment(decode_argument(due), context.now())
        if wanted:
            path = change_record(context, held, wanted)
        else:
            from rsense.cli.editor import edited

            path = edited(context, held)
    if not path:
        typer.echo("Nothing was changed.", err=True)
        return
    typer.echo(f"Changed: {describe_record(context, path)}. “rsense undo” takes it back.", err=True)
    for note in spelling.remember():
        typer.echo(note, err=True)
