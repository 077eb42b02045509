"""What the quick commands share: plain words, and a record written without Typer and the codec.

They are typed while it hurts, so they must be over at once. Only `os`, `sys`, `time` and modules as
cheap are imported. What is not plain is left to the command of the same name.
"""

import os
import sys
import time

from rsense.recordable import offset_minutes
from rsense.store import paths
from rsense.store.files import durable
from rsense.store.files.operations import read_if_possible
from rsense.store.undo_log import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TextIO

DANGER = (
    *("self", "suicid", "kms", "mylife", "enditall", "unalive", "betteroff", "overdos"),
    *("todie", "tobehere", "tolive", "toexist", "inliving"),
)
"""Letters out of each phrase of `synonyms.toml` at which people to call are shown."""
_ODD_LETTERS = "\u1d00"
"""The first of the letters that may be an `a` or a `k` of another width or shape."""
PLAIN_LENGTH = 900
"""Longer strings are broken into several lines, which is left to the full command."""
_NOT_AS_IT_IS = "\x7f\x85\u2028\ufeff"
"""What is escaped in a file, becomes another character, or may be all that a text holds."""


class NeedsFullCommand(Exception):
    """The arguments, or what lies on the disk, need the command in `cli/commands/`."""


class Literal(str):
    """A value that stands in a file without quotes, such as a moment."""

    __slots__ = ()


def require_utf8() -> None:
    """Raises NeedsFullCommand where words may not come or go as UTF-8."""
    if {sys.getfilesystemencoding(), getattr(sys.stderr, "encoding", "")} != {"utf-8"}:
        raise NeedsFullCommand


def plain_text(text: str) -> str:
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


def sentence(words: "list[str]", data: str) -> str:
    """Plain words in one line, none of them of danger. Raises NeedsFullCommand."""
    said = " ".join(words)
    if not said.strip() or len(said) > PLAIN_LENGTH or may_be_danger(said):
        raise NeedsFullCommand
    if b"written" in read_if_possible(paths.own_synonyms(data), follow=True):
        raise NeedsFullCommand  # words of danger of the person's own
    return said


def may_be_danger(text: str) -> bool:
    """False where no phrase of danger can stand: then nobody has to look for one."""
    letters = "".join(filter(str.isalnum, text.casefold()))
    if max(letters, default="") >= _ODD_LETTERS:
        from rsense.core.fold import fold

        letters = "".join(filter(str.isalnum, fold(text)))
    return any(piece in letters for piece in DANGER)


def save(
    data: str, kind: str, at: int, said: "Mapping[str, object]", new_id: "Callable[[], str]"
) -> None:
    """Write a record, seen on the disk, that `undo` takes back. Raises NotSaved."""
    id = new_id()
    name = time.strftime(f"%Y{os.sep}%m{os.sep}%Y%m%dT%H%M%SZ-{kind}-{id}.toml", time.gmtime(at))
    path = os.path.join(paths.records_folder(data), name)
    whole = _record(id, kind, local_time(at), said)
    durable.make_folder(os.path.dirname(path))
    durable.create(path, whole)
    durable.confirm({path: whole})
    note(data, "log", path)


def has_prompt_line() -> bool:
    """True if a shell's prompt shows what waits; few have that, and only they pay for it."""
    try:
        data = paths.data_folder(os.environ, sys.platform)
    except paths.NoHome:
        return False
    return os.path.lexists(paths.machine_file(data, paths.WAITS))


def give_back(words: object, why: str) -> int:
    """Print words that cannot be saved, and say why; the exit code."""
    tell(sys.stdout, f"{words}\n")
    tell(sys.stderr, f"{why} {durable.GIVEN_BACK}\n")
    return 1


def tell(stream: "TextIO", words: str) -> None:
    try:
        stream.write(words)
    except OSError:  # nobody listens; what is saved is saved
        pass


def local_time(at: int) -> str:
    """A moment as TOML writes it, in local time with its offset."""
    minutes = offset_minutes(time.localtime(at).tm_gmtoff)
    local = time.gmtime(at + minutes * 60)
    sign, minutes = "-" if minutes < 0 else "+", abs(minutes)
    offset = f"{sign}{minutes // 60:02}:{minutes % 60:02}"
    return time.strftime("%Y-%m-%d %H:%M:%S", local) + offset


def _record(id: str, kind: str, at: str, said: "Mapping[str, object]") -> bytes:
    """The record's bytes, as tomli_w writes them."""
    lines = ["format = 1", f'id = "{id}"', f'kind = "{kind}"', f"at = {at}"]
    for key, value in said.items():
        if isinstance(value, int | Literal):
            lines.append(f"{key} = {value}")
        elif isinstance(value, list) and value:
            lines += (f"{key} = [", *(f"    {_string(word)}," for word in value), "]")
        elif isinstance(value, str) and value:
            lines.append(f"{key} = {_string(value)}")
    return "\n".join((*lines, "end = true\n")).encode()


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
