"""What comes back: one question at a time, when its day has come, and never on a hard evening."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from rsense.core.options import NOT_ALONE
from rsense.core.prompts import Pick
from rsense.core.records import (
    GOOD_MOMENT,
    Exchange,
    FollowUp,
    FollowUpState,
    MeasureTaken,
    Record,
    SessionRecord,
    Trigger,
)
from rsense.plain import dialogue
from rsense.ports import Activity
from rsense.services.context import AppContext
from rsense.services.corrections import undo_last
from rsense.services.edit_flow import edit_part
from rsense.services.exercise.follow_up import Closing
from rsense.services.frontend_services import services_for
from rsense.services.home_menu import home_in_lines
from rsense.services.now.flow import NowFlow
from rsense.services.over_time.follow_up_flow import come_back, take_up
from rsense.services.over_time.follow_ups import open_follow_ups, question, quiet_until, waiting
from rsense.session_runner import SaveFailed
from rsense.store.library import Library, shipped_folder
from tests.cli.shell import ASK, Shell
from tests.plain.lines import talk

NOW = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def asked(id: str, due: datetime | None = NOW - HOUR, **more: object) -> FollowUp:
    return FollowUp(id, NOW - 9 * DAY, f"ask {id}", due=due)._replace(**more)  # type: ignore[arg-type]


class Life:
    """Somebody's records, and a clock that can be set."""

    def __init__(self, home: Path) -> None:
        self.home, self.clock, self.made = home, NOW, 0
        library = Library(shipped_folder(), str(home / "exercises"))
        self.context = AppContext(str(home), library, now=self.now, new_id=self.new_id)

    def now(self) -> datetime:
        return self.clock

    def new_id(self) -> str:
        self.made += 1
        return f"made{self.made:06d}".replace("0", "a")

    def add(self, *records: Record) -> None:
        for record in records:
            self.context.records.add(record)

    @property
    def waits(self) -> str:
        found = waiting(self.context)
        return found.id if found else ""

    @property
    def follow_ups(self) -> dict[str, FollowUp]:
        found = (one.record for one in self.context.records.newest("followup"))
        return {one.id: one for one in found if isinstance(one, FollowUp)}

    def lines(self, opened: Activity | None, *typed: str) -> str:
        """All that is said in lines, as words one space apart."""
        assert opened
        lines = talk(*typed)
        dialogue.run(opened, services_for(self.context), lines.console)
        return " ".join(lines.text.split())


@pytest.fixture
def life(tmp_path: Path) -> Life:
    return Life(tmp_path / "home")


# What waits


def test_the_one_that_was_due_first_waits_and_no_other(life: Life) -> None:
    assert life.waits == ""
    life.add(asked("later", NOW + HOUR), asked("some", None), asked("new"), asked("old", NOW - DAY))
    assert life.waits == "old"
    assert [one.id for one in open_follow_ups(life.context)] == ["old", "new", "later", "some"]
    Closing(life.context, asked("old")).put(state="done", closed=NOW)
    assert life.waits == "new"
    Closing(life.context, asked("new")).put(due=NOW + HOUR)
    assert life.waits == ""


def test_nothing_is_asked_twice_however_the_clock_is_set(life: Life) -> None:
    life.add(asked("one"), asked("two", NOW + 3 * DAY))
    Closing(life.context, asked("one")).put(state="let go", closed=NOW)
    for moved in (-400 * DAY, -DAY, -HOUR, 2 * DAY):
        life.clock = NOW + moved
        assert life.waits == ""
    life.clock = NOW + 500 * DAY
    assert life.waits == "two"


@pytest.mark.parametrize("hours", [-9, 5, 13])
def test_a_moment_is_the_same_one_in_another_zone(life: Life, hours: int) -> None:
    life.add(asked("one", (NOW + HOUR).astimezone(timezone(timedelta(hours=hours)))))
    assert life.waits == ""
    life.clock = (NOW + HOUR).astimezone(timezone(timedelta(hours=-hours)))
    assert life.waits == "one"


STRONG: dict[str, Record] = {
    "a trigger": Trigger("hard", NOW - HOUR, "He left", intensity=8),
    "one of this morning": Trigger("hard", NOW - 20 * HOUR, "He left", intensity=10),
    "one before midnight": Trigger("hard", NOW - 11 * HOUR, "He left", intensity=9),
    "one that the clock has yet to reach": Trigger("hard", NOW + HOUR, "He left", intensity=8),
    "an exercise that began there": SessionRecord(
        "hard", NOW - HOUR, "x", "X", NOW, "completed", measures={"distress": MeasureTaken(8, 2)}
    ),
    "an exercise that ended there": SessionRecord(
        "hard", NOW - HOUR, "x", "X", NOW, "completed", measures={"distress": MeasureTaken(5, 9)}
    ),
    "now": SessionRecord(
        "hard", NOW, "now", "N", NOW, "left", (Exchange("strength", "How strong?", 8, "8"),)
    ),
}


