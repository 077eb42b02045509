"""`rsense now`: it hurts now: a breath first, then what fits."""

from __future__ import annotations

from rsense.cli.commands._options import NoWait, Plain, Private, Speak
from rsense.cli.face import report_unsaved, run_activity
from rsense.cli.run_options import RunOptions
from rsense.services.context import open_context
from rsense.services.frontend_services import services_for
from rsense.services.now.flow import NowFlow


def now(
    *, plain: Plain = False, speak: Speak = False, private: Private = False, no_wait: NoWait = False
) -> None:
    """It hurts now: a breath first, then what fits."""
    context = open_context()
    with report_unsaved():
        opened = NowFlow(context, private=private).opened()
    options = RunOptions(plain=plain, private=private, no_wait=no_wait, speak=speak)
    run_activity(opened, services_for(context, private=private), options)
