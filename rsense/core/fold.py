"""Fold texts for comparison and search. Pure, and cheap to import.

What a keyboard, a phone or another program writes differently, and nobody means differently, is
the same: large and small letters, curly quotes and primes, dashes, composed and decomposed
letters, full-width forms, blanks of every kind, and characters that take no room.
"""

_APOSTROPHES = "‘’‚‛‹›ʹʻʼʽˈ′‵´"
_QUOTES = "“”„‟«»″‶〃"
_DASHES = "‐‑‒–—―⁃−"
_NO_ROOM = (0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F))
_NO_ROOM += (*range(0x2060, 0x2070), *range(0xFE00, 0xFE10))
_PLAIN = {
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(map(chr, _NO_ROOM), ""),
}
_ASCII = bytes(range(0x80))


def fold(text: str) -> str:
    """A text in the form that is compared; texts that fold alike are the same to a search."""
    if text.isascii():
        return text.lower().replace("`", "'")
    import unicodedata

    # The accent that is typed for an apostrophe would come apart into a blank and an accent, so
    # what is known goes first; some forms come apart into what is known, so it goes last too.
    plain = unicodedata.normalize("NFKC", _plain(text)).casefold()
    return _plain(unicodedata.normalize("NFKC", plain))


def _plain(text: str) -> str:
    # Asked of every file of a search: `str.translate` would look up each letter, and take thrice
    # as long as all the rest.
    foreign = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    for letter in _PLAIN.keys() & set(foreign.decode("utf-8", "surrogatepass")):
        text = text.replace(letter, _PLAIN[letter])
    return text.replace("`", "'")


def fold_bytes(data: bytes) -> bytes:
    """The folded text of a file, as UTF-8. Every text in the file folds to a part of it."""
    if data.isascii():
        return data.lower().replace(b"`", b"'")
    return fold(data.decode("utf-8", "replace")).encode()
