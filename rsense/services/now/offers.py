"""What `rsense now` offers, from `suggestions/now.toml` and `forms/now-ways.toml`."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from rsense.core.sanitize import one_line
from rsense.core.script.parse import Problem, Script
from rsense.insight.suggestions import Suggestion, Suggestions
from rsense.services.context import AppContext
from rsense.services.errors import UserError
from rsense.services.form_scripts import form_document, literal, not_whole, parse_form
from rsense.services.now.facts import Facts
from rsense.session_runner import SaveFailed
from rsense.store.files.safe_read import Unreadable, read_as
from rsense.store.library import Library

MOST_READ = 400
"""Records, the newest, from which own effects are taken: what helped last year may not help now."""
FILE, WAYS = "suggestions/now.toml", "now-ways"


def offers(
    context: AppContext, happening: str, strength: int | None, tried: Collection[str]
) -> Mapping[str, str]:
    """Ids of exercises that fit, the best first, each with its title and a reason.

    Raises SaveFailed where the installation lacks the suggestions.
    """
    from rsense.insight.effects import Effects  # not before the first frame

    titles: dict[str, str] = {}

    def works(exercise: str) -> bool:
        """Whether it can be run: a script of the person's own may replace a shipped one."""
        try:
            titles[exercise] = context.script(exercise).title
        except UserError:
            return False
        return True

    known = read_suggestions(context.library)
    kind = known.happening[happening].label if happening in known.happening else ""
    newest = (found.record for found in context.records.newest())
    effects = Effects(islice(newest, MOST_READ))
    found = known.fitting(happening, strength, works, tried, lambda one: effects.rank(one, kind))

    def reason(one: Suggestion) -> str:
        own = effects.of(one.exercise, kind)
        return "; ".join(filter(None, (one.reason, own.words if own else "")))

    return {one.exercise: f"{titles[one.exercise]}: {reason(one)}" for one in found}


def happenings(library: Library) -> Mapping[str, str]:
    """What may be happening: values, each with its label. Raises SaveFailed."""
    return {value: one.label for value, one in read_suggestions(library).happening.items()}


def good_for(context: AppContext, facts: Facts) -> str:
    """Good words kept for what is happening, before anything was tried; empty without. Raises
    SaveFailed."""
    from rsense.services.plan_reminder import good_words

    happening = read_suggestions(context.library).happening.get(facts.happening)
    good = good_words(context, happening.types) if happening and not facts.tried else ""
    return f"{good}\n\n" if good else ""


def ways_form(
    library: Library, text: str, numbered: Mapping[str, str], keyed: Iterable[str], heading: str
) -> Script:
    """A question with ways on, a number each, and below a heading some of `now-ways.toml`.

    Raises SaveFailed.
    """
    document = form_document(library, WAYS)
    step = document["step"][0]
    known = {option["value"]: option for option in step["options"]}
    options = [
        {"value": value, "label": one_line(label), "key": str(number)}
        for number, (value, label) in enumerate(numbered.items(), 1)
    ]
    options += [{**known[value], "group": heading} for value in keyed]
    changed = {**step, "text": literal(text), "options": options}
    return parse_form(library, WAYS, {**document, "step": [changed]})


def way_keys(library: Library) -> Mapping[str, tuple[str, str]]:
    """Key and label of every way. Raises SaveFailed."""
    options = form_document(library, WAYS)["step"][0]["options"]
    return {option["value"]: (option["key"], option["label"]) for option in options}


def read_suggestions(library: Library) -> Suggestions:
    """Raises SaveFailed where the installation lacks them, or they are broken."""
    try:
        return _read(library)
    except Unreadable as error:
        raise not_whole(FILE) from error


def suggestion_problems(library: Library) -> Iterator[Problem]:
    """Everything that is wrong with the suggestions."""
    try:
        found = _read(library).problems(library.paths)
    except (SaveFailed, Unreadable) as error:
        found = iter([str(error)])
    yield from (Problem("RS097", FILE, 1, 1, "", what) for what in found)


def _read(library: Library) -> Suggestions:
    path = os.path.join(library.shipped, FILE)
    return read_as(path, Suggestions)
