"""`history`, `show`, `kept`: looking back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from rsense.cli.completion import record_ids, shelf_names
from rsense.cli.desk import Desk, open_desk
from rsense.cli.failure import USAGE, Failure
from rsense.cli.json_line import json_line
from rsense.cli.when import when_words
from rsense.core.problems import did_you_mean
from rsense.core.records import Keepsake, Record, SessionRecord, Trigger
from rsense.core.shelves import SHELF_TITLES, SHELVES
from rsense.core.visible import clean, one_line
from rsense.store.documents import record_document


def register(app: typer.Typer) -> None:
    for command in (history, show, kept):
        app.command()(command)


def history(
    count: Annotated[
        int, typer.Option("-n", min=1, help="How many, the newest first.")
    ] = DEFAULT_COUNT,
    since: Annotated[
        str, typer.Option("--from", metavar="WHEN", help="Not before; yesterday, 2026-11, 3 nov.")
    ] = "",
    until: Annotated[str, typer.Option("--to", metavar="WHEN", help="Not after.")] = "",
    who: Annotated[str, typer.Option("-w", "--who", help="Who it is about.")] = "",
    tag: Annotated[
        list[str] | None, typer.Option("-t", "--tag", help="With this tag; all, if several.")
    ] = None,
    emotion: Annotated[
        list[str] | None, typer.Option("-e", "--emotion", help="With this feeling.")
    ] = None,
    least: Annotated[
        int | None, typer.Option("--min", min=0, max=HIGHEST, help="As strong as this, or more.")
    ] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="trigger, session or keepsake.")
    ] = "",
    exercise: Annotated[str, typer.Option("--exercise", help="Sessions of this exercise.")] = "",
    words: Annotated[
        str, typer.Option("--search", metavar="WORDS", help="With all of these words, anywhere.")
    ] = "",
    today: Annotated[
        bool, typer.Option("--today-in-history", help="On this day of any year.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """What you noted and did, the newest first. Filters narrow it down together."""
    if kind and kind not in shape.FIELDS:
        known = ", ".join(shape.FIELDS)
        raise Failure(f'There is no kind "{one_line(kind)}"; the kinds are {known}.', USAGE)
    now = datetime.now().astimezone().replace(microsecond=0)
    try:
        folder = paths.records_folder(paths.data_folder(os.environ, sys.platform))
        asked = question(
            now, since=since, until=until, today=today, who=who, tags=tuple(tag or ()),
            emotions=tuple(emotion or ()), least=least, kind=kind, exercise=exercise, words=words,
        )  # fmt: skip
    except paths.NoHome as error:
        raise Failure(str(error)) from error
    except NotAMoment as error:
        raise Failure(str(error), USAGE) from error
    list_records(folder, asked, count, now, as_json=as_json)


def in_a_line(record: Record) -> str:
    """A record in a few words."""
    document = record_document(record)
    strength = f"{document['intensity']}  " if "intensity" in document else ""
    return f"{strength}{words_of(document)}"


def show(
    id: Annotated[
        str, typer.Argument(metavar="ID|last", help="The beginning of an id.",
                            autocompletion=record_ids)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:  # fmt: skip
    """Show one record whole."""
    desk = open_desk()
    found = desk.found(id)
    if as_json:
        typer.echo(json_line(record_document(found.record)))
        return
    for line in whole(found.record, desk):
        typer.echo(clean(line))
    typer.echo(f"\n{found.path}", err=True)


def whole(record: Record, desk: Desk) -> Iterator[str]:
    yield f"{when_words(record.at, desk.now())}  {record.id}"
    match record:
        case Trigger():
            yield record.what
            yield from _details(record)
        case SessionRecord():
            yield record.title + (" (left half way)" if record.outcome == "left" else "")
            for name, measure in record.measures.items():
                yield f"{name}: {measure.before} before, {measure.after} after"
            for said in record.replies:
                yield ""
                yield said.question
                yield "\n".join(f"  {line}" for line in said.answer.split("\n"))
        case Keepsake():
            yield f"{SHELF_TITLES.get(record.shelf, record.shelf)}:"
            yield record.text


def _details(record: Trigger) -> Iterator[str]:
    if record.intensity is not None:
        yield f"  how strong: {record.intensity} of 10"
    named = {"felt": record.emotions, "body": record.body, "urge": record.urge, "tags": record.tags}
    for name, words in named.items():
        if words:
            yield f"  {name}: {', '.join(words)}"
    said = {
        "who": record.who,
        "thought": record.thought,
        "before": record.before,
        "did": record.did,
    }
    for name, text in said.items():
        if text:
            yield f"  {name}: {text}"


def kept(
    shelf: Annotated[str | None, typer.Argument(autocompletion=shelf_names)] = None,
) -> None:
    """Show what is on the shelves."""
    if shelf is not None and shelf not in SHELVES:
        advice = did_you_mean(shelf, SHELVES) or f"The shelves are {', '.join(SHELVES)}."
        raise Failure(f'There is no shelf "{one_line(shelf)}"; {advice}', USAGE)
    desk = open_desk()
    shelves = desk.records.shelves()
    for name in [shelf] if shelf else SHELVES:
        cards = shelves.get(name, ())
        if cards or shelf:
            typer.echo(SHELF_TITLES[name])
        for card in cards:
            typer.echo(f"- {clean(card)}")
        if shelf and not cards:
            typer.echo(f'Nothing yet. “rsense keep {shelf} "…"” puts something here.', err=True)
    if not shelf and not any(shelves.values()):
        typer.echo('The shelves are empty. “rsense keep evidence "…"” begins one.', err=True)
    _tell_damaged(desk)


def _tell_damaged(desk: Desk) -> None:
    if desk.damaged:
        count = len(desk.damaged)
        files = "1 file" if count == 1 else f"{count} files"
        stand = "stands" if count == 1 else "stand"
        typer.echo(f"{files} could not be read and {stand} untouched:", err=True)
    for error in desk.damaged[:5]:
        typer.echo(clean(f"  {error}"), err=True)
