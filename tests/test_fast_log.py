"""The quick path of `rsense log`: what it does itself it does as the whole command would."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rsense import fast_log
from rsense.cli import main
from rsense.core.options import NOT_ALONE
from rsense.core.records import Keepsake, Record
from rsense.services import context
from rsense.services.clock import local_now
from rsense.store.files.durable import GIVEN_BACK, NotSaved
from rsense.store.records.repository import RecordStore
from tests.cli.shell import started

ID = "k3f9a2q7xm"
LONG_AGO = datetime(2026, 1, 2, tzinfo=UTC)
ZONES = ("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia")


@dataclass(frozen=True)
class Came:
    """What came of a command: its exit code, what it said, and what lies on the disk."""

    code: int | None
    out: str
    err: str
    files: dict[str, bytes]

    @property
    def record(self) -> bytes:
        (record,) = (data for path, data in self.files.items() if path.startswith("records/"))
        return record


class Stream(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")

    @property
    def said(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode()  # type: ignore[attr-defined, no-any-return]


def came_of(
    command: Callable[[dict[str, str]], int | None], *records: str | Record, own: str = ""
) -> Came:
    """Do it in a home of its own, with the standard streams of a pipe.

    `records` are there before; a text is a card on the shelf `plans`. Those with an id that begins
    with “plan” are left out of what lies on the disk. `own` is the file of own words for feelings.
    """
    with tempfile.TemporaryDirectory() as home, contextlib.ExitStack() as stack:
        for number, one in enumerate(records):
            plan = (
                Keepsake(f"plan{number}", LONG_AGO, "plans", one) if isinstance(one, str) else one
            )
            RecordStore(str(Path(home, "records"))).add(plan)
        if own:
            Path(home, "vocabulary").mkdir()
            Path(home, "vocabulary", "emotions.toml").write_text(own)
        out = stack.enter_context(contextlib.redirect_stdout(Stream()))
        err = stack.enter_context(contextlib.redirect_stderr(Stream()))
        stack.enter_context(mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO())))
        code = command({"RSENSE_HOME": home})
        files = (path for path in Path(home).rglob("*") if path.is_file())
        found = {str(p.relative_to(home)): p.read_bytes() for p in files if "-plan" not in p.name}
        return Came(code, out.said, err.said, found)


def quickly(
    words: list[str], at: int = 1_795_000_000, *records: str | Record, own: str = ""
) -> Came:
    def run(environ: dict[str, str]) -> int | None:
        return fast_log.run(words, environ, lambda: at + 0.9, lambda: ID)

    return came_of(run, *records, own=own)


def wholly(
    words: list[str],
    at: int = 1_795_000_000,
    *records: str | Record,
    own: str = "",
    command: str = "log",
) -> Came:
    def run(environ: dict[str, str]) -> int:
        real = context.open_context(environ)
        fixed = replace(
            real, now=lambda: local_now(datetime.fromtimestamp(at, UTC)), new_id=lambda: ID
        )
        with mock.patch(f"rsense.cli.commands.{command}.open_context", return_value=fixed):
            return main.main([command, *words])

    return came_of(run, *records, own=own)


@contextlib.contextmanager
def in_zone(name: str) -> Iterator[None]:
    with mock.patch.dict(os.environ, {"TZ": name}):
        time.tzset()
        yield
    time.tzset()


TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
SENTENCE = st.lists(
    st.sampled_from(
        [
            "unread",
            "for hours,",
            "@Sam's",
            "#texting",
            "(#love)",
            "me@home",
            '"so"',
            "\\o/",
            "日本",
            "שלום",
            "e\u0301",
            "🫂",
            "a\u00a0b",
            "C#",
            "#3",
            "",
            "  ",
            "@O'Brien",
            "#C++",
            "#a,#b",
            "hi:@x",
        ]
    )
    | TEXT,
    min_size=1,
    max_size=6,
)
OPTIONS = st.one_of(
    st.tuples(
        st.sampled_from(["-i", "--intensity"]),
        st.sampled_from(["0", "7", "8", "10", "11", "07", " 7", "x"]),
    ),
    st.tuples(
        st.sampled_from(["-e", "--emotion"]),
        st.sampled_from(
            ["anxious", "afraid of losing them", "hopeless", "Anxious", "anx", "a", "Over", "hop"]
        ),
    ),
    st.tuples(st.just("-b"), st.sampled_from(["tight chest", "sick", "a, b", 'x"y', "tight ch"])),
    st.tuples(
        st.just("-u"), st.sampled_from(["withdraw", "hurt myself", "wait and see", "hurt", "numb"])
    ),
    st.tuples(st.sampled_from(["-w", "--who"]), st.sampled_from(["Sam", "@Sam", " Sam"]) | TEXT),
    st.tuples(st.sampled_from(["-t", "--tag"]), st.sampled_from(["love", "#love", "a,b"]) | TEXT),
    st.just(("--good",)),
    st.sampled_from([("--json",), ("--did", "left"), ("--",), ("-",), ("-i7",)]),
)


@settings(max_examples=250)
@given(
    words=SENTENCE,
    options=st.lists(OPTIONS, max_size=4),
    at=st.integers(1_700_000_000, 1_900_000_000),
    zone=st.sampled_from(ZONES),
)
def test_both_ways_write_and_say_the_same(
    words: list[str], options: list[tuple[str, ...]], at: int, zone: str
) -> None:
    arguments = [*words, *(part for option in options for part in option)]
    with in_zone(zone):
        mine = quickly(arguments, at)
        event(f"quick: {mine.code is not None}")
        if mine.code is None:
            assert (mine.out, mine.err, mine.files) == ("", "", {})
        else:
            assert mine == wholly(arguments, at)
            found = tomllib.loads(mine.record.decode())
            assert found["what"] == " ".join(words)
            assert found["at"].timestamp() == at


PLAIN = [
    ["x"],
    ["a", "cool", "tone", "-i", "7"],
    ["x", "-i", "8", "-e", "anxious", "-e", "sad", "-e", "anxious"],
    ["-w", "Sam", "x", "-t", "texting", "-b", "tight chest", "-u", "withdraw"],
    ["Mum laughed", "--good", "-w", "Mum", "-e", "grateful", "-i", "9", "-t", "family"],
    ["x", "--intensity", "0", "--emotion", "anxious", "--who", "Sam", "--tag", "love"],
    ['@Sam (#texting) 日本 "so" \\o/ C# #3 me@home'],
]


@pytest.mark.parametrize("words", PLAIN)
def test_what_is_plain_goes_the_quick_way(words: list[str]) -> None:
    mine = quickly(words)
    assert mine.code == 0
    assert mine == wholly(words)


NOT_PLAIN = [
    [],
    ["-"],
    [" "],
    ["-h"],
    ["--help"],
    ["x", "--json"],
    ["x", "-i"],
    ["x", "-i", "11"],
    ["x", "-i7"],
    ["x", "--intensity=7"],
    ["x", "-i", "1", "-i", "2"],
    ["x", "-w", ""],
    ["x", "-e", "a"],
    ["x", "-e", "hop"],
    ["x", "-e", "hopeless"],
    ["x", "-u", "hurt myself"],
    ["I want to HURT myself"],
    ["I want to", " die"],
    ["better-off without me"],
    ["ＫＭＳ"],
    ["x", "-e", "wobbly"],
    ["x", "-e", "anxious,sad"],
    ["x", "-e", '"'],
    ["x", "-e", "\\"],
    ["x", "-t", "#love"],
    ["x", "-t", " love"],
    ["x", "-w", "@Sam"],
    ["x", "-w", "-Sam"],
    ["--", "x"],
    ["x", "-x"],
    ["a\nb"],
    ["a\x7f"],
    ["a\x1b[2J"],
    ["a\x85b"],
    ["a\u2028b"],
    ["\ufeff"],
    ["caf\udce9"],
    ["x" * 901],
    ["x", "-t", "x" * 901],
    ["x", "--at", "15:40"],
]


@pytest.mark.parametrize("words", NOT_PLAIN)
def test_what_is_not_plain_is_left_to_the_command(words: list[str]) -> None:
    mine = quickly(words)
    assert (mine.code, mine.out, mine.err, mine.files) == (None, "", "", {})


OWN_WORDS = {
    '{ value = "wobbly" },': 0,
    '{ value = "wobbly", label = "wobbly inside", hint = "a value" },': None,
    '{ value = "wobbly" }, { value = "wobble" },': None,
    '{ value = "wobbly" },\n  { value = "wobble" },': None,
    '{ value = "wobbly", people = "crisis" },': None,
    '{ value = "wobbly", retired = true },': None,
    "{ value = \"wobbly\", label = 'Wobbly' },": None,
    '{value="wobbly"},': None,
    "{ value = 'wobbly' },": None,
    '{ value = """wobbly""" },': None,
    '{ "value" = "wobbly" },': None,
    '{ value = "w\\u006fbbly" },': None,
    '{ value = "WOBBLY" },': 0,
    '{ value = "ｗobbly" },': None,
    '{ value = "shaky", label = "wobbly" },': 0,
    '{ hint = "x", value = "wobbly" },': None,
    '{ value = "wobbly" },\r': 0,
    '{ value = "wobbly", people="crisis" },': None,
    '{ value = "wobbly", "people" = "crisis" },': None,
    '{ value = "wobbly", hint = """\nx""", people = "crisis" },': None,
    '{ value = "wobbly" },\n  { value = "wobbly", people = "crisis" },': None,
    '{ value = "Wobbly" },\n  { value = "Wobbly", people = "crisis" },': None,
    '{ value = "panicky", label = "wobbly" },': None,
    '{ value = "Panicky", label = "wobbly" },': None,
    '{ value = "wobb\tly" },': None,
    '{ value = "wobb\x1bly" },': None,
    '{ value = "wobbly  so" },': None,
    f'{{ value = "wobbly{"y" * 900}" }},': None,
}


@pytest.mark.parametrize("row", OWN_WORDS)
def test_an_own_word_is_found_as_the_command_finds_it(row: str) -> None:
    own = f'format = 1\n[[family]]\nlabel = "x"\nwords = [\n  {row}\n]\n'
    assert quickly(["x", "-e", "wob"], own=own).code == OWN_WORDS[row]
    for typed in ("wob", "wobbly", "Wobbly", "Panicky"):
        mine, theirs = (way(["x", "-e", typed], own=own) for way in (quickly, wholly))
        assert mine.code is None or mine == theirs, typed


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: os.symlink("/dev/zero", path)])
def test_what_lies_where_words_should_is_never_waited_for(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    (tmp_path / "vocabulary").mkdir()
    make(tmp_path / "vocabulary" / "emotions.toml")
    ran = started(["log", "x", "-e", "anxious"], RSENSE_HOME=str(tmp_path))
    assert ran.returncode == 0


def test_own_words_of_danger_show_people_to_call(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    own = tmp_path / "exercises" / "synonyms.toml"
    group = '[[group]]\nwords = ["sleep forever"]\nexercises = ["not-alone"]\n'
    for more, shown in (("", False), ("help = true\nwritten = true\n", True)):
        own.write_text(group + more)
        ran = started(["log", "I want to sleep forever."], RSENSE_HOME=str(tmp_path))
        assert (NOT_ALONE[:20].encode() in ran.stdout + ran.stderr) == shown


def test_without_a_home_the_command_says_so() -> None:
    assert fast_log.run(["x"], {"RSENSE_HOME": "~/x", "HOME": "here"}) is None


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_a_terminal_without_our_quotes_is_left_to_the_command(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert fast_log.run(["x"]) is None


def test_words_that_cannot_be_saved_are_given_back_the_same_way() -> None:
    def refused(*_: object, **__: object) -> None:
        raise NotSaved("Not saved: the disk is full.")

    with mock.patch("rsense.store.files.durable.create", refused):
        mine, theirs = quickly(["a", "cool tone"]), wholly(["a", "cool tone"])
    assert mine == theirs
    assert (mine.code, mine.out) == (1, "a cool tone\n")
    assert mine.err == f"Not saved: the disk is full. {GIVEN_BACK}\n"


CLOCKS = {"1901": -2_177_452_800, "1969": -1, "2200": 7_258_118_400}


@pytest.mark.parametrize("at", CLOCKS.values(), ids=CLOCKS)
def test_a_clock_outside_of_what_is_read_saves_nothing_and_gives_the_words_back(at: int) -> None:
    mine = quickly(["a", "cool tone"], at)
    assert mine == wholly(["a", "cool tone"], at)
    assert (mine.code, mine.out, mine.files) == (1, "a cool tone\n", {})
    assert mine.err.startswith("Not saved: its time would be ")
    assert mine.err.endswith(f"{GIVEN_BACK}\n")


@pytest.mark.parametrize("at", [0, 7_258_118_399])
def test_the_first_and_the_last_moment_that_is_read_are_saved(at: int) -> None:
    mine = quickly(["x"], at)
    assert mine.code == 0
    assert mine == wholly(["x"], at)


def test_a_clock_that_python_cannot_hold_is_left_to_the_command() -> None:
    def broken() -> float:
        raise OverflowError

    assert came_of(lambda environ: fast_log.run(["x"], environ, broken)).code is None


ODD_ZONES = ["XXX+1:02:03", "XXX-0:00:29", "XXX-14:59:59", "XXX-24", "XXX+24:30", "XXX-167"]


@pytest.mark.parametrize("zone", ODD_ZONES)
def test_an_odd_offset_keeps_the_instant(zone: str) -> None:
    at = 1_795_000_000
    with in_zone(zone):
        mine, theirs = quickly(["x"], at), wholly(["x", "--did", "y"], at)
    for came in (mine, theirs):
        assert came.code == 0
        assert tomllib.loads(came.record.decode())["at"].timestamp() == at


def test_a_closed_standard_error_does_not_undo_what_is_saved() -> None:
    class Closed(Stream):
        def write(self, text: str, /) -> int:
            raise BrokenPipeError

    def command(environ: dict[str, str]) -> int | None:
        with contextlib.redirect_stderr(Closed()):
            return fast_log.run(["x"], environ)

    came = came_of(command)
    assert came.code == 0
    assert came.record


# The way in, as a process of its own


def imported(module: str, words: list[str], home: Path) -> set[str]:
    """All that is imported once a quick path has done its work."""
    code = (
        f"import sys; from rsense import {module}; "
        f"code = {module}.run({words!r}, {{'RSENSE_HOME': sys.argv[1]}}); "
        "print('\\n', code, *sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-S", "-c", code, str(home)],
        capture_output=True,
        check=True,
        text=True,
        cwd=Path(fast_log.__file__).parent.parent,
    )
    done, *loaded = ran.stdout.splitlines()[-1].split()
    assert done == "0"
    return set(loaded)


def test_it_imports_no_framework(tmp_path: Path) -> None:
    loaded = imported("fast_log", ["x #y", "-e", "anxious", "-i", "7"], tmp_path)
    assert not loaded & {"re", "datetime", "dataclasses", "typing", "tomllib", "typer", "enum"}
    assert {name for name in loaded if name.startswith("rsense.")} == {
        "rsense.fast_log",
        "rsense.fast_record",
        "rsense.core",
        "rsense.core.mentions",
        "rsense.recordable",
        "rsense.store",
        "rsense.store.files",
        "rsense.store.files.durable",
        "rsense.store.files.operations",
        "rsense.store.undo_log",
        "rsense.store.paths",
        "rsense.store.record_index",
    }


@pytest.mark.parametrize("words", [["x", "-i", "9"], ["x", "-i", "9", "--domain", "work"]])
def test_a_process_saves_it_says_so_and_lets_no_one_in(tmp_path: Path, words: list[str]) -> None:
    ran = started(["log", *words], RSENSE_HOME=str(tmp_path))
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert ran.stderr.decode().startswith("Saved: today ")
    (record,) = (tmp_path / "records").rglob("*.toml")
    assert record.stat().st_mode & 0o777 == 0o600
    assert record.parent.stat().st_mode & 0o777 == 0o700


LOCALES = [
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"LC_ALL": "C"},
    {"PYTHONIOENCODING": "latin-1"},
]


@pytest.mark.parametrize("environ", LOCALES)
def test_a_poor_locale_loses_nothing(tmp_path: Path, environ: dict[str, str]) -> None:
    words = "日本 café 🫂"
    said = ["log", words, "-w", "Zoë"]
    assert started(said, None, b"", RSENSE_HOME=str(tmp_path), **environ).returncode == 0
    (record,) = (tmp_path / "records").rglob("*.toml")
    found = tomllib.loads(record.read_text("utf-8"))
    assert (found["what"], found["who"]) == (words, "Zoë")


def test_eight_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import sys; from rsense import fast_log\n"
                "for n in range(25): fast_log.run([f'{sys.argv[1]} {n}'])",
                str(number),
            ],
            env={**os.environ, "RSENSE_HOME": str(tmp_path)},
            stderr=subprocess.DEVNULL,
        )
        for number in range(8)
    ]
    assert [one.wait() for one in running] == [0] * 8
    found = [tomllib.loads(path.read_text()) for path in (tmp_path / "records").rglob("*.toml")]
    assert {record["what"] for record in found} == {f"{a} {b}" for a in range(8) for b in range(25)}
    assert [path.name for path in tmp_path.rglob(".tmp-*")] == []
