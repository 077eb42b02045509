"""`rsense log` without Typer, for plain arguments; Typer does the rest.

It is typed while it hurts, so it must be over at once. Only `os`, `sys`, `time` and modules as
cheap are imported, and the bytes of the record are written here. Everything else (other options,
`-`, no words, words of danger, a word that its vocabulary doesn't have or that shows people to
call) is left to `cli/commands/log.py`. A property test holds the two to the same bytes and words.
"""

import os
import sys
import time

from rsense.fast_record import (
    PLAIN_LENGTH,
    NeedsFullCommand,
    give_back,
    local_time,
    plain_text,
    require_utf8,
    save,
    sentence,
    tell,
)
from rsense.recordable import is_recordable, why_not_recordable
from rsense.store import paths
from rsense.store.files import durable
from rsense.store.files.operations import read_if_possible
from rsense.store.record_index import plan_files, text_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

VERY_STRONG = 8
STRONG = (
    "That's strong. “rsense now” looks for something that fits; "
    "“rsense help-now” shows people to call."
)

MANY = {
    "-e": "emotions",
    "--emotion": "emotions",
    "-b": "body",
    "--body": "body",
    "-u": "urge",
    "--urge": "urge",
    "-t": "tags",
    "--tag": "tags",
}
ONCE = {"-i": "intensity", "--intensity": "intensity", "-w": "who", "--who": "who"}
VOCABULARIES = {"emotions": "emotions", "body": "body", "urge": "urges"}
STRENGTHS = {str(number): number for number in range(11)}
_SHIPPED = ("exercises", os.path.join(os.pardir, "exercises"))


