"""`rsense check`: say everything that is wrong with scripts, with line and column."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.core.sanitize import clean
from rsense.services.context import open_context
from rsense.services.errors import INVALID_SCRIPT, UserError


def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]...", help="Scripts to check. Without any, all of them."),
    ] = None,
) -> None:
    """Find everything that's wrong with scripts, by line and column."""
    from rsense.services.script_check import all_problems, script_problems
    from rsense.store.theme_files import check_themes

    context = open_context()
    library = context.library
    if files:
        problems = [str(one) for file in files for one in script_problems(file, library)]
    else:
        themes = check_themes(context.settings.themes)
        problems = [*all_problems(library), *themes.problems]
        for warning in themes.warnings:
            typer.echo(clean(warning), err=True)
    for problem in problems:
        typer.echo(clean(problem))
    if problems:
        found = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise UserError(f"{found}.", INVALID_SCRIPT)
    count = len(files or (*library.paths, *library.form_paths, *library.programme_paths))
    typer.echo("1 script is fine." if count == 1 else f"{count} scripts are fine.", err=True)
