"""`rsense log` without Typer, for plain arguments; Typer does the rest.

It is typed while it hurts, so it must be over at once. Only `os`, `sys`, `time` and modules as
cheap are imported, and the bytes of the record are written here. Everything else (other options,
`-`, no words, a word not spelled as in its vocabulary or that shows people to call, a plan to show)
is left to `cli/commands/log.py`. A property test holds the two to the same bytes and words.
"""

import os
import sys
import time

from rsense.core.recordable import is_recordable, offset_minutes, why_not_recordable
from rsense.store import paths
from rsense.store.files import durable
from rsense.store.files.durable import GIVEN_BACK
from rsense.store.files.operations import read_if_possible
from rsense.store.records.plan_index import card_text, plan_files
from rsense.store.records.undo_log import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

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
GOOD = {"--good": ("type", "good moment")}
ONCE = {"-i": "intensity", "--intensity": "intensity", "-w": "who", "--who": "who"}
VOCABULARIES = {"emotions": "emotions", "body": "body", "urge": "urges"}
STRENGTHS = {str(number): number for number in range(11)}

_PLAIN_LENGTH = 900
"""Longer strings are broken into several lines, which is left to the other way."""
_SHIPPED = ("exercises", os.path.join(os.pardir, "exercises"))


_NOT_AS_IT_IS = "\x7f\x85\u2028\ufeff"
"""What is escaped in a file, becomes another character, or may be all that a text holds."""


class NeedsFullCommand(Exception):
    """The arguments need `cli/commands/log.py`."""


