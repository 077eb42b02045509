"""The words of insights: no cause, no claim about life, and what is missing is said."""

from __future__ import annotations

import ast
import re
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from rsense.core.bars import sentences
from rsense.core.records import FollowUp, MeasureTaken, Record, SessionRecord, Trigger
from rsense.insight import effects, patterns, predictions, sections, weeks
from rsense.insight.effects import Effects
from rsense.insight.patterns import KINDS, Pattern
from rsense.insight.sections import Overview, finding, outlook
from rsense.insight.selection import first_day, select
from rsense.insight.triggers import trigger_counts
from rsense.insight.urges import urge_counts
from tests.insight.test_counts import NOON, TODAY

CAUSE = re.compile(
    r"\b(because of|works?|worked|makes?|made you|causes?|caused|due to|leads? to|thanks to|"
    r"helps? you (?:feel|be)|triggered by|effective|proves?|it happened)\b",
    re.IGNORECASE,
)
HOSTILE = "\x1b[2J[@click=app.quit]x[/] {now} \u202egnp " + "long " * 40


def overview(records: list[Record], *, detail: bool = False) -> Overview:
    chosen = select(records, first_day(TODAY, 26), TODAY)
    return Overview(
        chosen,
        weeks.weeks(chosen),
        trigger_counts(chosen.hard),
        urge_counts(chosen.hard, ("hurt myself",)),
        Effects((*chosen.hard, *chosen.sessions)),
        detail,
    )


def said(records: list[Record], *, detail: bool = False) -> str:
    """All of the page."""
    seen = overview(records, detail=detail)
    every = [*sections.sections(seen), outlook(seen)]
    return "\n".join(
        line for one in every for line in (one.title, *one.lines, *sentences(one.rows))
    )


def note(number: int, days: float = 0, **fields: object) -> Trigger:
    at = NOON - timedelta(days=days)
    return Trigger(f"n{number}", at, "it", **fields)  # type: ignore[arg-type]


def test_no_template_has_a_word_of_cause() -> None:
    for module in (sections, predictions, effects, patterns, weeks):
        tree = ast.parse(Path(str(module.__file__)).read_text())
        # Docstrings are for those who read the code.
        about = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
        texts = [str(node.value) for node in constants if node not in about]
        assert [text for text in texts if CAUSE.search(text)] == []


def test_every_pattern_has_both_counts_no_cause_and_something_to_do() -> None:
    for kind, difference, same in product(KINDS, (2.04, -2.04), ((), ("Sam", "late"))):
        found = finding(Pattern(kind, "a call", "a call", 12, 48, 9, difference, 0.001, same))
        assert "12 notes with it, 48 without" in found.text
        assert ("2.0 points stronger" if difference > 0 else "2.0 points weaker") in found.text
        assert all(f"“{word}”" in found.text for word in same)
        assert not CAUSE.search(found.text)
        assert found.next
        assert (Path("exercises") / f"{found.exercise}.toml").exists()


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ([], ("Nothing noted in these weeks", "10 answered predictions on; 0 so far", "0 over 0")),
        ([note(1)], ("1 note.", "0 over 0 so far", "in 1 of your 1 note")[:2]),
        ([note(n, n, intensity=5) for n in range(5)], ("5 over 2 so far", "5 at the strongest")),
        ([note(n, 0, intensity=5) for n in range(40)], ("40 over 1 so far",)),
        (
            [note(n, n / 2, intensity=5, tags=("x",)) for n in range(340)],
            ("x: in 340 of 340 notes", "about as many"),
        ),
        ([note(n, -3) for n in range(2)], ("Left out, as dated later than today: 2 notes",)),
    ],
    ids=["empty", "one", "five", "one week", "half a year of one tag", "from the future"],
)
def test_what_is_missing_is_said(records: list[Record], words: tuple[str, ...]) -> None:
    page = said(records)
    for word in words:
        assert word in page
    assert not CAUSE.search(page)
    assert patterns.patterns(overview(records).selection.rated) == ()


def test_the_page_says_what_was_noted_and_done() -> None:
    def session(number: int, exercise: str, drop: int) -> Record:
        rated = {"distress": MeasureTaken(8, 8 - drop)}
        id = f"s{exercise}{number}"
        return SessionRecord(id, NOON, exercise, exercise, NOON, "completed", measures=rated)

    feared = [
        FollowUp(f"f{n}", NOON, "cold?", sure=70, came="yes" if n < 3 else "no", state="done")
        for n in range(11)
    ]
    page = said(
        [
            *(
                note(n, n, urge=("check",), did="checked", who="Sam", before="a call")
                for n in (1, 2)
            ),
            note(3, 3, urge=("check", "hurt myself"), did="went out", type="late"),
            note(4, 4, type="good moment", who="Sam"),
            *(session(n, "Breathe", 2) for n in range(3)),
            *(session(n, "Walk", -1) for n in range(3)),
            *feared,
        ],
        detail=True,
    )
    for line in (
        "check: felt 3 times; your words for what you did name it in 2 of 3.",
        "Some of these are too heavy to carry alone. Help now shows people to call.",
        "After Breathe you noted 0.8 lower on average, 3 times, 2.0 before it was weighed.",
        "late: in 1 of 1 notes (21 to 100 %).",
        "With Sam: 1 good, 2 hard.",
        "Of 11 you feared, 3 came as feared; you were 70 % sure on average.",
        "a call: in 2 of 2 notes (34 to 100 %).",
    ):
        assert line in page, line


def test_fewer_notes_are_no_verdict_where_a_week_has_none() -> None:
    every_week = [note(n, 7 * n, intensity=5) for n in range(9)]
    quiet = "A week without a note isn't always an easy one."
    assert quiet not in said(list(every_week))
    assert quiet in said([one for n, one in enumerate(every_week) if n not in (2, 3)])


def test_a_week_of_good_moments_is_not_drawn_as_nothing() -> None:
    (row,) = sections.sections(overview([note(1, type="good moment")]))[0].rows
    assert row.mark == "0, 1 good moment"


def test_urges_are_called_got_through_only_where_one_was_not_acted_on() -> None:
    through, own = "one you got through", "read from your own words"
    for did, lines in (("", ()), ("checked", (own,)), ("went out", (through, own))):
        page = said([note(1, urge=("check",), did=did)])
        assert [line for line in (through, own) if line in page] == [*lines], did


def test_words_of_a_person_are_held_to_one_line() -> None:
    page = said([note(1, 1, who=HOSTILE, tags=(HOSTILE,), type=HOSTILE, urge=(HOSTILE,))])
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert max(map(len, page.splitlines())) < 200
    assert "\x1b" not in finding(Pattern("tag", HOSTILE, "", 5, 25, 4, 1, 0.01, (HOSTILE,))).text


def test_the_power_is_said_for_the_own_rate_of_noting() -> None:
    for notes, days, words in (
        (60, 60, "show by about 85 notes, four times in five. You have 60."),
        (24, 56, "show by about 115 notes"),
        (8, 56, "there's little to hold a note against"),
    ):
        records = [note(n, n * days / notes, intensity=5) for n in range(notes)]
        assert words in said(list(records)), notes
