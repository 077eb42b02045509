"""What tests of several modules here run with."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rsense.store.records.repository import RecordStore


@pytest.fixture
def at_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """This machine's clocks are those of Berlin, until they are set otherwise."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def records(tmp_path: Path) -> RecordStore:
    return RecordStore(str(tmp_path / "home" / "records"))
