"""A condition in words, for people who read no code."""

from __future__ import annotations

from collections.abc import Callable

from rsense.core.expressions.conditions import (
    Answered,
    Both,
    Compare,
    Either,
    Node,
    Not,
    Ref,
    Scalar,
)

SIGNS = {
    "==": "is",
    "!=": "isn't",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
    "in": "is or has",
    "not in": "is not and has not",
}
MIRRORED = {"in": "is among the answers to", "not in": "is not among the answers to"}


Named = Callable[..., str]
"""What a name is called; with a value, what this answer of it is called."""


def condition_words(node: Node, named: Named) -> str:
    """Such as: now is at least 7, and calm is answered."""
    match node:
        case Answered(name):
            return f"{named(name)} is answered"
        case Not(Answered(name)):
            return f"{named(name)} isn't answered"
        case Not(Either(parts)):
            return f"none of these is so: {'; '.join(condition_words(p, named) for p in parts)}"
        case Not(inner):
            return f"it isn't so that {condition_words(inner, named)}"
        case Both(parts):
            return ", and ".join(_grouped(part, named) for part in parts)
        case Either(parts):
            return ", or ".join(_grouped(part, named) for part in parts)
        case Compare(left, sign, right):
            of = next((side.name for side in (left, right) if isinstance(side, Ref)), "")
            signs = MIRRORED if sign in MIRRORED and not isinstance(left, Ref) else SIGNS
            return f"{_side(left, named, of)} {signs[sign]} {_side(right, named, of)}"


def _grouped(node: Node, named: Named) -> str:
    words = condition_words(node, named)
    return f"({words})" if isinstance(node, Both | Either) else words


def _side(side: Ref | Scalar | tuple[Scalar, ...], named: Named, of: str) -> str:
    match side:
        case Ref(name):
            return named(name)
        case tuple():
            return " or ".join(_side(one, named, of) for one in side)
        case str():
            return f"“{named(of, side)}”"
        case _:
            return str(side)
