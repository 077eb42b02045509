"""`help-now` and `where`: they answer whatever else is broken."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import rsense as package
from rsense.core.options import NOT_ALONE
from rsense.core.records import Keepsake, Trigger
from rsense.services.context import AppContext, open_context
from rsense.services.edit_flow import edit_part
from rsense.services.help_now import LONGEST_PLAN, country_of, help_text, people_for, people_to_call
from rsense.store.library import Library, shipped_folder
from tests.cli.shell import HEAD, Shell, started
from tests.no_network import searched
from tests.steps import step

AT = datetime(2026, 11, 22, 10, 52, 8, tzinfo=UTC)
EMERGENCY = "call your local emergency"


def test_it_begins_with_the_emergency_number_of_wherever_it_is(rsense: Shell) -> None:
    ran = rsense("help-now")
    assert (ran.code, ran.err) == (0, "")
    assert EMERGENCY in ran.out.splitlines()[0]


def test_ones_own_people_come_before_any_line(rsense: Shell) -> None:
    rsense("keep", "people", "Jo, 555 12")
    out = rsense("help-now").out
    assert out.index("- Jo: 555 12") < out.index("findahelpline.com")


def test_a_page_of_people_says_how_to_name_a_country_and_leaving_keeps_to_its_kind(
    rsense: Shell,
) -> None:
    rsense.script("mine", HEAD + step("people", "", "You can call.", lines="crisis"))
    out = rsense("run", "mine", stdin=":quit\n").out
    page, _, left = out.partition("Left.")
    assert ":help asks which country you're in" in " ".join(page.split())
    rsense("settings", "country", "DE")
    page, _, left = rsense("run", "mine", stdin=":quit\n").out.partition("Left.")
    for said in (page, left):
        assert "TelefonSeelsorge" in said
        assert "Hilfetelefon" not in said
    assert "which country" not in page


def test_people_beside_a_feeling_are_wrapped_only_by_what_shows_them(tmp_path: Path) -> None:
    context = AppContext(str(tmp_path), Library(shipped_folder()))
    one_line = "call your local emergency number now, or go where other people are."
    assert one_line in people_for(context, emotions=("hopeless",))


def test_a_change_that_speaks_of_danger_is_met_with_people_to_call(tmp_path: Path) -> None:
    context = AppContext(str(tmp_path), Library(shipped_folder()))
    context.records.add(Trigger("k3f9a2q7xm", AT, "it"))
    for part, danger in (
        ("emotions", ("hopeless",)),
        ("urge", ("hurt myself",)),
        ("what", "I want to die"),
    ):
        opened = edit_part(context, "k3f9a2q7xm", part)
        opened.sitting.answer(danger)
        met = opened.next_activity(opened.sitting.session)
        assert met, part
        assert met.sitting.current, part
        assert met.sitting.current.prompt.text.startswith(NOT_ALONE), part


def test_where_there_are_none_it_says_how_to_keep_them(rsense: Shell) -> None:
    assert "rsense keep people" in rsense("help-now").out


@pytest.mark.parametrize(
    ("locale", "emergency", "first"),
    [
        ("en_GB.UTF-8", "999", "Samaritans: 116 123."),
        ("en_IE.UTF-8", "112 or 999", "Samaritans: 116 123."),
        ("de_DE.UTF-8", "112", "TelefonSeelsorge: 0800 111 0 111."),
        ("en_NZ.UTF-8", "111", "1737, Need to talk?: call or text 1737."),
    ],
)
def test_the_emergency_number_of_the_locale_comes_first(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch, locale: str, emergency: str, first: str
) -> None:
    monkeypatch.setenv("LANG", locale)
    lines = rsense("help-now").out.splitlines()
    assert lines[0] == f"If you're in danger, or might hurt yourself: {emergency}."
    assert next(line for line in lines if line.startswith("- ")).startswith(f"- {first}")


def test_only_the_lines_of_ones_own_country_are_shown(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    out = rsense("help-now").out
    assert "0808 2000 247" in out
    assert "1800 341 900" not in out


def test_what_is_not_known_is_said_with_where_to_look(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "pt_PT.UTF-8")
    said = rsense("help-now").said
    assert "No line is known here for Portugal: 112, and findahelpline.com." in said


def test_another_country_is_named_as_people_say_it(rsense: Shell) -> None:
    assert "116 123" in rsense("help-now", "united kingdom").out
    assert "0800 111 0 111" in rsense("help-now", "Deutschland").out
    ran = rsense("help-now", "the moon")
    assert (ran.code, "findahelpline.com" in ran.err) == (2, True)


def test_where_the_numbers_were_read_is_told_when_asked(rsense: Shell) -> None:
    assert "womensaid.ie, read on" not in rsense("help-now", "ie").said
    said = rsense("help-now", "ie", "--sources").said
    assert "Women's Aid: womensaid.ie, read on 28 Nov 2026." in said
    assert "No one here has called them." in said


def test_a_number_on_a_card_stands_apart_from_the_name(rsense: Shell) -> None:
    rsense("keep", "people", "Anna, 0171 555 123")
    rsense("keep", "people", "Jo next door")
    assert "- Jo next door\n- Anna: 0171 555 123\n" in rsense("help-now").out


@pytest.mark.parametrize(
    ("environ", "country"),
    [
        ({"LANG": "en_GB.UTF-8"}, "GB"),
        ({"LANG": "de_AT@euro"}, "AT"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "en_IE.UTF-8"}, "IE"),
        ({"LANG": "C"}, ""),
        ({"LANG": "C.UTF-8"}, ""),
        ({}, ""),
    ],
)
def test_the_country_is_that_of_the_locale(environ: dict[str, str], country: str) -> None:
    assert country_of(environ) == country


def test_it_says_that_no_one_watches(rsense: Shell) -> None:
    said = " ".join(rsense("help-now").out.split())
    assert "no one sees what you write here, and no one is called" in said


# Whatever is broken


def test_it_answers_without_a_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert EMERGENCY in help_text(None)


def test_it_answers_where_there_is_no_home(
    rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setenv("RSENSE_HOME", "here")
    ran = rsense("help-now")
    assert (ran.code, ran.err, EMERGENCY in ran.out) == (0, "", True)


def broken_home(home: Path, how: str) -> None:
    if how == "a file":
        home.write_text("a file")
        return
    month = home / "records" / "2026" / "11"
    month.mkdir(parents=True)
    name = "20261122T105208Z-keepsake-{}.toml"
    match how:
        case "damaged cards":
            (month / name.format("aaaa234567")).write_text("text = ")
            (month / name.format("bbbb234567")).write_bytes(b"\xff" * 100)
            os.mkfifo(month / name.format("cccc234567"))
        case "a file for the records":
            shutil.rmtree(home / "records")
            (home / "records").write_text("a file")
        case "settings that are none":
            (home / "config.toml").write_text("country = 7\n[[")
        case "read only":
            home.chmod(0o500)


BROKEN = [
    "a file",
    "damaged cards",
    "a file for the records",
    "settings that are none",
    "read only",
]


@pytest.mark.parametrize("how", BROKEN)
def test_it_answers_whatever_the_home_is_like(rsense: Shell, how: str) -> None:
    broken_home(rsense.home, how)
    ran = rsense("help-now")
    assert (ran.code, EMERGENCY in ran.out) == (0, True)


def test_damaged_cards_leave_the_others(rsense: Shell) -> None:
    broken_home(rsense.home, "damaged cards")
    rsense.add(Keepsake(id="dddd234567", at=AT, shelf="people", text="Jo, 555 12"))
    assert "- Jo: 555 12" in rsense("help-now").out


BOMBS = {
    "lines": "# a comment\n" * 70_000,
    "keys": "".join(f"k{n} = {n}\n" for n in range(19_000)),
    "tables": "[[a]]\nb = 1\n" * 9_000,
    "a string": 'a = """\n' + ("y" * 1000 + "\n") * 1_000,
}
"""Files that take a parser as long as any that the caps let through."""
SOON = 0.5
"""Seconds in which help must be there, whatever else is broken."""


