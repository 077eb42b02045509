"""Unfinished sittings: on disk after every answer, private ones never, one owner at a time."""

from __future__ import annotations

import errno
import os
import stat
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rsense.core.engine import Reply, Session, back, begin, private_steps, refit
from rsense.core.engine.drafts import drafted
from rsense.core.prompts import SKIPPED, Paced, Skip, Value
from rsense.store.files.durable import NotSaved
from rsense.store.files.safe_read import Unreadable
from rsense.store.records.trash import Trash
from rsense.store.sessions import SessionStore, UnfinishedSession, unfinished
from tests.core.scripts import parsed, run
from tests.steps import step
from tests.store.faulty_files import FaultyFiles, full_disk
from tests.store.made import AT, ID

REPLIES = (
    Reply("hello", None),
    Reply("now", 7),
    Reply("what", "Sam left.\nAt eight."),
    Reply("urge", ("withdraw", "own words")),
    Reply("none", ()),
    Reply("pile", (("they left", "fact"), ("they hate me", "story"))),
    Reply("breath", Paced(20, 2, finished=False)),
    Reply("left_out", SKIPPED),
)
LEFT = UnfinishedSession(
    id=ID,
    exercise="mindful-pause",
    title="Mindful pause",
    started=AT,
    saved=AT,
    about=("abcd234567",),
    replies=REPLIES,
    ahead=(Reply("then", ("walk",)),),
)

SECRETS = (
    step("rate", "now", "How strong?")
    + step("ask", "secret", "What would nobody guess?", private=True)
    + step("gather", "thoughts", "What do you think, about {secret|it}?", private=True)
    + step(
        "sort",
        "pile",
        "Sort it.",
        items="thoughts",
        bins=[{"value": "fact"}, {"value": "story"}],
        private=True,
    )
    + step("ask", "open", "And aloud, beside {secret|it}?")
)
SECRET = "I cried in the car"


@pytest.fixture
def progress(tmp_path: Path) -> SessionStore:
    return SessionStore(str(tmp_path / "home" / "progress"))


def saved(
    progress: SessionStore, sitting: UnfinishedSession = LEFT, private: frozenset[str] = frozenset()
) -> Path:
    """As whoever has it open saves it, who knows what lies there."""
    path = Path(progress.folder, f"{sitting.id}.toml")
    known = path.read_bytes() if path.exists() else None
    progress.save(sitting, private, progress.own_file(sitting.id, known))
    return path


def of(session: Session) -> UnfinishedSession:
    return unfinished(session, id=ID, started=AT, saved=AT, about=())


# Saving


def test_a_sitting_comes_back_as_it_was_left(progress: SessionStore) -> None:
    saved(progress)
    assert list(progress.all()) == [LEFT]


def test_another_devices_version_is_told_and_not_gone_on_with(tmp_path: Path) -> None:
    """It would be saved over the one that has the name."""
    told: list[Unreadable] = []
    progress = SessionStore(str(tmp_path / "progress"), damaged=told.append)
    path = saved(progress)
    copy = path.with_name(f"{ID}.sync-conflict-20261123-101010-ABCDEFG.toml")
    copy.write_bytes(path.read_bytes().replace(b"Sam left", b"Sam came"))
    assert list(progress.all()) == [LEFT]
    assert [one.path for one in told] == [str(copy)]


VALUES: st.SearchStrategy[Value | Skip] = st.one_of(
    st.none(),
    st.integers(-1000, 1000),
    st.just(SKIPPED),
    st.text(st.characters(codec="utf-8"), min_size=1),
    st.lists(st.text(st.characters(codec="utf-8"))).map(tuple),
    st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.text(max_size=0))).map(tuple),
    st.builds(Paced, st.integers(0, 9999), st.integers(0, 99), st.booleans()),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(VALUES, min_size=1, max_size=5))
