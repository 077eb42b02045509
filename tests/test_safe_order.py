"""What an exercise asks before it gathers anything, and what it mustn't say after some answers."""

from __future__ import annotations

import re

from rsense.core import engine
from rsense.core.engine import Session
from rsense.core.prompts import SKIPPED
from rsense.core.steps.choose import Choose
from rsense.core.steps.include import Include
from tests.shipped import asking, document, script
from tests.test_safe_exercises import NAMES, every_question, here, onwards

GATES = ("is-it-safe", "is-it-safe-now")
WRITTEN = {"ask", "gather", "compose"}
LATER = {
    "actual-or-alarm": "its question of fear stands beside the other verdicts",
    "decatastrophise": "what was feared decides whether it's asked",
    "did-i-say-it": "what was answered decides whether it's asked",
    "expectation-check": "its question comes first, and where the answer leads stands last",
    "leave-it-till-nine": "its first half comes back to what was put off after the question",
    "self-talk-catcher": "only the first words of one's own sentence come before it",
    "small-experiment": "its first half looks at a plan that was made after the question",
}
"""Exercises that ask about fear of a person after something was written, and why."""


def after(name: str, step: str, *value: str) -> list[Session]:
    """Where an answer to a question leads at once, from each way that asks it."""
    asked = every_question([name])
    return [engine.answer(session, value) for _, session, here in asked if here.id == step]


def test_fear_of_a_person_is_asked_about_before_anything_is_written() -> None:
    first = {}
    for name in set(NAMES) - {"afraid-of-someone"}:
        nodes = script(name).nodes
        gates = tuple(
            f"{node.id}_"
            for node in nodes
            if isinstance(node.step, Include) and node.step.exercise in GATES
        )
        kinds = [(node.id, node.step.kind) for node in nodes if not node.id.startswith(gates)]
        led = [at for at, (id, kind) in enumerate(kinds) if (id[-6:], kind) == ("afraid", "people")]
        if led:
            first[name] = {kind for _, kind in kinds[: led[0]]} & WRITTEN
    assert len(first) > 20
    assert {name for name, written in first.items() if written} - {*LATER} == set()


def test_who_stays_after_not_alone_is_neither_promised_more_questions_nor_sent_off() -> None:
    faults, stayed = set(), 0
    labels = {
        one.label
        for _, step in asking("not-alone")
        if isinstance(step, Choose)
        for one in step.choices
    }
    for name, session, asked in every_question(set(NAMES) - {"not-alone"}):
        if asked.kind == "say" and "There's no hurry now" in asked.text.source:
            stayed += 1
            faults |= {name} if engine.answer(session, SKIPPED).complete else set()
    assert "go on here" not in labels
    assert stayed > 8
    assert faults == set()


def test_an_urge_is_asked_about_fear_before_it_is_waited_out() -> None:
    urges = ("leave", "hide", "please", "check", "test them", "ask for reassurance", "lash out")
    for urge in (*urges, "withdraw", "cancel", "plead", "apologise", "numb out", "overthink"):
        for session in after("ride-the-wave", "urge", urge):
            asked = here(session)
            assert isinstance(asked, Choose), urge
            assert [one.value for one in asked.choices] == ["no", "afraid", "mine"], urge


def test_each_danger_is_answered_by_what_helps_in_it() -> None:
    for name, question, said, step in (
        ("is-it-safe-now", "with_them", "themselves", "themselves"),
        ("orienting", "room", "place", "leave_place"),
        ("ride-the-wave", "fear", "mine", "apart"),
        ("apology", "behind", "scared", "apart"),
        ("as-a-friend", "about", "scared", "apart"),
        ("small-promises", "whom", "scared", "apart"),
        ("after-the-gathering", "fear", "scared", "apart"),
        ("map-the-chain", "fear", "scared", "apart"),
        ("learn-from-it", "fear", "scared", "apart"),
        ("impact-and-intention", "whose", "scared", "apart"),
        ("own-it-kindly", "fear", "scared", "apart"),
        ("come-back", "was", "scared", "apart"),
        ("a-kind-letter", "scared", "yes", "apart"),
        ("testing-urge", "own", "them", "apart"),
    ):
        shown = [here(session) for session in after(name, question, said)]
        assert shown, name
        assert {one.id for one in shown if one} == {step}, name
        assert all(one and "emergency number" in one.text.source for one in shown), name


