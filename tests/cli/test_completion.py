"""What the shell completes: quietly, whatever is broken."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pexpect
import pytest

from rsense.cli.commands.completion import SHELLS as COMPLETING
from rsense.cli.commands.completion import completion_script
from rsense.cli.completion import values
from rsense.cli.completion.engine import (
    FILES,
    WantsFile,
    complete,
    completed,
    in_fish,
    in_zsh,
    main,
)
from rsense.cli.completion.values import exercise_names, record_ids, shelf_names, trigger_ids
from rsense.cli.registry import COMMANDS, loaded
from rsense.core.records import Keepsake, Trigger
from rsense.core.shelves import SHELVES
from rsense.core.trigger_fields import TRIGGER_FIELDS
from tests.cli.shell import Shell
from tests.plain.lines import foreign

AT = datetime(2026, 11, 22, 10, 52, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
COMPLETERS: list[Callable[[str], Iterable[Any]]] = [
    exercise_names,
    record_ids,
    trigger_ids,
    shelf_names,
    *filter(None, map(values.of_field, TRIGGER_FIELDS.values())),
]


def offered(completer: Callable[[str], Iterable[Any]], begun: str) -> list[str]:
    return [pair[0] for pair in completer(begun)]


def of_field(name: str) -> values.Completer:
    found = values.of_field(TRIGGER_FIELDS[name])
    assert found
    return found


def test_an_exercise_is_completed_by_its_name(rsense: Shell) -> None:
    rsense.script("mindful-own")
    assert offered(exercise_names, "mind") == ["mindful-own", "mindful-pause"]


def test_a_shelf_is_completed_by_its_name(rsense: Shell) -> None:
    assert offered(shelf_names, "ev") == ["evidence"]
    assert offered(shelf_names, "") == list(SHELVES)


def test_an_exercise_comes_with_its_title(rsense: Shell) -> None:
    assert list(exercise_names("five")) == [("five-senses", "Five senses")]


def test_a_record_is_completed_by_its_id_with_its_words(rsense: Shell) -> None:
    rsense.add(Trigger(id="abcd234567", at=AT, what="Sam\nleft."))
    rsense.add(Keepsake(id="abxy234567", at=AT - MINUTE, shelf="people", text="Jo"))
    assert list(record_ids("ab")) == [
        ("abcd234567", "Sam left."),
        ("abxy234567", "kept in people: Jo"),
    ]
    assert list(trigger_ids("AB")) == [("abcd234567", "Sam left.")]
    assert offered(record_ids, "") == ["abcd234567", "abxy234567", "last"]


def test_a_feeling_is_completed_by_its_word_with_a_hint(rsense: Shell) -> None:
    rsense("log", "it", "-e", "anxwards")
    assert list(values.emotions("ANX")) == [("anxious", ""), ("anxwards", "")]
    assert ("sick", "sick to the stomach") in list(of_field("body")("s"))


def test_people_and_tags_are_those_already_used_the_last_first(rsense: Shell) -> None:
    rsense.add(Trigger(id="aaaa234567", at=AT, what="x", who="Sam", tags=("texting",)))
    rsense.add(Trigger(id="bbbb234567", at=AT, what="x", who="Sally Ann", tags=("love", "text")))
    rsense.add(Trigger(id="cccc234567", at=AT, what="x"))
    assert offered(values.people, "") == ["Sally Ann", "Sam"]
    assert offered(values.people, "@sa") == ["@Sally Ann", "@Sam"]
    assert offered(of_field("tags"), "te") == ["text", "texting"]
    assert offered(of_field("tags"), "#l") == ["#love"]


def test_what_is_offered_does_nothing_to_the_terminal(rsense: Shell) -> None:
    rsense.add(Trigger(id="abcd234567", at=AT, what="a\x1b]0;x\x07\x9bb"))
    assert not foreign(words for pair in record_ids("ab") for words in pair)


@pytest.mark.parametrize("completer", COMPLETERS)
def test_an_empty_home_is_completed_quietly(
    rsense: Shell, completer: Callable[[str], Iterable[Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    list(completer(""))
    assert capsys.readouterr() == ("", "")
    assert not rsense.home.exists()


@pytest.mark.parametrize("completer", COMPLETERS)
@pytest.mark.parametrize("broken", ["exercises", "records", "."])
def test_a_broken_home_is_completed_quietly(
    rsense: Shell,
    completer: Callable[[str], Iterable[Any]],
    broken: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = rsense.home / broken
    path.parent.mkdir(exist_ok=True)
    path.write_text("a file")
    list(completer(""))
    assert capsys.readouterr() == ("", "")


# A whole line


LINES: dict[str, tuple[list[str], list[str]]] = {
    "a command": (["hi"], ["history"]),
    "an option of them all": (["--v"], ["--version"]),
    "no such command": (["nix", ""], []),
    "a value": (["log", "it", "-e", "anx"], ["anxious"]),
    "a value behind =": (["log", "--emotion=anx"], ["--emotion=anxious"]),
    "an option": (["log", "it", "--emo"], ["--emotion"]),
    "one that may come again": (["log", "-e", "sad", "--emo"], ["--emotion"]),
    "one that is spent": (["log", "--who", "Sam", "--wh"], []),
    "help": (["log", "--he"], ["--help"]),
    "an argument": (["run", "five"], ["five-senses"]),
    "an argument behind a flag": (["run", "--plain", "five"], ["five-senses"]),
    "an argument behind an option": (["run", "--about", "x", "five"], ["five-senses"]),
    "the second of one": (["run", "five-senses", "five"], []),
    "words": (["log", "some"], []),
    "a word that looks like an option": (["log", "--", "--emo"], []),
    "a shelf": (["keep", "pl"], ["plans"]),
    "a shell": (["completion", "f"], ["fish"]),
    "a command of help": (["help", "his"], ["history"]),
    "stages": (["exercises", "re"], ["rethink", "repair"]),
}


@pytest.mark.parametrize(("words", "found"), LINES.values(), ids=LINES.keys())
def test_a_line_is_completed_by_what_may_come_next(
    rsense: Shell, words: list[str], found: list[str]
) -> None:
    assert [value for value, _ in complete(words)] == found


def test_every_command_is_offered_with_its_words() -> None:
    assert list(complete([])) == [(name, about) for name, about in COMMANDS.items()]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_every_command_is_offered(name: str) -> None:
    options = [name for param in loaded(name).params for name in param.opts if name[0] == "-"]
    assert [value for value, _ in complete([name, "-"])] == [*options, "--help"]


@pytest.mark.parametrize("words", [["check", "/wo"], ["run", "./"], ["check", "a", ""]])
def test_a_file_is_left_to_the_shell(rsense: Shell, words: list[str]) -> None:
    with pytest.raises(WantsFile):
        list(complete(words))
    assert main(words, "zsh") == FILES


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tight\\ chest", "tight chest"),
        ('"tight ch', "tight ch"),
        ("'a\\b'c\\'", "a\\bc'"),
        ('"a\\"b"', 'a"b'),
        ("x\\", "x"),
    ],
)
def test_a_word_is_taken_as_the_shell_would(typed: str, meant: str) -> None:
    assert in_zsh(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tight\\ chest", "tight chest"),
        ('"tight ch', "tight ch"),
        ("'it\\'s\\\\'", "it's\\"),
        ("'a\\b", "a\\b"),
        ('"a\\"b\\$\\x', 'a"b$\\x'),
        ("x\\", "x"),
    ],
)
def test_a_word_is_taken_as_fish_would(typed: str, meant: str) -> None:
    assert in_fish(typed) == meant


def test_lines_are_a_word_a_tab_and_words_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RSENSE_HOME", str(tmp_path))
    assert main(["run", "five"], "zsh") == 0
    assert main(["rsense log --emotion=anx", "anx", ""], "bash-line") == 0
    assert capfd.readouterr() == ("five-senses\tFive senses\nanxious\n", "")


def test_what_goes_wrong_is_not_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("rsense.cli.completion.engine.loaded", None)
    assert main(["run", ""], "zsh") == 0
    assert capfd.readouterr() == ("", "")


# In a shell


SHELLS = {
    "bash": (["--norc", "-i"], "source {script}"),
    "zsh": (["-f", "-i"], "autoload -Uz compinit; compinit -u -D; source {script}"),
    "fish": (["--no-config", "-i"], "source {script}"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SHELLS)
def test_a_shell_completes_and_runs_none_of_it(
    rsense: Shell, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"no {name} here")
    hostile = f"$(touch {tmp_path}/run)`touch {tmp_path}/run`; touch {tmp_path}/run"
    rsense("log", "it", "-t", hostile, "-e", "anxious")
    script = tmp_path / "script"
    script.write_text(rsense("completion", name).out)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "rsense").write_text(f'#!/bin/sh\nexec {sys.executable} -m rsense "$@"\n')
    (tmp_path / "bin" / "rsense").chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin", prepend=":")
    monkeypatch.setenv("TERM", "dumb" if name != "fish" else "xterm")
    arguments, source = SHELLS[name]
    shell = pexpect.spawn(
        name, arguments, encoding="utf-8", timeout=20, dimensions=(24, 200), use_poll=True
    )
    shell.sendline(source.format(script=script) + "; echo rea''dy")
    shell.expect("ready")
    shell.send("rsense log it -b tight\\ ch\t")
    shell.expect(r"tight\\ chest")
    shell.send("-t \t")
    shell.expect("touch")
    shell.send("\r")
    shell.send('rsense log it -t "\t\r')
    shell.send("echo do''ne\r")
    shell.expect("done")
    shell.send("\x03")
    shell.close(force=True)
    assert not (tmp_path / "run").exists()


def test_another_shell_is_not_known(rsense: Shell) -> None:
    ran = rsense("completion", "tcsh")
    assert (ran.code, ran.out) == (2, "")
    assert "bash, zsh or fish" in ran.err


# Every value that can be given

UNCOMPLETED = {
    "a number": {
        "breathe": "--minutes",
        "log": "--intensity",
        "edit": "--intensity",
        "history": "-n --min",
        "restore": "--version",
        "predict": "--sure",
        "insights": "--hide --weeks",
        "report": "--weeks",
        "new": "--minutes",
        "simulate": "--runs --seed --distress",
    },
    "a mood of the table, which is not read for it": {"import": "--mood"},
    "words of one's own": {
        "log": "words --before --thought --did",
        "keep": "words",
        "appreciate": "words --took --did",
        "predict": "words",
        "edit": "words --before --thought --did",
        "history": "--search",
        "preview": "--set --from",
        "new": "name --title",
    },
    "a file, left to the shell": {
        "check": "files",
        "export": "file",
        "import": "file",
        "pack": "--sign",
        "report": "--html --markdown --text",
    },
}
"""What completes nothing, by the reason why."""


def valued() -> Iterable[tuple[str, Any]]:
    """Every option and argument that takes a value, by the longest of its names."""
    for command in COMMANDS:
        for param in loaded(command).params:
            if not getattr(param, "is_flag", False):
                yield f"{command} {max(param.opts, key=len)}", param


@pytest.mark.parametrize("shell", COMPLETING)
def test_the_scripts_know_the_code_that_leaves_files_to_the_shell(shell: str) -> None:
    compared = {"bash": f"-eq {FILES} ]]", "zsh": f"== {FILES} ))", "fish": f"-eq {FILES}\n"}
    assert compared[shell] in completion_script(shell)


def test_whatever_takes_a_value_completes_it_or_has_a_reason_not_to() -> None:
    def completes(param: Any) -> bool:
        return param._custom_shell_complete is not None or hasattr(param.type, "choices")

    without = [name for name, param in valued() if not completes(param)]
    known = (pair for commands in UNCOMPLETED.values() for pair in commands.items())
    assert sorted(without) == sorted(f"{name} {of}" for name, ofs in known for of in ofs.split())


VALUES: dict[str, str] = {
    "history -t |te": "texting",
    "history --tag |te": "texting",
    "history -w |S": "Sam",
    "history -e |anx": "anxious",
    "history --kind |tr": "trigger",
    "history --from |yest": "yesterday",
    "history --to |tod": "today",
    "history --exercise |five": "five-senses",
    "export --kind |ses": "session",
    "export --from |yest": "yesterday",
    "export --to |y": "yesterday",
    "log -t |fam": "family:dad",
    "log --at |20": "20 min ago",
    "edit last --clear |ta": "tags",
    "edit last --at |an": "an hour ago",
    "edit last --due |in": "in 3 days",
    "predict x --by |sun": "sunday 20:00",
    "due |ne": "next",
    "restore |thr": "thrown2345",
    "settings |the": "theme",
    "settings theme |con": "contrast",
    "settings bell |y": "yes",
    "settings person |S": "Sam",
    "settings country |a": "au",
    "breathe |4-7": "4-7-8",
    "breathe |ev": "evening",
    "import x.csv --map |Note=wha": "Note=what",
    "exercises |set": "settle",
    "show |las": "last",
    "explain |RS01": "RS012",
    "check --format |g": "github",
    "simulate --format |j": "json",
    "simulate |mindful": "mindful-pause",
}


@pytest.mark.parametrize(("line", "value"), VALUES.items())
def test_a_value_is_completed(rsense: Shell, line: str, value: str) -> None:
    used = Trigger(id="aaaa234567", at=AT, what="x", who="Sam", tags=("texting", "family:dad"))
    rsense.add(used, Trigger(id="thrown2345", at=AT - MINUTE, what="y"))
    rsense("delete", "thrown2345")
    (rsense.home / "config.toml").write_text('[patterns]\nevening = "4-8"\n')
    before, begun = line.split("|")
    assert value in [found for found, _ in complete([*before.split(), begun])]


def test_completing_writes_nothing(rsense: Shell) -> None:
    rsense("log", "it", "-t", "texting")
    before = rsense.files
    for line in VALUES:
        completed([*line.replace("|", "").split()], "zsh")
    assert rsense.files == before
