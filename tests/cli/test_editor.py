"""Editors as they are: with windows, arguments, signals and line ends of their own."""

from __future__ import annotations

import shlex
import stat
import time
from pathlib import Path

import pytest

from rsense.cli.editor import editor_command
from rsense.core.records import Trigger
from rsense.services.errors import UserError
from tests.cli.shell import Ran, Shell
from tests.promises.test_trying_again import AT
from tests.tui.terminal import Terminal, python

ID = "trig234567"
TRIGGER = Trigger(id=ID, at=AT, what="Text unread", intensity=7)
CHANGED = TRIGGER._replace(what="Message unread")
WORDS = "s/Text/Message/"


@pytest.fixture
def home(rsense: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.delenv("VISUAL", raising=False)
    rsense.add(TRIGGER)
    return rsense


def record_file(shell: Shell) -> Path:
    (path,) = (shell.home / "records").rglob("*.toml")
    return path


def copy(shell: Shell) -> Path:
    return shell.home / "progress" / f".edit-{ID}" / "record.toml"


def edit(
    shell: Shell, patch: pytest.MonkeyPatch, script: str, stdin: str = "", *, slow: bool = False
) -> Ran:
    """`rsense edit` with an editor of these lines; the copy is `$1`."""
    patch.setattr("rsense.cli.editor.AT_ONCE", 0 if slow else 60)
    patch.setenv("EDITOR", f"sh -c {shlex.quote(script)} sh")
    return shell("edit", ID, stdin=stdin, person=bool(stdin))


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("exit 1", "ended with 1"),
        ("exit 127", "ended with 127"),
        ("kill -9 $$", "by SIGKILL"),
        ("kill $$", "by SIGTERM"),
        ("kill -INT $$", "by SIGINT"),
    ],
)
def test_an_editor_that_fails_changes_nothing(
    home: Shell, monkeypatch: pytest.MonkeyPatch, end: str, told: str
) -> None:
    before = record_file(home).read_bytes()
    ran = edit(home, monkeypatch, f'sed -i {WORDS} "$1"; {end}')
    assert ran.code == 1
    assert told in ran.err
    assert "Changed" not in ran.err
    assert str(copy(home)) in ran.err
    assert record_file(home).read_bytes() == before
    assert edit(home, monkeypatch, ":").code == 0  # goes on with the copy
    assert (home.triggers, copy(home).exists()) == ([CHANGED], False)


