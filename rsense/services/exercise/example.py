"""One whole run of an exercise by an invented person, to read."""

from __future__ import annotations

import os

from rsense.core.engine.worked_example import ExampleRun, WorkedExample
from rsense.services.context import AppContext
from rsense.services.errors import UserError
from rsense.store.files.safe_read import Unreadable, read_as

FOLDER = "examples"


def example_names(context: AppContext) -> list[str]:
    """Ids of the exercises that have an example."""
    return [name for name in context.library.paths if os.path.exists(_path(context, name))]


def example_of(context: AppContext, name: str) -> ExampleRun | None:
    """The example of an exercise, by its id; None where it has none that fits the script."""
    if not os.path.exists(_path(context, name)):
        return None
    try:
        return read_as(_path(context, name), WorkedExample).run(context.script(name))
    except (UserError, Unreadable, ValueError):  # the person's own script took its place
        return None


def _path(context: AppContext, name: str) -> str:
    return os.path.join(context.library.shipped, FOLDER, f"{name}.toml")
