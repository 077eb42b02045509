"""Nobody is let in: modes, no network, no core dumps, and no trace of what is private."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rsense.store.library import shipped_folder
from tests.cli.shell import Shell
from tests.cli.small import SMALL
from tests.no_network import searched

LEAVES = [
    ["log", "it", "-i", "5", "-e", "my own feeling"],
    ["keep", "people", "Jo"],
    ["history"],
    ["edit", "last", "-i", "4"],
    ["delete", "last"],
    ["undo"],
    ["trash"],
    ["settings", "theme", "day"],
    ["pause", "--no-wait"],
    ["export", "out.jsonl"],
    ["report", "--html", "page.html", "--yes"],
    ["doctor", "--mend", "--yes"],
    ["kept"],
    ["show", "last"],
    ["tags"],
    ["where"],
    ["help-now"],
    ["exercises"],
    ["schema"],
    ["check", f"{shipped_folder()}/mindful-pause.toml"],
    [],
    ["completion", "bash"],
    ["now", "--no-wait"],
    ["breathe", "4-6", "--no-wait"],
    ["import", "out.jsonl"],
    ["where", "--wipe"],
]
WATCHED = """
import io, json, os, sys
seen = []
def watch(event, details):
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "ctypes.dlopen"):
        seen.append(event)
sys.addaudithook(watch)
os.system("true")
proof, seen[:] = list(seen), []
from rsense.cli.main import main
out, err, codes = sys.stdout, sys.stderr, {}
for words in json.loads(sys.argv[1]):
    sys.stdout = sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    sys.stdin = io.TextIOWrapper(io.BytesIO(b""), encoding="utf-8")
    codes[" ".join(words)] = main(words)
sys.stdout, sys.stderr = out, err
import asyncio
from rsense.services.context import open_context
from rsense.services.frontend_services import full_services
from rsense.tui.app import RsenseApp
screens = []
async def about():
    app = RsenseApp(full_services(open_context()))
    async with app.run_test(size=(100, 40)) as pilot:
        for key in ("h", "escape", "s", "escape", "slash", "escape", "f1", "f1", "f12", "f12",
                    "question_mark", "escape", "p", "escape"):
            await pilot.press(key)
            await pilot.pause()
            screens.append(type(app.screen).__name__)
asyncio.run(about())
print(json.dumps([proof, seen, codes, sorted(set(screens))]))
"""


@pytest.mark.slow
def test_no_command_and_no_screen_begins_a_program(tmp_path: Path) -> None:
    """Nor reaches for a network: as the whole suite is, it is watched for that, see `conftest`."""
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED, json.dumps(LEAVES)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        timeout=120,
        env={
            "PATH": "/usr/bin:/bin",
            "RSENSE_HOME": str(tmp_path / "home"),
            "HOME": "/nowhere",
            "PYTHONPATH": searched(Path(__file__).parents[2]),
            "TERM": "xterm",
        },
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    proof, seen, codes, screens = json.loads(ran.stdout.splitlines()[-1])
    assert proof, "the hook heard nothing: it proves nothing"
    assert seen == []
    assert {words for words, code in codes.items() if code} <= {"where --wipe"}
    assert len(screens) >= 6


LIMIT = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CORE, (5, resource.getrlimit(resource.RLIMIT_CORE)[1]))
import rsense.fast_log
rsense.fast_log.run = lambda _: print(resource.getrlimit(resource.RLIMIT_CORE)) or 0
sys.argv = ["rsense", "log", "it"]
import rsense.__main__
rsense.__main__.main()
"""


def test_a_crash_leaves_no_file_of_memory() -> None:
    ran = subprocess.run([sys.executable, "-c", LIMIT], capture_output=True, text=True, check=True)
    assert ran.stdout == "(0, 0)\n"


PRIVATE = [
    ["run", "mindful-pause", "--private", "--no-wait"],
    ["pause", "--private", "--no-wait"],
    ["rethink", "--private", "--no-wait"],
    ["ground", "--private", "--no-wait"],
    ["write", "--private"],
    ["now", "--private", "--no-wait"],
    ["breathe", "4-6", "--private", "--no-wait"],
]


@pytest.mark.parametrize("words", PRIVATE, ids=lambda words: words[0])
def test_what_is_private_leaves_no_trace_in_lines(
    rsense: Shell, tmp_path: Path, words: list[str]
) -> None:
    answers = "5\nsecret words\n1\n3\nsecret\n\n2\n1\n" * 6
    assert rsense(*words, stdin=answers).code == 0
    assert [path for path in tmp_path.rglob("*") if path.name != "home"] == []


def test_from_a_private_exercise_nothing_leads_to_one_that_is_kept(rsense: Shell) -> None:
    from rsense.services.context import open_context
    from rsense.services.frontend_services import services_for

    rsense.script("my-own", SMALL)
    for private in (True, False):
        open_door = services_for(open_context(), private=private).open
        assert open_door is not None
        assert open_door("my-own").private is private


def test_a_private_exercise_reads_but_writes_nothing_where_there_is_something(
    rsense: Shell,
) -> None:
    rsense("log", "it")
    before = {path: path.read_bytes() for path in rsense.home.rglob("*") if path.is_file()}
    rsense(
        "now", "--private", "--no-wait", stdin="9\n7\nw\nwords\n:skip\n1\n" + "1\nwords\n5\n1\n" * 9
    )
    rsense("rethink", "--private", "--about", "last", "--no-wait", stdin="words\n5\n" * 20)
    after = {path: path.read_bytes() for path in rsense.home.rglob("*") if path.is_file()}
    assert after == before
