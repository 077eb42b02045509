"""Completers of values, for the shell: (what to type, words for it). Silent when broken.

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

from rsense.core.exercise_names import INCLUDED, STAGES
from rsense.core.fold import fold
from rsense.core.sanitize import clean, one_line
from rsense.core.shelves import SHELF_TITLES
from rsense.core.trigger_fields import TRIGGER_FIELDS, TriggerField
from rsense.store import paths
from rsense.store.files.safe_read import SCRIPT_LIMIT, Unreadable, read_bytes, read_toml
from rsense.store.library import library_of, shipped_folder
from rsense.store.records import reader, schema

if TYPE_CHECKING:
    from rsense.store.config import Config, Setting

Offers = Iterator[tuple[str, str]]
Completer = Callable[[str], Offers]
P = ParamSpec("P")

NEWEST = 300
"""Records looked through for people and tags."""
MOST_IDS = 50
LONGEST = 60
MOMENTS = ("20 min ago", "an hour ago", "last night", "yesterday evening")
COMING = ("tonight", "tomorrow 9am", "in 3 days", "sunday 20:00", "next week")
SPANS = ("today", "yesterday", *MOMENTS)
RECURRENCES = ("daily 21:00", "weekdays 21:00", "sun 20:00", "every 3 days 18:30")
RITUAL_WORDS = {
    "list": "those that go on",
    "add": "a new one",
    "done": "note that it's done today",
    "pause": "pause one",
    "resume": "take one up again",
    "end": "end one",
}
PATH_WORDS = {"list": "all", "begin": "one", "next": "go on", "rest": "a while", "away": "put away"}
PATTERNS = ("4-6", "5-5", "4-4-4-4", "4-7-8", "sigh")

_TITLE = rb'(?m)^title\s*=\s*["\'](.*)["\']\s*$'


def quiet(completer: Callable[P, Offers]) -> Callable[P, Offers]:
    """A completer that ends at an error without a word, and leaves out what cannot be typed."""

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
def exercise_names(incomplete: str) -> Offers:
    library = library_of(_data())
    for name, path in library.paths.items():
        if name.startswith(fold(incomplete)) and name not in INCLUDED:
            yield name, _title(path)


def _from(pairs: Callable[[], Iterable[tuple[str, str]]]) -> Completer:
    """A completer of (what to type, words for it) that are found anew each time."""

    @quiet
    def offers(incomplete: str) -> Offers:
        yield from _starting(pairs(), incomplete)

    return offers


def _from_words(words: Iterable[str]) -> Completer:
    return _from(lambda: ((word, "") for word in words))


def _ids(kind: str, last: str = "last", words: str = "the newest") -> Completer:
    """A completer of ids, the newest first, each with its words; then `last`."""

    @quiet
    def offers(incomplete: str) -> Offers:
        from rsense.services.record_text import summary

        wanted, found = incomplete.lower(), 0
        names = reader.names(
            paths.records_folder(_data()), reader.RecordFilter(kind), lambda _: None
        )
        for folder, name in names:
            if name.rpartition("-")[2].startswith(wanted) and found < MOST_IDS:
                with suppress(Unreadable, KeyError):
                    document: Any = read_toml(os.path.join(folder, name))
                    yield document["id"], summary(document)
                    found += 1
        yield from _starting([(last, words)], incomplete)

    return offers


def _used(key: str, mark: str, without: str = "") -> Completer:
    """A completer of people or tags, the last used first, with the mark that may be typed before
    them. `without` is a sign that parts two of them."""

    @quiet
    def offers(incomplete: str) -> Offers:
        typed = mark if incomplete.startswith(mark) else ""
        used = (word for word, _ in _words_used(key) if not (without and without in word))
        plain = ((word, "") for word in used if not word.startswith(mark))
        for value, words in _starting(plain, incomplete.removeprefix(mark)):
            yield f"{typed}{value}", words

    return offers


def of_field(field: TriggerField) -> Completer | None:
    """The completer of a trigger's field; None where anything can be typed."""
    if field.vocabulary:
        return _from(lambda: _terms(field.vocabulary))
    if field.mark:
        return _used(field.name, field.mark, without="," if field.kind == "list" else "")
    return None


def _commands() -> Iterable[tuple[str, str]]:
    from rsense.cli.registry import COMMANDS

    return COMMANDS.items()


def _countries() -> Iterable[tuple[str, str]]:
    from rsense.store.helplines import read_helplines

    known = read_helplines(shipped_folder(), paths.packs_folder(_data())).countries()
    return sorted((country.code.lower(), country.name) for country in known)


