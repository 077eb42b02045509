"""Records from elsewhere: every entry comes to a document, or to a reason."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.cli.export_formats import as_csv, as_json_lines
from rsense.core.escape import escape_formula, unescape_formula
from rsense.store.transfer import csv_rows, sources
from rsense.store.transfer.import_entry import UnreadableImport
from rsense.store.transfer.sources import ImportRow, read_csv, read_json_lines
from tests.store.made import CARD, KINDS, TRIGGER, Document, documents
from tests.store.test_journal_entries import ENTRY, jrnl, only

pytestmark = pytest.mark.usefixtures("at_berlin")


def lines(*records: object) -> list[ImportRow]:
    text = "".join(r if isinstance(r, str) else f"{json.dumps(r)}\n" for r in records)
    return list(read_json_lines(io.BytesIO(text.encode("utf-8", "surrogateescape"))))


def table(text: str, **mapping: str) -> list[ImportRow]:
    return list(read_csv(io.BytesIO(text.encode()), mapping))


# Our own


@given(documents())
def test_what_is_exported_comes_in_again_as_it_was(document: Document) -> None:
    back = only(lines(*as_json_lines([document])))
    assert back == document
    assert back["at"].isoformat() == document["at"].isoformat()


OWN: dict[str, Any] = {**TRIGGER, "at": TRIGGER["at"].isoformat()}
SPOILED: list[tuple[object, str]] = [
    ("{\n", "it is no JSON (line"),
    ("5\n", "it is no JSON object"),
    ("\udcff\n", "it is not UTF-8 text"),
    ("[" * 15_000 + "\n", "it is no JSON that can be read here"),
    ("[" * 100_000 + "\n", "it holds more than 20,000 values"),
    ("9" * 5000 + "\n", "it is no JSON"),
    (OWN | {"format": 2}, "it has no format 1"),
    (OWN | {"id": "../../x"}, "its id is not of small letters and digits"),
    (OWN | {"id": 5}, "id must be words in quotes"),
    (OWN | {"kind": "dream"}, 'kind "dream" is not known'),
    (OWN | {"at": "2026-11-22T11:52:08"}, "at has no offset"),
    (OWN | {"at": "1912-04-14T23:40:00+00:00"}, "its year is before 1970"),
    (OWN | {"intensity": 11}, "intensity goes from 0 to 10"),
    (OWN | {"tags": [1]}, "tags must be a list of words"),
    ("[" * 400 + "]" * 400 + "\n", "it is no JSON object"),
]


@pytest.mark.parametrize(("record", "why"), SPOILED, ids=lambda value: ascii(value)[:30])
def test_a_line_that_cannot_be_taken_says_why(record: object, why: str) -> None:
    first, spoiled, last = lines(OWN, record, OWN)
    assert (first.document, last.document) == (TRIGGER, TRIGGER)
    assert (spoiled.number, spoiled.document) == (2, None)
    assert why in spoiled.problem


def test_empty_lines_are_passed_over() -> None:
    assert [row.number for row in lines(OWN, "\n", "  \n", OWN)] == [1, 4]


@pytest.mark.parametrize("one", ["[],", '"",', "{},", '{"a":[0,0]},'])
def test_more_values_than_a_record_holds_are_not_made(one: str) -> None:
    line = f'{{"format": 1, "kind": "trigger", "tags": [{one * 30_000}0]}}\n'
    assert "more than 20,000 values" in lines(line)[0].problem


def test_commas_and_brackets_in_words_are_no_values() -> None:
    document = only(lines(OWN | {"what": 'say "[so],' * 30_000}))
    assert len(document["what"]) == 300_000


def test_more_values_than_an_entry_holds_are_not_made() -> None:
    rows = jrnl(ENTRY, {**ENTRY, "tags": ["x"] * 30_000}, ENTRY)
    assert [bool(row.document) for row in rows] == [True, False, True]
    assert "more than 20,000 values" in rows[1].problem


def test_a_line_without_end_is_read_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LONGEST_LINE", 1000)
    rows = lines(OWN, "x" * 5000, "\n", OWN)
    assert [bool(row.document) for row in rows] == [True, False]


# Tables


SHEET = 'When,Note,How much,Mood\n2026-11-03 14:00,"a cool tone, twice",7,"sad, lonely"\n'
MAPPING = {"When": "at", "Note": "what", "How much": "intensity", "Mood": "emotions"}


def test_a_row_of_a_table_becomes_a_trigger() -> None:
    document = only(table(SHEET, **MAPPING))
    assert document["at"].isoformat() == "2026-11-03T14:00:00+01:00"
    assert (document["what"], document["intensity"]) == ("a cool tone, twice", 7)
    assert document["emotions"] == ["sad", "lonely"]


@pytest.mark.parametrize("sign", ["\t", ";", ","])
def test_columns_that_are_called_like_fields_need_no_mapping(sign: str) -> None:
    text = f"Date{sign}Time{sign}What\n2026-07-01{sign}09:30{sign}words\n"
    assert only(table(text))["at"].isoformat() == "2026-07-01T09:30:00+02:00"


def test_a_day_alone_is_its_noon() -> None:
    assert only(table("at,what\n2026-11-03,x\n"))["at"].hour == 12


def test_our_own_table_comes_in_again() -> None:
    rows = table("".join(as_csv([TRIGGER, CARD])))
    assert [row.document for row in rows] == [TRIGGER, CARD]


def test_sessions_cannot_come_from_a_table() -> None:
    (row,) = table("".join(as_csv([KINDS["session"]])))
    assert row.problem == "a session cannot come from a table; export it as JSON lines"


@given(st.text())
def test_a_defused_cell_is_no_formula_and_comes_back(cell: str) -> None:
    assert not escape_formula(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unescape_formula(escape_formula(cell)) == cell


ROWS = [
    ("03/11/2026,x,7,", "“03/11/2026” could be 3 November or 11 March; add --day-first"),
    ("2026-11-03,x,7,,more", "more cells than columns"),
    ("2026-11-03,x,11,", "no number from 0 to 10"),
    ("2026-11-03,x,much,", "no number from 0 to 10"),
    ("2026-11-03,,,", "it says nothing"),
    ("1912-04-14,x,,", "its year is before 1970"),
    ("9999-12-31,x,,", "its year is before 1970 or after 2199"),
]


@pytest.mark.parametrize(("row", "why"), ROWS)
def test_a_row_that_cannot_be_taken_says_why(row: str, why: str) -> None:
    (found,) = table(SHEET.partition("\n")[0] + f"\n{row}\n", **MAPPING)
    assert (found.number, found.document) == (2, None)
    assert why in found.problem


REFUSED = [
    ("a,b\n1,2\n", {}, "No column says when. Its columns are: a, b."),
    ("at,b\n1,2\n", {}, "No column says what happened"),
    ("at,what\n", {"Note": "what"}, 'There is no column "Note". There are: at, what.'),
    ("at,what,note\n", {"note": "what"}, "Two columns are what"),
    ("", {}, "Its first line is empty"),
    ("\ufeff\r\n2026-11-03,x\r\n", {}, "Its first line is empty"),
]


@pytest.mark.parametrize(("text", "mapping", "why"), REFUSED, ids=lambda value: ascii(value)[:20])
def test_a_table_that_cannot_be_taken_says_why(
    text: str, mapping: dict[str, str], why: str
) -> None:
    with pytest.raises(UnreadableImport) as told:
        table(text, **mapping)
    assert why in str(told.value)


def test_a_table_that_was_cut_off_within_quotes_is_not_taken_for_whole() -> None:
    whole = 'at,what\n2026-11-03,x\n2026-11-04,"first line\nsecond line"\n'
    for cut in range(whole.index('"') + 1, whole.rindex('"')):
        rows = table(whole[:cut])
        assert [bool(row.document) for row in rows] == [True, False], whole[:cut]
        assert (rows[1].number, "never close" in rows[1].problem) == (3, True)
    assert [bool(row.document) for row in table(whole)] == [True, True]


@pytest.mark.parametrize("told", ["sep=;", '"sep=;"', "SEP=;\r"])
def test_a_line_that_tells_excel_the_sign_is_no_header(told: str) -> None:
    assert only(table(f"{told}\nat;what\n2026-11-03;a, b, c\n"))["what"] == "a, b, c"


ENDS = {"Unix": "\n", "Windows": "\r\n", "an old Mac": "\r"}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_table_may_end_its_lines_in_every_way(end: str) -> None:
    text = 'at,what\n2026-11-03,zaun\n\n2026-11-04,"two\nlines"\n'.replace("\n", end)
    rows = table(text)
    assert [row.document and row.document["what"] for row in rows] == ["zaun", "two\nlines"]
    assert [row.number for row in rows] == [2, 4]


def test_a_table_may_mix_the_ends_of_its_lines() -> None:
    rows = table("at,what\r2026-11-03,a\n2026-11-03,b\r\n2026-11-03,c")
    assert [row.document and row.document["what"] for row in rows] == ["a", "b", "c"]


LONG = "y" * 200_000


def test_a_cell_without_end_is_read_no_further() -> None:
    rows = table(f'at,what\n2026-11-03,x\n2026-11-03,"{LONG}"\n2026-11-03,z\n')
    assert [bool(row.document) for row in rows] == [True, False]
    assert rows[1].number == 3
    assert "a cell in it is longer than 131,072 characters; shorten it" in rows[1].problem


def test_a_column_whose_name_has_no_end_is_told_with_its_line() -> None:
    with pytest.raises(
        UnreadableImport, match=r"Its line 1 .* is longer than 131,072 characters; shorten"
    ):
        table(f"at,{LONG}\n2026-11-03,x\n")


@pytest.mark.parametrize(
    ("limit", "why"), [("LONGEST_ROW", "longer than"), ("MOST_CELLS", "more than 100 cells")]
)
@pytest.mark.parametrize("row", ["y," * 200, '"y",' * 200, '"\n",' * 200])
def test_a_row_without_end_is_read_no_further(
    monkeypatch: pytest.MonkeyPatch, limit: str, why: str, row: str
) -> None:
    monkeypatch.setattr(csv_rows, limit, 100)
    rows = table(f"at,what\n2026-11-03,x\n2026-11-03,{row}\n2026-11-03,z\n")
    assert [bool(row.document) for row in rows] == [True, False]
    assert why in rows[1].problem


def test_what_stands_before_bytes_that_are_no_text_comes_in() -> None:
    rows = list(read_csv(io.BytesIO(b"at,what\r2026-11-03,x\r2026-11-03,\xff\r"), {}))
    assert [bool(row.document) for row in rows] == [True, False]
    assert "not UTF-8" in rows[1].problem


def test_a_table_of_which_nothing_is_text_is_refused() -> None:
    with pytest.raises(UnreadableImport, match="save the table as UTF-8"):
        list(read_csv(io.BytesIO(b"at,what\xff\n2026-11-03,x\n"), {}))


def test_of_many_columns_a_few_are_named() -> None:
    with pytest.raises(UnreadableImport) as told:
        table(",".join(f"{n} {LONG[:9000]}" for n in range(100)))
    assert len(str(told.value)) < 1500
    assert "80 more" in str(told.value)


def test_a_column_can_be_left_out() -> None:
    rows = table("full,date,what\n2026-11-03 14:00,3 Nov,x\n", full="at", date="-")
    assert only(rows)["at"].hour == 14
    assert rows[0].left_out == ()


def test_what_a_column_holds_that_has_no_place_is_named() -> None:
    first, second = table("at,what,weather,empty\n2026-11-03,x,rain,\n2026-11-03,y,,\n")
    assert (first.left_out, second.left_out) == (("weather",), ())


@pytest.mark.parametrize("cell", ["sad | lonely", "sad; lonely", "sad, lonely", "sad|lonely|"])
def test_the_words_of_a_list_may_be_parted_in_three_ways(cell: str) -> None:
    rows = table(f'at,what,emotions\n2026-11-03,x,"{cell}"\n')
    assert only(rows)["emotions"] == ["sad", "lonely"]


def test_a_word_of_our_own_table_may_hold_other_signs() -> None:
    for tags in (["a|b", "c, d"], ["a|b"], ["c, d"]):
        trigger: Document = {**TRIGGER, "tags": tags}
        assert only(table("".join(as_csv([trigger])))) == trigger


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60))
def test_any_words_of_a_table_or_a_journal_are_kept(words: str) -> None:
    kept = re.sub("\r\n|[\r\x85\u2028]", "\n", words)
    quoted = words.replace('"', '""')
    (row,) = table(f'at,what\n2026-11-03,"{quoted}"\n')
    (entry,) = jrnl({**ENTRY, "title": words, "body": None})
    for found in (row, entry):
        if kept.strip():
            assert found.document
            assert found.document["what"] == kept
        else:
            assert found.problem == "it says nothing"


def test_a_repeated_entry_of_any_number_has_ids_of_its_own() -> None:
    rows = jrnl(*[ENTRY] * 2000)
    assert len({row.document["id"] for row in rows if row.document}) == 2000


def test_ids_are_what_they_always_were() -> None:
    assert only(jrnl(ENTRY))["id"] == "fm2w5eorgt"
    assert only(table("at,what\n2026-11-03,x\n"))["id"] == "2cfnobjdva"
