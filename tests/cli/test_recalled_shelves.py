"""A session takes only the cards it shows, and a card deleted for good is nowhere on the disk."""

from __future__ import annotations

import fcntl
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rsense.core.engine import Reply, current, refit
from rsense.core.recalled_shelves import LONGEST, refitting, shelves_for
from rsense.core.records import Keepsake
from rsense.core.script.parse import parse
from rsense.core.steps.recall import NEWEST
from rsense.store.sessions import SessionStore
from tests.cli.shell import HEAD, Shell, lines
from tests.steps import step

RECALL = (
    step("ask", "first", "What happened?")
    + step("recall", "cards", "Who steadies you?", shelf="people")
    + step("ask", "last", "And in the end?")
)
SCRIPT = parse("mine", HEAD + RECALL)
AT = datetime(2026, 11, 22, 10, 52, 8, tzinfo=UTC)
CARD = "the cat came back with the key"


def everything(home: Path) -> bytes:
    return b"\n".join(p.read_bytes() for p in home.rglob("*") if p.is_file())


@pytest.fixture
def mine(rsense: Shell) -> Shell:
    rsense.script("mine", HEAD + RECALL)
    return rsense


def back(rsense: Shell, *typed: str) -> str:
    return rsense("run", "mine", "--plain", stdin=lines(*typed), person=True).out


# Only what is recalled, and no more than is shown


def test_only_the_shelves_that_are_recalled_are_taken() -> None:
    cards = {"people": ("Jo",), "plans": ("walk",)}
    assert shelves_for(SCRIPT, cards) == {"people": ("Jo",)}


def test_a_script_that_recalls_nothing_takes_nothing() -> None:
    script = parse("mine", HEAD + '[[step]]\nid = "a"\nkind = "ask"\ntext = "What?"\n')
    assert shelves_for(script, {"people": ("Jo",)}) == {}


def test_as_many_cards_are_taken_as_are_shown_and_long_ones_are_cut() -> None:
    cards = {"people": [f"{n}" for n in range(100)] + ["1"]}
    assert shelves_for(SCRIPT, cards)["people"] == tuple(f"{n}" for n in range(NEWEST))
    (short,) = shelves_for(SCRIPT, {"people": ["x" * 1_000_000]})["people"]
    assert len(short) == LONGEST + 1


