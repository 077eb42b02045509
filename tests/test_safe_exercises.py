"""What no shipped exercise may do to somebody in danger, walked through every way of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rsense.core import engine
from rsense.core.engine import Session
from rsense.core.engine.results import build_trigger, closing_sentences, session_record
from rsense.core.exercise_names import GATES, PAIR_GATE
from rsense.core.prompts import SKIPPED, Rate, Read
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


def every_question(names: Iterable[str] = NAMES) -> Iterator[tuple[str, Session, AskingStep]]:
    """(exercise, session, step) of everything that is asked on some way."""
    for name in names:
        for session in walked(name).sessions:
            if step := here(session):
                yield name, session, step


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
    ("expectation-check", "unkind"),
    ("de/noch-einmal-hinschauen", "unsure"),
    ("de/noch-einmal-hinschauen", "open"),
}
"""Steps that show people to call to someone who isn't sure, or is treated coldly, and may go on."""


def afraid(name: str) -> list[Session]:
    """Where an exercise shows people to call about somebody who is feared."""
    return [
        session
        for session in walked(name).sessions
        if isinstance(session.state.prompt, Read)
        and session.state.prompt.people == "abuse"
        and (name, session.step) not in NOT_SURE
    ]


def kept_after(session: Session) -> set[str]:
    """The last steps of the ends from here at which something is offered, summed up or recorded."""
    faults, before = set(), len(session.replies)
    for end in ends(session):
        offered = end.replies[-1].step == "exercise.keep" or engine.kept_cards(end)
        summed_up = closing_sentences(end) or build_trigger(end, id="x", at=NOON)
        record = session_record(end, id="x", started=NOON, finished=NOON, outcome="completed")
        later = {reply.step for reply in end.replies[before:]} - {r.step for r in session.replies}
        recorded = record.measures or any(
            one.step in later and one.value is not None for one in record.replies
        )
        if offered or summed_up or recorded or engine.next_exercises(end):
            faults.add(end.replies[-1].step)
    return faults


def test_after_fear_nothing_is_summed_up_offered_or_led_to_talking() -> None:
    told = {name for name in NAMES if afraid(name)}
    assert told > {"is-it-safe", "hold-the-message", "time-out", "actual-or-alarm"}
    faults = [(name, kept_after(session)) for name in told for session in afraid(name)]
    assert [fault for fault in faults if fault[1]] == []


def test_not_alone_lets_nothing_after_it_be_summed_up_offered_or_recorded() -> None:
    met = [
        (name, session)
        for name, session, step in every_question()
        if step.text.source.startswith("Thank you for saying it.")
    ]
    assert len({name for name, _ in met}) > 12
    faults = [(name, kept_after(session)) for name, session in met]
    assert [fault for fault in faults if fault[1]] == []


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
    """One in another language has a page of its own: `not-alone` is English."""
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
    german = {name for name in offering if script(name).head.language != "en"}
    assert len(offering) > 3
    assert german == {"de/ein-gutes-wort", "de/kurz-innehalten"}
    assert offering - including == german


def hurting() -> Iterator[tuple[str, str, Session]]:
    """(exercise, step, session) wherever an urge to be hurt was chosen just now."""
    for name, session, step in every_question():
        options = getattr(session.state.prompt, "options", ())
        for urge in {option.value for option in options} & {*HURT}:
            yield name, step.id, engine.answer(session, (urge,))


def test_an_urge_to_be_hurt_leads_to_people_at_once_and_to_no_door() -> None:
    faults = []
    for name, step, session in hurting():
        shown = here(session)
        if not (shown and not shown.doors and shown.kind == "people"):
            faults.append((name, step))
    assert faults == []


CALLING_ON = {"rate", "ask", "gather", "compose", "sort"}
"""Steps that ask for work."""


def onwards(session: Session, *, past_people: bool = True) -> Iterator[Session]:
    """Every session that is reached from here, or only as far as people to call are shown."""
    waiting, seen = [session], set[int]()
    while waiting:
        one = waiting.pop()
        yield one
        step = here(one)
        stops = not past_people and (step is None or step.kind == "people")
        if one.complete or stops or one.state.at in seen:
            continue
        seen.add(one.state.at)
        samples = sample_answers(one, compared_literals(one.script))
        waiting += [engine.answer(one, value) for value in samples]


