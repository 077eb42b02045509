"""What is looked for is found however it is spelled, wherever one can look."""

from __future__ import annotations

import asyncio
import json
import unicodedata
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.cli.completion import values
from rsense.ports import Services
from rsense.store.records.codec import encode
from rsense.store.records.query import RecordQuery
from rsense.tui.command_palette import Action, CommandProvider
from tests.cli.shell import HEAD, Shell
from tests.nobody import nobody_to_call
from tests.store.made import TRIGGER, WORDS
from tests.tui.stage import stage

PAIRS = [
    ("He didn’t call", "didn't"),
    ("He didn't call", "didn’t"),
    ("He didn`t call", "DIDN´T"),
    ("at the cafe\u0301", "café"),
    ("at the café", "CAFE\u0301"),
    ("mum‑in–law came", "mum-in-law"),
    ("１０ messages", "10"),
    ("un\u00adread", "unread"),
    ("said “nothing”", '"nothing"'),
    ("a\u00a0cool\u202ftone", "a cool tone"),
]


@pytest.mark.parametrize(("said", "sought"), PAIRS)
def test_history_finds_it(rsense: Shell, said: str, sought: str) -> None:
    tag, who = said.replace(" ", "_"), said.split(maxsplit=1)[0]
    rsense("log", "-t", tag, "-w", who, "--", said)
    rsense("log", "something else")
    for asked in (
        ["--search", sought],
        ["--tag", sought if sought == said else tag.upper()],
        ["--who", who.upper()],
    ):
        ran = rsense("history", "--json", *asked)
        assert ran.out.count("\n") == 1, (asked, ran.out)


@pytest.mark.parametrize(("said", "sought"), PAIRS)
def test_exercises_finds_it(rsense: Shell, said: str, sought: str) -> None:
    rsense.script("mine", HEAD.replace("A test", said.replace('"', "”")) + ASK)
    assert "mine" in rsense("exercises", sought).out


ASK = '[[step]]\nid = "what"\nkind = "ask"\ntext = "What happened?"\n'


@pytest.mark.parametrize(("said", "sought"), PAIRS)
def test_the_screens_find_it(said: str, sought: str) -> None:
    async def chosen() -> object:
        ways = f"""[[step]]\nid = "way"\nkind = "choose"\ntext = "Which?"
        options = ["zz", {json.dumps(said, ensure_ascii=False)}]\n"""
        async with stage(ways) as here:
            await here.type(said.split(maxsplit=1)[0].upper())
            await here.press("enter")
            return here.kept.trail[0]

    if not said[0].isdecimal():  # which is the number of a row, full-width too
        assert asyncio.run(chosen()) == (said,)


def test_the_shell_completes_it(rsense: Shell) -> None:
    rsense("log", "x", "-w", "O’Brien", "-t", "mum‑in–law", "-e", "Café\u0301-sad")
    assert [word for word, _ in values.people("o'b")] == ["O’Brien"]
    assert [word for word, _ in values.tags_sought("MUM-in-l")] == ["mum‑in–law"]
    assert [word for word, _ in values.exercise_names("MINDFUL-P")] == ["mindful-pause"]
    assert [word for word, _ in values.stages("Settl")] == ["settle"]


def test_the_palette_finds_it() -> None:
    class Some(CommandProvider):
        app = SimpleNamespace(home_screen=None, services=Services(nobody_to_call))  # type: ignore[assignment]

        def __init__(self) -> None:
            pass

        def _actions(self) -> tuple[Action, ...]:
            return Action("Didn’t he call", "", "call"), Action("Other", "", "other")

    async def found() -> list[object]:
        return [hit.text async for hit in Some().search("DIDN'T")]

    assert asyncio.run(found()) == ["Didn’t he call"]


SPELLED = st.sampled_from(
    [
        str.upper,
        str.lower,
        str.title,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: unicodedata.normalize("NFC", text),
        lambda text: text.replace("'", "’"),
        lambda text: text.replace("’", "'"),
        lambda text: text.replace(" ", "\u00a0"),
    ]
)


@given(WORDS | st.text("aé'’`-–— \u0301ſß\u00adＡ“\""), SPELLED)
def test_no_file_with_a_fitting_record_is_passed_over(said: str, spell) -> None:  # type: ignore[no-untyped-def]
    document = TRIGGER | {"what": said, "who": said, "tags": [said]}
    for asked in (
        RecordQuery(words=spell(said)),
        RecordQuery(who=spell(said)),
        RecordQuery(tags=(said,)),
    ):
        if asked.matches(document):
            assert asked.may_match_bytes(encode(document))
    assert RecordQuery(words=unicodedata.normalize("NFD", said)).matches(document)
