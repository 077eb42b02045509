"""Parse the text of a script into a script that can be run.

`parse` is the edge: its result is valid, and nothing further in checks again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice
from typing import Any

import msgspec

from rsense.core.expressions.identifiers import is_exercise_id, is_script_name
from rsense.core.script.compile import Script, compile_script
from rsense.core.script.decode import Draft, decode, no_exercise
from rsense.core.script.diagnostics import MOST_PROBLEMS, Problem, ScriptError, not_too_many
from rsense.core.script.pack_names import with_whole_names
from rsense.core.script.validate import limit_errors, validate
from rsense.core.steps.include import Include
from rsense.core.vocabulary import Vocabulary

__all__ = ["Problem", "Script", "ScriptError", "is_script_name", "parse"]

DEEPEST_INCLUDE = 8


class ParseSources(msgspec.Struct, frozen=True):
    """Sources of a parse: other scripts to include, by id, and vocabularies."""

    sources: Mapping[str, str]
    vocabularies: Mapping[str, Vocabulary]
    exercises: Collection[str]
    """Ids that a door may lead to."""
    parsed: dict[str, Script | ScriptError] = msgspec.field(default_factory=dict)
    """Result of each include so far. Without it, scripts that include each other would be parsed
    once for every path through them."""

    def included(self, name: str, chain: tuple[str, ...]) -> Script:
        """The script of that name, included along `chain`. Raises ScriptError."""
        if name not in self.parsed:
            try:
                text, along = self.sources[name], (*chain, name)
                self.parsed[name] = _parse(name, text, self, f"{name}.toml", along)
            except ScriptError as error:
                self.parsed[name] = error
        known = self.parsed[name]
        if isinstance(known, ScriptError):
            raise known
        return known


def parse(
    name: str,
    text: str | dict[str, Any],
    sources: Mapping[str, str] = {},
    vocabularies: Mapping[str, Vocabulary] = {},
    *,
    file: str | None = None,
    passing: Collection[str] = (),
    exercises: Collection[str] | None = None,
) -> Script:
    """A script from its TOML text, or from a document, which is taken apart. `name` is its id;
    `sources` holds the texts to include, by id.

    Raises ScriptError with every problem at once; `file` is its name in their messages. Problems
    with a code in `passing` are let pass, of this script and not of those it includes. `exercises`
    are the ids that doors may lead to, where these are known without reading all `sources`.
    """
    library = ParseSources(sources, vocabularies, sources if exercises is None else exercises)
    return _parse(name, text, library, file or f"{name}.toml", (name,), passing=passing)


def _parse(
    name: str,
    text: str | dict[str, Any],
    library: ParseSources,
    file: str,
    chain: tuple[str, ...],
    *,
    passing: Collection[str] = (),
) -> Script:
    if not is_exercise_id(name):
        what = f'"{name}" is no name for an exercise'
        advice = "lower-case words joined by hyphens, such as slow-breath.toml"
        if not file.endswith(".toml"):
            what, advice = f'"{file}" is a file without .toml', "the name of a script ends with it"
        raise ScriptError([Problem("RS006", file, 1, 1, "", what, advice)])
    draft, problems = decode(file, text)
    if draft is None:
        raise ScriptError(problems)
    draft = with_whole_names(draft, name, library.exercises, library.vocabularies)
    included, problems = _included(draft, library, chain)
    if problems:
        raise ScriptError(problems)
    steps = (included[s.exercise].nodes if isinstance(s, Include) else (s,) for s in draft.steps)
    if found := list(islice(limit_errors(draft, sum(map(len, steps))), MOST_PROBLEMS)):
        raise ScriptError(not_too_many(found))
    script = compile_script(name, draft, included, library.vocabularies)
    found_faults = validate(script, draft, library.sources, library.exercises)
    faults = (one for one in found_faults if one.code not in passing)
    if found := list(islice(faults, MOST_PROBLEMS)):
        raise ScriptError(not_too_many(found))
    return script


def _included(
    draft: Draft, library: ParseSources, chain: tuple[str, ...]
) -> tuple[dict[str, Script], tuple[Problem, ...]]:
    """The scripts that this one includes, by name, or the problems of the includes."""
    scripts: dict[str, Script] = {}
    problems: list[Problem] = []
    for index, step in enumerate(draft.steps):
        if not isinstance(step, Include):
            continue
        path = ("step", index, "exercise")
        wanted = step.exercise
        if wanted in chain:
            way = " > ".join((*chain, wanted))
            what = f"it includes itself: {way}"
            problems.append(draft.problem("RS032", path, what, "take one out"))
        elif len(chain) > DEEPEST_INCLUDE:
            what = f"exercises include each other more than {DEEPEST_INCLUDE} deep"
            problems.append(draft.problem("RS033", path, what, "include the inner one directly"))
        elif wanted not in library.sources:
            problems.append(no_exercise(draft, path, wanted, library.sources))
        elif wanted not in scripts:
            try:
                scripts[wanted] = library.included(wanted, chain)
            except ScriptError as error:
                first = error.problems[0]
                what = f'"{wanted}" has {len(error.problems)} problem(s) of its own: {first}'
                problems.append(draft.problem("RS035", path, what, "mend it first"))
        if len(problems) >= MOST_PROBLEMS:
            break
    return scripts, not_too_many(problems)
