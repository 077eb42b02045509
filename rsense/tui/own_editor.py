"""A long answer in the person's own editor, while the screens give the terminal away."""

from __future__ import annotations

from textual.app import SuspendNotSupported

from rsense.core.prompts import Write
from rsense.ports import Activity, OwnEditor
from rsense.tui.views.base import PromptView

NOT_INLINE = "Your editor needs the whole screen, and there is only a part of it here."
PRIVATE = "This isn't saved anywhere, so it isn't passed to another program either."


def is_long_text(view: PromptView | None) -> bool:
    return (
        view is not None and isinstance(view.shown.prompt, Write) and view.shown.prompt.many_lines
    )


def edit_answer(view: PromptView, opened: Activity, editor: OwnEditor) -> str:
    """Let the editor change what is in the field; what went wrong, in words."""
    if opened.private or view.shown.private:
        return PRIVATE
    from rsense.tui.widgets.text_field import TextField  # not before the first frame

    field = view.query_one(TextField)
    try:
        with view.app.suspend():
            edited = editor.edit(field.text)
    except SuspendNotSupported:
        return NOT_INLINE
    if edited.text != field.text:
        field.replace(edited.text, field.document.start, field.document.end)  # Ctrl+Z undoes it
        field.move_cursor(field.document.end)
    return edited.told
