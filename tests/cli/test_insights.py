"""`insights`: one page, one object, and findings that can be hidden and brought back."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta

import pytest

from rsense.core.records import PathMark, SessionRecord, Trigger
from rsense.insight.sections import ALL_HIDDEN, NOT_WHY, TOO_FEW
from rsense.store.records.repository import RecordStore
from tests.cli.shell import Shell
from tests.insight.histories import history, with_effect

NOW = datetime.now().astimezone().replace(microsecond=0)


@pytest.fixture
def noted(rsense: Shell) -> Shell:
    """Some weeks up to now in which one tag goes with stronger notes."""
    chance = random.Random(3)
    made = history(with_effect(1, chance), chance, 100)
    shift = NOW - made[-1].at
    store = RecordStore(f"{rsense.home}/records")
    for number, note in enumerate(made):
        at = (note.at + shift).astimezone(NOW.tzinfo)
        store.add(note._replace(id=f"note{number:06}", at=at))
    return rsense


def test_a_page_has_counts_what_goes_together_and_what_it_cannot_say(noted: Shell) -> None:
    ran = noted("insights")
    assert (ran.code, ran.err) == (0, "")
    for part in ("The last weeks", "Your tags", "1. In notes with the tag “word 0”", NOT_WHY):
        assert part in ran.out
    assert "What can be said, and when" in ran.out
    assert "█" not in ran.out


def test_the_object_has_all_parts_and_both_counts(noted: Shell) -> None:
    found = json.loads(noted("insights", "--json").out)
    assert {"weeks", "triggers", "effects", "predictions", "findings"} <= found.keys()
    (first, *_) = found["findings"]
    assert first["about"] == "word 0"
    assert first["with"] + first["without"] == found["notes"] == 100
    assert str(first["with"]) in first["text"]
    assert {*found["triggers"]} == {"what", "tags", "who", "weekdays", "parts_of_day", "before"}
    assert sum(week["notes"] for week in found["weeks"]) == 100
    assert noted("insights", "--json").out == noted("insights", "--json").out


def test_a_finding_that_is_hidden_stays_so_until_it_is_brought_back(noted: Shell) -> None:
    before = json.loads(noted("insights", "--json").out)["findings"]
    assert "Hidden: In notes with the tag “word 0”" in noted("insights", "--hide", "1").err
    path = noted.home / "hidden-findings.toml"
    assert path.stat().st_mode & 0o777 == 0o600
    after = json.loads(noted("insights", "--json").out)["findings"]
    assert after == before[1:]
    for _ in after:
        noted("insights", "--hide", "1")
    assert ALL_HIDDEN in noted("insights").out
    assert noted("doctor").code == 0
    assert noted("insights", "--bring-back").err == f"Shown again: {len(before)}.\n"
    assert json.loads(noted("insights", "--json").out)["findings"] == before
    assert noted("insights", "--bring-back").err == "None was hidden.\n"
    assert noted("where", "--wipe", "--yes").code == 0
    assert not noted.home.exists()


def test_what_is_asked_for_and_is_not_there_is_said(rsense: Shell) -> None:
    for words, code, said in (
        (("--hide", "1"), 2, "There is no finding 1. There is no finding now."),
        (("--since", "gibberish"), 2, "gibberish"),
        (("--weeks", "0"), 2, "weeks"),
        ((), 0, TOO_FEW),
        (("--weeks", "999999999"), 0, "Nothing noted in these weeks"),
        (("--since", "2199-01-01"), 2, "still to come"),
        (("--who", "Nobody"), 0, "Nothing noted in these weeks"),
    ):
        ran = rsense("insights", *words)
        assert ran.code == code, words
        assert said in ran.said, words
        assert "Traceback" not in ran.said


def test_damaged_records_are_named_and_the_others_counted(rsense: Shell) -> None:
    rsense.add(Trigger(id="good234567", at=NOW, what="it", intensity=4))
    folder = next((rsense.home / "records").glob("*/*"))
    (folder / f"{NOW:%Y%m%dT%H%M%SZ}-trigger-bad2345678.toml").write_text("format = 1\nkind = ")
    ran = rsense("insights", "--json")
    assert json.loads(ran.out)["notes"] == 1
    assert "bad2345678" in ran.err


def test_a_damaged_list_of_hidden_findings_hides_nothing_and_is_left(noted: Shell) -> None:
    path = noted.home / "hidden-findings.toml"
    for damage in (b"hidden = 3\n", b"hidden = [1]\n", b"\xff\xfe", b"[" * 5000):
        path.write_bytes(damage)
        path.chmod(0o600)
        assert json.loads(noted("insights", "--json").out)["findings"]
        ran = noted("insights", "--hide", "1")
        assert ran.code == 1
        assert "Not saved" in ran.err
        assert path.read_bytes() == damage
        assert "hidden-findings.toml" in noted("doctor").said


def test_since_and_who_narrow_what_is_counted(rsense: Shell) -> None:
    for number, (days, who) in enumerate(((0, "Sam"), (0, "Jo"), (40, "Sam"), (400, "Sam"))):
        at = NOW - timedelta(days=days)
        rsense.add(Trigger(id=f"note{number:06}", at=at, what="it", who=who))

    def count(*words: str) -> int:
        found = json.loads(rsense("insights", "--json", *words).out)
        return int(found["notes"])

    assert count() == 3
    assert count("--who", "@sam") == 2
    assert count("--weeks", "2") == 2
    assert count("--since", f"{NOW - timedelta(days=401):%Y-%m-%d}") == 4


def test_this_week_stands_beside_the_last_above_a_persons_history(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    rsense.add(Trigger(id="note234567", at=NOW, what="it"))
    assert "his week" not in rsense("history").out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert "Your notes: this week 1, last week 0." in rsense("history").out.splitlines()[0]
    assert "his week" not in rsense("history", "--json").out


def test_lines_lead_from_home_to_findings_that_are_hidden_and_brought_back(noted: Shell) -> None:
    ran = noted("--plain", stdin="i\nn\nx\nu\nn\nstop\n")
    first, hidden, again = (ran.out.find(w) for w in ("with the tag “word 0”", ALL_HIDDEN, "u)"))
    assert 0 < first < hidden
    assert again > 0
    assert ran.out.count("What goes together, 1 of ") == 2
    assert "Traceback" not in ran.said
    for weeks in (52, 8, 26):
        assert f"look at {weeks} weeks" in noted("--plain", stdin="i\nw\nw\nw\nstop\n").out


def test_a_programme_that_is_over_stands_between_before_and_after(rsense: Shell) -> None:
    store = RecordStore(f"{rsense.home}/records")
    rsense("log", "it")
    for day in range(40):
        if not 20 <= day <= 30:
            at, strength = NOW - timedelta(days=60 - day), 8 if day < 20 else 3
            store.add(Trigger(f"note{day:06}", at, "it", strength))
    begun, done = NOW - timedelta(days=38), NOW - timedelta(days=32)
    store.add(PathMark("begun23456", begun, "first-week", "begun"))
    store.add(SessionRecord("done234567", done, "mindful-pause", "A pause", done, "completed"))
    assert "Before and after a programme" not in rsense("insights").out
    store.add(PathMark("away234567", done + timedelta(hours=1), "first-week", "away"))
    said = rsense("insights").said
    assert "20 notes before it and 9 after. Of every 10 pairs of one before" in said
    assert "10 were lower afterwards" in said
    (one,) = json.loads(rsense("insights", "--json").out)["programmes"]
    assert (one["before"], one["after"], one["lower"]) == (20, 9, 1.0)
