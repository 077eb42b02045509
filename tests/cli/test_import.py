"""`import`: presets, what is asked and told, and breaking off at any moment."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pexpect
import pytest

from rsense.core.records import Trigger
from rsense.store.records.repository import RecordStore
from tests.cli.shell import Shell
from tests.tui.terminal import default_signals

DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    "2021-12-20,December 20,Monday,3:25 AM,meh,,,\n"
    '2021-12-01,December 1,Wednesday,9:10 PM,bad,"films | family",,No answer\n'
    "2021-05-23,May 23,Sunday,12:35 AM,Good [-],,,fine\n"
)
NUMBERS = ["--mood", "meh=5", "--mood", "bad=7", "--mood", "good [-]=-"]
DAY_ONE = (
    '{"metadata": {"version": "1.0"}, "entries": [{"creationDate": "2020-01-10T12:22:12Z", "text": '
    '"One.", "timeZone": "Asia/Tokyo", "tags": ["work"], "uuid": "A", "location": {"a": 1}}]}'
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "daylio.csv"
    path.write_text(DAYLIO)
    return path


def test_daylio_comes_in_once_with_its_numbers(rsense: Shell, table: Path) -> None:
    assert rsense("import", str(table), "--daylio", *NUMBERS).err.startswith("3 records came in.")
    assert [(t.what, t.intensity, t.emotions, t.tags) for t in rsense.triggers] == [
        ("meh", 5, ("meh",), ()),
        ("No answer", 7, ("bad",), ("films", "family")),
        ("fine", None, ("Good [-]",), ()),
    ]
    again = rsense("import", str(table), "--daylio", *NUMBERS)
    assert again.err == "0 records came in; 3 already here.\n"


def test_daylio_with_other_numbers_comes_in_no_second_time(rsense: Shell, table: Path) -> None:
    rsense("import", str(table), "--daylio", *NUMBERS)
    ran = rsense("import", str(table), "--daylio", *NUMBERS, "--mood", "meh=6")
    assert "2 already here; 1 already here in another version, which stays" in ran.err
    id = next(t.id for t in rsense.triggers if t.what == "meh")
    assert f"Different here: {id}. “rsense show ID” shows" in ran.err


@pytest.mark.parametrize("piped", [True, False])
def test_without_anybody_to_ask_it_says_what_to_add(
    rsense: Shell, table: Path, piped: bool
) -> None:
    file, stdin = ("-", DAYLIO) if piped else (str(table), "")
    ran = rsense("import", file, "--daylio", "--mood", "meh=5", stdin=stdin)
    assert ran.code == 2
    assert '--mood "bad=NUMBER" --mood "Good [-]=NUMBER"' in ran.err
    assert "meh" not in ran.err
    assert not rsense.home.exists()


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_table_of_daylio_in_another_encoding_is_told(
    rsense: Shell, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "daylio.csv"
    path.write_bytes(DAYLIO.replace("note_title", "überschrift").encode(encoding))
    ran = rsense("import", str(path), "--daylio", *NUMBERS)
    assert (ran.code, ran.err) == (
        2,
        "Its line 1 cannot be read: it is not UTF-8 text; save the table as UTF-8.\n",
    )


@pytest.mark.parametrize("name", ["Journal.zip", "sheet.csv"])
def test_an_archive_is_told_to_be_unpacked(rsense: Shell, tmp_path: Path, name: str) -> None:
    """Day One exports one, and a spreadsheet is one."""
    with ZipFile(tmp_path / name, "w") as archive:
        archive.writestr("Journal.json", DAY_ONE)
    ran = rsense("import", str(tmp_path / name))
    assert (ran.code, "Unpack it, or save it as CSV" in ran.err) == (2, True)


def test_a_pipe_with_all_numbers_comes_in(rsense: Shell) -> None:
    assert rsense("import", "-", "--daylio", *NUMBERS, stdin=DAYLIO).code == 0
    assert len(rsense.triggers) == 3


REFUSED = [
    (["--daylio", "--mood", "rad"], "is no MOOD=NUMBER"),
    (["--daylio", "--mood", "rad=11"], "is no MOOD=NUMBER"),
    (["--daylio", "--mood", "=1"], "is no MOOD=NUMBER"),
    (["--daylio", "--mood", "rad=much"], "is no MOOD=NUMBER"),
    (["--mood", "rad=1"], "--daylio goes with --mood"),
    (["--daylio", "--map", "a=what"], "not with --map"),
    (["--map", "a=wat"], "is no COLUMN=FIELD"),
    ([], "That's a table of Daylio. Add --daylio"),
]


@pytest.mark.parametrize(("words", "why"), REFUSED, ids=lambda value: str(value)[:30])
def test_options_that_do_not_fit_are_told(
    rsense: Shell, table: Path, words: list[str], why: str
) -> None:
    ran = rsense("import", str(table), *words)
    assert (ran.code, why in ran.said) == (2, True)


def test_day_one_comes_in_and_says_once_what_is_left_out(rsense: Shell, tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    path.write_text(DAY_ONE)
    ran = rsense("import", str(path))
    assert (ran.code, ran.err.splitlines()) == (
        0,
        [
            "1 record came in. “rsense undo” takes that back.",
            "Left out, because records have no place for it: location.",
        ],
    )
    (trigger,) = rsense.triggers
    assert trigger.at.isoformat() == "2020-01-10T21:22:12+09:00"
    assert rsense("import", str(path)).err.startswith("0 records came in; 1 already here.")


def test_a_column_that_has_no_place_and_no_name_is_told_of(rsense: Shell, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(",date,what\n1,2026-11-03,x\n")
    ran = rsense("import", str(path))
    assert "Left out, because records have no place for it: a column without a name." in ran.err


def test_the_rows_that_were_not_taken_are_named(rsense: Shell, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("date,what\n2026-11-03,x\n" + "someday,y\n" * 22)
    said = rsense("import", str(path)).err.splitlines()
    assert said[1] == "22 entries were not taken:"
    numbers = [line.partition(":")[0].strip() for line in said[2:-1]]
    assert (numbers, said[-1]) == ([str(n) for n in range(3, 23)], "  and 2 more.")


def test_the_order_of_a_date_can_be_told(rsense: Shell, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("date,what\n03/04/2026,x\n")
    assert "add --day-first or --month-first" in rsense("import", str(path)).err
    rsense("import", str(path), "--month-first", "--map", "what=thought")
    rsense("import", str(path), "--day-first")
    assert [f"{t.at:%d %b}" for t in rsense.triggers] == ["03 Apr", "04 Mar"]


def test_a_journal_of_jrnl_that_is_text_is_told_how_to_come(rsense: Shell) -> None:
    for text in ("[2026-11-03 09:30] Title\nwords\n", "2026-11-03 09:30 AM Title\n"):
        ran = rsense("import", "-", stdin=text)
        assert (ran.code, "jrnl --format json" in ran.err) == (2, True)


# In a process of its own


def home_of(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "RSENSE_HOME": str(tmp_path / "home"), "TZ": "UTC", "TERM": "xterm"}


def long_table(tmp_path: Path, rows: int) -> Path:
    path = tmp_path / "long.csv"
    lines = (
        f"2026-{n % 12 + 1:02}-{n % 28 + 1:02} 09:30,entry {n} {'x' * 200}" for n in range(rows)
    )
    path.write_text("at,what\n" + "\n".join(lines) + "\n")
    return path


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "rsense", "import", *words]


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_broken_off_and_run_again_nothing_is_lost_and_nothing_is_twice(
    tmp_path: Path, how: signal.Signals
) -> None:
    rows, path, environ = 400, long_table(tmp_path, 400), home_of(tmp_path)
    records = tmp_path / "home" / "records"
    running = subprocess.Popen(command(str(path)), env=environ, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while len(list(records.rglob("*.toml"))) < 20 and time.monotonic() < until:
        time.sleep(0.01)
    running.send_signal(how)
    _, told = running.communicate(timeout=60)
    if how != signal.SIGKILL:
        assert running.returncode == 128 + how
        assert re.fullmatch(r"Left\. [\d,]+ records? came in\. Import it again .*\n", told)
    assert 20 <= len(list(records.rglob("*.toml"))) < rows
    subprocess.run(command(str(path)), check=True, env=environ, capture_output=True)
    found = [at.record for at in RecordStore(str(records)).newest("trigger")]
    whats = [record.what for record in found if isinstance(record, Trigger)]
    assert len(whats) == len(set(whats)) == rows


@pytest.mark.slow
def test_an_import_takes_little_memory_however_long_it_is(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        path = long_table(tmp_path, rows)
        code = (
            "import resource, sys; from rsense.cli.main import main; main(sys.argv[1:]); "
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code, "import", "--dry-run", str(path)],
            check=True,
            env=home_of(tmp_path),
            capture_output=True,
            text=True,
        )
        unit = 1 if sys.platform == "darwin" else 1024
        return int(ran.stdout.split()[-1]) * unit

    assert peak(8000) - peak(0) < 20 * 2**20


def test_progress_is_one_line_on_a_terminal_and_lines_in_plain(tmp_path: Path) -> None:
    path = long_table(tmp_path, 150)
    speed = "from rsense.cli import import_progress as p; p.SECONDS_BETWEEN_{0}=0.0; "
    run = (
        "import sys; sys.argv = ['rsense', *sys.argv[1:]]; from rsense.__main__ import main; main()"
    )
    for kind, more in (("DRAWINGS", []), ("LINES", ["--plain"])):
        terminal = pexpect.spawn(
            sys.executable,
            ["-c", speed.format(kind) + run, "import", "--dry-run", str(path), *more],
            env=home_of(tmp_path),
            encoding="utf-8",
            timeout=60,
            use_poll=True,
        )
        terminal.expect(pexpect.EOF)
        shown = terminal.before or ""
        assert "100 looked at so far" in shown
        assert "% of the file" in shown
        assert ("\r\x1b[K" in shown) == (kind == "DRAWINGS")
        assert "150 records would come in." in shown


def test_a_person_is_asked_once_for_each_mood(tmp_path: Path, table: Path) -> None:
    terminal = pexpect.spawn(
        sys.executable,
        ["-m", "rsense", "import", "--daylio", str(table)],
        env=home_of(tmp_path),
        encoding="utf-8",
        timeout=60,
        use_poll=True,
    )
    terminal.expect("meh, 0 to 10: ")
    terminal.sendline("11")
    terminal.expect("Type a number from 0 to 10")
    terminal.expect("meh, 0 to 10: ")
    terminal.sendline("5")
    terminal.expect("bad, 0 to 10: ")
    terminal.sendline("7")
    terminal.expect(r"Good \[-\], 0 to 10: ")
    terminal.sendline("")
    terminal.expect("3 records came in")
    terminal.expect(pexpect.EOF)


def test_leaving_the_questions_takes_nothing_in(tmp_path: Path, table: Path) -> None:
    for keys in ("\x03", "\x04", ":quit\r"):
        terminal = pexpect.spawn(
            sys.executable,
            ["-m", "rsense", "import", "--daylio", str(table)],
            env=home_of(tmp_path),
            encoding="utf-8",
            timeout=60,
            use_poll=True,
            preexec_fn=default_signals,
        )
        terminal.expect("meh, 0 to 10: ")
        terminal.send(keys)
        terminal.expect("Left. Nothing came in.")
        terminal.expect(pexpect.EOF)
        terminal.close()
        assert terminal.exitstatus == 130
    assert not (tmp_path / "home").exists()
