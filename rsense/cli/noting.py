"""`log` and `keep`: noting something down."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Annotated

import typer

from rsense.cli.completion import shelf_names
from rsense.cli.desk import Desk, open_desk
from rsense.cli.faces import line_console
from rsense.cli.failure import FAILED, USAGE, Failure
from rsense.cli.json_line import json_line
from rsense.core.problems import did_you_mean
from rsense.core.prompts import LONGEST_ANSWER, Rate, Refused
from rsense.core.records import Keepsake, Record, Trigger
from rsense.core.shelves import SHELVES
from rsense.core.visible import clean, one_line
from rsense.core.vocabulary import Vocabulary
from rsense.plain.console import Command, EndOfInput
from rsense.store.documents import record_document
from rsense.store.durable import NotSaved

VERY_STRONG = 8
STRONG = "That is strong. “rsense pause” may help; “rsense help-now” shows people to call."


def register(app: typer.Typer) -> None:
    app.command()(log)
    app.command()(keep)


def log(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]", help="What happened; - reads it from standard input."),
    ] = None,
    intensity: Annotated[
        int | None, typer.Option("-i", "--intensity", min=0, max=10, help="How strong, 0 to 10.")
    ] = None,
    emotion: Annotated[
        list[str] | None, typer.Option("-e", "--emotion", help="A feeling; may be repeated.")
    ] = None,
    body: Annotated[
        list[str] | None, typer.Option("-b", "--body", help="A body signal; may be repeated.")
    ] = None,
    urge: Annotated[
        list[str] | None, typer.Option("-u", "--urge", help="What you feel pulled to do.")
    ] = None,
    who: Annotated[str, typer.Option("-w", "--who", help="Who it is about.")] = "",
    tag: Annotated[
        list[str] | None, typer.Option("-t", "--tag", help="A word of yours; may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record as JSON.")] = False,
) -> None:
    """Note in one line what set it off.

    Words typed here stay in your shell's history. “rsense log” alone asks for them instead.
    """
    desk = open_desk()
    what = _words(words or [])
    if not words:
        what, intensity = _asked(intensity)
    if not what:
        raise Failure("Nothing was said, so nothing was kept.", USAGE)
    vocabularies = desk.library.vocabularies
    tags = (_fitting(word.lstrip("# ")) for word in tag or [])
    trigger = Trigger(
        id=desk.new_id(),
        at=desk.now(),
        what=what,
        intensity=intensity,
        emotions=known_words(emotion or [], vocabularies.get("emotions")),
        body=known_words(body or [], vocabularies.get("body")),
        urge=known_words(urge or [], vocabularies.get("urges")),
        who=_fitting(who),
        tags=tuple(dict.fromkeys(filter(None, tags))),
    )
    add(desk, trigger)
    if as_json:
        typer.echo(json_line(record_document(trigger)))
        return
    strength = "" if intensity is None else f", {intensity} of 10"
    typer.echo(f"Saved{strength}. “rsense rethink --about last” works through it.", err=True)
    if intensity is not None and intensity >= VERY_STRONG:
        typer.echo(STRONG, err=True)


def _words(words: list[str]) -> str:
    if words != ["-"]:
        return _fitting(" ".join(words))
    data = sys.stdin.buffer.read(LONGEST_ANSWER * 4 + 1)
    return _fitting(data.decode("utf-8-sig", "replace"))


def _fitting(text: str) -> str:
    text = text.replace("\r\n", "\n").strip().encode("utf-8", "replace").decode()
    if len(text) > LONGEST_ANSWER:
        raise Failure(f"That is longer than fits ({LONGEST_ANSWER:,} characters). Not saved.")
    return text


def _asked(intensity: int | None) -> tuple[str, int | None]:
    """The words and how strong, asked for so that they stay out of the shell's history."""
    console = line_console(interactive=sys.stdin.isatty(), paced=False)
    what = ""
    with suppress(EndOfInput):
        line = console.line("What happened? ")
        what = "" if isinstance(line, Command) else _fitting(line)
        while what and intensity is None:
            line = console.line("How strong, 0 to 10? (Enter leaves it out) ")
            if isinstance(line, Command) or not line.strip():
                break
            try:
                intensity = Rate("").parse(line)
            except Refused as refusal:
                console.say(str(refusal))
    return what, intensity


def known_words(words: Iterable[str], vocabulary: Vocabulary | None) -> tuple[str, ...]:
    """The words, those of the vocabulary in its own spelling; commas part several."""
    options = list(vocabulary.options()) if vocabulary else []
    spelled = {name.casefold(): o.value for o in options for name in (o.label, o.value)}
    parts = (part.strip() for word in words for part in _fitting(word).split(","))
    return tuple(dict.fromkeys(spelled.get(part.casefold(), part) for part in parts if part))


def keep(
    shelf: Annotated[
        str, typer.Argument(help=f"One of {', '.join(SHELVES)}.", autocompletion=shelf_names)
    ],
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to keep.")],
) -> None:
    """Put something on a shelf, for a day when you need it."""
    if shelf not in SHELVES:
        advice = did_you_mean(shelf, SHELVES) or f"The shelves are {', '.join(SHELVES)}."
        raise Failure(f'There is no shelf "{one_line(shelf)}"; {advice}', USAGE)
    text = _words(words)
    if not text:
        raise Failure("Nothing was said, so nothing was kept.", USAGE)
    desk = open_desk()
    add(desk, Keepsake(id=desk.new_id(), at=desk.now(), shelf=shelf, text=text))
    typer.echo(f"Kept. “rsense kept {shelf}” shows the shelf.", err=True)


def add(desk: Desk, record: Record) -> None:
    """Write a record. Raises Failure, with the words given back on stdout."""
    try:
        desk.records.add(record)
    except (NotSaved, OSError) as error:
        words = record.what if isinstance(record, Trigger) else getattr(record, "text", "")
        typer.echo(clean(words))
        why = str(error) if isinstance(error, NotSaved) else f"Not saved: {error.strerror}."
        raise Failure(
            f"{why} Your words are above, so that you can keep them elsewhere.", FAILED
        ) from error
