"""`rsense now`: what is happening, something that fits, whether it helped, what next.

Opens the activity of each state of `states` and saves what comes of it. Everything that one
`now` makes is linked: the trigger, the exercise about it, and a record of before and after.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from rsense.core.engine import Session
from rsense.core.engine.results import measures_of
from rsense.core.records import Keepsake, Trigger
from rsense.core.script.parse import Script
from rsense.ports import NOTHING_MORE, Activity
from rsense.services.autosaved_record import AutosavedRecord
from rsense.services.context import AppContext
from rsense.services.errors import UserError
from rsense.services.exercise.endings import SOFTER, STILL_HIGH
from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.form_scripts import form
from rsense.services.forms import (
    CHANGED,
    NOTED,
    answer_of,
    answers_in,
    ask_choice,
    form_activity,
    number_of,
    text_of,
    way,
)
from rsense.services.now import states
from rsense.services.now.offers import offers
from rsense.services.now.states import TITLE, Facts, State, next_state
from rsense.services.plan_reminder import matching_plan
from rsense.services.saving import as_save_failed, derived_id
from rsense.session_runner import SaveFailed

INTO_THE_LOG = "It goes into your log."
ANY_WILL_DO = "This may fit, the first one best. Any of them will do."
BODY_FIRST = "That is a lot. Something for the body first; the thinking can wait."
NO_PEOPLE_YET = "“rsense help-now”, or F1, shows people to call."


class Round(Struct, frozen=True):
    """One exercise and what was asked around it, which come to one record."""

    id: str
    """The id of its record."""
    at: datetime
    before: str = ""
    """The id of the record before it in this `now`."""


class NowFlow:
    """One run of `rsense now`."""

    def __init__(self, context: AppContext, *, private: bool = False) -> None:
        self._desk = context
        self._private = private
        self._nothing = "Nothing was kept."
        """What is said when a private one is left."""
        self._log = AutosavedRecord(context)
        """The trigger in the log."""

    def opened(self) -> Activity:
        """The whole of it, from the first question."""
        return self._ask(self._round())

    def about(self, trigger: Trigger) -> Activity:
        """The same about a logged trigger: nothing of it is asked again."""
        facts = Facts(strength=trigger.intensity, trigger=trigger, in_own_words=True)
        return self._choose(states.Choosing(facts), self._round())

    def _round(self, before: str = "") -> Round:
        return Round(self._desk.new_id(), self._desk.now(), before)

    def _follow(self, state: State, event: states.Event, here: Round) -> Activity | None:
        """The activity of the state that follows; None when that was all. Raises SaveFailed."""
        match next_state(state, event):
            case states.Asking():
                return self._ask(here)
            case states.Choosing() as choosing:
                return self._choose(choosing, here)
            case states.Doing() as doing:
                return self._do(doing, here)
            case states.Rating() as rating:
                return self._rate(rating, here)
            case states.Next() as onward:
                return self._go_on(onward, here)
            case states.Softer() as softer:
                return self._way(self._form("now-softer", softer=SOFTER), softer, here)
            case states.Planning():
                return self._plan(here)
            case states.Logging(facts=facts):
                return self._log_more(facts)
            case states.Resting():
                return form_activity(self._form("quiet-minute"), lambda _: None)
            case states.Calling(facts=facts):
                return self._call(facts)
            case states.Stopped():
                return None
            case never:
                assert_never(never)

    def _ask(self, here: Round) -> Activity:
        def take(session: Session) -> Activity | None:
            trigger = self._note(session, here)
            logged = trigger if not self._private else None
            plan = matching_plan(self._desk, logged) if logged else ""
            facts = Facts(
                happening=text_of(session, "happening"),
                strength=number_of(session, "strength"),
                trigger=trigger,
                in_own_words=bool(text_of(session, "what")),
                said=answers_in(session),
            )
            return self._follow(states.Asking(), states.Answered(facts, plan), here)

        return self._asked(
            lambda: self._form("now-before", where_it_goes="" if self._private else INTO_THE_LOG),
            take,
            lambda session: self._note(session, here) is not None and not self._private,
        )

    def _note(self, session: Session, here: Round) -> Trigger | None:
        """Log what was told so far. Raises SaveFailed."""
        happening = answer_of(session, "happening")
        label = happening.label if happening else ""
        typed = text_of(session, "what")
        what = typed or label
        trigger = Trigger(
            id=derived_id(here.id, "trigger"),
            at=here.at,
            what=what,
            intensity=number_of(session, "strength"),
            before=label if typed else "",
        )
        if self._private:
            return trigger if what else None
        with as_save_failed():
            return self._log.keep(trigger, what)

    def _choose(self, state: states.Choosing, here: Round) -> Activity:
        facts = state.facts
        fitting = offers(self._desk, facts.happening, facts.strength, facts.tried)
        strong = facts.strength is not None and facts.strength >= STILL_HIGH
        text = "\n\n".join(filter(None, (state.plan, BODY_FIRST if strong else ANY_WILL_DO)))
        opened = ask_choice(
            TITLE,
            text,
            {**fitting, states.STOP: "none of it, not now"},
            lambda chosen: self._follow(state, states.Chose(chosen), here),
            self._noted(facts),
        )
        return self._as_it_is_kept(opened)

    def _do(self, state: states.Doing, here: Round) -> Activity:
        facts = state.facts
        try:
            script = self._desk.script(state.exercise)
        except UserError as failure:
            raise SaveFailed(str(failure)) from failure
        known = facts.trigger if facts.in_own_words else None
        left = self._noted(facts)
        table = ExerciseFlow(self._desk, script, self._private, facts.about, known, left=left)

        def take(session: Session) -> Activity | None:
            if table.private and not self._private:  # it went on without a disk
                self._stop_keeping()
            taken = measures_of(session).get("distress")
            finished = states.Finished(table.id, taken.after if taken else None)
            return self._follow(state, finished, here)

        table.onward = take
        return table.opened(ask=False)

    def _rate(self, state: states.Rating, here: Round) -> Activity:
        record = AutosavedRecord(self._desk, undo=False)

        def rated(session: Session) -> states.Rated:
            asked_for = number_of(session, "strength_later")
            strength = asked_for if state.strength is None else state.strength
            return states.Rated(strength, text_of(session, "helped"), answers_in(session))

        def write(event: states.Rated) -> str:
            """The id it is kept under; empty in private. Raises SaveFailed."""
            if self._private:
                return ""
            now = self._desk.now()
            made = states.session_record(state, event, id=here.id, at=here.at, finished=now)
            with as_save_failed():
                return (record.keep(made, TITLE) or made).id

        def keep(session: Session) -> bool:
            event = rated(session)
            return bool(event.said and write(event))

        def take(session: Session) -> Activity | None:
            event = rated(session)
            following = self._round(before=write(event))
            return self._follow(state, event, following)

        without = () if state.strength is None else ("strength_later",)
        return self._asked(
            lambda: form(self._desk.library, "now-after", without=without),
            take,
            keep,
            "What you said is kept.",
            lambda: record.stands,
        )

    def _go_on(self, state: states.Next, here: Round) -> Activity:
        without: tuple[str, ...] = () if state.facts.trigger else (states.LOG,)
        if self._private:
            without = (states.PLAN, states.LOG)
        script = form(self._desk.library, "now-next", without=without)
        return self._way(script, state, here)

    def _plan(self, here: Round) -> Activity:
        kept = AutosavedRecord(self._desk)

        def take(session: Session) -> None:
            plan = text_of(session, "plan")
            if plan and not self._private:
                id, about = derived_id(here.id, "plan"), (here.before,)
                card = Keepsake(id=id, at=here.at, shelf="plans", text=plan, about=about)
                with as_save_failed():
                    kept.keep(card, plan)

        return form_activity(self._form("plan"), take)

    def _log_more(self, facts: Facts) -> Activity | None:
        from rsense.services import edit_flow

        return edit_flow.edit(self._desk, facts.trigger.id) if facts.trigger else None

    def _call(self, facts: Facts) -> Activity:
        people = "\n\n".join(self._desk.records.shelves().get("people", ()))
        stop = {states.STOP: "stop here"}
        opened = ask_choice(
            TITLE, people or NO_PEOPLE_YET, stop, lambda _: None, self._noted(facts)
        )
        return self._as_it_is_kept(opened)

    def _form(self, name: str, **values: str) -> Script:
        return form(self._desk.library, name, values=values)

    def _asked(
        self,
        script: Callable[[], Script],
        take: Callable[[Session], Activity | None],
        keep: Callable[[Session], bool],
        left: str = NOTED,
        stands: Callable[[], bool] = lambda: True,
    ) -> Activity:
        """A form that is saved as it is answered; its script is asked for anew when saving ends."""

        def keep_nothing() -> Script:
            self._stop_keeping()
            return script()

        opened = form_activity(
            script(),
            take,
            keep=keep,
            left=left,
            stands=lambda: self._log.stands and stands(),
            keep_nothing=None if self._private else keep_nothing,
        )
        return self._as_it_is_kept(opened)

    def _way(self, script: Script, state: states.Next | states.Softer, here: Round) -> Activity:
        """The ways on from a state, as a form with one choice."""
        opened = way(
            script,
            lambda chosen: self._follow(state, states.Chose(chosen), here),
            self._noted(state.facts),
        )
        return self._as_it_is_kept(opened)

    def _as_it_is_kept(self, opened: Activity) -> Activity:
        """The activity, with what it says of being kept."""
        return replace(opened, private=self._private, nothing_kept_message=self._nothing)

    def _stop_keeping(self) -> None:
        self._private, self._nothing = True, NOTHING_MORE

    def _noted(self, facts: Facts) -> str:
        """What is said of the trigger when something after it is left."""
        if not facts.trigger or self._private:
            return ""
        return NOTED if self._log.stands else CHANGED
