"""The page of each problem that `check` and `simulate` name, from `exercises/problems.toml`."""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec

from rsense.core.sanitize import one_line
from rsense.services.errors import USAGE, UserError
from rsense.services.form_scripts import not_whole
from rsense.store.files.safe_read import Unreadable, read_as
from rsense.store.library import PROBLEMS, shipped_folder


class ProblemPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of problem, for the author who has it."""

    title: str
    cause: str
    mend: str
    example: str
    """TOML that has this problem."""
    file: str = "exercises/example.toml"
    """Where the example stands, in the data folder."""
    chain: int = 0
    """So many exercises, `inner-1` and on, stand beside it and include each other."""


def problem_pages() -> Mapping[str, ProblemPage]:
    """Every page, by code. Raises SaveFailed."""
    try:
        return read_as(os.path.join(shipped_folder(), PROBLEMS), dict[str, ProblemPage])
    except Unreadable as error:
        raise not_whole(PROBLEMS) from error


def problem_page(wanted: str) -> tuple[str, ProblemPage]:
    """Code and page of `RS012`, `rs12` or `12`. Raises UserError, and SaveFailed."""
    digits = wanted.strip().upper().removeprefix("RS")
    code = f"RS{digits:0>3}"
    if page := problem_pages().get(code):
        return code, page
    shown = one_line(wanted)
    raise UserError(f"There's no problem “{shown}”. “rsense explain” lists those there are.", USAGE)
