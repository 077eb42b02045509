"""Own effects: from three uses on, shrunk, by kind of trigger, and said in words."""

from __future__ import annotations

import random
import statistics
from datetime import UTC, datetime

from rsense.core.records import MeasureTaken, Record, SessionRecord, Trigger
from rsense.insight.effects import Effects
from rsense.insight.suggestions import Fitting, Happening, Suggestions

AT = datetime(2026, 11, 28, 20, tzinfo=UTC)
KNOWN = Suggestions(
    1,
    Fitting((), ("a", "b", "c", "d")),
    {"message": Happening((), ("e", "f"), label="a message")},
    dict.fromkeys("abcdef", "because"),
)


def did(exercise: str, *drops: int, kind: str = "") -> list[Record]:
    """Sessions of an exercise, each with a drop, about a trigger of a kind."""
    trigger = Trigger(f"{exercise}{kind}", AT, "it", before=kind)
    made: list[Record] = [trigger]
    for n, drop in enumerate(drops):
        rated = {"distress": MeasureTaken(8, 8 - drop)}
        id, about = f"{exercise}{n}", (trigger.id,)
        made.append(
            SessionRecord(id, AT, exercise, "", AT, "completed", measures=rated, about=about)
        )
    return made


def order(records: list[Record], happening: str = "") -> str:
    effects = Effects(records)
    kind = "a message" if happening else ""
    found = KNOWN.fitting(happening, 3, lambda _: True, (), lambda one: effects.rank(one, kind))
    return "".join(one.exercise for one in found)


def test_suggestions_go_by_fit_then_by_own_drop_then_by_what_is_new() -> None:
    for records, happening, best in (
        ([], "", "abc"),
        (did("c", 2, 2, 2), "", "cab"),
        (did("c", 2, 2), "", "abd"),  # too few to count, and no longer new
        (did("a", -2, -2, -2), "", "bcd"),
        (did("c", 1, 1, 1) + did("d", 2, 2, 2), "", "dca"),
        (did("d", 5, 5, 5), "message", "efd"),  # fit comes first
        (did("f", 1, 1, 1), "message", "fea"),
    ):
        assert order(records, happening) == best, (records, happening)


def test_many_small_drops_outweigh_three_large_ones_no_sooner_than_they_should() -> None:
    effects = Effects(did("a", 3, 3, 3) + did("b", *[2] * 30))
    three, thirty = effects.of("a"), effects.of("b")
    assert three
    assert thirty
    assert (three.mean, thirty.mean) == (3, 2)
    assert effects.usual == 23 / 11
    assert abs(three.shrunken - effects.usual) < 3 / 14
    assert 2 < thirty.shrunken < 2.03


def test_the_kind_of_trigger_counts_once_it_was_met_three_times() -> None:
    effects = Effects(did("a", 4, 4, 4, kind="a message") + did("a", 0, 0, 0, kind="an argument"))
    about = [effects.of("a", kind) for kind in ("a message", "an argument", "a look")]
    assert [one and one.mean for one in about] == [4, 0, 2]
    assert [one and one.uses for one in about] == [3, 3, 6]
    message, argument, look = (one.shrunken if one else None for one in about)
    assert (message, argument, look) == ((12 + 22) / 14, 22 / 14, 2)


def test_the_reason_is_said_in_words_where_there_is_one() -> None:
    for drops, words in (
        ((2, 2, 3), "after it you noted 2.3 lower on average, 3 times"),
        ((2, 2), None),
        ((0, 0, 0), ""),
        ((-1, -2, -1), ""),
    ):
        effect = Effects(did("a", *drops)).of("a")
        assert (effect and effect.words) == words, drops


def test_what_now_did_around_an_exercise_is_not_its_effect() -> None:
    assert Effects(did("now", 3, 3, 3)).of("now") is None


def test_the_best_exercise_is_not_overstated() -> None:
    """Over 200 people: what is shown of their best one, less what it truly does."""
    chance = random.Random(21)
    shown, raw = [], []
    for _ in range(200):
        truth: dict[str, float] = {}
        records: list[Record] = []
        for exercise in "abcdefgh"[: chance.randint(4, 8)]:
            truth[exercise] = chance.gauss(1.5, 0.6)
            uses = chance.randint(3, 25)
            drops = (round(chance.gauss(truth[exercise], 2)) for _ in range(uses))
            records += did(exercise, *drops)
        best = Effects(records).best()
        shown.append(best[0][1].shrunken - truth[best[0][0]])
        highest, effect = max(best, key=lambda pair: pair[1].mean)
        raw.append(effect.mean - truth[highest])
    assert abs(statistics.mean(shown)) <= 0.2
    assert statistics.mean(raw) > 0.4  # or there would be nothing to shrink
