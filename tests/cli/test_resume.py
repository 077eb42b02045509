"""Leaving half way and coming back: the offer, what it leads to, and that nothing is lost by it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from rsense.core.script.parse import parse
from rsense.services.context import AppContext
from rsense.services.exercise.flow import ExerciseFlow
from rsense.store.library import Library, shipped_folder
from tests.cli.shell import HEAD, Ran, Shell, lines
from tests.steps import step
from tests.tui.terminal import default_signals

STEPS = (
    step("ask", "first", "What happened?")
    + step("ask", "second", "What then?")
    + step("ask", "third", "And in the end?")
)


@pytest.fixture
def mine(rsense: Shell) -> str:
    return rsense.script("mine", HEAD + STEPS)


def back(rsense: Shell, *typed: str, words: tuple[str, ...] = ()) -> Ran:
    """A person comes back to the exercise and types these lines."""
    return rsense("run", "mine", "--plain", *words, stdin=lines(*typed), person=True)


@pytest.fixture
def left(rsense: Shell, mine: str) -> Shell:
    """A home where the exercise was left after its first answer."""
    rsense("run", "mine", stdin=lines("It rained."))
    return rsense


def answers(rsense: Shell) -> list[object]:
    """Of the newest session."""
    return [said.value for said in rsense.sessions[0].replies]


def test_the_offer_names_when_and_how_far(left: Shell) -> None:
    out = back(left).out
    assert "You were half way through this." in out
    assert "1. go on from today " in out
    assert ", 1 answer\n" in out


def test_the_offer_tells_of_an_answer_that_was_only_begun(rsense: Shell) -> None:
    rsense.script("mine", HEAD + step("gather", "list", "What is there?"))
    rsense("run", "mine", stdin=lines("A lamp."))
    assert ", an answer begun\n" in back(rsense).out


def test_going_on_asks_the_next_question(left: Shell) -> None:
    out = back(left, "1").out
    assert "What then?" in out
    assert "What happened?" not in out


def test_an_empty_line_goes_on(left: Shell) -> None:
    out = back(left, "").out
    assert "an empty line takes “go on from today" in out
    assert "What then?" in out


def test_going_on_to_the_end_is_the_same_sitting_with_all_the_answers(left: Shell) -> None:
    (before,) = left.left
    back(left, "1", "We got wet.", "We laughed.", "")
    assert answers(left) == ["It rained.", "We got wet.", "We laughed."]
    assert (left.left, left.sessions[0].id) == ([], before.id)


def test_leaving_at_the_offer_leaves_it_as_it_was(left: Shell) -> None:
    before = left.left
    assert back(left, ":quit").code == 0
    assert left.left == before


def test_beginning_anew_can_leave_the_other_for_later(left: Shell) -> None:
    back(left, "2", "It snowed.")
    assert [len(sitting.replies) for sitting in left.left] == [1, 1]


def test_beginning_anew_can_keep_the_other_as_unfinished(left: Shell) -> None:
    back(left, "3", "It snowed.", "We froze.", "We sang.", "")
    said = {s.outcome: [said.value for said in s.replies] for s in left.sessions}
    assert said == {"completed": ["It snowed.", "We froze.", "We sang."], "left": ["It rained."]}


def test_beginning_anew_can_throw_the_other_away(left: Shell) -> None:
    back(left, "4", ":quit")
    assert left.left == []
    (thrown,) = (left.home / "trash").iterdir()
    assert 'value = "It rained."' in thrown.read_text()


def test_several_that_were_left_are_named_each(left: Shell) -> None:
    left("run", "mine", stdin=lines("It snowed.", "We froze."))
    out = back(left).out
    assert "You were half way through this more than once." in out
    assert ", 2 answers\n" in out
    assert ", 1 answer\n" in out


def test_any_of_several_can_be_gone_on_with(left: Shell) -> None:
    left("run", "mine", stdin=lines("It snowed.", "We froze."))
    counts = [len(sitting.replies) for sitting in left.left]
    back(left, str(counts.index(1) + 1), "We got wet.", "We laughed.", "")
    assert answers(left) == ["It rained.", "We got wet.", "We laughed."]


def test_several_can_be_kept_as_unfinished_at_once(left: Shell) -> None:
    left("run", "mine", stdin=lines("It snowed.", "We froze."))
    back(left, "4", ":quit")
    assert (left.left, [session.outcome for session in left.sessions]) == ([], ["left", "left"])


def test_new_does_not_ask(left: Shell) -> None:
    assert "half way" not in back(left, words=("--new",)).out


def test_in_private_nothing_is_asked_of_what_was_left(left: Shell) -> None:
    assert "half way" not in back(left, words=("--private",)).out


def test_another_exercise_is_not_offered(left: Shell) -> None:
    assert "half way" not in left("pause", "--plain", stdin="", person=True).out


def test_where_nothing_was_left_nothing_is_asked(rsense: Shell, mine: str) -> None:
    assert "half way" not in back(rsense).out


def test_half_a_list_is_there_to_go_on_from(rsense: Shell) -> None:
    gather = '[[step]]\nid = "all"\nkind = "gather"\ntext = "What is it?"\n'
    rsense.script("mine", HEAD + gather)
    rsense("run", "mine", stdin=lines("the rain", "the cold"))
    back(rsense, "1", "", "")
    assert answers(rsense) == [("the rain", "the cold")]


def test_a_changed_script_is_gone_on_with_as_far_as_it_fits(left: Shell) -> None:
    left.script("mine", HEAD + STEPS.replace('id = "first"', 'id = "zeroth"'))
    back(left, "1", "Before.", "We got wet.", "We laughed.", "")
    record = left.sessions[0]
    assert [said.value for said in record.replies] == ["Before.", "We got wet.", "We laughed."]
    assert [reply.value for reply in record.unused_replies] == ["It rained."]


def test_a_title_of_any_shape_can_be_asked_about(rsense: Shell) -> None:
    rsense.script("mine", HEAD.replace('"A test"', '"""\nA "test"\\\\ of\n{x} [y]"""') + STEPS)
    rsense("run", "mine", stdin=lines("It rained."))
    assert "half way" in back(rsense).out


def test_a_damaged_sitting_does_not_stand_in_the_way(left: Shell) -> None:
    path = left.home / "progress" / "damaged.toml"
    path.write_text("what = ")
    assert "1. go on" in back(left).out
    assert path.read_text() == "what = "


def test_a_sitting_whose_record_is_written_is_not_offered(left: Shell) -> None:
    (path,) = (left.home / "progress").glob("*.toml")
    whole = path.read_bytes()
    back(left, "1", "We got wet.", "We laughed.", "")
    path.write_bytes(whole)
    assert "half way" not in back(left).out


def test_a_resumed_sitting_stays_about_what_it_was_begun_for(rsense: Shell) -> None:
    trigger = '[trigger]\nwhat = "first"\n'
    rsense.script("mine", HEAD + trigger + STEPS)
    rsense("log", "It rained.")
    (about,) = rsense.triggers
    rsense("run", "mine", "--about", "last", stdin=lines("", "We got wet."))
    rsense("log", "Something else.")
    back(rsense, "1", "We laughed.", "", words=("--about", "last"))
    assert rsense.sessions[0].about == (about.id,)


def test_a_resumed_sitting_about_nothing_still_makes_its_trigger(rsense: Shell) -> None:
    rsense.script("mine", HEAD + '[trigger]\nwhat = "first"\n' + STEPS)
    rsense("run", "mine", stdin=lines("It rained."))
    rsense("log", "Something else.")
    back(rsense, "1", "We got wet.", "We laughed.", "", words=("--about", "last"))
    assert "It rained." in [trigger.what for trigger in rsense.triggers]


def test_a_sitting_that_is_open_elsewhere_is_not_offered(left: Shell) -> None:
    library = Library(shipped_folder())
    context = AppContext(str(left.home), library)
    table = ExerciseFlow(context, parse("mine", HEAD + STEPS), private=False)
    opened = table.opened(ask=True)
    opened.sitting.answer(("go_0",))
    here = opened.next_activity(opened.sitting.session)
    assert here
    assert "half way" not in back(left).out
    here.close()
    assert "half way" in back(left).out


# In a real terminal


@pytest.fixture
def terminal(rsense: Shell, tmp_path: Path) -> Iterator[pexpect.spawn]:
    rsense("pause", "--no-wait", stdin=lines("7"))
    spawned = pexpect.spawn(
        sys.executable,
        ["-m", "rsense", "pause", "--plain", "--no-wait"],
        timeout=20,
        encoding="utf-8",
        codec_errors="replace",
        cwd=str(Path(__file__).parents[2]),
        dimensions=(24, 80),
        preexec_fn=default_signals,
        use_poll=True,
    )
    yield spawned
    spawned.close(force=True)


def ended(terminal: pexpect.spawn, last: str, code: int) -> None:
    """It says this, and is over."""
    terminal.expect(last)
    terminal.expect(pexpect.EOF)
    terminal.wait()
    assert terminal.exitstatus == code


def test_a_person_is_asked_and_goes_on(rsense: Shell, terminal: pexpect.spawn) -> None:
    terminal.expect("half way through")
    terminal.expect("choice> ")
    terminal.sendline("1")
    terminal.expect("Take one minute")
    terminal.sendline(":quit")
    ended(terminal, "Kept for later.", 0)
    assert [reply.value for reply in rsense.left[0].replies] == [7]


def test_control_c_leaves_and_keeps_what_was_answered(
    rsense: Shell, terminal: pexpect.spawn
) -> None:
    terminal.expect("choice> ")
    terminal.sendline("1")
    terminal.expect("Take one minute")
    terminal.sendline("2")
    terminal.expect("Which word is closest")
    terminal.expect("choice> ")
    terminal.sendintr()
    ended(terminal, "Kept for later.", 130)
    assert ("feet",) in [reply.value for reply in rsense.left[0].replies]


def test_bytes_that_are_no_text_are_taken_as_far_as_they_are(
    rsense: Shell, terminal: pexpect.spawn
) -> None:
    terminal.expect("choice> ")
    terminal.sendline("2")
    terminal.expect("number> ")
    assert terminal.ptyproc is not None
    terminal.ptyproc.write(b"\xff\n")
    terminal.expect("number> ")
    terminal.sendeof()
    ended(terminal, "Left.", 0)
