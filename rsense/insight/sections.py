"""Insights in words: the sections of the page, and what may be said of a pattern. Pure.

Counts are of notes: “you noted”, never “it happened”. No word here says that one thing is why
another is; a test holds every sentence to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rsense.core.bars import Row
from rsense.core.records import Trigger
from rsense.core.sanitize import one_line
from rsense.core.text_width import truncate
from rsense.insight import patterns, predictions
from rsense.insight.effects import ENOUGH, Effects
from rsense.insight.exact_tests import wilson
from rsense.insight.good_moments import good_beside_hard
from rsense.insight.patterns import Pattern
from rsense.insight.programme_change import ProgrammeChange
from rsense.insight.selection import Selection, monday
from rsense.insight.triggers import Counted, TriggerCounts
from rsense.insight.urges import UrgeCount
from rsense.insight.weeks import Week, halves

MOST_ROWS, MOST_WEEKS = 5, 12
LONGEST = 40
"""Columns of a word of the person's own within a sentence."""
HOURS = ("0 to 6", "6 to 12", "12 to 18", "18 to 24")
NOTHING = "Nothing noted in these weeks. Log something when it hurts, or when it's good."
NAMED = {
    "tag": "In notes with the tag “{}”",
    "who": "In notes about {}",
    "type": "In notes of the kind “{}”",
    "before": "In notes with “{}” before it",
}
"""How a finding begins, by the kind of its pattern."""
NOT_WHY = "They go together in your notes; your notes don't say why."
TOO_FEW = "It takes more notes to say what goes together; below it says how many."
ALL_HIDDEN = "What goes together in your notes is hidden now."
NO_PATTERN = "No word of yours goes with stronger or weaker notes more than chance would do."


class Section(NamedTuple):
    """One question with its answer: sentences, then rows to draw or to say."""

    title: str
    lines: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    most: float = 0
    """The value of a whole bar; 0 for the largest of the rows."""


class Finding(NamedTuple):
    """A pattern in words, and something to do."""

    pattern: Pattern
    text: str
    next: str
    exercise: str
    """The id of the exercise that `next` speaks of."""


class Overview(NamedTuple):
    """What all sections are made of."""

    selection: Selection
    weeks: tuple[Week, ...]
    triggers: TriggerCounts
    urges: tuple[UrgeCount, ...]
    effects: Effects
    detail: bool = False
    """Say how sure a share is."""
    programmes: tuple[ProgrammeChange, ...] = ()


def sections(seen: Overview) -> list[Section]:
    """Every section that has something to say."""
    feared = predictions.ledger(seen.selection.follow_ups)
    found = [
        _weeks(seen),
        _shares("What set it off", "A kind of moment is named", seen.triggers.what, seen),
        _shares("Your tags", "A tag is", seen.triggers.tags, seen),
        _shares("With whom", "Someone is named", seen.triggers.who, seen),
        Section("On which days", rows=tuple(_share(d, seen) for d in seen.triggers.weekdays)),
        _hours(seen),
        _shares("What came before", "It is said", seen.triggers.before, seen),
        _urges(seen),
        _effects(seen),
        _programmes(seen),
        _good(seen),
        Section("What you feared", (feared,) if feared else ()),
    ]
    return [section for section in found if section.lines or section.rows]


def _weeks(seen: Overview) -> Section:
    rows = []
    for week in seen.weeks[-MOST_WEEKS:]:
        day = f"{week.begins.day} {week.begins:%b}"
        peak = "" if week.peak is None else f", {week.peak} at the strongest"
        good = f", {_counted(week.good, 'good moment')}" if week.good else ""
        sentence = f"Week of {day}: {_counted(week.notes, 'note')}{peak}{good}."
        rows.append(Row(day, week.notes, f"{week.notes}{peak}{good}", sentence))
    lines = [] if seen.weeks else [NOTHING]
    if two := halves(seen.weeks, seen.selection.last):
        lines.append(
            f"In the last four whole weeks you noted {_times(two.after)}, in the four before "
            f"{_times(two.before)}: {two.change}."
        )
        if not all(week.notes for week in seen.weeks[:-1]):
            lines.append("A week without a note isn't always an easy one.")
    if later := seen.selection.to_come:
        lines.append(f"Left out, as dated later than today: {_counted(later, 'note')}.")
    return Section("The last weeks", tuple(lines), tuple(rows))


def _shares(title: str, what: str, counts: Sequence[Counted], seen: Overview) -> Section:
    if not counts:
        return Section(title)
    lead = f"{what} in {counts[0].of} of your {_counted(len(seen.selection.hard), 'note')}."
    return Section(title, (lead,), tuple(_share(one, seen) for one in counts[:MOST_ROWS]))


def _share(one: Counted, seen: Overview, label: str = "") -> Row:
    label = label or short(one.label)
    share, sure = f"{one.notes} of {one.of}", _interval(one.notes, one.of, seen)
    return Row(label, one.notes, share + sure, f"{label}: in {share} notes{sure}.")


def _interval(hits: int, of: int, seen: Overview) -> str:
    if not seen.detail:
        return ""
    low, high = (round(100 * side) for side in wilson(hits, of))
    return f" ({low} to {high} %)"


def _hours(seen: Overview) -> Section:
    parts = zip(seen.triggers.parts_of_day, HOURS, strict=False)
    rows = (_share(part, seen, f"{part.label}, {hours}") for part, hours in parts)
    return Section("At what time", rows=tuple(rows))


