"""Pictures of the real screens for the README: `python -m tests.pictures [--out FOLDER]`.

The program itself is run on invented data in a temporary folder, and what it shows is saved as
SVG: light files, with no fonts from elsewhere.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import tempfile
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.events import Key
from textual.pilot import Pilot

from rsense.core.records import Keepsake, Trigger
from rsense.ports import Activity
from rsense.services.context import AppContext
from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.frontend_services import full_services
from rsense.services.now.flow import NowFlow
from rsense.store.library import Library, shipped_folder
from rsense.tui.app import RsenseApp
from rsense.tui.enter_guard import MOMENT
from tests.blocks import drawn
from tests.tui.stage import character_of, settled

DOCS = Path(__file__).resolve().parent.parent / "docs"
SIZE = (80, 24)
WIDE = (104, 26)
"""Wide enough for what was said beside the question, and for two panes."""
NOW = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)
KEY_NAMES = {" ": "space", ".": "full_stop", ",": "comma", "'": "apostrophe"}


def invented(folder: str) -> AppContext:
    """A desk with a few days in it."""
    ids = (f"example{n:03}" for n in range(100))
    context = AppContext(folder, Library(shipped_folder()), lambda: NOW, lambda: next(ids))
    days = (
        (0, "Text unread for three hours", 7, ("anxious", "overlooked")),
        (1, "Lunch called off an hour before", 5, ("disappointed",)),
        (3, "A short answer at breakfast", 6, ("uneasy", "small")),
    )
    for ago, what, strength, feelings in days:
        at = NOW - timedelta(days=ago, hours=2)
        context.records.add(
            Trigger(id=context.new_id(), at=at, what=what, intensity=strength, emotions=feelings)
        )
    card = "My sister drove an hour when I was ill"
    at = NOW - timedelta(days=2)
    context.records.add(Keepsake(id=context.new_id(), at=at, shelf="evidence", text=card))
    return context


class Stopwatch:
    """A clock that a picture can be taken at."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def press(pilot: Pilot[None], clock: Stopwatch, *keys: str) -> None:
    for key in keys:
        clock.seconds += MOMENT
        if key.startswith("type:"):
            for character in key.removeprefix("type:"):
                pilot.app.post_message(Key(KEY_NAMES.get(character, character), character))
        else:
            pilot.app.post_message(Key(key, character_of(key)))
        await settle(pilot)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until there is nothing left to do: a message may lead to another, and that on."""
    await settled(pilot)


def light(svg: str) -> str:
    """The picture without fonts to fetch, its spaces kept, its title neutral."""
    svg = drawn(svg)
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "monospace").replace("<text ", '<text xml:space="preserve" ')
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


async def picture(
    context: AppContext,
    open_it: Callable[[], Activity | None],
    *keys: str,
    size: tuple[int, int] = SIZE,
) -> str:
    """What the program shows after these keys, as SVG. `+4` lets four seconds pass."""
    clock = Stopwatch()
    app = RsenseApp(full_services(context), open_it(), clock=clock)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            if key.startswith("+"):
                for _ in range(int(float(key) * 30)):
                    clock.seconds += 1 / 30
                await pilot.pause(0.2)
            else:
                await press(pilot, clock, key)
        await pilot.pause(0.2)
        return light(app.export_screenshot(title="rsense"))


def nothing() -> None:
    return None


async def pictures() -> AsyncIterator[tuple[str, str]]:
    """(name, SVG) of each picture."""
    with tempfile.TemporaryDirectory() as folder:
        context = invented(folder)

        def exercise(name: str) -> Callable[[], Activity]:
            return lambda: ExerciseFlow(context, context.script(name), private=False).opened(
                ask=False
            )

        def now() -> Activity:
            return NowFlow(context).opened()

        happened = "type:She read it at six and has not written back"
        thoughts = ("type:She is tired of me", "enter", "type:She has not written since six")
        to_thoughts = ("6", "enter", "1", "enter", happened, "enter")
        yield "home", await picture(context, nothing, size=WIDE)
        words = ("w", happened, "enter", "type:lonely", "enter", "enter", "e")
        await picture(context, now, "9", *["+4"] * 15, "enter", "6", *words)
        yield "history", await picture(context, nothing, "h", size=WIDE)
        yield "now", await picture(context, now, "9", "+6.2")
        paced, rethink = exercise("paced-breathing"), exercise("rethink-the-rejection")
        yield "breath", await picture(context, paced, "enter", "5", *["enter"] * 3, "+6.2")
        yield "exercise", await picture(context, rethink, *to_thoughts, *thoughts, size=WIDE)


async def write_pictures(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    async for name, svg in pictures():
        (out / f"{name}.svg").write_text(svg, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=DOCS, metavar="FOLDER", help="default: docs/")
    asyncio.run(write_pictures(parser.parse_args().out))


if __name__ == "__main__":
    main()
