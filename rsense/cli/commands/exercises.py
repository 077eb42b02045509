"""`rsense exercises`: list the exercises, or find those that fit some words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from rsense.cli.commands._options import Json
from rsense.cli.commands.help_now import print_help
from rsense.cli.completion import values
from rsense.cli.line_style import HEADING, QUIET, styled
from rsense.cli.output import json_line, terminal_width
from rsense.core.exercise_names import NOTHING_FITS, STAGES
from rsense.core.sanitize import clean
from rsense.core.text_width import display_width
from rsense.services.context import open_context
from rsense.services.exercise_search import Head, find_exercises, in_order, known_stage

ELSEWHERE = "Elsewhere"
"""Heading of a person's own scripts whose stage the language does not know."""


def exercises(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STAGE or WORD]...",
            help=f"Only what fits: {', '.join(STAGES)}, or your own words, such as left on read.",
            autocompletion=values.stages,
        ),
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """List the exercises, or find those that fit your words."""
    context = open_context()
    library = context.library
    typed = " ".join(words or ())
    found = find_exercises(in_order(library.heads()), typed, library.synonyms)
    for error in library.unreadable:
        typer.echo(clean(str(error)), err=True)
    if found.help:
        print_help(context, err=as_json)
        typer.echo(err=as_json)
    if not found.fits:
        typer.echo(NOTHING_FITS, err=True)
    if as_json:
        by_id = sorted(found.heads, key=lambda head: str(head["id"]))
        for head in found.heads if typed else by_id:
            typer.echo(json_line(head))
        return
    width = terminal_width()
    for line in matches(found.heads, width) if typed else overview(found.heads, width):
        typer.echo(line)
    typer.echo("\n“rsense run NAME” begins one; a title will do.", err=bool(typed))


def overview(heads: Sequence[Head], width: int | None) -> Iterator[str]:
    """A heading for each stage, and its exercises, a line each."""
    for stage, shown in [*STAGES.items(), ("", ELSEWHERE)]:
        here = [head for head in heads if known_stage(head) == stage]
        if here:
            yield ""
            yield styled(shown, HEADING)
        for head in here:
            yield from _row(head, heads, width)


def matches(heads: Sequence[Head], width: int | None) -> Iterator[str]:
    """Exercises, each with what it is for."""
    for head in heads:
        yield from _row(head, heads, width)
        if width is not None:
            yield from (f"    {line}" for line in _wrapped(str(head["summary"]), width - 4))


def _row(head: Head, beside: Sequence[Head], width: int | None) -> Iterator[str]:
    """Title, id and minutes of an exercise; without a width its summary too, all on one line."""
    title, id, minutes = str(head["title"]), str(head["id"]), f"{head['minutes']:g} min"
    longest_title = max(display_width(str(other["title"])) for other in beside)
    longest_id = max(len(str(other["id"])) for other in beside)
    gap = " " * (longest_title - display_width(title))
    about = f"{id:<{longest_id}}  {minutes:>6}"
    line = f"  {title}{gap}  {styled(about, QUIET)}"
    if width is None:
        yield f"{line}  {head['summary']}".rstrip()
    elif width >= longest_title + len(about) + 4:
        yield line
    else:
        yield from (f"  {part}" for part in _wrapped(title, width - 2))
        yield f"    {styled(f'{id}, {minutes}', QUIET)}"


def _wrapped(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, max(room, 1), break_long_words=False, break_on_hyphens=False)