def test_any_answers_come_back_as_they_were(
    progress: SessionStore, values: list[Value | Skip]
) -> None:
    replies = tuple(Reply(f"step{n}", value) for n, value in enumerate(values))
    sitting = UnfinishedSession(
        id=ID, exercise="x", title="X", started=AT, saved=AT, replies=replies
    )
    saved(progress, sitting)
    assert [left.replies for left in progress.all()] == [replies]


def test_a_later_save_takes_the_place_of_the_earlier(progress: SessionStore) -> None:
    saved(progress)
    saved(progress, of(run(parsed(SECRETS), 7)))
    assert [left.replies for left in progress.all()] == [(Reply("now", 7),)]


def test_a_sitting_is_for_its_owner_only(progress: SessionStore) -> None:
    path = saved(progress)
    modes = [stat.S_IMODE(found.stat().st_mode) for found in (path, path.parent)]
    assert modes == [0o600, 0o700]


def test_what_is_not_saved_leaves_the_earlier_as_it_was(progress: SessionStore) -> None:
    saved(progress)
    with pytest.raises(NotSaved):
        saved(SessionStore(progress.folder, FaultyFiles(full_disk)), of(run(parsed(SECRETS), 7)))
    assert list(progress.all()) == [LEFT]


# Private answers


def all_bytes(progress: SessionStore) -> bytes:
    return b"".join(path.read_bytes() for path in Path(progress.folder).rglob("*"))


def keep(progress: SessionStore, session: Session) -> None:
    saved(progress, of(session), private_steps(session))


TOLD = run(
    parsed(SECRETS),
    7,
    SECRET,
    (SECRET, "it hurts"),
    ((SECRET, "fact"), ("it hurts", "story")),
    "fine",
)


@pytest.mark.parametrize("backs", range(5))
def test_a_private_answer_is_never_on_disk(progress: SessionStore, backs: int) -> None:
    session = TOLD
    for _ in range(backs):
        session = back(session)
    keep(progress, session)
    assert SECRET.encode() not in all_bytes(progress)


def test_no_page_that_a_private_answer_led_to_is_on_disk(progress: SessionStore) -> None:
    hurt = step(
        "choose", "safe", "Safe?", options=[{"value": "no"}, {"value": "yes"}], private=True
    )
    page = step("say", "people", "Call.", when="safe == 'no'")
    script = parsed(step("say", "hello", "Hello.") + hurt + page + step("ask", "open", "And?"))
    session = run(script, None, ("no",), None)
    keep(progress, session)
    assert b"safe" not in all_bytes(progress)
    assert b"people" not in all_bytes(progress)
    (left,) = progress.all()
    assert left.replies == (Reply("hello", None),)
    assert refit(script, {}, left.replies, left.ahead) == run(script, None)


def test_what_is_not_private_is_on_disk_beside_it(progress: SessionStore) -> None:
    keep(progress, TOLD)
    assert [reply.step for left in progress.all() for reply in left.replies] == ["now", "open"]


def test_half_a_private_answer_is_never_on_disk(progress: SessionStore) -> None:
    session = begin(parsed(SECRETS), ahead=[Reply("secret", SECRET), Reply("open", "fine")])
    keep(progress, session)
    assert [left.ahead for left in progress.all()] == [(Reply("open", "fine"),)]
    assert SECRET.encode() not in all_bytes(progress)


# Looking for what was left


def test_the_one_left_last_comes_first(progress: SessionStore) -> None:
    for minutes, id in enumerate(["first", "second", "third"]):
        late = AT + timedelta(minutes=minutes)
        saved(progress, UnfinishedSession(id=id, exercise="x", title="X", started=AT, saved=late))
    assert [left.id for left in progress.all()] == ["third", "second", "first"]


def test_no_folder_is_nothing_left_and_looking_makes_none(progress: SessionStore) -> None:
    assert list(progress.all()) == []
    assert not progress.in_use(ID)
    assert not os.path.exists(progress.folder)


