"""Type errors in conditions, and comparisons that can never be true."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rsense.core.expressions.bindings import NameType
from rsense.core.expressions.conditions import ORDERS, Compare, Condition, Ref, Scalar
from rsense.core.script.diagnostics import did_you_mean

Known = Callable[[str], NameType | None]
Fault = tuple[str, str]
"""Code and words."""


def condition_faults(condition: Condition, names: Known) -> Iterator[Fault]:
    """Each fault: code and words. Unknown names are left to the caller."""
    for atom in condition.atoms:
        if isinstance(atom, Compare):
            yield from _misfits(atom, names)


def _misfits(atom: Compare, names: Known) -> Iterator[Fault]:
    kinds: list[str] = []
    for side in (atom.left, atom.right):
        known = names(side.name) if isinstance(side, Ref) else None
        if isinstance(side, Ref) and known is None:
            return  # an unknown name is reported elsewhere
        kinds.append(known.kind if known else _kind(side))
    left, right = kinds
    if atom.sign in ("in", "not in"):
        yield from _membership_misfits(atom, left, right)
    elif "flag" in kinds:
        yield "RS046", "a timed step is true or not: write its name alone"
    elif "moment" in kinds:
        yield "RS046", "a moment is there or not: write its name alone"
    elif "list" in kinds:
        yield "RS047", "a list cannot be compared with a single thing; write \"'word' in name\""
    elif left != right:
        yield "RS048", f"a {left} is compared with a {right}"
    elif atom.sign in ORDERS and left != "number":
        yield "RS048", f'"{atom.sign}" compares numbers only'
    yield from _value_misfits(atom, names)


def _membership_misfits(atom: Compare, left: str, right: str) -> Iterator[Fault]:
    if right != "list":
        yield "RS049", '"in" looks into a list: an answer with several picks, or ["a", "b"]'
    elif left in ("list", "flag", "moment"):
        yield "RS049", f'"in" looks for one thing in a list, not for a {left}'
    elif isinstance(atom.right, tuple) and any(_kind(item) != left for item in atom.right):
        yield "RS049", f"a {left} is looked for in a list of something else"


def _kind(side: Ref | Scalar | tuple[Scalar, ...]) -> str:
    match side:
        case tuple():
            return "list"
        case str():
            return "text"
        case _:
            return "number"


def _value_misfits(atom: Compare, names: Known) -> Iterator[Fault]:
    """Literals that a name can never equal, and bounds outside its scale."""
    for ref, other in ((atom.left, atom.right), (atom.right, atom.left)):
        known = names(ref.name) if isinstance(ref, Ref) else None
        if known is None or not isinstance(ref, Ref) or isinstance(other, Ref):
            continue
        literals = other if isinstance(other, tuple) else (other,)
        for literal in literals:
            if isinstance(literal, str) and known.values is not None:
                if literal not in known.values:
                    near = did_you_mean(literal, known.values)
                    what = f'"{literal}" is no answer of "{ref.name}"'
                    yield "RS050", "; ".join(filter(None, (what, near)))
            elif known.kind == "number" and isinstance(literal, int | float):
                if not known.low <= literal <= known.high:
                    scale = f'the scale of "{ref.name}" ({known.low} to {known.high})'
                    yield "RS051", f"{literal} lies outside {scale}"
                elif _never(atom, ref, literal, known):
                    yield "RS052", f'"{ref.name} {atom.sign} {literal}" can never be so'


def _never(atom: Compare, ref: Ref, literal: float, known: NameType) -> bool:
    """True if no number of the scale satisfies the comparison."""
    if atom.sign not in ORDERS or atom.left is not ref:
        return False
    return not any(ORDERS[atom.sign](number, literal) for number in (known.low, known.high))
