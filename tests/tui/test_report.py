"""The page for somebody who helps, on the screens: read whole, and only then written."""

from __future__ import annotations

from pathlib import Path

import pytest

from rsense.tui.screens.history import HistoryScreen
from tests.tui.stage import SIZES, Size, acted
from tests.tui.test_history import looking_back


@SIZES
@acted
async def test_page_is_asked_about_read_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: Size
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with looking_back(size) as room:
        here = room.here
        await here.press("r", "f4")
        assert "What else should be on it?" in here.words
        await here.press("enter")
        assert "My last 4 weeks" in here.words
        for _ in range(20):
            if "keep it as" in here.words:
                break
            await here.press("enter")
        assert list(tmp_path.iterdir()) == []
        await here.press("2", "enter", "enter")
        assert "Written to" in here.words
        (written,) = tmp_path.iterdir()
        assert written.read_text().startswith("My last 4 weeks")
        await here.press("enter")
        assert isinstance(here.app.screen, HistoryScreen)


@acted
async def test_leaving_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with looking_back() as room:
        await room.here.press("r", "type:the wedding", "escape")
        assert isinstance(room.here.app.screen, HistoryScreen)
        assert list(tmp_path.iterdir()) == []
