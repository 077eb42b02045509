"""Finds exercises by a person's own words: the one search of commands, screens and palette."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from rsense.core.exercise_names import INCLUDED, SHORT_NAMES, STAGES, stage_named
from rsense.core.expressions.identifiers import pack_of
from rsense.core.fold import fold
from rsense.core.sanitize import clean

if TYPE_CHECKING:
    from rsense.core.synonyms import SynonymMatch
    from rsense.store.library import Library

HELP_NOW = (SHORT_NAMES["breathe"], SHORT_NAMES["ground"])
"""What is offered where nothing fits."""
MOST_NAMED, NEAR = 3, 0.8
"""Exercises offered for a name that none has, and how like one it is when it is misspelled."""
NAMED, MEANT, IN_NAME, BEGUN, MENTIONED = range(5)
"""How well an exercise fits: its name begins so; a synonym is typed; the words stand in its name
or tags; a synonym begins so; its summary mentions them."""

_ENDING = re.compile(r"(?<=\w{4})(ing|ed|es|s)$")

Head = Mapping[str, object]


class FoundExercises(msgspec.Struct, frozen=True):
    heads: tuple[Head, ...]
    """The best first."""
    help: bool = False
    """The words speak of danger: people to call come first."""
    fits: bool = True
    """False: nothing has these words, and these are two that help now."""


def find_exercises(heads: Iterable[Head], typed: str, library: Library) -> FoundExercises:
    """Exercises that fit the words, of the stages named among them; without words all of them.

    Every word has to begin one of the exercise's own; in a name it may also stand inside of one.
    Equally good ones keep their order.
    """
    every = list(heads)
    all_words = fold(typed).split()
    stages, words = _parted(all_words, {head["stage"] for head in every})
    there = [head for head in every if not stages or head["stage"] in stages]
    if not words:
        return FoundExercises(tuple(head for head in there if head["id"] not in INCLUDED))
    meant = library.synonyms.match(typed)  # read only now: a list of all does without them
    found = _ranked(there, words, meant)
    if stages and not found:  # “I never learn” names no stage
        found = _ranked(every, all_words, meant)
    if found:
        return FoundExercises(found, help=meant.help)
    by_id = {head["id"]: head for head in every}
    offered = tuple(by_id[id] for id in HELP_NOW if id in by_id)
    return FoundExercises(offered, help=meant.help, fits=False)


def resolve_exercise(wanted: str, library: Library) -> str:
    """The id that a name stands for: an id, a short name, a title or a beginning of one alone.

    Empty if there is none, or several.
    """
    name = " ".join(fold(wanted).split())
    if not name:
        return ""
    every = [(str(head["id"]), fold(str(head["title"]))) for head in library.heads()]
    short = [id for id in [SHORT_NAMES.get(name)] if id]
    for of_pack in (False, True):  # what a pack calls its own never stands in another's way
        names = [(id, title) for id, title in every if bool(pack_of(id)) is of_pack]
        exact = [id for id, title in names if name in (id, title, id.rpartition("/")[2])]
        begun = [id for id, title in names if id.startswith(name) or title.startswith(name)]
        if found := exact or short or begun:
            return found[0] if len(found) == 1 else ""
    return ""


def unknown_exercise(wanted: str, library: Library) -> str:
    """Words for a name that no exercise has, with those that are near or that fit it."""
    from difflib import get_close_matches

    if os.path.isfile(wanted):
        return clean(f"“{wanted}” is a file, but the name of a script ends with .toml.")
    if os.path.isfile(there := f"{wanted}.toml"):
        return clean(f"There is no exercise “{wanted}”, but a file “{there}”: add .toml to it.")
    if (pack := pack_of(wanted)) and pack not in library.pack_folders:
        from rsense.services.authoring.find_pack import shipped_packs

        known = f"“rsense pack add {pack}”"
        how = known if pack in shipped_packs() else "“rsense pack add” with its folder or zip"
        return clean(f"There's no pack “{pack}” here, and no file “{wanted}”. {how} adds a pack.")
    heads = in_order(library.heads())
    found = find_exercises(heads, wanted, library)
    names = {fold(str(head[key])): head for head in heads for key in ("title", "id")}
    near = [names[name] for name in get_close_matches(fold(wanted), names, MOST_NAMED, NEAR)]
    fitting = near or (found.heads if found.fits else ())
    named = list(dict.fromkeys(f"“{h['title']}” ({h['id']})" for h in fitting))[:MOST_NAMED]
    listed = " or ".join(filter(None, (", ".join(named[:-1]), *named[-1:])))
    advice = f" Did you mean {listed}?" if named else ""
    people = "“rsense help-now” shows people to call. " if found.help else ""
    none = f"There is no exercise “{wanted}”."
    return clean(f"{people}{none}{advice} “rsense exercises” lists them all.")


def in_order(heads: Iterable[Head]) -> list[Head]:
    """Exercises by stage: noticing first, reading last, then those of no known stage."""
    order = [*STAGES, ""]
    return sorted(heads, key=lambda head: order.index(known_stage(head)))


def known_stage(head: Head) -> str:
    """The stage of an exercise; empty if the language knows none of that name."""
    return str(head["stage"]) if head["stage"] in STAGES else ""


def _parted(words: Sequence[str], there: Container[object]) -> tuple[set[str], list[str]]:
    """Stages that are named and have exercises, and the other words."""
    named = {word: stage for word in words if (stage := stage_named(word)) and stage in there}
    return set(named.values()), [word for word in words if word not in named]


def _ranked(heads: Sequence[Head], words: Sequence[str], meant: SynonymMatch) -> tuple[Head, ...]:
    """Those that fit, the best first."""
    hidden = {*INCLUDED} - {*meant.whole, *meant.begun}
    ranks = ((_rank(head, words, meant), head) for head in heads if head["id"] not in hidden)
    fitting = [(rank, head) for rank, head in ranks if rank is not None]

    def order(pair: tuple[tuple[int, int], Head]) -> tuple[bool, tuple[int, int], bool]:
        rank, head = pair
        of_pack = bool(pack_of(str(head["id"])))
        return of_pack and meant.help, rank, of_pack

    return tuple(head for _, head in sorted(fitting, key=order))


def _rank(head: Head, words: Sequence[str], meant: SynonymMatch) -> tuple[int, int] | None:
    """How well an exercise fits, the least the best; None if it does not."""
    id, tags = str(head["id"]), head["tags"]
    names = (fold(id), fold(str(head["title"])))
    if any(name.startswith(" ".join(words)) for name in names):
        return NAMED, 0
    if id in meant.whole:
        return MEANT, meant.whole.index(id)
    listed = "\n".join(map(str, tags)) if isinstance(tags, list) else ""
    fields = ("\n".join(names), fold(listed), fold(str(head["summary"])))
    places = [_place(word, fields) for word in words]
    if all(place is not None and place < 2 for place in places):
        return IN_NAME, sum(filter(None, places))
    if id in meant.begun:
        return BEGUN, meant.begun.index(id)
    if None not in places:
        return MENTIONED, sum(filter(None, places))
    return None


def _place(word: str, fields: Sequence[str]) -> int | None:
    """The first field in which something begins with the word; last, a name that contains it."""
    begins = re.compile(rf"(?<!\w){re.escape(word)}")
    for place, field in enumerate(fields):
        if begins.search(field):
            return place
    if word in fields[0]:
        return len(fields)
    stem = _stem(word)
    return _place(stem, fields) if stem != word else None


def _stem(word: str) -> str:
    """A long word without its ending: cancelled, cancels and cancelling are cancel."""
    stem = _ENDING.sub("", word)
    return stem[:-1] if len(stem) > 4 and stem[-1] == stem[-2] else stem
