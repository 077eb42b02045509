"""`tags`: counted, and those that may be one pointed out."""

from __future__ import annotations

from datetime import datetime

import pytest

from rsense.cli.commands.tags import alike
from rsense.core.records import Keepsake, Trigger
from tests.cli.shell import Shell

NOW = datetime.now().astimezone().replace(microsecond=0)


def tagged(shell: Shell, *tags: str) -> None:
    for number, tag in enumerate(tags):
        shell.add(Trigger(id=f"tag{number:07}", at=NOW, what="x", tags=tuple(tag.split("+"))))


def test_the_tags_used_most_come_first(rsense: Shell) -> None:
    tagged(rsense, "work", "night+work", "late")
    assert rsense("tags").out.splitlines() == ["2  work", "1  late", "1  night"]


def test_tags_are_told_to_programs_a_line_each(rsense: Shell) -> None:
    tagged(rsense, "work")
    assert rsense("tags", "--json").out == '{"tag": "work", "count": 1}\n'


def test_tags_that_look_alike_are_pointed_out(rsense: Shell) -> None:
    tagged(rsense, "texting", "texts", "work")
    ran = rsense("tags")
    assert (ran.code, ran.err) == (0, "These look alike: “texting” and “texts”.\n")


def test_no_tags_say_how_to_give_one(rsense: Shell) -> None:
    rsense.add(Keepsake(id="card234567", at=NOW, shelf="people", text="tags"))
    ran = rsense("tags")
    assert (ran.code, ran.out, ran.err[:12]) == (0, "", "No tags yet.")


ALIKE = [("Work", "work"), ("partner", "partners"), ("texting", "text"), ("café", "CAFÉ")]
APART = [("work", "home"), ("mum", "gym"), ("late", "night"), ("a", "b")]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_slips_are_alike(one: str, other: str) -> None:
    assert list(alike({one: 1, other: 1})) == [(one, other)]


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_are_not(one: str, other: str) -> None:
    assert list(alike({one: 1, other: 1})) == []


def test_what_a_terminal_obeys_is_shown_and_not_sent(rsense: Shell) -> None:
    tagged(rsense, "\x1b[2J")
    assert "\x1b" not in rsense("tags").out
