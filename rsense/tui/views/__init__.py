"""Views, one for each kind of prompt, imported when first shown."""

from __future__ import annotations

from typing import assert_never

from rsense.core.engine import CurrentPrompt
from rsense.core.prompts import Fill, Gather, Pace, Pick, Rate, Read, Sort, Write
from rsense.tui.views.base import PromptView
from rsense.tui.views.pace import PaceView


def view_for(shown: CurrentPrompt) -> PromptView:
    prompt = shown.prompt
    match prompt:
        case Read():
            from rsense.tui.views.read import ReadView  # noqa: PLC0415

            return ReadView(shown)
        case Rate():
            from rsense.tui.views.rate import RateView  # noqa: PLC0415

            return RateView(shown, prompt)
        case Write():
            from rsense.tui.views.write import WriteView  # noqa: PLC0415

            return WriteView(shown, prompt)
        case Pick():
            from rsense.tui.views.grouped_pick import GroupedPickView, in_families  # noqa: PLC0415
            from rsense.tui.views.pick import PickView  # noqa: PLC0415

            return (GroupedPickView if in_families(prompt) else PickView)(shown, prompt)
        case Gather():
            from rsense.tui.views.gather import GatherView  # noqa: PLC0415

            return GatherView(shown, prompt)
        case Sort():
            from rsense.tui.views.sort import SortView  # noqa: PLC0415

            return SortView(shown, prompt)
        case Fill():
            from rsense.tui.views.fill import FillView  # noqa: PLC0415

            return FillView(shown, prompt)
        case Pace():
            return PaceView(shown, prompt)
        case _:
            assert_never(prompt)
