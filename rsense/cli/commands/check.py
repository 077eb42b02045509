"""`rsense check`: say everything that is wrong with scripts, with line and column."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from rsense.core.sanitize import clean
from rsense.services.context import open_context
from rsense.services.errors import INVALID_SCRIPT, UserError
from rsense.store.files.safe_read import Unreadable
from rsense.store.library import SYNONYMS, Library, read_script

if TYPE_CHECKING:
    from rsense.core.script.diagnostics import Problem


def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]...", help="Scripts to check; every one there is if none."),
    ] = None,
) -> None:
    """Say everything that is wrong with scripts, with line and column."""
    library = open_context().library
    scripts = files or [*library.paths.values(), *library.form_paths.values()]
    problems = [str(problem) for file in scripts for problem in problems_of(file, library)]
    if not files:
        from rsense.services.now.offers import suggestion_problems

        synonyms = library.synonyms.problems(library.paths)
        problems += [f"{SYNONYMS}: {problem}" for problem in synonyms]
        problems += [str(error) for error in library.unreadable if error.path not in scripts]
        problems += suggestion_problems(library)
    for problem in problems:
        typer.echo(clean(problem))
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise UserError(f"{count}.", INVALID_SCRIPT)
    typer.echo(
        "1 script is fine." if len(scripts) == 1 else f"{len(scripts)} scripts are fine.", err=True
    )


def problems_of(file: str, library: Library) -> list[Problem]:
    """Every problem of one script file."""
    from rsense.core.script.diagnostics import Problem, ScriptError
    from rsense.core.script.parse import parse

    name = os.path.basename(file).removesuffix(".toml")
    try:
        text = read_script(file)
    except Unreadable as error:
        return [Problem(file, 1, 1, "", error.why)]
    sources = {**library.sources, name: text}
    try:
        parse(name, text, sources, library.vocabularies, file=file)
    except ScriptError as error:
        return list(error.problems)
    return []
