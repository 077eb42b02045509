"""`edit`: by options, or in an editor on a private copy."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path

import pytest

from rsense.core.records import Keepsake, Record, SessionRecord, Trigger
from rsense.store.records.edit_drafts import open_draft
from tests.cli.shell import Ran, Shell

NOW = datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)
TRIGGER = Trigger(
    id="trig234567",
    at=NOW,
    what="Text unread",
    intensity=7,
    who="Sam",
    emotions=("anxious",),
    tags=("texting",),
)
CARD = Keepsake(id="card234567", at=NOW, shelf="evidence", text="She came.")
SESSION = SessionRecord(
    id="sess234567", at=NOW, exercise="x", title="X", finished=NOW, outcome="completed"
)


@pytest.fixture
def lived_in(rsense: Shell) -> Shell:
    rsense.add(TRIGGER, CARD, SESSION)
    return rsense


def record(shell: Shell, id: str) -> Record:
    return next(record for record in shell.records if record.id == id)


def path_of(shell: Shell, id: str) -> Path:
    (path,) = (shell.home / "records").rglob(f"*{id}*.toml")
    return path


OPTIONS: list[tuple[list[str], dict[str, object]]] = [
    (["Text", "unread", "for hours"], {"what": "Text unread for hours"}),
    (["-i", "3"], {"intensity": 3}),
    (["-e", "lonely,sad", "-e", "sad"], {"emotions": ("lonely", "sad")}),
    (["-e", "anx"], {"emotions": ("anxious",)}),
    (["-b", "tight chest"], {"body": ("tight chest",)}),
    (["-u", "withdraw"], {"urge": ("withdraw",)}),
    (["-w", "Jo"], {"who": "Jo"}),
    (["-t", "#work", "-t", "night"], {"tags": ("work", "night")}),
    (["--type", "short reply"], {"type": "short reply"}),
    (["--domain", "fam"], {"domain": "family"}),
    (
        ["--before", "I asked", "--did", "I waited", "--thought", "over"],
        {"before": "I asked", "did": "I waited", "thought": "over"},
    ),
    (
        ["--clear", "tags", "--clear", "intensity", "-w", ""],
        {"tags": (), "intensity": None, "who": ""},
    ),
    (["--clear", "what", "--thought", "over"], {"what": "", "thought": "over"}),
]


@pytest.mark.parametrize(("words", "changed"), OPTIONS, ids=lambda value: str(value)[:24])
def test_an_option_takes_the_place_of_what_was_there(
    lived_in: Shell, words: list[str], changed: dict[str, object]
) -> None:
    ran = lived_in("edit", "trig", *words)
    assert (ran.code, ran.out) == (0, "")
    assert record(lived_in, TRIGGER.id) == TRIGGER._replace(**changed)  # type: ignore[arg-type]


def test_another_moment_moves_the_file_and_the_id_stays(lived_in: Shell) -> None:
    assert lived_in("edit", "trig", "--at", "2026-01-03 21:00").code == 0
    assert path_of(lived_in, TRIGGER.id).parent.name == "01"
    assert record(lived_in, TRIGGER.id).at.isoformat()[:16] == "2026-01-03T21:00"


def test_a_card_has_other_words(lived_in: Shell) -> None:
    assert lived_in("edit", "card", "She drove an hour").code == 0
    assert record(lived_in, CARD.id) == CARD._replace(text="She drove an hour")


def test_a_key_that_is_not_known_comes_through(lived_in: Shell) -> None:
    path = path_of(lived_in, TRIGGER.id)
    path.write_text(path.read_text().replace("end = true", 'mood_ring = "blue"\nend = true'))
    assert lived_in("edit", "trig", "-i", "2").code == 0
    assert 'mood_ring = "blue"' in path.read_text()


def test_what_reads_so_already_is_left_alone(lived_in: Shell) -> None:
    before = lived_in.files
    ran = lived_in("edit", "trig", "-i", "7")
    assert (ran.code, ran.err, lived_in.files) == (0, "Nothing was changed.\n", before)


WRONG: list[tuple[list[str], str]] = [
    (["trig", "-i", "11"], "11 is not in the range"),
    (["trig", "-i", "7/10"], "'7/10' isn't a whole number."),
    (["trig", "--at", "tomorrow"], "“tomorrow” is"),
    (["trig", "--clear", "what"], "Without words it would be empty"),
    (["trig", "--clear", "id"], "Of a trigger only what, intensity"),
    (["trig", "--clear", "at"], "A trigger can't be without its at"),
    (["card", "-i", "3"], "Of a keepsake only shelf, text, type, at can be changed"),
    (["card", "--clear", "text"], "A keepsake can't be without its text"),
    (["sess", "other words"], "Of a session only at can be changed"),
    (["nothing", "-i", "3"], 'No record "nothing"'),
    (["trig", "-e", "over"], "could be"),
]


def contents(shell: Shell) -> dict[str, bytes]:
    """Every file with its bytes, every folder with none."""
    paths = {name: shell.home / name for name in shell.files}
    return {name: path.read_bytes() if path.is_file() else b"" for name, path in paths.items()}


@pytest.mark.parametrize(("words", "why"), WRONG, ids=lambda value: " ".join(value)[:24])
def test_what_cannot_be_is_told_and_changes_nothing(
    lived_in: Shell, words: list[str], why: str
) -> None:
    before = contents(lived_in)
    ran = lived_in("edit", *words)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.said
    assert contents(lived_in) == before


def test_a_record_of_a_newer_rsense_is_never_edited(lived_in: Shell) -> None:
    path = path_of(lived_in, TRIGGER.id)
    newer = path.read_text().replace("format = 1", "format = 2")
    path.write_text(newer)
    for words in (["-i", "3"], []):
        ran = lived_in("edit", "trig", *words)
        assert (ran.code, path.read_text()) == (1, newer)
        assert "it was written by a newer rsense" in ran.err


def test_a_full_disk_leaves_the_record_as_it_was(
    lived_in: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "full")

    before = path_of(lived_in, TRIGGER.id).read_bytes()
    monkeypatch.setattr("rsense.store.files.operations.os_files.write", full)
    ran = lived_in("edit", "trig", "-i", "3")
    assert (ran.code, ran.err) == (1, "Not saved: the disk is full.\n")
    assert path_of(lived_in, TRIGGER.id).read_bytes() == before


def test_an_id_that_could_be_several_offers_them_with_their_words(rsense: Shell) -> None:
    rsense.add(TRIGGER, TRIGGER._replace(id="trix234567", what="a cool tone"))
    ran = rsense("edit", "tri", "-i", "3")
    assert ran.code == 2
    assert "trig234567  today 12:00  Text unread" in ran.err
    assert "trix234567  today 12:00  a cool tone" in ran.err


# In an editor


@pytest.fixture
def editor(lived_in: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script that changes the file it is given by what stands in `sed`."""
    script, sed = tmp_path / "my editor", tmp_path / "sed"
    script.write_text(f'#!/bin/sh\nstat -c %a "$1" > {tmp_path}/mode\nsed -i.bak -f {sed} "$1"\n')
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", f"'{script}'")
    return sed


