"""`where --wipe`: all of ours goes after one question, and nothing else."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from rsense.store.sessions import SessionStore
from tests.cli.shell import ASK, Shell


@pytest.fixture
def lived_in(rsense: Shell) -> Shell:
    """Everything that rsense makes, by its own commands where that goes."""
    rsense("log", "a cool tone", "-e", "a feeling of my own")
    rsense("keep", "people", "Jo")
    rsense("log", "gone")
    rsense("undo")
    rsense("edit", "last", "-i", "3")
    rsense("settings", "theme", "day")
    rsense.script("my-own", ASK + '[[step]]\nid = "now"\nkind = "rate"\ntext = "And now?"\n')
    rsense("run", "my-own", stdin="half\n:quit\n")
    folder = rsense.home / "progress"
    held = SessionStore(str(folder)).hold("abc")
    del held
    edit = folder / ".edit-abc234"
    edit.mkdir()
    (edit / "record.toml").write_text("x = 1")
    (edit / "record.toml~").write_text("x = 1")
    (rsense.home / "records" / ".tmp-1-a").write_text("half")
    return rsense


def test_yes_removes_all_of_it_and_the_folder(lived_in: Shell) -> None:
    assert len(lived_in.files) > 10
    ran = lived_in("where", "--wipe", "--yes")
    assert (ran.code, ran.out, lived_in.home.exists()) == (0, "", False)
    assert "It's gone from this disk." in ran.err


@pytest.mark.parametrize(("answer", "stays"), [("y\n", False), ("n\n", True), ("\n", True)])
def test_a_person_is_asked_once(lived_in: Shell, answer: str, stays: bool) -> None:
    before = lived_in.files
    ran = lived_in("where", "--wipe", stdin=answer, person=True)
    assert (ran.code, ran.err.count("Enter means no> ")) == (0, 1)
    assert lived_in.files == (before if stays else [])


def test_without_anybody_to_ask_nothing_goes(lived_in: Shell) -> None:
    before = lived_in.files
    assert lived_in("where", "--wipe").code == 2
    assert lived_in.files == before


def test_it_says_what_goes_and_what_it_cannot_reach(lived_in: Shell) -> None:
    said = lived_in("where", "--wipe", stdin="n\n", person=True).said
    for words in (
        "2 records",
        "in the trash",
        "1 exercise left half way",
        "1 script of your own",
        "shell's history",
        "backups",
        "other devices",
    ):
        assert words in said


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        "records/notes.txt",
        ".git/objects",
        "records/.git",
        "records/2026/.stversions/x",
        "photos/a.toml",
        "trash/a.md",
    ],
)
def test_what_is_not_ours_stays_and_is_named(lived_in: Shell, name: str) -> None:
    path = lived_in.home / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("theirs")
    ran = lived_in("where", "--wipe", "--yes")
    kept = [
        str(one.relative_to(lived_in.home)) for one in lived_in.home.rglob("*") if one.is_file()
    ]
    assert (ran.code, kept) == (0, [name])
    (named,) = [line.strip() for line in ran.err.splitlines() if line.startswith("  ")]
    assert str(path).startswith(named)


@pytest.mark.parametrize(
    "place", ["exercises", "vocabulary", "trash/x.toml", "records/2026/x.toml"]
)
def test_no_link_is_followed_out(lived_in: Shell, tmp_path: Path, place: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.toml").write_text("theirs")
    link = lived_in.home / place
    if link.exists():
        link.rename(tmp_path / "aside")
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside if not place.endswith(".toml") else outside / "x.toml")
    lived_in("where", "--wipe", "--yes")
    assert (outside / "x.toml").read_text() == "theirs"


@pytest.mark.parametrize("name", ["records", "progress", "trash"])
@pytest.mark.parametrize("other", [False, True])
def test_words_that_lie_elsewhere_go_too_and_the_place_is_named(
    lived_in: Shell, tmp_path: Path, name: str, other: bool
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (lived_in.home / name).rename(elsewhere)
    (lived_in.home / name).symlink_to(elsewhere)
    if other:
        (elsewhere / "notes.txt").write_text("theirs")
    ran = lived_in("where", "--wipe", "--yes")
    assert (ran.code, list(elsewhere.rglob("*.toml"))) == (0, [])
    assert str(elsewhere) in ran.err
    assert (elsewhere.exists(), lived_in.home.exists()) == (other, other)


def test_where_there_is_nothing_it_says_so(rsense: Shell) -> None:
    ran = rsense("where", "--wipe", "--yes")
    assert (ran.code, ran.err) == (0, "rsense has nothing here.\n")


def test_settings_in_a_folder_of_their_own_go_too(
    rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RSENSE_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    rsense("log", "it")
    rsense("settings", "theme", "day")
    assert rsense("where", "--wipe", "--yes").code == 0
    assert [str(path.name) for path in tmp_path.rglob("*")] in (
        ["data", "config"],
        ["config", "data"],
    )


def test_what_could_not_be_looked_into_is_not_called_gone(
    lived_in: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, listed = str(lived_in.home / "trash"), os.listdir

    def failing(where: str) -> list[str]:
        if where == folder:
            raise OSError(errno.EIO, "failing")
        return listed(where)

    monkeypatch.setattr(os, "listdir", failing)
    ran = lived_in("where", "--wipe", "--yes")
    assert (ran.code, "It is gone" in ran.err, folder in ran.err) == (1, False, True)
