"""A condition in words, for people who read no code."""

from __future__ import annotations

from rsense.core.expressions.conditions import (
    Answered,
    Both,
    Compare,
    Condition,
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


def condition_words(when: Condition) -> str:
    """Such as: now is at least 7, and calm is answered."""
    return _words(when.root)


def _words(node: Node) -> str:
    match node:
        case Answered(name):
            return f"{name} is answered"
        case Not(Answered(name)):
            return f"{name} isn't answered"
        case Not(Either(parts)):
            return f"none of these is so: {'; '.join(map(_words, parts))}"
        case Not(inner):
            return f"it isn't so that {_words(inner)}"
        case Both(parts):
            return ", and ".join(map(_grouped, parts))
        case Either(parts):
            return ", or ".join(map(_grouped, parts))
        case Compare(left, sign, right):
            if sign in MIRRORED and not isinstance(left, Ref):
                return f"{_side(left)} {MIRRORED[sign]} {_side(right)}"
            return f"{_side(left)} {SIGNS[sign]} {_side(right)}"


def _grouped(node: Node) -> str:
    return f"({_words(node)})" if isinstance(node, Both | Either) else _words(node)


def _side(side: Ref | Scalar | tuple[Scalar, ...]) -> str:
    match side:
        case Ref(name):
            return name
        case tuple():
            return " or ".join(map(_side, side))
        case str():
            return f"“{side}”"
        case _:
            return str(side)
