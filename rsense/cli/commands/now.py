"""`rsense now`: it hurts now: something that fits, and whether it helped."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.cli.face import report_unsaved, run_activity
from rsense.services.context import open_context


def now(
    plain: Annotated[bool, typer.Option("--plain", help="Lines instead of screens.")] = False,
    private: Annotated[bool, typer.Option("--private", help="Keep nothing on disk.")] = False,
    no_wait: Annotated[bool, typer.Option("--no-wait", help="Timed steps do not wait.")] = False,
) -> None:
    """It hurts now: something that fits, and whether it helped."""
    from rsense.services.face_services import services_for
    from rsense.services.now.flow import NowFlow

    context = open_context()
    services = services_for(context, private=private)
    with report_unsaved():
        opened = NowFlow(context, private=private).opened()
    run_activity(opened, services, plain=plain or context.config.plain, wait=not no_wait)
