"""Half-written words on the screens: changed, skipped, gone back from, or typed while saving."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from rsense.core.engine import Reply, Session, begin, refit
from rsense.core.prompts import SKIPPED
from rsense.session_runner import SaveFailed
from rsense.tui.app import INTERRUPTED
from tests.steps import step
from tests.tui.forms import FORMS, Form
from tests.tui.stage import Kept, Stage, acted, script, stage
from tests.tui.test_leaving import PRIVATE, TWO

ANSWERED = ("type:She left.\n", "type:I stayed.\n")
CHANGING = (*ANSWERED, "down", "enter", "type: At ei")
HALVED = [pytest.param(form, id=kind.__name__) for kind, form in FORMS.items() if form.half]
LEAVING = {"escape": 0, "ctrl+c": INTERRUPTED, "ctrl+q": 0}


class Held(Kept):
    """A disk that takes its time: until `go`, nothing is on it."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.go.set()
        self.begun = 0

    def keep(self, session: Session) -> None:
        self.begun += 1
        self.go.wait(10)
        super().keep(session)

    def finish(self, session: Session) -> object:  # type: ignore[override]
        self.go.wait(10)
        return super().finish(session)


def again(session: Session) -> Session:
    """The same session as it is resumed from what was kept of it."""
    return refit(session.script, {}, session.replies, session.pending, session.changing)


# An answer that is changed from the look-over


@pytest.mark.parametrize(("key", "code"), LEAVING.items(), ids=list(LEAVING))
@acted
async def test_half_changed_answer_is_kept_on_leaving(key: str, code: int) -> None:
    async with stage(TWO) as here:
        await here.press(*CHANGING, key)
        assert here.app.return_code == code
    assert here.kept.trail == ["She left.", "I stayed."]
    assert (here.kept.ahead, here.kept.sessions[-1].changing) == (
        [Reply("what", "She left. At ei")],
        0,
    )
    assert here.app.farewell.startswith("Kept for later.")


@acted
async def test_half_changed_answer_is_kept_within_a_second() -> None:
    async with stage(TWO) as here:
        await here.press(*CHANGING)
        await asyncio.sleep(1.0)
        assert here.kept.ahead == [Reply("what", "She left. At ei")]


@acted
async def test_half_changed_answer_is_where_the_person_comes_back_to() -> None:
    async with stage(TWO) as here:
        await here.press(*CHANGING, "escape")
    async with stage(again(here.kept.sessions[-1])) as resumed:
        assert "What happened?" in resumed.words
        assert "She left. At ei" in resumed.words
        await resumed.press("type:ght.\n")
        assert "That's all of it." in resumed.words
        await resumed.press("enter")
        assert [r.value for r in resumed.kept.finished[0].replies] == [
            "She left. At eight.",
            "I stayed.",
        ]


@acted
async def test_back_from_a_change_keeps_its_words_for_the_next_time() -> None:
    async with stage(TWO) as here:
        await here.press(*CHANGING, "f2")
        assert "That's all of it." in here.words
        assert (here.kept.trail[0], here.kept.sessions[-1].changing) == ("She left.", None)
        await here.press("down", "enter")
        assert "She left. At ei" in here.words


@acted
async def test_change_of_a_private_answer_never_reaches_what_is_kept() -> None:
    async with stage(PRIVATE) as here:
        await here.press("type:secret\n", *ANSWERED)
        before = len(here.kept.sessions)
        await here.press("down", "enter", "type: and more", "escape")
    # Kept in memory alone: nothing was saved of it since.
    assert len(here.kept.sessions) == before


@acted
async def test_a_change_opened_and_left_alone_is_no_change() -> None:
    async with stage(TWO) as here:
        await here.press(*ANSWERED, "down", "enter", "type:x", "backspace", "escape")
    assert (here.kept.ahead, here.kept.trail) == ([], ["She left.", "I stayed."])


# Skipped words


@pytest.mark.parametrize("form", HALVED)
@pytest.mark.parametrize("key", ["f4", "ctrl+n"])
@acted
async def test_skipped_words_wait_and_come_back(form: Form, key: str) -> None:
    async with stage(form.script) as here:
        await here.press(*form.before, *form.half, key)
        assert here.step == "after"
        assert (here.kept.trail[-1], Reply("it", form.left) in here.kept.ahead) == (SKIPPED, True)
        await here.press("f2")
        shown = here.sitting.current
        assert shown is not None
        assert (shown.step, shown.prefill) == ("it", form.left)


@acted
async def test_words_skipped_a_long_time_after_they_were_saved_wait(saved_soon: float) -> None:
    async with stage(TWO) as here:
        await here.press("type:She le")
        await asyncio.sleep(saved_soon)
        await here.press("f4")
        assert here.kept.ahead == [Reply("what", "She le")]


@acted
async def test_skipped_words_are_there_when_the_exercise_is_resumed() -> None:
    async with stage(TWO) as here:
        await here.press("type:She le", "f4", "escape")
    async with stage(again(here.kept.sessions[-1])) as resumed:
        await resumed.press("f2")
        assert "She le" in resumed.words


@acted
async def test_skipped_words_are_offered_from_the_look_over() -> None:
    async with stage(TWO) as here:
        await here.press("type:She le", "f4", "type:I stayed.\n")
        assert "skipped" in here.words
        await here.press("down", "enter")
        assert "She le" in here.words


@acted
async def test_words_over_a_prefill_wait_when_skipped() -> None:
    session = begin(script(TWO), ahead=[Reply("what", "From before.")])
    async with stage(session) as here:
        await here.press("type: And new.", "f4")
        assert here.kept.ahead == [Reply("what", "From before. And new.")]