def test_damaged_files_do_not_hold_up_help(rsense: Shell) -> None:
    month = rsense.home / "records" / "2026" / "11"
    rsense.add(Keepsake(id="dddd234567", at=AT, shelf="people", text="Jo, 555 12"))
    for number in range(50):
        for name, text in BOMBS.items():
            path = month / f"20261121T1052{number:02}Z-keepsake-{name[:1]}{number:02}.toml"
            path.write_text(text)
    rsense("help-now")  # what is imported is imported
    begun = time.process_time()
    ran = rsense("help-now")
    assert time.process_time() - begun < SOON
    assert (ran.code, "- Jo: 555 12" in ran.out, "There may be more" in ran.out) == (0, True, True)


@pytest.mark.parametrize("gone", ["HOME is unset", "HOME is no folder"])
def test_it_answers_in_time_where_nothing_is_known(tmp_path: Path, gone: str) -> None:
    root = Path(package.__file__).parents[1]
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": searched(root)}
    if gone == "HOME is no folder":
        environ["HOME"] = "/dev/null"
    program = "import rsense.__main__ as way_in; way_in.main()"
    used = _spent()
    ran = subprocess.run(
        [sys.executable, "-c", program, "help-now"],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr, EMERGENCY.encode() in ran.stdout) == (0, b"", True)
    assert _spent() - used < SOON


