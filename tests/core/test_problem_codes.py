"""Every problem has a code, every code a page, and every page an example that raises it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

import rsense
from rsense.core.script.diagnostics import Problem
from rsense.services.authoring.find_pack import opened
from rsense.services.authoring.packs import looked_through
from rsense.services.authoring.problem_pages import ProblemPage, problem_pages
from rsense.services.authoring.simulation import simulation_of
from rsense.services.context import open_context
from rsense.services.script_check import all_problems, own_problems, script_problems
from rsense.store.library import Library, shipped_folder
from rsense.store.packs.installed import MANIFEST
from rsense.store.theme_files import check_themes
from tests.core.scripts import HEAD

CODE = re.compile(r'"(RS\d{3})"')
PAGES = problem_pages()
WALKED = {code for code in PAGES if "RS100" < code < "RS110"}
"""Found by `simulate`."""
SAY = '[[step]]\nkind = "say"\ntext = "x"\n'


def raised(page: ProblemPage, home: Path, *, walk: bool) -> Sequence[Problem | str]:
    """What `check`, `simulate` and `pack check` say of the example of a page."""
    path = home / page.file
    path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    body = re.sub(r"\((.) × (\d+)\)", lambda found: found[1] * int(found[2]), page.example)
    bare = path.parent.name == "exercises" and not body.startswith("format")
    path.write_text(HEAD + body if bare else body)
    for n in range(1, page.chain + 1):
        inner = f'[[step]]\nid = "it"\nkind = "include"\nexercise = "inner-{n + 1}"\n'
        last = SAY + ("" if n > 1 else "odd = 1\n")
        text = HEAD + (inner if n < page.chain else last)
        (path.parent / f"inner-{n}.toml").write_text(text)
    if path.name == MANIFEST:
        return looked_through(*opened(str(path.parent)))[1]
    if path.parent.name == "installation":
        return [*all_problems(Library(str(path.parent)))]
    if walk:
        context = open_context({"RSENSE_HOME": str(home)})
        return [found.problem for found in simulation_of(context, str(path)).problems]
    library = Library(shipped_folder(), str(home / "exercises"), [], str(home / "vocabulary"))
    if bare and (found := script_problems(str(path), library)):
        return found
    return [*own_problems(library), *check_themes(str(home / "themes"))]


def codes(problems: Sequence[Problem | str]) -> set[str]:
    """Their codes, and those of an included script, which stand in the words."""
    return {code for one in problems for code in re.findall(r"\[(RS\d{3})\]", str(one))}


def test_every_code_in_the_source_has_a_page_and_every_page_a_place_in_the_source() -> None:
    sources = Path(rsense.__file__).parent.rglob("*.py")
    assert {code for path in sources for code in CODE.findall(path.read_text())} == set(PAGES)


@pytest.mark.parametrize("code", PAGES)
def test_a_pages_example_raises_its_code(code: str, tmp_path: Path) -> None:
    assert code in codes(raised(PAGES[code], tmp_path, walk=code in WALKED))


@pytest.mark.slow
def test_an_example_has_no_other_problem(tmp_path: Path) -> None:
    beside = {"RS009": {"RS036"}, "RS033": {"RS035"}, "RS035": {"RS014"}, "RS066": {"RS068"}}
    faults = {}
    for code, page in PAGES.items():
        found = codes(raised(page, tmp_path / code, walk=code in WALKED))
        if others := found - {code} - beside.get(code, set()):
            faults[code] = others
    assert faults == {}


def test_the_pages_are_written_in_sentences() -> None:
    for code, page in PAGES.items():
        for text in (page.cause, page.mend):
            assert text.endswith((".", '"')), code
            assert not text.startswith(" "), code
        assert len(page.title) < 72, code
        assert not page.title.endswith("."), code
