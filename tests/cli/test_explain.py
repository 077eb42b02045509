"""`explain` says what a code means, and `check` gives codes to people and programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rsense.services.authoring.problem_pages import problem_pages
from tests.cli.shell import Shell

BROKEN = 'format = 1\ntitle = "x"\nstage = "settle"\n[[step]]\nkind = "say"\ntext = "x"\nodd = 1\n'


@pytest.mark.parametrize("code", ["RS014", "rs14", "14", "rs014"])
def test_a_code_is_explained_however_it_is_written(rsense: Shell, code: str) -> None:
    ran = rsense("explain", code)
    assert ran.out.startswith("RS014: a key that doesn't belong here\n")
    assert "    at_most = 3\n" in ran.out
    assert "To mend it: " in ran.out


def test_without_a_code_all_are_listed(rsense: Shell) -> None:
    assert len(rsense("explain").out.splitlines()) == len(problem_pages())


@pytest.mark.parametrize("code", ["RS999", "", "x\x1b[1m", "RS" * 5000])
def test_a_code_that_there_isnt_is_told_in_words(rsense: Shell, code: str) -> None:
    ran = rsense("explain", code)
    assert (ran.code, ran.out, "\x1b" in ran.err) == (2, "", False)
    assert "lists those there are" in ran.err


def test_check_ends_with_where_to_read_on(rsense: Shell) -> None:
    ran = rsense("check", rsense.script("mine", BROKEN))
    assert ran.out.endswith(" [RS014]\n")
    assert "“rsense explain RS014” says more" in ran.err


def test_check_gives_programs_a_line_of_json_each(rsense: Shell) -> None:
    path = rsense.script("mine", BROKEN)
    (line,) = rsense("check", path, "--format", "json").out.splitlines()
    found = json.loads(line)
    assert found | {"advice": ""} == {
        "level": "problem",
        "code": "RS014",
        "file": path,
        "line": 7,
        "column": 1,
        "step": "step 1",
        "what": '"odd" is not a key of say',
        "advice": "",
    }


def test_check_writes_annotations_for_github_whatever_stands_in_the_file(rsense: Shell) -> None:
    path = rsense.script("mine", BROKEN.replace("odd", '"a,b:%0A::c"'))
    (line,) = rsense("check", path, "--format", "github").out.splitlines()
    command, _, words = line.removeprefix("::").partition("::")
    assert command == f"error file={path},line=7,col=1,title=RS014"
    assert '"a,b:%250A::c" is not a key' in words
    comma = str(rsense.home / "exercises" / "a,b.toml")
    Path(comma).write_text(BROKEN)
    assert "a%2Cb.toml,line" in rsense("check", comma, "--format", "github").out


def test_what_is_only_remarked_is_no_error(rsense: Shell) -> None:
    themes = rsense.home / "themes"
    themes.mkdir(parents=True, mode=0o700)
    (themes / "faint.toml").write_text('dim = "#333333"\n')
    ran = rsense("check", "--format", "json")
    assert (ran.code, [json.loads(one)["code"] for one in ran.out.splitlines()]) == (0, ["RS098"])
    assert "[RS098]" in rsense("check").err
