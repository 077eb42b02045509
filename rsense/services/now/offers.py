"""The exercises that `rsense now` offers, from `suggestions/now.toml` beside the exercises."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping

import msgspec

from rsense.insight.suggestions import Suggestions
from rsense.services.context import AppContext
from rsense.services.errors import UserError
from rsense.services.form_scripts import form_document, not_whole
from rsense.session_runner import SaveFailed
from rsense.store.files.safe_read import SCRIPT_LIMIT, Unreadable, read_toml
from rsense.store.library import Library

FILE = "suggestions/now.toml"


def offers(
    context: AppContext, happening: str, strength: int | None, tried: Collection[str]
) -> Mapping[str, str]:
    """Ids of exercises that fit, the best first, each with its title and a reason.

    Raises SaveFailed where the installation lacks the suggestions.
    """
    titles: dict[str, str] = {}

    def works(exercise: str) -> bool:
        """Whether it can be run: a script of the person's own may replace a shipped one."""
        try:
            titles[exercise] = context.script(exercise).title
        except UserError:
            return False
        return True

    found = read_suggestions(context.library).fitting(happening, strength, works, tried)
    return {one.exercise: f"{titles[one.exercise]}: {one.reason}" for one in found}


def read_suggestions(library: Library) -> Suggestions:
    """Raises SaveFailed where the installation lacks them, or they are broken."""
    try:
        return _read(library)
    except (Unreadable, msgspec.ValidationError) as error:
        raise not_whole(FILE) from error


def suggestion_problems(library: Library) -> Iterator[str]:
    """Everything that is wrong with the suggestions."""
    try:
        steps = form_document(library, "now-before")["step"]
        options = next(step["options"] for step in steps if step["id"] == "happening")
        found = _read(library).problems(library.paths, [one["value"] for one in options])
    except (SaveFailed, Unreadable, msgspec.ValidationError) as error:
        found = iter([str(error)])
    yield from (f"{FILE}: {problem}" for problem in found)


def _read(library: Library) -> Suggestions:
    path = os.path.join(library.shipped, FILE)
    return msgspec.convert(read_toml(path, SCRIPT_LIMIT, follow=True), Suggestions)
