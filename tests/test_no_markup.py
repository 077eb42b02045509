"""Text is data, never markup: no screen hands on a bare string where markup is read."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.test_architecture import callee, calls, offenders, under

SCREENS = under("tui")
TAKE_MARKUP = {
    "Static",
    "Label",
    "Button",
    "Option",
    "Checkbox",
    "RadioButton",
    "Selection",
    "Collapsible",
    "Hanging",
    "update",
    "notify",
    "add_option",
    "add_row",
}
MAKE_CONTENT = {"words", "joined", "Content", "assemble", "join", "styled"}
CORE_OPTION = "rsense.core.prompts"


def _is_content(node: ast.expr | None, made: dict[str, list[ast.expr]], depth: int = 0) -> bool:
    """Whether an expression is surely no bare string: made by one of the makers of content."""
    match node:
        case None | ast.Constant(value="") | ast.Starred():
            return True
        case ast.Call():
            return callee(node) in MAKE_CONTENT or f"{callee(node)}()" in made
        case ast.IfExp(body=body, orelse=orelse):
            return _is_content(body, made, depth) and _is_content(orelse, made, depth)
        case ast.Name(id=name) if depth < 3 and name in made:
            return all(_is_content(value, made, depth + 1) for value in made[name])
        case _:
            return False


def made_in(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """All that is assigned to each name in a module, and what is said to be Content.

    That is parameters, and functions (`name()`) by what they return: the types are checked.
    """
    made: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                made.setdefault(name, []).append(value)
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                for target, value in zip(names, values):
                    if isinstance(target, ast.Name):
                        made.setdefault(target.id, []).append(value)
            case ast.arg(arg=name, annotation=ast.Name(id="Content")):
                made.setdefault(name, []).append(ast.Constant(value=""))
            case ast.FunctionDef(name=name, returns=ast.Name(id="Content")):
                made[f"{name}()"] = [ast.Constant(value="")]
    return made


def _told_no_markup(call: ast.Call) -> bool:
    return any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )


def bare(path: Path) -> list[str]:
    """The calls in a module that hand on what could be read as markup."""
    tree = ast.parse(path.read_text())
    made = made_in(tree)
    ours = {"Option"} if f"from {CORE_OPTION} import" in path.read_text() else set()
    taking = (c for c in calls(tree) if callee(c) in TAKE_MARKUP - ours and c.args)
    found = (c for c in taking if not _told_no_markup(c))
    return [
        f"{path.name}:{call.lineno}: {ast.unparse(call)[:80]}"
        for call in found
        if not _is_content(call.args[0], made)
    ]


TAKEN = """
def _made() -> Content: ...
def _said() -> str: ...
Static(_made())
Static(_said(), markup=False)
"""
REFUSED = (
    "Static(_said())",
    "Static(_unknown())",
    "Static('x', markup=True)",
    "Static('x', markup=None)",
    "Static(said, markup=said)",
)


@pytest.mark.parametrize("more", ["", *REFUSED])
def test_what_could_be_markup_is_seen(more: str, tmp_path: Path) -> None:
    path = tmp_path / "screen.py"
    path.write_text(f"{TAKEN}{more}\n")
    assert [one.partition(": ")[2] for one in bare(path)] == [more] * bool(more)


def test_no_screen_hands_on_a_string_that_could_be_markup() -> None:
    assert offenders(bare, SCREENS) == {}


TITLES = {"border_title", "border_subtitle", "placeholder", "tooltip"}


def titled(path: Path) -> list[int]:
    """The lines of a module that give a title that could be read as markup."""
    tree = ast.parse(path.read_text())
    made = made_in(tree)
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Attribute)
        and node.targets[0].attr in TITLES
        and not _is_content(node.value, made)
    ]


def test_no_title_is_a_string_that_could_be_markup() -> None:
    assert offenders(titled, SCREENS) == {}
