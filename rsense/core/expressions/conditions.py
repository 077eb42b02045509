"""`when` expressions: parsed once, checked against the names a script defines, evaluated.

Names, literals, comparisons, `in`, `and or not`; no calls, attributes or arithmetic. A
comparison that touches an unanswered name is false, `!=` and `not in` too; `not` is plain
negation; a bare name means "was answered with something".
"""

from __future__ import annotations

import ast
import operator
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

import msgspec

from rsense.core.expressions.bindings import Lookup

LONGEST = 200
"""Characters in one condition."""

MOST_ATOMS = 20
"""Comparisons and bare names in one condition."""

Scalar = int | float | str


class Ref(msgspec.Struct, frozen=True):
    name: str


class Answered(msgspec.Struct, frozen=True):
    name: str


class Compare(msgspec.Struct, frozen=True):
    left: Ref | Scalar
    sign: str
    right: Ref | Scalar | tuple[Scalar, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(side.name for side in (self.left, self.right) if isinstance(side, Ref))


class Not(msgspec.Struct, frozen=True):
    inner: Node


class Both(msgspec.Struct, frozen=True):
    parts: tuple[Node, ...]


class Either(msgspec.Struct, frozen=True):
    parts: tuple[Node, ...]


Atom = Answered | Compare
Node = Atom | Not | Both | Either
Test = Callable[[Lookup], bool]
"""A condition as a function of the answers."""

_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
ORDERS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_FOREIGN = re.compile(
    r"""'[^']*'|"[^"]*"|\s*(=>|=<|<>|===|&&|\|\||[≥≤≠]|(?<![=!<>])=(?!=))\s*|!\s*(?!=)"""
    r"|\b(?:AND|OR|NOT|IN)\b"
)
"""Texts, which stay as they are, and signs of other languages."""
_MEANT = {"=>": ">=", "=<": "<=", "<>": "!=", "===": "==", "=": "==", "&&": "and", "||": "or"}
_MEANT |= {"≥": ">=", "≤": "<=", "≠": "!="}
_CURLY = str.maketrans(dict.fromkeys("‘’‚“”„", "'"))


def _meant(found: re.Match[str]) -> str:
    if sign := found[1]:
        return f" {_MEANT[sign]} "
    if found[0].startswith("!"):
        return "not "
    return found[0] if found[0][0] in "'\"" else found[0].lower()


def _parsed(source: str) -> ast.Expression:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "4and" would warn on the person's screen
        return ast.parse(source, mode="eval")


class Condition:
    """A parsed `when`. Raises ValueError with what is wrong."""

    __slots__ = ("_test", "atoms", "bare", "names", "root", "source")

    def __init__(self, source: str) -> None:
        self.source = source.strip()
        if len(self.source) > LONGEST:
            raise ValueError(f"a condition is at most {LONGEST} characters; set it in two steps")
        if "\\" in self.source:
            raise ValueError("a condition holds no backslash")
        try:
            parsed = _parsed(self.source)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            meant = _FOREIGN.sub(_meant, self.source.translate(_CURLY)).strip()
            advice = 'one looks like "now >= 7 and calm"'
            with suppress(SyntaxError, ValueError, MemoryError, RecursionError):
                _parsed(meant)
                advice = f'did you mean "{meant}"?'
            raise ValueError(f'"{self.source}" is not a condition; {advice}') from None
        self.root = _node(parsed.body)
        self.atoms: tuple[Atom, ...] = tuple(_atoms(self.root))
        """Every comparison and bare name in it."""
        if len(self.atoms) > MOST_ATOMS:
            raise ValueError(
                f"a condition compares at most {MOST_ATOMS} times; set it in two steps"
            )
        self.names = frozenset(name for atom in self.atoms for name in names_of(atom))
        self._test = test_of(self.root)
        self.bare = self._test(lambda _: None)
        """Its value while nothing is answered, which for most steps is the case."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Condition) and self.source == other.source

    def __hash__(self) -> int:
        return hash(self.source)

    def __repr__(self) -> str:
        return f"Condition({self.source!r})"

    def holds(self, lookup: Lookup) -> bool:
        return self._test(lookup)


def names_of(atom: Atom) -> tuple[str, ...]:
    """Names that a comparison or bare name refers to."""
    return atom.names if isinstance(atom, Compare) else (atom.name,)


def _atoms(node: Node) -> Iterator[Atom]:
    match node:
        case Both(parts) | Either(parts):
            for part in parts:
                yield from _atoms(part)
        case Not(inner):
            yield from _atoms(inner)
        case Answered() | Compare():
            yield node


def _node(tree: ast.expr) -> Node:
    match tree:
        case ast.BoolOp(op=ast.And(), values=values):
            return Both(tuple(map(_node, values)))
        case ast.BoolOp(values=values):
            return Either(tuple(map(_node, values)))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_node(operand))
        case ast.Name(id=name):
            return Answered(name)
        case ast.Compare(left=left, ops=ops, comparators=rights):
            sides = [left, *rights]
            links = tuple(
                Compare(_side(a), _sign(op), _right(b, op))
                for a, op, b in zip(sides, ops, rights, strict=False)
            )
            return links[0] if len(links) == 1 else Both(links)
        case _:
            raise ValueError(f'"{ast.unparse(tree)}" cannot stand in a condition')


def _sign(op: ast.cmpop) -> str:
    if type(op) not in _SIGNS:
        raise ValueError('"is" cannot stand in a condition; use "=="')
    return _SIGNS[type(op)]


def _side(tree: ast.expr) -> Ref | Scalar:
    match tree:
        case ast.Name(id=name):
            return Ref(name)
        case ast.Constant(value=int() | float() | str() as literal) if not isinstance(
            literal, bool
        ):
            return literal
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)) if (
            not isinstance(number, bool)
        ):
            return -number
        case _:
            pass
    raise ValueError(f'"{ast.unparse(tree)}" cannot be compared; use a name, number or text')


def _right(tree: ast.expr, op: ast.cmpop) -> Ref | Scalar | tuple[Scalar, ...]:
    if not isinstance(op, ast.In | ast.NotIn):
        return _side(tree)
    match tree:
        case ast.Name(id=name):
            return Ref(name)
        case ast.List(elts=items) | ast.Tuple(elts=items):
            literals = tuple(side for item in items if not isinstance(side := _side(item), Ref))
            if len(literals) < len(items):
                raise ValueError("a written list holds numbers and texts, not names")
            return literals
        case _:
            raise ValueError(f'"in" needs a list answer or ["a", "b"], not {ast.unparse(tree)}')


def test_of(node: Node) -> Test:
    """The function that evaluates a condition, or a part of one."""
    match node:
        case Both(parts):
            tests = tuple(map(test_of, parts))
            return lambda lookup: all(test(lookup) for test in tests)
        case Either(parts):
            tests = tuple(map(test_of, parts))
            return lambda lookup: any(test(lookup) for test in tests)
        case Not(inner):
            test = test_of(inner)
            return lambda lookup: not test(lookup)
        case Answered(name):
            return lambda lookup: (said := lookup(name)) is not None and said.counts
        case Compare():
            return _compares(node)


def _compares(atom: Compare) -> Test:
    left, right, so = atom.left, atom.right, _AS_TOLD[atom.sign]
    if isinstance(left, Ref) and not isinstance(right, Ref):
        name, told = left.name, _bare(right)
        return lambda lookup: (said := lookup(name)) is not None and so(_bare(said.value), told)

    def test(lookup: Lookup) -> bool:
        sides: list[object] = []
        for side in (left, right):
            said = lookup(side.name) if isinstance(side, Ref) else None
            if isinstance(side, Ref) and said is None:
                return False
            sides.append(_bare(said.value if said else side))
        return so(*sides)

    return test


def _bare(side: object) -> object:
    """A side as it is compared: answers keep the blanks around them, which say nothing here."""
    match side:
        case str():
            return side.strip()
        case tuple():
            return tuple(map(_bare, side))
        case _:
            return side


def _ordered(order: Callable[[float, float], bool]) -> Callable[[object, object], bool]:
    def so(left: object, right: object) -> bool:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        return numbers and order(left, right)  # type: ignore[arg-type] # both are numbers here

    return so


def _among(left: object, right: object) -> bool:
    return isinstance(right, tuple) and left in right


_AS_TOLD: Mapping[str, Callable[[object, object], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "in": _among,
    "not in": lambda left, right: not _among(left, right),
    **{sign: _ordered(order) for sign, order in ORDERS.items()},
}
