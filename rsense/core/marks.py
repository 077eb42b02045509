"""People and tags inside words: `@partner`, `#texting`. Pure, and imports nothing: `rsense log`
pays for every module.
"""

_BEFORE = frozenset("([{<\"'“‘„«¿¡")
"""What may stand before a mark, besides a blank: nothing that makes it an address or an anchor."""
_AFTER = frozenset(",;:!?()[]{}<>\"'“”‘’„«»…/\\|@#&*+=^%$~`。、，！？")
"""What ends a name, besides a blank."""
_LONGEST = 60


def marked(text: str, mark: str) -> list[str]:
    """The names behind each `mark` (one character), in order: `@anna's` is `anna`.

    A number is no name (`#3`), nor is what follows a letter (`me@home`).
    """
    names: list[str] = []
    at = text.find(mark)
    while at >= 0:
        before = text[at - 1] if at else " "
        if before.isspace() or before in _BEFORE:
            name = _name(text, at + 1)
            if name and not name[0].isdigit() and len(name) <= _LONGEST:
                names.append(name)
        at = text.find(mark, at + 1)
    return names


def _name(text: str, start: int) -> str:
    end = start
    while end < len(text) and not text[end].isspace() and text[end] not in _AFTER:
        end += 1
    return text[start:end].strip("-._")
