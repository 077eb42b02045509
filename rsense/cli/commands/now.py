"""`rsense now`: it hurts now: a breath first, then what fits."""

from typing import Any

from rsense.cli.face import report_unsaved, run_activity
from rsense.cli.run_options import RunOptions, with_run_options
from rsense.services.context import open_context
from rsense.services.frontend_services import services_for
from rsense.services.now.flow import NowFlow


@with_run_options()
def now(**options: Any) -> None:
    """It hurts now: a breath first, then what fits."""
    context, chosen = open_context(), RunOptions(**options)
    with report_unsaved():
        opened = NowFlow(context, private=chosen.private).opened()
    run_activity(opened, services_for(context, private=chosen.private), chosen)
