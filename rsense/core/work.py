"""What it takes to walk through a script: counted and not measured, so that what can be walked on
one machine can be walked on every one."""

from __future__ import annotations

from rsense.core.engine import Session
from rsense.core.layout import Script
from rsense.core.prompts import Fill, Pick, Prompt, Skip, Sort, Value
from rsense.core.state import State

MOST_WORK = 400_000
"""Units of a quarter of a microsecond or so."""


class TooManyWalks(Exception):
    """The script branches more than can be walked."""


class Work:
    """The work done so far. What adds to it raises TooManyWalks."""

    def __init__(self) -> None:
        self._done = 0

    def read(self, script: Script) -> None:
        """The conditions of a script are taken apart."""
        conditions = (node.step.when for node in script.nodes if node.step.when)
        self._add(60 * sum(len(condition.atoms) for condition in conditions))

    def look_at(self, atoms: int) -> None:
        """So many comparisons are made."""
        self._add(4 * atoms)

    def try_out(self, prompt: Prompt, value: Value | Skip) -> None:
        """It is worked out what an answer comes to."""
        self._add(35 + 2 * _things_in(prompt) + 4 * _things_given(value))

    def answer(self, here: Session, value: Value | Skip, onward: Session) -> None:
        """An answer leads from one session to the next."""
        asked = _asked(onward.script, onward.state)
        self._add(60 + 8 * _things_given(value) + _passed(here, onward.state) + asked)

    def _add(self, units: int) -> None:
        self._done += units
        if self._done > MOST_WORK:
            raise TooManyWalks


def _passed(here: Session, state: State) -> int:
    """For the steps passed by, the answers carried on, and the words of the last one."""
    nodes = here.script.nodes
    answered = nodes[here.state.at]
    steps = len(nodes) if state.jumps else max(state.at - answered.past, 0)
    letters = sum(len(state.said[name].label) for name in answered.names if name in state.said)
    return steps + len(state.said) // 8 + letters // 8


def _asked(script: Script, state: State) -> int:
    """For making and keeping what is asked."""
    if state.prompt is None:
        return 0
    node = script.nodes[state.at]
    pieces = sum(len(text.pieces) for _, text in node.step.texts())
    things = _things_in(state.prompt)
    cards = 0 if node.number >= 0 else len(script.nodes) + 4 * things
    return 2 * pieces + len(state.prompt.text) // 8 + things + cards


def _things_in(prompt: Prompt) -> int:
    match prompt:
        case Pick(options=options):
            return len(options)
        case Sort(items=items, bins=bins):
            return 3 * len(items) + len(bins)
        case Fill(blanks=blanks, template=template):
            return len(blanks) + len(template)
        case _:
            return 0


def _things_given(value: Value | Skip) -> int:
    return len(value) if isinstance(value, tuple) else 0
