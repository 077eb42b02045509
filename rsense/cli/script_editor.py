"""The author's editor, opened on a script at a line."""

from __future__ import annotations

import os

from rsense.cli.editor import editor_closed, editor_command
from rsense.services.errors import UserError

PLUS = frozenset(
    {"vi", "vim", "nvim", "sensible-editor", "nano", "emacs", "emacsclient", "micro", "kak"}
)
"""Editors that take `+12 FILE`; of the others `FILE:12` or FILE alone is understood."""
COLON = frozenset({"hx", "helix", "subl", "zed"})
GOTO = frozenset({"code", "codium", "cursor"})


def open_at(path: str, line: int) -> str:
    """Open a script, and wait until the editor is closed or has its own window; what went wrong,
    in words."""
    try:
        command = editor_command()
        where = at_line(os.path.basename(command[0]), path, line)
        return editor_closed([*command, *where], beside_screens=True)
    except UserError as error:
        return str(error)


def at_line(editor: str, path: str, line: int) -> list[str]:
    """The arguments that open a file at a line in this editor."""
    path = os.path.abspath(path)  # no option, whatever it is called
    if editor in PLUS:
        return [f"+{line}", path]
    if editor in GOTO:
        return ["--goto", f"{path}:{line}"]
    return [f"{path}:{line}"] if editor in COLON else [path]
