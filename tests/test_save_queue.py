"""The thread that saves: in order, away from who waits, and told of what went wrong."""

from __future__ import annotations

import asyncio
import threading
import time
import weakref

import pytest

from rsense.save_queue import SaveQueue


def fails() -> None:
    raise ValueError("no")


class Lock:
    """Something that is free again when nobody holds it."""

    def __call__(self) -> None:
        pass


def test_saves_run_in_order() -> None:
    saves, done = SaveQueue(), list[int]()
    for number in range(50):
        saves.submit(lambda number=number: done.append(number))  # type: ignore[misc]
    assert saves.wait(5)
    assert done == list(range(50))


def test_nothing_is_held_of_a_save_that_is_done() -> None:
    saves, lock = SaveQueue(), Lock()
    gone = weakref.ref(lock)
    saves.submit(lock)
    del lock
    assert saves.wait(5)
    assert gone() is None


def test_call_and_run_give_what_the_job_returns_or_raises() -> None:
    saves = SaveQueue()
    assert saves.call(lambda: 7) == 7
    with pytest.raises(ValueError, match="no"):
        saves.call(fails)
    with pytest.raises(ValueError, match="no"):
        asyncio.run(saves.run(fails))


def test_call_tells_of_a_slow_disk_once() -> None:
    saves, told = SaveQueue(), list[str]()
    saves.call(lambda: time.sleep(0.5), lambda: told.append("slow"))
    saves.call(lambda: None, lambda: told.append("quick"))
    assert told == ["slow"]


def test_wait_is_bounded() -> None:
    saves, go = SaveQueue(), threading.Event()
    saves.submit(lambda: go.wait(5))
    assert not saves.wait(0.05)
    go.set()
    assert saves.wait(5)


def test_event_loop_goes_on_while_a_save_runs() -> None:
    async def both() -> tuple[int, int]:
        saves, go, turns = SaveQueue(), threading.Event(), 0
        job = asyncio.ensure_future(saves.run(lambda: go.wait(5) and 7))
        while turns < 20:
            await asyncio.sleep(0.001)
            turns += 1
        go.set()
        return await job or 0, turns

    assert asyncio.run(both()) == (7, 20)


def test_end_of_the_event_loop_loses_no_save() -> None:
    saves, go, done = SaveQueue(), threading.Event(), list[int]()

    def job() -> None:
        go.wait(5)
        done.append(1)

    async def leave() -> None:
        task = asyncio.ensure_future(saves.run(job))
        await asyncio.sleep(0)
        task.cancel()

    asyncio.run(leave())
    go.set()
    assert saves.wait(5)
    assert done == [1]


def test_mistake_in_a_job_nobody_awaits_is_raised_on_waiting() -> None:
    saves = SaveQueue()
    saves.submit(fails)
    with pytest.raises(ValueError, match="no"):
        saves.wait(5)
