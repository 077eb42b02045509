"""The search on the screen: what it says where nothing fits, and people to call in danger."""

from __future__ import annotations

import pytest

from rsense.core.exercise_names import NOTHING_FITS
from rsense.core.people import DANGER
from rsense.services.frontend_services import full_services
from tests.pictures import invented
from tests.tui.stage import acted, running


@pytest.mark.parametrize(
    ("typed", "shown", "opened"),
    [
        ("suicidal", "People to call, with their numbers.", DANGER.partition(":")[0]),
        ("qwertz", NOTHING_FITS, "Paced breathing"),
        ("left on read", "Sit with not knowing", "Sit with not knowing"),
    ],
)
@acted
async def test_words_show_what_fits_and_enter_opens_the_first(
    typed: str, shown: str, opened: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    context = invented(str(tmp_path_factory.mktemp("home")))
    async with running(full_services(context)) as here:
        await here.press("slash")
        await here.type(typed)
        await here.until(lambda: shown in here.words)
        await here.press("enter")
        await here.until(lambda: opened in here.words and typed not in here.words)
