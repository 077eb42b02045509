"""Copying through the terminal (OSC 52), which may not allow it and does not tell."""

from __future__ import annotations

from textual.app import App

COPIED = "Copied, if this terminal allows it."


def copy(app: App[None], text: str) -> None:
    app.copy_to_clipboard(text.encode(errors="replace").decode())
    app.notify(COPIED, markup=False)


def copy_selected(app: App[None]) -> bool:
    """Copy what is selected and select nothing; False if nothing was."""
    field = app.focused
    in_field = str(getattr(field, "selected_text", ""))
    selected = in_field or app.screen.get_selected_text()
    if selected:
        copy(app, selected)
        app.screen.clear_selection()
        from rsense.tui.widgets.text_field import TextField  # not before the first frame

        if isinstance(field, TextField):
            field.move_cursor(field.cursor_location)
    return bool(selected)
