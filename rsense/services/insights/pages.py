"""Insights in lines: the page, then what goes together, one finding at a time."""

from __future__ import annotations

from rsense.core.bars import sentences
from rsense.insight.sections import NOT_WHY
from rsense.insight.selection import SPANS, WEEKS
from rsense.ports import Activity
from rsense.services.context import AppContext
from rsense.services.exercise.flow import open_exercise
from rsense.services.forms import ask_choice, last_page
from rsense.services.insights.overview import Insights, insights

TITLE = "Insights"


def insight_page(context: AppContext, weeks: int = WEEKS) -> Activity:
    """What can be counted, and the way to the first finding where there is one."""
    found = insights(context, weeks=weeks)
    said = [
        "\n".join((f"{section.title}:", *section.lines, *sentences(section.rows)))
        for section in found.sections
    ]
    other = SPANS[(SPANS.index(weeks) + 1) % len(SPANS)]
    ways = {"n": "what goes together (n)"} if found.findings() else {}
    if found.findings() != found.every_finding:
        ways["u"] = "show what is hidden again (u)"
    ways["w"] = f"look at {other} weeks (w)"
    if not found.findings():
        said.append(found.nothing())

    def take(way: str) -> Activity | None:
        if way == "n":
            return _finding(found, 0)
        if way == "u":
            found.bring_back()
        return insight_page(context, other if way == "w" else weeks) if way != "stop" else None

    return last_page(f"{TITLE}, the last {weeks} weeks", "\n\n".join(said), ways, take)


def _finding(found: Insights, at: int) -> Activity:
    """One finding, and what can be done about it."""
    findings = found.findings()
    if not findings:
        return insight_page(found.context)
    at %= len(findings)
    here = findings[at]
    ways = {"p": f"{here.next[0].lower()}{here.next[1:]} (p)"}
    if len(findings) > 1:
        ways["n"] = "the next finding (n)"
    ways |= {"x": "don't show this again (x)", "stop": "enough for now"}

    def take(way: str) -> Activity | None:
        if way == "p":
            return open_exercise(found.context, here.exercise)
        if way == "x":
            found.hide(here)
        return _finding(found, at + (way == "n")) if way != "stop" else None

    place = f"What goes together, {at + 1} of {len(findings)}."
    return ask_choice(TITLE, f"{place}\n{here.text}\n{NOT_WHY}", ways, take)
