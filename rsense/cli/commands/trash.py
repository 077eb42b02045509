"""`rsense trash`: show what is in the trash, or empty it."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Annotated

import typer

from rsense.cli.confirm import Yes, agreed
from rsense.cli.line_style import QUIET, styled
from rsense.cli.output import NEVER_CUT_BELOW, SHOWN_LETTERS, terminal_width
from rsense.core.sanitize import one_line
from rsense.core.text_width import truncate
from rsense.services.clock import MachineZone, when_words
from rsense.services.context import AppContext, open_context
from rsense.services.corrections import record_editor
from rsense.services.errors import FAILED, UserError
from rsense.services.record_lookup import record_summary
from rsense.store.files.durable import NotSaved
from rsense.store.files.safe_read import Unreadable, read_toml
from rsense.store.records.record_name import id_from_name
from rsense.store.records.record_traces import edit_copies, remove_traces
from rsense.store.records.trash import TrashEntry
from rsense.store.session_lock import ids_in_use

HOW = {"deleted": "deleted", "edited": "edited", "left": "left half way"}


def trash(
    *,
    empty: Annotated[bool, typer.Option("--empty", help="Delete all of it for good.")] = False,
    yes: Yes = False,
) -> None:
    """Show what is in the trash, or empty it."""
    context = open_context()
    bin = record_editor(context).trash
    thrown = bin.all()
    if not thrown:
        typer.echo("The trash is empty.", err=True)
    elif empty:
        _empty(context, thrown, yes=yes)
    else:
        for line in _table(context, thrown):
            typer.echo(line)


def _table(context: AppContext, thrown: Sequence[TrashEntry]) -> Iterator[str]:
    """A line each: id, how and when it came here, words."""
    times, met = Counter(one.id for one in thrown), Counter[str]()
    how, now = list[str](), context.now()
    for one in thrown:
        met[one.id] += 1  # as “restore --version” counts
        at = when_words(one.when.astimezone(MachineZone()), now) if one.when else ""
        nth = f", version {met[one.id]}" if times[one.id] > 1 else ""
        how.append(f"{HOW[one.how]} {at}".strip() + nth)
    longest, width = max(map(len, how)), terminal_width()
    for one, came in zip(thrown, how):
        line = f"{one.id[:SHOWN_LETTERS]}  {came:<{longest}}  "
        words = record_summary(one.path)
        room = max(width - len(line), NEVER_CUT_BELOW) if width else len(words) * 2
        yield styled(line, QUIET) + truncate(words, room)


def _empty(context: AppContext, thrown: Sequence[TrashEntry], *, yes: bool) -> None:
    """Delete it for good, and with it what is left of it elsewhere. Raises UserError."""
    bin, count = record_editor(context).trash, len(thrown)
    files = "1 file" if count == 1 else f"{count} files"
    standing = {id_from_name(name) for _, name in context.records.names()}
    if context.damaged:  # what cannot be listed may stand there, and its copies must stay
        why = one_line(str(context.damaged[0]))
        raise UserError(f"Not removed, because your records can't all be listed: {why}", FAILED)
    gone = {one.id for one in thrown if one.how != "edited"} - standing
    begun = len(edit_copies(context.data, gone))
    edits = f" and {begun} unfinished edit{'' if begun == 1 else 's'} of them" if begun else ""
    _refuse_open_edits(context, gone)
    them = "it" if count == 1 else "them"
    question = f"Delete {files}{edits} for good? Nothing can bring {them} back."
    if not agreed(question, yes=yes, unasked=f"{files}{edits} would be gone for good"):
        return
    _refuse_open_edits(context, gone)  # the question may have stood for long
    cards = set(filter(None, (_card_at(one.path) for one in thrown)))
    for done, one in enumerate(thrown):
        try:
            bin.remove(one)
        except NotSaved as error:
            raise UserError(f"{error} {done} of {count} are gone.", FAILED) from error
    try:
        remove_traces(context.data, gone)
        context.progress.forget_cards(cards)
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


def _refuse_open_edits(context: AppContext, ids: Collection[str]) -> None:
    names = [id for id in ids_in_use(context.progress.folder) if id.removeprefix("edit-") in ids]
    if names:
        which = ", ".join(sorted(id.removeprefix("edit-") for id in names))
        raise UserError(
            f"Nothing was removed, because this is open in an editor or another window: {which}. "
            "Close it there first.",
            FAILED,
        )
