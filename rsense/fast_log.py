"""`rsense log` without Typer, for plain arguments; Typer does the rest.

It is typed while it hurts, so it must be over at once. Only `os`, `sys`, `time` and modules as
cheap are imported, and the bytes of the record are written here. Everything else (other options,
`-`, no words, words of danger, a word not spelled as in its vocabulary or that shows people to
call, a plan to show) is left to `cli/commands/log.py`. A property test holds the two to the same
bytes and words.
"""

import os
import sys
import time

from rsense.core.recordable import is_recordable, why_not_recordable
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
from rsense.store import paths
from rsense.store.files import durable
from rsense.store.files.operations import read_if_possible
from rsense.store.records.record_index import plan_files, text_in

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
        said = _read(arguments)
        _check_spelling(said, data)
        at = int(now() // 1)
        moment = local_time(at)
        if not is_recordable(at):
            return give_back(said["what"], why_not_recordable(moment[:16]))
        _without_a_plan(said, () if "type" in said else plan_files(data, at))
    except (NeedsFullCommand, OverflowError, paths.NoHome):  # a clock that not even Python can hold
        return None
    try:
        save(data, "trigger", at, said, new_id)
    except durable.NotSaved as error:
        return give_back(said["what"], str(error))
    strength = None if "type" in said else said.get("intensity")
    tell(sys.stderr, saved(f"today {moment[11:16]}", strength))
    return 0


def saved(when: str, intensity: object) -> str:
    """What is said of a record that is on the disk: one line, and one more when it is strong."""
    strong = isinstance(intensity, int) and intensity >= VERY_STRONG
    more = f"{STRONG}\n" if strong else ""
    return f"Saved: {when}. “rsense undo” takes it back.\n{more}"


def _read(arguments: "Sequence[str]") -> "dict[str, object]":
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
    what = sentence(words)
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

    plans = [text_in(read_if_possible(path), b"text") for path in files]
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
