"""What comes before and after an exercise: a question on the way to it, its ending, doors."""

from __future__ import annotations

import pytest

from rsense.core.engine import Session, begin
from rsense.ports import Activity, Ending, ExerciseLink, MeasureChange
from rsense.session_runner import SaveFailed, SessionRunner
from rsense.tui.screens.ending import EndingScreen
from tests.nobody import people
from tests.steps import step
from tests.tui.stage import SIZES, Kept, Size, acted, script, stage

ONE = step("ask", "what", "What happened?")
DOOR = ExerciseLink("five-senses", "Five senses", "Come back to the room.", 5, "settle")
ENDING = Ending(
    ("Kept in /somewhere/safe.toml",),
    softer=False,
    next_exercises=(DOOR,),
    changes=(MeasureChange("Distress", 7, 3, 0, 10),),
    words=("One evening does not decide it.",),
)
FINISHED = ("type:She left.\n", "enter")


def exercise(kept: Kept, steps: str = ONE, ending: Ending = ENDING) -> Activity:
    def finish(session: Session) -> Ending:
        kept.finish(session)
        return ending

    return Activity(SessionRunner(begin(script(steps)), kept.keep), finish)


def behind_doors(name: str) -> Activity:
    """What every door leads to: an exercise that says its name."""
    return exercise(Kept(), step("say", "", f"This is {name}."))


@SIZES
@acted
async def test_the_ending_shows_the_change_and_the_doors(size: Size) -> None:
    async with stage(exercise(Kept()), size, doors=behind_doors) as here:
        await here.press(*FINISHED)
        seen = here.words
        for _ in range(2):
            await here.press("pagedown")
            seen += here.words
        told = (
            *ENDING.lines,
            *ENDING.words,
            "Distress 7 → 3",
            "at the start 7 ━━━━━━━─── now 3 ━━━───────",
            DOOR.title,
            DOOR.summary,
            "Enter close",
            "help now",
        )
        assert [words for words in told if words not in seen] == []


@acted
async def test_people_of_the_page_before_are_not_listed_again() -> None:
    crisis = step("people", "", "You can call.", lines="crisis")
    ending = Ending(("That's a lot.", "Kept."), softer=True, next_exercises=(), people=people("Jo"))
    for steps, keys, again in (
        (crisis, ("enter",), True),
        (crisis + ONE, ("enter", *FINISHED), False),
        (ONE + crisis, (*FINISHED, "enter"), False),
    ):
        async with stage(exercise(Kept(), steps, ending)) as here:
            await here.press(*keys)
            assert isinstance(here.app.screen, EndingScreen), keys
            seen = here.words
            assert ("F1 shows the people to call again." in seen, "Jo" in seen) == (
                again,
                not again,
            )


@acted
async def test_key_hints_asked_for_as_the_ending_goes_stop_nothing() -> None:
    async with stage(exercise(Kept()), doors=behind_doors) as here:
        await here.press(*FINISHED)
        ending = here.app.screen
        assert isinstance(ending, EndingScreen)
        await ending.remove_children()
        here.app.pop_screen()
        ending.say_keys()


@acted
async def test_a_door_leads_into_its_exercise() -> None:
    async with stage(exercise(Kept()), doors=behind_doors) as here:
        await here.press(*FINISHED, "1")
        assert "This is five-senses." in here.words


@acted
async def test_a_door_pressed_twice_opens_once() -> None:
    opened: list[str] = []

    def through(name: str) -> Activity:
        opened.append(name)
        return behind_doors(name)

    async with stage(exercise(Kept()), doors=through) as here:
        await here.press(*FINISHED)
        here.send("1")
        here.send("1")
        await here.settle()
        assert opened == ["five-senses"]


@acted
async def test_a_door_that_cannot_be_opened_says_so() -> None:
    def locked(name: str) -> Activity:
        raise SaveFailed("Not saved: the disk is full.")

    async with stage(exercise(Kept()), doors=locked) as here:
        await here.press(*FINISHED, "1")
        said = f"{here.words} {here.app.farewell}"
    assert "Not saved: the disk is full." in said


@acted
async def test_without_doors_a_number_does_nothing() -> None:
    async with stage(exercise(Kept())) as here:
        await here.press(*FINISHED, "1")
        assert "Kept in /somewhere/safe.toml" in here.words


@pytest.mark.parametrize("key", ["enter", "escape"])
@acted
async def test_the_ending_closes(key: str) -> None:
    async with stage(exercise(Kept())) as here:
        await here.press(*FINISHED, key)
        assert (here.app.is_running, here.app.return_code) == (False, 0)


WAY = step(
    "choose",
    "way",
    "You were half way through.",
    required=True,
    options=[
        {"value": "go_0", "label": "go on from yesterday"},
        {"value": "anew", "label": "begin again"},
    ],
)


def offer(kept: Kept, taken: list[object], *, full: bool = False) -> Activity:
    """The question whether to go on; `full` is a disk that takes nothing the first time."""

    def take(session: Session) -> Activity:
        taken.append(session.replies[-1].value)
        if full and len(taken) == 1:
            raise SaveFailed("Not saved: the disk is full.")
        return exercise(kept)

    return Activity(SessionRunner(begin(script(WAY)), lambda _: None), next_activity=take)


@pytest.mark.parametrize(("key", "way"), [("1", "go_0"), ("2", "anew")])
@acted
async def test_the_offer_takes_what_was_chosen_and_the_exercise_follows(key: str, way: str) -> None:
    kept, taken = Kept(), list[object]()
    async with stage(offer(kept, taken)) as here:
        assert "of about" not in here.words
        await here.press(key, "enter")
        assert taken == [(way,)]
        assert "What happened?" in here.words
        await here.press("type:She left.\n")
    assert kept.trail == ["She left."]


@acted
async def test_leaving_the_offer_takes_nothing() -> None:
    taken: list[object] = []
    async with stage(offer(Kept(), taken)) as here:
        await here.press("escape")
    assert (taken, here.app.farewell) == ([], "")


@acted
async def test_an_offer_that_cannot_be_taken_is_complained_of_and_asked_again() -> None:
    taken: list[object] = []
    async with stage(offer(Kept(), taken, full=True)) as here:
        await here.press("2", "enter")
        assert "Not saved: the disk is full." in here.words
        await here.press("1", "enter")
        assert taken == [("anew",), ("go_0",)]


@acted
async def test_a_question_on_the_way_leads_nowhere_when_nothing_follows() -> None:
    async with stage(Activity(SessionRunner(begin(script(WAY)), lambda _: None))) as here:
        await here.press("enter")
        assert (here.app.is_running, here.app.return_code) == (False, 0)
