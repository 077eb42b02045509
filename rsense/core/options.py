"""What can be chosen, apart from the prompts, so that a list of words is read without them."""

from __future__ import annotations

from typing import Literal

import msgspec

HelpKind = Literal["crisis", "abuse"]
"""What people can be called about."""
NOT_ALONE = (
    "That's serious, and you don't have to carry it alone. You can call even if you don't know "
    "what to say."
)
"""Above people to call, where somebody said what nobody should be alone with."""
Glyphs = Literal["blocks", "ascii"]
"""Eighth blocks, or plain ASCII for fonts and terminals that lack them."""


class Option(msgspec.Struct, frozen=True):
    value: str
    label: str
    hint: str = ""
    group: str = ""
    key: str = ""
    """The one key that picks it, shown in place of its number; empty for none."""
