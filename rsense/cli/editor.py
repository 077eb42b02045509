"""A record in the person's editor: a private copy, checked before it replaces anything."""

from __future__ import annotations

import codecs
import os
import shlex
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from msgspec.structs import replace

from rsense.cli.confirm import confirm
from rsense.cli.exits import signals_handled
from rsense.cli.line_style import NO_SCREENS
from rsense.cli.line_terminal import typed_answer
from rsense.cli.typed_ahead import is_terminal
from rsense.core.sanitize import one_line
from rsense.services.context import AppContext
from rsense.services.corrections import replace_record
from rsense.services.errors import FAILED, USAGE, UserError
from rsense.store.files.durable import ChangedOnDisk, NotSaved
from rsense.store.files.safe_read import Unreadable
from rsense.store.paths import progress_folder
from rsense.store.records.edit_drafts import Draft, DraftLocked, open_draft
from rsense.store.records.edit_validation import InvalidEdit, validate_edit
from rsense.store.records.edits import RecordSnapshot
from rsense.store.records.schema import Document

EDITORS = ("sensible-editor", "nano", "vi")
"""Tried in this order where neither VISUAL nor EDITOR says which."""

NO_EDITOR = "No editor is known. Set EDITOR, or use options: rsense edit --help"
NO_ROOM = (
    "This terminal can't show an editor. Set EDITOR to one that fits, use options (rsense edit "
    "--help), or change a part in “rsense --plain”, under history."
)
AT_ONCE = 2.0
"""Seconds within which an editor that changed nothing may have left its window open."""
WAITING = {
    **dict.fromkeys(("code", "codium", "cursor", "zed", "subl", "atom", "mate", "gedit"), "--wait"),
    "kate": "--block",
    "open": "-W",
    "gvim": "-f",
    "mvim": "-f",
}
"""Editors with a window, and the option that makes them wait until it is closed."""


def edited(context: AppContext, held: RecordSnapshot) -> str:
    """Let the person edit a record; its path, empty if nothing was changed. Raises UserError.

    Until the words are in the record the copy stays, and the next edit goes on with it.
    """
    command = editor_command()
    draft = _draft(context, held)
    try:
        while True:
            try:
                text = _from_editor(command, draft, held)
                if text is None:
                    return ""
                data, document = validate_edit(text, held.document)
            except (Unreadable, InvalidEdit) as error:
                lines = "\n".join(f"  {one_line(line)}" for line in str(error).split("\n"))
                sys.stderr.write(f"This can't take its place yet:\n{lines}\n")
                if sys.stdin.isatty() and confirm("Open it again?", yes=True):
                    continue
                raise UserError(_still(draft, held), FAILED) from error
            return _put(context, held, draft, data, document)
    finally:
        draft.close()


def _from_editor(command: list[str], draft: Draft, held: RecordSnapshot) -> bytes | None:
    """What the editor made of the copy; None where that is no change. Raises UserError, Unreadable.

    An editor may have a window of its own and come back at once: the copy is not taken from it.
    """
    opened = draft.text()
    begun = time.monotonic()
    _run(command, draft, held)
    window = time.monotonic() - begun < AT_ONCE and _came_back(draft, held) == opened
    if window:
        wait_for_window(command)
    text = _came_back(draft, held)
    if text != draft.before:
        return text
    if window and not sys.stdin.isatty():
        sys.stderr.write(f"{_still(draft, held)}\n")
    else:
        draft.discard()
    return None


def _came_back(draft: Draft, held: RecordSnapshot) -> bytes:
    """The text of the copy now, with the line ends it had. Raises UserError, Unreadable."""
    if draft.is_gone:
        draft.discard()
        raise UserError("The editor left no file behind. Nothing was changed.", FAILED)
    text = draft.text().removeprefix(codecs.BOM_UTF8)
    if not text.strip():
        draft.discard()
        away = f"“rsense delete {held.document['id']}” would take it away"
        raise UserError(f"The file came back empty, so nothing was changed. {away}.", FAILED)
    if b"\r" not in draft.before:
        text = text.replace(b"\r\n", b"\n")
    if text.rstrip(b"\n") == draft.before.rstrip(b"\n"):
        return draft.before
    return text if text.endswith(b"\n") else text + b"\n"


def wait_for_window(command: list[str]) -> None:
    """Say that the editor seems to have a window of its own; at a terminal wait for an Enter."""
    name = os.path.basename(command[0])
    line = one_line(shlex.join([*command, WAITING[name]])) if name in WAITING else "code --wait"
    sys.stderr.write(
        "The editor came back at once, and nothing is changed yet. If it has a window of its own, "
        f"tell it to wait until that is closed, as in: export EDITOR={shlex.quote(line)}\n"
    )
    if sys.stdin.isatty():
        sys.stderr.write("Save there and close it, then press Enter here. ")
        sys.stderr.flush()
        typed_answer()


