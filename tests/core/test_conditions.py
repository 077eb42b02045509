"""`when`: what can be written, what it means, and what is told its author."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.core.expressions.bindings import Binding, NameType
from rsense.core.expressions.conditions import LONGEST, Condition
from rsense.core.script.condition_checks import condition_faults
from tests.core.scripts import problems
from tests.steps import step

ANSWERS: Mapping[str, Binding] = {
    "now": Binding(7, "7"),
    "low": Binding(0, "0"),
    "place": Binding("work", "at work"),
    "urge": Binding(("write", "withdraw"), "write and withdraw"),
    "nothing": Binding((), ""),
    "breath": Binding(True, ""),
    "broken": Binding(False, ""),
}
"""What was answered; `skipped` and `later` were not."""

SO = [
    "now == 7",
    "now >= 7",
    "now > 6",
    "now <= 7",
    "now < 8",
    "now != 6",
    "7 == now",
    "6 < now",
    "now > -1",
    "now == 7.0",
    "now >= 6.5",
    "low == 0",
    "low < 1",
    "low > -1",
    "low <= 0",  # 0 and 1 are no truth values
    "now > 0",
    "now != 1",
    "now in [1, 7]",
    "now in (0, 7)",
    "now not in [1, 2]",
    "3 <= now <= 7",
    "0 <= low < now",
    "now > low",
    "now != low",
    "place == 'work'",
    'place == "work"',
    "place != 'home'",
    "place in ['work', 'home']",
    "place not in ['home']",
    "'work' == place",
    "'write' in urge",
    "'plead' not in urge",
    "place not in urge",
    "now",
    "low",
    "place",
    "urge",
    "breath",
    "not nothing",
    "not broken",
    "not skipped",
    "now and place",
    "skipped or now",
    "not (skipped or later)",
    "now >= 7 and 'withdraw' in urge",
    "now > 8 or place == 'work' and breath",
    "not skipped > 3",
    "not skipped != 3",
    "not 'a' in skipped",
    "  now > 6  ",
    "now > 6 # a note",
    "(now\n> 6)",
    "'a' not in nothing",
    "nothing not in ['a']",
]
NOT_SO = [
    "now == 6",
    "now > 7",
    "low > 0",
    "low == 1",
    "now in [0, 1]",
    "now < 7",
    "now == low",
    "3 <= now < 7",
    "7 < now < 3",
    "now in []",
    "place == 'home'",
    "place == 'Work'",
    "place == 'at work'",
    "place in ['home']",
    "'plead' in urge",
    "'writ' in urge",
    "'draw' in urge",
    "'a' in nothing",
    "skipped",
    "nothing",
    "broken",
    "not now",
    "not breath",
    "now and skipped",
    # A comparison that touches what was not answered is false, whichever way round.
    "skipped == 3",
    "skipped != 3",
    "skipped > 3",
    "skipped <= 3",
    "3 != skipped",
    "skipped in [1]",
    "skipped not in [1]",
    "'a' in skipped",
    "'a' not in skipped",
    "skipped == later",
    "skipped != later",
    "now != skipped",
    "now > 3 > skipped",
]


@pytest.mark.parametrize("source", SO)
def test_it_is_so(source: str) -> None:
    assert Condition(source).holds(ANSWERS.get)


@pytest.mark.parametrize("source", NOT_SO)
def test_it_is_not_so(source: str) -> None:
    assert not Condition(source).holds(ANSWERS.get)


CANNOT_STAND: list[tuple[str, str]] = [
    ("", "not a condition"),
    ("now >", "not a condition"),
    ("now => 3", "not a condition"),
    ("now = 3", "not a condition"),
    ("now > 3; place", "not a condition"),
    ("now >\n3", "not a condition"),
    ("class", "not a condition"),
    ("(" * 150, "not a condition"),
    ("now\0", "not a condition"),
    ("now > 3 " + "and now > 3 " * 20, "at most 200 characters"),
    ("now" + " < now" * 21, "at most 20 times"),
    ("now or " * 20 + "now", "at most 20 times"),
    ("place == '\\n'", "no backslash"),
    ("len(urge) > 3", '"len(urge)" cannot be compared'),
    ("print('x')", "\"print('x')\" cannot stand in a condition"),
    ("now.real > 3", '"now.real" cannot be compared'),
    ("urge[0] == 'write'", '"urge[0]" cannot be compared'),
    ("now + 1 > 3", '"now + 1" cannot be compared'),
    ("-now > 3", '"-now" cannot be compared'),
    ("+3 < now", '"+3" cannot be compared'),
    ("now == True", '"True" cannot be compared'),
    ("now == -True", '"-True" cannot be compared'),
    ("now == None", '"None" cannot be compared'),
    ("now == 1j", '"1j" cannot be compared'),
    ("place == b'x'", "cannot be compared"),
    ("place == f'{now}'", "cannot be compared"),
    ("now == ...", "cannot be compared"),
    ("urge == ['write']", "cannot be compared"),
    ("True", '"True" cannot stand in a condition'),
    ("3", '"3" cannot stand in a condition'),
    ("'work'", "cannot stand in a condition"),
    ("[now]", "cannot stand in a condition"),
    ("lambda: now", "cannot stand in a condition"),
    ("now if place else urge", "cannot stand in a condition"),
    ("(now := 3)", "cannot stand in a condition"),
    ("[x for x in urge]", "cannot stand in a condition"),
    ("~now", "cannot stand in a condition"),
    ("*now", "not a condition"),
    ("await now", "cannot stand in a condition"),
    ("yield", "not a condition"),
    ("now is 3", 'use "=="'),
    ("now is not 3", 'use "=="'),
    ("'work' in 'at work'", "needs a list answer"),
    ("now in 3", "needs a list answer"),
    ("now in {1, 2}", "needs a list answer"),
    ("now in [low]", "not names"),
    ("now in [[1]]", "cannot be compared"),
]


@pytest.mark.parametrize(("source", "words"), CANNOT_STAND)
def test_what_cannot_stand_in_a_condition_is_named(source: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        Condition(source)


@given(st.text(max_size=LONGEST + 10) | st.text("()[]{}nowit=<>! '\"3,.-:", max_size=60))
def test_any_text_is_a_condition_or_a_value_error(source: str) -> None:
    try:
        condition = Condition(source)
    except ValueError:
        return
    assert condition.holds(ANSWERS.get) in (True, False)


def test_a_careless_condition_warns_nobody() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Condition("now >= 4and place").holds(ANSWERS.get)


def test_a_condition_knows_its_names() -> None:
    assert Condition("3 < now <= later and not (place or 'a' in urge)").names == {
        "now",
        "later",
        "place",
        "urge",
    }


def test_conditions_are_equal_when_they_read_the_same() -> None:
    assert {Condition(" now > 3 "), Condition("now > 3")} == {Condition("now > 3")}


NAMES: Mapping[str, NameType] = {
    "now": NameType("number", low=0, high=10),
    "place": NameType("text", ("work", "home")),
    "words": NameType("text"),
    "urge": NameType("list", ("write", "withdraw")),
    "items": NameType("list"),
    "breath": NameType("flag"),
}
SOUND = [
    "now >= 0",
    "now <= 10",
    "now == 1",
    "now != 10",
    "now in [0, 10]",
    "now > 9.5",
    "0 < now",
    "place == 'work'",
    "place in ['work', 'home']",
    "words == 'anything'",
    "words != place",
    "'write' in urge",
    "'anything' in items",
    "place in items",
    "breath",
    "not breath",
    "urge",
    "nobody == 3",
    "now > nobody",
]
UNSOUND: list[tuple[str, str]] = [
    ("place == 'wrok'", '"wrok" is no answer of "place"; did you mean "work"?'),
    ("place != 'wrok'", 'did you mean "work"?'),
    ("'wrok' == place", 'did you mean "work"?'),
    ("place in ['work', 'hme']", '"hme" is no answer of "place"; did you mean "home"?'),
    ("'withdrw' in urge", 'did you mean "withdraw"?'),
    ("'zzz' not in urge", '"zzz" is no answer of "urge"'),
    ("now > 11", '11 lies outside the scale of "now" (0 to 10)'),
    ("now == -1", '-1 lies outside the scale of "now" (0 to 10)'),
    ("11 == now", "outside the scale"),
    ("now in [3, 12]", "12 lies outside the scale"),
    ("0 <= now <= 12", "12 lies outside the scale"),
    ("now > 10", '"now > 10" can never be so'),
    ("now < 0", '"now < 0" can never be so'),
    ("now == 'seven'", "a number is compared with a text"),
    ("place == 3", "a text is compared with a number"),
    ("place > words", '">" compares numbers only'),
    ("words < 'b'", '"<" compares numbers only'),
    ("now == place", "a number is compared with a text"),
    ("urge == 'write'", "a list cannot be compared with a single thing"),
    ("urge == items", "a list cannot be compared"),
    ("breath == 1", "a timed step is true or not: write its name alone"),
    ("breath > now", "a timed step is true or not"),
    ("'work' in place", '"in" looks into a list'),
    ("3 in now", '"in" looks into a list'),
    ("breath in [1]", "not for a flag"),
    ("urge in items", "not for a list"),
    ("now in ['a']", "a number is looked for in a list of something else"),
    ("place in ['work', 3]", "a text is looked for in a list of something else"),
]


@pytest.mark.parametrize("source", SOUND)
def test_a_sound_condition_has_no_faults(source: str) -> None:
    assert list(condition_faults(Condition(source), NAMES.get)) == []


@pytest.mark.parametrize(("source", "words"), UNSOUND)
def test_what_can_never_be_so_is_told_at_load(source: str, words: str) -> None:
    assert any(words in fault for _, fault in condition_faults(Condition(source), NAMES.get))


def test_a_condition_is_checked_against_the_steps_before_it() -> None:
    steps = (
        step("rate", "now", "How strong?")
        + step("say", text="Much.", when="noww > 3 and now > 11 and later")
        + step("rate", "later", "And now?")
    )
    assert [problem.split(": ", 2)[2] for problem in problems(steps)] == [
        'no earlier step answers "later"; a name is the id of an earlier step',
        'no earlier step answers "noww"; did you mean "now"?',
        '11 lies outside the scale of "now" (0 to 10)',
    ]


MEANT = {
    "later => 18": "later >= 18",
    "later ≥ 18": "later >= 18",
    "place == ‘work’": "place == 'work'",
    "now=<3": "now <= 3",
    "now = 7": "now == 7",
    "now === 7": "now == 7",
    "now <> 7": "now != 7",
    "now>=7&&calm": "now>=7 and calm",
    "now >= 7 && calm || place = 'a && b'": "now >= 7 and calm or place == 'a && b'",
    "!calm": "not calm",
    "now > 3 AND NOT calm": "now > 3 and not calm",
    "now > 3 && ! (calm || low = 1)": "now > 3 and not (calm or low == 1)",
}


@pytest.mark.parametrize("written", MEANT)
def test_signs_of_other_languages_are_told_what_they_mean(written: str) -> None:
    with pytest.raises(ValueError, match="is not a condition") as raised:
        Condition(written)
    assert str(raised.value) == f'"{written}" is not a condition; did you mean "{MEANT[written]}"?'
    assert Condition(MEANT[written]).names


def test_a_guess_at_what_is_meant_warns_nobody() -> None:
    with warnings.catch_warnings(record=True) as warned, suppress(ValueError):
        warnings.simplefilter("always")
        Condition("now >= 4and calm && low")
    assert warned == []


def test_what_means_nothing_in_any_language_is_shown_an_example() -> None:
    for written in ("now >>= 7", "now = = 7", "now and", "", "place = 'work"):
        with pytest.raises(ValueError, match='one looks like "now >= 7 and calm"'):
            Condition(written)
