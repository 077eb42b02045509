"""`rsense insights`: what your notes say over some weeks."""

import gc
from collections.abc import Callable, Iterator
from typing import Annotated

import typer

from rsense.cli.completion.values import people, spans
from rsense.cli.line_style import HEADING, QUIET, styled
from rsense.cli.output import json_line, tell_unreadable
from rsense.core.bars import sentences
from rsense.insight.sections import NOT_WHY, Section
from rsense.insight.selection import WEEKS
from rsense.services.context import open_context
from rsense.services.errors import USAGE, UserError
from rsense.services.insights.overview import Insights
from rsense.services.insights.overview import insights as read_insights
from rsense.services.query_options import parse_span


def insights(
    *,
    since: Annotated[
        str,
        typer.Option(
            "--since",
            "--from",
            metavar="WHEN",
            help="From then on, instead of some weeks: 2026-09 or 3 nov.",
            autocompletion=spans,
        ),
    ] = "",
    weeks: Annotated[int, typer.Option("--weeks", min=1, help="How many weeks.")] = WEEKS,
    who: Annotated[
        str,
        typer.Option("-w", "--who", help="Only what is about this person.", autocompletion=people),
    ] = "",
    detail: Annotated[bool, typer.Option("--detail", help="How sure each share is.")] = False,
    hide: Annotated[
        int | None, typer.Option("--hide", metavar="N", min=1, help="Hide the finding of a number.")
    ] = None,
    bring_back: Annotated[
        bool, typer.Option("--bring-back", help="Show all hidden findings again.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """What your notes say over some weeks, and what they can't say yet."""
    gc.disable()  # what is read stays to the end, and nothing of it is garbage
    context = open_context()
    day = parse_span(since, context.now())[0].date() if since else None
    found = read_insights(context, weeks=weeks, since=day, who=who, detail=detail)
    if bring_back:
        typer.echo(_saved(found.bring_back), err=True)
    elif hide is not None:
        _hide(found, hide)
    elif as_json:
        typer.echo(json_line(found.document()))
    else:
        for line in _page(found):
            typer.echo(line)
    tell_unreadable(context.damaged)


def _hide(found: Insights, number: int) -> None:
    findings = found.findings()
    if number > len(findings):
        there = f"There are {len(findings)}" if findings else "There is no finding now"
        raise UserError(f"There is no finding {number}. {there}.", USAGE)
    _saved(lambda: found.hide(findings[number - 1]))
    typer.echo(f"Hidden: {findings[number - 1].text}", err=True)
    typer.echo("“rsense insights --bring-back” shows what is hidden again.", err=True)


def _saved(act: Callable[[], str]) -> str:
    from rsense.session_runner import SaveFailed

    try:
        return act()
    except SaveFailed as error:
        raise UserError(str(error)) from error


def _page(found: Insights) -> Iterator[str]:
    """The page in lines: sentences and numbers only."""
    *counted, outlook = found.sections
    for section in counted:
        yield from _lines(section)
    yield styled("What goes together", HEADING)
    findings = found.findings()
    for number, finding in enumerate(findings, 1):
        yield f"{number}. {finding.text}"
        yield styled(f"   {finding.next}: “rsense run {finding.exercise}”.", QUIET)
    if findings:
        yield NOT_WHY
        yield styled("“rsense insights --hide 1” hides the first.", QUIET)
    else:
        yield found.nothing()
    yield ""
    yield from _lines(outlook)


def _lines(section: Section) -> Iterator[str]:
    yield styled(section.title, HEADING)
    yield from section.lines
    yield from sentences(section.rows)
    yield ""
