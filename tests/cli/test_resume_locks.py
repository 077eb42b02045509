"""Sittings that were left: taken up, filed and thrown away under their lock, read again then."""

from __future__ import annotations

from pathlib import Path

import pytest

from rsense.core.records import SessionRecord
from rsense.core.script.parse import parse
from rsense.ports import Activity
from rsense.services.context import AppContext
from rsense.services.exercise import resume
from rsense.services.exercise.ending_words import BESIDE
from rsense.services.exercise.flow import ExerciseFlow
from rsense.store import session_lock
from rsense.store.library import Library, shipped_folder
from rsense.store.sessions import SessionStore
from tests.cli.shell import HEAD, Shell
from tests.steps import step
from tests.store.faulty_files import FaultyFiles

STEPS = step("ask", "first", "What happened?") + step("ask", "second", "What then?")
SCRIPT = parse("mine", HEAD + STEPS)
LIBRARY = Library(shipped_folder())


def window(home: Path, files: FaultyFiles | None = None) -> tuple[ExerciseFlow, Activity]:
    context = AppContext(str(home), LIBRARY, files=files or FaultyFiles())
    table = ExerciseFlow(context, SCRIPT, private=False)
    return table, table.opened(ask=True)


def choose(opened: Activity, way: str) -> Activity:
    opened.sitting.answer((way,))
    following = opened.next_activity(opened.sitting.session)
    assert following
    return following


def asked(opened: Activity) -> str:
    shown = opened.sitting.current
    return shown.prompt.text if shown else ""


def left_behind(home: Path, *words: str) -> None:
    _, opened = window(home)
    if opened.finish is None:
        opened = choose(opened, "anew")
    for word in words:
        opened.sitting.answer(word)
    opened.close()


def finish(opened: Activity) -> tuple[str, ...]:
    assert opened.finish
    return opened.finish(opened.sitting.session).lines


def everything(home: Path) -> str:
    return "\n".join(p.read_bytes().decode() for p in home.rglob("*") if p.is_file())


# R1: two windows on one half-done exercise


def test_of_two_windows_at_the_question_the_second_is_refused_in_words(tmp_path: Path) -> None:
    left_behind(tmp_path, "It rained.")
    (_, one), (_, other) = window(tmp_path), window(tmp_path)
    one = choose(one, "go_0")
    other = choose(other, "go_0")
    assert (other.finish, resume.IN_USE in asked(other)) == (None, True)
    one.sitting.answer("We got wet.")
    assert "Kept." in finish(one)[-1]
    other = choose(other, "anew")
    other.sitting.answer("It snowed.")
    other.sitting.answer("We froze.")
    assert "Kept." in finish(other)[-1]
    assert all(w in everything(tmp_path) for w in ("rained", "got wet", "snowed", "froze"))


def test_looking_again_offers_it_once_it_was_left(tmp_path: Path) -> None:
    left_behind(tmp_path, "It rained.")
    (_, one), (_, other) = window(tmp_path), window(tmp_path)
    one = choose(one, "go_0")
    other = choose(choose(other, "go_0"), "again")
    assert resume.IN_USE in asked(other)
    one.close()
    other = choose(other, "again")
    assert "half way" in asked(other)
    finish(choose(other, "go_0"))
    assert resume.NOT_THERE in asked(choose(choose(choose_late(tmp_path), "go_0"), "again"))


@pytest.mark.parametrize("way", ["go_0", "trash"])
def test_asked_again_it_is_about_the_same_follow_up(tmp_path: Path, way: str) -> None:
    script = parse("mine", f'{HEAD}given = ["a"]\n{STEPS}')

    def taken_up(id: str, *, ask: bool = True) -> Activity:
        context = AppContext(str(tmp_path), LIBRARY)
        return ExerciseFlow(context, script, private=False, about=(id,)).opened(ask=ask)

    for id in ("one", "other"):
        opened = taken_up(id, ask=False)
        opened.sitting.answer("It rained.")
        opened.close()
    offered = taken_up("one")
    here = choose(taken_up("one"), "go_0")
    again = choose(offered, way)
    assert here.finish
    assert resume.IN_USE in asked(again)
    assert "half way" not in asked(again)  # as the other is


def choose_late(home: Path) -> Activity:
    """A window that shows an offer which is out of date."""
    left_behind(home, "It snowed.")
    _, opened = window(home)
    for path in (home / "progress").glob("*.toml"):
        path.unlink()
    return opened


