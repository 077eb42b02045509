"""A terminal that goes without a signal is noticed, and one that stays is left in peace."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rsense.tui import terminal_watch
from tests.faults.pseudo import close, start

Pty = tuple[int, int]


@pytest.fixture
def pty() -> Iterator[Pty]:
    ours, theirs = os.openpty()
    yield ours, theirs
    os.close(theirs)


def left(pty: Pty, *, hang_up: bool) -> int:
    """How often it was told to leave, by some looks later."""
    told: list[None] = []

    async def watch() -> None:
        terminal_watch.on_hangup(asyncio.get_running_loop(), (pty[1],), lambda: told.append(None))
        if hang_up:
            os.close(pty[0])
        await asyncio.sleep(terminal_watch.SECONDS * 2.5)

    asyncio.run(watch())
    return len(told)


def test_a_terminal_that_is_hung_up_is_left_once(pty: Pty) -> None:
    assert left(pty, hang_up=True) == 1


def test_a_terminal_that_stays_is_not_left(pty: Pty) -> None:
    assert left(pty, hang_up=False) == 0
    os.close(pty[0])


@pytest.mark.slow
@pytest.mark.parametrize("moment", [0.1, 0.2, 0.3])
def test_a_terminal_that_goes_while_it_starts_is_left(tmp_path: Path, moment: float) -> None:
    running = start(tmp_path, ["pause"], ignoring=False, leader=False, two=False)
    try:
        time.sleep(moment)
        assert running.ended(lambda it: close(it.typed_to), 5).code is not None
    finally:
        running.close()


@pytest.mark.slow
@pytest.mark.parametrize("moment", [0.12, 0.16, 0.2, 0.25])
def test_output_that_goes_while_the_screens_start_ends_them(tmp_path: Path, moment: float) -> None:
    running = start(tmp_path, ["pause"], ignoring=False, leader=False, two=True)
    try:
        time.sleep(moment)
        assert running.ended(lambda it: close(it.shown_on), 4).code is not None
    finally:
        running.close()
