"""Faults of `given`, `came` and `[follow_up]`: both ends of what is asked on a later day."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import get_args

import msgspec

from rsense.core.expressions.bindings import NameType
from rsense.core.expressions.placeholders import HELP_KEY, is_name
from rsense.core.records import SUREST, Came
from rsense.core.script.compile import Script
from rsense.core.script.condition_checks import condition_faults
from rsense.core.script.decode import Draft, no_exercise
from rsense.core.script.diagnostics import Problem, did_you_mean
from rsense.core.script.head import FollowUpRequest, Given
from rsense.core.script.head_checks import unknown
from rsense.core.script.reachability import sure_nodes
from rsense.core.steps import END

_CAME = tuple(filter(None, get_args(Came)))
_SURE = NameType("number", low=0, high=SUREST)
_SOME_NIGHT = datetime(2026, 1, 1, 22, tzinfo=UTC)


def given_problems(script: Script, draft: Draft) -> Iterator[Problem]:
    """Problems of the names that it is given, and of the choice that says how it came."""
    taken = {name for node in script.nodes for name in (node.id, *node.names)} | {END, HELP_KEY}
    for index, one in enumerate(draft.head.givens):
        path = ("given", index)
        if not is_name(one.name):
            advice = "lower-case letters, digits and _, a letter first"
            yield draft.problem("RS022", path, f'"{one.name}" cannot be a name', advice)
        elif one.name in taken:
            what = f'"{one.name}" is already the name of something'
            yield draft.problem("RS023", path, what, "choose another")
        if one.kind == "number" and one.low >= one.high:
            yield draft.problem("RS071", path, f"low ({one.low}) must be below high ({one.high})")
        taken.add(one.name)
    came = draft.head.came
    known = script.names.get(came) if came is not None else None
    if came is not None and known is None:
        yield unknown(draft, ("came",), came, script)
    elif known and known.private:
        yield draft.problem("RS044", ("came",), f'"{came}" is private and cannot go into a record')
    elif known and (known.values is None or not {*known.values} <= {*_CAME}):
        advice = f"name a choose step whose values are {', '.join(_CAME)}"
        yield draft.problem("RS087", ("came",), f'"{came}" has other answers', advice)


def follow_up_problems(
    script: Script, draft: Draft, sources: Mapping[str, str]
) -> Iterator[Problem]:
    asked = draft.head.follow_up
    if asked is None:
        return

    def report(code: str, key: str, what: str, advice: str = "") -> Problem:
        return draft.problem(code, ("follow_up", key), what, advice)

    if not asked.ask:
        yield report("RS053", "ask", "the question is empty", "say what is asked on that day")
    if (asked.after is None) == (asked.until is None):
        which = "no day" if asked.after is None else "two days"
        advice = 'after = "3 days", or until = the id of a moment step'
        yield report("RS088", "until", f"it names {which} on which it is asked", advice)
    if asked.after is not None and not _is_span(asked.after):
        yield report("RS088", "after", f'"{asked.after}" is no span', "such as 3 days or 2 hours")
    for key, name in _names_in(asked):
        known = script.names.get(name)
        if known is None:
            yield unknown(draft, ("follow_up", key), name, script)
        elif known.private:
            what = f'"{name}" is private, and what is asked later lies on disk until then'
            yield report("RS044", key, what, "leave it out")
        elif key == "until" and known.kind != "moment":
            yield report("RS042", key, f'"{name}" is a {known.kind}, not a moment')
        elif key == "sure" and known != _SURE:
            yield report("RS042", key, f'"{name}" is no rating from 0 to 100')
    for code, fault in condition_faults(asked.when, script.names.get) if asked.when else ():
        yield report(code, "when", fault)
    yield from _unsaid(script, draft, asked)
    yield from _other_end(script, draft, asked, sources)


def _names_in(asked: FollowUpRequest) -> Iterator[tuple[str, str]]:
    """Every name that it uses: (key, name)."""
    yield from (("ask", slot.name) for slot in asked.ask.slots)
    yield from (("when", name) for name in sorted(asked.when.names if asked.when else ()))
    yield from (("carry", name) for name in asked.carried.values())
    named = (("until", asked.until), ("sure", asked.sure))
    yield from ((key, name) for key, name in named if name is not None)


def _unsaid(script: Script, draft: Draft, asked: FollowUpRequest) -> Iterator[Problem]:
    """Names in the question that may be unanswered at the end, and have no other words."""
    open_slots = [slot.name for slot in asked.ask.slots if slot.fallback is None]
    # Two people may keep none of it.
    sure = sure_nodes(script)[-1] if open_slots and not draft.head.people else 0
    answered = {name for n, node in enumerate(script.nodes) for name in node.names if sure >> n & 1}
    for name in open_slots:
        if name in script.names and name not in answered:
            what, advice = f'"{name}" may be unanswered', f"write {{{name}|other words}}"
            yield draft.problem("RS037", ("follow_up", "ask"), what, advice)


def _other_end(
    script: Script, draft: Draft, asked: FollowUpRequest, sources: Mapping[str, str]
) -> Iterator[Problem]:
    """What does not fit the script that takes it up."""
    there, carry = asked.exercise, ("follow_up", "carry")
    if not there and asked.carry:
        what = "no exercise takes it up that could be given this"
        yield draft.problem("RS089", carry, what, "name one")
    if not there or not sources:
        return
    if there not in sources:
        yield no_exercise(draft, ("follow_up", "exercise"), there, sources)
        return
    given = _givens_of(sources[there])
    if given is None:  # told by its own check
        return
    for name, here in asked.carried.items():
        known, wanted = script.names.get(here), given.get(name)
        if wanted is None:
            advice = did_you_mean(name, given) or f'add it to "given" in {there}.toml'
            yield draft.problem("RS089", carry, f'"{there}" is not given "{name}"', advice)
        elif known and _shape(known) != _shape(wanted):
            what = f'"{here}" is {_called(known)}, and "{there}" is given {_called(wanted)}'
            yield draft.problem("RS042", carry, what)


def _givens_of(text: str) -> Mapping[str, NameType] | None:
    """Names that a script is given, by their types; None for one that does not decode."""
    try:
        given = msgspec.convert(tomllib.loads(text).get("given", ()), tuple[str | Given, ...])
    except (ValueError, RecursionError):
        return None
    return {one.name: one.type for one in (Given.of(one) for one in given)}


def _shape(known: NameType) -> tuple[str, int, int]:
    return known.kind, known.low, known.high


def _called(known: NameType) -> str:
    scale = f" from {known.low} to {known.high}" if known.kind == "number" else ""
    return f"a {known.kind}{scale}"


def _is_span(words: str) -> bool:
    from rsense.core.coming_moments import InvalidComing, read_coming
    from rsense.core.date_phrases import counted, counted_minutes

    try:
        read_coming(words, _SOME_NIGHT)
    except InvalidComing:
        return False
    return bool(counted(words) or counted_minutes(words))