def test_an_editor_with_a_window_keeps_its_copy(
    home: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = edit(home, monkeypatch, ":")
    assert (ran.code, home.triggers) == (0, [TRIGGER])
    assert "came back at once" in ran.err
    assert "code --wait" in ran.err
    assert str(copy(home)) in ran.err
    copy(home).write_text(copy(home).read_text().replace("Text", "Message"))  # saved in its window
    ran = edit(home, monkeypatch, ":")
    assert (ran.code, home.triggers, copy(home).exists()) == (0, [CHANGED], False)


def test_an_unchanged_copy_is_gone_on_with_without_a_question(
    home: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(home, monkeypatch, ":")
    there = copy(home).stat().st_ino
    ran = edit(home, monkeypatch, ":")
    assert "earlier edit" not in ran.err
    assert copy(home).stat().st_ino == there


@pytest.mark.slow
def test_a_person_says_when_the_window_is_closed(
    home: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = f'(sleep 1; sed -i {WORDS} "$1") >/dev/null 2>&1 &'
    monkeypatch.setattr("rsense.cli.editor.typed_answer", lambda: wait_for(copy(home)))
    ran = edit(home, monkeypatch, later, stdin="\n")
    assert "press Enter here" in ran.err
    assert (ran.code, home.triggers, copy(home).exists()) == (0, [CHANGED], False)


def wait_for(path: Path) -> str:
    end = time.monotonic() + 20
    while "Message" not in path.read_text() and time.monotonic() < end:
        time.sleep(0.05)
    return ""


@pytest.mark.parametrize(
    ("editor", "advice"),
    [
        ("code", "code --wait"),
        ("open", "open -W"),
        ("subl -n", "subl -n --wait"),
        ("another", "code --wait"),
    ],
)
def test_the_option_that_makes_it_wait_is_named(
    home: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, editor: str, advice: str
) -> None:
    program(tmp_path / editor.split(maxsplit=1)[0], ":")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("EDITOR", editor)
    assert advice in home("edit", ID).err


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ('rm "$1"', "no file behind"),
        (': > "$1"', "came back empty"),
        ('printf "\\n\\n" > "$1"', "came back empty"),
    ],
)
def test_a_copy_that_is_gone_or_empty_is_told_of(
    home: Shell, monkeypatch: pytest.MonkeyPatch, script: str, told: str
) -> None:
    ran = edit(home, monkeypatch, script)
    assert (ran.code, home.triggers) == (1, [TRIGGER])
    assert told in ran.err
    assert "copy is kept" not in ran.err
    assert edit(home, monkeypatch, f'sed -i {WORDS} "$1"').code == 0
    assert home.triggers == [CHANGED]


@pytest.mark.parametrize(
    "script",
    [
        ":",
        "sed -i 's/$/\\r/' \"$1\"",
        "sed -i '1s/^/\\xef\\xbb\\xbf/' \"$1\"",
        'truncate -s -1 "$1"',
        'cp "$1" "$1.new"; mv "$1.new" "$1"',
        'cp "$1" "$1~"; touch "$1"',
        'chmod 644 "$1"',
    ],
)
def test_line_ends_marks_and_new_files_are_no_change(
    home: Shell, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    before = record_file(home).read_bytes()
    ran = edit(home, monkeypatch, script, slow=True)
    assert (ran.code, ran.err) == (0, "Nothing was changed.\n")
    assert not copy(home).exists()
    assert record_file(home).read_bytes() == before
    ran = edit(home, monkeypatch, f'sed -i {WORDS} "$1"; {script}')
    assert ran.code == 0
    assert record_file(home).read_bytes() == before.replace(b"Text", b"Message")
    assert stat.S_IMODE(record_file(home).stat().st_mode) == 0o600


def program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)


@pytest.mark.parametrize("way", ["{0}", "'{0}'", "{1} --", '"{0}" -x "a b"', "~/my\\ editor"])
def test_the_editor_may_be_said_in_many_ways(
    home: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: str
) -> None:
    for name in ("my editor", "mine"):
        program(tmp_path / "user" / name, f'for last; do :; done; sed -i {WORDS} "$last"')
    user = tmp_path / "user"
    monkeypatch.setenv("EDITOR", way.format(user / "my editor", user / "mine"))
    assert home("edit", ID).code == 0
    assert home.triggers == [CHANGED]


@pytest.mark.parametrize(("text", "mode"), [("#!/nowhere/sh\n", 0o700), ("x", 0o600), ("", 0o000)])
def test_an_editor_that_cannot_be_run_changes_nothing(
    home: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, mode: int
) -> None:
    path = tmp_path / "editor"
    path.write_text(text)
    path.chmod(mode)
    monkeypatch.setenv("EDITOR", str(path))
    ran = home("edit", ID)
    assert (ran.code, home.triggers, copy(home).exists()) == (1, [TRIGGER], False)
    assert "didn't open" in ran.err


# Changed elsewhere meanwhile


def elsewhere(home: Shell) -> str:
    theirs = f"sed -i 's/= 7/= 3/' {shlex.quote(str(record_file(home)))}"
    return f'{theirs}; sed -i {WORDS} "$1"'


def test_after_a_change_elsewhere_a_person_goes_on_with_either(
    home: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = edit(home, monkeypatch, elsewhere(home))
    assert ran.code == 1
    assert "changed elsewhere meanwhile" in ran.err
    ran = edit(home, monkeypatch, ":")  # nobody to ask
    assert (ran.code, home.triggers[0].intensity, copy(home).exists()) == (1, 3, True)
    assert str(copy(home)) in ran.err
    ran = edit(home, monkeypatch, ":", stdin="y\n\n")
    assert ran.code == 0, ran
    assert "takes its place" in ran.err
    assert home.triggers == [CHANGED]
    assert home("undo").code == 0
    assert home.triggers == [TRIGGER._replace(intensity=3)]


def test_or_begins_anew_from_what_is_there(home: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(home, monkeypatch, elsewhere(home))
    ran = edit(home, monkeypatch, "sed -i 's/= 3/= 4/' \"$1\"", stdin="n\n")
    assert (ran.code, home.triggers) == (0, [TRIGGER._replace(intensity=4)])


def test_a_record_deleted_meanwhile_leaves_the_copy(
    home: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = edit(home, monkeypatch, f'rm {record_file(home)}; sed -i {WORDS} "$1"')
    assert ran.code == 1
    assert "taken away elsewhere" in ran.err
    assert "goes on with it" not in ran.err
    assert "Message" in copy(home).read_text()


# In a terminal


def test_a_killed_editor_leaves_the_terminal_in_order(home: Shell, tmp_path: Path) -> None:
    program(tmp_path / "raw", "stty raw -echo; kill -9 $$")
    with terminal(home, tmp_path / "raw") as here:
        assert here.ended(20) == 1
    assert here.settings_changed == set()
    assert "was ended by SIGKILL" in here.screen


@pytest.mark.slow
def test_ctrl_c_in_a_command_of_the_editor_leaves_it_open(home: Shell, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    program(editor, f'trap : INT; echo open; sleep 2; sleep 1; sed -i {WORDS} "$1"')
    with terminal(home, editor) as here:
        here.until("open")
        here.type("\x03")
        assert here.ended(20) == 0
    assert home.triggers == [CHANGED]


def terminal(home: Shell, editor: Path) -> Terminal:
    program = f"import sys; sys.argv[1:] = ['edit', {ID!r}]; import rsense.__main__ as m; m.main()"
    return python(home.home, program, EDITOR=str(editor), VISUAL="")


@pytest.mark.parametrize("able", [True, False])
def test_a_terminal_that_can_show_no_editor_is_offered_none(
    monkeypatch: pytest.MonkeyPatch, able: bool
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm" if able else "dumb")
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    if able:
        assert editor_command()
        return
    with pytest.raises(UserError, match="history"):
        editor_command()