def _urges(seen: Overview) -> Section:
    rows = []
    for urge in seen.urges[:MOST_ROWS]:
        label, said = short(urge.label), urge.acted + urge.not_acted
        mark = _times(urge.felt)
        if said:
            what = f"your words for what you did name it in {urge.acted} of {said}"
            mark += f", acted on in {urge.acted} of {said}{_interval(urge.acted, said, seen)}"
            rows.append(Row(label, urge.felt, mark, f"{label}: felt {_times(urge.felt)}; {what}."))
        else:
            rows.append(Row(label, urge.felt, mark, f"{label}: felt {mark}."))
    lines = []
    if any(urge.not_acted for urge in seen.urges):
        lines.append("An urge that you felt and didn't act on is one you got through.")
    if any(urge.unsaid < urge.felt for urge in seen.urges):
        lines.append("Whether you did is read from your own words, so it can be wrong.")
    if any(urge.heavy for urge in seen.urges):
        lines.append("Some of these are too heavy to carry alone. Help now shows people to call.")
    return Section("Urges, felt and acted on", tuple(lines), tuple(rows))


def _effects(seen: Overview) -> Section:
    rows = []
    for exercise, effect in seen.effects.best()[:MOST_ROWS]:
        title = short(seen.effects.titles[exercise])
        lower = round(effect.shrunken, 1)
        raw = f", {effect.mean:.1f} before it was weighed" if seen.detail else ""
        how = f"{abs(lower):g} {'lower' if lower >= 0 else 'higher'}"
        mark = f"{how}, {_times(effect.uses)}{raw}"
        sentence = f"After {title} you noted {how} on average, {_times(effect.uses)}{raw}."
        rows.append(Row(title, max(lower, 0), mark, sentence))
    lines: tuple[str, ...] = ()
    if rows:
        usual = round(seen.effects.usual, 1)
        lines = (
            f"After all of them together: {abs(usual):g} {'lower' if usual >= 0 else 'higher'}. "
            "Compare them with each other only: strong feelings are mostly weaker a while later, "
            "whatever you do.",
        )
    return Section("What was lower afterwards", lines, tuple(rows))


def _programmes(seen: Overview) -> Section:
    rows = []
    for one in seen.programmes:
        lower, title = round(10 * one.lower), short(one.title)
        sentence = (
            f"{title}: {_counted(one.before, 'note')} before it and {one.after} after. Of every 10 "
            f"pairs of one before and one after, {lower} were lower afterwards."
        )
        rows.append(Row(title, lower, f"{lower} of 10 pairs lower afterwards", sentence))
    lines = ("Five of ten would be no difference. Much else changes in so many weeks.",)
    return Section("Before and after a programme", lines if rows else (), tuple(rows), most=10)


def _good(seen: Overview) -> Section:
    rows = []
    for one in good_beside_hard(seen.selection)[: MOST_ROWS + 1]:
        label = f"with {short(one.who)}" if one.who else "in all"
        mark = f"{one.good} good, {one.hard} hard"
        rows.append(Row(label, one.good, mark, f"{label[0].upper()}{label[1:]}: {mark}."))
    return Section("Good moments beside hard ones", rows=tuple(rows))


def finding(pattern: Pattern) -> Finding:
    """A pattern in words; it says what goes together in the notes, and no more."""
    named = NAMED[pattern.kind].format(short(pattern.label))
    how = "stronger" if pattern.difference > 0 else "weaker"
    points = f"{abs(pattern.difference):.1f} points {how}"
    text = (
        f"{named} you noted about {points} than in others of the same "
        f"weeks ({pattern.with_it} notes with it, {pattern.without} without)."
    )
    if pattern.same:
        also = " and ".join(f"“{short(word)}”" for word in pattern.same)
        text += f" Nearly the same notes have {also}, so it may as well be that."
    if pattern.difference > 0:
        return Finding(pattern, text, "Plan what you'll do next time", "if-then-plan")
    return Finding(pattern, text, "Write down what's different then", "journal")


def outlook(seen: Overview) -> Section:
    """What can be said by now, and how many notes the rest would take."""
    return Section("What can be said, and when", tuple(_outlook(seen)))


def _outlook(seen: Overview) -> Iterator[str]:
    rated = seen.selection.rated
    weeks = _weeks_of(rated)
    yield "Counts: from the first note on."
    if not seen.effects.best():
        yield f"What was lower after an exercise: once you've rated one {ENOUGH} times."
    has, need = len(predictions.answered(seen.selection.follow_ups)), predictions.ENOUGH
    if has < need:
        yield f"How what you feared came out: from {need} answered predictions on; {has} so far."
    if too_few(seen):
        yield (
            f"What goes with stronger notes: from {patterns.LEAST_NOTES} notes with a strength, "
            f"over {patterns.LEAST_WEEKS} weeks, on; {len(rated)} over {weeks} so far. A word "
            f"needs {patterns.LEAST_WITH} notes with it and {patterns.LEAST_WITHOUT} without."
        )
    if weeks:
        yield _power(len(rated), round(len(rated) / weeks) or 1)


def too_few(seen: Overview) -> bool:
    """True if no word is tried yet: whatever goes together, it could not be told."""
    rated = seen.selection.rated
    return len(rated) < patterns.LEAST_NOTES or _weeks_of(rated) < patterns.LEAST_WEEKS


def _weeks_of(notes: Sequence[Trigger]) -> int:
    return len({monday(note.at.date()) for note in notes})


def _power(notes: int, rate: int) -> str:
    """By how many notes a difference would show, at the person's own rate."""
    week = f"At about {_counted(rate, 'note')} a week"
    if (need := patterns.shows_by(rate)) is None:
        return f"{week}, there's little to hold a note against: two a week or more would show more."
    return (
        f"{week}, a difference of two points would show by about {need} notes, four times in "
        f"five. You have {notes}."
    )


def short(word: str) -> str:
    """A word of the person's own, as a sentence can hold it."""
    return truncate(one_line(word), LONGEST)


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