@pytest.mark.parametrize("note", STRONG.values(), ids=STRONG)
def test_on_an_evening_with_a_strong_note_nothing_is_asked(life: Life, note: Record) -> None:
    life.add(asked("one"), note)
    assert life.waits == ""
    from_then = quiet_until(life.context)
    assert from_then is not None
    assert NOW < from_then <= NOW + DAY
    life.clock = from_then
    assert life.waits == "one"


CALM: dict[str, Record] = {
    "a weaker one": Trigger("calm", NOW - HOUR, "He left", intensity=7),
    "a good moment": Trigger("calm", NOW - HOUR, "She called", intensity=9, type=GOOD_MOMENT),
    "one of yesterday": Trigger("calm", NOW - 22 * HOUR, "He left", intensity=10),
    "a number that is none": Trigger("calm", NOW - HOUR, "9 = 9\n9", intensity=2),
    "a measure of something else": SessionRecord(
        "calm", NOW - HOUR, "x", "X", NOW, "completed", measures={"warmth": MeasureTaken(3, 9)}
    ),
}


@pytest.mark.parametrize("note", CALM.values(), ids=CALM)
def test_on_another_evening_it_is_asked(life: Life, note: Record) -> None:
    life.add(asked("one"), note)
    assert life.waits == "one"
    assert quiet_until(life.context) is None


def test_a_strong_note_written_by_hand_counts_too(life: Life) -> None:
    life.add(asked("one"), Trigger("hand", NOW - HOUR, "He left", intensity=3))
    (path,) = life.home.rglob("*-hand.toml")
    path.write_text(path.read_text().replace("intensity = 3", "intensity=9"))
    assert life.waits == ""


# Answers


def test_a_prediction_is_answered_with_what_came_and_some_words(life: Life) -> None:
    life.add(asked("one", ask="she'll be cold", sure=80))
    said = life.lines(come_back(life.context), "1", "She was tired.", "1")
    assert "You expected “she'll be cold”, 80 % sure. What happened?" in said
    assert "It didn't come this time." in said
    closed = life.follow_ups["one"]
    assert (closed.state, closed.came, closed.answer) == ("done", "no", "She was tired.")
    assert closed.closed == NOW
    assert life.waits == ""
    undo_last(life.context)
    assert life.follow_ups["one"] == asked("one", ask="she'll be cold", sure=80)


def test_what_came_as_feared_is_met_with_care_and_help(life: Life) -> None:
    life.add(asked("one", sure=80))
    said = life.lines(come_back(life.context), "3", "", "2", "1")
    assert "It came, and that hurts." in said
    assert "something that helps now" in said
    assert "Someone you can talk to" in said
    assert life.follow_ups["one"].came == "yes"


def test_words_of_danger_in_an_answer_show_people_to_call(life: Life) -> None:
    for id, sure in (("feared", 80), ("plain", None)):
        life.add(asked(id, sure=sure))
        said = life.lines(come_back(life.context), "1", "I want to kill myself", "1")
        assert NOT_ALONE in said, id
        assert life.follow_ups[id].answer == "I want to kill myself"


def test_what_came_is_on_the_disk_before_words_are_asked_for(life: Life) -> None:
    life.add(asked("one", sure=80))
    opened = come_back(life.context)
    opened.sitting.answer(("partly",))
    assert opened.next_activity(opened.sitting.session)
    assert life.follow_ups["one"].came == "partly"


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("1", datetime(2026, 11, 23, 20, tzinfo=UTC)),
        ("2", datetime(2026, 11, 25, 20, tzinfo=UTC)),
        ("3", datetime(2026, 11, 29, 20, tzinfo=UTC)),
        ("4", None),
    ],
)
def test_not_yet_asks_when(life: Life, typed: str, due: datetime | None) -> None:
    life.add(asked("one"))
    assert "That's all right." in life.lines(come_back(life.context), "2", typed, "1")
    assert life.follow_ups["one"] == asked("one", due)


def test_from_ten_answers_on_it_is_said_how_predictions_came_out(life: Life) -> None:
    for number in range(10):
        life.add(asked(f"one{number}", sure=70 + number))
        last = "3" if number == 9 else "1"
        said = life.lines(come_back(life.context), "3" if number == 9 else "1", "", last)
        assert ("you feared" in said) == (number == 9)
    assert "Of 10 you feared, 1 came as feared; you were 74 % sure on average." in said


def test_let_go_is_an_answer(life: Life) -> None:
    life.add(asked("one"))
    assert "You've let it go." in life.lines(come_back(life.context), "3", "1")
    assert life.follow_ups["one"].state == "let go"


