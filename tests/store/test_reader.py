"""Reading in bulk: the short way says what the careful way says, or nothing at all."""

from __future__ import annotations

import errno
import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.store.files.safe_read import Unreadable, caps, parse_toml
from rsense.store.records import plain_toml, reader
from rsense.store.records.codec import encode
from tests.store.made import CARD, ID, KINDS, SESSION, TRIGGER, Document, documents

NAMES = {kind: f"20261122T105208Z-{kind}-{document['id']}.toml" for kind, document in KINDS.items()}

pytest.importorskip("toml_rs")  # where it has no wheel, everything goes the careful way


def careful(data: bytes) -> Document | None:
    """What tomllib and all the caps make of it; None where they refuse."""
    try:
        return parse_toml(data.decode("utf-8-sig"))
    except (Unreadable, UnicodeDecodeError):
        return None


def month(home: Path) -> Path:
    folder = home / "2026" / "11"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def read(home: Path, need: reader.RecordFilter | None = None) -> tuple[list[Document], list[str]]:
    """The documents under a folder, and why others could not be read."""
    damaged: list[Unreadable] = []
    found = reader.documents(str(home), need or reader.RecordFilter(), damaged.append)
    return [document for _, document in found], [error.why for error in damaged]


# The arbiter

TRICKY = [
    "a=1e400",
    "a=nan",
    "a=inf",
    "a=-0.0",
    "a=+1",
    "a=0x7fffffffffffffff",
    "a=9223372036854775808",
    "a=2026-11-22T11:52:60Z",
    "a=2026-11-22T11:52:08.123456789Z",
    "a=2026-11-22 11:52:08z",
    "a=2026-11-22T11:52:08-00:00",
    "a=2026-11-22",
    "a=11:52:08",
    "a=2026-02-30",
    "a='x'\r\n",
    "a=2026-11-22T24:00:00Z",
    "a='''\r\nx\r\ny'''",
    'a="""x\\\n  y"""',
    "a='\0'",
    "a='\x7f'",
    "a='\t'",
    'a="\\ud800"',
    "\ufeffa=1",
    "a.b=1\na.c=2\n[a.d]",
    "[a]\nb=1\n[a]",
    "[[a]]\n[a.b]",
    "a={b=1,}",
    "a={b=1\n}",
    "a=[1,2,\n#x\n]",
    "'a b'=1",
    '""=1',
    'a="\\e"',
    'a="\\x41"',
    "a=1_000",
    "a=1__0",
    "a=01",
    "a=.5",
    "a=5.",
    "a=2026-11-22T11:52Z",
    "a=0001-01-01T00:00:00Z",
    "a=2026-11-22T11:52:08+24:00",
    "é=1",
    "a='''x''''",
    "a=1 b=2",
    "a=[[1,[2]],['x']]",
    "#\x01",
    "# \x85",
    "a=\xa01",
    "a=1\x0b",
    "a=[" * 70,
    "a" + ".a" * 40 + "=1",
    "a='" + "x" * 9000 + "'",
    "a = 1979-05-27T07:32:00",
    "a = 1969-12-31T23:00:00Z",
    "a = 2200-01-01T00:00:00Z",
    "a = [[[[[[[[[[[[[[1]]]]]]]]]]]]]]",
    "a = [" + "1," * 9000 + "]",
    "<<<<<<< HEAD\na = 1\n",
]


@pytest.mark.parametrize("text", TRICKY, ids=lambda text: ascii(text[:24]))
def test_the_short_way_agrees_with_the_careful_one(text: str) -> None:
    said = reader.parse_fast(text.encode())
    assert said is None or said == careful(text.encode())


@given(documents())
def test_what_was_written_is_read_the_short_way(document: Document) -> None:
    data = encode(document)
    said = reader.parse_fast(data)
    if said is not None:
        assert said == tomllib.loads(data.decode())


@pytest.mark.parametrize("document", KINDS.values(), ids=KINDS.keys())
def test_ordinary_records_go_the_short_way(document: Document) -> None:
    assert reader.parse_fast(encode(document))


def test_a_long_session_goes_the_short_way() -> None:
    reply = {"step": "what", "question": "What happened?", "value": "They left. " * 20}
    data = encode(SESSION | {"reply": [reply] * 60})
    assert len(data) > plain_toml.PLAIN_LINE
    assert reader.parse_fast(data)


@given(
    st.sampled_from([encode(document) for document in KINDS.values()]),
    st.integers(0),
    st.sampled_from(
        [*"[]{}\"'=.#,\n\\ \t0z", '"""', "[[", "\r\n", "\x00", "é", "= [", "2026-11-22"]
    ),
    st.integers(0, 3),
)
def test_a_damaged_record_is_the_same_to_both(
    data: bytes, place: int, mark: str, taken: int
) -> None:
    place %= len(data)
    spoiled = data[:place] + mark.encode() + data[place + taken :]
    said = reader.parse_fast(spoiled)
    assert said is None or said == careful(spoiled)