def test_what_was_said_elsewhere_meanwhile_is_gone_on_with(tmp_path: Path) -> None:
    left_behind(tmp_path, "It rained.")
    (_, one), (_, other) = window(tmp_path), window(tmp_path)
    one = choose(one, "go_0")
    one.sitting.answer("We got wet.")
    one.close()
    other = choose(other, "go_0")
    assert [reply.value for reply in other.sitting.session.replies] == ["It rained.", "We got wet."]


@pytest.mark.parametrize("way", ["go_0", "file", "trash"])
def test_what_was_finished_elsewhere_is_not_brought_back(tmp_path: Path, way: str) -> None:
    left_behind(tmp_path, "It rained.")
    (_, one), (_, other) = window(tmp_path), window(tmp_path)
    one = choose(one, "go_0")
    one.sitting.answer("We got wet.")
    finish(one)
    other = choose(other, way)
    assert (resume.NOT_THERE in asked(other)) == (way == "go_0")
    assert list((tmp_path / "progress").iterdir()) == []
    assert len(list(tmp_path.rglob("*-session-*.toml"))) == 1


@pytest.mark.parametrize("way", ["file", "trash"])
def test_what_is_open_elsewhere_is_neither_filed_nor_thrown_away(tmp_path: Path, way: str) -> None:
    left_behind(tmp_path, "It rained.")
    (_, one), (_, other) = window(tmp_path), window(tmp_path)
    one = choose(one, "go_0")
    other = choose(other, way)
    assert resume.IN_USE in asked(other)
    assert not (tmp_path / "trash").exists()
    one.sitting.answer("We got wet.")
    assert "Kept." in finish(one)[-1]


def test_of_several_those_that_can_be_are_filed_and_the_others_are_told_of(tmp_path: Path) -> None:
    left_behind(tmp_path, "It rained.")
    left_behind(tmp_path, "It snowed.")
    (_, one), (_, other) = window(tmp_path), window(tmp_path)
    one = choose(one, "go_1")
    other = choose(other, "file")
    assert resume.STAYS in asked(other)
    assert len(list(tmp_path.rglob("*-session-*.toml"))) == 1
    assert len(list((tmp_path / "progress").glob("*.toml"))) == 1


def test_a_disk_without_locks_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(_: int, __: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr("rsense.store.session_lock.fcntl.flock", flock)
    left_behind(tmp_path, "It rained.")
    (_, one), (_, other) = window(tmp_path), window(tmp_path)
    one, other = choose(one, "go_0"), choose(other, "go_0")
    one.sitting.answer("We got wet.")
    other.sitting.answer("We stayed dry.")
    finish(one)
    assert BESIDE in finish(other)
    assert all(w in everything(tmp_path) for w in ("got wet", "stayed dry"))


def test_a_lock_that_another_let_go_of_meanwhile_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between opening and locking the file may lose its name: no lock at all then."""
    progress, locked = SessionStore(str(tmp_path)), session_lock.take_lock
    late = [tmp_path / ".abc.lock"]

    def slow(descriptor: int) -> bool:
        if late:
            late.pop().unlink()
        return locked(descriptor)

    monkeypatch.setattr(session_lock, "take_lock", slow)
    held = progress.hold("abc")
    assert (held is None, progress.hold("abc")) == (False, None)


def test_no_lock_file_stays_when_a_sitting_is_left(tmp_path: Path) -> None:
    left_behind(tmp_path, "It rained.")
    assert [p.suffix for p in (tmp_path / "progress").iterdir()] == [".toml"]


# R2: a name that merely holds an id


@pytest.mark.parametrize("name", ["x{id}", "{id}x", "note-{id}", "{id}"])
def test_a_record_of_another_name_or_content_lets_no_sitting_go(rsense: Shell, name: str) -> None:
    rsense.script("mine", HEAD + STEPS)
    rsense("run", "mine", stdin="It rained.\n")
    (left,) = rsense.left
    other = left.started, name.format(id=left.id)
    rsense.add(SessionRecord(other[1], other[0], "mine", "A test", left.saved, "completed"))
    ran = rsense("run", "mine", "--plain", stdin="1\nWe got wet.\n\n", person=True)
    assert "half way" in ran.out
    assert "It rained." in everything(rsense.home)
    assert (BESIDE in ran.out.replace("\n", " ")) == (name == "{id}")


def test_a_sitting_whose_answers_its_record_has_goes(rsense: Shell) -> None:
    rsense.script("mine", HEAD + STEPS)
    rsense("run", "mine", stdin="It rained.\n")
    (path,) = (rsense.home / "progress").glob("*.toml")
    before = path.read_bytes()
    rsense("run", "mine", "--plain", stdin="1\nWe got wet.\n\n", person=True)
    path.write_bytes(before)
    assert "half way" not in rsense("run", "mine", "--plain", stdin=":quit\n", person=True).out
    assert rsense.left == []
