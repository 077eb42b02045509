"""Half-done sessions go on over a changed script as `diff` says they will."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rsense.core.engine import answer, begin, private_steps, refit
from rsense.core.prompts import SKIPPED, Rate
from rsense.core.recalled_shelves import refitting, shelves_for
from rsense.core.script.compile import Script
from rsense.core.steps import AskingStep
from rsense.core.walker.resume_after_change import Resumption, Stop, resumptions
from rsense.core.walker.sample_answers import compared_literals, sample_answers
from rsense.core.walker.walk import FULL_SHELVES
from rsense.services.authoring.script_diff import resuming_lines
from rsense.store.sessions import SessionStore, unfinished
from tests.core.scripts import parsed
from tests.steps import step

AT = datetime(2026, 11, 29, tzinfo=UTC)
NOW = step("rate", "now", "How strong?")
WHAT = step("ask", "what", "What happened?", when="now > 3")
WAY = step("choose", "way", "Where to?", options=["on", {"value": "out", "go": "last"}])
SECRET = step("ask", "secret", "Just for you?", private=True)
LIST = step("gather", "list", "What else?", at_most=3)
PICK = step("choose", "pick", "Which of them?", items="list")
READ = step("say", "", "Well.")
LAST = step("rate", "last", "And now?", high=5)
KEPT = step("recall", "kept", "A card?", shelf="plans")
JUMP = step("jump", "again", to="what", when="last > 4", at_most=1)
OLD = [NOW, WHAT, WAY, SECRET, LIST, PICK, READ, KEPT, LAST, JUMP]
EDITS: dict[str, list[str]] = {
    "nothing": OLD,
    "words": [NOW.replace("How strong", "How much"), *OLD[1:]],
    "a step new at the start": [step("rate", "first", "x"), *OLD],
    "a step gone": [NOW, WHAT, WAY, SECRET, READ, KEPT, LAST, JUMP],
    "another id": [NOW.replace('"now"', '"strong"'), WHAT.replace("now", "strong"), *OLD[2:]],
    "another condition": [NOW, WHAT.replace("now > 3", "now > 7"), *OLD[2:]],
    "a smaller scale": [NOW + "high = 5\n", *OLD[1:]],
    "an option gone": [NOW, WHAT, WAY.replace('"on", ', '"off", '), *OLD[3:]],
    "no longer private": [NOW, WHAT, WAY, SECRET.replace("private = true", ""), *OLD[4:]],
    "private from now on": [NOW, WHAT + "private = true\n", *OLD[2:]],
    "another order": [NOW, LIST, WHAT, WAY, SECRET, PICK, READ, KEPT, LAST, JUMP],
    "another kind": [NOW, WHAT, WAY, SECRET, step("ask", "list", "x"), READ, KEPT, LAST, JUMP],
    "fewer items": [NOW, WHAT, WAY, SECRET, LIST.replace("3", "1"), *OLD[5:]],
    "another text compared": [*OLD[:6], step("say", "", "x", when="what == 'Ann'"), *OLD[6:]],
    "no more jump": OLD[:-1],
    "a page between": [NOW, READ.replace("Well", "So"), *OLD[1:]],
    "a card no longer asked": [*OLD[:7], *OLD[8:]],
}


def made(steps: list[str]) -> Script:
    return parsed("".join(steps).replace("high = true", ""))


def resumed(new: Script, store: SessionStore) -> Resumption:
    """How the session in the store goes on, by the code that resumes one."""
    (left,) = store.all()
    shelves = shelves_for(new, FULL_SHELVES, left.replies)
    session = refit(new, shelves, refitting(new, left.replies), left.ahead)
    said = frozenset(reply.step for reply in left.replies if reply.value not in (None, SKIPPED))
    waits = frozenset(one.step for one in session.pending) & said
    return Resumption(session.step, waits)


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_session_on_the_disk_resumes_as_diff_says(
    tmp_path_factory: pytest.TempPathFactory, edit: str, data: st.DataObject
) -> None:
    old, new = made(OLD), made(EDITS[edit])
    stops, whole = resumptions(old, new)
    assert whole
    session, literals = begin(old, shelves_for(old, FULL_SHELVES)), compared_literals(old)
    for _ in range(data.draw(st.integers(1, 10))):
        if session.complete:
            break
        tried: list[Any] = [*sample_answers(session, literals)]
        if isinstance(prompt := session.state.prompt, Rate):
            tried += [value for value in range(4, 9) if value <= prompt.high]
        if session.step == "what":
            tried += compared_literals(new).get("what", ())
        session = answer(session, data.draw(st.sampled_from(tried)))
    if session.complete or not session.replies:
        return
    store = SessionStore(str(tmp_path_factory.mktemp("progress", numbered=True)))
    left = unfinished(session, id="abcdefghij", started=AT, saved=AT, about=())
    store.save(left, private_steps(session), store.own_file(left.id))
    here = session.step
    found = Stop(here, resumed(old, store), resumed(new, store))
    assert found in stops, (edit, found, [s for s in stops if s.step == here])


def test_a_session_left_behind_a_renamed_step_is_said_to_begin_there() -> None:
    found = [*resuming_lines(made(OLD), made(EDITS["another id"]))]
    (said,) = (line for line in found if line.startswith("  left at what: "))
    assert said.startswith("  left at what: goes on at strong; what was said at what, ")
    assert said.endswith(" asked again; what was said at now is asked no more, and kept aside")
    assert [*resuming_lines(made(OLD), made(OLD))] == [
        "Left at any of its 9 screens, a session goes on as before."
    ]


def test_every_step_that_asks_is_a_stop() -> None:
    stops, _ = resumptions(made(OLD), made(OLD))
    asking = {node.id for node in made(OLD).nodes if isinstance(node.step, AskingStep)}
    assert {stop.step for stop in stops} == asking
    assert all(stop.before == stop.after for stop in stops)
