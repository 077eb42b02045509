"""Words that Markdown shows as they are."""

from __future__ import annotations

import re

from rsense.core.sanitize import one_line

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_ITEM = re.compile(r"(\d*)([-+.)])")
"""The beginning of a line that Markdown takes for an item of a list."""


def escape_markdown(text: str) -> str:
    """The words on one line, with nothing in them that Markdown would read as markup."""
    plain = _MARKUP.sub(r"\\\1", one_line(text))
    return _ITEM.sub(r"\1\\\2", plain, count=1) if _ITEM.match(plain) else plain
