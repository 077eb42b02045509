"""What the shell may complete: (what to type, words for it). Silent when something is broken.

Private words are shown here as `rsense history` shows them: on one line, with nothing in them that
a terminal obeys.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import wraps
from itertools import islice
from typing import Any

from rsense.cli.catalogue import STAGES
from rsense.core.shelves import SHELF_TITLES
from rsense.core.visible import one_line
from rsense.store import bulk, paths
from rsense.store.library import Library, shipped_folder
from rsense.store.safe_read import SCRIPT_LIMIT, Unreadable, read_bytes, read_toml

Offers = Iterator[tuple[str, str]]
Completer = Callable[[str], Offers]

NEWEST = 300
"""Records looked through for people and tags."""
MOST_IDS = 50
LONGEST = 60

_TITLE = rb'(?m)^title\s*=\s*["\'](.*)["\']\s*$'


def quiet(completer: Completer) -> Completer:
    """What goes wrong ends the list, and nothing else."""

    @wraps(completer)
    def offers(incomplete: str) -> Offers:
        try:
            yield from completer(incomplete)
        except Exception:  # noqa: BLE001 - somebody is typing: no error may come between
            return

    return offers


@quiet
def exercise_names(incomplete: str) -> Offers:
    library = Library(shipped_folder(), paths.exercises_folder(_data()))
    for name, path in library.paths.items():
        if name.startswith(incomplete):
            yield name, _title(path)


@quiet
def stages(incomplete: str) -> Offers:
    yield from ((stage, shown) for stage, shown in STAGES.items() if stage.startswith(incomplete))


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
    from rsense.cli.spelling import DOMAINS  # noqa: PLC0415

    yield from _words(DOMAINS, incomplete)


@quiet
def people(incomplete: str) -> Offers:
    yield from _used("who", incomplete.removeprefix("@"))


@quiet
def tags(incomplete: str) -> Offers:
    yield from _used("tags", incomplete.removeprefix("#"))


def _data() -> str:
    return paths.data_folder(os.environ, sys.platform)


def _starting(pairs: Iterable[tuple[str, str]], incomplete: str) -> Offers:
    wanted = incomplete.casefold()
    for value, words in pairs:
        if value.casefold().startswith(wanted):
            yield one_line(value), one_line(words)[:LONGEST]


def _title(path: str) -> str:
    try:
        found = re.search(_TITLE, read_bytes(path, SCRIPT_LIMIT))
    except Unreadable:
        return ""
    return one_line(found[1].decode("utf-8", "replace")) if found else ""


def _words(vocabulary: str, incomplete: str) -> Offers:
    from rsense.cli.spelling import Spelling  # noqa: PLC0415

    known = (word for word in Spelling(_data()).known(vocabulary) if not word.retired)
    pairs = ((w.value, w.label if w.label != w.value else w.hint) for w in known)
    yield from _starting(pairs, incomplete)


def _used(key: str, incomplete: str) -> Offers:
    """People or tags of the newest triggers, the last used first."""
    folder, need = paths.records_folder(_data()), bulk.Anything("trigger")
    seen: dict[str, None] = {}
    for _, document in islice(bulk.documents(folder, need, lambda _: None), NEWEST):
        said: Any = document.get(key, ())
        seen |= dict.fromkeys(map(str, said if isinstance(said, list) else [said] if said else []))
    yield from _starting(((word, "") for word in seen), incomplete)


def _ids(kind: str, incomplete: str) -> Offers:
    """Ids that begin so, the newest first, each with its words; then `last`."""
    from rsense.cli.listing import words_of  # noqa: PLC0415

    wanted, found = incomplete.lower(), 0
    names = bulk.names(paths.records_folder(_data()), bulk.Anything(kind), lambda _: None)
    for folder, name in names:
        if name.rpartition("-")[2].startswith(wanted) and found < MOST_IDS:
            with suppress(Unreadable, KeyError):
                document: Any = read_toml(os.path.join(folder, name))
                yield one_line(document["id"]), one_line(words_of(document))[:LONGEST]
                found += 1
    yield from _starting([("last", "the newest")], incomplete)
