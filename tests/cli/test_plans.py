"""`rsense test`: plans of scripts, what no run reaches, and transcripts that were accepted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from rsense.core.script.parse import parse
from rsense.core.walker.branches import branches_of
from rsense.core.walker.cover import Cover
from rsense.services.authoring.plans import planned_scripts, run_plan
from rsense.services.context import AppContext
from rsense.store.library import PLAN, Library
from tests.cli.shell import HEAD, Shell
from tests.core.scripts import EVERY_KIND, SOURCES
from tests.each import of_each
from tests.shipped import LIBRARY

SCRIPT = (
    HEAD
    + """
[[step]]
id = "now"
kind = "rate"
text = "How strong is it?"

[[step]]
id = "anchor"
kind = "choose"
text = "What helps?"
options = ["breath", { value = "feet", label = "my feet", go = "last" }]

[[step]]
id = "breath"
kind = "breathe"
when = "now >= 7"
text = "Slowly."
pattern = "4-6"

[[step]]
kind = "jump"
to = "anchor"
when = "breath"
at_most = 1

[[step]]
id = "last"
kind = "ask"
text = "You began at {now|}. What now?"
"""
)
RUN = 'format = 1\n[[run]]\nname = "one"\n'
CONTEXT = AppContext("nowhere", LIBRARY, settings_folder="nowhere")
NAMES = (*LIBRARY.paths, *LIBRARY.form_paths)


@pytest.fixture
def there(rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    folder = tmp_path / "scripts"
    folder.mkdir()
    monkeypatch.chdir(folder)
    Path("mine.toml").write_text(SCRIPT)
    return rsense


def planned(run: str) -> None:
    Path(f"mine{PLAN}").write_text(RUN + run)


# The shipped ones


@pytest.mark.slow
@of_each(NAMES)
def test_a_shipped_script_goes_as_its_plan_says_and_no_branch_lacks_a_run(name: str) -> None:
    (one,) = planned_scripts(CONTEXT, [name])
    found = run_plan(one)
    assert found.runs
    assert (found.faults, found.missed, found.unfinished) == ((), (), ""), f"see rsense test {name}"


def test_every_plan_belongs_to_a_script() -> None:
    plans = {path.name.removesuffix(PLAN) for path in Path(LIBRARY.shipped).rglob(f"*{PLAN}")}
    assert plans == {name.rpartition("/")[2] for name in NAMES}


def test_no_plan_is_taken_for_a_script() -> None:
    assert [name for name in NAMES if "plan" in name.split(".")[1:]] == []


# What a plan says


WRONG = {
    "given = { sure = 3 }\n[run.answers]\nanchor = 'feet'": "the script isn't given sure",
    "[run.answers]\nanchor = 'breath'\nnowhere = 3": "it never asks nowhere",
    "[run.answers]\nnow = 3": "anchor: the run needs an answer here",
    "[run.answers]\nanchor = 'hands'": "anchor: Not on the list: hands",
    "[run.answers]\nanchor = 'feet'\nnow = 11": "now: The scale goes from 0 to 10.",
    "see = ['calm']\n[run.answers]\nanchor = 'feet'": "it didn't show “calm”",
    "unseen = ['What now']\n[run.answers]\nanchor = 'feet'": "it showed “What now”",
    "end = 'Bye'\n[run.answers]\nanchor = 'feet'": "it ended with “What now?”",
    "record = { answers = { now = '4' } }\n[run.answers]\nanchor = 'feet'\nnow = 3": (
        'record.answers.now is "3", not "4"'
    ),
}


@pytest.mark.parametrize("run", WRONG)
def test_a_run_that_goes_otherwise_is_named_with_its_line(there: Shell, run: str) -> None:
    planned(run)
    ran = there("test", "mine.toml")
    assert (ran.code, ran.err) == (1, "1 of 1 didn't go as planned.\n")
    line = 3 if run.startswith("given") else 3 + len(run.split("\n"))  # of the name, or the answer
    if run.startswith(("see", "unseen", "end", "record")):
        line = 4
    assert f"mine{PLAN}:{line}: “one”: {WRONG[run]}" in ran.out
    assert "change the plan on the line named." in ran.out


def test_a_run_goes_as_planned_and_its_words_are_never_read_again(there: Shell) -> None:
    planned(
        "see = ['You began at 8.', 'my feet']\nunseen = ['{']\nend = 'What now?'\n"
        "record = { answers = { last = '“So?” {now}', breath = 'to the end' } }\n"
        "[run.answers]\nnow = 8\nanchor = 'breath'\n'anchor 2' = 'MY FEET'\nlast = '  “So?” {now}'"
    )
    ran = there("test", "mine.toml")
    assert (ran.code, ran.out.split(",")[0]) == (0, "mine: 1 run as planned")


def test_a_plan_sees_the_caution_before_a_script_and_the_key_of_help(there: Shell) -> None:
    caution = 'caution = "Not while driving. {help_key} shows people."\n'
    Path("mine.toml").write_text(HEAD + caution + SCRIPT.removeprefix(HEAD))
    planned("see = ['Not while driving. F1 shows people.']\n[run.answers]\nanchor = 'feet'\n")
    assert there("test", "mine.toml").code == 0


def test_what_no_run_reaches_is_listed_with_its_line(there: Shell) -> None:
    planned("[run.answers]\nnow = 8\nanchor = 'breath'\nbreath = false")
    ran = there("test", "mine.toml")
    line = SCRIPT.split("\n").index('id = "breath"')
    assert ran.code == 0
    assert f"  line {line}, breath: to the end\n" in ran.out
    for missed in (
        "anchor: option feet",
        "breath: passed by",
        "step 4 (jump): taken",
        "now: skipped",
    ):
        assert f", {missed}\n" in ran.out
    assert "option breath\n" not in ran.out


def test_runs_are_written_for_all_that_is_missing_and_the_others_stay(there: Shell) -> None:
    own = "# mine\n[run.answers]\nanchor = 'feet'\n"
    planned(own)
    assert there("test", "mine.toml", "--write").code == 0
    assert Path(f"mine{PLAN}").read_text().startswith(RUN + own)
    found = json.loads(there("test", "mine.toml", "--format", "json").out)
    assert (found["missed"], found["faults"], found["exercise"]) == ([], [], "mine")
    written = Path(f"mine{PLAN}").read_bytes()
    there("test", "mine.toml", "--write")
    assert Path(f"mine{PLAN}").read_bytes() == written


def test_runs_are_written_beside_one_that_goes_otherwise(there: Shell) -> None:
    planned("")
    ran = there("test", "mine.toml", "--write")
    assert (ran.code, "runs added" in ran.err, "\n  line" in ran.out) == (1, True, False)


def test_runs_are_written_into_an_empty_plan(there: Shell) -> None:
    Path(f"mine{PLAN}").touch()
    assert there("test", "mine.toml", "--write").code == 0


def test_every_kind_of_step_gets_runs(there: Shell) -> None:
    there.script("inner", SOURCES["inner"])
    Path("mine.toml").write_text(HEAD + EVERY_KIND)
    ran = there("test", "mine.toml", "--write")
    assert (ran.code, "\n  line" in ran.out) == (0, False)


def test_few_ways_take_every_branch() -> None:
    script = parse("mine", SCRIPT)
    cover = Cover(script)
    ways = [*cover.ways(cover.branches)]
    assert frozenset().union(*map(branches_of, ways)) == cover.branches
    assert len(ways) <= 4


def test_a_transcript_that_was_accepted_is_compared_with(there: Shell) -> None:
    planned("[run.answers]\nnow = 3\nanchor = 'feet'")
    assert there("test", "mine.toml", "--accept").code == 0
    assert there("test", "mine.toml").code == 0
    Path("mine.toml").write_text(SCRIPT.replace("What now?", "And now?"))
    ran = there("test", "mine.toml")
    assert ran.code == 1
    assert "-You began at 3. What now?\n+You began at 3. And now?\n" in ran.out
    assert there("test", "mine.toml", "--accept").code == 0
    assert there("test", "mine.toml").code == 0


def test_a_transcript_is_kept_only_of_runs_that_go_as_planned(there: Shell) -> None:
    planned("end = 'Bye'\n[run.answers]\nanchor = 'feet'")
    ran = there("test", "mine.toml", "--accept")
    assert (ran.code, "Not kept" in ran.err, os.path.exists("mine.plan.txt")) == (1, True, False)


# People to call


MEASURED = (
    HEAD
    + """