def run(
    arguments: "Sequence[str]",
    environ: "Mapping[str, str]" = os.environ,
    now: "Callable[[], float]" = time.time,
    new_id: "Callable[[], str]" = durable.new_id,
) -> int | None:
    """Log what the arguments after `log` say; the exit code, or None if nothing was done."""
    try:
        data = paths.data_folder(environ, sys.platform)
        said = _read(arguments, data)
        understood = _spell(said, data)
        at = int(now() // 1)
        moment = local_time(at)
        if not is_recordable(at):
            return give_back(said["what"], why_not_recordable(moment[:16]))
        plan = plan_made_for(said, () if "type" in said else plan_files(data, at))
    except (NeedsFullCommand, OverflowError, paths.NoHome):  # a clock that not even Python can hold
        return None
    try:
        save(data, "trigger", at, said, new_id)
    except durable.NotSaved as error:
        return give_back(said["what"], str(error))
    strength = None if "type" in said else said.get("intensity")
    when = ", ".join([f"today {moment[11:16]}", *understood])
    tell(sys.stderr, saved(when, strength) + plan)
    return 0


def saved(when: str, intensity: object) -> str:
    """What is said of a record that is on the disk: one line, and one more when it is strong."""
    strong = isinstance(intensity, int) and intensity >= VERY_STRONG
    more = f"{STRONG}\n" if strong else ""
    return f"Saved: {when}. “rsense undo” takes it back.\n{more}"


def _read(arguments: "Sequence[str]", data: str) -> "dict[str, object]":
    """What is said, by the record's keys. Raises NeedsFullCommand."""
    require_utf8()
    words: list[str] = []
    lists: dict[str, list[str]] = {"emotions": [], "body": [], "urge": [], "tags": []}
    once: dict[str, str] = {}
    kind: dict[str, object] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-"):
            words.append(plain_text(argument))
        elif argument in MANY:
            lists[MANY[argument]].append(_word(next(rest, "")))
        elif argument == "--good":
            kind = {"type": "good moment"}
        elif argument in ONCE and ONCE[argument] not in once:
            once[ONCE[argument]] = _word(next(rest, ""))
        else:
            raise NeedsFullCommand
    what = sentence(words, data)
    who = once.get("who", "")
    if "@" in what or "#" in what:
        from rsense.core.mentions import find_mentions

        who = who or next(iter(find_mentions(what, "@")), "")
        lists["tags"] += find_mentions(what, "#")
    said: dict[str, object] = {"what": what}
    if "intensity" in once:
        if once["intensity"] not in STRENGTHS:
            raise NeedsFullCommand
        said["intensity"] = STRENGTHS[once["intensity"]]
    for key in ("emotions", "body", "urge"):
        said[key] = list(dict.fromkeys(lists[key]))
    said["who"] = who
    said["tags"] = list(dict.fromkeys(lists["tags"]))
    return said | kind


def _word(text: str) -> str:
    """The value of an option, if nothing is to be done to it. Raises NeedsFullCommand."""
    if not text or len(text) > PLAIN_LENGTH or text[0] in "-@#" or "," in text:
        raise NeedsFullCommand
    if text != text.strip():
        raise NeedsFullCommand
    return plain_text(text)


def _spell(said: "dict[str, object]", data: str) -> "list[str]":
    """Put words as their vocabularies spell them; those that were cut short, in full.

    Raises NeedsFullCommand if one can mean several or none, or has people to call.
    """
    understood: list[str] = []
    for key, vocabulary in VOCABULARIES.items():
        words = said[key]
        if isinstance(words, list) and words:
            own = f"{paths.vocabulary_folder(data)}/{vocabulary}.toml"
            files = (*_shipped(vocabulary), own)
            lines = b"".join(read_if_possible(path, follow=True) for path in files)
            if b'"""' in lines or b"'''" in lines:  # then a word can have several lines
                raise NeedsFullCommand
            found = [_exact(word, lines) or _begun(word, lines) for word in words]
            folded = lines.lower()
            for value, _ in found:
                if folded.count(f'{{ value = "{value}"'.encode().lower()) > 1:  # which is meant?
                    raise NeedsFullCommand
            understood += [text for _, text in found if text]
            said[key] = list(dict.fromkeys([value for value, _ in found]))
    return list(dict.fromkeys(understood))


def _exact(word: str, lines: bytes) -> "tuple[str, str] | None":
    at = lines.find(f'{{ value = "{word}"'.encode())
    if at < 0 or '"' in word or "\\" in word:
        return None
    if b"people" in lines[at : lines.find(b"\n", at)]:
        raise NeedsFullCommand
    return word, ""


def _begun(word: str, lines: bytes) -> "tuple[str, str]":
    """The one word that this one begins, and its label, where each stands in a line of its own."""
    text, folded = lines.decode("utf-8", "replace"), word.lower()
    if not word.isascii() or not word.replace(" ", "").isalpha() or "  " in word or "\\" in text:
        raise NeedsFullCommand
    found: list[tuple[str, str]] = []
    for row in map(str.strip, text.split("\n")):
        if "value" in row:
            value, label = _part(row, "value"), _part(row, "label")
            names = (value.lower(), label.lower() or value.lower())
            plain = row.startswith('{ value = "') and row.count("value") == 1
            plain = plain and row.count("label") == row.count('label = "') and value != ""
            names_plain = (value + label).isascii() and (value + label).isprintable()
            if not plain or not names_plain or "  " in value + label or len(row) > PLAIN_LENGTH:
                raise NeedsFullCommand
            if names[0].startswith(folded) or names[1].startswith(folded):
                if "people" in row or "retired" in row:
                    raise NeedsFullCommand
                if folded in names:
                    return value, ""
                found.append((value, label or value))
    if len(found) != 1:
        raise NeedsFullCommand
    return found[0]


def _part(row: str, key: str) -> str:
    return row.partition(f'{key} = "')[2].partition('"')[0]


def plan_made_for(said: "dict[str, object]", files: "Sequence[str]") -> str:
    """The plan in these files that was made for what is said, as it is told; empty if none was.

    Raises NeedsFullCommand where only a parser can read one.
    """
    if not files:
        return ""
    from rsense.insight.plan_matching import MADE, plan_for

    read = map(read_if_possible, files)
    cards = [(text_in(card, b"shelf"), text_in(card, b"text")) for card in read]
    if any(None in card for card in cards):
        raise NeedsFullCommand
    plans = (text for shelf, text in cards if shelf == "plans" and text)
    parts = (value if isinstance(value, list) else [value] for value in said.values())
    words = (word for part in parts for word in part if isinstance(word, str))
    found = plan_for(plans, words)
    if not found:
        return ""
    from rsense.core.sanitize import one_line

    return f"{MADE} {one_line(found)}\n"


def _shipped(vocabulary: str) -> "list[str]":
    here = os.path.dirname(__file__)
    return [os.path.join(here, folder, "vocabulary", f"{vocabulary}.toml") for folder in _SHIPPED]
