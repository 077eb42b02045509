"""A programme over weeks: begun, walked, rested, put away, taken up again."""

from __future__ import annotations

import errno
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rsense.core.prompts import SKIPPED, Pick
from rsense.core.records import PathMark, SessionRecord
from rsense.ports import Activity
from rsense.services.context import AppContext
from rsense.services.home import home
from rsense.services.over_time import programme_pages
from rsense.services.over_time.programmes import standing
from rsense.session_runner import SaveFailed
from rsense.store.library import Library, shipped_folder
from tests.cli.shell import Shell
from tests.cli.small import SMALL
from tests.store.faulty_files import FaultyFiles

BEGUN = datetime(2026, 11, 28, 20, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Person:
    """Somebody with a clock of their own."""

    folder: str
    at: datetime = BEGUN
    written: int = 0
    files: FaultyFiles = field(default_factory=FaultyFiles)
    context: AppContext = field(init=False)

    def __post_init__(self) -> None:
        library = Library(shipped_folder(), self.folder + "/exercises")
        self.context = AppContext(self.folder, library, lambda: self.at, self._id, self.files)

    def _id(self) -> str:
        self.written += 1
        return f"aaaaaaa{self.written:03}"

    def does(self, exercise: str, after: timedelta = DAY) -> None:
        self.at += after
        done = SessionRecord(self._id(), self.at, exercise, exercise, self.at, "completed")
        self.context.records.add(done)

    def begins(self, name: str = "first-week", who: str = "Sam") -> None:
        opened = programme_pages.begin(self.context, name)
        for answer in (None, who, None):
            opened.sitting.answer(answer)
        opened.next_activity(opened.sitting.session)

    @property
    def line(self) -> str:
        return home(self.context).path

    def page(self) -> tuple[str, tuple[str, ...], Activity]:
        opened = programme_pages.page(self.context)
        shown = opened.sitting.current
        assert shown
        assert isinstance(shown.prompt, Pick)
        return shown.prompt.text, tuple(one.value for one in shown.prompt.options), opened

    def chooses(self, way: str) -> Activity | None:
        _, ways, opened = self.page()
        assert way in ways
        opened.sitting.answer((way,))
        return opened.next_activity(opened.sitting.session)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(str(tmp_path))


def test_a_programme_moves_by_doing_and_by_nothing_else(person: Person) -> None:
    assert person.line == ""
    person.begins()
    assert person.line == "A first week, 1 of 7: Mindful pause"
    person.does("mindful-pause", timedelta())
    assert person.line == ""  # the next has its rest first
    person.at += DAY
    assert person.line == "A first week, 2 of 7: Find a word for the feeling"
    person.does("journal")
    assert person.line == "A first week, 2 of 7: Find a word for the feeling"


def test_one_person_may_know(person: Person) -> None:
    person.begins(who="Jo")
    here = standing(person.context)
    assert (here and here.begun.who) == "Jo"


def test_a_week_away_is_met_with_a_welcome(person: Person) -> None:
    person.begins()
    person.does("mindful-pause")
    person.at += 8 * DAY
    text, ways, _ = person.page()
    assert "Welcome back. You can go on, do the last one again, or put it away." in text
    assert ways == ("next", "again", "rest", "away", "other")
    person.at += 40 * DAY
    assert person.line == ""  # it does not nag
    assert "2 of 7" in person.page()[0]


def test_a_rest_is_quiet_and_ends_with_its_day_or_a_sitting(person: Person) -> None:
    person.begins()
    rest = person.chooses("rest")
    assert rest
    rest.sitting.answer(("2 weeks",))
    assert rest.next_activity(rest.sitting.session) is None
    assert person.line == ""
    assert "It rests until Sat 12 Dec." in person.page()[0]
    person.at += 15 * DAY
    assert person.line == "A first week, 1 of 7: Mindful pause"
    assert "Welcome back" not in person.page()[0]
    person.at -= 10 * DAY
    person.does("mindful-pause")
    person.at += DAY
    assert person.line == "A first week, 2 of 7: Find a word for the feeling"


def test_one_put_away_goes_on_where_it_was_or_begins_anew(person: Person) -> None:
    person.begins()
    person.does("mindful-pause")
    person.chooses("away")
    assert (standing(person.context), person.line) == (None, "")
    person.at += DAY
    asked = programme_pages.begin(person.context, "first-week")
    asked.sitting.answer(("on",))
    asked.next_activity(asked.sitting.session)
    assert person.line == "A first week, 2 of 7: Find a word for the feeling"
    person.at += DAY
    asked = programme_pages.begin(person.context, "A first week")
    asked.sitting.answer(("anew",))
    again = asked.next_activity(asked.sitting.session)
    assert again
    for answer in (None, SKIPPED):
        again.sitting.answer(answer)
    again.next_activity(again.sitting.session)
    assert person.line == "A first week, 1 of 7: Mindful pause"


def test_another_programme_takes_the_place_and_keeps_the_first(person: Person) -> None:
    person.begins()
    person.does("mindful-pause")
    person.at += DAY
    person.begins("six-weeks")
    assert person.line.startswith("Six weeks with rejection, 1 of 10")
    first = standing(person.context, "first-week")
    assert (first and first.position and first.position.at) == 1


def test_the_last_sitting_says_that_it_was_the_last(person: Person) -> None:
    person.begins()
    names = [one.exercise for one in person.context.library.programmes["first-week"].sitting]
    for name in names:
        person.does(name)
    assert person.line == ""
    text, ways, _ = person.page()
    assert text == "You've done all of “A first week”."
    assert ways[0] == "anew"


def test_a_programme_whose_file_is_gone_stops_nothing(person: Person) -> None:
    person.context.log(PathMark("bbbbbbb234", BEGUN, "mine", "begun", "My own"))
    assert person.line == ""
    text, ways, _ = person.page()
    assert "The file of “My own” is gone" in text
    assert ways == ("away", "other")


def test_a_did_from_a_newer_rsense_is_no_state(person: Person) -> None:
    person.begins()
    person.at += DAY
    person.context.log(PathMark("bbbbbbb234", person.at, "first-week", "sung"))
    assert person.line == "A first week, 1 of 7: Mindful pause"


def test_a_mark_that_cannot_be_saved_is_told(person: Person) -> None:
    person.begins()
    _, _, opened = person.page()
    opened.sitting.answer(("away",))
    person.files.fault = lambda at, done: OSError(errno.ENOSPC, "full")
    with pytest.raises(SaveFailed, match="Not saved"):
        opened.next_activity(opened.sitting.session)
    assert person.line


def test_the_command_begins_shows_rests_and_puts_away(rsense: Shell) -> None:
    assert rsense("path").err.startswith("You're on no programme.")
    assert rsense("path", "begin", "first-week", "--plain", stdin="\nSam\n\n").code == 0
    assert "next  Mindful pause" in rsense("path").out
    shown = json.loads(rsense("path", "--json").out)
    assert (shown["programme"], shown["done"], shown["of"], shown["who"]) == (
        "first-week",
        0,
        7,
        "Sam",
    )
    assert "rests until" in rsense("path", "rest", "2", "weeks").err
    assert "rests until" in rsense("path").err
    assert "put away" in rsense("path", "away").err
    assert "Taken back" in rsense("undo").err
    assert "rests until" in rsense("path").err


def test_a_programme_counts_its_sittings_in_words(rsense: Shell) -> None:
    folder = rsense.home / "exercises" / "programmes"
    folder.mkdir(parents=True)
    sitting = '[[sitting]]\nexercise = "predict"\nwhy = "."\n'
    for count, words in ((1, "It's one sitting, and"), (2, "There are 2 sittings.")):
        text = f'format = 1\ntitle = "Mine"\nsummary = "Some."\n{sitting * count}'
        (folder / "mine.toml").write_text(text)
        assert words in rsense("path", "begin", "mine", "--plain").said


def test_a_sitting_says_at_its_end_where_it_stands(rsense: Shell) -> None:
    folder = rsense.home / "exercises" / "programmes"
    folder.mkdir(parents=True)
    for name in ("one", "two"):
        (folder.parent / f"{name}.toml").write_text(SMALL.replace("A small pause", name.title()))
    head = 'format = 1\ntitle = "Mine"\nsummary = "Two."\n'
    sittings = (f'[[sitting]]\nexercise = "{name}"\nwhy = "."\n' for name in ("one", "two"))
    (folder / "mine.toml").write_text(head + "".join(sittings))
    ran = rsense("path", "begin", "mine", "--plain", stdin="\n\n5\n3\n\n\n")
    assert "That was 1 of 2 in “Mine”. Next comes “Two”." in ran.said
    ran = rsense("path", "next", "--plain", stdin="5\n3\n\n\n")
    assert "That was 2 of 2 in “Mine”. You've done all of it." in ran.said
    assert "Mine, all done" in rsense("path").out


def test_what_the_command_cannot_do_is_told_in_words(rsense: Shell) -> None:
    for words, why in (
        ("rest", "You're on no programme."),
        ("away", "You're on no programme."),
        ("dance", "“rsense path dance” doesn't work."),
        ("next --json", "--json goes with path and path list"),
        ("away now", "“rsense path away now” doesn't work."),
        ("begin first-wek", "There is no programme “first-wek”. Did you mean “first-week”?"),
    ):
        ran = rsense("path", *words.split())
        assert (ran.code, why in ran.err) == (2, True), ran.err
    rsense("path", "begin", "first-week", "--plain", stdin="\n\n")
    for words in ("rest", "rest yesterday", "rest 30 feb"):
        assert rsense("path", *words.split()).code == 2, words


def test_a_broken_programme_of_ones_own_is_named_and_stops_nothing(rsense: Shell) -> None:
    folder = rsense.home / "exercises" / "programmes"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(
        'format = 1\ntitle = "Mine"\nsummary = "Two."\n\n[[sitting]]\nexercise = "sit"\nwhy = "."\n'
        '\n[[sitting]]\nexercise = "fly"\nwhy = "."\nrest = "soon"\n'
    )
    ran = rsense("check")
    assert ran.code == 3
    assert 'mine.toml:9:1: sitting 2: there is no exercise "fly"' in ran.out
    assert 'mine.toml:9:1: sitting 2: "soon" is no span' in ran.out
    ran = rsense("path", "list")
    assert "first-week" in ran.out
    assert "mine.toml" in ran.err
    (folder / "mine.toml").write_text("format = ")
    assert "mine.toml" in rsense("doctor").out + rsense("doctor").err
    assert rsense("path", "list").code == 0


def test_completion_offers_what_path_does_and_the_programmes(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rsense.cli.completion.engine import complete

    monkeypatch.setenv("RSENSE_HOME", str(rsense.home))
    assert [value for value, _ in complete(["path", ""])] == [
        "list",
        "begin",
        "next",
        "rest",
        "away",
    ]
    assert [value for value, _ in complete(["path", "begin", "fi"])] == [
        "finding-words",
        "first-week",
    ]