next = ["paced-breathing", "rethink-the-rejection"]
[measure.distress]
before = "now"
after = "later"
[[step]]
id = "now"
kind = "rate"
text = "How strong is it?"
[[step]]
id = "later"
kind = "rate"
text = "And now?"
"""
)
NOW = "[run.answers]\nnow = 9\n"
SOFTER = """see = ['in danger', '0800 111 0 111']
end = "That's still a lot."
country = 'DE'
record = { people = true, next = ['paced-breathing'] }
"""


def measured(there: Shell, run: str = "") -> None:
    Path("mine.toml").write_text(MEASURED)
    if run:
        planned(run)


def test_a_plan_sees_the_people_that_the_ending_shows(there: Shell) -> None:
    for second in ("", "later = 9\n", "later = 8\n"):
        measured(there, SOFTER + NOW + second)
        assert there("test", "mine.toml").code == 0, second
    said = there("run", "mine.toml", "--no-wait", stdin="9\n:skip\n").said
    assert "That's still a lot." in said, "what the plan says of it is what a person gets"
    for calm in ("later = 7\n", "later = 0\n"):
        measured(there, "record = { people = false }\nend = 'And now?'\n" + NOW + calm)
        assert there("test", "mine.toml").code == 0, calm


def test_a_plan_sees_what_stands_on_a_page_with_people(there: Shell) -> None:
    Path("mine.toml").write_text(
        HEAD + '[[step]]\nid = "call"\nkind = "people"\ntext = "These."\nlines = "crisis"\n'
    )
    planned("see = ['0800 111 0 111']\nend = \"If you're in danger\"\ncountry = 'DE'")
    assert there("test", "mine.toml").code == 0
    planned("unseen = ['0800 111 0 111']\nsee = ['findahelpline.com']")
    assert there("test", "mine.toml").code == 0
    planned("country = 'Nowhere'")
    assert "no country “Nowhere”" in there("test", "mine.toml").out


def test_runs_are_written_for_who_stays_at_an_8_and_for_who_then_says_nothing(there: Shell) -> None:
    measured(there)
    ran = there("test", "mine.toml", "--write")
    assert ran.code == 0
    for name in ("later: still 8 or more", "later: skipped after 8 or more"):
        assert f"## {name}" in ran.out
        assert f'name = "{name}' in Path(f"mine{PLAN}").read_text()
    assert "That's still a lot. You don't have to carry it alone." in ran.out
    assert "\n> 10\n" in ran.out


def test_the_numbers_of_a_persons_own_country_change_no_plan(there: Shell) -> None:
    measured(there, "unseen = ['0800 111 0 111']\nrecord = { people = true }\n" + NOW)
    assert there("settings", "country", "DE").code == 0
    assert there("test", "mine.toml").code == 0


def test_the_language_of_a_person_changes_no_plan(
    there: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(
        there.script("inner", HEAD + '[[step]]\nid = "it"\nkind = "say"\ntext = "Hello."\n')
    )
    path.with_suffix(".de.toml").write_text(
        'format = 1\ntitle = "Hier"\n[step.it]\ntext = "Hallo."\n'
    )
    Path("mine.toml").write_text(
        HEAD + '[[step]]\nid = "first"\nkind = "include"\nexercise = "inner"\n'
    )
    planned("end = 'Hello.'\n")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert "Hallo." in there("run", "mine.toml", "--no-wait").out
    assert there("test", "mine.toml").code == 0


def test_a_broken_script_without_a_plan_stops_no_other_plan(there: Shell) -> None:
    there("test", "mine.toml", "--write")
    Path("broken.toml").write_text("format = 1\n")
    context = AppContext("nowhere", Library(os.getcwd()))
    assert [one.script.id for one in planned_scripts(context, ())] == ["mine"]


def test_a_plan_may_lie_in_a_folder_of_plans(there: Shell) -> None:
    os.mkdir("plans")
    there("test", "mine.toml", "--write")
    assert os.listdir("plans") == [f"mine{PLAN}"]
    assert there("test", f"mine{PLAN}").code == 0


def test_a_plan_of_ones_own_is_no_misnamed_script(rsense: Shell) -> None:
    rsense.script("mine", SCRIPT)
    assert rsense("test", "mine", "--write").code == 0
    assert rsense("check").code == 0
    assert "plan" not in rsense("exercises", "mine").out


REFUSED = {
    "format = 2": 'line 1, format: "2" cannot stand here',
    "format = 1\n[[run]]\nnam = 3": 'line 3: "nam" is not a key here; did you mean "name"?',
    "format = 1\n[[run]": "not valid TOML: a bracket isn't closed",
}


@pytest.mark.parametrize("plan", REFUSED)
def test_a_broken_plan_is_refused_in_words(there: Shell, plan: str) -> None:
    Path(f"mine{PLAN}").write_text(plan)
    ran = there("test", "mine.toml")
    assert (ran.code, ran.out) == (3, "")
    assert REFUSED[plan] in ran.err


def test_a_script_without_a_plan_says_how_to_get_one(there: Shell) -> None:
    ran = there("test", "mine.toml")
    assert (ran.code, ran.err) == (1, "mine has no plan. --write writes one to begin with.\n")
