"""One page about a few weeks, for somebody who helps and has two minutes. Pure.

A page is values: every form of it (HTML, Markdown, text) draws the same sections. It says what was
noted and nothing about why. Free words of a person are on it only where that was chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from rsense.core.bars import Row
from rsense.core.records import FollowUp, SessionRecord, Trigger
from rsense.core.sanitize import clean, one_line
from rsense.core.text_width import truncate
from rsense.core.trigger_fields import HIGHEST
from rsense.core.values import SKIPPED
from rsense.insight.initials import Initials
from rsense.insight.report_page import Choices, Known, Page, Quote, Section
from rsense.insight.selection import Selection
from rsense.insight.triggers import counted, spelled, trigger_counts
from rsense.insight.urges import UrgeCount, urge_counts

TOP = 5
MOST_PEOPLE = 4
SAME = 0.8
"""Share of their notes in which both stand, from which two kinds of moment are shown as one."""
MOST_ALSO = 3
MADE_BY_US = {"now": "Help in the moment", "ritual": "Rituals"}
"""Sessions that are of no script."""
OTHERS = "Other exercises"
NO_EFFECT = (
    "These are averages. Strong feelings ease by themselves too, so this shows neither what an "
    "exercise did nor which one is better."
)
FURTHER_LEFT = "Further left is less strong."
MOST_ANSWERS = 6
LONGEST_LABEL, LONGEST_WORDS = 40, 240
"""Characters of a tag or the like, and of the person's own words about one thing."""


def page(selection: Selection, choices: Choices, known: Known) -> Page:
    """The whole page, in the order in which it is read."""
    people = counted((*selection.hard, *selection.good), lambda note: (note.who,))
    names = () if "names" in choices.parts else (*(one.label for one in people), *known.names)
    initials = Initials(names)
    made: dict[str, Callable[[], Section]] = {
        "weeks": lambda: _weeks(selection, initials, in_words="words" in choices.parts),
        "triggers": lambda: _triggers(selection, known, initials),
        "urges": lambda: _urges(selection, known, initials, grave="grave" in choices.parts),
        "did": lambda: _did(selection, known),
    }
    empty = not (selection.hard or selection.sessions)
    sections = [make() for part, make in made.items() if part in choices.parts and not empty]
    if talk := choices.talk.strip():
        quote = Quote("", initials.inside(talk))
        sections.insert(0, Section("What I want to talk about", quotes=(quote,)))
    if choices.one is not None:
        sections.append(_one(choices.one, initials))
    weeks = (selection.last - selection.first).days // 7 + 1
    title = f"My last {f'{weeks} weeks' if weeks > 1 else 'week'}, "
    title += f"{_dates(selection.first, selection.last)} {selection.last.year}"
    lead = _lead(selection, known, grave="grave" in choices.parts)
    return Page(title, tuple(lead), tuple(_lead_notes(selection, known)), tuple(sections))


def grave_notes(selection: Selection, crisis: Collection[str]) -> list[Trigger]:
    """The notes with an urge that nobody should bear alone, the oldest first."""
    keys = spelled(crisis).keys()
    return [note for note in selection.hard if not keys.isdisjoint(spelled(note.urge))]


def _lead(selection: Selection, known: Known, *, grave: bool) -> Iterator[str]:
    hard, good = len(selection.hard), len(selection.good)
    days = {note.at.date() for note in (*selection.hard, *selection.good)}
    of = (selection.last - selection.first).days + 1
    moments = _count(hard, "hard moment", "hard moments")
    beside = f" and {_count(good, 'good one', 'good ones')}" if good else ""
    yield f"{moments}{beside} noted, on {len(days)} of {of} days."
    if grave and (them := grave_notes(selection, known.crisis)):
        notes, last = _count(len(them), "note", "notes"), _day(them[-1].at.date())
        yield f"In {notes} I felt an urge to hurt myself, or not to be here; the last is of {last}."


