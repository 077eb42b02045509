"""One exercise on its screen: what is in sight, and what the keys of every question do."""

from __future__ import annotations

from pathlib import Path

import pytest

from rsense.core.engine import begin
from rsense.core.prompts import SKIPPED
from rsense.ports import Activity
from rsense.services.context import AppContext
from rsense.services.exercise.flow import ExerciseFlow
from rsense.session_runner import SessionRunner
from rsense.store.library import Library, shipped_folder
from tests.steps import step
from tests.store.faulty_files import FaultyFiles
from tests.tui.stage import NARROW, SIZES, TINY, WIDE, Kept, Size, acted, script, seen, stage

THREE = (
    step(
        "ask",
        "what",
        "What happened?",
        hint="One line is enough.",
        example="He left at eight.",
        pin=True,
    )
    + step("rate", "now", "How strong is it?")
    + step("ask", "then", "And then?")
)
ANSWERED = ("type:She has not written\n", "4", "enter")


REQUIRED = step("ask", "what", "What?", required=True)


def test_the_way_through_is_told_from_the_first_question() -> None:
    assert "1 of about 3" in seen(THREE)


def test_the_way_through_moves_with_the_answers() -> None:
    assert "3 of about 3" in seen(THREE, ANSWERED)


def test_the_part_is_named_where_there_is_room() -> None:
    parts = "part = 'what happened'\nkind".join(THREE.split("kind", 1))
    parts = "part = 'what else could it mean'\nid".join(parts.rsplit("id", 1))
    assert "part 1 of 2: what happened" in seen(parts)
    assert "part 2 of 2: what else could it mean" in seen(parts, ANSWERED)
    assert "part 2 of 2, 1 of about 1" in seen(parts, ANSWERED, size=NARROW)


@pytest.mark.parametrize("words", ["A test", "One line is enough.", "an example"])
def test_title_hint_and_the_key_for_an_example_are_in_sight(words: str) -> None:
    assert words in seen(THREE)


def test_an_example_waits_for_its_key() -> None:
    assert "He left at eight." not in seen(THREE)
    assert "He left at eight." in seen(THREE, ("f3",))
    assert "He left at eight." not in seen(THREE, ("f3", "ctrl+t"))


def test_where_there_is_little_room_the_hint_waits_too() -> None:
    assert "One line is enough." not in seen(THREE, (), NARROW)
    assert "One line is enough." in seen(THREE, ("f3",), NARROW)


def test_the_next_question_begins_without_the_example_of_the_last() -> None:
    assert "F3" not in seen(THREE, ("f3", "type:He left.\n"))


@pytest.mark.parametrize(("answers", "walked"), [((), 0), (ANSWERED, 2)])
def test_the_way_behind_is_drawn_as_long_as_it_is(answers: tuple[str, ...], walked: int) -> None:
    screen = seen(THREE, answers)
    line = screen.count("━") + screen.count("─")
    assert screen.count("━") == round(line * walked / 3)


@SIZES
def test_a_pinned_answer_stays_in_sight(size: Size) -> None:
    assert "She has not written" in seen(THREE, ANSWERED, size)


def test_a_pin_is_not_shown_at_its_own_question() -> None:
    assert seen(THREE, (*ANSWERED, "f2", "f2")).count("She has not written") == 1


@pytest.mark.parametrize(
    "words", ["Enter go on", " back", " skip", "Esc leave, all is kept", " help now"]
)
def test_the_keys_that_matter_are_named(words: str) -> None:
    assert words in seen(THREE, ANSWERED)


@pytest.mark.parametrize("words", ["Enter go on", "Esc leave", " help now"])
def test_the_keys_that_matter_most_are_named_on_a_narrow_screen(words: str) -> None:
    assert words in seen(THREE, ANSWERED, NARROW)


def test_back_is_not_offered_at_the_first_question() -> None:
    assert "back" not in seen(THREE)


def test_skip_is_not_offered_where_an_answer_is_required() -> None:
    assert "skip" not in seen(REQUIRED)


def test_skipping_a_required_question_is_complained_of() -> None:
    assert "decides what comes next" in seen(REQUIRED, ("f4",))


@acted
async def test_a_complaint_leaves_the_question_where_it_stood() -> None:
    async with stage(REQUIRED) as here:
        question = here.app.screen.query_one(".question")
        before = question.region
        await here.press("f4")
        complaint = here.app.screen.query_one("#complaint")
        assert complaint.display
        assert question.region == before
        assert complaint.region.y - before.bottom <= 1


