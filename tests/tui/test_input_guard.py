"""Keys that come in one read: each waits for what the one before it led to, or is dropped."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import Key, Paste
from textual.geometry import Offset
from textual.widgets import Static

from rsense.core.prompts import SKIPPED
from rsense.tui.input_guard import is_idle
from rsense.tui.terminal_input import TerminalInput
from tests.tui.stage import Stage, acted, stage
from tests.tui.test_grouped_pick import asks

ASK = '[[step]]\nid = "{0}"\nkind = "ask"\ntext = "And {0}?"\n'
ASKS = "".join(ASK.format(name) for name in ("one", "two", "three"))
RATES = ASK.format("one") + '[[step]]\nid = "two"\nkind = "rate"\ntext = "How strong?"\n'
MANY = ASK.format("one") + ASK.format("two") + 'lines = "many"\n'
F1, F2, F4, F12, UP, PALETTE = b"\x1bOP", b"\x1bOQ", b"\x1bOS", b"\x1b[24~", b"\x1b[A", b"\x0f"


async def write(here: Stage, data: bytes) -> None:
    """What one read of a terminal gives, and then a silence."""
    seconds = 0.0
    given = TerminalInput(lambda: seconds)
    told = list(given.feed(data))
    seconds = 1.0
    for event in (*told, *given.feed(b"")):
        here.app.post_message(event)
    await here.settle()


FIRST: dict[str, tuple[bytes, list[object], str]] = {
    "Enter twice": (b"a\r\r", ["a"], "two"),
    "two answers": (b"a\rb\r", ["a"], "two"),
    "an answer, then skipping": (b"a\r" + F4, ["a"], "two"),
    "skipping twice": (F4 + F4, [SKIPPED], "two"),
    "skipping, then back": (F4 + F2, [SKIPPED], "two"),
    "help, then an answer": (b"a" + F1 + b"\r\r", [], "one"),
    "help, left, then an answer": (b"a" + F1 + b"\x1b\x1b[B\r", [], "one"),
    "blanked, then an answer": (b"a" + F12 + b"\r\r", [], "one"),
    "the palette, then Enter twice": (PALETTE + b"\r\r", [], "one"),
    "the palette, then PageDown": (PALETTE + b"\x1b[6~\x1b[6~\r", [], "one"),
}


@pytest.mark.parametrize(("keys", "trail", "step"), FIRST.values(), ids=list(FIRST))
@acted
async def test_one_read_answers_one_question(keys: bytes, trail: list[object], step: str) -> None:
    async with stage(ASKS) as here:
        await write(here, keys)
        assert (here.kept.trail, here.step) == (trail, step)


AHEAD: dict[str, tuple[str, bytes, object]] = {
    "words go into the next field": (ASKS, b"a\rand b", "and b"),
    "words on several lines are one text": (ASKS, b"a\rand b\nor c\r\rd\r", "and b\nor c\nd"),
    "a letter taken back": (ASKS, b"a\rbs\x7f", "b"),
    "a paste": (ASKS, b"a\r\x1b[200~b\nc\x1b[201~", "b\nc"),
    "a number is no answer to a scale unseen": (RATES, b"a\r7\r", None),
}


@pytest.mark.parametrize(("steps", "keys", "draft"), AHEAD.values(), ids=list(AHEAD))
@acted
async def test_words_typed_ahead_wait_as_a_draft(steps: str, keys: bytes, draft: object) -> None:
    async with stage(steps) as here:
        await write(here, keys.replace(b"\n", b"\r"))
        assert (here.kept.trail, here.step) == (["a"], "two")
        assert here.exercise._begun.value == draft


@acted
async def test_letters_after_a_family_is_opened_search_it() -> None:
    async with stage(asks()) as here:
        await write(here, b"\rte")
        assert "tender" in here.words
        assert "anxious" not in here.words


@acted
async def test_leaving_the_look_over_skips_nothing() -> None:
    async with stage(ASK.format("one")) as here:
        await write(here, b"some words\r")
        await write(here, b"\x1b\x1bOS")
    assert here.kept.trail == ["some words"]


@pytest.mark.parametrize("then", [F1, F12, PALETTE, b"\r", F4, b"\x1b", b"\x03", UP])
@pytest.mark.parametrize("way", [b"\x03", b"\x1b", b"\x11"], ids=["ctrl+c", "escape", "ctrl+q"])
@acted
async def test_nothing_happens_after_leaving(way: bytes, then: bytes) -> None:
    async with stage(ASKS) as here:
        await write(here, b"ab" + way + then + then)  # Escape and a letter would be Alt
        assert not here.app.is_running


@acted
async def test_while_something_slow_is_done_keys_wait_but_help_comes() -> None:
    async with stage(ASKS) as here:
        with here.app.input_guard.hold(60):
            for key in ("a", "b", "f1"):
                here.app.post_message(Key(key, key if len(key) == 1 else None))
            await here.until(lambda: "Call somebody." in here.words)
            here.app.post_message(Key("escape", None))
            await here.until(lambda: "And one?" in here.words)
        await here.settle()
        assert here.exercise._begun.value == "ab"


@pytest.mark.slow
@acted
async def test_a_long_unbracketed_paste_stays_whole() -> None:
    text = "words and more words, " * 20
    async with stage(MANY) as here:
        await write(here, b"a\r" + f"{text}\n{text}".replace("\n", "\r").encode())
        assert here.exercise._begun.value == f"{text}\n{text}"


@acted
async def test_a_paste_waits_for_its_turn() -> None:
    async with stage(ASKS) as here:
        for event in (Key("a", "a"), Paste("b"), Key("c", "c")):
            here.app.post_message(event)
        await here.settle()
        assert here.exercise._begun.value == "abc"


def test_an_event_loop_tells_whether_it_is_idle() -> None:
    """Asyncio's private list, on which the guard relies."""

    async def ask() -> tuple[bool, bool]:
        loop = asyncio.get_running_loop()
        assert hasattr(loop, "_ready")
        alone = is_idle(loop)
        loop.call_soon(lambda: None)
        return alone, is_idle(loop)

    assert asyncio.run(ask()) == (True, False)


@acted
async def test_a_click_on_a_widget_that_was_taken_away_goes_by(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = (Static("no longer there"), Offset())
    async with stage(ASKS) as here:
        monkeypatch.setattr(here.app.screen, "get_widget_and_offset_at", lambda *_: found)
        await write(here, b"\x1b[<0;9;5M")
        assert here.app.is_running
        assert here.step == "one"
