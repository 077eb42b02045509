"""Drafts: kept, read again beside their first notes, said, let go, asleep until it hurts less."""

from __future__ import annotations

import base64
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rsense.cli.commands import drafts as command
from rsense.core.prompts import Pick
from rsense.core.records import Keepsake, MeasureTaken, SessionRecord, Trigger
from rsense.ports import Activity
from rsense.services.context import AppContext
from rsense.services.home import home
from rsense.services.over_time import draft_pages, drafts
from rsense.store.files.durable import new_id
from rsense.store.library import Library, shipped_folder
from tests.cli.shell import Shell
from tests.store.faulty_files import FaultyFiles

AT = datetime(2026, 11, 28, 20, tzinfo=UTC)
DAY = timedelta(days=1)
WORDS = "When you went quiet,\nI felt left out."


class Person:
    """Somebody with a clock of their own and one draft."""

    def __init__(self, folder: str) -> None:
        self.at = AT
        library = Library(shipped_folder())
        self.context = AppContext(folder, library, lambda: self.at, files=FaultyFiles())
        self.context.records.add(Trigger("trig234567", AT - DAY, "He went quiet", 8))
        self.card = Keepsake("drft234567", AT, "drafts", WORDS, ("trig234567",))
        self.context.records.add(self.card)

    @property
    def now(self) -> Keepsake:
        return draft_pages.draft(self.context, "drft")

    def notes(self, strength: int) -> None:
        self.at += timedelta(hours=1)
        self.context.records.add(Trigger(new_id(), self.at, "it", strength))

    def chooses(self, *ways: str) -> Activity:
        opened = draft_pages.page(self.context, self.now)
        for way in ways:
            opened.sitting.answer((way,))
            following = opened.next_activity(opened.sitting.session)
            if following:
                opened = following
        return opened


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(str(tmp_path))


def test_a_draft_is_read_beside_its_first_notes(person: Person) -> None:
    shown = draft_pages.page(person.context, person.card).sitting.current
    assert shown
    assert isinstance(shown.prompt, Pick)
    assert WORDS in shown.prompt.text
    assert "You wrote it about:\nHe went quiet (8 of 10)" in shown.prompt.text


def test_said_and_let_go_are_kept_and_no_longer_shown(person: Person) -> None:
    for state in draft_pages.SETTLED:
        shown = person.chooses(state).sitting.current
        assert shown
        assert shown.prompt.text == draft_pages.SETTLED[state]
        assert (person.now.state, person.now.since, person.now.text) == (state, AT, WORDS)
        assert list(drafts.open_drafts(person.context)) == []
        assert person.context.records.shelves() == {}
        assert person.context.records.newest_cards(["drafts"], 5) == {"drafts": {}}


def test_a_draft_sleeps_until_it_was_last_rated_low(person: Person) -> None:
    person.chooses("asleep", "calm")
    assert home(person.context).draft == ""
    for strength, wakes in ((7, False), (5, False), (4, True), (6, False), (0, True)):
        person.notes(strength)
        assert (drafts.awake(person.context) is not None) == wakes, strength
    assert home(person.context).draft.startswith("When you went quiet")
    person.chooses("none")  # it was read again
    assert (person.now.state, home(person.context).draft) == ("", "")


def test_a_draft_wakes_however_long_it_slept(person: Person) -> None:
    person.chooses("asleep", "1 week")
    person.at += 400 * DAY
    assert drafts.awake(person.context) is not None
    assert home(person.context).draft.startswith("When you went quiet")


def test_a_calm_rating_from_before_the_sleep_wakes_nothing(person: Person) -> None:
    person.notes(2)
    person.at += DAY
    person.chooses("asleep", "calm")
    assert drafts.awake(person.context) is None
    later = person.at + DAY
    rated = {"distress": MeasureTaken(7, 3)}
    done = SessionRecord(new_id(), later, "sit", "Sit", later, "completed", measures=rated)
    person.context.records.add(done)
    assert drafts.awake(person.context) is not None


def test_a_draft_sleeps_until_its_time(person: Person) -> None:
    person.chooses("asleep", "3 days")
    person.notes(0)
    assert drafts.awake(person.context) is None
    person.chooses("none")  # looked at while it sleeps
    assert person.now.state == "asleep"
    person.at += 4 * DAY
    assert drafts.awake(person.context) is not None


def test_no_draft_comes_back_on_an_evening_that_was_very_hard(person: Person) -> None:
    person.chooses("asleep", "3 days")
    person.at += 4 * DAY
    person.notes(8)
    person.notes(2)
    assert home(person.context).draft == ""
    person.at += timedelta(hours=12)
    assert home(person.context).draft != ""


def test_the_command_lists_settles_and_prints(rsense: Shell) -> None:
    assert "There are no drafts." in rsense("drafts").err
    rsense("keep", "drafts", "I felt\x1b[2J left out")
    assert "I felt" in rsense("drafts").out
    assert "\x1b" not in rsense("drafts", "last", "--print").out
    assert json.loads(rsense("drafts", "--json").out)["shelf"] == "drafts"
    slept = rsense("drafts", "last", "--sleep", "3 jan 2099 9:00")
    assert "sleeps until Sat 3 Jan 2099 09:00." in slept.err
    assert "asleep" in rsense("drafts").out
    assert "Said: I felt" in rsense("drafts", "last", "--said").err
    assert "There are no drafts." in rsense("drafts").err
    assert rsense("undo").code == 0
    assert "asleep" in rsense("drafts").out


def test_what_the_command_cannot_do_is_told_in_words(rsense: Shell) -> None:
    rsense("keep", "evidence", "She came.")
    card = rsense.records[0].id
    for words, why in (
        (("last",), "There are no drafts."),
        (("--said",), "Which draft?"),
        ((card,), "is no draft"),
        ((card, "--said", "--print"), "at a time"),
    ):
        ran = rsense("drafts", *words)
        assert (ran.code, why in ran.err) == (2, True), ran.err
    rsense("keep", "drafts", "words")
    assert rsense("drafts", "last", "--sleep", "yesterday").code == 2
    ran = rsense("drafts", "last", "--copy")
    assert (ran.code, "no terminal" in ran.err) == (2, True)


def test_copy_asks_once_and_then_never_again(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    rsense("keep", "drafts", "I felt left out.")
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True)
    asked: list[str] = []

    def confirm(words: str) -> bool:
        asked.append(words)
        return len(asked) > 1  # no at first

    monkeypatch.setattr(command, "confirm", confirm)
    code = f"\x1b]52;c;{base64.b64encode(b'I felt left out.').decode()}\x07"
    assert code not in rsense("drafts", "last", "--copy").err
    assert code in rsense("drafts", "last", "--copy").err
    assert code in rsense("drafts", "last", "--copy").err
    assert len(asked) == 2
    assert "clipboard" in rsense("settings").out
