"""The app that a widget or screen belongs to, with its type.

Textual types it as any App, and `rsense.tui.app` imports the screens: they cannot import it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.dom import DOMNode

    from rsense.tui.app import RsenseApp


def own_app(node: DOMNode | Provider) -> RsenseApp:
    return cast("RsenseApp", node.app)
