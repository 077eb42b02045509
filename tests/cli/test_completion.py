"""What the shell completes: quietly, whatever is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from rsense.cli.completion import exercise_names, record_ids, shelf_names
from rsense.core.records import Keepsake, Trigger
from rsense.core.shelves import SHELVES
from tests.cli.shell import Shell
from tests.plain.lines import foreign

AT = datetime(2026, 11, 22, 10, 52, 8, tzinfo=UTC)
COMPLETERS: list[Callable[[str], Iterable[Any]]] = [exercise_names, record_ids, shelf_names]


def offered(completer: Callable[[str], Iterable[Any]], begun: str) -> list[str]:
    return [pair[0] for pair in completer(begun)]


def test_an_exercise_is_completed_by_its_name(rsense: Shell) -> None:
    rsense.script("mindful-own")
    assert offered(exercise_names, "mind") == ["mindful-own", "mindful-pause"]


def test_a_shelf_is_completed_by_its_name(rsense: Shell) -> None:
    assert offered(shelf_names, "ev") == ["evidence"]
    assert offered(shelf_names, "") == list(SHELVES)


def test_a_trigger_is_completed_by_its_id_with_its_words(rsense: Shell) -> None:
    rsense.add(Trigger(id="abcd234567", at=AT, what="Sam\nleft."))
    rsense.add(Keepsake(id="abxy234567", at=AT, shelf="people", text="Jo"))
    assert list(record_ids("ab")) == [("abcd234567", "Sam left.")]


def test_what_is_offered_does_nothing_to_the_terminal(rsense: Shell) -> None:
    rsense.add(Trigger(id="abcd234567", at=AT, what="a\x1b]0;x\x07\x9bb"))
    assert not foreign(words for pair in record_ids("ab") for words in pair)


@pytest.mark.parametrize("completer", COMPLETERS)
def test_an_empty_home_is_completed_quietly(
    rsense: Shell, completer: Callable[[str], Iterable[Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    list(completer(""))
    assert capsys.readouterr() == ("", "")
    assert not rsense.home.exists()


@pytest.mark.parametrize("completer", COMPLETERS)
@pytest.mark.parametrize("broken", ["exercises", "records", "."])
def test_a_broken_home_is_completed_quietly(
    rsense: Shell,
    completer: Callable[[str], Iterable[Any]],
    broken: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = rsense.home / broken
    path.parent.mkdir(exist_ok=True)
    path.write_text("a file")
    list(completer(""))
    assert capsys.readouterr() == ("", "")
