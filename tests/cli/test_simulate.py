"""`simulate` walks every way: planted faults come with the fewest answers that show them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rsense.core.walker.walk import FULL_SHELVES, walk
from rsense.core.walker.way_faults import way_faults
from rsense.core.walker.ways import Ways
from rsense.services.authoring.players import play
from tests.cli.shell import HEAD, Shell, started
from tests.core.scripts import parsed, said
from tests.shipped import LIBRARY, script, walked
from tests.steps import step

NOW = step("rate", "now", "x", low_label="calm", high_label="overwhelming")
PEOPLE = step("people", "call", "x", lines="crisis")
WAY = step("choose", "way", "x", options=["a", {"value": "b", "go": "after"}], required=True)
TWICE = step("jump", "back", to="what", when="not what", at_most=2)

PLANTED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "an option nobody can take": (
        WAY + step("choose", "who", "x", options=["Ann", "Bob"], when="way == 'b'") + said("after"),
        "no way reaches this choice, so nobody can take “Ann”, “Bob”",
        ("way = a",),
    ),
    "a step nobody reaches": (
        WAY + said("here") + "when = \"way == 'a' and way == 'b'\"\n" + said("after"),
        "step 2 (here): no way reaches this step",
        ("way = a",),
    ),
    "a jump nobody takes": (
        WAY + step("jump", "back", to="way", when="way == 'b'", at_most=1) + said("after"),
        "step 2 (back): no answers take this jump",
        ("way = a",),
    ),
    "a loop only a skipped answer enters": (
        step("rate", "first", "x") + step("ask", "what", "x") + TWICE,
        "step 3 (back): only a skipped answer leads back here",
        ("first = 0", "what skipped"),
    ),
    "a name missing on one way": (
        WAY + step("ask", "what", "x", required=True) + said("after") + 'hint = "{what}"\n',
        'step 3 (after): "what" isn\'t answered on one way here',
        ("way = b",),
    ),
    "an ending without people after 8": (
        NOW
        + step("choose", "go", "x", options=["on", "stop"])
        + PEOPLE
        + "when = \"go == 'stop'\"\n",
        "step 1 (now): after 8 or more here, one way ends without people to call",
        ("now = 10", "go = on"),
    ),
}


def simulated(rsense: Shell, body: str, *options: str) -> tuple[int, Any]:
    path = rsense.script("planted", HEAD + body)
    ran = rsense("simulate", path, "--format", "json", *options)
    return ran.code, json.loads(ran.out)


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found_alone_with_the_fewest_answers(rsense: Shell, name: str) -> None:
    body, what, answers = PLANTED[name]
    (code, document) = simulated(rsense, body)
    (problem,) = document["problems"]
    assert code == 3
    assert what in "{step}: {what}".format(**problem["problem"])
    assert tuple(problem["answers"]) == answers


def test_people_at_the_end_or_on_the_way_are_enough() -> None:
    measured = '[measure.distress]\nbefore = "now"\nafter = "later"\n'
    for head, steps in (
        ("", NOW + PEOPLE + 'when = "now >= 8"\n'),
        (measured, NOW + NOW.replace("now", "later")),
        ("", NOW + PEOPLE + step("jump", "back", to="now", when="now > 7", at_most=1)),
    ):
        assert [*way_faults(Ways(walk(parsed(steps, head), FULL_SHELVES)))] == []


NOBODY = "Nobody whose last rating is 8 or more ends without people to call.\n"
FORK = step("choose", "way", "x", options=["a", {"value": "b", "go": "here"}], required=True)
SHORTER_WITH_PEOPLE = (
    NOW + FORK + PEOPLE + 'go = "last"\n' + said("here") + said("there") + said("last")
)


@pytest.mark.parametrize(
    ("body", "held"),
    [
        (NOW + PEOPLE + 'when = "now >= 8"\n', True),
        (
            '[measure.distress]\nbefore = "now"\nafter = "later"\n'
            + NOW
            + NOW.replace("now", "later"),
            True,
        ),
        (NOW + PEOPLE + 'when = "now >= 9"\n', False),
        (SHORTER_WITH_PEOPLE, False),
        (step("rate", "belief", "x"), False),
    ],
)
def test_simulate_says_that_nobody_ends_without_people_where_it_is_so(
    rsense: Shell, body: str, *, held: bool
) -> None:
    path = rsense.script("mine", HEAD + body)
    ran = rsense("simulate", path)
    assert (NOBODY in ran.out) is held
    assert ("[RS104]" in ran.out) is (not held and body.startswith(NOW))


def test_numbers_are_told_as_they_are_said(rsense: Shell) -> None:
    body = NOW + 'private = true\n[[step]]\nkind = "say"\ntext = "word"\n'
    head = HEAD + "minutes = 1\n"
    ran = rsense("simulate", rsense.script("mine", head + body), "--runs", "50", "--seed", "1")
    assert "Shortest way: 1 question, 2 words, less than a minute.\n" in ran.out
    assert "  step 2 (say)\n" in ran.out
    seeds = (rsense("simulate", "mine", "--runs", "4", "--seed", str(n)).out for n in range(50))
    assert any("now, skipped once\n" in out for out in seeds)
    long = rsense("simulate", rsense.script("mine", head + step("timer", "t", "x", seconds=100)))
    assert "about 2 minutes; the script says 1." in long.out


def test_of_a_number_that_is_asked_again_the_newest_counts() -> None:
    again = step("jump", "back", to="now", when="now >= 8", at_most=1)
    (fault,) = way_faults(Ways(walk(parsed(NOW + again), FULL_SHELVES)))
    assert [reply.value for reply in fault.way.replies] == [10, 10]  # a skip says nothing any more


def test_no_shipped_exercise_has_a_fault_that_walking_finds() -> None:
    faults = {name: [*way_faults(Ways(walked(name)))] for name in LIBRARY.sources}
    assert {name: found for name, found in faults.items() if found} == {}


def test_every_step_of_a_script_is_counted_and_every_option(rsense: Shell) -> None:
    _, document = simulated(rsense, WAY + said("here") + said("after"))
    assert document["steps"] == {"way": 1, "here": 1, "after": 1}
    assert document["options"] == {"way": {"a": 1, "b": 1}}


def test_the_shortest_and_the_longest_way_are_those_of_all_answers() -> None:
    one = step("ask", "one", "three words here", required=True, when="way == 'a'")
    ways = Ways(walk(parsed(WAY + one + step("timer", "after", "x", seconds=60))))
    shortest, longest = ways.extents()
    assert (shortest.questions, longest.questions) == (1, 2)
    assert (shortest.words, longest.words) == (4, 7)  # the question, its two options, a silence
    assert 1 < shortest.minutes < longest.minutes < 2


def test_an_exercise_that_goes_on_is_no_circle() -> None:
    again = step("jump", "back", to="now", when="now > 6", at_most=3)
    shortest, longest = Ways(walk(parsed(step("rate", "now", "x") + again))).extents()
    assert (shortest.questions, longest.questions) == (1, 4)


def test_people_who_hurt_more_say_so_and_skip_more() -> None:
    mindful = script("mindful-pause")
    calm, hurt = (play(mindful, 200, 1, distress) for distress in (0, 9))
    assert sum(hurt.skipped.values()) > 2 * sum(calm.skipped.values())
    assert calm.runs == hurt.runs == 200
    assert play(mindful, 30, 5) == play(mindful, 30, 5) != play(mindful, 30, 6)


def test_the_same_seed_says_the_same_in_every_process(tmp_path: Path) -> None:
    words = ["simulate", "hold-the-message", "--runs=20", "--seed=7"]
    ran = [started(words, PYTHONHASHSEED=n, RSENSE_HOME=str(tmp_path)) for n in "01"]
    assert [one.returncode for one in ran] == [0, 0]
    assert ran[0].stdout == ran[1].stdout


def test_a_script_that_cannot_be_walked_is_refused_with_its_problems(rsense: Shell) -> None:
    path = rsense.script("broken", 'format = 1\nstage = "settle"\n')
    ran = rsense("simulate", path)
    assert ran.code == 3
    assert "[RS015]" in ran.err
    assert rsense("simulate", "no-such-exercise").code == 2


def test_a_translation_hides_no_fault_and_shifts_no_line(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = rsense.script("mine", f"# It's not long.\n\n{HEAD}{NOW}")
    words = 'text = "x"\nlow_label = "ruhig"\nhigh_label = "zu viel"\n'
    there = rsense.script("mine.de", f'format = 1\ntitle = "x"\n[step.now]\n{words}')
    monkeypatch.setenv("LANG", "C")
    said = rsense("simulate", path)
    assert f"{path}:6:1: step 1 (now): after 8 or more here" in said.out
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert rsense("run", "mine", "--no-wait").out.find("zu viel") > 0
    assert rsense("simulate", path) == rsense("simulate", there) == said


def test_a_fault_is_told_in_lines_with_its_place(rsense: Shell) -> None:
    body, what, _ = PLANTED["a loop only a skipped answer enters"]
    path = rsense.script("planted", HEAD + body)
    out = rsense("simulate", path).out.splitlines()
    assert out[-2].startswith(f"{path}:12:1: {what}; ")
    assert out[-2].endswith(" [RS103]")
    assert out[-1] == "  The fewest answers: first = 0; what skipped."
