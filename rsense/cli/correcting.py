"""`edit`: putting a record right, by options or in an editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from typing import Annotated, Any

import typer

from rsense.cli.completion import record_ids
from rsense.cli.desk import Desk, open_desk
from rsense.cli.failure import FAILED, USAGE, Failure
from rsense.cli.picking import picked, told
from rsense.cli.throwing import agreed, corrections
from rsense.cli.when import MachineZone
from rsense.core.moments import NotAMoment, moment
from rsense.core.visible import one_line
from rsense.store import last, shape
from rsense.store.corrections import Corrections, Document, Held
from rsense.store.documents import encoded
from rsense.store.drafts import Draft, InUse, open_draft
from rsense.store.durable import Changed, NotSaved
from rsense.store.edited import HIGHEST, WORDS, Wrong, range_problems, taken
from rsense.store.safe_read import Unreadable

EDITORS = ("sensible-editor", "nano", "vi")
"""Tried in this order where neither VISUAL nor EDITOR says which."""
BACK = "“rsense undo” takes it back."


def register(app: typer.Typer) -> None:
    app.command()(edit)


def edit(
    id: Annotated[
        str, typer.Argument(metavar="ID|last", help="The beginning of an id.",
                            autocompletion=record_ids)
    ],
    words: Annotated[list[str] | None, typer.Argument(help="Other words for what happened.")] = None,
    intensity: Annotated[
        int | None, typer.Option("-i", "--intensity", min=0, max=HIGHEST, help="0 to 10.")
    ] = None,
    emotion: Annotated[list[str] | None, typer.Option("-e", "--emotion")] = None,
    body: Annotated[list[str] | None, typer.Option("-b", "--body")] = None,
    urge: Annotated[list[str] | None, typer.Option("-u", "--urge")] = None,
    who: Annotated[str | None, typer.Option("-w", "--who")] = None,
    tag: Annotated[list[str] | None, typer.Option("-t", "--tag")] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="WHEN", help="yesterday 21:00, 20 min ago.")
    ] = None,
    type: Annotated[str | None, typer.Option("--type")] = None,
    domain: Annotated[str | None, typer.Option("--domain")] = None,
    before: Annotated[str | None, typer.Option("--before", help="What came before.")] = None,
    did: Annotated[str | None, typer.Option("--did", help="What you did.")] = None,
    thought: Annotated[str | None, typer.Option("--thought")] = None,
    clear: Annotated[
        list[str] | None, typer.Option("--clear", metavar="NAME", help="Take this away, as in tags.")
    ] = None,
) -> None:  # fmt: skip
    """Put a record right. Without options it opens in your editor.

    Every option takes the place of what was there; “-t a -t b” gives it these two tags. The
    version before it goes to the trash.
    """
    desk = open_desk()
    hands = corrections(desk)
    path = picked(desk, id)
    try:
        held = hands.held(path)
    except Unreadable as error:
        raise Failure(f"{error} It was not changed.", FAILED) from error
    lists = {"emotions": emotion, "body": body, "urge": urge, "tags": tag}
    texts = {"who": who, "type": type, "domain": domain, "before": before, "did": did,
             "thought": thought}  # fmt: skip
    wanted: dict[str, Any] = {key: list(_parts(said, key)) for key, said in lists.items() if said}
    wanted |= {key: _text(said) for key, said in texts.items() if said is not None}
    if intensity is not None:
        wanted["intensity"] = intensity
    if at is not None:
        wanted["at"] = _moment(desk, at)
    if words:
        wanted["text" if held.document["kind"] == "keepsake" else "what"] = _text(" ".join(words))
    for name in clear or ():
        wanted[name] = None
    if wanted:
        _by_options(desk, hands, held, wanted)
    else:
        _in_editor(desk, hands, held)


def _by_options(desk: Desk, hands: Corrections, held: Held, wanted: dict[str, Any]) -> None:
    kind = held.document["kind"]
    foreign = [key for key in wanted if key != "at" and key not in shape.FIELDS[kind]]
    if foreign or (kind == "session" and set(wanted) != {"at"}):
        names = ", ".join(one_line(key) for key in foreign or wanted)
        can = "its moment (--at)" if kind == "session" else ", ".join(shape.FIELDS[kind])
        raise Failure(
            f"A {kind} has no {names} to change this way; it has {can}. “rsense edit "
            f"{held.document['id']}” opens all of it in your editor.",
            USAGE,
        )
    needed = [key for key, value in wanted.items() if not value and key in shape.NEEDED[kind]]
    if needed or wanted.get("at", held) is None:
        raise Failure(f"A {kind} cannot be without {(needed or ['at'])[0]}. Not changed.", USAGE)
    document = {key: value for key, value in (held.document | wanted).items()
                if key not in wanted or value not in (None, "", [])}  # fmt: skip
    if not any(document.get(key) for key in ("what", "thought")) and kind == "trigger":
        raise Failure("Without words there would be nothing left of it. Not changed.", USAGE)
    for _, what in range_problems(document):
        raise Failure(f"{what}. Not changed.", USAGE)
    if document == held.document and document["at"].utcoffset() == held.document["at"].utcoffset():
        typer.echo("It reads so already.", err=True)
        return
    _put(desk, hands, held, encoded(document), document)


def _put(desk: Desk, hands: Corrections, held: Held, data: bytes, document: Document) -> None:
    path, before = hands.edit(held, data, document)
    last.remember(desk.data, "edit", before.path)
    typer.echo(f"Changed: {told(desk, path)}. {BACK}", err=True)


def _in_editor(desk: Desk, hands: Corrections, held: Held) -> None:
    command = _editor()
    try:
        draft = open_draft(hands.progress, held.document["id"], held.data)
    except InUse as error:
        raise Failure("It is open in another editor. Close that first.", FAILED) from error
    if draft.kept and not agreed("A copy from an earlier edit is still here. Go on with it?", yes=True):
        draft.discard()
        draft = open_draft(hands.progress, held.document["id"], held.data)
    elif draft.kept:
        typer.echo("This is your copy from an earlier edit.", err=True)
    while True:
        _run(command, draft)
        try:
            if draft.text() == draft.before:
                draft.discard()
                typer.echo("Nothing was changed.", err=True)
                return
            data, document = taken(draft.text(), held.document)
            _put(desk, hands, Held(held.path, draft.before, held.document), data, document)
        except (Unreadable, Wrong) as error:
            typer.echo(f"This cannot take its place yet:\n{one_lines(error)}", err=True)
            if sys.stdin.isatty() and agreed("Open it again?", yes=True):
                continue
            raise Failure(_still(draft, held), FAILED) from error
        except Changed as error:
            why = "The record was changed elsewhere meanwhile, and stands as it is there."
            raise Failure(f"{why}\n{_still(draft, held)}", FAILED) from error
        except NotSaved as error:
            raise Failure(f"{error}\n{_still(draft, held)}", FAILED) from error
        draft.discard()
        return


def _run(command: list[str], draft: Draft) -> None:
    try:
        code = subprocess.run([*command, draft.path], check=False).returncode
    except OSError as error:
        draft.discard()
        why = error.strerror or "it does not start"
        raise Failure(f"The editor {command[0]} did not open: {why}. Not changed.", FAILED) from error
    if code:
        typer.echo(f"The editor ended with {code}.", err=True)


def _editor() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        if os.environ.get(name, "").strip():
            try:
                return shlex.split(os.environ[name])
            except ValueError as error:
                raise Failure(f"{name} cannot be read: {error}.", USAGE) from error
    found = next(filter(shutil.which, EDITORS), None)
    if found is None:
        raise Failure("No editor is known. Set EDITOR, or use the options: rsense edit --help", USAGE)
    return [found]


def _still(draft: Draft, held: Held) -> str:
    return (
        f"Your copy is kept: {draft.path}\n“rsense edit {held.document['id']}” goes on with it."
    )


def one_lines(error: Exception) -> str:
    """An error's lines, each on its own and indented."""
    return "\n".join(f"  {one_line(line)}" for line in str(error).split("\n"))


def _moment(desk: Desk, words: str) -> object:
    try:
        return moment(words, desk.now(), MachineZone())
    except NotAMoment as error:
        raise Failure(str(error), USAGE) from error
