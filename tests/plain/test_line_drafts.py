"""Half-written words in lines: changed from the look-over, skipped, broken off, or typed anew."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from rsense.core.engine import Reply, Session, begin, refit
from rsense.core.prompts import SKIPPED, Value
from rsense.plain.console import Console, Typing
from rsense.plain.dialogue import run
from rsense.ports import Activity
from rsense.save_queue import Ended
from rsense.session_runner import Keep, SaveFailed, SessionRunner
from rsense.store.sessions import SessionStore
from tests.core.scripts import parsed
from tests.plain.held import AGAIN, SERVICES, Safe
from tests.tui.terminal import rsense

TWO = (
    '[[step]]\nid = "what"\nkind = "ask"\ntext = "What happened?"\n'
    '[[step]]\nid = "then"\nkind = "ask"\ntext = "And then?"\n'
)
KINDS: dict[str, tuple[str, tuple[str, ...], str, Value]] = {
    "ask": ('kind = "ask"', (), "She le", "She le"),
    "many lines": ('kind = "ask"\nlines = "many"', ("One.",), "Tw", "One.\nTw"),
    "gather": ('kind = "gather"', ("a lamp",), "a c", ("a lamp", "a c")),
    "compose": (
        'kind = "compose"\ntemplate = "[a], [b]."\nblanks = { a = "A?", b = "B?" }',
        ("he left",),
        "lo",
        (("a", "he left"), ("b", "lo")),
    ),
    "own words": ('kind = "choose"\noptions = ["x", "y"]\nother = true', (), "my o", ("my o",)),
}
KIND = pytest.mark.parametrize("kind", KINDS)
BREAKING: dict[str, Callable[[], BaseException]] = {
    "ctrl+c": KeyboardInterrupt,
    "a signal": lambda: Ended(signal.SIGTERM),
}


def held(
    session: Session,
    *lines: str,
    half: str = "",
    by: BaseException | None = None,
    safe: Safe | None = None,
) -> tuple[Safe, list[str]]:
    """A dialogue with a person, broken off in the middle of a line; what was kept, and said."""
    safe, left, said = safe or Safe(), list(lines), list[str]()

    def read(_: str) -> str | None:
        if not left and by:
            raise by
        return left.pop(0) if left else None

    typing = Typing(lambda: "" if left else half)
    console = Console(read, said.append, lambda _: None, paced=False, typing=typing)
    opened = Activity(SessionRunner(session, safe.keep), safe.finish, resume_command=AGAIN)
    try:
        run(opened, SERVICES, console)
    except (KeyboardInterrupt, Ended):
        assert by
    return safe, said


def again(safe: Safe) -> Session:
    last = safe.kept[-1]
    return refit(last.script, {}, last.replies, last.pending, last.changing)


def step(kind: str) -> str:
    return f'[[step]]\nid = "it"\ntext = "What?"\n{KINDS[kind][0]}\n'


@pytest.mark.parametrize("by", BREAKING.values(), ids=list(BREAKING))
@KIND
def test_half_a_line_is_kept_when_it_is_broken_off(
    kind: str, by: Callable[[], BaseException]
) -> None:
    _, lines, half, expected = KINDS[kind]
    safe, said = held(begin(parsed(step(kind))), *lines, half=half, by=by())
    assert safe.kept[-1].pending == (Reply("it", expected),)
    assert said[-1].startswith("Kept for later.")


@KIND
def test_half_a_line_is_told_of_while_it_is_typed(kind: str) -> None:
    _, lines, half, expected = KINDS[kind]
    safe, left = Safe(), list(lines)
    typing = Typing(lambda: half)

    def read(_: str) -> str | None:
        if left:
            return left.pop(0)
        typing.tick()
        typing.tick()
        assert console.saves.wait(5)
        assert safe.kept[-1].pending == (Reply("it", expected),)
        return None

    console = Console(read, lambda _: None, lambda _: None, paced=False, typing=typing)
    opened = Activity(
        SessionRunner(begin(parsed(step(kind))), safe.keep), safe.finish, resume_command=AGAIN
    )
    run(opened, SERVICES, console)


@pytest.mark.parametrize("half", [":sk", "", "  "])
def test_half_a_command_or_nothing_is_no_draft(half: str) -> None:
    safe, _ = held(begin(parsed(TWO)), half=half, by=KeyboardInterrupt())
    assert safe.kept == []


def test_half_a_line_that_begins_with_a_colon_is_words() -> None:
    safe, _ = held(begin(parsed(TWO)), half="::) she", by=KeyboardInterrupt())
    assert safe.kept[-1].pending == (Reply("what", ":) she"),)


def test_half_a_line_that_cannot_be_kept_is_not_said_to_be() -> None:
    with pytest.raises(SaveFailed, match="the disk is full"):
        held(begin(parsed(TWO)), half="She le", by=KeyboardInterrupt(), safe=Safe(full=True))


# An answer that is changed from the look-over


@pytest.mark.parametrize("by", [None, *BREAKING.values()], ids=["end of input", *BREAKING])
def test_half_changed_answer_is_kept_and_come_back_to(
    by: Callable[[], BaseException] | None,
) -> None:
    broken = by() if by else None
    safe, _ = held(begin(parsed(TWO)), "She left.", "I stayed.", "1", half="At ei", by=broken)
    assert [reply.value for reply in safe.kept[-1].replies] == ["She left.", "I stayed."]
    assert safe.kept[-1].pending == (Reply("what", "At ei"),)
    resumed, said = held(again(safe), "At eight.", "")
    assert "From before: At ei" in said
    assert [reply.value for reply in resumed.finished[0].replies] == ["At eight.", "I stayed."]


def test_quit_in_a_change_leaves_the_exercise() -> None:
    safe, said = held(begin(parsed(TWO)), "She left.", "I stayed.", "1", ":quit", "", "")
    assert (safe.finished, said[-1][:15]) == ([], "Kept for later.")


def test_back_in_a_change_leaves_the_answer_as_it_is() -> None:
    safe, _ = held(begin(parsed(TWO)), "She left.", "I stayed.", "1", ":back", "")
    assert [reply.value for reply in safe.finished[0].replies] == ["She left.", "I stayed."]


def test_help_in_a_change_asks_it_again() -> None:
    safe, said = held(
        begin(parsed(TWO)), "She left.", "I stayed.", "1", ":help", "", "At eight.", ""
    )
    assert "- Call somebody." in said
    assert safe.finished[0].replies[0].value == "At eight."


# Skipped words, and words typed anew


def test_skipped_words_come_back_with_back() -> None:
    steps = step("gather") + TWO
    safe, said = held(begin(parsed(steps)), "a lamp", ":skip", ":back")
    assert "From before: a lamp" in said
    assert safe.kept[-1].pending == (Reply("it", ("a lamp",)),)


def test_skipped_words_are_there_when_it_is_resumed() -> None:
    safe, _ = held(begin(parsed(step("gather") + TWO)), "a lamp", ":skip")
    assert safe.kept[-1].replies[-1].value is SKIPPED
    _, said = held(again(safe), ":back")
    assert "From before: a lamp" in said


def test_lines_typed_anew_do_not_push_out_the_older_ones() -> None:
    session = begin(parsed(step("gather")), ahead=[Reply("it", ("a lamp", "a cup"))])
    safe, _ = held(session, ":new", "a door")
    assert [reply.value for reply in safe.kept[-1].pending] == [("a door",), ("a lamp", "a cup")]


def test_lines_that_go_on_below_the_older_ones_are_one_draft() -> None:
    session = begin(parsed(step("gather")), ahead=[Reply("it", ("a lamp",))])
    safe, _ = held(session, "a door")
    assert safe.kept[-1].pending == (Reply("it", ("a lamp", "a door")),)


# A slow disk


def asked_two(keep: Keep, console: Console) -> None:
    run(Activity(SessionRunner(begin(parsed(TWO)), keep), resume_command=AGAIN), SERVICES, console)


@pytest.mark.slow
def test_slow_save_is_told_of_and_a_signal_does_not_wait_for_it() -> None:
    go, said = threading.Event(), list[str]()

    def keep(_: Session) -> None:
        go.wait(10)

    def read(_: str) -> str | None:
        return "She left."

    console = Console(read, said.append, lambda _: None, paced=False)
    before = signal.signal(signal.SIGALRM, lambda *_: _raise(Ended(signal.SIGTERM)))
    signal.setitimer(signal.ITIMER_REAL, 0.8)
    try:
        with pytest.raises(Ended):
            asked_two(keep, console)
    finally:
        signal.signal(signal.SIGALRM, before)
        go.set()
    assert "Still saving…" in said
    assert any("may not be saved" in line for line in said)


@pytest.mark.slow
def test_save_that_failed_after_its_caller_was_broken_off_is_not_said_to_be_kept() -> None:
    go, said, safe = threading.Event(), list[str](), Safe()

    def keep(session: Session) -> None:
        if session.replies and not go.wait(1.5):
            raise SaveFailed("Not saved: the disk is full.")
        safe.keep(session)

    console = Console(lambda _: "She left.", said.append, lambda _: None, paced=False)
    before = signal.signal(signal.SIGALRM, lambda *_: _raise(KeyboardInterrupt()))
    signal.setitimer(signal.ITIMER_REAL, 0.6)
    try:
        with pytest.raises(SaveFailed, match="the disk is full"):
            asked_two(keep, console)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert not any("Kept for later" in line for line in said)


def _raise(error: BaseException) -> None:
    raise error


# In a real terminal

SCRIPT = 'format = 1\ntitle = "Two"\nstage = "notice"\n' + TWO


def on_disk(home: Path) -> list[object]:
    left = SessionStore(str(home / "progress")).all()
    return [reply.value for one in left for reply in (*one.replies, *one.ahead)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signal_in_a_line_keeps_it_and_says_so(tmp_path: Path, number: int) -> None:
    script = tmp_path / "two.toml"
    script.write_text(SCRIPT)
    with rsense(tmp_path, "run", str(script), "--plain") as terminal:
        terminal.until("What happened?")
        terminal.type("She le")
        terminal.child.kill(number)
        assert terminal.ended() == 128 + number
        assert on_disk(tmp_path) == ["She le"]
        assert "Kept for later." in terminal.screen
        assert terminal.settings_changed == set()


@pytest.mark.slow
def test_line_is_on_the_disk_a_moment_after_it_was_typed(tmp_path: Path) -> None:
    script = tmp_path / "two.toml"
    script.write_text(SCRIPT)
    with rsense(tmp_path, "run", str(script), "--plain") as terminal:
        terminal.until("What happened?")
        terminal.type("She le")
        terminal.listen(1.0)
        terminal.listen(1.0)
        terminal.child.kill(signal.SIGKILL)
        terminal.ended()
    assert on_disk(tmp_path) == ["She le"]