@given(st.text("[]{}=.,'\"#a1\n ", max_size=60))
def test_marks_alone_are_the_same_to_both(text: str) -> None:
    said = reader.parse_fast(text.encode())
    assert said is None or said == careful(text.encode())


DEEP = {
    "lists": "a = " + "[" * 16_000 + "]" * 16_000,
    "tables": "a = " + "{a=" * 7_000 + "1" + "}" * 7_000,
    "lines of brackets": "a = " + "[\n" * 8_000 + "]\n" * 8_000,
    "headers and brackets": "[a]\n" * 40 + "a = " + "[[\n" * 4_000 + "]]\n" * 4_000,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP.keys())
def test_what_is_deep_never_reaches_the_parser_that_it_would_crash(text: str) -> None:
    assert reader.parse_fast(text.encode()) is None


@given(st.text("[]{}a=\n", max_size=200))
def test_no_more_brackets_are_open_than_are_counted(text: str) -> None:
    most = deepest = 0
    for letter in text:
        deepest = max(deepest + {"[": 1, "{": 1, "]": -1, "}": -1}.get(letter, 0), 0)
        most = max(most, deepest)
    assert plain_toml._open_at_most(text.encode()) >= most


def test_the_caps_of_the_short_way_are_inside_those_of_the_careful_one() -> None:
    values = "a = [" + "1," * (plain_toml.PLAIN_SIZE // 2 - 4) + "]"
    caps("\n".join(values[at : at + 8000] for at in range(0, len(values), 8000)))


# With and without toml_rs


@pytest.fixture
def lived_in(tmp_path: Path) -> Path:
    folder = month(tmp_path)
    for kind, document in KINDS.items():
        (folder / NAMES[kind]).write_bytes(encode(document))
    (folder / "20261122T105209Z-trigger-cutshort22.toml").write_bytes(encode(TRIGGER)[:-12])
    (folder / "20261122T105210Z-trigger-odd2345672.toml").write_text("what = ")
    (folder / "20261122T105211Z-trigger-newer23456.toml").write_text("format = 9\nend = true\n")
    os.mkfifo(folder / "20261122T105212Z-trigger-pipe234567.toml")
    return tmp_path


def test_a_few_records_are_read_without_it(lived_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "FEW", 0)
    with_it = read(lived_in)
    monkeypatch.setattr(reader, "FEW", len(KINDS))
    monkeypatch.delattr(reader, "fast_parser")
    assert read(lived_in) == with_it


def test_without_toml_rs_everything_is_read_all_the_same(
    lived_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "FEW", 0)
    with_it = read(lived_in)
    monkeypatch.setattr(reader, "fast_parser", lambda: None)
    assert read(lived_in) == with_it
    assert len(with_it[0]) == len(KINDS)
    assert len(with_it[1]) == 4


# What is passed over


def test_a_kind_is_told_by_the_name_alone(tmp_path: Path) -> None:
    folder = month(tmp_path)
    (folder / NAMES["keepsake"]).write_bytes(encode(CARD))
    (folder / NAMES["trigger"]).write_text("never looked at")
    assert read(tmp_path, reader.RecordFilter("keepsake")) == ([CARD | {"end": True}], [])


class Never(reader.RecordFilter):
    def may_match_bytes(self, data: bytes) -> bool:
        return False


def test_what_was_cut_short_is_named_even_where_nothing_is_looked_for(lived_in: Path) -> None:
    found, why = read(lived_in, Never())
    assert found == []
    assert any("cut short" in reason for reason in why)


@pytest.mark.parametrize("above", [0, 1, 2], ids=["a month", "a year", "all"])
def test_a_folder_that_cannot_be_listed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, above: int
) -> None:
    closed = str([month(tmp_path), *month(tmp_path).parents][above])

    def refusing(look: Callable[[str], object]) -> Callable[[str], object]:
        def listed(folder: str) -> object:
            if folder == closed:
                raise PermissionError(errno.EACCES, "no")
            return look(folder)

        return listed

    for name in ("listdir", "scandir"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name)))
    assert read(tmp_path) == ([], ["this folder cannot be listed. Look at its permissions"])


def test_a_copy_with_the_same_words_comes_once(tmp_path: Path) -> None:
    folder = month(tmp_path)
    for copy in ("", ".sync-conflict-20261122-120000-ABCDEFG"):
        name = f"20261122T105208Z-trigger-{ID}{copy}.toml"
        (folder / name).write_bytes(encode(TRIGGER))
    assert len(read(tmp_path)[0]) == 1
