"""`history`, `show`, `kept`: looking back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import islice
from typing import Annotated

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

NEVER_CUT_BELOW = 20


def register(app: typer.Typer) -> None:
    for command in (history, show, kept):
        app.command()(command)


def history(
    count: Annotated[int, typer.Option("-n", min=1, help="How many, the newest first.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """What you noted and did, the newest first."""
    desk = open_desk()
    found = [f.record for f in islice(desk.records.newest(), count)]
    if as_json:
        for record in found:
            typer.echo(json_line(record_document(record)))
    elif not found:
        typer.echo("Nothing yet. “rsense log” notes a trigger, “rsense pause” begins an exercise.",
                   err=True)  # fmt: skip
    for line in () if as_json else _table(found, desk):
        typer.echo(line)
    _tell_damaged(desk)


def _table(records: list[Record], desk: Desk) -> Iterator[str]:
    now, width = desk.now(), shutil.get_terminal_size((80, 24)).columns
    moments = [when_words(record.at, now) for record in records]
    longest = max(map(len, moments), default=0)
    for record, moment in zip(records, moments):
        line = f"{record.id[:4]}  {moment:<{longest}}  "
        words = one_line(in_a_line(record))
        room = max(width - len(line), NEVER_CUT_BELOW)
        yield line + (words if len(words) <= room else words[: room - 1] + "…")


def in_a_line(record: Record) -> str:
    """A record in a few words."""
    match record:
        case Trigger():
            strength = "" if record.intensity is None else f"{record.intensity}  "
            return f"{strength}{record.what}"
        case SessionRecord():
            distress = record.measures.get("distress")
            change = f", distress {distress.before} to {distress.after}" if distress else ""
            left = ", left half way" if record.outcome == "left" else ""
            return f"did: {record.title}{change}{left}"
        case Keepsake():
            return f"kept in {record.shelf}: {record.text}"


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
