"""What the documents show can be done."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

from rsense.cli.registry import COMMANDS, loaded
from rsense.core.engine.plan import Plan, faults, play
from rsense.core.programmes import Programme
from rsense.core.script.parse import parse
from rsense.core.steps import KINDS
from rsense.core.vocabulary import Vocabulary
from rsense.services.authoring.plans import PlannedScript
from rsense.store.files.safe_read import parse_as
from rsense.store.helplines import Helplines
from rsense.store.library import Library, shipped_folder
from rsense.store.packs.read import Manifest
from rsense.store.records.codec import validated_record
from tests.each import of_each
from tests.faults.__main__ import CAMPAIGNS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
GUIDE = (ROOT / "exercises" / "README.md").read_text()
CHANGELOG = (ROOT / "CHANGELOG.md").read_text()
LIBRARY = Library(shipped_folder())

HEAD = 'format = 1\ntitle = "A test"\nstage = "settle"\n'


def code(text: str) -> list[str]:
    """Every line of code that a document shows, in blocks and in running text."""
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [line.strip() for block in blocks for line in block.splitlines()] + spans


def shown(text: str) -> list[str]:
    """Every call of rsense that a document shows, from the word rsense on, to a pipe."""
    calls = (re.search(r"(?:^|[\s/])(rsense(?: .*)?)$", line) for line in code(text))
    return sorted({call[1].partition(" | ")[0] for call in calls if call})


COMMAND_LINES = [call for text in (README, GUIDE, CHANGELOG) for call in shown(text)]
of_every_call = of_each(sorted(set(COMMAND_LINES)))


def test_the_documents_show_commands() -> None:
    assert len(COMMAND_LINES) > 10


@of_every_call
def test_a_command_that_is_shown_exists(call: str) -> None:
    words = shlex.split(call)[1:]
    named = words[0] if words and not words[0].startswith("-") else None
    assert named is None or named in COMMANDS


@of_every_call
def test_an_option_that_is_shown_exists(call: str) -> None:
    words = shlex.split(call)[1:]
    if not words or words[0] not in COMMANDS:
        return
    known = {name for parameter in loaded(words[0]).params for name in parameter.opts}
    before_dashes = words[: words.index("--")] if "--" in words else words
    options = [w for w in before_dashes if w.startswith("-") and len(w) > 1 and " " not in w]
    assert [option for option in options if option not in known] == []


def test_every_command_is_shown_somewhere() -> None:
    named = {shlex.split(call)[1] for call in COMMAND_LINES if " " in call}
    assert set(COMMANDS) - named == set()


@of_each(re.findall(r"\]\((?!https?:)([^)#]+)", README + GUIDE))
def test_a_link_leads_to_a_file(target: str) -> None:
    assert (ROOT / target).exists() or (ROOT / "exercises" / target).exists()


@of_each(["rsense/README.md", "tests/faults/README.md"])
def test_paths_in_a_map_exist(document: str) -> None:
    folder = (ROOT / document).parent
    paths = re.findall(r"`([a-z_]+/[\w/.]*)`", (ROOT / document).read_text())
    assert len(paths) > 5
    assert [p for p in paths if not ((ROOT / p).exists() or (folder / p).exists())] == []


def test_campaigns_are_all_in_the_table_of_promises() -> None:
    table = (ROOT / "tests/faults/README.md").read_text()
    named = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert sorted(named) == sorted(CAMPAIGNS)


def test_the_record_that_is_shown_is_one() -> None:
    (block,) = (b for b in re.findall(r"```toml\n(.*?)```", README, re.DOTALL) if "kind" in b)
    assert validated_record(tomllib.loads(block), "README.md")


# The authors' guide

EXAMPLES = [b for b in re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL) if "[[step]]" in b]


def whole(example: str) -> str:
    """An example as a script: under a head if it has none, behind what it leans on."""
    return example if "title =" in example else HEAD + example


@of_each(EXAMPLES)
def test_an_example_passes(example: str) -> None:
    parse("example", whole(example), LIBRARY.sources, LIBRARY.vocabularies)


SMALL_FILES: dict[str, type[Any]] = {
    "licence =": Manifest,
    "[[line]]": Helplines,
    "[[family]]": Vocabulary,
    "[[sitting]]": Programme,
    "[[run]]": Plan,
}


@of_each(SMALL_FILES)
def test_every_small_file_has_an_example_that_is_one(mark: str) -> None:
    (example,) = (b for b in re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL) if mark in b)
    assert parse_as(example, mark, SMALL_FILES[mark])


def test_the_plan_in_the_guide_goes_as_it_says() -> None:
    (example,) = (e for e in EXAMPLES if "[trigger]" in e and "title =" in e)
    (block,) = (b for b in re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL) if "[[run]]" in b)
    plan, script = parse_as(block, "plan", Plan), parse("example", example, LIBRARY.sources)
    around = PlannedScript(script, "", "", LIBRARY).around("DE")
    for run in plan.run:
        assert [*faults(run, play(script, run), around)] == []


@of_each(KINDS)
def test_every_kind_has_an_example(kind: str) -> None:
    shown = (step["kind"] for e in EXAMPLES for step in tomllib.loads(e)["step"])
    assert kind in set(shown)


@of_each(KINDS)
def test_every_key_of_a_kind_is_named(kind: str) -> None:
    named = set(re.findall(r"\w+", " ".join(code(GUIDE) + EXAMPLES)))
    assert [key for key in KINDS[kind].__struct_fields__ if key not in named] == []
