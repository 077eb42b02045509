"""Words of scripts and people in lines: shown, never obeyed."""

from __future__ import annotations

import pytest

from rsense.core.prompts import (
    Blank,
    Fill,
    Gap,
    Gather,
    Option,
    Pace,
    Phase,
    Pick,
    Prompt,
    Rate,
    Read,
    Sort,
    Write,
)
from rsense.plain.prompt_io import ask
from tests.plain.forms import WRITE
from tests.plain.lines import HOSTILE, foreign, shown, talk


def _with(words: str) -> list[Prompt]:
    """Every form with these words wherever it has words."""
    options = (Option("a", words, words, words), Option("b", words + "b"))
    blanks = (Blank("gap", words, words, words),)
    return [
        Read(words),
        Rate(words, low_label=words, high_label=words),
        Write(words, starter=words, example=words),
        Pick(words, options, other=True),
        Gather(words, cues=(words,), example=words),
        Sort(words, (words,), options),
        Fill(words, (words, Gap("gap")), blanks, lint=True),
        Pace(words, (Phase(words, 4),)),
    ]


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_no_text_does_anything_to_the_terminal(hostile: str) -> None:
    words = f"a{hostile}b"
    for prompt in _with(words):
        before = next(iter(prompt.samples()))
        here = talk("", "1", words, "", ":quit", ":quit", paced=True)
        ask(shown(prompt, before, pins=(words,), hint=words), here.console)
        assert not foreign([*here.written, *here.cues])


@pytest.mark.parametrize("markup", ["[@click=app.quit]x[/]", "[/nope]", "[bold]", "{now}"])
def test_markup_is_shown_as_it_was_written(markup: str) -> None:
    for prompt in _with(markup):
        here = talk(":quit", paced=True)
        ask(shown(prompt), here.console)
        assert markup in here.written[0]


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_hostile_words_are_taken_as_words(hostile: str) -> None:
    assert ask(shown(WRITE), talk(f"a{hostile}b").console) == WRITE.accept(f"a{hostile}b")
