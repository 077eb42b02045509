"""Entries cut out of JSON: the same ones as a whole reading gives, however the file is cut."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.store.transfer import json_stream
from rsense.store.transfer.json_stream import BrokenJson, entry_texts

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.floats(0, 1) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


def read(text: str | bytes, chunk: int = 7) -> list[tuple[object, bool]]:
    data = text.encode() if isinstance(text, str) else text
    with mock.patch.object(json_stream, "CHUNK", chunk):
        return [(json.loads(entry), alone) for entry, alone in entry_texts(io.BytesIO(data))]


@given(
    entries=st.lists(VALUES, max_size=5),
    beside=st.dictionaries(st.text(max_size=4).filter(lambda key: key != "entries"), VALUES),
    written=st.sampled_from([{}, {"indent": 2}, {"ensure_ascii": False}]),
    last=st.booleans(),
    chunk=st.integers(1, 50),
)
def test_the_same_entries_come_as_of_a_whole_reading(
    entries: list[object],
    beside: dict[str, object],
    written: dict[str, int],
    last: bool,
    chunk: int,
) -> None:
    listed: dict[str, object] = {"entries": entries}
    whole = {**beside, **listed} if last else {**listed, **beside}
    text = json.dumps(whole, indent=written.get("indent"), ensure_ascii="indent" in written)
    assert read(text, chunk) == [(entry, False) for entry in json.loads(text)["entries"]]


@given(st.dictionaries(st.text(max_size=4).filter(lambda key: key != "entries"), VALUES))
def test_an_object_without_entries_is_one(entry: dict[str, object]) -> None:
    text = json.dumps(entry)
    assert read(f"{text}\n{text}") == [(json.loads(text), True)] * 2


@given(st.binary(max_size=60) | st.text('{}[]",:\\ \n0eE-.ntrueentries', max_size=60))
def test_any_bytes_come_to_entries_or_to_a_word_about_them(data: bytes | str) -> None:
    given = data.encode() if isinstance(data, str) else data
    with mock.patch.object(json_stream, "CHUNK", 5), suppress(BrokenJson):
        list(entry_texts(io.BytesIO(given)))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"entries": [1\n2]}', "line 2"),
        ('{"entries": [1,]}', "line 1"),
        ('{"a" 1}', "line 1"),
        ('{"entries": [1}', "line 1"),
        ('\n\n{"entries": ["', "line 3"),
        ('{"a": 1} x', "line 1"),
        ('{"entries": [' + "[" * 150_000, "more than a record"),
        ('{"entries": [[' + "[],\n" * 80_000, "more than a record"),
    ],
    ids=lambda value: value[:16],
)
def test_broken_text_is_told_with_its_line(text: str, why: str) -> None:
    with pytest.raises(BrokenJson, match=why):
        read(text, 1000)


def test_no_more_is_held_than_an_entry() -> None:
    class Endless(io.RawIOBase):
        """A file that goes on as long as it is asked, and counts what was taken of it."""

        taken = 0

        def read(self, size: int = -1, /) -> bytes:
            part = b'{"entries": [' if not self.taken else b'{"a": "b"},' * (size // 11 or 1)
            self.taken += len(part)
            return part

    file = Endless()
    entries = entry_texts(file)  # type: ignore[arg-type]
    for _ in range(10_000):
        next(entries)
    assert file.taken < 10_000 * 11 + 3 * json_stream.CHUNK


def test_text_without_end_is_read_no_further_than_an_entry_may_be_long() -> None:
    class Long(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            self.taken += size or 0
            return b"x" * (size or 0) if self.taken > 100_000 else b'{"a": "'

    with mock.patch.object(json_stream, "LONGEST_ENTRY", 1_000_000):
        file = Long()
        with pytest.raises(BrokenJson, match="longer than"):
            list(entry_texts(file))
        assert file.taken < 5_000_000