def test_after_an_urge_to_be_hurt_nothing_more_is_asked_for_or_summed_up() -> None:
    faults = set()
    for name, _, session in hurting():
        for later in onwards(session):
            asked = here(later)
            if asked and (asked.kind in CALLING_ON or "{urge" in asked.text.source):
                faults.add((name, asked.id))
            if later.complete and engine.next_exercises(later):
                faults.add((name, "next"))
    assert faults == set()


def test_who_is_hurt_or_may_be_is_told_what_to_do_first() -> None:
    away = "away from anything you could hurt yourself with"
    begun = engine.answer(engine.begin(script("not-alone")), None)
    for how, words in {"done": "medical help", "might": away, "unsaid": away}.items():
        shown = here(engine.answer(begun, (how,)))
        assert shown
        assert (shown.kind, shown.forget, words in shown.text.source) == ("people", True, True)


FEARS = re.compile(r"afraid of (?:them|this person|what they)|scare me|what they might do to me")


def test_whoever_fears_a_person_is_led_to_the_same_exercise() -> None:
    faults = set()
    for name, session, asked in every_question():
        options = getattr(session.state.prompt, "options", ())
        for option in options if asked.kind == "choose" else ():
            if FEARS.search(option.label):
                shown = here(engine.answer(session, (option.value,)))
                if not (shown and shown.forget and shown.id == "afraid"):
                    faults.add((name, asked.id))
    assert faults == set()


def test_unsure_of_fear_nobody_is_asked_for_a_kinder_reading() -> None:
    answers = [
        (session.state.bindings.get("fear"), here(session))
        for session in walked("rethink-the-rejection").sessions
    ]
    asked = {step.id for fear, step in answers if step and fear and fear.value == "unsure"}
    assert "what_happened" in asked
    assert asked & {"readings", "other_side", "balanced"} == set()


def test_the_answers_of_the_safe_questions_stay_off_the_disk() -> None:
    names = ("is-it-safe", "is-it-safe-now", "afraid-of-someone", "not-alone")
    asked = [(id, step) for name in names for id, step in asking(name) if step.kind == "choose"]
    assert len(asked) > 5
    assert [id for id, step in asked if not step.private] == []


def test_a_question_that_leads_to_forgetting_stays_off_the_disk() -> None:
    faults = set()
    for name in NAMES:
        sessions = walked(name).sessions
        for move in walked(name).moves:
            asked, led = here(sessions[move.start]), here(sessions[move.end])
            says = asked and asked.kind not in ("people", "hand_over", "say")
            if asked and says and led and led.forget and not asked.private:
                faults.add((name, asked.id))
    assert faults == set()


def test_words_for_someone_are_asked_for_behind_the_gate() -> None:
    faults = []
    for name in NAMES:
        steps = [(node.id, node.step) for node in script(name).nodes]
        order = [id for id, _ in steps]
        gates = [
            order.index(id)
            for id, step in steps
            if isinstance(step, Include) and step.exercise in (*GATES, PAIR_GATE)
        ]
        for id, step in steps:
            drafts = {id, getattr(step, "revises", None) or id}
            if getattr(step, "lint", False):
                faults += [(name, one) for one in drafts if order.index(one) < min(gates)]
    assert faults == []


def test_overwhelmed_nobody_is_set_to_work_at_once() -> None:
    faults, first = [], dict[str, str]()
    for name, session, asked in every_question():
        prompt = session.state.prompt
        if not isinstance(prompt, Rate) or prompt.high_label != "overwhelming":
            continue
        if first.setdefault(name, asked.id) != asked.id:
            continue
        for led in (here(engine.answer(session, strong)) for strong in (8, 9)):
            faults += [(name, led.id)] if led and led.kind in CALLING_ON else []
    assert len(first) > 20
    assert faults == []


MAY_STOP = re.compile(r"(?:also|fine to|may|can) stop here")


def test_where_one_may_stop_there_is_a_way_to() -> None:
    promised = {
        name
        for name in NAMES
        for _, step in asking(name)
        if not isinstance(step, Choose) and MAY_STOP.search(step.text.source)
    }
    assert promised == set()


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
    ("good-intentions", "want", "none"): {"thank-you-for"},
    ("hold-the-message", "draft", None): {"sit-with-not-knowing", "i-statement"},
    ("my-people", "names", None): {"secure-base-cues"},
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
