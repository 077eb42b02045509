"""InsightsPage: what a frontend shows of insights. Built by `services/insights/`."""

from __future__ import annotations

from typing import Protocol

from rsense.insight.sections import Finding, Section


class InsightsPage(Protocol):
    """The page over some weeks. Each part is read and worked out when it is asked for."""

    @property
    def sections(self) -> list[Section]:
        """What can be counted, and at the end what else can be said, and when."""

    def findings(self) -> tuple[Finding, ...]:
        """What goes together and is not hidden, the surest first: this takes longest."""

    def nothing(self) -> str:
        """Why there is no finding to show, in words."""

    def hide(self, finding: Finding) -> str:
        """Show a finding no more; what was done, in words. Raises SaveFailed."""

    def bring_back(self) -> str:
        """Show all of them again; what was done, in words. Raises SaveFailed."""