@pytest.mark.parametrize("text", ["", "no script at all"], ids=["gone", "broken"])
def test_a_follow_up_without_its_script_shows_its_words_and_takes_a_free_answer(
    life: Life, text: str
) -> None:
    if text:
        script(life, text)
    life.add(asked("one", exercise="mine"))
    said = life.lines(come_back(life.context), "1", "It went well.", "1")
    assert "ask one" in said
    assert life.follow_ups["one"].answer == "It went well."


def test_a_follow_up_with_its_script_leads_there(life: Life) -> None:
    script(life, ASK)
    life.add(asked("one", exercise="mine", sure=50))
    said = life.lines(come_back(life.context), "1", "It began.", "")
    assert "look at it: A test" in said
    assert "What happened?" in said


def script(life: Life, text: str) -> None:
    (life.home / "exercises").mkdir(parents=True)
    (life.home / "exercises" / "mine.toml").write_text(text)


def test_not_yet_asks_for_another_time_and_echoes_it(life: Life) -> None:
    life.add(asked("one"), asked("two", NOW + DAY))
    said = life.lines(come_back(life.context), "2", "5", "yesterday", "friday 18:00")
    assert "Friday 27 November, 18:00" in said
    due = life.follow_ups["one"].due
    assert due
    assert f"{due.astimezone():%Y-%m-%d %H:%M}" == "2026-11-27 18:00"
    page = edit_part(life.context, "two", "due").sitting.current
    assert page
    assert str(page.prefill).startswith("2026-11-23")


# Two devices, two windows


def test_two_windows_that_close_the_same_one_keep_both_answers(life: Life) -> None:
    life.add(asked("one", sure=80))
    mine, theirs = Closing(life.context, asked("one")), Closing(life.context, asked("one"))
    theirs.put(state="done", came="no", closed=NOW)
    mine.put(state="done", came="yes", closed=NOW)
    theirs.put(answer="It was fine.")
    mine.put(answer="It was not.")
    found = life.follow_ups
    assert found["one"].answer == "It was fine."
    (other,) = (one for id, one in found.items() if id != "one")
    assert (other.answer, other.came, other.about) == ("It was not.", "yes", ("one",))
    assert life.waits == ""


def test_an_answer_to_one_that_was_taken_away_is_kept(life: Life) -> None:
    life.add(asked("one"))
    closing = Closing(life.context, asked("one"))
    closing.put(state="done", closed=NOW)
    for path in life.home.rglob("*-one.toml"):
        path.unlink()
    closing.put(answer="It was fine.")
    assert [one.answer for one in life.follow_ups.values()] == ["It was fine."]


def test_one_that_another_device_answered_is_not_put_off(life: Life) -> None:
    life.add(asked("one"))
    opened = take_up(life.context, asked("one"))
    Closing(life.context, asked("one")).put(state="done", closed=NOW)
    with pytest.raises(SaveFailed, match="answered elsewhere"):
        Closing(life.context, asked("one")).put(due=NOW + DAY)
    assert life.follow_ups["one"].state == "done"
    assert opened


def test_keys_that_somebody_else_put_there_stay(life: Life) -> None:
    life.add(asked("one"))
    (path,) = life.home.rglob("*-one.toml")
    path.write_text(path.read_text().replace("end = true", 'mood = ""\nend = true'))
    Closing(life.context, asked("one")).put(state="done", closed=NOW)
    assert 'mood = ""' in path.read_text()


# Where it is offered


def test_home_breathes_at_once_in_lines(life: Life) -> None:
    said = life.lines(home_in_lines(life.context), "b", "3", "e")
    assert said.index("Feet on the floor.") < said.index("How strong is it now?")


def test_home_shows_one_line_and_leads_there(life: Life) -> None:
    life.add(asked("one", sure=80), asked("two", sure=70))
    shown = home_in_lines(life.context).sitting.current
    assert shown
    assert isinstance(shown.prompt, Pick)
    number = [one.value for one in shown.prompt.options].index("c") + 1
    said = life.lines(home_in_lines(life.context), str(number), "3", "", "1")
    assert said.count("to come back to: You expected") == 1
    assert life.follow_ups["one"].state == "done"


def test_now_offers_it_after_the_help_and_never_before(life: Life) -> None:
    life.add(asked("one"))
    said = life.lines(NowFlow(life.context).opened(), "4", "b", "3", "c", "3", "1")
    before, offered, _ = said.partition("come back to")
    assert offered
    assert "How strong is it now" in before
    assert life.follow_ups["one"].state == "let go"


def test_now_says_nothing_of_it_where_nothing_waits(life: Life) -> None:
    life.add(asked("one", NOW + HOUR))
    said = life.lines(NowFlow(life.context).opened(), "4", "b", "3", "e")
    assert "come back to" not in said


