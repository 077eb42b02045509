"""`rsense kept`: show what is on the shelves."""

from typing import Annotated

import typer

from rsense.cli.completion.values import shelf_names
from rsense.cli.line_style import HEADING, styled
from rsense.cli.output import tell_unreadable
from rsense.core.sanitize import clean
from rsense.core.shelves import SHELF_TITLES, SHELVES
from rsense.services.context import known_shelf, open_context


def kept(shelf: Annotated[str | None, typer.Argument(autocompletion=shelf_names)] = None) -> None:
    """Show what is on the shelves."""
    if shelf is not None:
        known_shelf(shelf)
    context = open_context()
    shelves = context.records.shelves()
    for name in [shelf] if shelf else SHELVES:
        cards = shelves.get(name, ())
        if cards or shelf:
            typer.echo(styled(SHELF_TITLES[name], HEADING))
        for card in cards:
            lines = clean(card.strip()).replace("\n", "\n  ")
            typer.echo(f"- {lines}")
        if shelf and not cards:
            typer.echo(f'Nothing yet. “rsense keep {shelf} "…"” puts something here.', err=True)
    if not shelf and not any(shelves.values()):
        typer.echo('The shelves are empty. “rsense keep evidence "…"” begins one.', err=True)
    tell_unreadable(context.damaged)
