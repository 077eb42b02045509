"""Bindings with what the key help says of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.binding import Binding
from textual.dom import DOMNode

TypedKeys = tuple[tuple[str, str], ...]
"""Keys that a widget takes without a binding, and what they do."""
END = 1_000_000_000
"""More rows than any list has."""
ASK_COUNTRY = "F1 and then c shows the numbers of your country."
TAKE_BACK = "take back: a letter, a word, the last item, a number"
NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "backspace": "Backspace",
    "tab": "Tab",
    "slash": "/",
    "question_mark": "?",
    "delete": "Delete",
    "up": "↑",
    "down": "↓",
    "right": "→",
    "left": "←",
}
"""Textual's names of keys, and those that people read."""
TEXTUAL_NAMES = {shown: name for name, shown in NAMES.items()}


def pressed(shown: str) -> str:
    """Textual's name of a key that is shown so; empty for what is no single key."""
    if shown in TEXTUAL_NAMES:
        return TEXTUAL_NAMES[shown]
    if shown.startswith(("^", "Ctrl+")):
        return f"ctrl+{shown[-1].lower()}"
    is_function = shown[:1] == "F" and shown[1:].isdecimal()
    return shown.lower() if is_function else shown if len(shown) == 1 else ""


def short_twin(shown: str, owners: Iterable[type[DOMNode]]) -> str:
    """`^B` for `F2`: the other key of a function key's binding, or empty."""
    if not (shown[:1] == "F" and shown[1:].isdecimal()):
        return ""
    for binding in (one for owner in owners for one in owner.BINDINGS):
        keys = binding.key.split(",") if isinstance(binding, Binding) else []
        if shown.lower() in keys:
            return next((f"^{key[-1].upper()}" for key in keys if key.startswith("ctrl+")), "")
    return ""


def bound(
    keys: str, action: str, id: str, does: str, shown: str | None = None, *, priority: bool = False
) -> Binding:
    """A binding that is in no footer. `shown` are its keys in the help, with their siblings."""
    return Binding(
        keys, action, does, show=False, key_display=shown, priority=priority, tooltip=does, id=id
    )


before = partial(bound, priority=True)
"""A binding that comes before those of what has the focus."""


def list_moves(id: str, page: int) -> list[Binding]:
    """Moves of a cursor in a list, by one, by a page, and to its ends."""
    return [
        bound("down", "move(1)", f"{id}_down", "move in a list", "↑ ↓, a number"),
        bound("up", "move(-1)", f"{id}_up", "move in a list", "↑ ↓, a number"),
        *far_moves(id, page),
    ]


def far_moves(id: str, page: int) -> list[Binding]:
    """Moves of a cursor in a list by a page, and to its ends."""
    ends = "the first and the last of a list"
    return [
        bound("pagedown", f"move({page})", f"{id}_far_down", "far in a list", "PgUp, PgDn"),
        bound("pageup", f"move(-{page})", f"{id}_far_up", "far in a list", "PgUp, PgDn"),
        bound("home", f"move(-{END})", f"{id}_first", ends, "Home, End"),
        bound("end", f"move({END})", f"{id}_last", ends, "Home, End"),
    ]


LEAVE = "leave at once, what you answered is kept; Ctrl+C copies what is selected"
PALETTE = "every exercise and action, by your own words"
EVERYWHERE = [
    before("f1,ctrl+g", "help_now", "help", "help now: people to call"),
    before("f12,ctrl+l", "blank", "blank", "blank the screen; the same key brings it back"),
    before("ctrl+p,ctrl+o", "command_palette", "palette", PALETTE),
    # Not a priority: in words that are being written, a question mark is one.
    bound("question_mark,f5,ctrl+r", "keys", "keys", "these keys; in a text field the last two"),
    # A text field would take it, and with nothing selected a person means to leave.
    before("ctrl+c", "interrupt", "interrupt", LEAVE, "Ctrl+C, Ctrl+Q"),
]
TYPED_EVERYWHERE: TypedKeys = (("Esc", "leave, or back; what you answered is kept"),)