# The command


@pytest.fixture
def due_now(rsense: Shell) -> Shell:
    at = datetime.now(UTC).replace(microsecond=0)
    rsense.add(FollowUp("wait234567", at - 9 * DAY, "she'll be cold", due=at - HOUR, sure=80))
    rsense.add(FollowUp("comes23456", at - 9 * DAY, "he'll call", due=at + 40 * DAY, sure=30))
    return rsense


def test_due_says_what_waits(due_now: Shell) -> None:
    ran = due_now("due")
    line = "You expected “she'll be cold”, 80 % sure. What happened?\n"
    assert (ran.code, ran.out, ran.err) == (0, line, "“rsense due next” takes it up.\n")
    assert due_now("due", "--quiet") == due_now("due", "-q")
    assert (due_now("due", "-q").code, due_now("due", "-q").said) == (0, "")
    assert '"id": "wait234567"' in due_now("due", "--json").out
    assert [line[:4] for line in due_now("due", "--all").out.splitlines()] == ["wait", "come"]


def test_predict_says_how_predictions_came_out(rsense: Shell) -> None:
    assert "it takes 10 answered predictions" in rsense("predict", "--so-far").err
    at = datetime.now(UTC).replace(microsecond=0)
    for number in range(10):
        rsense.add(FollowUp(f"id{number}", at, "it", state="done", sure=50, came="no"))
    said = "Of 10 you feared, none came as feared; you were 50 % sure on average.\n"
    assert rsense("predict", "--so-far").out == said


def test_predict_keeps_its_options_while_it_asks_for_the_words(rsense: Shell) -> None:
    asked = rsense(
        "predict", "-p", "80", "--by", "in 3 days", person=True, stdin="She'll be cold\n"
    )
    assert (asked.code, "What do you expect?" in asked.said) == (0, True)
    (made,) = rsense.records
    assert isinstance(made, FollowUp)
    assert (made.ask, made.sure, made.due is None) == ("She'll be cold", 80, False)
    for words in (
        ("-p", "80"),
        ("--by", "tomorrow"),
        ("--so-far", "words"),
        ("--so-far", "-p", "1"),
    ):
        assert rsense("predict", *words).code == 2, words
    assert rsense("predict", "-p", "80", person=True, stdin="\n").code == 2
    assert rsense.records == [made]


def test_due_ends_with_1_where_nothing_waits(rsense: Shell) -> None:
    assert rsense("due").code == rsense("due", "-q").code == rsense("due", "next").code == 1
    assert rsense("due").said == "Nothing waits for you now."
    assert rsense("due", "-q").said == ""


def test_due_says_that_it_can_wait_on_a_hard_evening(due_now: Shell) -> None:
    due_now("log", "It hurts", "-i", "9")
    ran = due_now("due")
    assert (ran.code, ran.out) == (1, "")
    assert "so it can wait." in ran.err


def test_due_takes_one_up_even_before_its_day(due_now: Shell) -> None:
    ran = due_now("due", "comes", "--plain", stdin="3\nHe did call.\n1\n")
    assert ran.code == 0
    (answered,) = (r for r in due_now.records if isinstance(r, FollowUp) and r.state == "done")
    assert (answered.id, answered.answer) == ("comes23456", "He did call.")
    assert due_now("due", "comes").code == 2


def test_a_damaged_follow_up_is_named_and_stops_nothing(due_now: Shell) -> None:
    (path,) = (due_now.home / "records").rglob("*-wait*")
    path.with_name(path.name.replace("wait", "torn")).write_text("ask = ")
    ran = due_now("due")
    assert ran.code == 0
    assert "torn" in ran.err
    assert "torn" in due_now("doctor").said


def test_words_and_day_can_be_edited(due_now: Shell) -> None:
    assert due_now("edit", "wait", "he'll be late", "--due", "in 2 days").code == 0
    (held,) = (r for r in due_now.records if r.id == "wait234567")
    assert isinstance(held, FollowUp)
    assert held.ask == "he'll be late"
    assert held.due
    assert held.due > datetime.now(UTC) + DAY
    assert due_now("edit", "wait", "--due", "yesterday").code == 2
    due_now("undo")
    assert due_now("due").code == 0


def test_history_shows_what_became_of_it(due_now: Shell) -> None:
    due_now("due", "next", "--plain", stdin="2\n\n1\n")
    said = due_now("history", "--kind", "followup").out
    assert "to come back to, came in part: she'll be cold" in said
    assert "to come back to: he'll call" in said


@pytest.mark.parametrize("state", ["done", "let go"])
def test_question_is_the_same_in_every_state(state: FollowUpState) -> None:
    assert question(asked("one", ask="a\nb", state=state)) == "a b"