def _spent() -> float:
    """Seconds of a processor that ended children took: a busy machine is not our doing."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program whose every exercise and vocabulary is spoiled."""
    root = tmp_path_factory.mktemp("copy")
    copy = root / "rsense"
    shutil.copytree(Path(package.__file__).parent, copy, ignore=shutil.ignore_patterns("exercises"))
    shutil.copytree(shipped_folder(), copy / "exercises")
    for path in (copy / "exercises").rglob("*.toml"):
        path.write_bytes(b"\xff what = ")
    return root


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


LINES: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(),
    "no TOML": lambda path: path.write_text("line = "),
    "another shape": lambda path: path.write_text("line = [1, {}, { name = 'x', checked = 3 }]"),
    "a pipe": a_pipe,
}


@pytest.mark.parametrize("spoil", LINES.values(), ids=LINES.keys())
def test_it_answers_when_the_helplines_themselves_are_spoiled(
    rsense: Shell, spoiled: Path, spoil: Callable[[Path], object]
) -> None:
    path = spoiled / "rsense" / "exercises" / "helplines.toml"
    path.unlink(missing_ok=True)
    path.write_text("")
    spoil(path)
    ran = started(["help-now"], cwd=spoiled)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert EMERGENCY.encode() in ran.stdout
    assert b"findahelpline.com lists helplines for most countries." in ran.stdout


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_it_answers_a_terminal_that_knows_few_letters(rsense: Shell, encoding: str) -> None:
    ran = started(["help-now"], PYTHONIOENCODING=encoding)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"?rsense keep" not in ran.stdout  # it would be read aloud as a question
    assert EMERGENCY.encode() in ran.stdout


# Where the data is


def test_every_folder_is_named(rsense: Shell) -> None:
    out = rsense("where").out
    assert [line.rsplit(None, 1)[1] for line in out.splitlines()[:4]] == [
        str(rsense.home / name) for name in ("records", "progress", "trash", "exercises")
    ]


def test_the_records_are_where_it_says(rsense: Shell) -> None:
    rsense("log", "it")
    said = rsense("where").out.splitlines()[0].split(None, 2)[2]
    assert len(list(Path(said).rglob("*.toml"))) == 1


@pytest.mark.parametrize("name", ["\x1b[2J", "\x9b31m", "\udcff"], ids=ascii)
def test_a_folder_of_any_name_does_nothing_to_the_terminal(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("RSENSE_HOME", f"/tmp/{name}")
    ran = rsense("where")
    assert (ran.code, [c for c in ran.out if ord(c) < 32 and c != "\n"]) == (0, [])


def test_words_fit_the_terminal(rsense: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    rsense("keep", "people", "Jo, 555")
    for columns in (40, 60, 80):
        monkeypatch.setenv("COLUMNS", str(columns))
        assert max(map(len, rsense("help-now", "gb").out.splitlines())) <= columns
        said = rsense("predict", "I'll kill myself", "-p", "9", "--by", "tomorrow").err
        assert max(map(len, said.partition("\n\n")[2].splitlines())) <= columns


PLAN = "When I notice the first sign, I'll ring at my neighbour's door."


def test_the_newest_safety_plan_stands_below_the_emergency_number(rsense: Shell) -> None:
    rsense("keep", "people", "Jo, 555 12")
    rsense.add(Keepsake("old", AT.replace(year=2020), "safety", "An older plan."))
    rsense("keep", "safety", PLAN)
    for command in ("help-now", "plan-b"):
        out = rsense(command).out
        at = [out.index(words) for words in (EMERGENCY, "My safety plan:", PLAN[:40], "- Jo: 555")]
        assert at == sorted(at)
        assert "An older plan." not in out


def test_plan_b_says_how_to_make_a_plan_and_shows_people_all_the_same(rsense: Shell) -> None:
    ran = rsense("plan-b")
    assert ran.code == 0
    assert "rsense run my-safety-plan" in ran.out
    assert EMERGENCY in ran.out
    assert "My safety plan" not in rsense("help-now").out


def test_a_plan_is_shown_only_where_help_is_asked_for(rsense: Shell) -> None:
    rsense("keep", "safety", PLAN)
    context = open_context()
    assert people_to_call(context, None).plan == PLAN
    assert people_to_call(context).plan == ""


def test_a_plan_without_end_or_with_control_characters_hides_no_number(rsense: Shell) -> None:
    rsense.add(Keepsake("long", AT, "safety", "\x1b[2Jtalk to someone " * 900))
    out = rsense("plan-b").out
    assert "\x1b" not in out
    assert len(out) < LONGEST_PLAN + 1500


def test_plan_b_never_says_that_there_is_no_plan_where_it_could_not_look(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    rsense("keep", "safety", PLAN)
    monkeypatch.setattr("rsense.services.help_now.PATIENCE", -1)
    monkeypatch.setattr("rsense.services.help_now._cut", lambda _: "")
    said = rsense("plan-b").said
    assert "no safety plan" not in said
    assert "rsense kept safety" in said
