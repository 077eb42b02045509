"""Words through a pipe: read alike by every command, and given back where they are not kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rsense.core.records import SessionRecord
from rsense.store.progress import Progress
from rsense.store.records import Records
from tests.cli.shell import ASK
from tests.cli.test_line_terminal import triggers


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (b"caf\xe9\n", "café"), (b"\x93quoted\x94\n", "“quoted”"), ("日本\n".encode(), "日本"),
        (b"\xef\xbb\xbfmarked\n", "marked"), ("wide ü\n".encode("utf-16"), "wide ü"),
        (b"windows\r\n", "windows"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_a_pipe_is_read_as_log_reads_it(
    data: bytes, kept: str, locale: str, tmp_path: Path
) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "it.toml").write_text(ASK)
    environ = {**os.environ, "RSENSE_HOME": str(tmp_path), "LC_ALL": locale}
    for words in (["run", "it", "--plain"], ["log", "-"]):
        subprocess.run(
            [sys.executable, "-m", "rsense", *words], input=data, env=environ, check=True
        )
    assert not list(Progress(str(tmp_path / "progress")).all())
    (trigger,) = triggers(tmp_path)
    sessions = [
        found.record for found in Records(str(tmp_path / "records")).newest()
        if isinstance(found.record, SessionRecord)
    ]  # fmt: skip
    answers = [reply.value for record in sessions for reply in record.replies]
    assert (trigger.what, answers) == (kept, [kept])
