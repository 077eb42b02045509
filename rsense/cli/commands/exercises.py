"""`rsense exercises`: list the exercises, or find those that fit some words."""

import textwrap
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Annotated

import typer

from rsense.cli.commands._options import Json
from rsense.cli.commands.help_now import print_help
from rsense.cli.completion import values
from rsense.cli.line_style import HEADING, QUIET, styled
from rsense.cli.output import json_line, terminal_width
from rsense.core.exercise_names import NOTHING_FITS, SHORT_NAMES, STAGES, stage_named
from rsense.core.expressions.identifiers import pack_of
from rsense.core.sanitize import clean, one_line
from rsense.core.text_width import display_width
from rsense.services.context import open_context
from rsense.services.exercise_search import Head, find_exercises, in_order, known_stage

YOURS = "Yours"
ELSEWHERE = "Elsewhere"
"""Heading of a person's own scripts whose stage the language does not know."""
IN_A_STAGE = """\
“rsense exercises settle” lists one stage,
“rsense exercises left on read” what fits your words.
"""


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
    found = find_exercises(in_order(library.heads()), typed, library)
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
    stages_alone = all(map(stage_named, typed.split()))
    if typed and not (stages_alone and width):
        lines = matches(found.heads, width)
    elif typed or width is None:
        lines = overview(found.heads, width)
    else:
        lines = stages(found.heads, width, library.own_names, library.pack_titles)
    for line in lines:
        typer.echo(line)
    more = "" if typed or width is None else IN_A_STAGE
    typer.echo(f"\n{more}“rsense run NAME” begins one; a title will do.", err=bool(typed))


def stages(
    heads: Sequence[Head], width: int, own: Container[str], packs: Mapping[str, str]
) -> Iterator[str]:
    """A person's own exercises, those of each pack, then a heading for each stage with how many it
    has and the titles of a few: first those of a short name, then the shortest. The stages fit on
    one screen."""
    titled = {YOURS: [head for head in heads if str(head["id"]) in own]}
    for pack, title in packs.items():
        titled[f"{one_line(title)} (pack)"] = [h for h in heads if pack_of(str(h["id"])) == pack]
    for title, here in titled.items():
        if here:
            yield styled(title, HEADING)
        columns = _columns(here)
        for head in here:
            yield from _row({**head, "from": ""}, columns, width)
    heads = [head for head in heads if not pack_of(str(head["id"]))]

    def rank(head: Head) -> tuple[bool, bool, float]:
        return (
            head["id"] not in SHORT_NAMES.values(),
            head["audience"] != "solo",
            float(str(head["minutes"])),
        )

    for shown, here in _by_stage(heads):
        yield f"{styled(shown, HEADING)}  {styled(str(len(here)), QUIET)}"
        titles, line = [str(head["title"]) for head in sorted(here, key=rank)], ""
        for number, title in enumerate(titles, 1):
            longer = f"{line}; {title}" if line else title
            more = f"; and {len(here) - number} more" if number < len(here) else ""
            if line and display_width(longer + more) > width - 2:
                break
            line, whole = longer, longer + more
        yield from (f"  {part}" for part in _wrapped(whole, width - 2))


def overview(heads: Sequence[Head], width: int | None) -> Iterator[str]:
    """A heading for each stage, and its exercises, a line each; those of packs come last."""
    columns = _columns(heads)
    for number, (shown, here) in enumerate(_by_stage(heads)):
        if number:
            yield ""
        yield styled(shown, HEADING)
        for head in sorted(here, key=lambda head: pack_of(str(head["id"]))):
            yield from _row(head, columns, width)


def _by_stage(heads: Sequence[Head]) -> Iterator[tuple[str, list[Head]]]:
    """Each stage that has exercises, as it is shown, and they."""
    for stage, shown in [*STAGES.items(), ("", ELSEWHERE)]:
        if here := [head for head in heads if known_stage(head) == stage]:
            yield shown, here


def matches(heads: Sequence[Head], width: int | None) -> Iterator[str]:
    """Exercises, each with what it is for."""
    columns = _columns(heads)
    for head in heads:
        yield from _row(head, columns, width)
        if width is not None:
            yield from (f"    {line}" for line in _wrapped(str(head["summary"]), width - 4))


def _columns(heads: Sequence[Head]) -> Mapping[str, tuple[int, int]]:
    """Columns of the longest title and of the longest id, by the pack they are of."""
    longest: dict[str, tuple[int, int]] = {}
    for head in heads:
        pack = pack_of(str(head["id"]))
        title, id = longest.get(pack, (0, 0))
        longest[pack] = max(title, display_width(str(head["title"]))), max(id, len(str(head["id"])))
    return longest


def _row(head: Head, columns: Mapping[str, tuple[int, int]], width: int | None) -> Iterator[str]:
    """Title, id and minutes of an exercise; without a width its summary too, all on one line."""
    title, id, minutes = str(head["title"]), str(head["id"]), f"{head['minutes']:g} min"
    longest_title, longest_id = columns[pack_of(id)]
    gap = " " * (longest_title - display_width(title))
    whose = f"  {one_line(str(head['from']))}" if head["from"] else ""
    about = f"{id:<{longest_id}}  {minutes:>6}{whose}"
    line = f"  {title}{gap}  {styled(about, QUIET)}"
    if width is None:
        yield f"{line}  {head['summary']}".rstrip()
    elif width >= longest_title + len(about) + 4:
        yield line
    else:
        yield from (f"  {part}" for part in _wrapped(title, width - 2))
        yield from (
            f"    {styled(part, QUIET)}" for part in _wrapped(f"{id}, {minutes}{whose}", width - 4)
        )


def _wrapped(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, max(room, 1), break_long_words=False, break_on_hyphens=False)
