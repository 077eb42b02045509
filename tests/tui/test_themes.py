"""A person's own theme on the screens, and one that cannot be used."""

from __future__ import annotations

from pathlib import Path

from textual.widgets._toast import Toast

from rsense.services.frontend_services import full_services
from rsense.tui.app import RsenseApp
from tests.pictures import invented
from tests.tui.stage import Clock, Kept, Stage, acted


@acted
async def test_an_own_theme_is_shown_and_a_broken_one_passed_over_in_words(tmp_path: Path) -> None:
    for colour, shown, told in (
        ("#201a2b", "#201a2b", ""),
        ("violet", "#14171c", "evening.toml:1:1: background is not a colour"),
    ):
        context = invented(str(tmp_path))
        folder = Path(context.settings.themes)
        folder.mkdir(exist_ok=True)
        (folder / "evening.toml").write_text(f'background = "{colour}"')
        Path(context.config_path).write_text('theme = "evening"\n')
        app = RsenseApp(full_services(context), clock=(clock := Clock()))
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await Stage(app, pilot, clock, Kept()).settle()
            assert app.screen.styles.background.hex.lower() == shown
            said = "".join(str(toast.render()) for toast in app.screen.query(Toast))
            assert told in said.replace("\n", "")
            assert bool(told) == bool(said)
