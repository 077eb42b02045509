"""A record in the person's editor: a private copy, checked before it replaces anything."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys

from rsense.cli.failure import FAILED, USAGE, Failure
from rsense.cli.throwing import agreed
from rsense.core.visible import one_line
from rsense.store.corrections import Corrections, Document, Held
from rsense.store.drafts import Draft, InUse, open_draft
from rsense.store.durable import Changed, NotSaved
from rsense.store.edited import Wrong, taken
from rsense.store.safe_read import Unreadable
from rsense.store.trash import Thrown

EDITORS = ("sensible-editor", "nano", "vi")
"""Tried in this order where neither VISUAL nor EDITOR says which."""

Done = tuple[str, Thrown]
"""Where an edited record lies now, and the version before it."""


def edited(hands: Corrections, held: Held) -> Done | None:
    """Let the person edit a record; None where nothing was changed. Raises Failure.

    Until the words are in the record the copy stays, and the next edit goes on with it.
    """
    command = _editor()
    draft = _draft(hands, held)
    try:
        while True:
            _run(command, draft)
            try:
                if draft.text() == draft.before:
                    draft.discard()
                    return None
                data, document = taken(draft.text(), held.document)
            except (Unreadable, Wrong) as error:
                _tell(error)
                if sys.stdin.isatty() and agreed("Open it again?", yes=True):
                    continue
                raise Failure(_still(draft, held), FAILED) from error
            return _put(hands, held, draft, data, document)
    finally:
        draft.close()


def _tell(error: Exception) -> None:
    lines = "\n".join(f"  {one_line(line)}" for line in str(error).split("\n"))
    sys.stderr.write(f"This cannot take its place yet:\n{lines}\n")


def _put(hands: Corrections, held: Held, draft: Draft, data: bytes, document: Document) -> Done:
    try:
        done = hands.edit(Held(held.path, draft.before, held.document), data, document)
    except Changed as error:
        why = "The record was changed elsewhere meanwhile, and stands as it is there."
        raise Failure(f"{why}\n{_still(draft, held)}", FAILED) from error
    except NotSaved as error:
        raise Failure(f"{error}\n{_still(draft, held)}", FAILED) from error
    draft.discard()
    return done


def _draft(hands: Corrections, held: Held) -> Draft:
    id = held.document["id"]
    try:
        draft = open_draft(hands.progress, id, held.data)
    except InUse as error:
        raise Failure("It is open in another editor. Close that one first.", FAILED) from error
    if not draft.kept:
        return draft
    if agreed("There is a copy from an earlier edit. Go on with that?", yes=True):
        sys.stderr.write("This is your copy from an earlier edit.\n")
        return draft
    draft.discard()
    draft.close()
    return open_draft(hands.progress, id, held.data)


def _run(command: list[str], draft: Draft) -> None:
    try:
        code = subprocess.run([*command, draft.path], check=False).returncode
    except OSError as error:
        if not draft.kept:
            draft.discard()
        why = error.strerror or "it does not start"
        name = one_line(command[0])
        raise Failure(f"The editor {name} did not open: {why}. Not changed.", FAILED) from error
    if code:
        sys.stderr.write(f"The editor ended with {code}.\n")


def _editor() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(os.environ.get(name, ""))
        except ValueError as error:
            raise Failure(f"{name} is not a command: {error}.", USAGE) from error
        if words:
            return words
    found = next(filter(shutil.which, EDITORS), None)
    if found is None:
        raise Failure("No editor is known. Set EDITOR, or use options: rsense edit --help", USAGE)
    return [found]


def _still(draft: Draft, held: Held) -> str:
    id = held.document["id"]
    return f"Your copy is kept: {draft.path}\n“rsense edit {id}” goes on with it."
