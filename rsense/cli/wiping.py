"""`where --wipe`: everything of rsense gone from this disk, after one clear question."""

from __future__ import annotations

import os
import sys

import typer

from rsense.cli.doctoring import counted
from rsense.cli.throwing import confirm
from rsense.core.sanitize import one_line
from rsense.services.context import AppContext
from rsense.services.errors import FAILED, USAGE, UserError
from rsense.store.session_lock import ids_in_use
from rsense.store.wipe import WipePlan, belongings, wipe

EDIT = "edit-"
"""How the lock of a copy that an editor has open is called, before the id of its record."""
MOST_NAMED = 5
OUT_OF_REACH = """\
What rsense cannot reach, and you may want to look at yourself:
- your shell's history, if you typed words after “rsense log” or “rsense keep”
- backups, and files you exported
- copies on other devices: a synchroniser may remove them too, or bring them back here
- what is still to be seen in a terminal"""


def wipe_out(desk: AppContext, *, yes: bool) -> None:
    """Remove all of it. Raises Failure where nobody can be asked, or something stays."""
    what = belongings(desk.data, desk.config_path)
    _refuse_open(desk)
    if not what.files and not what.unknown:
        typer.echo("There is nothing of rsense here.", err=True)
        _tell_of(what)
        return
    typer.echo(
        f"In {one_line(desk.data)}: {', '.join(counted(what.counts)) or 'settings'}.", err=True
    )
    for path in what.elsewhere:
        typer.echo(f"{one_line(path)} leads to {one_line(os.path.realpath(path))}.", err=True)
    typer.echo("All of it would be gone for good, the trash too.", err=True)
    _tell_of(what)
    typer.echo(OUT_OF_REACH, err=True)
    if not yes and not sys.stdin.isatty():
        raise UserError("There is nobody here to ask; --yes says that this is meant.", USAGE)
    if not yes and not confirm("Remove all of it for good? Nothing can bring it back."):
        typer.echo("It stays as it is.", err=True)
        return
    _refuse_open(desk)  # the question may have stood for long
    what = belongings(desk.data, desk.config_path)
    left = [*wipe(what), *what.unknown]
    again = belongings(desk.data, desk.config_path)
    left += [path for path in (*again.files, *again.unknown) if path not in left]
    if left:
        names = "\n".join(f"  {one_line(path)}" for path in left)
        raise UserError(f"These could not be removed, the rest is gone:\n{names}", FAILED)
    typer.echo("It is gone from this disk.", err=True)


def _refuse_open(desk: AppContext) -> None:
    """Nothing is wiped while words of it are open: what is kept next would bring them back."""
    if names := what_is_open(desk):
        lines = "\n".join(f"  {name}" for name in names[:MOST_NAMED])
        more = f"\n  and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        raise UserError(
            f"Nothing was removed, for this is open in another window or editor:\n{lines}{more}\n"
            "Finish or leave it there, then wipe again.",
            FAILED,
        )


def what_is_open(desk: AppContext) -> list[str]:
    """What somebody has open now, in words."""
    titles = {left.id: left.title for left in desk.progress.all()}
    return [
        f"an edit of {id.removeprefix(EDIT)}"
        if id.startswith(EDIT)
        else one_line(titles.get(id, "something that is being noted, such as “rsense now”"))
        for id in ids_in_use(desk.progress.folder)
    ]


def _tell_of(what: WipePlan) -> None:
    """What stays, for it is not of rsense."""
    if what.stays:
        typer.echo("This is not of rsense, and stays; it may hold copies of your words:", err=True)
    for path in what.stays[:MOST_NAMED]:
        typer.echo(f"  {one_line(path)}", err=True)
    if len(what.stays) > MOST_NAMED:
        typer.echo(f"  and {len(what.stays) - MOST_NAMED} more", err=True)
