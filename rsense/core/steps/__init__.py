"""Step kinds that a script may use.

To add one: write a module beside these and add its class to `Step`. The union is the registry:
the decoder, the validator and the JSON Schema are derived from it. Then run the tests: they name
what still lacks it (the schema file, `exercises/README.md`, the sample script, its test rows).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from rsense.core.steps.ask import Ask
from rsense.core.steps.base import (
    END,
    PEOPLE,
    AskingStep,
    ShelfCard,
    StepBase,
    StepContext,
    StepError,
)
from rsense.core.steps.breathe import Breathe
from rsense.core.steps.choose import Choose
from rsense.core.steps.compose import Compose
from rsense.core.steps.gather import Gather
from rsense.core.steps.include import Include
from rsense.core.steps.jump import Jump
from rsense.core.steps.moment import Moment
from rsense.core.steps.pair import Reveal
from rsense.core.steps.people import People
from rsense.core.steps.rate import Rate
from rsense.core.steps.recall import Recall
from rsense.core.steps.say import Say
from rsense.core.steps.sort import Sort
from rsense.core.steps.timer import Timer

Step = (
    Say
    | Rate
    | Ask
    | Choose
    | Gather
    | Sort
    | Compose
    | Breathe
    | Timer
    | Moment
    | Recall
    | People
    | Reveal
    | Jump
    | Include
)

KINDS: Mapping[str, type[StepBase]] = {
    str(kind.__struct_config__.tag): kind for kind in get_args(Step)
}

__all__ = [
    "END",
    "KINDS",
    "PEOPLE",
    "AskingStep",
    "ShelfCard",
    "Step",
    "StepBase",
    "StepContext",
    "StepError",
]
