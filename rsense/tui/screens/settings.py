"""The settings screen."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen

from rsense.ports import HomeActions
from rsense.save_queue import STILL_SAVING
from rsense.session_runner import SaveFailed
from rsense.setting_names import SETTINGS
from rsense.tui.bindings import bound
from rsense.tui.own_app import own_app, saved
from rsense.tui.screens.finder import CountryScreen
from rsense.tui.screens.question_layout import Complaint
from rsense.tui.widgets.content import QUIET, joined
from rsense.tui.widgets.header_footer import BACK, Header, KeyHints
from rsense.tui.widgets.row_list import RowList
from rsense.tui.widgets.text_field import TextField

NO_COUNTRY = "that of this machine's language"


class SettingsScreen(Screen[None]):
    SCOPED_CSS = False  # it asks for its own size
    DEFAULT_CSS = """
    SettingsScreen .complaint { padding: 0 3; }
    SettingsScreen.-narrow .complaint { padding: 0 1; }
    """
    BINDINGS = [
        bound("escape", "close", "settings_close", "back"),
        bound("space", "change", "settings_change", "change"),
    ]

    def __init__(self, house: HomeActions) -> None:
        super().__init__()
        self.house = house
        self.values = dict(house.settings())

    def compose(self) -> ComposeResult:
        yield Header("Settings", "")
        yield RowList(self._line, [key for key in SETTINGS if key in self.values])
        own = TextField()
        own.display = False
        yield own
        yield Complaint()
        yield KeyHints([("Enter", "change"), ("↑ ↓", "choose")], BACK)

    def _line(self, key: str) -> Content:
        name, about = key.replace("_", " "), SETTINGS[key]
        value = self.values[key]
        shown = ("yes" if value else "no") if isinstance(value, bool) else value or "not said"
        return joined((f"{name}: ", ""), (str(shown), "$secondary"), (f"\n{about}", QUIET))

    @property
    def _key(self) -> str:
        return str(self.query_one(RowList).here)

    @on(RowList.Chosen)
    def chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.action_change()

    def action_change(self) -> None:
        key, value = self._key, self.values[self._key]
        if isinstance(value, bool):
            self._set(key, not value)
        elif key == "theme":
            themes = self.house.themes()
            at = themes.index(value) if value in themes else -1
            self._set(key, themes[(at + 1) % len(themes)])
        elif key == "glyphs":
            self._set(key, "blocks" if value == "ascii" else "ascii")
        elif key == "country":
            known = own_app(self).services.countries()
            self.app.push_screen(CountryScreen(known, none=NO_COUNTRY), self._country_chosen)
        else:
            own = self.query_one(TextField)
            own.text, own.display = value, True
            own.focus()

    def _country_chosen(self, code: str | None) -> None:
        if code is not None:
            self._set("country", code)

    @on(TextField.Done)
    def said(self, event: TextField.Done) -> None:
        event.stop()
        self.query_one(TextField).display = False
        self.query_one(RowList).focus()
        self._set(self._key, event.text.strip())

    @work
    async def _set(self, key: str, value: str | bool) -> None:  # noqa: FBT001 - a setting's value
        try:
            look = await saved(
                self, lambda: self.house.change(key, value), lambda: self._say(STILL_SAVING)
            )
        except (ValueError, SaveFailed) as error:
            self._say(str(error))
            return
        self._say("")
        self.values = dict(self.house.settings())
        self.query_one(RowList).action_move(0)  # draws it again
        own_app(self).apply_display(look)

    def _say(self, text: str) -> None:
        self.query_one(Complaint).say(text)

    def action_close(self) -> None:
        if self.query_one(TextField).display:
            self.query_one(TextField).display = False
            self.query_one(RowList).focus()
        else:
            self.dismiss()
