"""Records as TOML and back: whatever was said, and seen as such when a file is cut short."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rsense.core.engine import Reply
from rsense.core.prompts import LONGEST_ANSWER, SKIPPED, Paced
from rsense.core.records import (
    Exchange,
    FollowUp,
    Keepsake,
    MeasureTaken,
    PathMark,
    Record,
    Ritual,
    SessionRecord,
    Trigger,
)
from rsense.store.files.safe_read import LINE_LIMIT, Unreadable, decode, parse_toml
from rsense.store.records.codec import encode, record_document, validated_record
from tests.store.made import AT, ID

TRIGGER = Trigger(
    id=ID,
    at=AT,
    what="Text unread\nfor three hours",
    intensity=7,
    emotions=("anxious",),
    body=("tight chest",),
    urge=("withdraw",),
    who="Sam",
    tags=("texting",),
    type="no answer",
    domain="love",
    before="I had asked.",
    did="I waited.",
    thought="Sam is bored.",
    about=("abc",),
)
REPLIES = (
    Exchange("now", "How strong?", 7, "7"),
    Exchange("what", "What happened?", "Sam left.\nAt eight.", "Sam left.\nAt eight."),
    Exchange("urge", "What now?", ("out", "own"), "withdraw, own"),
    Exchange("none", "Which?", (), ""),
    Exchange("pile", "Sort it.", (("they left", "fact"),), "they left: a fact"),
    Exchange("breath", "Breathe.", Paced(20, 2, finished=True), "to the end"),
    Exchange("left_out", "Who?", SKIPPED, "skipped"),
    Exchange("secret", "What else?", None, "(not saved)", private=True),
)
SESSION = SessionRecord(
    id=ID,
    at=AT,
    exercise="mindful-pause",
    title="Mindful pause",
    finished=AT + timedelta(minutes=3),
    outcome="completed",
    replies=REPLIES,
    unused_replies=(Reply("other", ("a", "b")), Reply("pace", Paced(3, 0, finished=False))),
    measures={"distress": MeasureTaken(before=7, after=4, better="lower")},
    about=("abc",),
)
KEEPSAKE = Keepsake(
    ID, AT, "drafts", "I felt left out.", ("abc",), "asleep", AT, AT + timedelta(days=3)
)
MARK = PathMark(
    ID, AT, "first-week", "resting", "A first week", AT + timedelta(14), "Sam", ("abc",)
)
RITUAL = Ritual(
    id=ID,
    at=AT,
    text="Ten minutes for us,\nwithout phones",
    every="sun 20:00",
    exercise="mindful-pause",
    who="Sam",
    state="paused",
    until=AT + timedelta(days=14),
    about=("abc",),
)
FOLLOW_UP = FollowUp(
    id=ID,
    at=AT,
    ask="You expected: she'll be cold.\nWhat happened?",
    due=AT + timedelta(days=3),
    exercise="was-it-as-feared",
    carry={
        "prediction": "she'll be cold",
        "sure": 0,
        "urge": ("out", "own"),
        "pile": (("they left", "fact"),),
        "breath": Paced(20, 2, finished=True),
    },
    about=("abc",),
    state="done",
    closed=AT + timedelta(days=4),
    answer="She was tired.",
    sure=0,
    came="partly",
)
RECORDS: dict[type[Record], Record] = {
    type(one): one for one in (TRIGGER, SESSION, KEEPSAKE, RITUAL, FOLLOW_UP, MARK)
}
BARE: tuple[Record, ...] = (
    Trigger(id=ID, at=AT, what="it"),
    SessionRecord(id=ID, at=AT, exercise="x", title="X", finished=AT, outcome="left"),
    Keepsake(id=ID, at=AT, shelf="people", text="Jo"),
    PathMark(ID, AT, "first-week", "away"),
    Ritual(id=ID, at=AT, text="Breathe", every="daily"),
    FollowUp(id=ID, at=AT, ask="And?"),
)
EVERY_RECORD = pytest.mark.parametrize(
    "record", [*RECORDS.values(), *BARE], ids=lambda record: type(record).__name__
)

ANY_TEXT = st.text(st.characters(codec="utf-8"), min_size=1)
LONG_TEXT = st.builds(
    lambda pieces, times: "".join(pieces) * times,
    st.lists(st.sampled_from([*"ab \t\n\r\"'\\\0\x7f\x85\u2028😀", '"""', "\r\n", "\\u0041"])),
    st.integers(1, 3000),
).filter(bool)


