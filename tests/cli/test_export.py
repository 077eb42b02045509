"""`export` and `import`: out and in again with nothing lost, and nothing in twice."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rsense.cli.export_formats import COLUMNS, as_markdown
from rsense.store.records.codec import encode
from rsense.store.records.repository import RecordStore
from tests.cli.shell import Shell
from tests.plain.lines import HOSTILE, foreign
from tests.store.made import CARD, KINDS, SESSION, TRIGGER, Document, documents

JRNL = json.dumps(
    {
        "tags": {"@Sam": 1},
        "entries": [
            {
                "title": "Text unread @Sam",
                "body": "",
                "date": "2026-11-03",
                "time": "14:00",
                "tags": ["@Sam"],
                "starred": False,
            },
            {
                "title": "A cool tone",
                "body": "at dinner",
                "date": "2026-11-04",
                "time": "21:30",
                "tags": [],
                "starred": True,
            },
        ],
    }
)
SHEET = "When,Note,Mood\n2026-11-03 14:00,a cool tone,sad\n03/11/2026,x,\n2026-11-05,y,\n"
MAPPED = ["--map", "When=at", "--map", "Note=what", "--map", "Mood=emotions"]


def put(home: Path, *them: Document) -> None:
    for document in them:
        place = RecordStore(str(home / "records")).place
        path = Path(place(document["at"], document["kind"], document["id"]))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(encode(document))


def files(shell: Shell) -> dict[str, bytes]:
    found = (shell.home / "records").rglob("*.toml")
    return {str(path.relative_to(shell.home)): path.read_bytes() for path in found}


@pytest.fixture
def lived_in(rsense: Shell) -> Shell:
    put(rsense.home, *KINDS.values())
    return rsense


def moved(shell: Shell, home: Path) -> Shell:
    """A shell at another machine."""
    shell._patch.setenv("RSENSE_HOME", str(home))
    return Shell(home, shell._patch, shell._capsys)


# There and back


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(them=st.lists(documents(), max_size=4, unique_by=lambda document: document["id"]))
def test_a_round_trip_loses_nothing(
    rsense: Shell, tmp_path_factory: pytest.TempPathFactory, them: list[Document]
) -> None:
    here = moved(rsense, tmp_path_factory.mktemp("here"))
    put(here.home, *them)
    out = here("export").out
    there = moved(rsense, tmp_path_factory.mktemp("there"))
    assert there("import", "-", stdin=out).code == 0
    assert files(there) == files(here)


def test_an_export_of_nothing_says_where_it_looked(rsense: Shell) -> None:
    """What it is piped into may be taken for a backup, and the folder be a vault that is locked."""
    ran = rsense("export")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"No record was found in {rsense.home}/records.\n"


def test_a_second_import_adds_nothing(lived_in: Shell) -> None:
    before = files(lived_in)
    ran = lived_in("import", "-", stdin=lived_in("export").out)
    assert (ran.code, ran.err) == (0, f"0 records came in; {len(KINDS)} already here.\n")
    assert files(lived_in) == before


def test_a_history_in_json_can_be_imported_as_well(lived_in: Shell, tmp_path: Path) -> None:
    out = lived_in("history", "--json").out
    there = moved(lived_in, tmp_path / "there")
    there("import", "-", stdin=out)
    assert files(there) == files(lived_in)


def test_the_oldest_comes_first_and_kind_and_time_can_be_chosen(lived_in: Shell) -> None:
    put(lived_in.home, TRIGGER | {"id": "old2345672", "at": TRIGGER["at"].replace(year=2020)})
    ids = [json.loads(line)["id"] for line in lived_in("export").out.splitlines()]
    assert ids[0] == "old2345672"
    lines = lived_in("export", "--kind", "trigger", "--to", "2021").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["old2345672"]


# To a file


def test_a_file_is_new_and_for_its_owner_only(lived_in: Shell, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    ran = lived_in("export", str(path))
    assert (ran.code, ran.out) == (0, "")
    assert f"{len(KINDS)} records written to" in ran.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_text().splitlines()) == len(KINDS)


def test_a_file_that_is_there_is_never_overwritten(lived_in: Shell, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("mine")
    assert lived_in("export", str(path)).code == 1
    assert path.read_text() == "mine"


@pytest.mark.parametrize("name", ["nowhere/out.jsonl", ""])
def test_a_file_that_cannot_be_made_is_told(lived_in: Shell, tmp_path: Path, name: str) -> None:
    ran = lived_in("export", f"{tmp_path}/{name}")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("Not written")
    assert f"{tmp_path}/{name}" in ran.err


def test_what_is_damaged_is_named_and_the_rest_is_written(lived_in: Shell, tmp_path: Path) -> None:
    (path,) = (lived_in.home / "records").rglob("*card*")
    path.write_text("what = ")
    ran = lived_in("export", str(tmp_path / "out.jsonl"))
    assert ran.code == 1
    assert str(path) in ran.err
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == len(KINDS) - 1


def test_an_export_that_breaks_off_leaves_no_file(
    lived_in: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    ran = lived_in("export", str(tmp_path / "here" / ".." / "out.jsonl"))
    assert ran.code == 1
    assert list(tmp_path.glob("*out*")) == []
    assert list(tmp_path.glob(".tmp*")) == []


# For reading


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_export_that_is_told_to_go_leaves_no_file(
    lived_in: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    def told(documents: Iterable[object]) -> Iterator[str]:
        yield from map(str, documents)
        os.kill(os.getpid(), number)

    monkeypatch.setattr("rsense.cli.commands.export.as_json_lines", told)
    before = signal.signal(number, signal.SIG_DFL)  # under nohup one of them is ignored
    try:
        with pytest.raises(SystemExit, match=str(128 + number)):
            lived_in("export", str(tmp_path / "out.jsonl"))
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, before)
    assert not any(path.name.startswith((".tmp-", "out")) for path in tmp_path.iterdir())


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "'="])
def test_no_cell_of_a_table_is_a_formula(rsense: Shell, sign: str) -> None:
    words = f"{sign}cmd()"
    put(rsense.home, TRIGGER | {"what": words, "who": words, "tags": [words, words]})
    put(rsense.home, CARD | {"text": words})
    rows = list(csv.reader(io.StringIO(rsense("export", "--csv").out)))
    assert len(rows) == 3
    assert [
        cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")
    ] == []


def test_a_table_comes_in_again_elsewhere(rsense: Shell, tmp_path: Path) -> None:
    put(rsense.home, TRIGGER | {"what": "=cmd()"}, CARD)
    path = tmp_path / "out.csv"
    rsense("export", "--csv", str(path))
    there = moved(rsense, tmp_path / "there")
    assert there("import", str(path)).code == 0
    assert files(there) == files(rsense)


def test_markdown_is_a_heading_a_day(lived_in: Shell) -> None:
    out = lived_in("export", "--markdown").out
    assert out.count("# Sunday, 22 November 2026\n") == 1
    assert "## 11:52  trigger, 7 of 10\n\n> Text unread\n" in out
    assert "> Sam left." in out


@pytest.mark.parametrize(
    "words", ["# x", "- x", "1. x", "> x", "*x*", "<b>x</b>", "[x](y)", "a\n# b"]
)
def test_markdown_shows_words_as_they_are(words: str) -> None:
    text = "".join(as_markdown([CARD | {"text": words}]))
    for line in text.splitlines():
        if line.startswith("> "):
            assert line[2] not in "#->*<["
            assert not line[2:].startswith("1.")


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
@pytest.mark.parametrize("form", [[], ["--csv"], ["--markdown"]], ids=["json", "csv", "markdown"])
def test_no_record_does_anything_to_the_terminal(
    rsense: Shell, words: str, form: list[str]
) -> None:
    said = f"a{words}b"
    put(
        rsense.home, TRIGGER | {"what": said, "tags": [said], "theirs": said}, CARD | {"text": said}
    )
    ran = rsense("export", *form)
    assert not foreign(ran.out.replace("\r\n", "\n").splitlines())


def test_one_form_at_a_time(lived_in: Shell) -> None:
    assert lived_in("export", "--csv", "--markdown").code == 2


# From elsewhere


def test_jrnl_comes_in_once(rsense: Shell, tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    path.write_text(JRNL)
    assert rsense("import", str(path)).err == "2 records came in. “rsense undo” takes that back.\n"
    assert [t.what for t in rsense.triggers] == ["A cool tone\nat dinner", "Text unread @Sam"]
    assert rsense("import", str(path)).err == "0 records came in; 2 already here.\n"


def test_a_table_comes_in_with_a_mapping_and_its_problems_are_numbered(
    rsense: Shell, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.txt"
    path.write_text(SHEET)
    ran = rsense("import", str(path), *MAPPED)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        "2 records came in. “rsense undo” takes that back.",
        "1 entry was not taken:",
        "  3: “03/11/2026” could be 3 November or 11 March; add --day-first or --month-first.",
    ]
    assert len(rsense.triggers) == 2


def test_a_dry_run_shows_what_would_come_and_writes_nothing(rsense: Shell, tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    path.write_text(JRNL)
    ran = rsense("import", "--dry-run", str(path))
    assert (ran.code, ran.err) == (0, "2 records would come in.\n")
    assert ["Text unread @Sam" in line for line in ran.out.splitlines()] == [True, False]
    assert not rsense.home.exists()


def test_of_nothing_comes_nothing(rsense: Shell) -> None:
    ran = rsense("import", "-", stdin=rsense("export").out)
    assert (ran.code, ran.err) == (0, "0 records came in.\n")


def test_another_version_of_what_is_here_stays_outside(lived_in: Shell) -> None:
    out = lived_in("export").out
    lived_in("edit", TRIGGER["id"], "-i", "3")
    before = files(lived_in)
    ran = lived_in("import", "-", stdin=out)
    assert "1 already here in another version, which stays" in ran.err
    assert files(lived_in) == before


def test_what_was_thrown_away_is_told_and_stays_there(lived_in: Shell) -> None:
    out = lived_in("export").out
    lived_in("delete", TRIGGER["id"])
    assert "1 thrown away before" in lived_in("import", "-", stdin=out).err
    assert TRIGGER["id"] not in [record.id for record in lived_in.records]


REFUSED: list[tuple[bytes, list[str], str]] = [
    (b"hello\n", [], "It's neither JSON lines of rsense"),
    (b"\0" * 100_000, [], "It's neither JSON lines of rsense"),
    (b'{"a": 1}', [], "It's JSON, but neither"),
    (b'{"a": ', [], "It's neither JSON lines of rsense nor JSON of jrnl"),
    (b"a,b\n1,2\n", ["--map", "a=at"], "No column says what happened"),
    (b"a,b\n1,2\n", ["--map", "a=wat"], "“a=wat” is no COLUMN=FIELD. Did you mean “what”?"),
    (b"a,b\n1,2\n", ["--map", "nonsense"], "is no COLUMN=FIELD"),
    (b"\xff\xfe,b\n1,2\n", ["--map", "a=at"], "UTF-8"),
]


@pytest.mark.parametrize(("data", "words", "why"), REFUSED, ids=lambda value: ascii(value)[:20])
def test_what_cannot_be_taken_at_all_is_told_in_words(
    rsense: Shell, data: bytes, words: list[str], why: str
) -> None:
    ran = rsense("import", "-", *words, stdin=data)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.said


@pytest.mark.parametrize("name", ["nowhere.json", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_told(rsense: Shell, tmp_path: Path, name: str) -> None:
    ran = rsense("import", str(tmp_path / name))
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1


def test_a_full_disk_ends_it_and_says_how_to_go_on(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "full")

    monkeypatch.setattr("rsense.store.files.operations.os_files.write", full)
    ran = rsense("import", "-", stdin=JRNL)
    assert ran.code == 1
    assert ran.err.startswith("Not saved: the disk is full.\n0 records came in. Import it again")
    assert files(rsense) == {}


def test_a_session_comes_with_all_its_answers(lived_in: Shell, tmp_path: Path) -> None:
    out = lived_in("export", "--kind", "session").out
    there = moved(lived_in, tmp_path / "there")
    there("import", "-", stdin=out)
    assert files(there) == {
        name: data for name, data in files(lived_in).items() if SESSION["id"] in name
    }


def test_a_table_has_each_column_once() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)
