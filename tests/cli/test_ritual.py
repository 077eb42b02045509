"""`rsense ritual` and `rsense calendar`, and the same from home and the palette."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rsense.core.records import Ritual, SessionRecord, Trigger
from rsense.ports import Activity
from rsense.services import edit_flow
from rsense.services.context import AppContext
from rsense.services.home import home
from rsense.services.home_menu import home_in_lines
from rsense.services.over_time import rituals
from rsense.session_runner import SaveFailed
from rsense.store.library import Library, shipped_folder
from rsense.store.records.codec import encode, record_document
from rsense.store.records.edit_validation import InvalidEdit, validate_edit
from tests.cli.shell import Shell
from tests.store.made import AT

TEN = Ritual("ritu234567", AT - timedelta(days=9), "Ten minutes for us", "sun 20:00", who="Sam")
CALL = Ritual("call234567", AT, "Call Mum", "every 3 days 18:30")
BREATH = Ritual("brea234567", AT, "Breathe", "daily 22:00", exercise="paced-breathing")
SUNDAY = AT  # 22 November 2026
DAY = timedelta(days=1)


@pytest.fixture
def kept(rsense: Shell) -> Shell:
    rsense.add(TEN, CALL)
    return rsense


def ritual(shell: Shell) -> Ritual:
    return next(r for r in shell.records if isinstance(r, Ritual) and r.id == TEN.id)


def test_add_keeps_the_words_as_typed(rsense: Shell) -> None:
    words = ("add", "Ten", "minutes", "for  us")
    options = ("--every", "Sun 20:00", "--with", "@Sam", "--exercise", "breathe")
    ran = rsense("ritual", *words, *options)
    assert (ran.code, ran.out) == (0, "")
    assert "It comes round first" in ran.err
    (made,) = rsense.records
    assert isinstance(made, Ritual)
    assert made[2:7] == ("Ten minutes for  us", "Sun 20:00", "paced-breathing", "Sam", "kept")
    assert rsense("undo").code == 0
    assert rsense.records == []


WRONG = {
    ("add", "Ten minutes"): "Add --every",
    ("add", "--every", "daily"): "Nothing was said",
    ("add", "Ten", "--every", "sometimes"): "“sun 20:00”",
    ("add", "Ten", "--every", "daily", "--exercise", "zzz"): "zzz",
    ("dance",): "“rsense ritual dance” doesn't work",
    ("list", "dance"): "“rsense ritual list dance” doesn't work",
    ("done",): "Which one?",
    ("pause", "dance"): "There is no ritual “dance”",
    ("pause", "m"): "a few more letters",
    ("pause", "ten", "--until", "yesterday"): "isn't still to come",
    ("end", "ten", "--until", "in 3 days"): "go with ritual pause",
    ("--every", "daily"): "go with ritual add",
}


def test_mistakes_are_told_in_words_and_change_nothing(kept: Shell) -> None:
    before = kept.files
    for words, why in WRONG.items():
        ran = kept("ritual", *words)
        assert (ran.code, ran.out) == (2, ""), words
        assert why in ran.said, words
    assert kept.files == before


def test_list_names_those_that_go_on(kept: Shell) -> None:
    kept("ritual", "end", "call")
    assert kept("ritual").out == kept("ritual", "list").out
    assert "Ten minutes for us, with Sam" in kept("ritual").out
    assert "Call Mum" not in kept("ritual").out
    assert "(ended)" in kept("ritual", "list", "--all").out
    (line,) = map(json.loads, kept("ritual", "--json").out.splitlines())
    assert (line["text"], line["every"], line["state"]) == (TEN.text, TEN.every, "kept")
    assert datetime.fromisoformat(line["next"]).strftime("%a %H:%M") == "Sun 20:00"


def test_states_are_edits_that_undo_takes_back(kept: Shell) -> None:
    assert "paused until" in kept("ritual", "pause", "ten", "--until", "in 2 weeks").err
    assert (ritual(kept).state, ritual(kept).until is None) == ("paused", False)
    kept("undo")
    assert ritual(kept) == TEN
    kept("ritual", "pause", "ritu")
    assert (ritual(kept).state, ritual(kept).until) == ("paused", None)
    kept("ritual", "resume", "minutes for")
    assert ritual(kept) == TEN
    kept("ritual", "end", "Ten minutes for us")
    assert ritual(kept).state == "ended"
    assert "next:" in kept("ritual", "resume", "ten").err


def test_done_is_a_session_and_is_noted_once_a_day(kept: Shell) -> None:
    assert kept("ritual", "done", "ten").err == "Noted.\n"
    assert "already" in kept("ritual", "done", "ten").err
    (done,) = kept.sessions
    assert (done.title, done.about, done.outcome) == (TEN.text, (TEN.id,), "completed")
    assert "did: Ten minutes for us" in kept("history").out


def test_record_is_shown_found_deleted_and_brought_back(kept: Shell) -> None:
    assert "when: sun 20:00" in kept("show", "ritu").out
    assert "with: Sam" in kept("show", "ritu").out
    assert "ritual, sun 20:00: Ten minutes for us" in kept("history", "--kind", "ritual").out
    kept("edit", "ritu", "Twenty minutes")
    assert ritual(kept).text == "Twenty minutes"
    kept("delete", "ritu", "--yes")
    assert "Twenty minutes" in kept("trash").out
    kept("undo")
    assert ritual(kept).text == "Twenty minutes"


def test_when_it_comes_round_is_put_right_and_checked(kept: Shell, tmp_path: Path) -> None:
    context = context_at(kept.home)
    take(take(edit_flow.edit(context, TEN.id), ("every",)), "sat 20:00")
    assert ritual(kept).every == "sat 20:00"
    with pytest.raises(SaveFailed, match="doesn't say how often"):
        take(take(edit_flow.edit(context, TEN.id), ("every",)), "now and then")
    held = record_document(ritual(kept))
    with pytest.raises(InvalidEdit, match="line 6: every: “soon”"):
        validate_edit(encode({**held, "every": "soon"}), held)


def test_export_and_import_hold_everything(kept: Shell, tmp_path: Path) -> None:
    kept("ritual", "pause", "ten", "--until", "in 2 weeks")
    before = kept.records
    lines = kept("export").out
    assert "“" not in kept("export", "--csv").err
    assert "Ten minutes for us" in kept("export", "--markdown").out
    for path in (kept.home / "records").rglob("*.toml"):
        path.unlink()
    kept("import", "-", stdin=lines)
    assert kept.records == before


def test_damaged_ritual_is_named_and_stops_nothing(kept: Shell) -> None:
    (path,) = (kept.home / "records").rglob("*-ritu234567.toml")
    path.write_text(path.read_text().replace("sun 20:00", "soon"))
    ran = kept("ritual")
    assert (ran.code, "Call Mum" in ran.out) == (0, True)
    assert "1 file couldn't be read" in ran.err
    assert path.name in kept("doctor").said.replace(" ", "")
    assert kept("calendar").code == 0


def test_calendar_prints_what_comes_round(kept: Shell) -> None:
    ran = kept("calendar")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("SUMMARY:Ten quiet minutes") == 2
    assert "SUMMARY:Call Mum\n" in kept("calendar", "--words").out.replace("\r", "")
    kept("ritual", "end", "call")
    assert kept("calendar").out.count("BEGIN:VEVENT") == 1
    assert "left out" in kept("calendar").err
    kept("ritual", "pause", "ten")
    assert kept("calendar").out == ""


def test_words_and_ids_are_completed(kept: Shell) -> None:
    from rsense.cli.completion.engine import complete

    offered = {value for value, _ in complete(["ritual", ""])}
    assert {"list", "add", "done", "pause", "resume", "end"} == offered
    assert list(complete(["ritual", "done", "ri"])) == [(TEN.id, TEN.text)]
    assert ("sun 20:00", "") in list(complete(["ritual", "add", "x", "--every", "su"]))


# From home, on any frontend.


def context_at(folder: Path, now: datetime = SUNDAY) -> AppContext:
    return AppContext(str(folder), Library(shipped_folder()), now=lambda: now)


def given(activity: Activity, *answers: object) -> Activity | None:
    for answer in answers:
        activity.sitting.answer(answer)  # type: ignore[arg-type]
    return activity.next_activity(activity.sitting.session)


def take(activity: Activity | None, *answers: object) -> Activity | None:
    assert activity is not None
    return given(activity, *answers)


def test_home_shows_one_ritual_of_today_and_only_until_it_is_done(tmp_path: Path) -> None:
    context = context_at(tmp_path)
    assert home(context).ritual is None
    context.records.add(TEN)
    context.records.add(BREATH)
    shown = home(context).ritual
    assert shown
    assert (shown.time, shown.line) == ("20:00", "Ten minutes for us, with Sam")
    assert take(rituals.ritual_page(context, shown.id), ("done",)) is None
    shown = home(context).ritual
    assert shown
    assert shown.line == "Breathe"
    assert home(context_at(tmp_path, SUNDAY + DAY)).ritual == shown


def test_what_is_done_past_midnight_was_done_that_evening(tmp_path: Path) -> None:
    midnight = SUNDAY.replace(hour=0, minute=30) + DAY
    context = context_at(tmp_path, midnight)
    daily = TEN._replace(every="daily 20:00")
    context.records.add(daily)
    assert home(context).ritual is None
    assert rituals.note_done(context, daily)
    assert rituals.status(daily, context, rituals.sessions_today(context)) == "next: today 20:00"
    monday = context_at(tmp_path, midnight + timedelta(hours=19))
    assert home(monday).ritual
    assert rituals.note_done(monday, daily)


def test_a_ritual_of_the_small_hours_is_shown_once(tmp_path: Path) -> None:
    night = SUNDAY.replace(hour=1, minute=0)
    late = TEN._replace(every="daily 2:00")
    context = context_at(tmp_path, night)
    context.records.add(late)
    assert home(context).ritual
    assert rituals.note_done(context, late)
    assert home(context).ritual is None
    assert home(context_at(tmp_path, night + timedelta(hours=9))).ritual is None
    assert home(context_at(tmp_path, night + DAY)).ritual


def test_an_exercise_left_half_way_stands_on_home_once(rsense: Shell) -> None:
    context = context_at(rsense.home, AT)
    rsense.add(BREATH._replace(exercise="predict"), CALL._replace(every="daily 23:00"))
    shown = home(context).ritual
    assert (shown and shown.line) == "Breathe"
    rsense("run", "predict", "--plain", stdin="It rains.\n")
    data = home(context)
    assert [one.exercise for one in data.unfinished] == ["predict"]
    assert (data.ritual and data.ritual.line) == "Call Mum"


def test_nothing_is_offered_on_an_evening_with_a_hard_note(tmp_path: Path) -> None:
    context = context_at(tmp_path)
    context.records.add(TEN)
    context.records.add(Trigger("trig234567", SUNDAY - timedelta(hours=2), "It", intensity=8))
    assert rituals.ritual_today(context) is None
    context.records.add(TEN._replace(id="next234567", every="mon 20:00"))
    tomorrow = context_at(tmp_path, SUNDAY + DAY)
    shown = rituals.ritual_today(tomorrow)
    assert (shown and shown.id) == "next234567"


def test_page_makes_pauses_and_ends(tmp_path: Path) -> None:
    context = context_at(tmp_path)
    asked = take(rituals.rituals_page(context), ("new",))
    again = take(asked, "Ten minutes", "now and then", "Sam")
    assert again
    shown = again.sitting.current
    assert shown
    assert "doesn't say how often" in shown.prompt.text
    echoed = take(again, "sun 20:00")
    assert echoed
    assert echoed.sitting.current
    assert "next: today 20:00" in echoed.sitting.current.prompt.text
    (made,) = rituals.rituals(context)
    assert (made.text, made.every, made.who) == ("Ten minutes", "sun 20:00", "Sam")
    assert take(take(rituals.rituals_page(context), (made.id,)), ("later",)) is None
    take(take(rituals.ritual_page(context, made.id), ("paused",)), ("in a week",))
    (made,) = rituals.rituals(context)
    assert (made.state, made.until and made.until.date()) == ("paused", (AT + 7 * DAY).date())
    take(rituals.ritual_page(context, made.id), ("kept",))  # sooner than it was meant to end
    assert rituals.rituals(context)[0].state == "kept"
    take(take(rituals.ritual_page(context, made.id), ("paused",)), ("open",))
    take(rituals.ritual_page(context, made.id), ("kept",))
    take(rituals.ritual_page(context, made.id), ("ended",))
    assert rituals.rituals(context)[0].state == "ended"
    assert rituals.going_on(context) == []


def test_page_begins_the_exercise_of_a_ritual(tmp_path: Path) -> None:
    context = context_at(tmp_path)
    context.records.add(BREATH)
    opened = take(rituals.ritual_page(context, BREATH.id), ("begin",))
    assert opened
    assert opened.finish
    gone = BREATH._replace(id="gone234567", exercise="no-such-exercise")
    context.records.add(gone)
    current = rituals.ritual_page(context, gone.id).sitting.current
    assert current
    assert "no-such-exercise" not in current.prompt.text


def test_lines_offer_the_same(tmp_path: Path) -> None:
    context = context_at(tmp_path)
    context.records.add(TEN)
    first = take(home_in_lines(context), ("y",))
    assert take(first, ("done",)) is None
    assert isinstance(next(iter(context.records.newest("session"))).record, SessionRecord)
    assert take(home_in_lines(context), ("y",)) is not None
