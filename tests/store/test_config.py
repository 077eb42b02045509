"""Settings: one is changed, and everything else in the file stays as somebody wrote it."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from rsense.store.config import (
    Config,
    InvalidSetting,
    Setting,
    Settings,
    changed,
    read_config,
    read_error,
    write_setting,
)
from rsense.store.files.durable import NotSaved

WRITTEN = """\
# how I like it
theme = "night"   # the dark one
mine = [
  3, 4,
]

[patterns] # breaths
evening = "4-8" # for bed
"""
BROKEN = b'person = "Sam"\n# a remark\nevening = "4-8\n'


def test_remarks_and_what_is_not_ours_stay(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(WRITTEN)
    write_setting(str(path), "theme", "day")
    write_setting(str(path), "bell", True)
    assert path.read_text() == WRITTEN.replace('"night"', '"day"').replace(
        "]\n\n[patterns]", "]\n\nbell = true\n[patterns]"
    )


@pytest.mark.parametrize(
    "written",
    [
        "",
        "bell = true",
        'person = "a # b" # c\n',
        "'person' = 'x'\n",
        '"person"="\\"x\\""\n[patterns]\nperson = "1-2"\n',
        'person = """\nmany\n[lines]\n"""\n',
        'mine = [\n[1],\n[2]]\nperson = "x"\n',
        'mine.person = "other"\n',
        "\ufeffperson = 'x'\r\nbell = true\r\n",
        "[patterns]\n",
        "[[mine]]\nperson = 1\n",
        "person = 12\n",
        "person = [1]\n",
    ],
)
@pytest.mark.parametrize("value", ["Jo", 'with " and \\ in it', "two\nlines", ""])
def test_however_it_is_written_only_that_one_changes(
    tmp_path: Path, written: str, value: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(written.encode())
    before = tomllib.loads(written.removeprefix("\ufeff"))
    write_setting(str(path), "person", value)
    assert tomllib.loads(path.read_text()) == {**before, "person": value}


VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.booleans()
DOCUMENTS = st.dictionaries(
    st.sampled_from(["person", "theme", "bell", "mine", "per son", "person.x"]),
    VALUES
    | st.lists(st.integers(0, 9))
    | st.dictionaries(st.sampled_from(["person", "x"]), VALUES),
)


@given(DOCUMENTS, st.sampled_from(["person", "bell"]), VALUES)
def test_any_settings_keep_what_was_not_changed(
    tmp_path_factory: pytest.TempPathFactory, document: dict[str, object], key: str, value: Setting
) -> None:
    path = tmp_path_factory.mktemp("any") / "config.toml"
    path.write_text(tomli_w.dumps(document))
    write_setting(str(path), key, value)
    assert tomllib.loads(path.read_text()) == {**document, key: value}


def test_settings_that_cannot_be_read_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(BROKEN)
    with pytest.raises(NotSaved, match=r"cannot be read, and stay as they are; it is not valid"):
        write_setting(str(path), "theme", "day")
    assert path.read_bytes() == BROKEN
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kind", ["link", "fifo", "folder", "unreadable link"])
def test_what_is_no_file_of_ours_is_not_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "config.toml"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "elsewhere")
        if kind == "link":
            (tmp_path / "elsewhere").write_text('person = "Sam"\n')
    before = path.lstat()
    with pytest.raises(NotSaved):
        write_setting(str(path), "theme", "day")
    assert path.lstat() == before


def test_who_has_settings_that_cannot_be_read_is_not_welcomed_again(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    assert (read_config(str(path)).welcomed, read_error(str(path))) == (False, "")
    path.write_bytes(BROKEN)
    assert read_config(str(path)).welcomed
    assert read_error(str(path)).startswith("it is not valid TOML")


def test_settings_follow_a_change_and_not_one_that_failed(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    settings = Settings(str(path))
    assert settings.config == Config()
    assert settings.change("theme", "day").theme == settings.config.theme == "day"
    with pytest.raises(InvalidSetting, match="The themes are"):
        settings.change("theme", "dawn")
    path.write_bytes(BROKEN)
    with pytest.raises(NotSaved):
        settings.change("theme", "contrast")
    assert settings.config.theme == "day"


@pytest.mark.parametrize("value", ["Austria", "österreich", "at", "AT"])
def test_a_country_is_kept_as_its_code_and_shown_by_its_name(value: str, tmp_path: Path) -> None:
    settings = Settings(str(tmp_path / "config.toml"))
    settings.change("country", value)
    assert (settings.config.country, settings.shown()["country"]) == ("AT", "Austria")
    assert settings.change("country", "").country == ""


@pytest.mark.parametrize("value", ["1", "a1", "\u00e4\u00f6x", "the moon"])
def test_no_country_is_kept_that_is_not_on_the_list(value: str) -> None:
    with pytest.raises(InvalidSetting, match="isn't a country on the list"):
        changed(Config(), "country", value)
