"""Plans of scripts: run them, and say what no run reaches."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from difflib import unified_diff
from functools import cache, cached_property

import msgspec
import tomli_w

from rsense.core.engine import Session
from rsense.core.engine.plan import Around, Plan, RunFault, faults, outcome, play, transcript_lines
from rsense.core.people import people_text
from rsense.core.prompts import HelpKind
from rsense.core.sanitize import clean
from rsense.core.script.diagnostics import Places, ScriptError
from rsense.core.script.parse import Script, parse
from rsense.core.walker.branches import Branch, branches_of
from rsense.core.walker.cover import Cover
from rsense.services.context import AppContext, is_file_name
from rsense.services.errors import INVALID_SCRIPT, USAGE, UserError
from rsense.services.exercise.ending_words import is_soft
from rsense.services.help_now import find_country, people_to_call
from rsense.store.files import durable
from rsense.store.files.safe_read import SCRIPT_LIMIT, Unreadable, parse_as, read_text
from rsense.store.library import PLAN, PLANS, Library, read_script


class Fault(msgspec.Struct, frozen=True):
    """A run that didn't come to what its plan says, and why."""

    file: str
    line: int
    """Where the plan says otherwise."""
    run: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: “{self.run}”: {self.what}"


class Missed(msgspec.Struct, frozen=True):
    """A step, option or branch that no run reaches, by its line in the script."""

    line: int
    step: str
    what: str


class Tested(msgspec.Struct, frozen=True):
    """What the plan of one script says of it."""

    exercise: str
    plan: str
    runs: int
    faults: tuple[Fault, ...]
    changed: tuple[str, ...]
    """Lines of difference to the transcript that was accepted."""
    branches: int
    missed: tuple[Missed, ...]
    unfinished: str
    """Why not every branch is known; empty if all are."""

    @property
    def passed(self) -> bool:
        return not (self.faults or self.changed)


class PlannedScript(msgspec.Struct, frozen=True, dict=True):
    """A script with the file of its plan, which need not be there yet."""

    script: Script
    path: str
    text: str
    library: Library
    """That it belongs to."""

    @cached_property
    def plan_path(self) -> str:
        return _plan_path(self.path)

    @property
    def transcript_path(self) -> str:
        return self.plan_path.removesuffix(".toml") + ".txt"

    @cached_property
    def plan_text(self) -> str:
        """Empty where there is no plan. Raises UserError where it cannot be read."""
        return _read(self.plan_path)

    @cached_property
    def plan(self) -> Plan:
        try:
            empty = not self.plan_text
            return Plan(1) if empty else parse_as(self.plan_text, self.plan_path, Plan)
        except Unreadable as error:
            raise UserError(clean(str(error)), INVALID_SCRIPT) from error

    @cached_property
    def cover(self) -> Cover:
        return Cover(self.script)

    def around(self, country: str = "") -> Around:
        """What the program shows beside it, to a person of this country without people of their
        own: the same on every machine. Raises RunFault where no such country is known."""
        if country and find_country(country) is None:
            raise RunFault(f"no country “{country}” is known here; write two letters, such as DE")

        return Around(lambda kind: _people(kind, country), self._is_soft)

    def _is_soft(self, door: str) -> bool:
        known, words = self.library.sources, self.library.vocabularies
        try:
            return is_soft(parse(door, known[door], known, words).head)
        except (KeyError, ScriptError):
            return False

    def missed(self, reached: Collection[Branch]) -> list[Branch]:
        """Branches that some way takes and none of these are, in the order of the script."""
        return sorted(self.cover.branches.difference(reached))


@cache
def _people(kind: HelpKind, country: str) -> str:
    return people_text(people_to_call(None, kind, country=country, environ={}))


def _plan_path(script: str) -> str:
    """Beside the script, or in a folder `plans` there."""
    folder, name = os.path.split(script)
    name = name.removesuffix(".toml") + PLAN
    apart = os.path.join(folder, PLANS)
    beside = os.path.join(folder, name)
    use_apart = os.path.isdir(apart) and not os.path.exists(beside)
    return os.path.join(apart, name) if use_apart else beside


