"""A plan: named runs of a script, each with answers and with what it has to show. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from json import dumps
from typing import Any, Literal

from msgspec import Struct

from rsense.core import engine
from rsense.core.engine import CurrentPrompt, Session, answer, begin, current
from rsense.core.engine.results import build_trigger, follow_up_of, session_record
from rsense.core.engine.softer_ending import shows_people, softer_words
from rsense.core.engine.transcript import format_answer
from rsense.core.expressions.placeholders import HELP_MARK
from rsense.core.prompts import (
    SKIPPED,
    Fill,
    Gather,
    HelpKind,
    Pace,
    Paced,
    Pick,
    Prompt,
    Rate,
    Read,
    Refused,
    Skip,
    Sort,
    Value,
)
from rsense.core.script.compile import Script
from rsense.core.shelves import Shelf
from rsense.core.trigger_fields import TRIGGER_FIELDS
from rsense.core.values import pairs_of

Planned = bool | int | str | tuple[str, ...] | dict[str, str]
"""An answer as a plan writes it."""
DAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""When every run of a plan takes place."""


class Run(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One run: the answers, and what has to come of them."""

    name: str
    answers: dict[str, Planned] = {}
    """By step id; `"now 2"` answers the second time. `false` skips, or breaks a timed step off."""
    given: dict[str, int | str | tuple[str, ...]] = {}
    """What an earlier session brings."""
    shelves: dict[Shelf, tuple[str, ...]] = {}
    see: tuple[str, ...] = ()
    """Words that are shown on the way."""
    unseen: tuple[str, ...] = ()
    end: str = ""
    """Words of the last step, or of the softer ending that shows people to call."""
    country: str = ""
    """Two letters: whose people to call are shown. Without it, those of no country."""
    record: dict[str, Any] = {}
    """Parts of what is left of it, as `outcome` has them."""


class Plan(Struct, frozen=True, forbid_unknown_fields=True):
    format: Literal[1]
    run: tuple[Run, ...] = ()


class Around(Struct, frozen=True):
    """What the program shows that stands in no script."""

    people: Callable[[HelpKind], str]
    """People to call of one kind, in words."""
    is_soft: Callable[[str], bool]
    """Whether an exercise is offered after a softer ending, too."""


class RunFault(Exception):
    """A run that the script does not lead along: words for its author, then the key in the run."""


def play(script: Script, run: Run) -> Session:
    """The finished session. Raises RunFault."""
    if unknown := run.given.keys() - {one.name for one in script.head.givens}:
        raise RunFault(f"the script isn't given {', '.join(sorted(unknown))}")
    session = begin(
        script.taking(run.given), {str(one): cards for one, cards in run.shelves.items()}
    )
    times: dict[str, int] = {}
    used: set[str] = set()
    while shown := current(session):
        times[shown.step] = nth = times.get(shown.step, 0) + 1
        key = f"{shown.step} {nth}" if f"{shown.step} {nth}" in run.answers else shown.step
        used.add(key)
        try:
            session = answer(session, _value(shown, run.answers.get(key)))
        except Refused as refused:
            raise RunFault(f"{key}: {refused}", "answers", key) from refused
    if left := [key for key in run.answers if key not in used]:
        raise RunFault(f"it never asks {', '.join(left)}", "answers", left[0])
    return session


def _value(shown: CurrentPrompt, planned: Planned | None) -> Value | Skip:
    """An answer as the engine takes it; what a plan does not name is read, followed or skipped."""
    match shown.prompt, planned:
        case Pace(), False:
            return Paced(0, 0, finished=False)
        case Pace() as pace, None | True:
            return pace.parse("")
        case Read(), None:
            return None
        case _, None | False if shown.skippable:
            return SKIPPED
        case _, None | bool():
            raise Refused("the run needs an answer here, which cannot be skipped")
        case Pick() | Gather(), str(word):
            return (word,)
        case Sort(items=items), str(bin):
            return tuple((item, bin) for item in items)
        case Sort(items=items), tuple(bins):
            if len(bins) != len(items):
                raise Refused(f"{len(bins)} bins for {len(items)} things: {', '.join(items)}")
            return tuple((item, bin) for item, bin in zip(items, bins) if isinstance(bin, str))
        case _, dict() as parts:
            return tuple(parts.items())
        case _, int() | str() | tuple() as value:
            return value


def planned(value: Value | Skip) -> Planned | None:
    """The same the other way round; None where something is only read."""
    match value:
        case Paced():
            return value.finished
        case Skip():
            return False
        case (str(word),):
            return word
        case tuple():
            paired = value and isinstance(value[0], tuple)
            return dict(pairs_of(value)) if paired else (*map(str, value),)
    return value


def faults(run: Run, session: Session, around: Around) -> Iterator[tuple[str, str]]:
    """What a run has not come to: the key of the plan that says otherwise, and words."""
    pages = [*_pages(session, around)]
    whole = "\n".join(page for page, _ in pages)
    yield from (("see", f"it didn't show “{words}”") for words in run.see if words not in whole)
    yield from (("unseen", f"it showed “{words}”") for words in run.unseen if words in whole)
    if run.end not in _last(session, pages):
        shown = last_page(session, around).partition("\n")[0]
        yield "end", f"it ended with “{shown}”, without “{run.end}”"
    yield from _missing(run.record, outcome(session, around), "record")


def _missing(
    wanted: Mapping[str, Any], found: Mapping[str, Any], called: str
) -> Iterator[tuple[str, str]]:
    for name, value in wanted.items():
        there, key = found.get(name), f"{called}.{name}"
        if isinstance(value, dict) and isinstance(there, dict):
            yield from _missing(value, there, key)
        elif value != there:
            shown = "not there" if there is None else _as_written(there)
            yield key, f"{key} is {shown}, not {_as_written(value)}"


def _as_written(value: Any) -> str:
    """A value as TOML writes it, or nearly."""
    return dumps(value, ensure_ascii=False, default=str)


def outcome(session: Session, around: Around) -> dict[str, Any]:
    """What is left of a session: answers that are stored, measures, a trigger, what is asked later,
    cards, exercises that are offered, and whether people to call were shown."""
    if engine.only_private(session):
        record, trigger, asked = None, None, None
    else:
        record = session_record(session, id="", started=DAY, finished=DAY, outcome="completed")
        trigger = build_trigger(session, id="", at=DAY)
        asked = follow_up_of(session, id="", at=DAY, now=DAY, zone=UTC)
    fields = {name: getattr(trigger, name) for name in TRIGGER_FIELDS} if trigger else {}
    later = {"ask": asked.ask, "exercise": asked.exercise, "carry": asked.carry} if asked else {}
    found: dict[str, Any] = {
        "answers": {one.step: one.answer for one in record.replies} if record else {},
        "measures": {n: [m.before, m.after] for n, m in record.measures.items()} if record else {},
        "trigger": {name: _plain(one) for name, one in fields.items() if one not in (None, "", ())},
        "follow_up": {key: _plain(one) for key, one in later.items() if one},
        "kept": [f"{card.shelf}: {card.text}" for card in engine.kept_cards(session)],
    }
    softer = softer_words(session)
    doors = [one for one in engine.next_exercises(session) if not softer or around.is_soft(one)]
    shown = {"next": doors, "people": shows_people(session)}
    return {**{key: one for key, one in found.items() if one}, **shown}


def _plain(value: Any) -> Any:
    """Lists for tuples, as TOML has them."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [*value] if isinstance(value, tuple) else value


def transcript_lines(session: Session, around: Around) -> Iterator[str]:
    """All of a run to read: what is shown, and behind `> ` what is answered."""
    for page, said in _pages(session, around):
        yield from page.split("\n")
        yield from (f"> {line}" for line in said.split("\n") if said)
        yield ""


def last_page(session: Session, around: Around) -> str:
    """The softer ending, else what is shown before the end."""
    return next((page for page, _ in reversed([*_pages(session, around)]) if page), "")


def _last(session: Session, pages: list[tuple[str, str]]) -> str:
    """The words of the last step, and of the softer ending behind it."""
    shown = [page for page, _ in pages if page]
    return "\n".join(shown[-2:] if softer_words(session) else shown[-1:])


def _pages(session: Session, around: Around) -> Iterator[tuple[str, str]]:
    """Each screen as text, and what was answered there; not the questions of what to keep. At the
    end of a session the softer ending, if it comes."""
    here = begin(session.script, session.shelves)
    for reply in session.replies:
        if (shown := current(here)) and not reply.step.startswith("exercise.keep"):
            lines = "\n".join(filter(None, _words(shown))).replace(HELP_MARK, "F1")
            if isinstance(shown.prompt, Read) and shown.prompt.people:
                lines += f"\n\n{around.people(shown.prompt.people)}"
            yield lines, format_answer(reply.value, shown.prompt)
        here = answer(here, reply.value)
    if words := softer_words(session):
        yield f"{words}\n\n{around.people(engine.grave_choice(session) or 'crisis')}", ""


def _words(shown: CurrentPrompt) -> Iterator[str]:
    prompt: Prompt = shown.prompt
    yield prompt.whole if isinstance(prompt, Read) else prompt.text
    match prompt:
        case Pick(options=options) | Sort(bins=options):
            lines = (f"- {one.label}" + (f" ({one.hint})" if one.hint else "") for one in options)
            yield from lines
        case Rate():
            yield f"{prompt.low} {prompt.low_label} … {prompt.high} {prompt.high_label}"
        case Gather(cues=cues):
            yield from cues
        case Fill(blanks=blanks):
            yield from (blank.question for blank in blanks)
        case Pace(phases=phases):
            yield from dict.fromkeys(phase.label for phase in phases)
        case _:
            pass
    yield shown.hint
    yield shown.example
