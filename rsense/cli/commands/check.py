"""`rsense check`: say everything that is wrong with scripts, with line and column."""

from typing import Annotated, Literal

import typer
from msgspec.structs import asdict

from rsense.cli.output import json_line
from rsense.core.sanitize import clean
from rsense.core.script.diagnostics import Problem
from rsense.services.context import open_context
from rsense.services.errors import INVALID_SCRIPT, UserError

Format = Literal["text", "json", "github"]


def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]...", help="Scripts to check. Without any, all of them."),
    ] = None,
    *,
    form: Annotated[
        Format,
        typer.Option("--format", help="Lines to read, JSON lines, or annotations for GitHub."),
    ] = "text",
) -> None:
    """Find everything that's wrong with scripts, by line and column."""
    from rsense.services.script_check import all_problems, script_problems
    from rsense.store.theme_files import HARD_TO_READ, check_themes

    context = open_context()
    library = context.library
    remarks: list[Problem] = []
    if files:
        problems = [one for file in files for one in script_problems(file, library)]
    else:
        themes = list(check_themes(context.settings.themes))
        remarks = [one for one in themes if one.code == HARD_TO_READ]
        problems = [*all_problems(library), *(one for one in themes if one not in remarks)]
    for remark in remarks:
        typer.echo(_line(remark, "remark", form), err=form == "text")
    for problem in problems:
        typer.echo(_line(problem, "problem", form))
    if problems:
        found = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        why = f" “rsense explain {problems[0].code}” says more." if form == "text" else ""
        raise UserError(f"{found}.{why}", INVALID_SCRIPT)
    count = len(files or (*library.paths, *library.form_paths, *library.programme_paths))
    typer.echo("1 script is fine." if count == 1 else f"{count} scripts are fine.", err=True)


def _line(problem: Problem, level: Literal["problem", "remark"], form: Format) -> str:
    if form == "json":
        return json_line({"level": level, **asdict(problem)})
    if form == "text":
        return clean(str(problem))
    command = "error" if level == "problem" else "warning"
    place = f"file={_escaped(problem.file, ':,')},line={problem.line},col={problem.column}"
    return clean(f"::{command} {place},title={problem.code}::{_escaped(problem.words)}")


def _escaped(text: str, more: str = "") -> str:
    """A value of a workflow command of GitHub, where some signs mean something."""
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