@acted
async def test_skipped_private_words_wait_in_memory_alone() -> None:
    async with stage(PRIVATE) as here:
        await here.press("type:secret", "f4")
        assert here.sitting.session.pending == (Reply("what", "secret"),)
        await here.press("f2")
        assert "secret" in here.words


@acted
async def test_words_taken_back_before_a_skip_do_not_wait() -> None:
    async with stage(TWO) as here:
        await here.press("type:She le", "ctrl+u", "f4")
        assert here.kept.ahead == []


# While something is being saved


@asynccontextmanager
async def saving() -> AsyncIterator[tuple[Stage, Held]]:
    """A first answer, while the disk takes its time over it."""
    kept = Held()
    async with stage(TWO, kept=kept) as here:
        await here.press("type:She left.")
        kept.go.clear()
        here.send("enter")
        await here.until(lambda: kept.begun > 0)
        yield here, kept


@acted
async def test_next_question_waits_for_the_disk_and_help_does_not() -> None:
    async with saving() as (here, kept):
        await here.until(lambda: "Still saving" in here.words)
        assert "What happened?" in here.words
        assert "all is kept" not in here.words
        here.send("f1")
        await here.until(lambda: "Call somebody." in here.words)
        assert kept.sessions == []
        here.send("escape")
        kept.go.set()
        await here.until(lambda: "And then?" in here.words)
        assert "Still saving" not in here.words


@acted
async def test_words_typed_while_saving_are_no_answer_to_the_next_question() -> None:
    async with saving() as (here, kept):
        await here.until(lambda: "Still saving" in here.words)
        for key in "!?":
            here.send(key)
        await asyncio.sleep(0.1)
        kept.go.set()
        await here.settle()
        assert "You wrote more meanwhile" in here.words
        assert "What happened?" in here.words
        await here.press("enter")
        assert (here.kept.trail, here.step) == (["She left.!?"], "then")


@acted
async def test_words_typed_while_saving_are_kept_on_leaving() -> None:
    async with saving() as (here, kept):
        here.send("!")
        await asyncio.sleep(0.1)
        here.send("escape")
        await here.until(lambda: not here.app.is_running)
        kept.go.set()
        assert here.app.saves.wait(5)
    last = kept.sessions[-1]
    assert (kept.trail, last.changing) == (["She left."], 0)
    assert kept.ahead == [Reply("what", "She left.!")]


@pytest.mark.parametrize("key", ["enter", "f4", "f2"])
@acted
async def test_impatient_keys_while_saving_do_nothing_to_the_next_question(key: str) -> None:
    async with saving() as (here, kept):
        for _ in range(3):
            here.clock.now += 1
            here.send(key)
        await asyncio.sleep(0.1)
        kept.go.set()
        await here.settle()
        assert (here.step, kept.trail) == ("then", ["She left."])


@acted
async def test_leaving_while_saving_goes_at_once_and_says_what_is_true_afterwards() -> None:
    async with saving() as (here, kept):
        here.send("escape")
        await here.until(lambda: not here.app.is_running)
        assert here.app.farewell == ""
        kept.full = True
        kept.go.set()
        assert here.app.saves.wait(5)
    assert here.app.unsaved
    assert here.app.farewell == "Some of what you typed couldn't be saved."


@acted
async def test_leaving_while_finishing_says_that_it_is_kept() -> None:
    kept = Held()
    async with stage(TWO, kept=kept) as here:
        await here.press(*ANSWERED)
        kept.go.clear()
        here.clock.now += 1
        here.send("enter")
        await here.until(lambda: "That's all of it." not in here.words)
        here.clock.now += 1
        here.send("escape")
        await here.until(lambda: not here.app.is_running)
        kept.go.set()
        assert here.app.saves.wait(5)
    assert (len(kept.finished), here.app.farewell) == (1, "Kept in a safe place.")


@acted
async def test_latest_words_are_the_ones_saved_when_the_disk_is_slow() -> None:
    kept = Held()
    async with stage(TWO, kept=kept) as here:
        await here.press("type:a")
        kept.go.clear()
        await here.until(lambda: kept.begun == 1)
        for key in "bcd":
            here.send(key)
            await asyncio.sleep(0.05)
        kept.go.set()
        await here.until(lambda: kept.ahead == [Reply("what", "abcd")])
        assert kept.begun == 2


@acted
async def test_nothing_written_is_not_drafted_from_a_starter(saved_soon: float) -> None:
    blanks = {"a": {"text": "A?", "starter": "I feel"}, "b": "B?"}
    steps = step("compose", "it", "Say it.", template="[a] and [b].", blanks=blanks)
    async with stage(steps) as here:
        await asyncio.sleep(saved_soon)
        await here.press("escape")
    assert here.kept.sessions == []


@acted
async def test_number_taken_back_does_not_wait(saved_soon: float) -> None:
    async with stage(step("rate", "n", "How?") + TWO) as here:
        await here.press("7")
        await asyncio.sleep(saved_soon)
        await here.press("backspace", "escape")
    assert here.kept.ahead == []


@acted
async def test_a_skip_that_cannot_be_kept_is_complained_of_and_loses_no_words() -> None:
    async with stage(TWO, kept=Kept(full=True)) as here:
        await here.press("type:She le", "f4")
        assert (here.step, "She le" in here.words) == ("what", True)
        assert "Not saved: the disk is full." in here.words
        with pytest.raises(SaveFailed):
            here.sitting.save_draft("She le")
