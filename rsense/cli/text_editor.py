"""A long answer in the person's own editor: a private copy, which is gone afterwards."""

from __future__ import annotations

import os
import sys
import time

from rsense.cli.editor import AT_ONCE, editor_closed, named_editor, wait_for_window
from rsense.ports import EditedText
from rsense.services.errors import UserError
from rsense.services.text_input import decode_bytes
from rsense.store.files.durable import NotSaved, new_id
from rsense.store.files.safe_read import Unreadable
from rsense.store.paths import data_folder, progress_folder
from rsense.store.records.edit_drafts import TEXT, Draft, DraftLocked, open_draft

NONE_SET = "No editor is set. Once VISUAL or EDITOR names one, it opens here."
UNCHANGED = "Your words are as they were."


def edit_text(text: str) -> EditedText:
    """Open the person's editor on a text. Where it fails the text is as it was, and told."""
    try:
        command = named_editor()
        if not command:
            return EditedText(text, NONE_SET)
        folder = progress_folder(data_folder(os.environ, sys.platform))
        written = (text if not text or text.endswith("\n") else f"{text}\n").encode()
        draft = open_draft(folder, f"{TEXT}{new_id()}", written)
    except (UserError, NotSaved, DraftLocked, Unreadable) as error:
        return EditedText(text, f"{str(error) or 'The disk refused a copy.'} {UNCHANGED}")
    try:
        told = _run(command, draft)
        edited = _came_back(text, draft, told)
    except Unreadable as error:
        return EditedText(text, f"{error} It's kept there. {UNCHANGED}")
    else:
        draft.discard()
        return edited
    finally:
        draft.close()


def _run(command: list[str], draft: Draft) -> str:
    """Wait until the editor is closed; what went wrong, in words. Raises Unreadable."""
    begun = time.monotonic()
    try:
        failed = editor_closed([*command, draft.path], beside_screens=True)
    except UserError as error:
        return str(error)
    window = time.monotonic() - begun < AT_ONCE and os.path.lexists(draft.path) and not failed
    if window and draft.text() == draft.before and sys.stdin.isatty():
        wait_for_window(command)
    return failed


def _came_back(text: str, draft: Draft, told: str) -> EditedText:
    """The text as the editor left it, or as it was where there is nothing. Raises Unreadable."""
    if not os.path.lexists(draft.path):
        return EditedText(text, f"The editor left no file behind. {UNCHANGED}")
    data = draft.text()
    if data == draft.before:
        return EditedText(text, f"{told} {UNCHANGED}" if told else "")
    edited = decode_bytes(data).removeprefix("\ufeff")
    if "\r" not in text:
        edited = edited.replace("\r\n", "\n")
    if not text.endswith("\n"):  # editors put one there
        edited = edited.removesuffix("\n")
    if not edited.strip():
        return EditedText(text, f"It came back empty. {UNCHANGED}")
    return EditedText(edited, f"{told} What it saved is here." if told else "")