def test_a_complaint_is_gone_at_the_next_question() -> None:
    assert "A few words are enough." not in seen(THREE, ("enter", *ANSWERED))


@acted
async def test_going_back_at_the_first_question_stays_there() -> None:
    async with stage(THREE) as here:
        await here.press("f2")
        assert here.step == "what"


PICK_NEXT = step("ask", "what", "What happened?") + step(
    "choose", "urge", "What do you feel pulled to do?", options=["write", "withdraw"]
)
READS = step("say", "one", "One.") + step("say", "two", "Two.")
TWICE = {
    "no answer to the next": (THREE, ("type:She left.",), ("enter", "enter"), "now", ["She left."]),
    "none from a list that just came": (
        PICK_NEXT,
        ("type:She left.", "enter"),
        ("enter",),
        "urge",
        ["She left."],
    ),
    "one page": (READS, ("enter",), ("enter",), "two", [None]),
    "one question left out": (THREE, (), ("f4", "f4"), "now", [SKIPPED]),
}
"""What leads to it, and the keys that come before what they lead to is seen."""


@pytest.mark.parametrize(("steps", "keys", "sent", "at", "kept"), TWICE.values(), ids=list(TWICE))
@acted
async def test_a_key_pressed_twice_counts_once(
    steps: str, keys: tuple[str, ...], sent: tuple[str, ...], at: str, kept: list[object]
) -> None:
    async with stage(steps) as here:
        await here.press(*keys)
        for key in sent:
            here.send(key)
        await here.settle()
        assert (here.step, here.kept.trail) == (at, kept)


@acted
async def test_enter_pressed_twice_at_the_last_question_does_not_finish() -> None:
    async with stage(PICK_NEXT) as here:
        await here.press("type:She left.\n", "enter")
        here.send("enter")
        await here.settle()
        assert here.kept.finished == []


@pytest.mark.parametrize("key", ["f1", "ctrl+g"])
def test_help_is_one_key_away(key: str) -> None:
    assert "Call somebody." in seen(THREE, ("type:She", key))


@SIZES
def test_help_says_how_to_come_back(size: Size) -> None:
    assert "Esc" in seen(THREE, ("f1",), size)


@pytest.mark.parametrize("key", ["escape", "f1", "enter"])
@acted
async def test_after_help_the_half_typed_words_are_there_and_go_on(key: str) -> None:
    async with stage(THREE) as here:
        await here.press("type:She ", "f1", key, "type:left.\n")
        assert here.kept.trail == ["She left."]


@acted
async def test_help_pressed_twice_opens_once() -> None:
    async with stage(THREE) as here:
        here.send("f1")
        here.send("f1")
        await here.settle()
        assert len(here.app.screen_stack) <= 3


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY], ids=["80x24", "40x12", "20x6"])
@pytest.mark.parametrize("key", ["f12", "ctrl+l"])
def test_one_key_hides_every_word(key: str, size: Size) -> None:
    assert seen(THREE, ("type:She left", key), size) == "$"


@pytest.mark.parametrize("key", ["f12", "escape", "enter", "ctrl+l"])
@acted
async def test_the_words_come_back_from_behind_the_blank(key: str) -> None:
    async with stage(THREE) as here:
        await here.press("type:She ", "f12", key, "type:left.\n")
        assert here.kept.trail == ["She left."]


def test_blank_hides_help_too() -> None:
    assert seen(THREE, ("f1", "f12")) == "$"


def test_help_does_not_open_over_the_blank() -> None:
    assert seen(THREE, ("f12", "f1")) == "$"


@acted
async def test_typing_behind_the_blank_changes_nothing() -> None:
    async with stage(THREE) as here:
        await here.press("type:She ", "f12", "type:xyz", "escape", "type:left.\n")
        assert here.kept.trail == ["She left."]


@acted
async def test_words_that_cannot_be_kept_stay_and_enter_keeps_them_once_there_is_room() -> None:
    async with stage(THREE, kept=Kept(full=True)) as here:
        assert "leave, all is kept" in here.words
        await here.press("type:She left.\n")
        assert "Not saved: the disk is full." in here.words
        assert "leave, all is kept" not in here.words
        assert (here.step, "She left." in here.words) == ("what", True)
        here.kept.full = False
        await here.press("enter")
        assert here.kept.trail == ["She left."]
        assert "leave, all is kept" in here.words