def typed(shell: Shell, editor: Path, sed: str, *words: str, stdin: str = "") -> Ran:
    editor.write_text(sed)
    return shell("edit", "trig", *words, stdin=stdin, person=bool(stdin))


def copies(shell: Shell) -> list[str]:
    return [name for name in shell.files if ".edit-" in name]


def test_what_was_typed_takes_the_records_place(lived_in: Shell, editor: Path) -> None:
    ran = typed(lived_in, editor, "s/Text/Message/\n1s/^/# a note of mine\\n/")
    assert (ran.code, ran.out) == (0, "")
    assert record(lived_in, TRIGGER.id) == TRIGGER._replace(what="Message unread")
    assert path_of(lived_in, TRIGGER.id).read_text().startswith("# a note of mine\n")


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="stat -c")
def test_the_copy_is_private_and_goes_with_all_that_the_editor_left(
    lived_in: Shell, editor: Path
) -> None:
    typed(lived_in, editor, "s/Text/Message/")
    assert (editor.parent / "mode").read_text() == "600\n"
    assert copies(lived_in) == []


def test_a_moment_typed_in_moves_the_file(lived_in: Shell, editor: Path) -> None:
    typed(lived_in, editor, "s/^at = .*/at = 2026-01-03 21:00:00+01:00/")
    assert path_of(lived_in, TRIGGER.id).parent.name == "01"


