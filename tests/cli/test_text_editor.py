"""A long answer in the person's own editor: it comes back, or nothing of it is lost."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from rsense.cli.text_editor import NONE_SET, UNCHANGED, edit_text
from tests.cli.shell import HEAD, Shell
from tests.steps import step
from tests.tui.terminal import rsense as in_terminal

WORDS = "It rained.\n\n  We got wet — both."
EDITORS = {
    'echo more >> "$1"': (f"{WORDS}\nmore", ""),
    'printf "\\357\\273\\277one\\r\\ntwo\\r\\n" > "$1"': ("one\ntwo", ""),
    ":": (WORDS, ""),
    "exit 3": (WORDS, f"The editor ended with 3. {UNCHANGED}"),
    'echo more >> "$1"; exit 3': (f"{WORDS}\nmore", "ended with 3. What it saved is here."),
    "kill -9 $$": (WORDS, f"The editor was ended by SIGKILL. {UNCHANGED}"),
    'rm "$1"': (WORDS, f"The editor left no file behind. {UNCHANGED}"),
    ': > "$1"': (WORDS, f"It came back empty. {UNCHANGED}"),
}


@pytest.fixture(autouse=True)
def no_other_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


@pytest.mark.parametrize("script", EDITORS)
def test_an_editor_gives_the_text_back_or_it_stays(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    seen = rsense.home / "seen"
    look = f'stat -c %a "$1" "$(dirname "$1")" > {seen}; '
    monkeypatch.setenv("EDITOR", f"sh -c {shlex.quote(look + script)} sh")
    edited = edit_text(WORDS)
    assert edited.text == EDITORS[script][0]
    assert edited.told.endswith(EDITORS[script][1])
    assert seen.read_text().split() == ["600", "700"]
    assert list((rsense.home / "progress").iterdir()) == []


def test_an_editor_that_is_not_there_is_told_of(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (edit_text(WORDS).text, edit_text(WORDS).told) == (WORDS, NONE_SET)
    for wish, told in (("/nowhere/ed", "didn't open: No such file"), ("'", "isn't a command")):
        monkeypatch.setenv("EDITOR", wish)
        edited = edit_text(WORDS)
        assert edited.text == WORDS
        assert told in edited.told
    assert [*rsense.home.glob("progress/*")] == []


def test_a_copy_that_cannot_be_read_is_kept_and_doctor_tells_of_it(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = 'head -c 2000000 /dev/zero > "$1"'
    monkeypatch.setenv("EDITOR", f"sh -c {shlex.quote(large)} sh")
    edited = edit_text(WORDS)
    assert edited.text == WORDS
    assert "It's kept there." in edited.told
    assert "An answer was open here in an editor" in rsense("doctor").out


@pytest.mark.slow
def test_it_opens_on_a_key_and_in_lines_on_a_word(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EDITOR", "sh -c 'echo more >> \"$1\"' sh")
    long_text = HEAD + step("ask", "what", "What happened?", lines="many")
    path = rsense.script("mine", long_text)
    rsense("run", "mine", stdin="It rained.\n:edit\n\n")
    assert [reply.value for reply in rsense.sessions[0].replies] == ["It rained.\nmore"]
    with in_terminal(tmp_path, "run", str(path), EDITOR="sh -c 'echo more >> \"$1\"' sh") as screen:
        screen.until("F9 your editor")
        screen.type("It rained.")
        screen.until("It rained.")
        screen.type("\x1b[20~")
        screen.until("more")
        screen.type("\x1b")
        assert screen.ended() == 0


def test_what_is_kept_nowhere_goes_to_no_editor(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sh -c 'echo more >> \"$1\"' sh")
    for private, option in (("private = true", ()), ("", ("--private",))):
        what = step("ask", "what", "What happened?", lines="many")
        rsense.script("mine", HEAD + what + f"{private}\n")
        said = rsense("run", "mine", *option, stdin="It rained.\n:edit\n\n").said
        assert ":edit opens your editor, for long texts that are kept." in said
        assert "more" not in said
