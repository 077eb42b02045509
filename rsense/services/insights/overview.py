"""Insights: reads the records they are about, and remembers which findings are hidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

import msgspec

from rsense.core.records import PathMark, Record, Trigger
from rsense.insight import sections
from rsense.insight.effects import Effects
from rsense.insight.good_moments import good_beside_hard
from rsense.insight.patterns import patterns
from rsense.insight.predictions import answered, ledger
from rsense.insight.programme_change import ProgrammeSpan, programme_changes
from rsense.insight.sections import Finding, Overview, Section
from rsense.insight.selection import WEEKS, Selection, first_day, select
from rsense.insight.triggers import trigger_counts
from rsense.insight.urges import urge_counts
from rsense.insight.weeks import weeks
from rsense.services.clock import by_clocks_here
from rsense.services.context import AppContext
from rsense.store import hidden_findings
from rsense.store.records import reader
from rsense.store.records.codec import decode_record
from rsense.store.records.schema import Document


class Insights(msgspec.Struct, frozen=True, dict=True):
    """What a person's notes say, over some weeks: what `InsightsPage` promises, and more."""

    context: AppContext
    first: date
    who: str = ""
    detail: bool = False

    @cached_property
    def seen(self) -> Overview:
        """All that can be counted at once."""
        now = self.context.now()
        lived = (one._replace(at=by_clocks_here(one.at, now)) for one in self._records())
        chosen = select(lived, self.first, now.date(), self.who)
        return Overview(
            chosen,
            weeks(chosen),
            trigger_counts(chosen.hard),
            urge_counts(chosen.hard, self._heavy(chosen)),
            Effects((*chosen.hard, *chosen.sessions)),
            self.detail,
            () if self.who else tuple(programme_changes(self._programmes(), chosen.hard)),
        )

    @property
    def sections(self) -> list[Section]:
        return [*sections.sections(self.seen), sections.outlook(self.seen)]

    @cached_property
    def every_finding(self) -> tuple[Finding, ...]:
        """The findings, hidden ones too: this takes longer than all the rest."""
        return tuple(map(sections.finding, patterns(self.seen.selection.rated)))

    def findings(self) -> tuple[Finding, ...]:
        hidden = hidden_findings.hidden_findings(self.context.data)
        return tuple(one for one in self.every_finding if one.pattern.id not in hidden)

    def nothing(self) -> str:
        if self.every_finding:
            return sections.ALL_HIDDEN
        return sections.TOO_FEW if sections.too_few(self.seen) else sections.NO_PATTERN

    def hide(self, finding: Finding) -> str:
        from rsense.services.saving import as_save_failed

        with as_save_failed():
            hidden_findings.hide(self.context.data, finding.pattern.id)
        return "Hidden."

    def bring_back(self) -> str:
        from rsense.services.saving import as_save_failed

        with as_save_failed():
            count = hidden_findings.bring_back(self.context.data)
        return f"Shown again: {count}." if count else "None was hidden."

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
            "programmes": [one._asdict() for one in seen.programmes],
            "good": [one._asdict() for one in good_beside_hard(seen.selection)],
            "predictions": {
                "answered": len(came),
                "as_feared": came.count("yes"),
                "partly": came.count("partly"),
                "sure": round(sum(one.sure or 0 for one in closed) / len(came)) if came else None,
                "text": ledger(seen.selection.follow_ups),
            },
            "findings": [_finding_document(one) for one in self.findings()],
            "outlook": list(sections.outlook(seen).lines),
        }

    def _programmes(self) -> Iterator[ProgrammeSpan]:
        """Programmes begun in these weeks that are through, or were put away."""
        from rsense.services.over_time.programmes import standing

        since = datetime.combine(self.first, time(), UTC)
        marks = [found.record for found in self.context.records.newest("path", since=since)]
        for name in sorted({mark.programme for mark in marks if isinstance(mark, PathMark)}):
            here = standing(self.context, name)
            if here is None or here.position is None or here.position.last is None:
                continue
            if here.position.whole or here.mark.did == "away":
                yield ProgrammeSpan(name, here.title, here.begun.at, here.position.last)

    def _heavy(self, chosen: Selection) -> list[str]:
        """Urges that nobody should be alone with. The list is read where any urge was felt."""
        if not any(note.urge for note in chosen.hard):
            return []
        urges = self.context.library.vocabularies.get("urges")
        return [word.value for word in urges.words() if word.people] if urges else []

    def _records(self) -> Iterator[Record]:
        # Names are in UTC, days are those of the place: a day to either side is at most a month.
        since = datetime.combine(self.first, time(), UTC) - timedelta(days=1)
        for kind in ("trigger", "session", "followup"):
            need = _Needed(kind, since)
            records = self.context.records
            for _, document in reader.documents(records.folder, need, records.damaged):
                yield _needed(document)


class _Needed(reader.RecordFilter):
    """Records that say something here: of sessions, those with a rating."""

    def may_match_bytes(self, data: bytes) -> bool:
        return self.kind != "session" or b"distress" in data or b"\\" in data


def _needed(document: Document) -> Record:
    """A record without what no insight looks at: in ten years that is half of the time."""
    get = document.get
    if document["kind"] == "followup":
        return decode_record(document)
    if document["kind"] == "session":
        return decode_record({**document, "reply": (), "aside": ()})
    return Trigger(
        *(document["id"], document["at"], "", get("intensity")),
        urge=tuple(get("urge", ())),
        who=get("who", ""),
        tags=tuple(get("tags", ())),
        type=get("type", ""),
        before=get("before", ""),
        did=get("did", ""),
    )


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
