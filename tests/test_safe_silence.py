"""What an exercise owes to somebody who is silent, who still hurts at the end, or looks back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rsense.core import engine
from rsense.core.engine import Session
from rsense.core.prompts import SKIPPED
from rsense.core.steps.choose import Choose
from rsense.core.steps.include import Include
from rsense.core.steps.people import People
from tests.shipped import LIBRARY, asking, document, said_in, script, walked
from tests.test_safe_exercises import HURT, every_question, here, onwards

NAMES = list(LIBRARY.sources)


def values(step: object) -> set[str]:
    return {one.value for one in step.choices} if isinstance(step, Choose) else set()


def asks_about_harm(step: object) -> bool:
    """True for a question that is about hurting oneself and nothing else: it has a no."""
    return bool(values(step) & {*HURT}) and "no" in values(step)


ASKING = [name for name in NAMES if any(asks_about_harm(step) for _, step in asking(name))]


def ends_without_people(session: Session) -> Iterator[Session]:
    """Every end reached from here on a way that shows nobody to call."""
    return (one for one in onwards(session, past_people=False) if one.complete)


def test_a_skipped_question_about_hurting_oneself_still_shows_people() -> None:
    faults = set()
    for name, session, step in every_question(ASKING):
        if asks_about_harm(step) and not step.must_answer:
            shown = here(engine.answer(session, SKIPPED))
            if not (shown and shown.kind == "people"):
                faults.add((name, step.id))
    assert len(ASKING) > 3
    assert faults == set()


def test_a_skipped_question_about_fear_tells_of_people() -> None:
    """A yes is led to them, and whoever doesn't dare to say it is told of them, too."""
    faults, asked = set(), set()
    for name, session, step in every_question():
        if step.id == "fear" and isinstance(step, Choose) and not step.must_answer:
            asked.add(name)
            shown = here(engine.answer(session, SKIPPED))
            if not (shown and (shown.kind == "people" or "{help_key}" in shown.text.source)):
                faults.add(name)
    assert len(asked) > 15
    assert faults == set()


def test_what_is_still_as_cruel_at_the_end_shows_people() -> None:
    """Where distress stays high, the ending shows them in every exercise."""
    faults, asked = set(), set()
    for name in ASKING:
        after = {
            one["after"]
            for key, one in document(name).get("measure", {}).items()
            if key != "distress"
        }
        for _, session, step in every_question([name]):
            if step.id in after:
                asked.add(name)
                high = script(name).names[step.id].high
                for still in (int(0.8 * high), high):
                    if any(ends_without_people(engine.answer(session, still))):
                        faults.add((name, step.id))
    assert len(asked) > 2
    assert faults == set()


def test_a_second_rating_left_out_counts_as_the_first() -> None:
    faults, asked = set(), set()
    for name in ASKING:
        for key, measure in document(name).get("measure", {}).items():
            for _, session, step in every_question([name] if key != "distress" else ()):
                if step.id != measure["before"]:
                    continue
                strong = engine.answer(session, script(name).names[step.id].high)
                for later in onwards(strong):
                    if (last := here(later)) and last.id == measure["after"]:
                        asked.add(name)
                        silent = ends_without_people(engine.answer(later, SKIPPED))
                        faults |= {name} if any(silent) else set()
    assert len(asked) > 3
    assert faults == set()


def test_who_finds_words_while_overwhelmed_is_shown_people() -> None:
    """Where the number that is asked before the words has no second one."""
    faults, asked = set(), set()
    for name in NAMES:
        nodes = script(name).nodes
        calm = [n.id for n in nodes if isinstance(n.step, Include) and "calm-" in n.step.exercise]
        for session in walked(name).sessions if calm else ():
            if session.step == f"{calm[0]}_now":
                asked.add(name)
                faults |= {name} if any(ends_without_people(engine.answer(session, 9))) else set()
    assert len(asked) > 5
    assert faults == set()


def test_a_last_page_at_eight_or_more_has_the_numbers_on_it() -> None:
    """The ending shows them too, but a page may be the last one that somebody reads."""
    strong = re.compile(r">= 80?\b")
    faults, last = [], 0
    for name in NAMES:
        for step in document(name)["step"]:
            when = re.sub(r"not \([^()]*\)", "", step.get("when", ""))
            if strong.search(when) and step.get("go") == "end":
                last += 1
                faults += [(name, when)] if step["kind"] != "people" else []
                # A number that high can mean this, and it's named without being asked about.
                named = "hurt yourself" in step["text"] or "/" in name
                faults += [] if named else [(name, when)]
    assert last > 20
    assert faults == []


def test_who_looks_back_need_not_write_of_a_fright() -> None:
    faults = set()
    for name in NAMES:
        if script(name).head.givens:
            steps = [step for _, step in asking(name)]
            first = next(at for at, step in enumerate(steps) if step.kind == "ask")
            hint = steps[first].hint
            helped = hint and "{help_key}" in hint.source
            if not helped and not any("afraid" in values(step) for step in steps[:first]):
                faults.add(name)
    assert faults == set()


def test_a_goodbye_written_as_a_message_is_noticed() -> None:
    assert any(values(step) & {*HURT} for _, step in asking("hold-the-message"))


PHONE = re.compile("phone|Handy")


def test_the_watched_phone_is_named_above_the_numbers() -> None:
    shown = [
        (name, step)
        for name in LIBRARY.sources
        for _, step in asking(name)
        if isinstance(step, People) and step.lines == "abuse"
    ]
    assert len(shown) > 9
    faults = [(name, step.text) for name, step in shown if not PHONE.search(step.text.source)]
    assert faults == []


PRIVACY = re.compile(r"no one (?:else )?reads", re.IGNORECASE)


def test_nothing_that_is_kept_is_called_unread() -> None:
    said = [(name, text) for name in NAMES for text in said_in(name)]
    assert [(name, text) for name, text in said if PRIVACY.search(text)] == []
