"""What no shipped exercise may do to somebody in danger, walked through every way of each."""

from __future__ import annotations

from collections.abc import Iterator

from rsense.core import engine
from rsense.core.engine import Session
from rsense.core.engine.results import build_trigger, closing_sentences
from rsense.core.prompts import SKIPPED, Read
from rsense.core.steps import AskingStep
from rsense.core.steps.choose import Choose
from rsense.core.steps.include import Include
from rsense.core.walker.sample_answers import compared_literals, sample_answers
from tests.core.test_forget import NOON
from tests.shipped import LIBRARY, asking, script, walked

HURT = ("hurt myself", "not be here")
NAMES = list(LIBRARY.sources)


def here(session: Session) -> AskingStep | None:
    """The step that is asked; None at the end."""
    nodes, at = session.script.nodes, session.state.at
    step = nodes[at].step if at < len(nodes) else None
    return step if isinstance(step, AskingStep) else None


def ends(session: Session) -> Iterator[Session]:
    """Every end that is reached from here."""
    waiting, seen = [session], set[tuple[int, str]]()
    while waiting:
        one = waiting.pop()
        if one.complete:
            yield one
            continue
        for value in sample_answers(one, compared_literals(one.script)):
            after = engine.answer(one, value)
            key = (after.state.at, repr(value))
            if key not in seen or after.complete:
                seen.add(key)
                waiting.append(after)


NOT_SURE = {
    ("rethink-the-rejection", "unsure"),
    ("expectation-check", "calm"),
    ("expectation-check", "unkind"),
}
"""Steps that show people to call to someone who isn't sure, or is treated coldly, and may go on."""


def afraid(name: str) -> list[Session]:
    """Where an exercise shows people to call about somebody who is feared."""
    return [
        session
        for session in walked(name).sessions
        if isinstance(session.state.prompt, Read)
        and session.state.prompt.people == "abuse"
        and (name, session.script.nodes[session.state.at].id) not in NOT_SURE
    ]


def test_after_fear_nothing_is_summed_up_offered_or_led_to_talking() -> None:
    faults = []
    told = {name for name in NAMES if afraid(name)}
    assert told > {"is-it-safe", "hold-the-message", "time-out", "actual-or-alarm"}
    for name in told:
        for session in afraid(name):
            for end in ends(session):
                offered = end.replies[-1].step == "exercise.keep" or engine.kept_cards(end)
                summed_up = closing_sentences(end) or build_trigger(end, id="x", at=NOON)
                if offered or summed_up or engine.next_exercises(end) or not end.state.forgotten:
                    faults.append((name, end.replies[-1].step))
    assert faults == []


def test_every_exercise_that_asks_about_fear_shows_people_to_call() -> None:
    asks = {
        name
        for name in NAMES
        for _, step in asking(name)
        if isinstance(step, Choose) and any(one.value == "afraid" for one in step.choices)
    }
    told = {name for name in asks if "afraid" in feared(name)}
    assert {name for name in told if not afraid(name)} == set()


def feared(name: str) -> set[str]:
    """The values by which somebody says that they are afraid of a person."""
    return {
        one.value
        for _, step in asking(name)
        if isinstance(step, Choose)
        for one in step.choices
        if "afraid of" in one.label
    }


def test_every_exercise_that_offers_urges_includes_not_alone() -> None:
    offering = {
        name
        for name in NAMES
        for _, step in asking(name)
        if isinstance(step, Choose)
        and (step.vocabulary == "urges" or any(one.value in HURT for one in step.choices))
    }
    including = {
        name
        for name in NAMES
        for node in script(name).nodes
        if isinstance(node.step, Include) and node.step.exercise == "not-alone"
    }
    assert len(offering) > 3
    assert offering - including == set()


def test_an_urge_to_be_hurt_leads_to_people_at_once_and_to_no_door() -> None:
    faults = []
    for name in NAMES:
        for session in walked(name).sessions:
            step = here(session)
            options = getattr(session.state.prompt, "options", ())
            for urge in {option.value for option in options} & {*HURT}:
                after = engine.answer(session, (urge,))
                shown = here(after)
                people = here(engine.answer(after, None)) if shown else None
                if not (shown and not shown.doors and people and people.kind == "people"):
                    faults.append((name, step and step.id, urge))
    assert faults == []


def test_the_answers_of_the_safe_questions_stay_off_the_disk() -> None:
    names = ("is-it-safe", "is-it-safe-now", "afraid-of-someone", "not-alone")
    asked = [(id, step) for name in names for id, step in asking(name) if step.kind == "choose"]
    assert len(asked) > 5
    assert [id for id, step in asked if not step.private] == []


def test_the_gate_opens_where_the_fear_is_of_a_no_and_nowhere_else() -> None:
    begun = engine.begin(script("is-it-safe"))
    opened = []
    for ever in ((), ("none",), ("afraid",), ("none", "hurt"), ("put down", "control")):
        second = engine.answer(begun, ever or SKIPPED)
        for them in ("no", "fine", "react", "unsure"):
            fork = getattr(second.state.prompt, "options", ())
            after = engine.answer(second, (them,)) if fork else second
            if (step := here(after)) and "All right, then let's go on" in step.text.source:
                opened.append((ever, them))
    assert opened == [(ever, them) for ever in ((), ("none",)) for them in ("no", "fine")]


UNFIT = {
    ("about-attachment", "easy", None): {"secure-base-cues"},
    ("about-breath", "mine", "feet"): {"paced-breathing"},
    ("actual-or-alarm", "first", "stop"): {"i-statement", "whats-true-for-me"},
    ("decatastrophise", "worst", None): {"sit-with-not-knowing"},
    ("expectation-check", "mostly", "unkind"): {"whats-true-for-me", "small-slight"},
    ("facts-and-story", "heap_story", None): {"rethink-the-rejection"},
    ("hold-the-message", "draft", None): {"sit-with-not-knowing", "i-statement"},
}
"""Doors that would contradict an answer, or none."""


def test_no_door_contradicts_what_was_said() -> None:
    for (name, question, said), doors in UNFIT.items():
        answers = [
            (one.state.bindings.get(question), one) for one in walked(name).sessions if one.complete
        ]
        so = [one for answer, one in answers if (answer.value if answer else None) == said]
        assert so, name
        assert [door for one in so for door in engine.next_exercises(one) if door in doors] == []
