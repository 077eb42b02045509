"""Views, one for each kind of prompt, imported when first shown."""

from __future__ import annotations

from typing import assert_never

from rsense.core.engine import CurrentPrompt
from rsense.core.prompts import Fill, Gather, Moment, Pace, Pick, Rate, Read, Sort, Write
from rsense.tui.views.base import PromptView


def view_for(shown: CurrentPrompt) -> PromptView:
    prompt = shown.prompt
    match prompt:
        case Read():
            from rsense.tui.views.read import ReadView

            return ReadView(shown)
        case Rate():
            from rsense.tui.views.rate import RateView

            return RateView(shown, prompt)
        case Write():
            from rsense.tui.views.write import WriteView

            return WriteView(shown, prompt)
        case Moment():
            from rsense.tui.views.moment import MomentView

            return MomentView(shown, prompt)
        case Pick():
            from rsense.tui.views.grouped_pick import GroupedPickView, in_families
            from rsense.tui.views.pick import PickView

            return (GroupedPickView if in_families(prompt) else PickView)(shown, prompt)
        case Gather():
            from rsense.tui.views.gather import GatherView

            return GatherView(shown, prompt)
        case Sort():
            from rsense.tui.views.sort import SortView

            return SortView(shown, prompt)
        case Fill():
            from rsense.tui.views.fill import FillView

            return FillView(shown, prompt)
        case Pace():
            from rsense.tui.views.pace import PaceView

            return PaceView(shown, prompt)
        case _:
            assert_never(prompt)