def test_who_only_was_too_much_is_not_taken_for_who_used_force() -> None:
    found = set()
    for name in NAMES:
        for id, step in asking(name):
            if not isinstance(step, Choose):
                continue
            if "scared" not in {id, *(one.value for one in step.choices)}:
                continue
            found.add(name)
            said = [step.text.source, *(one.label for one in step.choices)]
            assert any("threats or force" in one and "after a no" in one for one in said), name
            assert step.hint, name
            hint = step.hint.source
            assert "being loud or needing a lot" in hint.casefold(), name
            assert len(re.findall(r"[.?!](?=\s|$)", hint)) <= 3, name
            assert "writing" not in hint, f"{name} clears who wrote on after a no"
    assert len(found) == 10


def test_every_urge_to_test_someone_is_asked_about_fear_of_them() -> None:
    (test,) = (step for id, step in asking("testing-urge") if id == "test")
    assert isinstance(test, Choose)
    fears = {"watching", "looking", "unsure_of"}
    for option in test.choices:
        for session in after("testing-urge", "test", option.value):
            asked = {step.id for one in onwards(session) if (step := here(one))}
            assert "set_off" not in asked or asked & fears, option.value


def test_a_test_in_own_words_is_asked_whom_it_could_hurt() -> None:
    sessions = after("testing-urge", "test", "smash their window")
    assert sessions
    assert {step.id for session in sessions if (step := here(session))} == {"own"}


def test_in_an_argument_one_is_told_to_leave_before_anything_else_is_asked() -> None:
    shown = [here(session) for session in after("time-out", "where", "middle")]
    assert shown
    assert all(step and "You can leave now, without" in step.text.source for step in shown)


def test_who_cannot_tell_if_it_is_safe_is_told_how_to_leave() -> None:
    (wait,) = (step for id, step in asking("is-it-safe-now") if id == "wait")
    assert "leave the room" in wait.text.source


def test_a_try_that_went_as_feared_is_not_kept_among_good_evidence() -> None:
    kept = {step["id"] for step in document("small-experiment")["step"] if "keep" in step}
    for result in ("same", "unclear"):
        sessions = after("small-experiment", "as_expected", result)
        assert sessions
        for session in sessions:
            asked = {step.id for one in onwards(session) if (step := here(one))}
            assert not asked & kept, (result, asked & kept)


def test_a_fear_that_came_true_is_not_answered_as_misremembered() -> None:
    sessions = after("was-it-as-feared", "came", "yes")
    asked = {step.id for session in sessions for one in onwards(session) if (step := here(one))}
    assert asked
    assert asked & {"now", "line"} == set()


def test_an_expected_answer_is_compared_where_one_was_written_down() -> None:
    compared = set()
    for session in after("did-i-say-it", "felt", "heard"):
        asked = {step.id for one in onwards(session) if (step := here(one))}
        compared.add(("prediction" in session.state.bindings, "came" in asked))
    assert compared == {(True, True), (False, False)}


def test_a_conclusion_about_all_of_oneself_is_answered_whatever_else_is_said() -> None:
    big, small = "no one will ever want me", "they couldn't, or it was the wrong time"
    for session in after("signal-not-verdict", "says", "no one", "timing"):
        assert (step := here(session))
        assert step.kind == "people"
        sorting = engine.answer(session, None)
        sorted_so = engine.answer(sorting, ((small, "cannot"), (big, "can")))
        shown = {step.id for one in onwards(sorted_so) if (step := here(one))}
        assert "too_big" in shown


def test_a_word_of_danger_or_despair_is_answered_and_never_talked_down() -> None:
    answers = {
        "hopeless": "that's a lot to hold alone",
        "threatened": "worth taking seriously",
        "controlled": "worth taking seriously",
        "cornered": "worth taking seriously",
        "distant": "come back to the room first",
    }
    for word, answer in answers.items():
        sessions = after("label-the-feeling", "words", word)
        assert sessions
        for session in sessions:
            met = [step for one in [session, *onwards(session)] if (step := here(one))]
            assert any(answer in step.text.source for step in met), word
            assert {step.id for step in met} & {"say_it", "say_under"} == set(), word