def planned_scripts(context: AppContext, names: Collection[str]) -> Iterator[PlannedScript]:
    """The scripts of these names and files, in their own language; without any, all that have a
    plan. Raises UserError."""
    library = context.library.untranslated()
    every = {**library.form_paths, **library.paths}
    planned = (name for name, path in every.items() if _read(_plan_path(path)))
    for name in names or planned:
        path = _script_path(every, name, context)
        try:
            text = read_script(path)
            id, here = library.at(path)
            script = parse(id, text, here.sources, here.vocabularies, file=path)
        except (Unreadable, ScriptError) as error:
            raise UserError(clean(str(error)), INVALID_SCRIPT) from error
        yield PlannedScript(script, path, text, here)


def _script_path(every: dict[str, str], name: str, context: AppContext) -> str:
    wanted = name.removesuffix(PLAN) + ".toml" if name.endswith(PLAN) else name
    if (base := context.of_file(wanted)[0]) != wanted:
        why = f"{name} goes the same ways as its script. “rsense test {base}” tries them."
        raise UserError(clean(why), USAGE)
    if wanted in every:
        return every[wanted]
    if is_file_name(wanted):
        return wanted
    from rsense.services.exercise_search import resolve_exercise, unknown_exercise

    if id := resolve_exercise(wanted, context.library):
        return every[id]
    raise UserError(unknown_exercise(wanted, context.library), USAGE)


def run_plan(one: PlannedScript, *, accept: bool = False) -> Tested:
    """Run its plan; `accept` makes what is shown now the transcript to compare with, if every run
    goes as planned.

    Raises UserError where the plan cannot be read, and NotSaved.
    """
    places, problems, reached = Places(one.plan_text), list[Fault](), set[Branch]()
    lines: list[str] = []
    for number, run in enumerate(one.plan.run):
        found: list[tuple[Sequence[str], str]] = []
        try:
            session, around = play(one.script, run), one.around(run.country)
            found += ((key.split("."), why) for key, why in faults(run, session, around))
            reached |= branches_of(session)
            lines += transcript(run.name, session, around)
        except RunFault as error:
            why, *at = error.args
            found.append((at or ["name"], why))
        for key, why in found:
            line, _ = places.of(("run", number, *key))
            problems.append(Fault(one.plan_path, line, run.name, why))
    missed, steps = one.missed(reached), Places(one.text)
    return Tested(
        one.script.id,
        one.plan_path,
        len(one.plan.run),
        tuple(problems),
        tuple(_changed(one, lines, accept=accept and not problems)),
        len(one.cover.branches),
        tuple(
            Missed(
                steps.of(("step", b.number) if b.number >= 0 else ())[0],
                one.script.called(b.step),
                b.what,
            )
            for b in missed
        ),
        one.cover.unfinished,
    )


def transcript(name: str, session: Session, around: Around) -> Iterator[str]:
    """A run to read: its name, what is shown and answered, and what is left of it."""
    yield from (f"## {name}", "")
    yield from map(clean, transcript_lines(session, around))
    yield from tomli_w.dumps(outcome(session, around)).split("\n")
    yield ""


def _changed(one: PlannedScript, lines: list[str], *, accept: bool) -> Iterator[str]:
    """Differences to the accepted transcript, if there is one."""
    path, now = one.transcript_path, "\n".join(lines)
    before = _read(path)
    if accept:
        save(path, before, now)
    elif before:
        yield from unified_diff(before.split("\n"), now.split("\n"), path, "now", "", "", 1, "")


def save(path: str, before: str, text: str) -> None:
    """Write a file, over what was read of it, or new. Raises NotSaved."""
    if os.path.lexists(path):
        durable.replace(path, text.encode(), expected=before.encode())
    else:
        durable.create(path, text.encode())


def _read(path: str) -> str:
    """A file's text; empty if there is none. Raises UserError."""
    if not os.path.lexists(path):
        return ""
    try:
        return read_text(path, SCRIPT_LIMIT, follow=True)
    except Unreadable as error:
        raise UserError(clean(str(error)), USAGE) from error
