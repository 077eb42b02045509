"""What can be chosen, apart from the prompts, so that a list of words is read without them."""

from __future__ import annotations

from typing import Literal

import msgspec

HelpKind = Literal["crisis", "abuse"]
"""What people can be called about."""
Glyphs = Literal["blocks", "ascii"]
"""Eighth blocks, or plain ASCII for fonts and terminals that lack them."""


class Option(msgspec.Struct, frozen=True):
    value: str
    label: str
    hint: str = ""
    group: str = ""
    key: str = ""
    """The one key that picks it, shown in place of its number; empty for none."""
