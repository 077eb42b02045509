"""The closed set of prompts that a frontend can be asked to show.

Step kinds are many and grow; prompts are few and do not. Every step lowers itself to one of these,
so a frontend learns nine forms and never hears of a step kind. Each prompt knows which answers it
takes (`accept`), how a typed line is read (`parse`), and example answers for the walker and the
tests (`samples`). It knows nothing of screens, files or clocks.
"""

from __future__ import annotations

from rsense.core.options import HelpKind, Option
from rsense.core.prompts.composite import Blank, Fill, Gap, Gather, Pick, Sort
from rsense.core.prompts.simple import Moment, Pace, Phase, Rate, Read, Way, Write
from rsense.core.values import LONGEST_ANSWER, MOST_ITEMS, SKIPPED, Paced, Refused, Skip, Value

Prompt = Read | Rate | Write | Moment | Pick | Gather | Sort | Fill | Pace

__all__ = [
    "LONGEST_ANSWER",
    "MOST_ITEMS",
    "SKIPPED",
    "Blank",
    "Fill",
    "Gap",
    "Gather",
    "HelpKind",
    "Moment",
    "Option",
    "Pace",
    "Paced",
    "Phase",
    "Pick",
    "Prompt",
    "Rate",
    "Read",
    "Refused",
    "Skip",
    "Sort",
    "Value",
    "Way",
    "Write",
]