def read_back(data: bytes) -> Record:
    return validated_record(parse_toml(decode(data)), "x.toml")


def text_of(record: Record) -> str:
    return encode(record_document(record)).decode()


def test_no_kind_of_record_is_forgotten() -> None:
    assert set(RECORDS) == set(get_args(Record))


@EVERY_RECORD
def test_what_is_written_reads_back_the_same(record: Record) -> None:
    assert read_back(encode(record_document(record))) == record


@given(ANY_TEXT, ANY_TEXT)
def test_any_words_read_back_as_they_were_said(what: str, tag: str) -> None:
    trigger = Trigger(id=ID, at=AT, what=what, tags=(tag, what))
    assert read_back(encode(record_document(trigger))) == trigger


@settings(max_examples=30)
@given(LONG_TEXT)
def test_long_words_read_back_as_they_were_said(text: str) -> None:
    text = text[:LONGEST_ANSWER]
    reply = Exchange("what", "What happened?", text, text)
    session = SessionRecord(
        id=ID, at=AT, exercise="x", title="X", finished=AT, outcome="left", replies=(reply,)
    )
    assert read_back(encode(record_document(session))) == session


@pytest.mark.parametrize("letter", ["x", " ", "\t", "\n", "\0", "\\", '"', "😀", "x\n", "a "])
def test_the_longest_answer_reads_back_as_it_was_said(letter: str) -> None:
    text = (letter * LONGEST_ANSWER)[:LONGEST_ANSWER]
    trigger = Trigger(id=ID, at=AT, what=text)
    assert read_back(encode(record_document(trigger))) == trigger


@pytest.mark.parametrize("letter", ["x", "\0", "😀"])
def test_no_line_of_a_file_is_too_long_for_an_editor(letter: str) -> None:
    text = text_of(Trigger(id=ID, at=AT, what=letter * LONGEST_ANSWER))
    assert max(len(line.encode()) for line in text.split("\n")) < LINE_LIMIT


def test_words_stand_in_the_file_as_they_were_said() -> None:
    assert '"""\nText unread\nfor three hours"""' in text_of(TRIGGER)


def test_a_session_can_be_read_without_its_script() -> None:
    text = text_of(SESSION)
    assert all(said.question in text and said.answer in text for said in REPLIES if said.value)


def test_a_moment_keeps_the_offset_of_where_it_was() -> None:
    assert "at = 2026-11-22 11:52:08+01:00" in text_of(TRIGGER)


def test_empty_parts_take_no_room() -> None:
    assert text_of(BARE[0]).split("\n")[4:] == ['what = "it"', "end = true", ""]


@EVERY_RECORD
def test_a_file_cut_short_anywhere_is_seen_as_such(record: Record) -> None:
    data = encode(record_document(record))
    for length in range(len(data) - 1):  # the last byte is a line end, which says nothing
        try:
            found = read_back(data[:length])
        except Unreadable:
            continue
        assert found == record, data[:length]


# What others wrote

SPOILED = {
    "no end": ("end = true\n", "", "it was cut short"),
    "another format": ("format = 1", "format = 2", "it was written by a newer rsense"),
    "no id": ('id = "k3f9a2q7xm"\n', "", "missing or is not as written"),
    "a kind unknown here": ('"trigger"', '"dream"', 'its kind "dream" is not known here'),
    "a date for a moment": ("2026-11-22 11:52:08+01:00", "2026-11-22", "not as written"),
    "words for a number": ("intensity = 7", 'intensity = "7"', "not as written"),
    "a word for a list": ('[\n    "abc",\n]', '"abc"', "not as written"),
}


@pytest.mark.parametrize(("was", "now", "why"), SPOILED.values(), ids=SPOILED.keys())
def test_what_cannot_be_read_says_why(was: str, now: str, why: str) -> None:
    text = text_of(TRIGGER)
    assert was in text
    with pytest.raises(Unreadable, match=why):
        read_back(text.replace(was, now).encode())


def test_a_key_from_elsewhere_does_no_harm() -> None:
    text = text_of(TRIGGER).replace("end = true", 'mood_ring = "blue"\nend = true')
    assert read_back(text.encode()) == TRIGGER
