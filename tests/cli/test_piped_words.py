"""Words through a pipe: read alike by every command, and given back where they are not kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rsense.core.records import SessionRecord
from rsense.store.records.repository import RecordStore
from rsense.store.sessions import SessionStore
from tests.cli.shell import ASK, Shell, started
from tests.cli.test_line_terminal import triggers


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (b"caf\xe9\n", "café"),
        (b"\x93quoted\x94\n", "“quoted”"),
        ("日本\n".encode(), "日本"),
        (b"\xef\xbb\xbfmarked\n", "\ufeffmarked"),
        ("wide ü\n".encode("utf-16"), "wide ü"),
        (b"windows\r\n", "windows"),
    ],
)
@pytest.mark.parametrize("locale", [pytest.param("C.UTF-8", marks=pytest.mark.slow), "C"])
def test_a_pipe_is_read_as_log_reads_it(
    data: bytes, kept: str, locale: str, tmp_path: Path
) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "it.toml").write_text(ASK)
    for words in (["run", "it", "--plain"], ["log", "-"]):
        ran = started(words, data=data, RSENSE_HOME=str(tmp_path), LC_ALL=locale)
        assert ran.returncode == 0
    assert not list(SessionStore(str(tmp_path / "progress")).all())
    (trigger,) = triggers(tmp_path)
    sessions = [
        found.record
        for found in RecordStore(str(tmp_path / "records")).newest()
        if isinstance(found.record, SessionRecord)
    ]
    answers = [reply.value for record in sessions for reply in record.replies]
    assert (trigger.what, answers) == (kept, [kept])


TOLD = b"one line\nna\xc3\xafve \xe9\nthird\n"
GIVEN = "one line\nnaïve é\nthird\n"
NO_PLACE = {
    "no home": {"RSENSE_HOME": "", "HOME": ""},
    "a home of a file": {"RSENSE_HOME": __file__},
    "a home that cannot be made": {"RSENSE_HOME": "/proc/nowhere"},
}
READERS = [
    "log -",
    "log",
    "log - -e sad -w Jo",
    "keep people -",
    "run five-senses --plain",
    "breathe",
    "breathe 4-6 --no-wait",
    "ground",
    "write",
    "now",
]


def piped(command: str, data: bytes, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return started(command.split(), None, data, LC_ALL="C.UTF-8", **environ)


@pytest.mark.slow
@pytest.mark.parametrize("place", NO_PLACE.values(), ids=list(NO_PLACE))
@pytest.mark.parametrize("command", READERS)
def test_words_that_have_no_place_are_given_back(command: str, place: dict[str, str]) -> None:
    before = b"4\nw\n" if command == "now" else b""  # its first questions take no words
    done = piped(command, before + TOLD, **place)
    assert done.returncode == 1
    lines = " ".join(done.stdout.decode().split())
    assert lines.endswith("third"), done
    if (place["RSENSE_HOME"] == "" and not before) or command.startswith(("log", "keep")):
        assert done.stdout.decode() == GIVEN
    assert b"Your words are above" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command",
    ["log - -i 11", "log - --at someday", "log - --nonsense", "keep nowhere -", "log - --domain"],
)
def test_words_of_a_line_that_is_refused_are_given_back(command: str, tmp_path: Path) -> None:
    done = piped(command, TOLD, RSENSE_HOME=str(tmp_path))
    assert (done.returncode, done.stdout.decode()) == (2, GIVEN)


@pytest.mark.parametrize("command", ["history --since x", "log it -i 11", "log it --at someday"])
def test_what_a_command_does_not_read_stays_for_the_next(command: str, tmp_path: Path) -> None:
    """As in `while read line; do rsense log "$line"; done`."""
    environ = {**os.environ, "RSENSE_HOME": str(tmp_path)}
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m rsense {command}; cat"],
        input=TOLD,
        env=environ,
        capture_output=True,
        check=True,
    )
    assert done.stdout == TOLD


def test_a_writer_who_is_silent_is_not_waited_for() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "rsense", "run", "mindful-pause", "--plain"],
        env={**os.environ, "RSENSE_HOME": "", "HOME": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write(TOLD)
        child.stdin.flush()
        assert child.stdout.read().decode() == GIVEN
        assert child.wait(20) == 1


# Words that begin with a dash


@pytest.mark.parametrize(
    "words",
    ["- he left", "--he left", "-he left", "-h he left", "- a\n- b", "--", "-\u00a0x", "-5 x=1"],
)
def test_words_that_cannot_be_an_option_are_words(words: str, rsense: Shell) -> None:
    typed = ["--", words] if words == "--" else [words]
    assert rsense("log", *typed).code == 0
    assert rsense("keep", "evidence", *typed).code == 0
    (trigger,), (card,) = rsense.triggers, rsense.cards
    assert (trigger.what, card.text) == (words, words)
    assert rsense("edit", trigger.id, "--did", "- x y", "it", *typed).code == 0
    (trigger,) = rsense.triggers
    assert (trigger.what, trigger.did) == (f"it {words}", "- x y")


@pytest.mark.parametrize("words", ["-5", "-x", "--nonsense", "-i", "--nonsense=a b"])
def test_what_may_be_a_slip_is_told_how_to_be_words(words: str, rsense: Shell) -> None:
    ran = rsense("log", words)
    assert (ran.code, rsense.files) == (2, [])
    assert "put two dashes before them: rsense log -- " in ran.said
    assert rsense("log", "--", words).code == 0
    assert rsense.triggers[0].what == words
    assert "rsense keep SHELF -- " in rsense("keep", "people", words.replace("i", "q")).said


def test_options_stay_options(rsense: Shell) -> None:
    line = ("it", "-wJo Smith", "--thought=a b", "-e sad", "--did", "--he left")
    assert rsense("log", *line).code == 0
    (trigger,) = rsense.triggers
    assert (trigger.who, trigger.thought, trigger.emotions) == ("Jo Smith", "a b", ("sad",))
    assert trigger.did == "--he left"
    assert "--emotion" in rsense("log", "--emtion").said
    assert "two dashes" not in rsense("log", "--emtion").said + rsense("history", "-x").said
    assert rsense("history", "--search", "- nothing so").code == 0
