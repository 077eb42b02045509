"""Who may import whom, and what importing may do: held by reading the source and by running it."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

import rsense
from tests.no_network import searched

PACKAGE = Path(rsense.__file__).parent
ROOT = PACKAGE.parent
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE = 300
FULLEST_FOLDER = 28
"""Modules of one folder, but for the commands, which are a file each."""


def called(path: Path) -> str:
    """A module by its dotted name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def under(part: str) -> list[Path]:
    return [path for path in FILES if called(path).split(".")[1:2] == [part]]


def offenders(wrong: Callable[[Path], object], paths: Sequence[Path] = FILES) -> dict[str, object]:
    """The modules of which something is wrong, each with what it is."""
    assert paths
    found = ((called(path), wrong(path)) for path in paths)
    return {name: what for name, what in found if what}


def test_every_file_is_short_enough_to_hold_in_mind() -> None:
    lengths = {called(path): len(path.read_text().splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_folder_holds_more_modules_than_one_reads_at_a_glance() -> None:
    counts = Counter(str(path.parent.relative_to(PACKAGE)) for path in FILES)
    del counts["cli/commands"]
    assert {folder: n for folder, n in counts.items() if n > FULLEST_FOLDER} == {}


def test_every_module_says_what_it_is_for() -> None:
    assert offenders(lambda path: not ast.get_docstring(ast.parse(path.read_text()))) == {}


def test_no_module_imports_a_private_name_of_another() -> None:
    private = [
        f"{called(path)}: {one.name}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rsense")
        for one in node.names
        if one.name.startswith("_")
    ]
    assert private == []


EXCEPTION = re.compile(r"# (?:noqa|type: ignore)\b.*")
REASON = re.compile(r"noqa: [A-Z0-9, ]+ - \S|\] # \S")
MOST_NOQA = 30


def test_rules_are_ignored_seldom_and_for_a_reason() -> None:
    found = [match for path in FILES for match in EXCEPTION.findall(path.read_text())]
    assert [one for one in found if not REASON.search(one)] == []
    assert sum("noqa" in one for one in found) <= MOST_NOQA


# The core is pure

SYSTEM = {"os", "pathlib", "time", "random", "io", "secrets", "shutil", "socket", "sys", "tempfile"}
IMPURE = SYSTEM | {"asyncio", "subprocess", "threading", "textual", "rich", "typer", "tomli_w"}
PRESENT = {"now", "today", "utcnow"}


def importable(path: Path) -> ast.Module:
    """A module but for what it does when it is run as a program (`python -m`)."""
    tree = ast.parse(path.read_text())
    tree.body = [
        node
        for node in tree.body
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'")
    ]
    return tree


def imported(tree: ast.AST) -> Iterator[str]:
    """The first names of all that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def callee(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def test_the_core_imports_nothing_that_looks_outside() -> None:
    assert offenders(lambda path: set(imported(importable(path))) & IMPURE, under("core")) == {}


def opened_or_asked(path: Path) -> list[int]:
    """The lines of a module that open a file or ask what time it is."""
    return [
        call.lineno
        for call in calls(importable(path))
        if callee(call) in (["open"] if isinstance(call.func, ast.Name) else PRESENT)
    ]


def test_the_core_opens_nothing_and_asks_no_clock() -> None:
    assert offenders(opened_or_asked, under("core")) == {}


def test_the_core_says_nothing() -> None:
    def says(path: Path) -> list[int]:
        tree = ast.parse(path.read_text())
        return [call.lineno for call in calls(tree) if callee(call) in ("print", "input")]

    assert offenders(says, under("core")) == {}


def test_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    if not lint.exists():
        pytest.skip("import-linter is not installed")
    ran = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout[-3000:]


# What is loaded

OURS = {"rsense"}
MSGSPEC = {"msgspec", "typing_extensions"}
RICH = {"rich", "pygments", "markdown_it", "mdurl"}
TYPER = RICH | {"typer", "click", "shellingham", "annotated_doc", "typing_extensions"}
READING = MSGSPEC | {"toml_rs"}
ALLOWED: dict[str, set[str]] = {
    **dict.fromkeys(("core", "insight", "plain", "session_runner"), READING),
    **dict.fromkeys(("store", "services"), READING | {"tomli_w"}),
    "cli": READING | TYPER | {"tomli_w"},
}
"""What a group of modules may bring along; Textual comes with the screens alone."""

LOADED = """
import importlib, json, sys
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def process(code: str, *words: str, cwd: Path = ROOT, **environ: str) -> str:
    """What a Python of its own prints, with this checkout before everything else."""
    ran = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": searched(ROOT), **environ},
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return ran.stdout


def third_party(loaded: set[str]) -> set[str]:
    """Of these modules those that come from other projects."""
    known = importlib.metadata.packages_distributions()
    return {name for name in loaded & set(known) if not name.startswith("_")} - OURS


@pytest.mark.parametrize("part", ALLOWED)
def test_a_part_loads_no_more_than_it_may(part: str) -> None:
    names = [called(path) for path in under(part)]
    assert names
    loaded = set(json.loads(process(LOADED, json.dumps(names))))
    assert third_party(loaded) - ALLOWED[part] == set()


COMMANDS = [
    [],
    ["--version"],
    ["--help"],
    ["log", "it", "-i", "3"],
    ["log", "--json", "it"],
    ["history"],
    ["history", "--json"],
    ["show", "last"],
    ["keep", "people", "Jo"],
    ["kept"],
    ["exercises"],
    ["exercises", "--json"],
    ["schema"],
    ["where"],
    ["help-now"],
    ["settings"],
    ["run", "mindful-pause", "--no-wait"],
    ["pause", "--plain"],
    ["breathe", "4-6", "--private"],
    ["now", "--no-wait"],
]
RUN_ALL = """
import io, json, sys
from rsense.cli.main import main
out, loaded = sys.stdout, {}
for words in json.loads(sys.argv[1]):
    sys.stdout = sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    sys.stdin = io.TextIOWrapper(io.BytesIO(b""), encoding="utf-8")
    code = main(words)
    heavy = sorted({"textual", "pydantic"} & set(sys.modules))
    if code or heavy:
        loaded[" ".join(words)] = [code, heavy]
sys.stdout = out
print(json.dumps(loaded))
"""


def test_no_command_in_lines_loads_the_screens(tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    assert json.loads(process(RUN_ALL, json.dumps(COMMANDS), RSENSE_HOME=home)) == {}


IMPORT_ALL = """
import importlib, json, os, sys
touched = []
def watch(event, details):
    if event == "open" and details[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        touched.append(str(details[0]))
    elif event in ("os.mkdir", "os.remove", "os.rename", "socket.connect", "subprocess.Popen"):
        touched.append(f"{event} {details}")
sys.addaudithook(watch)
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
print(json.dumps(touched))
"""


def test_importing_touches_nothing(tmp_path: Path) -> None:
    names = [called(path) for path in FILES]
    touched = process(
        IMPORT_ALL,
        json.dumps(names),
        cwd=tmp_path,
        PYTHONDONTWRITEBYTECODE="1",
        HOME=str(tmp_path),
        RSENSE_HOME=str(tmp_path / "home"),
    )
    assert json.loads(touched) == []
    assert list(tmp_path.iterdir()) == []


LATER = {
    "rsense.tui.app": {
        "rsense.core.message_lint",
        "rsense.tui.screens.example",
        "rsense.tui.widgets.people_list",
        "rsense.tui.widgets.text_field",
        "rsense.tui.views.pace",
    },
    "rsense.services.exercise.flow": {
        "rsense.services.corrections",
        "rsense.services.plan_reminder",
        "rsense.store.helplines",
    },
    "rsense.cli.commands.log": {"rsense.store.helplines", "rsense.insight", "toml_rs"},
    "rsense.services.text_input": {"encodings.cp1252"},
    "rsense.cli.commands.exercises": {"rsense.core.synonyms"},
}
"""Modules, and what is imported when it is needed: each is time before the first frame, or before
a log is saved, or a list is printed."""


def test_what_is_needed_later_is_imported_later() -> None:
    code = "import importlib, json, sys; importlib.import_module(sys.argv[1]); "
    code += "print(json.dumps(list(sys.modules)))"
    early = {name: later & set(json.loads(process(code, name))) for name, later in LATER.items()}
    assert {name: found for name, found in early.items() if found} == {}