def _lead_notes(selection: Selection, known: Known) -> Iterator[str]:
    yield "Self-noted, not a measurement. A day without a note isn't always an easy day."
    if selection.to_come:
        notes = _count(selection.to_come, "note has", "notes have")
        yield f"{notes} a date still to come. That isn't counted."
    if known.unreadable:
        files = _count(known.unreadable, "file", "files")
        yield f"{files} couldn't be read, so something may be missing."


def _weeks(selection: Selection, initials: Initials, *, in_words: bool) -> Section:
    rows, quotes = [], []
    begins = selection.first
    while begins <= selection.last:
        ends = begins + timedelta(days=6)
        notes = [note for note in selection.hard if begins <= note.at.date() <= ends]
        rated = [note for note in notes if note.intensity is not None]
        peak = max(rated, key=lambda note: note.intensity or 0, default=None)
        count = _count(len(notes), "note", "notes")
        mark = f"{count}, none rated" if notes else "no notes"
        if peak:
            count += f", {len(rated)} rated" if len(rated) < len(notes) else ""
            mark = f"{peak.intensity} of {HIGHEST}, {count}"
            said = _short(initials.inside(peak.what or peak.thought))
            quotes += [Quote(f"{_day(peak.at.date())}, {peak.intensity}", said)] if said else []
        rows.append(Row(_dates(begins, ends), peak and peak.intensity, mark))
        begins = ends + timedelta(days=1)
    title = "The strongest hard moment I rated each week, 0 to 10"
    if not selection.rated:
        return Section(title, ("No note has a strength, so there's nothing to draw.",))
    words = tuple(quotes) if in_words else ()
    return Section(title, (), tuple(rows), "dots", FURTHER_LEFT, words)


def _triggers(selection: Selection, known: Known, initials: Initials) -> Section:
    happenings = {*spelled(known.happenings)}

    def kinds(note: Trigger) -> tuple[str, ...]:
        happening = [word for key, word in spelled((note.before,)).items() if key in happenings]
        return (note.type, *note.tags, *happening)

    found, of = _together(selection.hard, kinds), len(selection.hard)
    rows = tuple(
        Row(_label(initials.inside(label)), notes, f"{notes} of {of}")
        for label, notes in found[:TOP]
    )
    people = counted(selection.hard, lambda note: (note.who,))
    with_whom = [f"{_label(initials.of(one.label))} {one.notes}" for one in people[:MOST_PEOPLE]]
    parts = sorted(trigger_counts(selection.hard).parts_of_day, key=lambda one: -one.notes)
    times = [f"{one.label} {one.notes}" for one in parts if one.notes]
    counts = (("With whom", with_whom), ("When", times))
    said = [f"{about}: {', '.join(them)}." for about, them in counts if them]
    if not found:
        said.append("No note has a tag or a kind of moment.")
    return Section("What set it off, in how many notes", tuple(said), rows)


def _together(
    notes: Sequence[Trigger], kinds: Callable[[Trigger], Iterable[str]]
) -> list[tuple[str, int]]:
    """(label, notes) of each kind, the most frequent first; those of the same notes as one."""
    places: dict[str, set[int]] = {}
    for place, note in enumerate(notes):
        for key in spelled(kinds(note)):
            places.setdefault(key, set()).add(place)
    merged: list[tuple[str, set[int]]] = []
    for one in counted(notes, kinds):
        here = places[one.key]
        for place, (label, them) in enumerate(merged):
            if len(them & here) >= SAME * len(them | here):
                merged[place] = (f"{label}, {one.label}", them | here)
                break
        else:
            merged.append((one.label, here))
    return [(label, len(them)) for label, them in merged]


def _urges(selection: Selection, known: Known, initials: Initials, *, grave: bool) -> Section:
    counts = urge_counts(selection.hard, known.crisis)
    others = [one for one in counts if not one.heavy]
    heavy = [one for one in counts if one.heavy and grave]
    shown = [*heavy, *others][: max(TOP, len(heavy))]
    rows = tuple(
        Row(
            _label(initials.inside(known.labels.get(one.label, one.label))),
            one.felt,
            _urge_mark(one),
        )
        for one in shown
    )
    title = "Urges I felt, and whether I acted on them"
    if not shown:
        return Section(title, ("No note says what I felt an urge to do.",))
    unsaid = any(one.unsaid for one in others)
    notes = {
        "The notes don't say whether I acted on the first of these. Please ask me.": bool(heavy),
        "An urge that I felt and didn't act on is one I got through.": not heavy
        and any(one.not_acted for one in others),
        "This is sorted by words alone, so it's worth asking what the something else was.": any(
            one.not_acted for one in others
        ),
        "Where I didn't note what I did, only the urge is counted.": unsaid,
    }
    return Section(title, rows=rows, notes=tuple(note for note, said in notes.items() if said))


