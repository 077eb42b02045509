"""Tables of Daylio: moods, activities, notes and times of every version of it."""

from __future__ import annotations

import io

import pytest

from rsense.store.transfer.daylio import MoodNumbers, mood_words
from rsense.store.transfer.import_entry import UnreadableImport
from rsense.store.transfer.sources import ImportRow, daylio_rows, read_csv
from tests.store.made import Document

HEAD = "full_date,date,weekday,time,mood,activities,note_title,note\n"
MOODS: MoodNumbers = {"rad": 0, "meh": 5, "bad": 7, "sad": None}


pytestmark = pytest.mark.usefixtures("at_berlin")


def rows(text: str, moods: MoodNumbers = MOODS) -> list[ImportRow]:
    return list(daylio_rows(io.BytesIO(text.encode()), moods))


def only(text: str) -> Document:
    (row,) = rows(text)
    assert row.document, row.problem
    return row.document


def test_a_row_becomes_a_trigger() -> None:
    (row,) = rows(
        HEAD + '2021-12-01,December 1,Wednesday,9:13 PM,bad,"films / tv | tea ",A,"b\nc"\n'
    )
    assert row.document
    assert row.document["at"].isoformat() == "2021-12-01T21:13:00+01:00"
    assert (row.document["what"], row.document["intensity"]) == ("A\nb\nc", 7)
    assert row.document["emotions"] == ["bad"]
    assert row.document["tags"] == ["films / tv", "tea"]
    assert row.left_out == ()


@pytest.mark.parametrize(
    "text",
    [
        "full_date,date,weekday,time,mood,activities,note\n2018-05-18,May 18,Fri,11:54 pm,meh,,x\n",
        "year,date,weekday,time,mood,activities,note\n2018,18 May,Friday,11:54 pm,meh,,x\n",
        "Full_Date;Date;Weekday;Time;Mood;Activities;Note\r2018-05-18;x;y;23:54;Meh ;;x\r",
        "\ufefffull_date,date,weekday,time,mood,activities,note_title,note\r\n"
        "2018-05-18,May 18,Fri,23:54,meh,,x,\r\n",
    ],
    ids=["no title", "a year apart", "saved by a spreadsheet", "Windows"],
)
def test_every_version_comes_in(text: str) -> None:
    document = only(text)
    assert document["at"].isoformat() == "2018-05-18T23:54:00+02:00"
    assert (document["what"], document["intensity"]) == ("x", 5)


def test_without_a_note_the_mood_is_what_was_said() -> None:
    document = only(HEAD + "2021-12-01,x,y,3:25 AM,sad ,,,\n")
    assert document["what"] == "sad"
    assert "intensity" not in document


NOTES = [
    ("<p>One</p><ul><li>two</li><li>three</li></ul>", "One\ntwo\nthree"),
    ("one<br>two<br/>three", "one\ntwo\nthree"),
    ("<b>so</b> &amp; so", "so & so"),
    ("I <3 you & him, a<b>c", "I <3 you & him, a<b>c"),
    ("<x> &amp; [y]", "<x> &amp; [y]"),
    (" two  spaces \n", " two  spaces \n"),
]


@pytest.mark.parametrize(("note", "kept"), NOTES)
def test_breaks_of_a_formatted_note_are_line_ends_and_other_notes_stay(
    note: str, kept: str
) -> None:
    assert only(HEAD + f'2021-12-01,x,y,3:25 AM,meh,,,"{note}"\n')["what"] == kept


def test_ids_do_not_hang_on_the_numbers() -> None:
    text = HEAD + "2021-12-01,x,y,3:25 AM,meh,,,z\n" * 2
    first, again = rows(text), rows(text, {"meh": 9})
    ids = [row.document["id"] for row in (*first, *again) if row.document]
    assert len(ids) == 4
    assert ids[:2] == ids[2:]
    assert ids[0] != ids[1]


def test_problems_have_their_row() -> None:
    text = HEAD + (
        "2021-12-01,x,y,3:25 AM,meh,,,z\n03/04/2021,x,y,3:25 AM,meh,,,z\n"
        "2021-03-28,x,y,2:30 AM,meh,,,z\n2021-12-01,x,y,3:25 AM,new,,,z\n"
    )
    found = [row.problem for row in rows(text)]
    assert found[0] == ""
    assert "could be 3 April or 4 March" in found[1]
    assert "did not exist here" in found[2]
    assert found[3] == "the mood “new” has no number"


def test_each_mood_is_named_once_and_the_table_can_be_read_again() -> None:
    file = io.BytesIO((HEAD + "d,x,y,t,Meh,,,\nd,x,y,t,sad ,,,\nd,x,y,t,meh,,,\nd\n").encode())
    assert list(mood_words(file)) == ["Meh", "sad"]
    file.seek(0)
    assert list(mood_words(file)) == ["Meh", "sad"]


def test_another_table_is_refused() -> None:
    with pytest.raises(UnreadableImport, match=r"no table of Daylio\. Its columns are: at, what"):
        rows("at,what\n")


def test_a_table_of_daylio_is_recognised() -> None:
    with pytest.raises(UnreadableImport, match="Add --daylio"):
        list(read_csv(io.BytesIO(HEAD.encode()), {}))
