"""Hidden findings: one small file, seen on the disk, and never written over what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from rsense.store.files.durable import NotSaved
from rsense.store.hidden_findings import bring_back, hidden_findings, hide, read_error

ID = 'tag:ab "quoted"\n日本:stronger'


def test_what_is_hidden_is_there_until_all_is_brought_back(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    assert hidden_findings(data) == frozenset()
    assert bring_back(data) == 0
    assert not (tmp_path / "data").exists()
    hide(data, ID)
    hide(data, ID, "who:sam:weaker")
    assert hidden_findings(data) == {ID, "who:sam:weaker"}
    assert (tmp_path / "data" / "hidden-findings.toml").stat().st_mode & 0o777 == 0o600
    assert bring_back(data) == 2
    assert hidden_findings(data) == frozenset()
    assert read_error(data) == ""


@pytest.mark.parametrize("kind", ["text", "folder", "link"])
def test_what_cannot_be_read_is_left_as_it_is(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "hidden-findings.toml"
    if kind == "text":
        path.write_text("not toml")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "elsewhere")
    assert hidden_findings(str(tmp_path)) == frozenset()
    assert read_error(str(tmp_path))
    with pytest.raises(NotSaved):
        hide(str(tmp_path), ID)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