def test_a_mistake_is_told_with_its_line_and_the_copy_is_kept(
    lived_in: Shell, editor: Path
) -> None:
    ran = typed(lived_in, editor, "s/intensity = 7/intensity = 70/")
    assert ran.code == 1
    assert "  line 6: intensity goes from 0 to 10\n" in ran.err
    assert record(lived_in, TRIGGER.id) == TRIGGER
    (copy,) = (name for name in copies(lived_in) if name.endswith("record.toml"))
    assert str(lived_in.home / copy) in ran.err
    assert "intensity = 70" in (lived_in.home / copy).read_text()


def test_the_next_edit_goes_on_with_the_copy(lived_in: Shell, editor: Path) -> None:
    typed(lived_in, editor, "s/Text/Message/\ns/= 7/= 70/")
    ran = typed(lived_in, editor, "s/= 70/= 10/")
    assert ran.code == 0
    assert record(lived_in, TRIGGER.id) == TRIGGER._replace(what="Message unread", intensity=10)
    assert copies(lived_in) == []


def test_a_person_may_open_it_again_at_once(lived_in: Shell, editor: Path) -> None:
    ran = typed(lived_in, editor, "s/= 70/= 5/\nt\ns/= 7$/= 70/", stdin="\n")
    assert ran.code == 0
    assert record(lived_in, TRIGGER.id) == TRIGGER._replace(intensity=5)


def test_a_copy_that_is_not_wanted_is_dropped(lived_in: Shell, editor: Path) -> None:
    typed(lived_in, editor, "s/= 7/= 70/")
    typed(lived_in, editor, "s/Text/Message/", stdin="n\n")
    assert record(lived_in, TRIGGER.id) == TRIGGER._replace(what="Message unread")


def test_a_copy_that_is_open_elsewhere_is_not_opened_twice(lived_in: Shell, editor: Path) -> None:
    draft = open_draft(str(lived_in.home / "progress"), TRIGGER.id, b"x")
    ran = typed(lived_in, editor, "s/Text/Message/")
    draft.close()
    assert (ran.code, ran.err) == (1, "It's open in another editor. Close that one first.\n")


@pytest.mark.parametrize("command", ["/nowhere/to/be/found", "'", "/"])
def test_an_editor_that_does_not_open_changes_nothing(
    lived_in: Shell, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("VISUAL", command)
    ran = lived_in("edit", "trig")
    assert ran.code in (1, 2)
    assert len(ran.err.splitlines()) == 1
    assert copies(lived_in) == []


def test_where_no_editor_is_known_the_options_are_named(
    lived_in: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    assert "rsense edit --help" in lived_in("edit", "trig").err


def test_folders_and_files_of_an_edit_are_for_their_owner_only(
    lived_in: Shell, editor: Path
) -> None:
    typed(lived_in, editor, "s/= 7/= 70/")
    modes = {stat.S_IMODE((lived_in.home / name).stat().st_mode) for name in copies(lived_in)}
    assert modes <= {0o600, 0o700}


def test_a_name_is_kept_without_its_mark_as_log_keeps_it(rsense: Shell) -> None:
    rsense("log", "x", "-w", "@Sam")
    rsense("edit", "last", "-w", "@Kim")
    assert rsense.triggers[0].who == "Kim"