@pytest.mark.parametrize("count", [1, 40])
def test_shelves_of_megabytes_keep_no_exercise_from_saving(mine: Shell, count: int) -> None:
    for number in range(count):
        text = f"{number} " + "x" * (3_000_000 // count // 4)
        at = AT + timedelta(seconds=number)
        mine.add(Keepsake(f"card{number:06d}".replace("0", "a"), at, "people", text[:900_000]))
    mine("run", "mine", stdin=lines("It rained.", "1"))
    (left,) = mine.left
    assert [reply.step for reply in left.replies] == ["first", "cards"]
    assert os.path.getsize(next((mine.home / "progress").glob("*.toml"))) < 20_000
    back(mine, "1", "We laughed.", "")
    assert mine.sessions[0].outcome == "completed"


def test_the_newest_of_thousands_are_found_without_reading_them_all(
    mine: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rsense.store.records import reader

    for number in range(300):
        at = AT + timedelta(seconds=number)
        mine.add(Keepsake(f"{number:04d}aaaaaa", at, "people", f"card {number}"))
    read: list[str] = []
    whole = reader._whole

    def counted(path: str) -> bytes:
        read.append(path)
        return whole(path)

    monkeypatch.setattr(reader, "_whole", counted)
    out = back(mine, "It rained.", ":quit")
    assert "card 299" in out
    assert len(read) < 40


# Going on when the shelf has changed


def kept(rsense: Shell, *texts: str) -> list[str]:
    for text in texts:
        rsense("keep", "people", text)
    ids = {card.text: card.id for card in rsense.cards}
    return [ids[text] for text in texts]


def for_good(rsense: Shell, *ids: str) -> None:
    rsense("delete", "--yes", *ids)
    assert "for good" in rsense("trash", "--empty", "--yes").err


def test_a_card_that_was_picked_stays_picked_when_it_is_deleted(mine: Shell) -> None:
    mine.add(Keepsake("aaaaaaaaaa", AT, "people", "Jo"))
    ids = kept(mine, "Mo")
    mine("run", "mine", stdin=lines("It rained.", "2"))
    for_good(mine, *ids, "aaaaaaaaaa")
    assert "And in the end?" in back(mine, "1", "We laughed.", "")
    (record,) = mine.sessions
    assert [said.value for said in record.replies][1:] == [("Jo",), "We laughed."]


def test_a_card_that_was_not_picked_is_not_offered_again(mine: Shell) -> None:
    ids = kept(mine, "Jo", CARD)
    mine("run", "mine", stdin=lines("It rained."))
    (path,) = (mine.home / "progress").glob("*.toml")
    assert CARD not in path.read_text()
    for_good(mine, ids[1])
    out = back(mine, "1", ":quit")
    assert ("Jo" in out, CARD in out) == (True, False)


@pytest.mark.parametrize("new", [1, 9])
def test_new_cards_do_not_send_anybody_back(mine: Shell, new: int) -> None:
    kept(mine, "Jo")
    mine("run", "mine", stdin=lines("It rained.", "1"))
    kept(mine, *(f"new {number}" for number in range(new)))
    assert "Who steadies you?" not in back(mine, "1", ":quit")
    back(mine, "1", "We laughed.", "")
    assert mine.sessions[0].replies[1].value == ("Jo",)


def test_a_card_on_a_shelf_that_was_empty_sends_nobody_back() -> None:
    """The step was passed over then; what was said after it still stands."""
    replies = [Reply("first", "a"), Reply("last", "b")]
    today = shelves_for(SCRIPT, {"people": ("Jo",)}, replies)
    session = refit(SCRIPT, today, refitting(SCRIPT, replies))
    assert [reply.step for reply in session.replies] == ["first", "cards", "last"]
    assert (current(session), session.pending) == (None, ())


def test_every_reply_fits_whatever_became_of_the_shelf() -> None:
    replies = [Reply("first", "a"), Reply("cards", ("Jo", "Mo")), Reply("last", "b")]
    for today in ((), ("Jo",), ("x",), tuple(map(str, range(20)))):
        shelves = shelves_for(SCRIPT, {"people": today}, replies)
        assert refit(SCRIPT, shelves, refitting(SCRIPT, replies)).replies == tuple(replies)


# Deleted for good


def test_an_older_versions_copy_of_the_shelves_is_read_and_goes_with_the_trash(mine: Shell) -> None:
    (id,) = kept(mine, CARD)
    mine("run", "mine", stdin=lines("It rained."))
    (path,) = (mine.home / "progress").glob("*.toml")
    text = path.read_text().replace("\n[end]\n", f'\n[shelf]\npeople = ["{CARD}"]\n\n[end]\n')
    assert CARD in text
    path.write_text(text)
    for_good(mine, id)
    assert CARD.encode() not in everything(mine.home)
    assert [reply.value for reply in mine.left[0].replies] == ["It rained."]


def test_a_card_deleted_for_good_is_nowhere(mine: Shell) -> None:
    (id,) = kept(mine, CARD)
    mine("run", "mine", stdin=lines("It rained."))  # half way, on the card's own step
    mine("edit", id, "-w", "x")
    mine("edit", id, f"{CARD}, and again")
    month = next((mine.home / "records").rglob("*-keepsake-*.toml")).parent
    record = next(month.glob("*-keepsake-*.toml"))
    copy = record.with_name(record.name.replace(".toml", ".sync-conflict-20261122-101010-A.toml"))
    copy.write_bytes(record.read_bytes())
    (month / ".tmp-1-abcdefghij").write_bytes(record.read_bytes())
    edit = mine.home / "progress" / f".edit-{id}"
    edit.mkdir()
    for name in ("record.toml", ".before", "record.toml~"):
        (edit / name).write_bytes(record.read_bytes())
    mine("delete", "--yes", id)
    assert "unfinished edit" in mine("trash", "--empty", stdin="n\n", person=True).err
    assert mine("trash", "--empty", "--yes").code == 0
    assert CARD.encode() not in everything(mine.home)
    assert not edit.exists()


def test_what_is_left_of_a_record_that_stays_stays(mine: Shell) -> None:
    ids = kept(mine, "Jo", CARD)
    edit = mine.home / "progress" / f".edit-{ids[0]}"
    edit.mkdir(parents=True)
    (edit / "record.toml").write_text("x")
    mine("edit", ids[0], f"{CARD}, and again")
    for_good(mine, ids[1])
    assert (edit / "record.toml").read_text() == "x"
    assert CARD.encode() in everything(mine.home)


def open_in_an_editor(home: Shell, id: str) -> int:
    """The lock that an editor holds on its copy of a record."""
    edit = home.home / "progress" / f".edit-{id}"
    edit.mkdir(parents=True)
    lock = os.open(edit / ".lock", os.O_CREAT | os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def test_what_is_open_in_an_editor_is_not_deleted_for_good(mine: Shell) -> None:
    (id,) = kept(mine, CARD)
    lock = open_in_an_editor(mine, id)
    mine("delete", "--yes", id)
    ran = mine("trash", "--empty", "--yes")
    assert (ran.code, id in ran.err, len(mine("trash").out.splitlines())) == (1, True, 1)
    os.close(lock)
    assert mine("trash", "--empty", "--yes").code == 0


# Nothing is wiped while it is open


def test_a_wipe_names_what_is_open_elsewhere_and_refuses(mine: Shell) -> None:
    mine("run", "mine", stdin=lines("It rained."))
    (left,) = mine.left
    held = SessionStore(str(mine.home / "progress")).hold(left.id)
    assert held
    before = mine.files
    ran = mine("where", "--wipe", "--yes")
    assert (ran.code, "A test" in ran.err, "gone" in ran.err) == (1, True, False)
    assert mine.files == before
    held.release()
    assert mine("where", "--wipe", "--yes").code == 0
    assert not mine.home.exists()


def test_a_wipe_refuses_while_an_editor_has_a_record_open(mine: Shell) -> None:
    (id,) = kept(mine, CARD)
    lock = open_in_an_editor(mine, id)
    ran = mine("where", "--wipe", "--yes")
    os.close(lock)
    assert (ran.code, id in ran.err) == (1, True)
    assert CARD.encode() in everything(mine.home)


@pytest.mark.parametrize("form", ["log", "now"])
def test_a_wipe_refuses_while_something_is_being_noted(mine: Shell, form: str) -> None:
    from rsense.services.context import open_context
    from rsense.services.log_form import log_form
    from rsense.services.now.flow import NowFlow

    opened = log_form(open_context()) if form == "log" else NowFlow(open_context()).opened()
    opened.sitting.save_draft("It rained." if form == "log" else 4)
    ran = mine("where", "--wipe", "--yes")
    assert (ran.code, "being noted" in ran.err) == (1, True)
    del opened
    assert mine("where", "--wipe", "--yes").code == 0