@pytest.mark.parametrize(("private", "kept"), [(True, "the rest"), (False, "all")])
def test_a_question_whose_answer_is_not_saved_says_so(private: bool, kept: str) -> None:
    assert f"leave, {kept} is kept" in seen(step("ask", "what", "What?", private=private))


@acted
async def test_what_to_do_about_a_full_disk_stays_once_the_half_written_was_tried_too() -> None:
    async with stage(THREE, kept=Kept(full=True)) as here:
        await here.press("type:She left.\n")
        here.exercise._begun._keep()
        await here.settle()
        assert "Your answer is still here. Enter tries again." in here.words


@acted
async def test_where_there_was_only_something_to_read_no_words_are_said_to_be_here() -> None:
    async with stage(READS, kept=Kept(full=True)) as here:
        await here.press("enter")
        assert "Not saved: the disk is full. Enter tries again." in here.words


def without_a_disk(tmp_path: Path) -> Activity:
    """A real exercise over a disk that takes nothing."""
    disk = FaultyFiles(
        lambda _, done: OSError(28, "full") if done[0] in ("open", "mkdir") else None
    )
    context = AppContext(str(tmp_path / "home"), Library(shipped_folder()), files=disk)
    return ExerciseFlow(context, script(THREE), private=False).opened(ask=False)


@pytest.mark.parametrize("key", ["f8", "ctrl+y"])
def test_a_disk_that_takes_nothing_keeps_nobody_from_an_exercise(tmp_path: Path, key: str) -> None:
    @acted
    async def walk() -> None:
        async with stage(without_a_disk(tmp_path)) as here:
            await here.press("type:She left.\n")
            assert "F8 lets you go on, keeping nothing." in here.words
            await here.press(key)
            assert "Nothing is kept from here on. Enter goes on." in here.words
            assert ("leave, nothing is kept" in here.words, here.step) == (True, "what")
            await here.press("enter")
            assert (here.step, "Not saved" in here.words) == ("now", False)
            await here.press("type:7\n", "type:I stayed.\n", "enter")
            assert "Nothing was kept from there on." in here.words

    walk()
    assert list(tmp_path.rglob("*")) == []


def test_a_disk_that_is_full_at_the_end_keeps_nobody_there(tmp_path: Path) -> None:
    full: list[bool] = []
    disk = FaultyFiles(lambda _, done: OSError(28, "full") if full and done[0] == "open" else None)
    context = AppContext(str(tmp_path), Library(shipped_folder()), files=disk)

    @acted
    async def walk() -> None:
        async with stage(
            ExerciseFlow(context, script(THREE), private=False).opened(ask=False)
        ) as here:
            await here.press("type:She left.\n", "type:7\n", "type:I stayed.\n", "f8")
            full.append(True)
            await here.press("enter")
            assert "F8 lets you go on, keeping nothing." in here.words
            await here.press("f8")
            assert "Nothing is kept from here on." in here.words
            await here.press("enter")
            assert "Nothing was kept from there on." in here.words

    walk()
    assert len(list(tmp_path.rglob("progress/*.toml"))) == 1


@acted
async def test_a_way_back_that_cannot_be_kept_can_be_gone_without_a_disk() -> None:
    kept = Kept()
    sitting = SessionRunner(begin(script(THREE)), kept.keep)
    unkept = Activity(SessionRunner(sitting.session, lambda _: None), private=True)
    async with stage(Activity(sitting, kept.finish, without_saving=lambda: unkept)) as here:
        await here.press("type:She left.\n")
        kept.full = True
        await here.press("f2")
        assert "F8 lets you go on, keeping nothing." in here.words
        await here.press("enter", "f8")
        assert "Nothing is kept from here on." in here.words


@acted
async def test_where_the_disk_is_well_that_key_does_nothing() -> None:
    async with stage(THREE) as here:
        await here.press("type:She left", "f8", "enter")
        assert (here.step, here.kept.trail) == ("now", ["She left"])


@acted
async def test_going_back_that_cannot_be_kept_is_complained_of() -> None:
    async with stage(THREE) as here:
        await here.press("type:She left.\n")
        here.kept.full = True
        await here.press("f2")
        assert (here.step, "Not saved" in here.words) == ("now", True)


@acted
async def test_a_private_sitting_says_that_nothing_is_kept() -> None:
    async with stage(THREE, private=True) as here:
        assert "nothing is kept" in here.words
