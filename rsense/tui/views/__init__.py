"""One view for each prompt form."""

from __future__ import annotations

from typing import assert_never

from rsense.core.engine import Shown
from rsense.core.prompts import Fill, Gather, Pace, Pick, Rate, Read, Sort, Write
from rsense.tui.views.families import FamiliesView, in_families
from rsense.tui.views.fill import FillView
from rsense.tui.views.gather import GatherView
from rsense.tui.views.pace import PaceView
from rsense.tui.views.pick import PickView
from rsense.tui.views.rate import RateView
from rsense.tui.views.read import ReadView
from rsense.tui.views.sort import SortView
from rsense.tui.views.view import PromptView
from rsense.tui.views.write import WriteView


def view_for(shown: Shown) -> PromptView:
    prompt = shown.prompt
    match prompt:
        case Read():
            return ReadView(shown)
        case Rate():
            return RateView(shown, prompt)
        case Write():
            return WriteView(shown, prompt)
        case Pick():
            return (FamiliesView if in_families(prompt) else PickView)(shown, prompt)
        case Gather():
            return GatherView(shown, prompt)
        case Sort():
            return SortView(shown, prompt)
        case Fill():
            return FillView(shown, prompt)
        case Pace():
            return PaceView(shown, prompt)
        case _:
            assert_never(prompt)
