"""Scripts by name: the shipped ones, and the person's own in their place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from rsense.store.files.safe_read import SCRIPT_LIMIT, Unreadable
from rsense.store.library import Library, read_script, shipped_folder

WORDS = 'format = 1\n[[family]]\nlabel = "Low"\nwords = [{ value = "sad" }]\n'


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library whose shipped scripts say `shipped`, and own folder that is still missing."""
    shipped = tmp_path / "shipped"
    (shipped / "vocabulary").mkdir(parents=True)
    for name in ("mindful-pause", "is-it-safe", "helplines"):
        (shipped / f"{name}.toml").write_text("shipped")
    (shipped / "vocabulary" / "emotions.toml").write_text(WORDS)
    return Library(str(shipped), str(tmp_path / "own"))


def own(library: Library, name: str, content: str = "own") -> Path:
    assert library.own is not None
    path = Path(library.own, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def test_the_shipped_scripts_are_there_without_an_own_folder(library: Library) -> None:
    assert library.sources == {"is-it-safe": "shipped", "mindful-pause": "shipped"}
    assert library.unreadable == []


def test_own_scripts_take_every_place_but_that_of_the_safety_question(library: Library) -> None:
    for name in ("my-pause", "mindful-pause", "is-it-safe"):
        own(library, f"{name}.toml")
    found = {"is-it-safe": "shipped", "mindful-pause": "own", "my-pause": "own"}
    assert library.sources == found


def test_a_name_that_is_none_is_ignored_and_others_come_in_order(library: Library) -> None:
    for name in (
        "z-last.toml",
        "a-first.toml",
        "My.toml",
        "two words.toml",
        ".hidden.toml",
        "a--b.toml",
        "-a.toml",
        "pause.toml~",
        "pause.txt",
        "1st.toml",
        f"{'a' * 65}.toml",
        "helplines.toml",
        "sub/pause.toml",
    ):
        own(library, name)
    assert list(library.paths) == ["a-first", "is-it-safe", "mindful-pause", "z-last"]


def test_a_link_to_a_script_is_followed(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.toml"
    target.write_text("linked")
    os.symlink(target, own(library, "x.toml").with_name("my-pause.toml"))
    assert library.sources["my-pause"] == "linked"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff", "it is not UTF-8 text"),
        (b"#" * (SCRIPT_LIMIT + 1), "it is larger than 256 KB"),
        (b"a" + b".a" * 20_000 + b" = 1", "a key has more than 16 dots|line 1 is longer than 8 KB"),
    ],
)
def test_a_script_that_cannot_be_read_is_named(library: Library, content: bytes, why: str) -> None:
    path = own(library, "my-pause.toml")
    path.write_bytes(content)
    assert "my-pause" not in library.sources
    assert [error.path for error in library.unreadable] == [str(path)]
    with pytest.raises(Unreadable, match=why):
        read_script(str(path))


def test_a_title_is_read_from_the_head_alone(library: Library) -> None:
    own(library, "good.toml", 'title = "My pause"\n[[step]]\nkind = "no such kind"\n')
    own(library, "bad.toml", "title = ")
    titles = [library.title(name) for name in ("good", "bad", "none", "../good")]
    assert titles == ["My pause", "bad", "none", "../good"]


def test_a_pipe_among_the_scripts_is_named_without_waiting(library: Library) -> None:
    path = own(library, "x.toml").with_name("my-pause.toml")
    os.mkfifo(path)
    assert "my-pause" not in library.sources
    assert [error.path for error in library.unreadable] == [str(path)]


def test_an_own_folder_that_is_none_hides_no_shipped_script(library: Library) -> None:
    assert library.own is not None
    Path(library.own).write_text("a file")
    assert set(library.sources) == {"is-it-safe", "mindful-pause"}
    assert [error.path for error in library.unreadable] == [library.own]


def test_a_vocabulary_is_found_by_its_name(library: Library) -> None:
    assert library.vocabularies["emotions"].values() == ("sad",)


@pytest.mark.parametrize("content", ["format = ", "family = 3", '[[family]]\nlabel = "Low"\n'])
def test_a_vocabulary_that_is_none_is_named(library: Library, content: str) -> None:
    path = Path(library.shipped, "vocabulary", "body.toml")
    path.write_text(content)
    assert set(library.vocabularies) == {"emotions"}
    assert [error.path for error in library.unreadable] == [str(path)]


def test_forms_are_read_by_their_name_and_are_no_exercises(library: Library) -> None:
    path = Path(library.shipped, "forms", "log.toml")
    path.parent.mkdir()
    path.write_text("a form")
    own(library, "forms/log.toml", "not this one")
    assert library.forms == {"log": "a form"}
    assert "log" not in library.paths


def test_no_vocabularies_at_all_break_nothing(tmp_path: Path) -> None:
    assert Library(str(tmp_path)).vocabularies == {}


def test_a_file_among_the_packs_is_no_pack(library: Library, tmp_path: Path) -> None:
    packs = replace(library, packs=str(tmp_path / "packs"))
    (tmp_path / "packs" / "quiet").mkdir(parents=True)
    (tmp_path / "packs" / "stray").write_text("")
    (tmp_path / "packs" / "quiet" / "one.toml").write_text("one")
    assert set(packs.pack_folders) == {"quiet"}
    assert (packs.sources["quiet/one"], packs.unreadable) == ("one", [])


def test_the_shipped_folder_is_there() -> None:
    assert Path(shipped_folder(), "is-it-safe.toml").is_file()
