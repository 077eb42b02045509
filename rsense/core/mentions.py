"""People and tags inside words: `@partner`, `#texting`. Pure, and imports nothing: `rsense log`
pays for every module.

A mark counts where a word can begin, and not inside an address (`me@home`), a link or `C#`. A name
goes on through apostrophes, hyphens, slashes, plus signs, full stops and `&`, for that is how
people and things are called: O'Brien, mum-in-law, family/dad, C++, C#, R&B. Punctuation at its end
is the sentence's, and a last `'s` is grammar. A number is no name: `#3` is a place on a list.
"""

_NOT_BEFORE = frozenset("/\\.-_&=%+*~^$`@#")
"""Characters that turn a mark behind them into an address, link, heading or formula; letters and
digits do so too. A `#` that ends another name may begin one."""
_ENDS = frozenset(
    ',;:!?()[]{}<>|"“”„«»…=*^%$~`\\@–—―'
    "、。，．！？；：（）「」『』【】《》〈〉・،؛؟।॥"
    "\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Characters that end a name, besides a blank."""
_UNSEEN = ("\u2066", "\u2067", "\u2068")
"""Invisible characters that messengers put between the mark and the name."""
_APOSTROPHES = "'’‘ʼ´′"
_LOOSE = f"-._/&{_APOSTROPHES}"
"""Characters that belong to a name inside it, and not at its ends."""
_LONGEST = 60


def find_mentions(text: str, mark: str) -> list[str]:
    """The names behind each `mark` (one character), in order, as they are written."""
    names: list[str] = []
    end, named = 0, False
    """End of the last run of letters behind a mark, and True if it is a name."""
    for at, sign in enumerate(text):
        if sign not in "@#" or at < end:
            continue
        before = text[at - 1 : at]  # nothing, at the beginning
        may_begin = not (before.isalnum() or before in _NOT_BEFORE)
        if not may_begin and not (named and at == end and sign == "#"):
            continue
        start = at + 1 + (text[at + 1 : at + 2] in _UNSEEN)
        end = _end(text, start)
        name = _bare(text[start:end])
        named = name != ""
        if named and sign == mark and len(name) <= _LONGEST:
            names.append(name)
    return names


def _end(text: str, start: int) -> int:
    """Index behind the name at `start`; a `#` is part of it unless it begins it or another."""
    furthest = min(len(text), start + _LONGEST + len("'s") + 1)
    for at in range(start, furthest):
        sign = text[at]
        if sign.isspace() or sign in _ENDS:
            return at
        if sign == "#" and (not text[start:at].strip(_LOOSE) or text[at + 1 : at + 2].isalnum()):
            return at
    return furthest


def _bare(name: str) -> str:
    """The name without the punctuation of the sentence; empty if it is none."""
    bare = name.strip(_LOOSE)
    if len(bare) > 2 and bare[-1] in "sS" and bare[-2] in _APOSTROPHES:
        bare = bare[:-2].rstrip(_LOOSE)
    says_something = any(not (c.isdigit() or c in _LOOSE or c in "+#") for c in bare)
    return bare if says_something else ""
