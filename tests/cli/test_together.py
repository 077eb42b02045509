"""Several processes at once, as cron jobs, two terminals and a synchroniser make them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rsense.store.files.safe_read import Unreadable
from rsense.store.records.repository import RecordStore
from tests.no_network import searched

WRITERS = 8
EACH = 40
LOG = """
import sys
from rsense import fast_log
from rsense.cli.main import main
who, times = sys.argv[1], int(sys.argv[2])
for n in range(times):
    words = [f"writer {who} said {n}", "-i", "7"]
    code = main(["log", *words, "--at", "yesterday 21:00"]) if n % 8 == 0 else fast_log.run(words)
    if code != 0:
        sys.exit(f"{who} {n}: {code}")
"""


@pytest.mark.slow
def test_eight_processes_logging_at_once_lose_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    paths = searched(*filter(None, sys.path))
    environ = {"RSENSE_HOME": str(home), "PYTHONPATH": paths, "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", LOG]
    running = [
        subprocess.Popen([*command, str(who), str(EACH)], env=environ, stderr=subprocess.PIPE)
        for who in range(WRITERS)
    ]
    said = [process.communicate(timeout=60)[1].decode() for process in running]
    assert [process.returncode for process in running] == [0] * WRITERS, said
    damaged: list[Unreadable] = []
    found = list(RecordStore(str(home / "records"), damaged=damaged.append).newest())
    whats = {getattr(record.record, "what", "") for record in found}
    assert whats == {f"writer {who} said {n}" for who in range(WRITERS) for n in range(EACH)}
    assert len({record.record.id for record in found}) == WRITERS * EACH
    assert damaged == []
    assert [path.name for path in home.rglob(".tmp*")] == []
