"""What a look into a folder finds, and what it passes over."""

from __future__ import annotations

from pathlib import Path

import pytest

from rsense.store.files.safe_read import Unreadable, is_conflict_copy, scan


def test_a_scan_passes_over_what_is_left_about(tmp_path: Path) -> None:
    left = [".a.toml", "a.toml~", ".a.toml.swp", "a.tmp", ".syncthing.a.toml.tmp", "a.txt", "toml"]
    copies = ["a.sync-conflict-20261122-105208-ABCDEFG.toml", "a (Ann's conflicted copy).toml"]
    for name in ("a.toml", *left, *copies):
        (tmp_path / name).touch()
    assert sorted(entry.name for entry in scan(str(tmp_path))) == sorted(["a.toml", *copies])


@pytest.mark.parametrize(
    ("name", "is_copy"),
    [
        ("a.sync-conflict-20261122-105208-ABCDEFG.toml", True),
        ("a (Ann's conflicted copy 2026-11-22).toml", True),
        ("a (Ann's Conflicted Copy).toml", True),
        ("20261122T105208Z-trigger-k3f9a2q7xm.toml", False),
    ],
)
def test_conflict_copies_are_known_by_their_names(name: str, is_copy: bool) -> None:
    assert is_conflict_copy(name) is is_copy


def test_a_folder_that_is_not_there_has_nothing_in_it(tmp_path: Path) -> None:
    assert list(scan(str(tmp_path / "gone"))) == []


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path) -> None:
    (tmp_path / "records").touch()
    with pytest.raises(Unreadable, match="cannot be listed"):
        list(scan(str(tmp_path / "records")))
