"""The undo log: written over, and nothing of the note before is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from rsense.store import undo_log

ONE, OTHER = "records/2026/11/one.toml", "records/2026/11/two.toml"
FEWER, MORE = (ONE,), (ONE, OTHER, "records/2026/12/three.toml")


@pytest.mark.parametrize("before", [(), FEWER, MORE, (OTHER,)])
@pytest.mark.parametrize("after", [FEWER, MORE])
def test_a_note_takes_the_place_of_the_one_before(
    tmp_path: Path, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    data = str(tmp_path)
    undo_log.note(data, "log", *(f"{data}/{path}" for path in before))
    undo_log.note(data, "log", *(f"{data}/{path}" for path in after))
    assert undo_log.read_last(data) == ("log", *(f"{data}/{path}" for path in after))
