"""What the shell may complete: (what to type, words for it). Silent when something is broken.

Words come from the person's own files each time; nothing is kept for the next. A word that holds
a line break, or anything that a terminal obeys, is not offered: no shell could put it where it is
typed. What is said of a word is shown as `rsense history` shows it, on one line.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import wraps
from itertools import islice
from typing import TYPE_CHECKING, Any, ParamSpec

import typer

from rsense.core.exercise_names import STAGES
from rsense.core.fold import fold
from rsense.core.sanitize import clean, one_line
from rsense.core.shelves import SHELF_TITLES
from rsense.store import paths
from rsense.store.files.safe_read import SCRIPT_LIMIT, Unreadable, read_bytes, read_toml
from rsense.store.library import Library, shipped_folder
from rsense.store.records import reader, schema

if TYPE_CHECKING:
    from rsense.store.config import Config, Setting

Offers = Iterator[tuple[str, str]]
P = ParamSpec("P")

NEWEST = 300
"""Records looked through for people and tags."""
MOST_IDS = 50
LONGEST = 60
MOMENTS = ("20 min ago", "an hour ago", "last night", "yesterday evening")
SPANS = ("today", "yesterday", *MOMENTS)
PATTERNS = ("4-6", "5-5", "4-4-4-4", "4-7-8", "sigh")

_TITLE = rb'(?m)^title\s*=\s*["\'](.*)["\']\s*$'


def quiet(completer: Callable[P, Offers]) -> Callable[P, Offers]:
    """What goes wrong ends the list, and nothing else; what cannot be typed is left out."""

    @wraps(completer)
    def offers(*args: P.args, **kwargs: P.kwargs) -> Offers:
        try:
            for value, words in completer(*args, **kwargs):
                if value.strip() == value == clean(value) != "" and "\n" not in value:
                    yield value, one_line(words)[:LONGEST]
        except Exception:  # noqa: BLE001 - somebody is typing: no error may come between
            return

    return offers


@quiet
def command_names(incomplete: str) -> Offers:
    from rsense.cli.registry import COMMANDS

    yield from _starting(COMMANDS.items(), incomplete)


@quiet
def exercise_names(incomplete: str) -> Offers:
    library = Library(shipped_folder(), paths.exercises_folder(_data()))
    for name, path in library.paths.items():
        if name.startswith(fold(incomplete)):
            yield name, _title(path)


@quiet
def stages(incomplete: str) -> Offers:
    yield from (
        (stage, shown) for stage, shown in STAGES.items() if stage.startswith(fold(incomplete))
    )


@quiet
def record_ids(incomplete: str) -> Offers:
    yield from _ids("", incomplete)


@quiet
def trigger_ids(incomplete: str) -> Offers:
    yield from _ids("trigger", incomplete)


@quiet
def shelf_names(incomplete: str) -> Offers:
    yield from _starting(SHELF_TITLES.items(), incomplete)


@quiet
def emotions(incomplete: str) -> Offers:
    yield from _words("emotions", incomplete)


@quiet
def body(incomplete: str) -> Offers:
    yield from _words("body", incomplete)


@quiet
def urges(incomplete: str) -> Offers:
    yield from _words("urges", incomplete)


@quiet
def types(incomplete: str) -> Offers:
    yield from _words("trigger-types", incomplete)


@quiet
def domains(incomplete: str) -> Offers:
    from rsense.services.terms import DOMAINS

    yield from _words(DOMAINS, incomplete)


@quiet
def people(incomplete: str) -> Offers:
    yield from _marked("@", _used("who"), incomplete)


@quiet
def tags(incomplete: str) -> Offers:
    used = (pair for pair in _used("tags") if "," not in pair[0])  # a comma parts two of them
    yield from _marked("#", used, incomplete)


@quiet
def tags_sought(incomplete: str) -> Offers:
    yield from _marked("#", _used("tags"), incomplete)


@quiet
def kinds(incomplete: str) -> Offers:
    yield from _starting(((kind, "") for kind in schema.FIELDS), incomplete)


@quiet
def moments(incomplete: str) -> Offers:
    yield from _starting(((words, "") for words in MOMENTS), incomplete)


@quiet
def spans(incomplete: str) -> Offers:
    yield from _starting(((words, "") for words in SPANS), incomplete)


@quiet
def parts(incomplete: str) -> Offers:
    """What can be taken away from a record."""
    fields = [key for key in schema.TRIGGER if key != "about"]
    yield from _starting(((key, "") for key in fields), incomplete)


@quiet
def thrown_ids(incomplete: str) -> Offers:
    from rsense.services.record_lookup import record_summary
    from rsense.store.records.trash import Trash

    for thrown in islice(Trash(paths.trash_folder(_data())).with_id(incomplete), MOST_IDS):
        yield thrown.id, record_summary(thrown.path)


@quiet
def columns(incomplete: str) -> Offers:
    """The fields that a column can be, once its name is typed."""
    from rsense.store.transfer.table_columns import FIELDS

    column, equals, begun = incomplete.rpartition("=")
    if equals:
        yield from ((f"{column}={name}", "") for name in (*FIELDS, "-") if name.startswith(begun))


@quiet
def patterns(incomplete: str) -> Offers:
    own = _config().patterns.items()
    yield from _starting((*own, *((pattern, "") for pattern in PATTERNS)), incomplete)


@quiet
def setting_names(incomplete: str) -> Offers:
    from rsense.store.config import shown

    now = shown(_config()).items()
    yield from _starting(((name, _setting_in_words(value)) for name, value in now), incomplete)


@quiet
def setting_values(ctx: typer.Context, incomplete: str) -> Offers:
    """What the setting named before can be."""
    from rsense.store.config import THEMES, shown
    from rsense.store.helplines import ANYWHERE, read_helplines

    name = ctx.args[-1]
    found: Iterable[tuple[str, str]] = ()
    if isinstance(shown(_config()).get(name), bool):
        found = (("yes", ""), ("no", ""))
    elif name == "theme":
        found = ((theme, "") for theme in THEMES)
    elif name == "person":
        found = _used("who")
    elif name == "country":
        lines = read_helplines(shipped_folder())
        codes = {line.country.lower(): line.country_name for line in lines}
        found = (pair for pair in sorted(codes.items()) if pair[0] != ANYWHERE.lower())
    yield from _starting(found, incomplete)


def _data() -> str:
    return paths.data_folder(os.environ, sys.platform)


def _config() -> Config:
    from rsense.store.config import read_config

    return read_config(f"{paths.config_folder(os.environ, sys.platform) or _data()}/config.toml")


def _setting_in_words(value: Setting) -> str:
    return value if isinstance(value, str) else "yes" if value else "no"


def _starting(pairs: Iterable[tuple[str, str]], incomplete: str) -> Offers:
    """Those that begin so, letter for letter; where there are none, in another spelling."""
    known = list(pairs)
    wanted = fold(incomplete)
    exact = [pair for pair in known if pair[0].startswith(incomplete)]
    yield from exact or (pair for pair in known if fold(pair[0]).startswith(wanted))


def _marked(mark: str, pairs: Iterable[tuple[str, str]], incomplete: str) -> Offers:
    """Those that begin so, with the mark that may be typed before them."""
    typed = mark if incomplete.startswith(mark) else ""
    plain = (pair for pair in pairs if not pair[0].startswith(mark))
    for value, words in _starting(plain, incomplete.removeprefix(mark)):
        yield f"{typed}{value}", words


def _title(path: str) -> str:
    try:
        found = re.search(_TITLE, read_bytes(path, SCRIPT_LIMIT))
    except Unreadable:
        return ""
    return found[1].decode("utf-8", "replace") if found else ""


def _words(vocabulary: str, incomplete: str) -> Offers:
    from rsense.services.terms import TermResolver

    words = TermResolver(_data()).known(vocabulary)
    known = (word for word in words if not word.retired and "," not in word.value)
    pairs = ((w.value, w.text if w.text != w.value else w.hint) for w in known)
    yield from _starting(pairs, incomplete)


def _used(key: str) -> Offers:
    """People or tags of the newest triggers, the last used first."""
    folder, need = paths.records_folder(_data()), reader.RecordFilter("trigger")
    seen: dict[str, None] = {}
    for _, document in islice(reader.documents(folder, need, lambda _: None), NEWEST):
        said: Any = document.get(key, ())
        seen |= dict.fromkeys(map(str, said if isinstance(said, list) else [said] if said else []))
    yield from ((word, "") for word in seen)


def _ids(kind: str, incomplete: str) -> Offers:
    """Ids that begin so, the newest first, each with its words; then `last`."""
    from rsense.services.record_text import summary

    wanted, found = incomplete.lower(), 0
    names = reader.names(paths.records_folder(_data()), reader.RecordFilter(kind), lambda _: None)
    for folder, name in names:
        if name.rpartition("-")[2].startswith(wanted) and found < MOST_IDS:
            with suppress(Unreadable, KeyError):
                document: Any = read_toml(os.path.join(folder, name))
                yield document["id"], summary(document)
                found += 1
    yield from _starting([("last", "the newest")], incomplete)
