"""The data and the actions of the home, for screens and for lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from msgspec.structs import replace

from rsense.cli.catalogue import STAGES, find_exercises, in_order
from rsense.cli.desk import AppContext
from rsense.cli.failure import UserError
from rsense.cli.form_scripts import form
from rsense.cli.forms import ask_choice, form_activity, list_of, number_of, text_of
from rsense.cli.growing import AutosavedRecord
from rsense.cli.keeping import as_save_failed, derived_id
from rsense.cli.now import NowFlow
from rsense.cli.planned import append_plan
from rsense.cli.reading import format_line, format_record
from rsense.cli.services import look_of, open_exercise, services_for
from rsense.cli.sittings import ExerciseFlow
from rsense.cli.when import when_words
from rsense.core.engine import Session
from rsense.core.records import Keepsake, Record, SessionRecord, Trigger
from rsense.core.sanitize import one_line
from rsense.core.shelves import SHELF_TITLES
from rsense.insight.daily_summary import daily_summary
from rsense.insight.home_picks import Candidate, pick_for_home
from rsense.ports import (
    Activity,
    DisplaySettings,
    ExerciseLink,
    HistoryEntry,
    HomeActions,
    HomeData,
    Services,
    UnfinishedItem,
)
from rsense.session_runner import SaveFailed
from rsense.store.config import changed, shown, write_setting
from rsense.store.records import reader
from rsense.store.records.codec import decode_record
from rsense.store.records.query import RecordQuery

NEWEST = 60
"""Records read, newest first, for the last open trigger and the exercises used last."""
MOST_PEOPLE = 5
"""People that `forms/welcome.toml` asks for, at most."""
IS_IT_SAFE = "is-it-safe"
"""An exercise that others include; it is not offered by itself."""
ONE_WORD = {
    "breathe": "paced-breathing",
    "pause": "mindful-pause",
    "ground": "five-senses",
    "rethink": "rethink-the-rejection",
    "write": "journal",
}


def full_services(desk: AppContext) -> Services:
    """Everything that screens may ask of the program."""
    house = HomeActions(
        home=lambda: home(desk),
        find=lambda text: exercise_links(desk, text),
        now=lambda: NowFlow(desk).opened(),
        log=lambda: log_form(desk),
        rethink=lambda trigger: rethink(desk, trigger),
        past=lambda words: history_entries(desk, words),
        record_count=lambda: sum(1 for _ in desk.records.names()),
        shelves=lambda: cards(desk),
        today=lambda: today(desk),
        correct=lambda which: correct(desk, which),
        throw_away=lambda which: throw_away(desk, which),
        take_back=lambda: take_back(desk),
        settings=lambda: shown(desk.config),
        change=lambda key, value: change(desk, key, value),
    )
    return replace(services_for(desk), house=house)


def correct(desk: AppContext, id: str) -> Activity:
    from rsense.cli import putting_right  # noqa: PLC0415 - seldom, and heavy

    return putting_right.edit(desk, id)


def throw_away(desk: AppContext, id: str) -> str:
    from rsense.cli import putting_right  # noqa: PLC0415 - seldom, and heavy

    return putting_right.delete(desk, id)


def take_back(desk: AppContext) -> str:
    from rsense.cli import putting_right  # noqa: PLC0415 - seldom, and heavy

    return putting_right.undo(desk)


def home(desk: AppContext) -> HomeData:
    now = desk.now()
    left = tuple(
        UnfinishedItem(sitting.exercise, sitting.title, when_words(sitting.saved, now))
        for sitting in desk.progress.all()
        if sitting.exercise in desk.library.sources and not desk.progress.in_use(sitting.id)
    )
    newest = [found.record for found, _ in zip(desk.records.newest(), range(NEWEST), strict=False)]
    trigger = next(_open_triggers(newest), None)
    return HomeData(
        today=f"{now:%A}, {now.day} {now:%b}",
        left=left,
        trigger=None if trigger is None else _past(trigger, desk),
        handful=tuple(_handful(exercise_links(desk), newest)),
    )


def _handful(every: Sequence[ExerciseLink], newest: Iterable[Record]) -> Iterator[ExerciseLink]:
    """A few exercises among those that have no key of their own."""
    used = [record.exercise for record in newest if isinstance(record, SessionRecord)]
    others = {door.id: door for door in every if door.id not in (*ONE_WORD.values(), IS_IT_SAFE)}
    chosen = pick_for_home((Candidate(d.id, d.stage, d.minutes) for d in others.values()), used)
    return (others[id] for id in chosen)


def _open_triggers(newest: Iterable[Record]) -> Iterator[Trigger]:
    """Triggers among the newest records that no session has worked through, newest first."""
    worked: set[str] = set()
    for record in newest:
        if isinstance(record, SessionRecord) and record.exercise != "now":
            worked |= set(record.about)
        elif isinstance(record, Trigger) and record.id not in worked:
            yield record


def exercise_links(desk: AppContext, text: str = "") -> tuple[ExerciseLink, ...]:
    """Exercises that fit these words, the best first; without words all of them, by stage."""
    return tuple(
        ExerciseLink(
            str(head["id"]),
            str(head["title"]),
            str(head["summary"]),
            float(str(head["minutes"])),
            STAGES.get(str(head["stage"]), "").lower(),
        )
        for head in find_exercises(in_order(desk.library.heads()), text.split())
    )


def history_entries(desk: AppContext, words: str = "") -> Iterator[HistoryEntry | None]:
    """Each record, the newest first; None for one without all of these words, or not readable.

    Words are looked for as `rsense history --search` does.
    """
    asked = RecordQuery(words=words)
    for document in reader.looked_through(desk.records.folder, asked, desk.damaged.append):
        fits = document is not None and asked.fits(document)
        yield _past(decode_record(document), desk) if document is not None and fits else None


def cards(desk: AppContext) -> Iterator[tuple[str, str]]:
    """(title of its shelf, words) of every card, the newest first."""
    for found in desk.records.newest("keepsake"):
        if isinstance(found.record, Keepsake):
            shelf = found.record.shelf
            yield SHELF_TITLES.get(shelf, shelf), found.record.text


def _past(record: Record, desk: AppContext) -> HistoryEntry:
    kind = {Trigger: "trigger", SessionRecord: "session", Keepsake: "kept"}[type(record)]
    now = desk.now()
    return HistoryEntry(
        record.id,
        when_words(record.at, now),
        kind,
        format_line(record),
        "\n".join(format_record(record, desk)),
        days=(now.date() - record.at.date()).days,
        strength=record.intensity if isinstance(record, Trigger) else None,
    )


def today(desk: AppContext) -> str:
    """What was logged and done today, in a line."""
    records = (found.record for found in desk.records.newest())
    return daily_summary(records, desk.now().date())


def rethink(desk: AppContext, id: str) -> Activity:
    """The long re-thinking exercise, about a logged trigger. Raises NotKept."""
    try:
        record = desk.found(id).record
        script = desk.script(ONE_WORD["rethink"])
    except UserError as failure:
        raise SaveFailed(str(failure)) from failure
    trigger = record if isinstance(record, Trigger) else None
    return ExerciseFlow(desk, script, private=False, about=(record.id,), trigger=trigger).opened(
        ask=True
    )


def log_form(desk: AppContext) -> Activity:
    """A trigger asked for and saved at every answer, and what to do about it."""
    id, at = desk.new_id(), desk.now()  # the same each time it is kept
    record = AutosavedRecord(desk)

    def made(session: Session) -> Trigger:
        return Trigger(
            id=id,
            at=at,
            what=text_of(session, "what"),
            intensity=number_of(session, "strength"),
            emotions=list_of(session, "feelings"),
            who=text_of(session, "who").strip(),
        )

    def kept(session: Session) -> Trigger | None:
        trigger = made(session)
        with as_save_failed():
            return record.keep(trigger, trigger.what)

    def take(session: Session) -> Activity | None:
        trigger = kept(session) or made(session)
        options = {"stop": "that was all", "rethink": "re-think it", "now": "something that helps"}

        def follow(way: str) -> Activity | None:
            if way == "rethink":
                return rethink(desk, trigger.id)
            return NowFlow(desk).about(trigger) if way == "now" else None

        return ask_choice("Saved", append_plan("It is noted.", desk, trigger), options, follow)

    return form_activity(
        form(desk.library, "log"),
        take,
        keep=lambda session: kept(session) is not None,
        stands=lambda: record.stands,
    )


def welcome(desk: AppContext) -> Activity | None:
    """The welcome, shown once however it is left; None once it was shown."""
    if desk.config.welcomed:
        return None
    with suppress(SaveFailed):  # a disk that takes nothing keeps nobody out
        change(desk, "welcomed", value=True)

    base, at = desk.new_id(), desk.now()
    cards = [AutosavedRecord(desk) for _ in range(MOST_PEOPLE)]

    def keep(session: Session) -> bool:
        people = list_of(session, "people")
        with as_save_failed():
            for number, card in enumerate(cards):
                person = people[number] if number < len(people) else ""
                id = derived_id(base, str(number))  # the same each time it is kept
                card.keep(Keepsake(id=id, at=at, shelf="people", text=person), person)
        return bool(people)

    def take(session: Session) -> None:
        keep(session)

    script = form(desk.library, "welcome", values={"folder": one_line(desk.data)})
    return form_activity(
        script,
        take,
        keep=keep,
        left="Who you named is kept.",
        stands=lambda: all(card.stands for card in cards),
    )


def home_in_lines(desk: AppContext) -> Activity:
    """The home screen as one question, for the line dialogue."""
    here = home(desk)
    options = {
        "now": "it hurts now",
        "breathe": "breathe",
        "pause": "pause",
        "ground": "ground",
        "rethink": "re-think something",
        "log": "log a trigger",
        "write": "write",
    }
    for number, left in enumerate(here.left):
        options[f"left {number}"] = f"go on with {left.title}, from {left.when}"
    if here.trigger:
        options["trigger"] = f"re-think: {here.trigger.line}"

    def take(way: str) -> Activity | None:
        if way == "now":
            return NowFlow(desk).opened()
        if way == "log":
            return log_form(desk)
        if way == "trigger" and here.trigger:
            return rethink(desk, here.trigger.id)
        if way.startswith("left "):
            return open_exercise(desk, here.left[int(way.removeprefix("left "))].exercise)
        return open_exercise(desk, ONE_WORD[way])

    return ask_choice("rsense", "What is happening?", options, take)


def change(desk: AppContext, key: str, value: str | bool) -> DisplaySettings:
    """Change a setting on disk. Raises ValueError in words, and NotKept."""
    config = changed(desk.config, key, value)
    with as_save_failed():
        write_setting(desk.config_path, key, getattr(config, key))
    desk.__dict__["config"] = config  # what was read before is out of date
    return look_of(config)
