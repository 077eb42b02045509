"""Key help: every key in words, read from the bindings, those of the current screen first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalGroup
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static

from rsense.tui.app import RsenseApp
from rsense.tui.bindings import NAMES, bound
from rsense.tui.preview import PreviewEnding, PreviewScreen
from rsense.tui.screens.example import ExampleScreen
from rsense.tui.screens.exercise import ExerciseScreen
from rsense.tui.screens.finder import FinderScreen
from rsense.tui.screens.help_now import HelpScreen
from rsense.tui.screens.history import HistoryScreen
from rsense.tui.screens.home import HomeScreen
from rsense.tui.screens.insights import InsightsScreen
from rsense.tui.screens.review import ReviewScreen
from rsense.tui.screens.settings import SettingsScreen
from rsense.tui.views.grouped_pick import GroupedPickView
from rsense.tui.views.pace import PaceView
from rsense.tui.views.pick import Choices
from rsense.tui.views.rate import RateView
from rsense.tui.views.read import ReadView
from rsense.tui.views.sort import SortView
from rsense.tui.widgets.choice import Choice
from rsense.tui.widgets.content import joined, words
from rsense.tui.widgets.header_footer import BACK, Header, Key, KeyHints
from rsense.tui.widgets.row_list import RowList
from rsense.tui.widgets.scrolling import Scroll
from rsense.tui.widgets.text_field import TextField
from rsense.tui.widgets.wrapped_text import HangingText

Node = type[DOMNode]

HERE, EVERYWHERE = "On this screen", "Everywhere"
SECTIONS: Mapping[str, tuple[Node, ...]] = {
    EVERYWHERE: (RsenseApp,),
    "In an exercise": (
        RateView,
        ExerciseScreen,
        TextField,
        Choices,
        SortView,
        PaceView,
        ReadView,
        GroupedPickView,
        ReviewScreen,
        ExampleScreen,
    ),
    "At home": (HomeScreen, Choice),
    "History": (HistoryScreen, RowList),
    "Insights": (InsightsScreen,),
    "Help now": (HelpScreen,),
    "Finding an exercise": (FinderScreen,),
    "Settings": (SettingsScreen,),
    "Preview of a script": (PreviewScreen, PreviewEnding),
}


def key_help(nodes: Iterable[Node]) -> dict[str, str]:
    """What each key does, by its name; several widgets may use it for several things."""
    found: dict[str, dict[str, None]] = {}
    for node in nodes:
        for key, does in _keys(node):
            found.setdefault(key, {})[does] = None
    return {key: "; ".join(does) for key, does in found.items()}


def _keys(node: Node) -> Iterator[Key]:
    for binding in node.__dict__.get("BINDINGS", ()):
        assert isinstance(binding, Binding)  # noqa: S101 - none of ours is a bare tuple
        names = ", ".join(map(_name, binding.key.split(",")))
        yield binding.key_display or names, binding.tooltip
    yield from node.__dict__.get("TYPED_KEYS", ())


def _name(key: str) -> str:
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[-1].upper()}"
    is_function = key[0] == "f" and key[1:].isdecimal()
    return NAMES.get(key, key.upper() if is_function else key)


class KeyHelpScreen(Screen[None]):
    BINDINGS = [bound("escape,enter,question_mark", "dismiss", "close_keys", "back")]

    def __init__(self, asked_from: Iterable[Node] = ()) -> None:
        """`asked_from` are the classes from the widget with the cursor up to its screen."""
        super().__init__()
        self.here = [node for node in asked_from if node is not RsenseApp]

    def compose(self) -> ComposeResult:
        yield Header("Keys", "")
        everywhere = key_help(SECTIONS[EVERYWHERE])
        others = {
            title: key_help(node for node in nodes if node not in self.here)
            for title, nodes in SECTIONS.items()
        }
        with Scroll(id="page"), VerticalGroup(id="column"):
            for title, keys in {HERE: key_help(self.here), **others}.items():
                whole = title in (HERE, EVERYWHERE)
                told = {k: d for k, d in keys.items() if whole or k not in everywhere}
                if told:
                    yield Static(words(title), classes="asked")
                for key, does in told.items():
                    yield HangingText(joined((f"{key:<17}", "bold $primary")), words(does))
        yield KeyHints([("↑ ↓", "more")], BACK)
