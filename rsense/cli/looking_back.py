"""`show`, `kept`: looking back at one record, or at the shelves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated

import typer

from rsense.cli.completion import record_ids, shelf_names
from rsense.cli.desk import Desk, open_desk
from rsense.cli.failure import FAILED, USAGE, Failure
from rsense.cli.json_line import json_line
from rsense.cli.listing import damage_lines, words_of
from rsense.cli.picking import picked
from rsense.cli.when import when_words
from rsense.core.problems import did_you_mean
from rsense.core.records import Record, SessionRecord, Trigger
from rsense.core.shelves import SHELF_TITLES, SHELVES
from rsense.core.visible import clean, one_line
from rsense.store import bulk
from rsense.store.documents import record_document, record_in
from rsense.store.json_form import to_json
from rsense.store.safe_read import RECORD_LIMIT, Unreadable, read_bytes

MOST_OFFERED = 7
"""Triggers that are offered to be worked through."""
MOST_READ = 300
"""Records, the newest, among which triggers that are still open are looked for."""


def register(app: typer.Typer) -> None:
    for command in (show, kept):
        app.command()(command)


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
    path = picked(desk, id)
    for _, document in bulk.documents_at([path], bulk.Anything(), desk.damaged.append):
        if as_json:
            typer.echo(json_line(to_json(document)))
            return
        for line in whole(record_in(document), desk):
            typer.echo(clean(line))
        typer.echo(f"\n{path}", err=True)
        return
    _show_as_text(path)
    raise Failure(f"\n{desk.damaged[-1]}", FAILED)


def _show_as_text(path: str) -> None:
    """A file that is no record for us, as it stands: its words are still the person's."""
    try:
        text = read_bytes(path, RECORD_LIMIT).decode("utf-8-sig", "replace")
    except Unreadable as error:
        raise Failure(str(error), FAILED) from error
    typer.echo(clean(text).rstrip())


def whole(record: Record, desk: Desk) -> Iterator[str]:
    """A record in lines."""
    yield f"{when_words(record.at, desk.now())}  {record.id}"
    if isinstance(record, Trigger):
        if record.what:
            yield record.what
        yield from _details(record)
    elif isinstance(record, SessionRecord):
        yield record.title + (" (left half way)" if record.outcome == "left" else "")
        for name, measure in record.measures.items():
            yield f"{name}: {measure.before} before, {measure.after} after"
        for said in record.replies:
            yield ""
            yield said.question
            yield "\n".join(f"  {line}" for line in said.answer.split("\n"))
    else:
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
        "kind of trigger": record.type,
        "domain": record.domain,
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


def open_triggers(desk: Desk) -> list[Trigger]:
    """The newest triggers that no session has worked through yet, at most `MOST_OFFERED`.

    Only the newest records are read. What `rsense now` did counts as help, not as work.
    """
    worked: set[str] = set()
    found: list[Trigger] = []
    read = bulk.documents(desk.records.folder, bulk.Anything(), desk.damaged.append)
    for _, document in islice(read, MOST_READ):
        if document["kind"] == "session" and document["exercise"] != "now":
            worked.update(map(str, document.get("about", ())))
        elif document["kind"] == "trigger" and document["id"] not in worked:
            record = record_in(document)
            assert isinstance(record, Trigger)  # noqa: S101 - by its kind
            found.append(record)
            if len(found) == MOST_OFFERED:
                break
    return found


def _tell_damaged(desk: Desk) -> None:
    for line in damage_lines(desk.damaged):
        typer.echo(line, err=True)
