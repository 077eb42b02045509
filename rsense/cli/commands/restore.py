"""`rsense restore`: bring something back from the trash."""

from typing import Annotated

import typer

from rsense.cli.completion.values import thrown_ids
from rsense.core.sanitize import one_line
from rsense.services.context import AppContext, open_context
from rsense.services.corrections import record_editor, restore_entry
from rsense.services.errors import USAGE, UserError
from rsense.services.record_lookup import ambiguous, describe_record, record_summary
from rsense.store.records.trash import Trash, TrashEntry


def restore(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID", help="The beginning of an id in the trash.", autocompletion=thrown_ids
        ),
    ],
    number: Annotated[
        int,
        typer.Option(
            "--version", min=1, help="Which version, if there are several. 1 is the newest."
        ),
    ] = 1,
) -> None:
    """Bring something back from the trash.

    A record that was deleted, or how it read before an edit.
    """
    context = open_context()
    bin = record_editor(context).trash
    for thrown in [_thrown(context, bin, id, number) for id in ids]:
        path = restore_entry(context, thrown)
        where = "It goes on where it was left" if thrown.how == "left" else "It's back"
        typer.echo(f"{where}: {describe_record(context, path)}.", err=True)


def _thrown(context: AppContext, bin: Trash, prefix: str, number: int) -> TrashEntry:
    """The entry of the trash that is meant. Raises UserError."""
    found = bin.with_id(prefix) if prefix.isalnum() else []
    if not found:
        raise UserError(f'Nothing in the trash is called "{one_line(prefix)}".', USAGE)
    newest = {one.id: one.path for one in reversed(found)}
    if len(newest) > 1:
        raise ambiguous(prefix, newest, record_summary)
    if number > len(found):
        raise UserError(f"There are only {len(found)} versions of it in the trash.", USAGE)
    return found[number - 1]
