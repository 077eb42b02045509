"""`delete`, `undo`, `trash`, `restore`: taking back, and bringing back."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from typing import Annotated

import typer

from rsense.cli.completion import record_ids, thrown_ids
from rsense.cli.line_terminal import typed_answer
from rsense.cli.listing import NEVER_CUT_BELOW, SHOWN_LETTERS, terminal_width
from rsense.core.sanitize import one_line
from rsense.services.clock import MachineZone, when_words
from rsense.services.context import AppContext, open_context
from rsense.services.corrections import _restored, record_editor, undo_last
from rsense.services.errors import FAILED, USAGE, UserError
from rsense.services.record_lookup import describe_record, record_summary, resolve_record
from rsense.services.record_text import truncate
from rsense.store.files.durable import NotSaved
from rsense.store.files.safe_read import Unreadable, read_toml
from rsense.store.records import undo_log
from rsense.store.records.record_traces import edit_copies, remove_traces
from rsense.store.records.trash import Trash, TrashEntry, id_from_name
from rsense.store.session_lock import ids_in_use

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
HOW = {"deleted": "deleted", "edited": "edited", "left": "left half way"}


def register(app: typer.Typer) -> None:
    for command in (delete, undo, trash, restore):
        app.command()(command)


def confirm(question: str, *, yes: bool = False) -> bool:
    """Whether the person says yes. Enter means `yes`; no terminal, no question."""
    if not sys.stdin.isatty():
        return yes
    sys.stderr.write(f"{one_line(question)} {'[Y/n]' if yes else '[y/N]'} ")
    sys.stderr.flush()
    answer = typed_answer().casefold()
    return answer in ("y", "yes") if answer else yes


def delete(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID|last", help="The beginning of an id.", autocompletion=record_ids
        ),
    ],
    yes: Yes = False,
) -> None:
    """Move records to the trash."""
    desk = open_context()
    hands = record_editor(desk)
    chosen = list(dict.fromkeys(resolve_record(desk, id) for id in ids))
    thrown: list[str] = []
    try:
        for path in chosen:
            words = describe_record(desk, path)
            if sys.stdin.isatty() and not yes and not confirm(f"Delete {words}?"):
                typer.echo("It stays.", err=True)
                continue
            thrown.append(hands.delete(path).path)
            undo_log.note(desk.data, "delete", *thrown)
            gap = " " if len(chosen) == 1 else "\n"
            typer.echo(f"In the trash: {words}.{gap}", err=True, nl=False)
    finally:  # whatever ended it half way
        if thrown:
            them = "it" if len(thrown) == 1 else f"all {len(thrown)}"
            typer.echo(f"“rsense undo” brings {them} back.", err=True)


def undo() -> None:
    """Take back this machine's last log, edit or delete.

    Whatever one command did is taken back together.
    """
    typer.echo(undo_last(open_context()), err=True)


def trash(
    empty: Annotated[bool, typer.Option("--empty", help="Delete all of it for good.")] = False,
    yes: Yes = False,
) -> None:
    """Show what is in the trash, or empty it."""
    desk = open_context()
    bin = record_editor(desk).trash
    thrown = bin.all()
    if not thrown:
        typer.echo("The trash is empty.", err=True)
    elif empty:
        _empty(desk, thrown, yes)
    else:
        for line in _table(desk, thrown):
            typer.echo(line)


def restore(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID", help="The beginning of an id in the trash.", autocompletion=thrown_ids
        ),
    ],
    number: Annotated[
        int, typer.Option("--version", min=1, help="Of several, which: 1 came last.")
    ] = 1,
) -> None:
    """Bring something back from the trash.

    A record that was deleted, or how it read before an edit.
    """
    desk = open_context()
    hands = record_editor(desk)
    for thrown in [_thrown(desk, hands.trash, id, number) for id in ids]:
        path = _restored(hands, thrown)
        where = "It goes on where it was left" if thrown.how == "left" else "It is back"
        typer.echo(f"{where}: {describe_record(desk, path)}.", err=True)


def _thrown(desk: AppContext, bin: Trash, prefix: str, number: int) -> TrashEntry:
    """What in the trash is meant. Raises Failure."""
    found = bin.with_id(prefix) if prefix.isalnum() else []
    if not found:
        raise UserError(f'Nothing in the trash is called "{one_line(prefix)}".', USAGE)
    if len({one.id for one in found}) > 1:
        lines = "\n".join(f"  {one.id}  {record_summary(one.path)}" for one in found[:5])
        raise UserError(f"It could be one of these; a few more letters will tell:\n{lines}", USAGE)
    if number > len(found):
        raise UserError(f"There are only {len(found)} versions of it in the trash.", USAGE)
    return found[number - 1]


def _table(desk: AppContext, thrown: Sequence[TrashEntry]) -> Iterator[str]:
    """A line each: id, how and when it came here, words."""
    how = [_how(desk, one) for one in thrown]
    longest, width = max(map(len, how)), terminal_width()
    for one, came in zip(thrown, how):
        line = f"{one.id[:SHOWN_LETTERS]}  {came:<{longest}}  "
        words = record_summary(one.path)
        room = max(width - len(line), NEVER_CUT_BELOW) if width else len(words) * 2
        yield line + truncate(words, room)


def _how(desk: AppContext, thrown: TrashEntry) -> str:
    when = when_words(thrown.when.astimezone(MachineZone()), desk.now()) if thrown.when else ""
    return f"{HOW[thrown.how]} {when}".strip()


def _empty(desk: AppContext, thrown: Sequence[TrashEntry], yes: bool) -> None:
    """Delete it for good, and with it what is left of it elsewhere. Raises Failure."""
    bin, count = record_editor(desk).trash, len(thrown)
    files = "1 file" if count == 1 else f"{count} files"
    standing = {id_from_name(name) for _, name in desk.records.names()}
    if desk.damaged:  # what cannot be listed may stand there, and its copies must stay
        why = one_line(str(desk.damaged[0]))
        raise UserError(f"Not removed, for your records cannot all be listed: {why}", FAILED)
    gone = {one.id for one in thrown if one.how != "edited"} - standing
    begun = len(edit_copies(desk.data, gone))
    edits = f" and {begun} unfinished edit{'' if begun == 1 else 's'} of them" if begun else ""
    _refuse_open_edits(desk, gone)
    if not yes and not sys.stdin.isatty():
        what = f"{files}{edits}"
        raise UserError(f"{what} would be gone for good; --yes says that this is meant.", USAGE)
    if not yes and not confirm(
        f"Delete {files}{edits} for good? Nothing can bring {'it' if count == 1 else 'them'} back."
    ):
        typer.echo("It stays as it is.", err=True)
        return
    _refuse_open_edits(desk, gone)  # the question may have stood for long
    cards = set(filter(None, (_card_at(one.path) for one in thrown)))
    for done, one in enumerate(thrown):
        try:
            bin.remove(one)
        except NotSaved as error:
            raise UserError(f"{error} {done} of {count} are gone.", FAILED) from error
    try:
        remove_traces(desk.data, gone)
        desk.progress.forget_cards(cards)
    except NotSaved as error:
        raise UserError(f"{error} The {files} of the trash are gone.", FAILED) from error
    typer.echo(f"{files}{edits} deleted for good.", err=True)


def _card_at(path: str) -> str:
    """The words of a card in the trash; none of anything else."""
    try:
        document = read_toml(path)
    except Unreadable:
        return ""
    return str(document.get("text", "")) if document.get("kind") == "keepsake" else ""


def _refuse_open_edits(desk: AppContext, ids: Collection[str]) -> None:
    names = [id for id in ids_in_use(desk.progress.folder) if id.removeprefix("edit-") in ids]
    if names:
        which = ", ".join(sorted(id.removeprefix("edit-") for id in names))
        raise UserError(
            f"Nothing was removed, for this is open in an editor or another window: {which}. "
            "Close it there first.",
            FAILED,
        )
