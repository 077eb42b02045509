"""A sitting: every answer is kept before the next question shows, or it was not given."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rsense.core.engine import Reply, Session, begin, current, refit
from rsense.core.prompts import SKIPPED, Refused, Skip, Value
from rsense.session_runner import SaveFailed, SessionRunner
from tests.core.scripts import parsed
from tests.steps import step

STEPS = (
    step("rate", "now", "How strong?")
    + step("ask", "secret", "What would nobody guess?", private=True)
    + step("choose", "urge", "What do you feel pulled to do?", options=["write", "withdraw"])
    + step("say", "calm", "It is bearable.", when="now < 5")
    + step("breathe", "breath", "Breathe.", pattern="4-6")
)


class Safe:
    """Where sessions are kept; `full` takes no more."""

    def __init__(self) -> None:
        self.kept: list[Session] = []
        self.full = False

    def __call__(self, session: Session) -> None:
        if self.full:
            raise SaveFailed("Not saved: the disk is full.")
        self.kept.append(session)


def sitting(*values: Value | Skip, safe: Safe | None = None) -> tuple[SessionRunner, Safe]:
    """A sitting with these answers given."""
    safe = safe or Safe()
    here = SessionRunner(begin(parsed(STEPS)), safe)
    for value in values:
        here.answer(value)
    return here, safe


def step_of(here: SessionRunner) -> str:
    return here.current.step if here.current else ""


MOVES: dict[str, Callable[[SessionRunner], None]] = {
    "answer": lambda here: here.answer(("write",)),
    "skip": lambda here: here.answer(SKIPPED),
    "back": lambda here: here.back(),
    "revise": lambda here: here.revise(0, 3),
    "draft": lambda here: here.save_draft(("withdraw",)),
}
EVERY_MOVE = pytest.mark.parametrize("move", MOVES.values(), ids=MOVES.keys())


@EVERY_MOVE
def test_a_move_is_kept_before_the_sitting_shows_it(move: Callable[[SessionRunner], None]) -> None:
    seen: list[tuple[Session, Session]] = []
    script = parsed(STEPS)
    trail = sitting(7, "a secret")[0].session.replies
    here = SessionRunner(
        refit(script, {}, trail), lambda session: seen.append((here.session, session))
    )
    before = here.session
    move(here)
    assert seen == [(before, here.session)]


@EVERY_MOVE
def test_what_is_not_kept_leaves_the_sitting_where_it_was_and_can_be_done_again(
    move: Callable[[SessionRunner], None],
) -> None:
    here, safe = sitting(7, "a secret")
    before, safe.full = here.session, True
    with pytest.raises(SaveFailed):
        move(here)
    assert here.session == before
    safe.full = False
    move(here)
    assert safe.kept[-1] == here.session != before


REFUSED: list[tuple[tuple[Value, ...], Callable[[SessionRunner], None]]] = [
    ((), lambda here: here.answer(70)),
    ((7, "a"), lambda here: here.answer(("leave",))),
    ((7,), lambda here: here.answer("  ")),
    ((7, "a secret"), lambda here: here.revise(0, 70)),
]


@pytest.mark.parametrize(("values", "refused"), REFUSED)
def test_what_is_refused_is_not_kept(
    values: tuple[Value, ...], refused: Callable[[SessionRunner], None]
) -> None:
    here, safe = sitting(*values)
    kept = list(safe.kept)
    with pytest.raises(Refused):
        refused(here)
    assert safe.kept == kept


def test_going_back_at_the_start_keeps_nothing() -> None:
    here, safe = sitting()
    here.back()
    assert safe.kept == []


# Half an answer


def test_half_an_answer_prefills_its_step_where_it_is_resumed_too() -> None:
    here, safe = sitting(7, "a secret")
    here.save_draft(("write",))
    left = safe.kept[-1]
    resumed = current(refit(left.script, left.shelves, left.replies, left.pending))
    for shown in (here.current, resumed):
        assert shown is not None
        assert (shown.step, shown.prefill) == ("urge", ("write",))


def test_half_an_answer_gives_way_to_another_half_and_to_the_whole() -> None:
    here, _ = sitting(7, "a secret")
    here.save_draft(("write",))
    here.save_draft(("withdraw",))
    assert here.session.pending == (Reply("urge", ("withdraw",)),)
    here.answer(("withdraw",))
    assert not here.session.pending


def test_half_a_private_answer_is_there_while_the_sitting_lasts_and_not_kept() -> None:
    here, safe = sitting(7)
    kept = list(safe.kept)
    here.save_draft("half a secr")
    assert safe.kept == kept
    assert here.current is not None
    assert here.current.prefill == "half a secr"


# Looking over it


def test_a_change_goes_on_from_where_the_sitting_was() -> None:
    here, _ = sitting(7, "a secret", ("write",))
    here.revise(0, 8)
    assert (here.session.replies[0].value, step_of(here)) == (8, "breath")


def test_a_change_that_opens_a_step_refits_past_it() -> None:
    here, _ = sitting(7, "a secret", ("write",))
    here.revise(0, 2)
    assert step_of(here) == "calm"


def test_what_was_said_has_its_place_and_leaves_out_what_was_read_and_followed() -> None:
    for secret in ("a secret", SKIPPED):
        here, _ = sitting(2, secret, ("write",), None)
        said = [(index, said.reply.step) for index, said in here.answered()]
        assert said == [(0, "now"), (1, "secret"), (2, "urge")]


def test_an_earlier_question_is_asked_as_it_was_with_its_answer() -> None:
    here, _ = sitting(7, "a secret", ("write",))
    asked = here.question_at(1)
    assert (asked.prompt.text, asked.prefill, asked.private) == (
        "What would nobody guess?",
        "a secret",
        True,
    )


# Whether there is something to come back to


@pytest.mark.parametrize(
    ("values", "worth"),
    [((), False), ((7,), True), ((SKIPPED,), True), ((SKIPPED, "a secret"), True)],
)
def test_a_sitting_is_worth_keeping_once_something_was_answered(
    values: tuple[Value | Skip, ...], worth: bool
) -> None:
    assert sitting(*values)[0].worth_keeping is worth


def test_half_an_answer_is_worth_keeping() -> None:
    here, _ = sitting()
    here.save_draft(7)
    assert here.worth_keeping


def test_what_waits_from_elsewhere_is_not_yet_kept() -> None:
    here = SessionRunner(begin(parsed(STEPS), ahead=[Reply("now", 7)]), Safe())
    assert not here.worth_keeping


def test_answers_that_are_all_private_are_not_worth_keeping() -> None:
    here = SessionRunner(
        begin(parsed(STEPS.replace('"rate"\n', '"rate"\nprivate = true\n'))), Safe()
    )
    here.answer(7)
    assert not here.worth_keeping


def test_what_was_asked_before_is_not_asked_again_but_can_be_gone_back_to() -> None:
    session = begin(parsed(STEPS), ahead=[Reply("now", 7)])
    runner = SessionRunner(session, lambda _: None, answered=("now",))
    assert runner.current
    assert runner.current.step == "secret"
    runner.back()
    assert (runner.current.step, runner.current.prefill) == ("now", 7)
    runner.answer(4)
    assert runner.current.step == "secret"
