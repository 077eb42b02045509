"""Data of the home screen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import timedelta

from rsense.core.exercise_names import ALWAYS_SHIPPED, SHORT_NAMES, STAGES
from rsense.core.expressions.identifiers import pack_of
from rsense.core.records import SessionRecord
from rsense.core.sanitize import one_line
from rsense.insight.daily_summary import daily_summary, week_beside_last
from rsense.ports import ExerciseLink, ExerciseSearch, HomeData, RitualToday, UnfinishedItem
from rsense.services.clock import when_words
from rsense.services.context import AppContext
from rsense.services.exercise_search import find_exercises, in_order
from rsense.services.history_entries import history_entry
from rsense.services.over_time.drafts import awake, line
from rsense.services.over_time.follow_ups import question, waiting
from rsense.services.over_time.programmes import home_line
from rsense.services.over_time.prompt_state import update
from rsense.services.record_lookup import open_triggers
from rsense.store.record_index import ritual_files

NEWEST = 60
"""Records read, newest first, for the last open trigger and the exercises used last."""
RECENT = timedelta(weeks=2)
"""How long a note that nobody looked at stands on home: then home lets go of it by itself."""
MOST_PICKS = 5
"""Exercises that home offers of itself; the others are one key away, by stage or by search."""


def home(context: AppContext) -> HomeData:
    now = context.now()
    update(context)
    sessions = [
        left
        for left in context.progress.all()
        if left.exercise in context.library.sources and not context.progress.in_use(left.id)
    ]
    newest = [
        found.record for found, _ in zip(context.records.newest(), range(NEWEST), strict=False)
    ]
    every = search_exercises(context).exercises
    trigger = next(open_triggers(one for one in newest if one.at > now - RECENT), None)
    # One row for what comes back, whatever there is: home reminds, and never piles up.
    waits = waiting(context)
    half_way = waits and any(waits.id in left.about for left in sessions)  # its row is there
    asked = question(waits) if waits and not half_way else ""
    slept = None if asked else awake(context)
    draft = line(context, slept) if slept else ""
    return HomeData(
        today=f"{now:%A}, {now.day} {now:%b}",
        unfinished=tuple(
            UnfinishedItem(left.id, left.exercise, left.title, when_words(left.saved, now))
            for left in sessions
        ),
        trigger=history_entry(trigger, context) if trigger else None,
        ritual=None if asked or draft else _ritual(context, {left.exercise for left in sessions}),
        comes_back=asked,
        picks=picks(every, [one.exercise for one in newest if isinstance(one, SessionRecord)]),
        path=home_line(context),
        draft=draft,
        stages=tuple(dict.fromkeys(link.stage for link in every)),
    )


def _ritual(context: AppContext, left: Collection[str]) -> RitualToday | None:
    """The ritual of today. Who has none does not wait for the grammar of times to be imported."""
    with suppress(OSError):  # what cannot be listed is told where records are read
        if ritual_files(context.data, context.now().timestamp()):
            from rsense.services.over_time.rituals import ritual_today

            return ritual_today(context, left)
    return None


def picks(every: Iterable[ExerciseLink], used: Sequence[str]) -> tuple[ExerciseLink, ...]:
    """A few exercises, no two of one stage, in the stages' order.

    One of a pack is among them once it was used, or where nothing else is of its stage.

    None that has a key of its own, is for two, or looks back on earlier answers. The one used last,
    else the shortest: the same ones stand in the same places until another has been used. `used`
    holds ids of exercises done, the newest first.
    """

    def rank(one: ExerciseLink) -> tuple[int, bool, float, str]:
        place = used.index(one.id) if one.id in used else len(used)
        return place, bool(pack_of(one.id)), one.minutes, one.id

    best: dict[str, ExerciseLink] = {}
    for one in every:
        if one.at_hand and one.id not in (*SHORT_NAMES.values(), *ALWAYS_SHIPPED):
            best[one.stage] = min(best.get(one.stage, one), one, key=rank)
    few = sorted(best.values(), key=lambda one: rank(one)[0])[:MOST_PICKS]
    return tuple(one for one in best.values() if one in few)


def search_exercises(context: AppContext, text: str = "") -> ExerciseSearch:
    """Exercises that fit these words, the best first; without words all of them, by stage."""
    library = context.library
    found = find_exercises(in_order(library.heads()), text, library)
    links = (
        ExerciseLink(
            str(head["id"]),
            str(head["title"]),
            str(head["summary"]),
            float(str(head["minutes"])),
            STAGES.get(str(head["stage"]), "").lower(),
            not head["looks_back"] and head["audience"] != "pair",
            one_line(str(head["from"])),
        )
        for head in found.heads
    )
    return ExerciseSearch(tuple(links), found.help, found.fits)


def today(context: AppContext) -> str:
    """This week beside the last, and a line of what was logged and done today."""
    day = context.now().date()
    week = week_beside_last((found.record for found in context.records.newest("trigger")), day)
    said = daily_summary((found.record for found in context.records.newest()), day)
    return " ".join(filter(None, (week, said and f"Today: {said}")))
