"""Worked examples: each is a whole run of its exercise, and both frontends show it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from rsense.core.engine.worked_example import Answered, ExampleRun, WorkedExample
from rsense.services.context import open_context
from rsense.services.exercise.example import example_of
from rsense.store.files.safe_read import read_as
from rsense.store.library import shipped_folder
from tests.cli.shell import Shell
from tests.cli.test_plan_reminder import in_lines
from tests.shipped import script
from tests.tui.stage import acted, stage

FILES = sorted(Path(shipped_folder(), "examples").glob("*.toml"))
RUN = ExampleRun("A test", "Jo is 40.", (("What happened?", "She left."),))
STEP = '[[step]]\nid = "what"\nkind = "ask"\ntext = "What happened?"\n'


def test_five_exercises_have_an_example() -> None:
    wanted = ["apology", "draft-a-request", "i-statement", "small-experiment", "thought-record"]
    assert [path.stem for path in FILES] == wanted


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_example_is_a_whole_run_that_needs_no_people_to_call(path: Path) -> None:
    example = read_as(str(path), WorkedExample)
    session = example.replay(script(path.stem))
    assert session.complete
    assert not session.state.forgotten
    people = {node.id for node in session.script.nodes if node.step.kind == "people"}
    assert people.isdisjoint(reply.step for reply in session.replies)
    run = example.run(session.script)
    assert len(run.lines) == len(example.answer)
    assert all(asked and said for asked, said in run.lines)


@pytest.mark.parametrize("answered", [Answered("gone", 3), Answered("now", 11)])
def test_an_example_that_no_longer_fits_is_refused(answered: Answered) -> None:
    path = str(next(path for path in FILES if path.stem == "thought-record"))
    example = read_as(path, WorkedExample)
    example = replace(example, answer=(answered, *example.answer))
    with pytest.raises(ValueError, match=answered.step):
        example.replay(script("thought-record"))


def test_the_command_finds_by_title_and_lists_what_there_is(rsense: Shell) -> None:
    assert rsense("example").out.count("\n") == len(FILES)
    said = rsense("example", "Thought record").said
    assert "Noor is 29." in said
    assert ExampleRun.END in said
    ran = rsense("example", "five-senses")
    assert (ran.code, ran.out) == (2, "")


def test_a_script_of_ones_own_has_no_example_that_does_not_fit(rsense: Shell) -> None:
    rsense.script("apology")
    assert example_of(open_context(), "apology") is None


@pytest.mark.usefixtures("rsense")
def test_lines_show_it_and_ask_the_same_again(capsys: pytest.CaptureFixture[str]) -> None:
    from rsense.services.exercise.flow import open_exercise

    opened = open_exercise(open_context(), "thought-record")
    said = in_lines(capsys, opened, "", ":example", "5", ":quit")
    assert "Noor is 29." in said
    assert said.count("How upset are you right now?") == 3
    opened = open_exercise(open_context(), "five-senses")
    assert "There's no example here." in in_lines(capsys, opened, ":example", ":quit")


@acted
async def test_its_key_twice_shows_it_on_the_screens_and_once_more_leads_back() -> None:
    async with stage(STEP + 'example = "He left."') as here:
        here.exercise.services = replace(here.exercise.services, example=lambda _: RUN)
        await here.press("f3")
        assert "a whole example" in here.words
        assert "Jo is 40." not in here.words
        await here.press("f3")
        assert "Jo is 40. What happened? She left." in here.words
        await here.press("f3")
        assert "Jo is 40." not in here.words
        assert here.step == "what"
