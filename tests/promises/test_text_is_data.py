"""Words from a person's own files do nothing to a terminal, whichever command prints them.

`tests/faults/escapes.py` looks at every command and screen; here stands what it found.
"""

from __future__ import annotations

import pytest

from tests.cli.shell import Shell

OBEYED = "\\u001b]0;x\\u0007"
SHOWN = "␛]0;x␇"


def test_a_setting_is_only_words(rsense: Shell) -> None:
    rsense.home.mkdir()
    (rsense.home / "config.toml").write_text(f'person = "a{OBEYED}"\n')
    ran = rsense("settings", "person")
    assert (ran.code, ran.out) == (0, f"person = a{SHOWN}\n")


@pytest.mark.parametrize("option", ["-e", "-b", "-u"])
def test_a_word_of_ones_own_that_is_near_is_only_words(rsense: Shell, option: str) -> None:
    for name in ("emotions", "body", "urges"):
        path = rsense.home / "vocabulary" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'[[family]]\nlabel = "Mine"\nwords = [{{ value = "wobblyness{OBEYED}" }}]\n'
        )
    ran = rsense("log", "it", option, "wobblyness]0;x")
    assert (ran.code, "\x1b" in ran.err, SHOWN in ran.err) == (0, False, True)


@pytest.mark.parametrize("mark", ["\x1b[2J", "\u202e", "\u2066", "\ufeff", "\u2028", "\U000e0041"])
@pytest.mark.parametrize("words", [["--{}"], ["log", "--{}"], ["{}"], ["log", "x", "-i", "{}"]])
def test_what_was_typed_wrong_is_only_words(rsense: Shell, words: list[str], mark: str) -> None:
    ran = rsense(*(word.format(mark) for word in words))
    in_words = words == ["log", "--{}"] and mark.isspace()  # an argument with a line break in it
    assert (ran.code, mark in ran.err) == (0 if in_words else 2, False)
