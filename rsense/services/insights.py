"""Insights: reads the records they are about, and remembers which findings are hidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

import msgspec

from rsense.core.records import Record
from rsense.insight import sections
from rsense.insight.effects import Effects
from rsense.insight.good_moments import good_beside_hard
from rsense.insight.patterns import patterns
from rsense.insight.predictions import answered
from rsense.insight.sections import Finding, Overview, Section
from rsense.insight.selection import WEEKS, first_day, select
from rsense.insight.triggers import trigger_counts
from rsense.insight.urges import urge_counts
from rsense.insight.weeks import weeks
from rsense.services.context import AppContext
from rsense.services.saving import as_save_failed
from rsense.store import hidden_findings

KINDS = ("trigger", "session", "followup")


class Insights(msgspec.Struct, frozen=True, dict=True):
    """What a person's notes say, over some weeks. Each part is worked out when it is asked for."""

    context: AppContext
    first: date
    who: str = ""
    detail: bool = False

    @cached_property
    def seen(self) -> Overview:
        """All that can be counted at once."""
        chosen = select(self._records(), self.first, self.context.now().date(), self.who)
        urges = self.context.library.vocabularies.get("urges")
        heavy = [word.value for word in urges.words() if word.people] if urges else []
        return Overview(
            chosen,
            weeks(chosen),
            trigger_counts(chosen.hard),
            urge_counts(chosen.hard, heavy),
            Effects((*chosen.hard, *chosen.sessions)),
            self.detail,
        )

    @property
    def sections(self) -> list[Section]:
        return sections.sections(self.seen)

    @property
    def outlook(self) -> Section:
        return sections.outlook(self.seen)

    @cached_property
    def every_finding(self) -> tuple[Finding, ...]:
        """The findings, hidden ones too: this takes longer than all the rest."""
        return tuple(map(sections.finding, patterns(self.seen.selection.rated)))

    def findings(self) -> tuple[Finding, ...]:
        """The findings that are not hidden, the surest first."""
        hidden = hidden_findings.hidden_findings(self.context.data)
        return tuple(one for one in self.every_finding if one.pattern.id not in hidden)

    def hide(self, finding: Finding) -> None:
        """Show a finding no more. Raises SaveFailed."""
        with as_save_failed():
            hidden_findings.hide(self.context.data, finding.pattern.id)

    def document(self) -> dict[str, object]:
        """All of it for programs."""
        seen = self.seen
        closed = answered(seen.selection.follow_ups)
        came = [one.came for one in closed]
        return {
            "from": self.first.isoformat(),
            "to": seen.selection.last.isoformat(),
            "notes": len(seen.selection.hard),
            "weeks": [{**w._asdict(), "begins": w.begins.isoformat()} for w in seen.weeks],
            "triggers": {
                name: [{"label": c.label, "notes": c.notes, "of": c.of} for c in counts]
                for name, counts in seen.triggers._asdict().items()
            },
            "urges": [{**u._asdict(), "unsaid": u.unsaid} for u in seen.urges],
            "effects": [
                {
                    "exercise": exercise,
                    "title": seen.effects.titles[exercise],
                    "uses": effect.uses,
                    "lower": round(effect.shrunken, 2),
                }
                for exercise, effect in seen.effects.best()
            ],
            "good": [one._asdict() for one in good_beside_hard(seen.selection)],
            "predictions": {
                "answered": len(came),
                "as_feared": came.count("yes"),
                "partly": came.count("partly"),
                "sure": round(sum(one.sure or 0 for one in closed) / len(came)) if came else None,
                "text": sections.ledger(seen),
            },
            "findings": [_finding_document(one) for one in self.findings()],
            "outlook": list(self.outlook.lines),
        }

    def _records(self) -> Iterator[Record]:
        # Names are in UTC, days are those of the place: a day to either side is at most a month.
        since = datetime.combine(self.first, time(), UTC) - timedelta(days=1)
        for kind in KINDS:
            yield from (found.record for found in self.context.records.newest(kind, since=since))


def _finding_document(found: Finding) -> dict[str, object]:
    pattern = found.pattern
    return {
        "id": pattern.id,
        "text": found.text,
        "next": found.next,
        "exercise": found.exercise,
        "kind": pattern.kind,
        "about": pattern.label,
        "same": pattern.same,
        "difference": round(pattern.difference, 2),
        "with": pattern.with_it,
        "without": pattern.without,
        "weeks": pattern.weeks,
    }


def insights(
    context: AppContext,
    *,
    weeks: int = WEEKS,
    since: date | None = None,
    who: str = "",
    detail: bool = False,
) -> Insights:
    """Insights from a day on, else over so many calendar weeks, this one included."""
    return Insights(context, since or first_day(context.now().date(), weeks), who, detail)
