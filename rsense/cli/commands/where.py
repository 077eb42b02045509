"""`rsense where`: say where your data lies."""

import os
from typing import Annotated

import typer

from rsense.cli.confirm import agreed
from rsense.cli.line_style import QUIET, styled
from rsense.core.sanitize import clean, one_line
from rsense.services.context import AppContext, open_context
from rsense.services.errors import FAILED, UserError
from rsense.services.record_text import counted_parts
from rsense.store import paths
from rsense.store.library import shipped_folder
from rsense.store.session_lock import ids_in_use
from rsense.store.wipe import WipePlan, belongings, wipe


def where(
    *,
    wipe: Annotated[bool, typer.Option("--wipe", help="Remove all of it, for good.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --wipe: don't ask.")] = False,
) -> None:
    """Show where your data is. It's all plain files."""
    context = open_context()
    if wipe:
        wipe_out(context, yes=yes)
        return
    data = clean(context.data)
    for name, folder in {
        "your records": paths.records_folder(data),
        "left half way": paths.progress_folder(data),
        "trash": paths.trash_folder(data),
        "your own scripts": paths.exercises_folder(data),
        "packs you added": paths.packs_folder(data),
        "your own themes": clean(context.settings.themes),
        "shipped scripts": shipped_folder(),
    }.items():
        typer.echo(f"{styled(f'{name:<18}', QUIET)}{folder}")
    typer.echo("rsense never sends any of it anywhere.", err=True)


EDIT = "edit-"
"""Prefix, before the record's id, of the lock on a copy that an editor has open."""
MOST_NAMED = 5
OUT_OF_REACH = """\
rsense can't reach these, so you may want to look at them yourself:
- your shell's history, if you typed words after “rsense log” or “rsense keep”
- backups, and files you exported
- copies on other devices: a synchroniser may remove them too, or bring them back here
- what you can still see in a terminal"""


def wipe_out(context: AppContext, *, yes: bool) -> None:
    """Remove all of it. Raises UserError where nobody can be asked, or something stays."""
    what = belongings(context.data, context.config_path)
    _refuse_open(context)
    if not what.files and not what.unknown:
        typer.echo("rsense has nothing here.", err=True)
        _tell_of(what)
        return
    typer.echo(
        f"In {one_line(context.data)}: {', '.join(counted_parts(what.counts)) or 'settings'}.",
        err=True,
    )
    for path in what.elsewhere:
        typer.echo(f"{one_line(path)} leads to {one_line(os.path.realpath(path))}.", err=True)
    typer.echo("All of it would be gone for good, the trash too.", err=True)
    _tell_of(what)
    typer.echo(OUT_OF_REACH, err=True)
    if not agreed("Remove all of it for good? Nothing can bring it back.", yes=yes):
        return
    _refuse_open(context)  # the question may have stood for long
    what = belongings(context.data, context.config_path)
    left = [*wipe(what), *what.unknown]
    again = belongings(context.data, context.config_path)
    left += [path for path in (*again.files, *again.unknown) if path not in left]
    if left:
        names = "\n".join(f"  {one_line(path)}" for path in left)
        raise UserError(f"These couldn't be removed, the rest is gone:\n{names}", FAILED)
    typer.echo("It's gone from this disk.", err=True)


def _refuse_open(context: AppContext) -> None:
    """Refuse to wipe while something is open: its next save would bring words back."""
    titles = {left.id: left.title for left in context.progress.all()}
    names = [
        f"an edit of {id.removeprefix(EDIT)}"
        if id.startswith(EDIT)
        else one_line(titles.get(id, "something that is being noted, such as “rsense now”"))
        for id in ids_in_use(context.progress.folder)
    ]
    if names:
        lines = "\n".join(f"  {name}" for name in names[:MOST_NAMED])
        more = f"\n  and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        raise UserError(
            f"Nothing was removed, because this is open in another window:\n{lines}{more}\n"
            "Finish or leave it there, then wipe again.",
            FAILED,
        )


def _tell_of(what: WipePlan) -> None:
    """Name files that stay, for they are not of rsense."""
    if what.stays:
        typer.echo(
            "This doesn't belong to rsense, so it stays. It may hold copies of your words:",
            err=True,
        )
    for path in what.stays[:MOST_NAMED]:
        typer.echo(f"  {one_line(path)}", err=True)
    if len(what.stays) > MOST_NAMED:
        typer.echo(f"  and {len(what.stays) - MOST_NAMED} more", err=True)
