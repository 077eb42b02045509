"""`history` and `show`: what was noted and done, shown and never obeyed."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rsense.core.records import Exchange, Keepsake, MeasureTaken, SessionRecord, Trigger
from tests.cli.shell import Shell
from tests.plain.lines import HOSTILE, foreign

NOW = datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)
TRIGGER = Trigger(id="trig234567", at=NOW, what="Text unread", intensity=7, emotions=("anxious",))
SESSION = SessionRecord(
    id="sess234567",
    at=NOW + timedelta(minutes=5),
    exercise="mindful-pause",
    title="Mindful pause",
    finished=NOW + timedelta(minutes=8),
    outcome="completed",
    replies=(
        Exchange("now", "How strong?", 7, "7"),
        Exchange("then", "What next?", ("walk",), "walk once round the block"),
        Exchange("secret", "What else?", None, "(not saved)", private=True),
    ),
    measures={"distress": MeasureTaken(before=7, after=4)},
)
LEFT = SessionRecord(
    id="left234567",
    at=NOW + timedelta(minutes=9),
    exercise="five-senses",
    title="Five senses",
    finished=NOW + timedelta(minutes=9),
    outcome="left",
)
CARD = Keepsake(id="card234567", at=NOW + timedelta(minutes=10), shelf="evidence", text="She came.")


@pytest.fixture
def lived_in(rsense: Shell) -> Shell:
    rsense.add(TRIGGER, SESSION, LEFT, CARD)
    return rsense


def test_history_is_a_line_each_the_newest_first(lived_in: Shell) -> None:
    lines = lived_in("history").out.splitlines()
    assert [line.split("  ", 1)[0] for line in lines] == ["card", "left", "sess", "trig"]
    assert [line.split("  ", 2)[2].strip() for line in lines] == [
        "kept in evidence: She came.",
        "did: Five senses, left half way",
        "did: Mindful pause, distress 7 to 4",
        "7  Text unread  (anxious)",
    ]


def test_history_is_told_to_programs_a_line_each(lived_in: Shell) -> None:
    told = [json.loads(line) for line in lived_in("history", "--json").out.splitlines()]
    assert [record["id"] for record in told] == [CARD.id, LEFT.id, SESSION.id, TRIGGER.id]


def test_an_empty_history_says_how_to_begin(rsense: Shell) -> None:
    ran = rsense("history")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith(f"Nothing yet in {rsense.home}/records. “rsense log” ")


def test_a_session_is_shown_with_its_questions_and_answers(lived_in: Shell) -> None:
    assert lived_in("show", "sess").out.splitlines()[1:] == [
        "Mindful pause",
        "distress: 7 before, 4 after",
        "",
        "How strong?",
        "  7",
        "",
        "What next?",
        "  walk once round the block",
    ]


def test_a_trigger_is_shown_with_all_that_was_said_of_it(lived_in: Shell) -> None:
    lines = lived_in("show", "trig").out.splitlines()
    assert lines[1:] == ["Text unread", "  how strong: 7 of 10", "  felt: anxious"]


def test_a_card_is_shown_under_the_title_of_its_shelf(lived_in: Shell) -> None:
    assert lived_in("show", "card").out.splitlines()[2] == "She came."


def test_the_last_is_the_newest_that_is_no_card(lived_in: Shell) -> None:
    assert "Five senses" in lived_in("show", "last").out


def test_where_a_record_lies_is_said_beside_it(lived_in: Shell) -> None:
    path = Path(lived_in("show", "trig").err.strip())
    assert "Text unread" in path.read_text()


def test_a_record_is_told_to_programs(lived_in: Shell) -> None:
    told = json.loads(lived_in("show", "sess", "--json").out)
    assert told["measure"] == {"distress": {"before": 7, "after": 4, "better": "lower"}}


# Damage


def test_damaged_files_are_counted_and_named_and_stand_untouched(lived_in: Shell) -> None:
    path = next((lived_in.home / "records").rglob("*trig*.toml"))
    path.write_text("what = ")
    ran = lived_in("history")
    assert (ran.code, len(ran.out.splitlines())) == (0, 3)
    assert ran.err.splitlines()[0] == "1 file couldn't be read and stands untouched:"
    assert str(path) in ran.err
    assert ran.err.endswith("\n“rsense doctor” says what to do.\n")
    for words in (["kept"], ["show", "sess"], ["log", "another"], ["help-now"]):
        lived_in(*words)
    assert path.read_text() == "what = "


# Text is data


def hostile(words: str) -> list[Trigger | SessionRecord | Keepsake]:
    """Records that hold these words wherever they hold words."""
    return [
        Trigger(
            id="trig234567",
            at=NOW,
            what=words,
            emotions=(words,),
            body=(words,),
            urge=(words,),
            who=words,
            tags=(words,),
            before=words,
            did=words,
            thought=words,
        ),
        SessionRecord(
            id="sess234567",
            at=NOW,
            exercise=words,
            title=words,
            finished=NOW,
            outcome="completed",
            replies=(Exchange(words, words, (words,), words),),
            measures={"distress": MeasureTaken(before=1, after=2, better=words)},
        ),
        Keepsake(id="card234567", at=NOW, shelf="people", text=words),
    ]


LOOKING = (
    *("history", "history --json", "show trig", "show trig --json", "show sess"),
    *("show sess --json", "show card", "kept", "help-now"),
)


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_no_record_does_anything_to_the_terminal(rsense: Shell, words: str) -> None:
    rsense.add(*hostile(f"a{words}b"))
    for looking in LOOKING:
        ran = rsense(*looking.split())
        assert ran.code == 0
        assert not foreign((ran.out + ran.err).splitlines())


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_programs_are_told_the_very_words(rsense: Shell, words: str) -> None:
    rsense.add(*hostile(f"a{words}b"))
    assert json.loads(rsense("show", "trig", "--json").out)["what"] == f"a{words}b"


@pytest.mark.parametrize("markup", ["[@click=app.quit]x[/]", "[/nope]", "[bold]", "日本"])
def test_markup_is_shown_as_it_was_written(rsense: Shell, markup: str) -> None:
    rsense.add(*hostile(markup))
    assert all(markup in rsense("show", id).out for id in ("trig", "sess", "card"))
