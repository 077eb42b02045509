"""A breathing pattern as a script of one step."""

from __future__ import annotations

from rsense.core.script.parse import Script, ScriptError
from rsense.services.context import AppContext
from rsense.services.errors import USAGE, UserError
from rsense.services.form_scripts import form_document, parse_form
from rsense.session_runner import SaveFailed


def breath_script(context: AppContext, pattern: str, minutes: float | None) -> Script:
    """A pattern as an exercise of one step, checked like any other. Raises UserError."""
    words = pattern.split("-")
    holds = len(words) > 2
    long_hold = holds and words[1].isdecimal() and int(words[1]) > 5
    length = minutes if minutes is not None else (1 if long_hold else 2)
    try:
        document = form_document(context.library, "breath")
    except SaveFailed as error:
        raise UserError(str(error)) from error
    (step,) = document["step"]
    document["minutes"] = step["minutes"] = length
    step["pattern"] = pattern
    if not holds:
        del step["caution"]
    try:
        return parse_form(context.library, "breath", document)
    except ScriptError as error:
        problem = error.problems[0]
        advice = f" ({problem.advice})" if problem.advice else ""
        raise UserError(f"{problem.what}{advice}. Try 4-6, 5-5 or sigh.", USAGE) from error