def run(
    arguments: "Sequence[str]",
    environ: "Mapping[str, str]" = os.environ,
    now: "Callable[[], float]" = time.time,
    new_id: "Callable[[], str]" = durable.new_id,
) -> int | None:
    """Log what the arguments after `log` say; the exit code, or None if nothing was done."""
    try:
        data = paths.data_folder(environ, sys.platform)
        said = _read(arguments)
        _check_spelling(said, data)
        at = int(now() // 1)
        moment = _local(at)
        if not is_recordable(at):
            return _given_back(said, why_not_recordable(moment[:16]))
        _without_a_plan(said, () if "type" in said else plan_files(data, at))
    except (NeedsFullCommand, OverflowError, paths.NoHome):  # a clock that not even Python can hold
        return None
    id = new_id()
    name = time.strftime(f"%Y{os.sep}%m{os.sep}%Y%m%dT%H%M%SZ-trigger-{id}.toml", time.gmtime(at))
    path = os.path.join(paths.records_folder(data), name)
    try:
        data_of_it = _record(id, moment, said)
        durable.make_folder(os.path.dirname(path))
        durable.create(path, data_of_it)
        durable.confirm({path: data_of_it})
    except durable.NotSaved as error:
        return _given_back(said, str(error))
    note(data, "log", path)
    strength = None if "type" in said else said.get("intensity")
    _tell(sys.stderr, saved(f"today {moment[11:16]}", strength))
    return 0


def saved(when: str, intensity: object) -> str:
    """What is said of a record that is on the disk: one line, and one more when it is strong."""
    strong = isinstance(intensity, int) and intensity >= VERY_STRONG
    more = f"{STRONG}\n" if strong else ""
    return f"Saved: {when}. “rsense undo” takes it back.\n{more}"


def _given_back(said: "dict[str, object]", why: str) -> int:
    _tell(sys.stdout, f"{said['what']}\n")
    _tell(sys.stderr, f"{why} {GIVEN_BACK}\n")
    return 1


def _tell(stream: "TextIO", words: str) -> None:
    try:
        stream.write(words)
    except OSError:  # nobody listens; what is saved is saved
        pass


def _read(arguments: "Sequence[str]") -> "dict[str, object]":
    """What is said, by the record's keys. Raises NeedsFullCommand."""
    if {sys.getfilesystemencoding(), getattr(sys.stderr, "encoding", "")} != {"utf-8"}:
        raise NeedsFullCommand
    words: list[str] = []
    lists: dict[str, list[str]] = {"emotions": [], "body": [], "urge": [], "tags": []}
    once: dict[str, str] = {}
    kind: dict[str, object] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-"):
            words.append(_plain(argument))
        elif argument in MANY:
            lists[MANY[argument]].append(_word(next(rest, "")))
        elif argument in GOOD:
            kind = dict([GOOD[argument]])
        elif argument in ONCE and ONCE[argument] not in once:
            once[ONCE[argument]] = _word(next(rest, ""))
        else:
            raise NeedsFullCommand
    what = " ".join(words)
    if not what.strip() or len(what) > _PLAIN_LENGTH:
        raise NeedsFullCommand
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


def _plain(text: str) -> str:
    """The text, if all of it can stand in a file as it is. Raises NeedsFullCommand."""
    if text.isascii() and text.isprintable():
        return text
    try:
        text.encode()  # no bytes that were not UTF-8
    except UnicodeEncodeError:
        raise NeedsFullCommand from None
    if any(letter < " " or letter in _NOT_AS_IT_IS for letter in text):
        raise NeedsFullCommand
    return text


def _word(text: str) -> str:
    """The value of an option, if nothing is to be done to it. Raises NeedsFullCommand."""
    if not text or len(text) > _PLAIN_LENGTH or text[0] in "-@#" or "," in text:
        raise NeedsFullCommand
    if text != text.strip():
        raise NeedsFullCommand
    return _plain(text)


def _check_spelling(said: "dict[str, object]", data: str) -> None:
    """Raises NeedsFullCommand if a word is not spelled as in its vocabulary, or one with people to
    call."""
    for key, vocabulary in VOCABULARIES.items():
        words = said[key]
        if isinstance(words, list) and words:
            lines = _lines(vocabulary, data)
            for word in words:
                at = lines.find(f'{{ value = "{word}"'.encode())
                if at < 0 or '"' in word or "\\" in word:
                    raise NeedsFullCommand
                if b"people = " in lines[at : lines.find(b"\n", at)]:
                    raise NeedsFullCommand


def _without_a_plan(said: "dict[str, object]", files: "Sequence[str]") -> None:
    """Raises NeedsFullCommand if one of these may be a plan for what is said: it is to be shown."""
    if not files:
        return
    from rsense.insight.plan_matching import plan_for

    plans = [card_text(path) for path in files]
    parts = (value if isinstance(value, list) else [value] for value in said.values())
    words = (word for part in parts for word in part if isinstance(word, str))
    if None in plans or plan_for(filter(None, plans), words):
        raise NeedsFullCommand


def _lines(vocabulary: str, data: str) -> bytes:
    """A vocabulary's file: that which ships, and the person's own."""
    here = os.path.dirname(__file__)
    shipped = (os.path.join(here, folder, "vocabulary") for folder in _SHIPPED)
    files = (f"{folder}/{vocabulary}.toml" for folder in (*shipped, paths.vocabulary_folder(data)))
    return b"".join([read_if_possible(path, follow=True) for path in files])


def _local(at: int) -> str:
    """A moment as TOML writes it, in local time with its offset."""
    minutes = offset_minutes(time.localtime(at).tm_gmtoff)
    local = time.gmtime(at + minutes * 60)
    sign, minutes = "-" if minutes < 0 else "+", abs(minutes)
    offset = f"{sign}{minutes // 60:02}:{minutes % 60:02}"
    return time.strftime("%Y-%m-%d %H:%M:%S", local) + offset


def _record(id: str, at: str, said: "dict[str, object]") -> bytes:
    """The record's bytes, as tomli_w writes them."""
    lines = ["format = 1", f'id = "{id}"', 'kind = "trigger"', f"at = {at}"]
    for key, value in said.items():
        if isinstance(value, int):
            lines.append(f"{key} = {value}")
        elif isinstance(value, list) and value:
            lines += (f"{key} = [", *(f"    {_string(word)}," for word in value), "]")
        elif isinstance(value, str) and value:
            lines.append(f"{key} = {_string(value)}")
    return "\n".join((*lines, "end = true\n")).encode()


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