def _urge_mark(one: UrgeCount) -> str:
    felt = f"felt {one.felt}"
    if one.heavy or one.unsaid == one.felt:
        return felt
    return f"{felt}, acted on {one.acted}, something else {one.not_acted}"


def _did(selection: Selection, known: Known) -> Section:
    done: dict[str, list[SessionRecord]] = {}
    for session in selection.sessions:
        if session.outcome == "completed":
            title = known.titles.get(session.exercise, OTHERS)
            done.setdefault(MADE_BY_US.get(session.exercise, title), []).append(session)
    rows, also = [], []
    for named, them in sorted(done.items(), key=lambda one: (-len(one[1]), one[0])):
        title = _label(named)
        taken = [one.measures["distress"] for one in them if "distress" in one.measures]
        if not taken:
            also.append(f"{title} {len(them)}")
            continue
        before = sum(one.before for one in taken) / len(taken)
        after = sum(one.after for one in taken) / len(taken)
        times = "once" if len(taken) == 1 else f"{len(taken)} times"
        mark = f"{before:.1f} before, {after:.1f} after, {times}"
        rows.append(Row(title, after, mark, before=before))
    title = "What I did, and how distressed I was before and after, 0 to 10"
    said = () if rows else ("No exercise has a rating before and after.",)
    notes = [NO_EFFECT] if rows else []
    if also:
        notes.append(f"Also, in how many sittings: {', '.join(also[:MOST_ALSO])}.")
    legend = "The open dot is before, the full one after."
    return Section(title, said, tuple(rows[:TOP]), "dots", legend, notes=tuple(notes))


def _one(record: SessionRecord | FollowUp, initials: Initials) -> Section:
    """A thought record or a prediction, in the person's words."""
    if isinstance(record, FollowUp):
        sure = "" if record.sure is None else f", {record.sure} % sure"
        came = {"no": "It didn't come.", "partly": "It came in part.", "yes": "It came as feared."}
        happened = f"{came.get(record.came, 'It is still open.')} {record.answer}"
        said = {f"I expected{sure}": record.ask, "What happened": happened}
        both = tuple(Quote(about, _short(initials.inside(it))) for about, it in said.items())
        return Section(f"A prediction, {_day(record.at.date())}", quotes=both)
    quotes = [
        Quote(_short(initials.inside(said.question.strip().split("\n")[-1])), _answer)
        for said in record.replies
        if not said.private and said.value not in (None, SKIPPED)
        if (_answer := _short(initials.inside(said.answer)))
    ]
    left = len(quotes) - MOST_ANSWERS
    more = (f"{_count(left, 'more answer', 'more answers')} left out.",) if left > 0 else ()
    title = f"{_label(record.title)}, {_day(record.at.date())}"
    return Section(title, quotes=tuple(quotes[:MOST_ANSWERS]), notes=more)


def _label(text: str) -> str:
    return truncate(one_line(text), LONGEST_LABEL)


def _short(text: str) -> str:
    return truncate(one_line(clean(text)), LONGEST_WORDS)


def _count(count: int, one: str, many: str) -> str:
    return f"{count or 'No'} {one if count == 1 else many}"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _dates(first: date, last: date) -> str:
    """`2–8 Nov`, `30 Nov–6 Dec`, `1 Dec 2025–29 Nov`."""
    year = "" if first.year == last.year else f" {first.year}"
    month = "" if (first.year, first.month) == (last.year, last.month) else f" {first:%b}"
    return f"{first.day}{month}{year}–{last.day} {last:%b}"
