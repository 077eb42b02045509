"""What `rsense history` is asked, from its options to a question, with and without a framework.

`without_framework` knows a strict subset of the command line and falls through for the rest, so
help and errors have one source: the command in `history.py`. As cheap to import as `os`.
"""

import io
import os
import sys

from rsense.cli.output import list_records
from rsense.services.clock import local_now
from rsense.store import paths
from rsense.store.records import schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any
from rsense.services.history import DEFAULT_COUNT, HIGHEST, LARGEST_COUNT, build_query

_VALUES = {
    "-n": "count",
    "-w": "who",
    "--who": "who",
    "-t": "tags",
    "--tag": "tags",
    "-e": "emotions",
    "--emotion": "emotions",
    "--min": "least",
    "--kind": "kind",
    "--exercise": "exercise",
    "--search": "words",
}
"""All but dates, whose grammar is dear to import."""
_FLAGS = {"--json": "as_json", "--today-in-history": "today"}
_NUMBERS = {"count": range(1, LARGEST_COUNT), "least": range(HIGHEST + 1)}
_SEVERAL = ("tags", "emotions")


def without_framework(arguments: list[str]) -> int | None:
    """Answer `rsense history …`; its exit code, or None: nothing was done, ask the framework."""
    options = _options(arguments)
    if options is None:
        return None
    try:
        return _answered(options)
    except BaseException as error:  # noqa: BLE001 - the one exit point tells it
        from rsense.cli.exits import run_and_report  # noqa: PLC0415 - seldom, and heavy

        return run_and_report(_raising(error))


def _raising(error: BaseException) -> "Callable[[], None]":
    def again() -> None:
        raise error

    return again


def _answered(options: "dict[str, Any]") -> int | None:
    count, as_json = options.pop("count", DEFAULT_COUNT), options.pop("as_json", False)
    now = local_now()
    try:
        folder = paths.records_folder(paths.data_folder(os.environ, sys.platform))
    except paths.NoHome:
        return None
    asked = build_query(now, **options)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # as in `app.main`
            stream.reconfigure(errors="replace")
    list_records(folder, asked, count, now, as_json=as_json)
    sys.stdout.flush()
    return 0


def _options(arguments: list[str]) -> "dict[str, Any] | None":
    """The options by name; None where anything is not plain."""
    found: dict[str, Any] = {}
    words = iter(arguments)
    for word in words:
        option, equals, value = word.partition("=")
        if word in _FLAGS:
            found[_FLAGS[word]] = True
            continue
        name = _VALUES.get(option if option.startswith("--") else word, "")
        if not equals or not option.startswith("--"):
            value = next(words, "")
        if not name or not value or value.startswith("-"):
            return None
        if name in _NUMBERS:
            if not (value.isascii() and value.isdecimal() and int(value) in _NUMBERS[name]):
                return None
            found[name] = int(value)
        elif name in _SEVERAL:
            found[name] = (*found.get(name, ()), value)
        else:
            found[name] = value
    return found if found.get("kind", "trigger") in schema.FIELDS else None