record_ids = _ids("")
trigger_ids = _ids("trigger")
follow_up_ids = _ids("followup", "next", "the one that waits now")
card_ids = _ids("keepsake")
stages = _from(STAGES.items)
shelf_names = _from(SHELF_TITLES.items)
emotions = _from(lambda: _terms("emotions"))
people = _used("who", "@")
tags_sought = _used("tags", "#")
kinds = _from_words(schema.FIELDS)
moments = _from_words(MOMENTS)
coming = _from_words(COMING)
spans = _from_words(SPANS)
recurrences = _from_words(RECURRENCES)
sleeps = _from_words(("calm", *COMING))
parts = _from_words(TRIGGER_FIELDS)
"""Fields that can be taken away from a record."""
patterns = _from(lambda: (*_config().patterns.items(), *((pattern, "") for pattern in PATTERNS)))
setting_names = _from(lambda: ((name, _in_words(value)) for name, value in _shown_settings()))
command_names = _from(_commands)
country_names = _from(_countries)


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
def setting_values(ctx: typer.Context, incomplete: str) -> Offers:
    """Values of the setting that is named before."""
    from rsense.store.config import Settings

    name = ctx.args[-1]
    found: Iterable[tuple[str, str]] = ()
    if isinstance(dict(_shown_settings()).get(name), bool):
        found = (("yes", ""), ("no", ""))
    elif name == "theme":
        from rsense.store.theme_files import theme_names

        found = ((theme, "") for theme in theme_names(Settings(_config_path()).themes))
    elif name == "person":
        found = _words_used("who")
    elif name == "country":
        found = _countries()
    elif name == "language":
        found = (("en", "English"), ("de", "Deutsch"))
    yield from _starting(found, incomplete)


@quiet
def path_words(ctx: typer.Context, incomplete: str) -> Offers:
    """What path does, then the programmes there are."""
    if not ctx.args:
        yield from _starting(PATH_WORDS.items(), incomplete)
    elif ctx.args == ["begin"]:
        library = library_of(_data())
        known = ((name, one.title) for name, one in library.programmes.items())
        yield from _starting(known, incomplete)


@quiet
def ritual_words(ctx: typer.Context, incomplete: str) -> Offers:
    """What ritual does, then the rituals there are."""
    if not ctx.args:
        yield from _starting(RITUAL_WORDS.items(), incomplete)
    elif len(ctx.args) == 1 and ctx.args[0] not in ("add", "list"):
        folder, need = paths.records_folder(_data()), reader.RecordFilter("ritual")
        found = reader.documents(folder, need, lambda _: None)
        yield from _starting(((said["id"], said["text"]) for _, said in found), incomplete)


def _data() -> str:
    return paths.data_folder(os.environ, sys.platform)


def _config() -> Config:
    from rsense.store.config import read_config

    return read_config(_config_path())


def _config_path() -> str:
    return os.path.join(paths.config_folder(os.environ, sys.platform), paths.SETTINGS)


def _shown_settings() -> Iterable[tuple[str, Setting]]:
    from rsense.store.config import Settings

    return Settings(_config_path(), paths.packs_folder(_data())).shown().items()


def _in_words(value: Setting) -> str:
    return value if isinstance(value, str) else "yes" if value else "no"


def _starting(pairs: Iterable[tuple[str, str]], incomplete: str) -> Offers:
    """Pairs that begin so, letter for letter; if there are none, those in another spelling."""
    known = list(pairs)
    wanted = fold(incomplete)
    exact = [pair for pair in known if pair[0].startswith(incomplete)]
    yield from exact or (pair for pair in known if fold(pair[0]).startswith(wanted))


def _title(path: str) -> str:
    try:
        found = re.search(_TITLE, read_bytes(path, SCRIPT_LIMIT))
    except Unreadable:
        return ""
    return found[1].decode("utf-8", "replace") if found else ""


def _terms(vocabulary: str) -> Offers:
    from rsense.services.terms import TermResolver

    words = TermResolver(_data()).known(vocabulary)
    known = (word for word in words if not word.retired and "," not in word.value)
    yield from ((w.value, w.text if w.text != w.value else w.hint) for w in known)


def _words_used(key: str) -> Offers:
    """People or tags of the newest triggers, the last used first."""
    folder, need = paths.records_folder(_data()), reader.RecordFilter("trigger")
    seen: dict[str, None] = {}
    for _, document in islice(reader.documents(folder, need, lambda _: None), NEWEST):
        said: Any = document.get(key, ())
        seen |= dict.fromkeys(map(str, said if isinstance(said, list) else [said] if said else []))
    yield from ((word, "") for word in seen)
