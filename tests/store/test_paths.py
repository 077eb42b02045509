"""Where things live: the same answers as platformdirs, and never a look at the disk."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from rsense.store import paths
from rsense.store.paths import NoHome, config_folder, data_folder
from tests.no_network import ACCOUNTS

PLATFORMS = {"linux": Unix, "darwin": MacOS}
VARIABLES = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
VALUES = (None, "", "relative", "~", "/", "/srv/x", "/srv/x/", "/srv/mit Leer/日本")


def platformdirs_says(platform: str, environ: dict[str, str]) -> tuple[str, str]:
    with pytest.MonkeyPatch.context() as patch:
        for name in VARIABLES:
            patch.delenv(name, raising=False)
        for name, value in environ.items():
            patch.setenv(name, value)
        folders = PLATFORMS[platform]("rsense", appauthor=False)
        return folders.user_data_dir, folders.user_config_dir


@given(
    platform=st.sampled_from(sorted(PLATFORMS)),
    values=st.tuples(*[st.sampled_from(VALUES)] * len(VARIABLES)),
)
def test_folders_are_where_platformdirs_puts_them(
    platform: str, values: tuple[str | None, ...]
) -> None:
    pairs = zip(VARIABLES, values, strict=True)
    environ = {name: value for name, value in pairs if value is not None}
    for which, ours in enumerate((data_folder, config_folder)):
        try:
            folder = ours(environ, platform)
        except NoHome:
            assert not os.path.isabs(environ.get("HOME", ""))
        else:
            assert folder == platformdirs_says(platform, environ)[which]


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(
    ("chosen", "folder"),
    [
        ("/srv/rsense", "/srv/rsense"),
        ("/srv/rsense/", "/srv/rsense"),
        ("~/diary", "/home/ann/diary"),
        ("~", "/home/ann"),
        ("~ann", os.path.abspath("~ann")),
        ("diary", os.path.abspath("diary")),
    ],
)
def test_rsense_home_comes_first(platform: str, chosen: str, folder: str) -> None:
    environ = {"RSENSE_HOME": chosen, "HOME": "/home/ann", "XDG_DATA_HOME": "/x"}
    assert data_folder(environ, platform) == folder
    assert config_folder(environ, platform) == folder


@pytest.mark.parametrize("platform", PLATFORMS)
def test_an_empty_rsense_home_is_none(platform: str) -> None:
    environ = {"HOME": "/home/ann"}
    assert data_folder(environ | {"RSENSE_HOME": ""}, platform) == data_folder(environ, platform)


def asked(*who: object) -> None:
    raise AssertionError(f"the list of accounts was asked for {who}: it may be far away")


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("environ", [{}, {"HOME": ""}, {"HOME": "here"}, {"RSENSE_HOME": "~/x"}])
def test_without_any_home_the_person_is_told(
    platform: str, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ACCOUNTS:
        monkeypatch.setattr(pwd, name, asked)
    for folder in (data_folder, config_folder):
        with pytest.raises(NoHome, match="Set HOME, or RSENSE_HOME"):
            folder(environ, platform)


def test_without_any_home_an_absolute_choice_still_holds() -> None:
    assert data_folder({"RSENSE_HOME": "/srv/r"}, "linux") == "/srv/r"
    assert data_folder({"XDG_DATA_HOME": "/srv"}, "darwin") == "/srv/rsense"


def test_a_relative_choice_in_a_deleted_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(NoHome, match="RSENSE_HOME"):
        data_folder({"RSENSE_HOME": "diary"}, "linux")


def test_every_folder_is_inside_the_data_folder_and_none_is_made(tmp_path: Path) -> None:
    data = data_folder({"RSENSE_HOME": str(tmp_path / "r")}, "linux")
    names = ("records", "progress", "trash", "exercises", "vocabulary", "packs")
    inside = [getattr(paths, f"{name}_folder")(data) for name in names]
    assert inside == [os.path.join(data, name) for name in names]
    assert not os.path.exists(data)
