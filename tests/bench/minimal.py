"""The smallest Textual program there is, to hold ours against."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Minimal(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("the first frame")


if __name__ == "__main__":
    Minimal().run()