def _put(
    context: AppContext, held: RecordSnapshot, draft: Draft, data: bytes, document: Document
) -> str:
    seen = RecordSnapshot(held.path, draft.before, held.document)
    try:
        path = replace_record(context, seen, data, document)
    except ChangedOnDisk as error:
        if context.records.paths(held.document["id"]):
            why = "The record was changed elsewhere meanwhile, and stands as it is there."
            raise UserError(f"{why}\n{_still(draft, held)}", FAILED) from error
        why = "The record was taken away elsewhere meanwhile. “rsense trash” shows what was."
        raise UserError(f"{why}\nYour copy is kept: {draft.path}", FAILED) from error
    except NotSaved as error:
        raise UserError(f"{error}\n{_still(draft, held)}", FAILED) from error
    draft.discard()
    return path


def _draft(context: AppContext, held: RecordSnapshot) -> Draft:
    id, folder = held.document["id"], progress_folder(context.data)
    try:
        draft = open_draft(folder, id, held.data)
    except DraftLocked as error:
        raise UserError("It's open in another editor. Close that one first.", FAILED) from error
    if not draft.kept:
        return draft
    if draft.text() == draft.before == held.data:  # an editor may have it open still
        return draft
    if draft.text() != draft.before and _goes_on(draft, held):
        sys.stderr.write("This is your copy from an earlier edit.\n")
        return replace(draft, before=held.data)  # what is there now has been told of
    draft.discard()
    draft.close()
    return open_draft(folder, id, held.data)


def _goes_on(draft: Draft, held: RecordSnapshot) -> bool:
    """Whether an edit goes on with the copy that an earlier one left. Raises UserError."""
    if draft.before == held.data:
        return confirm("There's a copy from an earlier edit. Go on with that?", yes=True)
    why = "There's a copy from an earlier edit, and the record was changed elsewhere since."
    if not sys.stdin.isatty():
        draft.close()
        still = f"Your copy is kept: {draft.path}"
        raise UserError(f"{why} In a terminal this asks which is to go on.\n{still}", FAILED)
    sys.stderr.write(f"{why}\nSaved, your copy takes its place; what is there goes to the trash.\n")
    return confirm("Go on with your copy?", yes=True)


def _run(command: list[str], draft: Draft, held: RecordSnapshot) -> None:
    """Raises UserError where the editor does not open, or says that it failed."""
    try:
        failed = editor_closed([*command, draft.path])
    except UserError as error:
        if not draft.kept:
            draft.discard()
        raise UserError(f"{error} Not changed.", FAILED) from error
    if failed:
        kept = _still(draft, held) if not draft.is_gone else "It left no file behind."
        raise UserError(f"{failed} Nothing was changed.\n{kept}", FAILED)


def editor_closed(command: list[str], *, beside_screens: bool = False) -> str:
    """Wait until the editor is closed; how it failed, in words. Raises UserError."""
    # The screens draw on standard error; standard output may be a file.
    output = 2 if beside_screens and not os.isatty(1) else None
    try:
        with terminal_left_to_it():
            code = subprocess.run(command, stdout=output, check=False).returncode
    except OSError as error:
        why = error.strerror or "it doesn't start"
        raise UserError(f"The editor {one_line(command[0])} didn't open: {why}.", FAILED) from error
    if not code:
        return ""
    how = f"ended with {code}" if code > 0 else f"was ended by {signal.Signals(-code).name}"
    return f"The editor {how}."


@contextmanager
def terminal_left_to_it() -> Iterator[None]:
    """Ctrl+C is meant for the editor, or for a command that it runs, while it is open. A terminal
    that it leaves in disorder, as one that is killed does, is put in order."""
    try:
        order = termios.tcgetattr(0) if is_terminal() else None
    except termios.error:
        order = None
    try:
        # A handler, for what is ignored stays so in the editor.
        with signals_handled(lambda *_: None, signal.SIGINT, signal.SIGQUIT):
            yield
    finally:
        if order:
            with suppress(termios.error):
                termios.tcsetattr(0, termios.TCSANOW, order)


def editor_command() -> list[str]:
    """The person's editor, or one that there is. Raises UserError."""
    if wish := named_editor():
        return wish
    able = os.environ.get("TERM", "") not in NO_SCREENS
    found = next(filter(shutil.which, EDITORS), None)
    if found is None or not able:
        raise UserError(NO_EDITOR if able else NO_ROOM, USAGE)
    return [found]


def named_editor() -> list[str]:
    """The command that VISUAL or EDITOR names; empty where neither does. Raises UserError."""
    for name in ("VISUAL", "EDITOR"):
        wish = os.environ.get(name, "")
        if os.path.isabs(wish) and os.path.isfile(wish):  # a path with spaces, without quotes
            return [wish]
        try:
            words = shlex.split(wish)
        except ValueError as error:
            raise UserError(f"{name} isn't a command: {error}.", USAGE) from error
        if words:
            return [os.path.expanduser(words[0]), *words[1:]]
    return []


def _still(draft: Draft, held: RecordSnapshot) -> str:
    id = held.document["id"]
    return f"Your copy is kept: {draft.path}\n“rsense edit {id}” goes on with it."
