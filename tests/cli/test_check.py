"""`check` names what is wrong with a person's own files; `doctor` and `settings` point there."""

from __future__ import annotations

from pathlib import Path

import pytest

from rsense.services.context import open_context
from rsense.services.script_check import all_problems, own_problems
from rsense.store.library import Library, shipped_folder
from tests.cli.shell import Shell

WORKS = """\
format = 1
title = "Mine"
stage = "settle"
[[step]]
id = "a"
kind = "say"
text = "Hello"
"""
BROKEN = {
    "exercises/mine.toml": (WORKS + "odd = 1\n", "odd"),
    "exercises/unread.toml": ("title = ", "not valid TOML"),
    "exercises/My Own.toml": ("", "its name isn't that of an exercise"),
    "exercises/helplines.toml": ("", "its name isn't that of an exercise"),
    "exercises/is-it-safe.toml": ("", "always comes from rsense itself"),
    "vocabulary/emotions.toml": (
        "[[family]]\nwords = 5\n",
        "words: a list belongs here, not a whole",
    ),
    "vocabulary/moods.toml": ("format = 1\n", "there is no list of words called “moods”"),
}


def test_check_names_what_is_wrong_with_own_files_and_doctor_points_there(rsense: Shell) -> None:
    for name, (text, _) in BROKEN.items():
        path = rsense.home / name
        path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        path.write_text(text)
    (lines, code) = (ran := rsense("check")).out.splitlines(), ran.code
    assert (code, len(lines)) == (3, len(BROKEN))
    for name, (_, what) in BROKEN.items():
        (line,) = (line for line in lines if line.startswith(str(rsense.home / name)))
        assert what in line
    assert "“rsense check” says why" in rsense("doctor").out.splitlines()[-1]


def test_own_files_that_work_are_fine(rsense: Shell) -> None:
    for name, text in {
        "exercises/mine.toml": WORKS,
        "vocabulary/emotions.toml": '[[family]]\nlabel = "Mine"\nwords = [{ value = "odd" }]\n',
    }.items():
        path = rsense.home / name
        path.parent.mkdir(parents=True, mode=0o700)
        path.write_text(text)
    assert (rsense("check").code, [*own_problems(open_context().library)]) == (0, [])
    assert "rsense check" not in rsense("doctor").out


def test_a_plan_beside_a_script_is_checked_as_one(rsense: Shell, tmp_path: Path) -> None:
    plan = tmp_path / "mine.plan.toml"
    plan.write_text('format = 1\n[[run]]\nname = "one"\n')
    assert rsense("check", str(plan)).code == 0
    plan.write_text("format = 1\n[[runs]]\n")
    assert "runs" in rsense("check", str(plan)).out


def test_the_files_of_a_pack_are_no_scripts(rsense: Shell, tmp_path: Path) -> None:
    for name in ("pack.toml", "helplines.toml", "vocabulary/evening.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("format = 1\n")
    for name in ("", "/pack.toml", "/helplines.toml"):
        (line,) = rsense("check", f"{tmp_path}{name}").out.splitlines()
        assert "“rsense pack check” looks through a" in line
    words = tmp_path / "vocabulary" / "evening.toml"
    assert rsense("check", str(words)).code == 0
    words.write_text('[[family]]\nlabel = "Mine"\nwords = ["odd"]\n')
    assert (
        f"{words}:3:1: a table belongs here, not text; write it in braces"
        in rsense("check", str(words)).out
    )


def test_a_translation_that_cannot_be_read_is_told_where(rsense: Shell, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(WORKS)
    german = tmp_path / "mine.de.toml"
    german.write_text("format = 1\ntitle = „Meine“\n")
    told = f"{german}:2:9: it is not valid TOML: a curly quotation mark begins no text. Mend it"
    assert told in rsense("check", str(german)).out
    german.write_bytes("format = 1\ntitle = 'Für mich'\n".encode("latin-1"))
    assert f"{german}:2:11: it is not UTF-8 text. Save it" in rsense("check", str(german)).out


def test_a_file_without_its_ending_is_found(
    rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.toml").write_text(WORKS)
    monkeypatch.chdir(tmp_path)
    told = "There is no exercise “mine”, but a file “mine.toml”: add .toml to it."
    for command in ("graph", "simulate", "booklet"):
        assert told in rsense(command, "mine").err


def test_check_names_helplines_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "helplines.toml").write_text("[[line]]\nname = 3\n")
    found = [*all_problems(Library(str(tmp_path)))]
    assert "some of the people to call in it cannot be read" in found[-1].what


SHIPPED_LINT = Path(shipped_folder(), "message-lint.toml").read_text()
SPOILED = {
    "'you (be|have'": "absolute: “you (be|have” is no regular expression: missing )",
    "'you will {bee}'": "absolute: there is no part {bee} above it",
}


@pytest.mark.parametrize(("shape", "told"), SPOILED.items())
def test_check_names_a_shape_of_the_message_lint_that_is_none(
    tmp_path: Path, shape: str, told: str
) -> None:
    file = tmp_path / "message-lint.toml"
    file.write_text(SHIPPED_LINT.replace('"you will always (be|have)"', shape, 1))
    library = Library(str(tmp_path))
    (found,) = (one for one in all_problems(library) if one.file == str(file))
    assert found.what.startswith(told)


@pytest.mark.parametrize("text", ["theme = 5\n", 'bell = "yes"\n', "patterns = 1\n"])
def test_settings_name_one_of_another_type(rsense: Shell, text: str) -> None:
    rsense.home.mkdir(mode=0o700)
    (rsense.home / "config.toml").write_text(text)
    name = text.partition(" ")[0]
    assert f"In it, {name} isn't valid" in rsense("settings").err