def test_a_sitting_cut_short_anywhere_is_seen_as_such(progress: SessionStore) -> None:
    path = saved(progress)
    whole = path.read_bytes()
    for length in range(len(whole) - 1):
        path.write_bytes(whole[:length])
        assert list(progress.all()) in ([], [LEFT]), whole[:length]


@pytest.mark.parametrize("content", [b"", b"what = ", b"\xff", b"format = 1\nend = true\n"])
def test_a_damaged_sitting_is_named_and_left_alone(progress: SessionStore, content: bytes) -> None:
    saved(progress)
    path = Path(progress.folder, "other.toml")
    path.write_bytes(content)
    told: list[Unreadable] = []
    assert list(SessionStore(progress.folder, damaged=told.append).all()) == [LEFT]
    assert [error.path for error in told] == [str(path)]
    assert path.read_bytes() == content


def test_a_record_is_no_sitting(progress: SessionStore) -> None:
    path = saved(progress)
    path.write_text(path.read_text().replace('kind = "progress"', 'kind = "session"'))
    assert list(progress.all()) == []


# Letting go


def test_a_discarded_sitting_lies_whole_in_the_trash_alone(
    progress: SessionStore, tmp_path: Path
) -> None:
    whole = saved(progress).read_bytes()
    trash = tmp_path / "home" / "trash"
    progress.discard(ID, Trash(str(trash)), AT)
    assert [path.read_bytes() for path in trash.iterdir()] == [whole]
    assert list(Path(progress.folder).iterdir()) == []


def test_a_session_is_discarded_beside_an_earlier_state_of_it(
    progress: SessionStore, tmp_path: Path
) -> None:
    trash = Trash(str(tmp_path / "home" / "trash"))
    for minutes in (0, 1):
        saved(progress, replace(LEFT, saved=AT + timedelta(minutes=minutes)))
        progress.discard(ID, trash, AT)
    assert [thrown.id for thrown in trash.all()] == [ID, ID]


# One owner at a time


def test_a_sitting_that_is_held_is_in_use_until_nobody_holds_it_any_more(
    progress: SessionStore,
) -> None:
    held = progress.hold(ID)
    assert held is not None
    assert progress.in_use(ID)
    assert progress.hold(ID) is None
    assert progress.hold("other") is not None
    del held
    assert not progress.in_use(ID)
    assert progress.hold(ID) is not None


def test_a_lock_that_a_failing_disk_does_not_close_makes_no_noise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = SessionStore(str(tmp_path)).hold(ID)
    close = os.close

    def failing(descriptor: int) -> None:
        close(descriptor)
        raise OSError(errno.EIO, "failing")

    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    with monkeypatch.context() as patch:
        patch.setattr(os, "close", failing)
        del held
    assert told == []


# An answer that is being changed


def test_change_under_way_is_on_the_disk_with_its_old_answer(progress: SessionStore) -> None:
    keep(progress, drafted(run(parsed(SECRETS), 7, "a secret"), 8, at=0))
    (read,) = progress.all()
    assert (read.changing, read.replies[0], read.ahead) == (0, Reply("now", 7), (Reply("now", 8),))


def test_change_is_found_again_behind_a_private_answer(progress: SessionStore) -> None:
    steps = SECRETS.split("[[step]]")
    session = run(parsed("[[step]]".join(("", steps[2], steps[1]))), "a secret", 7)
    keep(progress, drafted(session, 8, at=1))
    (read,) = progress.all()
    assert read.changing is not None
    assert read.replies[read.changing] == Reply("now", 7)


def test_change_of_a_private_answer_is_on_no_disk(progress: SessionStore) -> None:
    keep(progress, drafted(run(parsed(SECRETS), 7, "a secret"), "another secret", at=1))
    assert b'secret"' not in all_bytes(progress).replace(b'step = "secret"', b"")
    (read,) = progress.all()
    assert (read.changing, read.ahead) == (None, ())
