"""A session that asks for a follow-up, and the one that takes it up, from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from rsense.core.records import Came, FollowUp
from rsense.ports import Ending
from rsense.services.context import open_context
from rsense.services.exercise.flow import open_exercise
from rsense.services.exercise.follow_up import Closing
from rsense.session_runner import SaveFailed
from rsense.store.files.safe_read import Unreadable
from rsense.store.records.repository import RecordStore
from tests.cli.shell import HEAD, Shell
from tests.steps import step

BEFORE = (
    HEAD
    + '[follow_up]\nuntil = "day"\nask = "You expected: {what|something}. What happened?"\n'
    + 'exercise = "after"\ncarry = { prediction = "what", sure = "sure" }\nsure = "sure"\n'
    + step("ask", "what", "What do you expect?")
    + step("rate", "sure", "How sure?", high=100)
    + step("moment", "day", "When will you know?")
)
AFTER = (
    HEAD
    + 'given = ["prediction", { name = "sure", kind = "number", high = 100 }]\ncame = "came"\n'
    + '[measure.belief]\nbefore = "sure"\nafter = "now"\n'
    + step("choose", "came", "You expected: {prediction|-}.", options=["no", "partly", "yes"])
    + step("rate", "now", "And now? It was {sure|-}.", high=100)
)
SAID = "She'll be cold\n80\nin 2 days\n"


@pytest.fixture
def asked(rsense: Shell) -> Shell:
    """One follow-up, asked for in a session."""
    rsense.script("before", BEFORE)
    rsense.script("after", AFTER)
    ran = rsense("run", "before", stdin=SAID)
    assert ran.code == 0, ran.said
    return rsense


def follow_ups(rsense: Shell) -> list[FollowUp]:
    return [record for record in rsense.records if isinstance(record, FollowUp)]


def take_up(rsense: Shell, *, private: bool = False) -> str:
    """The first question of the script that takes it up; the rest is left for `rsense run`."""
    (asked,) = follow_ups(rsense)
    assert asked.ask in rsense("due", "--all").said
    opened = open_exercise(open_context(), asked.exercise, asked.id, private=private)
    assert opened.sitting.current
    text = opened.sitting.current.prompt.text
    opened.sitting.answer(("partly",))
    opened.close()
    return text


def test_session_asks_for_a_follow_up_and_says_so(rsense: Shell) -> None:
    rsense.script("before", BEFORE)
    rsense.script("after", AFTER)
    said = rsense("run", "before", stdin=SAID).said
    (asked,), (session,) = follow_ups(rsense), rsense.sessions
    assert asked.about == (session.id,)
    assert asked.carry == {"prediction": "She'll be cold", "sure": 80}
    assert (asked.sure, asked.state) == (80, "open")
    assert asked.due
    assert (asked.due.date() - asked.at.date()).days == 2
    when = f"{asked.due:%A} {asked.due.day} {asked.due:%B}"
    assert f"That's {when}, 20:00." in said
    assert f"From {when}, 20:00, this comes back to you: “You expected: She'll be cold. " in said


def test_moment_that_is_not_to_come_is_refused_with_examples(rsense: Shell) -> None:
    rsense.script("after", AFTER)
    rsense.script("before", BEFORE)
    said = rsense("run", "before", stdin="Cold\n80\nyesterday\n:skip\n").said
    assert "“yesterday” isn't still to come. Try “in 3 days”" in said
    assert follow_ups(rsense) == []


def test_private_session_leaves_no_follow_up(rsense: Shell) -> None:
    rsense.script("after", AFTER)
    rsense.script("before", BEFORE)
    assert rsense("run", "before", "--private", stdin=SAID).code == 0
    assert rsense.records == []


def go_on(number: int) -> tuple[str, Ending]:
    """The second question of a session that was left, and what its end says."""
    opened = open_exercise(open_context(), "after")
    assert opened.sitting.current
    assert opened.finish
    text = opened.sitting.current.prompt.text
    opened.sitting.answer(number)
    return text, opened.finish(opened.sitting.session)


def test_script_that_takes_it_up_is_given_the_answers_and_closes_it(asked: Shell) -> None:
    assert take_up(asked) == "You expected: She'll be cold."
    text, ending = go_on(30)  # resumed: what is given is there again
    assert text == "And now? It was 80."
    assert [str(change) for change in ending.changes] == ["Belief: 80 back then, 30 now."]
    (closed,) = follow_ups(asked)
    assert (closed.state, closed.came) == ("done", "partly")
    assert closed.ask not in asked("due", "--all").said
    assert isinstance(closed.closed, datetime)
    newest = asked.sessions[0]
    assert newest.about == (closed.id,)
    assert newest.replies[0].question == "You expected: She'll be cold."


@pytest.mark.parametrize(("there", "kept"), [("no", ["no", "partly"]), ("partly", ["partly"])])
def test_another_answer_of_another_device_is_kept_beside_it(
    asked: Shell, there: Came, kept: list[Came]
) -> None:
    take_up(asked)
    (one,) = follow_ups(asked)
    Closing(open_context(), one).put(state="done", came=there, closed=one.at, answer="So-so.")
    go_on(30)
    assert sorted(found.came for found in follow_ups(asked)) == kept
    assert sorted(found.answer for found in follow_ups(asked)) == ["", "So-so."][-len(kept) :]


def test_records_that_cannot_be_listed_are_not_answered_elsewhere(
    asked: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = follow_ups(asked)

    def hidden(store: RecordStore) -> Iterator[tuple[str, str]]:
        store.damaged(Unreadable(store.folder, "this folder cannot be listed"))
        return iter(())

    closing = Closing(open_context(), one)
    with monkeypatch.context() as patch:
        patch.setattr(RecordStore, "names", hidden)
        with pytest.raises(SaveFailed, match="cannot be listed"):
            closing.put(state="done", answer="So-so.")
    assert [found.state for found in follow_ups(asked)] == ["open"]
    closing.put(state="done", answer="So-so.")
    assert [found.answer for found in follow_ups(asked)] == ["So-so."]


def test_belief_that_rose_since_then_is_no_fault_of_the_session(asked: Shell) -> None:
    take_up(asked)
    _, ending = go_on(100)
    assert not ending.softer


def test_taken_up_in_private_it_stays_open(asked: Shell) -> None:
    take_up(asked, private=True)
    assert [one.state for one in follow_ups(asked)] == ["open"]
    assert asked.left == []


def test_follow_up_that_is_gone_leaves_its_session_to_go_on(asked: Shell) -> None:
    take_up(asked)
    (one,) = follow_ups(asked)
    asked("delete", one.id, "--yes")
    text, _ = go_on(30)
    assert text == "And now? It was -."
    assert len(asked.sessions) == 2


def test_session_of_another_follow_up_is_not_gone_on_with(asked: Shell) -> None:
    take_up(asked)
    (first,) = follow_ups(asked)
    asked.add(first._replace(id="another234", carry={"prediction": "Late"}))
    opened = open_exercise(open_context(), "after", "another234")
    assert opened.sitting.current
    assert opened.sitting.current.prompt.text == "You expected: Late."
    again = open_exercise(open_context(), "after", first.id)
    assert [reply.step for reply in again.sitting.session.replies] == ["came"]


def test_session_that_forgets_closes_it_and_says_nothing_of_it(asked: Shell) -> None:
    private = step("choose", "came", "Did it come?", options=["no", "yes"], private=True)
    forgotten = step("say", "gone", "That is forgotten.", forget=True)
    asked.script("after", HEAD + 'given = ["prediction"]\n' + private + forgotten)
    (one,) = follow_ups(asked)
    opened = open_exercise(open_context(), "after", one.id)
    opened.sitting.answer(("yes",))
    opened.sitting.answer(None)
    assert opened.finish
    assert opened.finish(opened.sitting.session).lines == ("Nothing was kept.",)
    (closed,) = follow_ups(asked)
    assert (closed.state, closed.came, closed.answer) == ("done", "", "")
    assert len(asked.sessions) == 1


def test_what_comes_back_begins_with_what_it_carries(asked: Shell) -> None:
    (one,) = follow_ups(asked)
    opened = open_exercise(open_context(), one.exercise, one.id)
    assert opened.sitting.current
    assert opened.sitting.current.prompt.text == "You expected: She'll be cold."
