"""What is asked on a later day: both ends of it, what is carried, and what never is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from rsense.core.engine import Session, answer, back, begin, refit, retrace
from rsense.core.engine.results import came_of, follow_up_of, measures_of
from rsense.core.expressions.bindings import NameType
from rsense.core.prompts import SKIPPED, Value
from rsense.core.records import FollowUp, MeasureTaken
from rsense.core.script.parse import Script, ScriptError
from rsense.core.walker.walk import walk
from tests.core.generated import PRIVATE, SHELVES, documents, values
from tests.core.generated import SOURCES as INNER
from tests.core.scripts import HEAD, SOURCES, asked, parsed, problems, prompt_of, run
from tests.steps import step

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 14, 7, tzinfo=BERLIN)  # a Sunday

LATER = HEAD + (
    'given = ["prediction", { name = "sure", kind = "number", high = 100 }, '
    '{ name = "things", kind = "list" }]\ncame = "came"\n'
    '[measure.belief]\nbefore = "sure"\nafter = "now"\n'
    + step("say", "most", "You were nearly certain.", when="sure > 90")
    + step("choose", "came", "You expected: {prediction|something}.", options=["no", "partly"])
    + step("rate", "now", "And now?", high=100)
)
STEPS = (
    step("ask", "what", "What do you expect?")
    + step("rate", "likely", "How sure?", high=100)
    + step("choose", "who", "Who?", options=[{"value": "p", "label": "my partner"}, "friend"])
    + step("gather", "things", "What else?", at_least=0)
    + step("moment", "day", "When will you know?")
    + step("breathe", "breath", "Breathe.", pattern="4-6")
    + step("ask", "secret", "What would nobody guess?", private=True)
)
ASKS = (
    '[follow_up]\nask = "You expected: {what|something}, of {who|someone}. What happened?"\n'
    'exercise = "later"\ncarry = { prediction = "what", sure = "likely", things = "things" }\n'
)
BOTH = {**SOURCES, "later": LATER}
SCRIPT = parsed(STEPS, f'{ASKS}until = "day"\nsure = "likely"\n', BOTH)
ANSWERS = ("She'll be cold", 80, ("p",), ("a look",), "2026-11-27 20:00", SKIPPED, SKIPPED)


def follow_up(session: Session, now: datetime = NOW) -> FollowUp | None:
    return follow_up_of(session, id="f", at=NOW, now=now, zone=BERLIN, about=("s",))


def due_of(after: str, now: datetime) -> str:
    found = follow_up(run(parsed(STEPS, f'{ASKS}after = "{after}"\n', BOTH), *ANSWERS), now)
    assert found
    assert found.due
    return found.due.isoformat()


def test_answers_are_carried_as_they_read() -> None:
    assert follow_up(run(SCRIPT, *ANSWERS)) == FollowUp(
        id="f",
        at=NOW,
        ask="You expected: She'll be cold, of your partner. What happened?",
        due=datetime(2026, 11, 27, 20, tzinfo=BERLIN),
        exercise="later",
        carry={"prediction": "She'll be cold", "sure": 80, "things": ("a look",)},
        about=("s",),
        sure=80,
    )


def test_skipped_answer_is_not_carried() -> None:
    found = follow_up(run(SCRIPT, "So", SKIPPED, SKIPPED, (), "2026-11-27 20:00", SKIPPED, SKIPPED))
    assert found
    assert (found.carry, found.sure) == ({"prediction": "So", "things": ()}, None)


def test_skipped_day_asks_nothing_later() -> None:
    assert follow_up(run(SCRIPT, *ANSWERS[:4], SKIPPED, SKIPPED, SKIPPED)) is None


def test_condition_that_does_not_hold_asks_nothing_later() -> None:
    script = parsed(STEPS, f'{ASKS}after = "3 days"\nwhen = "likely > 80"\n', BOTH)
    assert follow_up(run(script, *ANSWERS)) is None
    assert follow_up(run(script, "So", 81, *ANSWERS[2:]))


def test_span_ends_on_an_evening_or_after_hours_at_the_same_local_time() -> None:
    saturday = datetime(2026, 10, 24, 23, 30, tzinfo=BERLIN)  # the clocks change in that night
    assert due_of("3 days", NOW) == "2026-11-25T20:00:00+01:00"
    assert due_of("1 day", saturday) == "2026-10-25T20:00:00+01:00"
    assert due_of("2 hours", NOW) == "2026-11-22T16:07:00+01:00"


def test_nothing_is_asked_later_once_the_session_forgets() -> None:
    steps = STEPS + step("say", "forgotten", "Forget it.", forget=True)
    script = parsed(steps, f'{ASKS}until = "day"\n', BOTH)
    assert follow_up(run(script, *ANSWERS)) is None


def taken(**carried: Value) -> Script:
    return parsed(LATER.removeprefix(HEAD), "", BOTH, name="later").taking(carried)


def test_given_names_are_answers_from_the_start() -> None:
    session = begin(taken(prediction="She'll be cold", sure=95))
    assert asked(session) == "most"
    session = answer(session, None)
    assert prompt_of(session).text == "You expected: She'll be cold."
    session = answer(session, ("partly",))
    assert came_of(session) == "partly"
    assert measures_of(answer(session, 40)) == {"belief": MeasureTaken(95, 40)}


def test_given_names_stay_through_going_back_and_resuming() -> None:
    session = answer(begin(taken(prediction="Cold", sure=95)), None)
    for again in (back(answer(session, ("no",))), refit(session.script, {}, session.replies)):
        assert prompt_of(again).text == "You expected: Cold."
    assert [one.question for one in retrace(answer(session, ("no",)))][1] == "You expected: Cold."


def test_given_that_does_not_fit_is_unanswered() -> None:
    for carried in ({}, {"sure": 101, "prediction": " "}, {"sure": "95", "prediction": 3}):
        session = begin(taken(**carried))  # type: ignore[arg-type] # what a damaged file may hold
        assert prompt_of(session).text == "You expected: something."
        assert measures_of(answer(answer(session, ("no",)), 3)) == {}


def test_walk_begins_with_what_is_given_and_without_it() -> None:
    assert walk(taken()).steps == {"most", "came", "now"}


# Faults

ONCE = f'{ASKS}after = "3 days"\n'
FAULTS = {
    ASKS: "it names no day on which it is asked; after =",
    f'{ONCE}until = "day"\n': "it names two days on which it is asked",
    ONCE.replace("3 days", "friday"): '"friday" is no span; such as 3 days or 2 hours',
    ONCE.replace("3 days", "0 days"): '"0 days" is no span',
    ONCE.replace("3 days", "9999 years"): '"9999 years" is no span',
    f'{ASKS}until = "what"\n': '"what" is a text, not a moment',
    f'{ASKS}until = "dya"\n': 'no step answers "dya"; did you mean "day"?',
    ONCE.replace('"later"', '"latter"'): 'there is no exercise "latter"; did you mean "later"?',
    ONCE.replace('exercise = "later"\n', ""): "no exercise takes it up that could be given this",
    ONCE.replace('"likely"', '"lykely"'): 'no step answers "lykely"; did you mean "likely"?',
    ONCE.replace('"what"', '"secret"'): '"secret" is private, and what is asked later lies on',
    ONCE.replace("{what|", "{secret|"): '"secret" is private',
    f'{ONCE}when = "secret"\n': '"secret" is private',
    f'{ONCE}sure = "secret"\n': '"secret" is private',
    f'{ONCE}sure = "what"\n': '"what" is no rating from 0 to 100',
    f'{ONCE}when = "likely == 3 and what > 3"\n': "a text is compared with a number",
    ONCE.replace('"what"', '"breath"'): '"breath" is a flag, and "later" is given a text',
    ONCE.replace('"what"', '"day"'): '"day" is a moment, and "later" is given a text',
    ONCE.replace('"likely"', '"what"'): '"what" is a text, and "later" is given a number from 0',
    ONCE.replace("prediction =", "predicton ="): '"later" is not given "predicton"; did you mean',
    ONCE.replace(
        "{what|something}", "{what}"
    ): '"what" may be unanswered; write {what|other words}',
    '[follow_up]\nask = " "\nafter = "3 days"\n': "the question is empty",
    'given = ["what"]\n': '"what" is already the name of something',
    'given = ["a", "a"]\n': '"a" is already the name of something',
    'given = ["A"]\n': '"A" cannot be a name',
    'given = [{ name = "a", kind = "number", low = 3, high = 3 }]\n': "low (3) must be below high",
    'given = [{ name = "a", kind = "flag" }]\n': '"flag" cannot stand here; one of',
    'came = "who"\n': '"who" has other answers; name a choose step whose values are no, partly',
    'came = "whom"\n': 'no step answers "whom"; did you mean "who"?',
    'came = "secret"\n': '"secret" is private and cannot go into a record',
    '[measure.a]\nbefore = "likely"\nafter = "sure"\n': 'there is no rating "sure"',
}


def test_fault_of_either_end_is_told() -> None:
    for head, told in FAULTS.items():
        found = problems(STEPS, head, BOTH)
        assert len(found) == 1, (head, found)
        assert told in found[0]


def test_script_that_takes_it_up_needs_words_for_what_is_not_given() -> None:
    steps = step("say", "x", "You expected: {a}.")
    (told,) = problems(steps, 'given = ["a"]\n', BOTH)
    assert '"a" may be unanswered here; write {a|other words}' in told


def test_included_script_is_given_nothing() -> None:
    inner = HEAD + 'given = ["a"]\n' + step("say", "x", "So: {a|nothing}.", when="not a == 'b'")
    script = parsed(step("include", "inner", exercise="later"), "", {**SOURCES, "later": inner})
    assert prompt_of(begin(script)).text == "So: nothing."
    assert len(walk(script).sessions) == 2


def _given(known: NameType, name: str) -> dict[str, Any]:
    kind = known.kind if known.kind in ("number", "list") else "text"
    scale = {"low": known.low, "high": known.high} if kind == "number" else {}
    return {"name": name, "kind": kind, **scale}


@given(documents(), st.data())
@settings(max_examples=80, deadline=timedelta(seconds=5))
def test_nothing_private_is_ever_carried(document: dict[str, Any], data: st.DataObject) -> None:
    names = parsed(tomli_w.dumps(document), "", INNER).names
    some = (
        st.lists(st.sampled_from(sorted(names)), unique=True, max_size=4) if names else st.just([])
    )
    carried, shown = data.draw(some), data.draw(some)
    ask = " ".join(f"{{{name}|nothing}}" for name in shown)
    wanted = {"ask": f"So: {ask}", "after": "3 days", "exercise": "later", "carry": carried}
    head = tomli_w.dumps({"given": [_given(names[name], name) for name in carried]})
    sources = {**INNER, "later": HEAD + head + step("say", "xx", "x")}
    try:
        script = parsed(tomli_w.dumps({"follow_up": wanted, **document}), "", sources)
    except ScriptError:
        assert any(
            names[n].private or names[n].kind in ("flag", "moment") for n in (*carried, *shown)
        )
        return
    session = begin(script, SHELVES)
    while not session.complete and len(session.replies) < 40:
        session = answer(session, data.draw(values(session)))
    assert PRIVATE not in str(follow_up(session))
