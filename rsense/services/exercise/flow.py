"""Begins, resumes, saves and finishes an exercise: joins the engine and the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from rsense.core import engine
from rsense.core.engine import Session
from rsense.core.engine.results import (
    build_trigger,
    closing_sentences,
    keepsakes_of,
    prefill_from_trigger,
    rating_before,
    session_record,
)
from rsense.core.exercise_names import SHORT_NAMES
from rsense.core.records import FollowUp, Keepsake, SessionRecord, Trigger
from rsense.core.script.parse import Script
from rsense.ports import NOTHING_MORE, Activity, Ending
from rsense.services.autosaved_record import AutosavedRecord
from rsense.services.context import AppContext
from rsense.services.errors import UserError
from rsense.services.exercise import ending_words, follow_up, resume
from rsense.services.exercise.loop_guard import guarded
from rsense.services.exercise.session_autosave import SessionAutosave, waits
from rsense.services.forms import ask_choice
from rsense.services.saving import as_save_failed, derived_id
from rsense.session_runner import SaveFailed, SessionRunner
from rsense.store.files import durable
from rsense.store.sessions import UnfinishedSession


def rethink(context: AppContext, id: str) -> Activity:
    """The long re-thinking exercise, about a logged trigger. Raises SaveFailed."""
    from rsense.services.record_lookup import find_record

    try:
        record = find_record(context, id)
        script = context.script(SHORT_NAMES["rethink"])
    except UserError as failure:
        raise SaveFailed(str(failure)) from failure
    trigger = record if isinstance(record, Trigger) else None
    return ExerciseFlow(context, script, private=False, about=(record.id,), trigger=trigger).opened(
        ask=True
    )


def open_exercise(
    context: AppContext, name: str, about: str = "", *, private: bool = False, session: str = ""
) -> Activity:
    """Open an exercise by its id, or resume a session of it. Raises SaveFailed in words.

    `about` is the id of a follow-up: it is given what that carries, and closes it at its end.
    """
    try:
        flow = ExerciseFlow(context, context.script(name), private, (about,) if about else ())
        return flow.resumed(session) if session else flow.opened(ask=True, straight=True)
    except UserError as failure:  # the screen shows what is wrong with a script
        raise SaveFailed(str(failure)) from failure


Made = TypeVar("Made", Trigger, Keepsake, SessionRecord, FollowUp)


class ExerciseFlow(msgspec.Struct):
    """Begins, resumes, saves and finishes one exercise."""

    context: AppContext
    script: Script
    private: bool
    about: tuple[str, ...] = ()
    trigger: Trigger | None = None
    again: str = ""
    """The command that resumes it, if that is not `rsense run NAME`."""
    _autosave: SessionAutosave | None = None
    """The file of the session; None before the exercise is open."""
    _made: dict[str, AutosavedRecord] = msgspec.field(default_factory=dict)
    """Records that `finish` wrote, by their ids; an earlier attempt may have failed."""
    _nothing: str = "Nothing was kept."
    left: str = ""
    """Message on leaving before anything of it is saved: what came before it."""

    distress: int | None = None
    """How strong it is, where that was just asked: it is not asked again."""
    onward: Callable[[Session], Activity | None] = lambda _: None
    """The activity that follows when it is done."""

    @property
    def id(self) -> str:
        """The id of its record; empty before the exercise is open."""
        return self._autosave.record_id if self._autosave else ""

    def opened(self, *, ask: bool, straight: bool = False) -> Activity:
        """The exercise; or, if a session of it was left, the question whether to resume, which
        `straight` does without asking."""
        waiting = self._waiting() if ask and not self.private else []
        if waiting and straight:
            return self.resumed(waiting[0].id)
        if waiting:
            return self._whether(waiting)
        about = () if self.private else self.about
        return guarded(self.context, self.script, about, self._begun)

    def _begun(self, script: Script) -> Activity:
        flow = self if script is self.script else replace(self, script=script, again="")
        return flow._activity(flow._new_runner())

    def resumed(self, id: str) -> Activity:
        """A session as it was left; if it cannot be resumed, the choice among what there is."""
        fresh = replace(self)
        try:
            opened = self._activity(self._resumed_runner(id))
        except resume.Refused as refused:
            return self._whether(self._waiting(), str(refused))
        return replace(opened, begin_anew=lambda: fresh.opened(ask=True))

    def _activity(self, runner: SessionRunner) -> Activity:
        of_two = self.script.head.people is not None
        again = "" if of_two else self.again or f"rsense run {self.script.id}"
        private = self.private or of_two
        unkept = None if private else lambda: self._unkept(runner.session)
        return Activity(
            runner,
            self.finish,
            self.onward,
            private,
            again,
            leave_message=lambda: self.left,
            close=self._unlock,
            nothing_kept_message=self._nothing,
            without_saving=unkept,
            stands_on_disk=lambda: self._lies(runner.session),
            stop=(lambda: ending_words.STOPPED) if of_two else None,
            needs_people=lambda session: ending_words.needs_people(self.context, session),
        )

    def _unlock(self) -> None:
        if self._autosave:
            self._autosave.release()

    def _lies(self, session: Session) -> bool:
        here = None if self.private or self.script.head.people else self._autosave
        return here is None or here.lies(session, self.about)

    def _unkept(self, session: Session) -> Activity:
        """Continue without saving; what was saved before stays for later."""
        self.private, self._nothing = True, NOTHING_MORE
        script = self.script.without_keep_step()
        same = engine.refit(
            script, session.shelves, session.replies, session.pending, session.changing
        )
        return self._activity(SessionRunner(same, self._keep, clock=self.context.zoned_now))

    def _new_runner(self) -> SessionRunner:
        self._autosave = SessionAutosave(self.context)
        self.script = follow_up.with_carried(self.context, self.script, self.about)
        script = self.script.without_keep_step() if self.private else self.script
        shelves = {} if self.private else resume.shelves_of(self.context, script, (), self.trigger)
        known: list[engine.Reply] = []
        if self.trigger:
            known += prefill_from_trigger(engine.begin(script, shelves), self.trigger)
        elif person := self.context.config.person:
            asked = self.script.head.trigger.fields() if self.script.head.trigger else {}
            known += [engine.Reply(asked["who"], person)] if "who" in asked else []
        rated = rating_before(script) if self.distress is not None else ()
        known += (engine.Reply(step, self.distress) for step in rated)
        session = engine.begin(script, shelves, known)
        return SessionRunner(session, self._keep, answered=rated, clock=self.context.zoned_now)

    def _resumed_runner(self, id: str) -> SessionRunner:
        """Resume a session as it is on disk now. Raises resume.Refused, and SaveFailed."""
        resumed = resume.take_up(self.context, id)
        self._autosave, left = SessionAutosave(self.context, resumed), resumed.left
        self.about, self.trigger = left.about, None  # it stays about what it was begun for
        session = resume.session_of(self.context, self.script, left)
        self.script = session.script
        return SessionRunner(session, self._keep, kept=True, clock=self.context.zoned_now)

    def _waiting(self) -> list[UnfinishedSession]:
        return resume.waiting(self.context, self.script, self.about)

    def _whether(self, waiting: Sequence[UnfinishedSession], note: str = "") -> Activity:
        """The choice to resume one of these or begin again, and what to do with the rest. `note`
        says why it is asked again."""
        options = resume.ways(waiting, self.context.now())

        def take(way: str) -> Activity:
            if way.startswith("go_"):
                return self.resumed(waiting[int(way.removeprefix("go_"))].id)
            if way == "again":
                now = self._waiting()
                return self._whether(now, "" if now else resume.why_none(self.context, self.script))
            left = waiting if way in ("file", "trash") else ()
            if stay := resume.put_away(self.context, self.script, left, way):
                return self._whether(self._waiting(), stay)
            return self._activity(self._new_runner())

        times = " more than once" if len(waiting) > 1 else ""
        text = f"You were half way through this{times}." if waiting else ""
        text = "\n\n".join(filter(None, (note, text)))
        return ask_choice(self.script.title, text, options, take, default=next(iter(options)))

    def finish(self, session: Session) -> Ending:
        """Write the records of the session, then remove its file. Raises SaveFailed."""
        kept = not self.private and (not engine.only_private(session) or waits(session))
        if self.script.head.people and session.state.forgotten:
            return ending_words.STOPPED
        if not self.private:  # where nothing is kept, too: it must not ask again
            follow_up.close_taken_up(self.context, session, self.about)
        lines, to_type = self._written(session) if kept else (self._let_go(), ())
        changes = tuple(ending_words.measure_changes(session))
        comfort, people = ending_words.softer_end(self.context, session)
        softer = people is not None
        doors = ending_words.exercise_links(self.context, session)
        return Ending(
            (comfort, *lines) if softer else lines,
            softer,
            next_exercises=tuple(
                door for door in doors if not softer or ending_words.is_soft(door)
            ),
            changes=() if session.state.forgotten else changes,
            words=closing_sentences(session),
            people=people,
            to_type=to_type,
        )

    def _let_go(self) -> tuple[str, ...]:
        if self._autosave and not self.private:
            self._autosave.remove()
            self._autosave.release()
        return (self._nothing,)

    def _written(self, session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Write the records; what is said of it, and the commands that show them."""
        from rsense.services.plan_reminder import matching_plan

        here = self._autosave = self._autosave or SessionAutosave(self.context)
        id, started, record_id = here.id, here.started, here.record_id
        about, plan = self.about, ""
        parts: list[AutosavedRecord] = []
        with as_save_failed():
            if self.trigger is None and not about:
                made = build_trigger(session, id=derived_id(id, "trigger"), at=started)
                if made:
                    made = self._put(made, parts)
                    about = (made.id,)
                    # before this session's own cards are there
                    plan = matching_plan(self.context, made)
            ids = {card.value: derived_id(id, card.value) for card in engine.kept_cards(session)}
            cards = keepsakes_of(session, id_of=ids, at=started, about=(record_id,))
            for card in cards:
                self._put(card, parts)
            record = session_record(
                session,
                id=record_id,
                started=started,
                finished=self.context.now(),
                outcome="completed",
                about=about,
            )
            record = self._put(record, parts)
            if later := follow_up.asked_later(self.context, session, id, started, record.id):
                self._put(later, parts)
            for made_before in self._made.values():
                if made_before not in parts:  # of an earlier attempt, and no longer part of it
                    made_before.drop()
            here.remove()
            durable.confirm({k: v for part in parts for k, v in part.expected.items()})
        here.record_id = record.id
        here.release()
        beside = here.beside or any(part.beside for part in parts)
        kept = ending_words.KEPT if ending_words.has_answers(record) else ending_words.ONLY_DONE
        kept = ending_words.FORGOT if session.state.forgotten else kept
        said = (plan, follow_up.later_line(later, self.context.now()))
        lines = ending_words.kept_lines(said, len(cards), beside=beside, kept=kept)
        return lines, (self._show(record.id),) if kept is ending_words.KEPT else ()

    def _put(self, record: Made, parts: list[AutosavedRecord]) -> Made:
        """Write a record of `finish` over that of an earlier attempt. Raises NotSaved."""
        made = self._made.setdefault(
            record.id, AutosavedRecord(self.context, undo=False, open=False)
        )
        parts.append(made)
        return made.keep(record, record.id) or record

    def _show(self, id: str) -> str:
        newest = self.context.records.last()
        which = "last" if newest and newest.record.id == id else id
        return f"“rsense show {which}” shows it again."

    def _keep(self, session: Session) -> None:
        if self._autosave and not self.private and not self.script.head.people:
            self._autosave.save(session, self.about)
