"""`rsense now`: something for the body first, then what happened, what fits, and who to call.

Opens the activity of each state of `states` and saves what comes of it. One `now` is one record,
which grows with every answer; the trigger and the sessions that it leads to are linked to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

from msgspec.structs import replace

from rsense.core.engine import Session, needs_people
from rsense.core.engine.results import measures_of
from rsense.core.engine.softer_ending import GOT_WORSE, STILL_A_LOT
from rsense.core.prompts import Skip
from rsense.core.records import Exchange, Trigger
from rsense.core.script.parse import Script
from rsense.ports import Activity, Exit
from rsense.services.context import AppContext
from rsense.services.errors import UserError
from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.form_scripts import form
from rsense.services.forms import answers_in, form_activity, list_of, number_of, text_of, way
from rsense.services.now import states
from rsense.services.now.facts import Facts
from rsense.services.now.records import NowRecords
from rsense.services.now.states import Event, State, next_state
from rsense.session_runner import SaveFailed

INTO_THE_LOG = " It goes into your log."
ONE_KEY = "One key is enough."
HAPPENING, HELPS = "What's happening? " + ONE_KEY, "Or what would help?"
BREATH_EXERCISE = "paced-breathing"
"""The exercise that is much like the breath."""
FITS, OTHERWISE = "Something that may fit, if you like:", "Or"
SOMETHING_ELSE = "Something else, then. " + ONE_KEY
WARM = {
    states.WORSE: GOT_WORSE,
    states.STILL_STRONG: STILL_A_LOT,
    states.NONE: "That's all right, nothing here has to fit tonight. A person may help more.",
    states.PEOPLE: "You don't need a reason to call, or to know what to say.",
}
"""The sentence above the people to call, by why they are shown."""
PARTING = "You gave it a few minutes. You can do the same the next time it hurts."
PARTING_SOFTER = "You stayed with it while it was hard. You can come back or call someone anytime."
"""Said after "enough for now"."""


class NowFlow:
    """One run of `rsense now`."""

    def __init__(self, context: AppContext, *, private: bool = False) -> None:
        self._context = context
        self._records = NowRecords(context, private=private)

    def opened(self, *, breathing: bool = False) -> Activity:
        """The whole of it, from the first question, or from the breath on."""
        return self._settle(states.BREATHING) if breathing else self._ask(states.Asking())

    def about(self, trigger: Trigger) -> Activity | None:
        """The same about a logged trigger: nothing of it is asked again."""
        return self._follow(states.Asking(), states.Answered(trigger.intensity, trigger))

    def _follow(self, state: State, event: Event) -> Activity | None:
        """The activity of the state that follows; None when that was all. Raises SaveFailed."""
        following = next_state(state, event)
        if event.said or isinstance(event, states.Finished | states.Wrote):
            self._save(state, event)
        return self._open(following)

    def _open(self, state: State) -> Activity | None:
        match state:
            case states.Asking():
                return self._ask(state)
            case states.Settling():
                return self._settle(state)
            case states.Elsewhere():
                return self._ways(state, SOMETHING_ELSE)
            case states.Choosing():
                return self._choose(state)
            case states.Doing():
                return self._do(state)
            case states.Rating():
                return self._rate(state)
            case states.Softer(why=why):
                from rsense.services.help_now import people_to_call

                people = people_to_call(self._context)
                return replace(self._ways(state, WARM[why]), people=people)
            case states.Writing():
                return self._write(state)
            case states.Planning():
                return self._plan()
            case states.Logging(facts=facts):
                return self._log_more(facts)
            case states.Returning():
                return self._come_back()
            case states.Stopped():
                return None
            case never:
                assert_never(never)

    def _ask(self, state: states.Asking) -> Activity:
        def answered(session: Session) -> Event:
            return states.Answered(number_of(session, "strength"), said=_said(session))

        return replace(
            self._asked(state, lambda: self._form("now-strength"), answered), at_once=True
        )

    def _settle(self, state: states.Settling) -> Activity:
        def settled(session: Session) -> Event:
            return states.Settled(said=_said(session))

        def leads(value: str) -> Callable[[Session], Activity | None]:
            return lambda session: self._follow(state, states.Chose(value, said=_said(session)))

        from rsense.services.now.offers import way_keys

        keys = way_keys(self._context.library)
        exits = (Exit(*keys[value], leads(value)) for value in states.ways_of(state))
        opened = self._asked(state, lambda: self._form(f"now-{state.what}"), settled)
        return replace(opened, at_once=True, exits=tuple(exits))

    def _choose(self, state: states.Choosing) -> Activity:
        from rsense.services.now.offers import good_for, happenings, offers

        facts = state.facts
        if states.asks_what_happens(facts):
            shown, text, others = happenings(self._context.library), HAPPENING, HELPS
            event: Callable[[str], Event] = states.Happens
        else:
            breathed = (BREATH_EXERCISE,) if states.BREATH in facts.tried else ()
            tried = (*facts.tried, *breathed)
            shown = offers(self._context, facts.happening, facts.strength, tried)
            good = "" if self._records.private else good_for(self._context, facts)
            text, others, event = good + facts.changed + FITS, OTHERWISE, states.Took
        people = ""
        if facts.trigger:
            from rsense.services.help_now import people_beside

            people = people_beside(self._context, facts.trigger)
        text = "\n\n".join(filter(None, (people, facts.plan, text)))
        return self._ways(state, text, shown, others, event)

    def _do(self, state: states.Doing) -> Activity:
        facts = state.facts
        try:
            script = self._context.script(state.exercise)
        except UserError as failure:
            raise SaveFailed(str(failure)) from failure
        flow = ExerciseFlow(
            self._context,
            script,
            self._records.private,
            facts.about,
            facts.trigger,
            left=self._records.leave_message(),
            distress=facts.strength,
        )

        def take(session: Session) -> Activity | None:
            if flow.private:  # perhaps since it went on without a disk
                self._records.stop()
            taken = measures_of(session).get("distress")
            return self._follow(state, states.Finished(flow.id, taken.after if taken else None))

        flow.onward = take
        return flow.opened(ask=False)

    def _rate(self, state: states.Rating) -> Activity:
        without = ("strength_later",) if state.strength is not None else ()
        if not state.exercise:
            without = ("helped",)

        def rated(session: Session) -> Event:
            asked_for = number_of(session, "strength_later")
            strength = asked_for if state.strength is None else state.strength
            return states.Rated(strength, text_of(session, "helped"), said=_said(session))

        def script() -> Script:
            return form(self._context.library, "now-after", without=without)

        return replace(self._asked(state, script, rated), at_once=True)

    def _write(self, state: states.Writing) -> Activity:
        def wrote(session: Session) -> states.Wrote:
            what, feelings = text_of(session, "what"), list_of(session, "feelings")
            return states.Wrote(self._records.log(state.facts, what, feelings))

        def take(session: Session) -> Activity | None:
            from rsense.services.plan_reminder import LOGGED, append_plan

            event = wrote(session)
            if event.trigger and not self._records.private:
                event = replace(event, plan=append_plan(LOGGED, self._context, event.trigger))
            return self._follow(state, event)

        def script() -> Script:
            values = {"where_it_goes": "" if self._records.private else INTO_THE_LOG}
            return form(self._context.library, "now-log", values=values)

        return self._asked(state, script, wrote, take)

    def _plan(self) -> Activity:
        script = self._form("plan")
        return form_activity(script, lambda session: self._records.plan(text_of(session, "plan")))

    def _log_more(self, facts: Facts) -> Activity | None:
        from rsense.services import edit_flow

        return edit_flow.edit(self._context, facts.trigger.id) if facts.trigger else None

    def _come_back(self) -> Activity:
        from rsense.services.over_time import follow_up_flow

        return follow_up_flow.come_back(self._context)

    def _form(self, name: str) -> Script:
        return form(self._context.library, name)

    def _asked(
        self,
        state: State,
        script: Callable[[], Script],
        event_of: Callable[[Session], Event],
        take: Callable[[Session], Activity | None] | None = None,
    ) -> Activity:
        """A form that is saved as it is answered; its script is asked for anew when saving ends."""

        def keep_nothing() -> Script:
            self._records.stop()
            return script()

        opened = form_activity(
            script(),
            take or (lambda session: self._follow(state, event_of(session))),
            keep=lambda session: self._save(state, event_of(session)),
            keep_nothing=None if self._records.private else keep_nothing,
        )
        return self._as_it_is_kept(opened, state)

    def _ways(
        self,
        state: State,
        text: str,
        shown: Mapping[str, str] | None = None,
        heading: str = "",
        event: Callable[[str], Event] = states.Took,
    ) -> Activity:
        """The ways on from a state at a key each, below numbered ones that lead to an `event`.

        `heading` stands between them.
        """
        from rsense.services.now.offers import ways_form
        from rsense.services.over_time.follow_ups import waiting

        hidden = (states.PLAN, states.MORE) if self._records.private else ()
        if self._records.private or waiting(self._context) is None:
            hidden = (*hidden, states.BACK)
        keyed = [one for one in states.ways_of(state) if one not in hidden]
        script = ways_form(self._context.library, text, shown or {}, keyed, heading)

        def leads(chosen: str) -> Activity | None:
            numbered = chosen in (shown or {})
            return self._follow(state, event(chosen) if numbered else states.Chose(chosen))

        parting = PARTING_SOFTER if isinstance(state, states.Softer) else PARTING
        return replace(self._as_it_is_kept(way(script, leads), state), parting=parting)

    def _save(self, state: State, event: Event) -> bool:
        """Save this `now` as it is after an event; whether it is on disk. Raises SaveFailed.

        A disk that takes nothing keeps nobody from the breath, nor begins it anew: what was said
        until then is saved with the next answer.
        """
        try:
            return self._records.save(next_state(state, event).facts)
        except SaveFailed:
            if isinstance(state, states.Asking | states.Settling):
                return False
            raise

    def _as_it_is_kept(self, opened: Activity, state: State) -> Activity:
        """The activity, with what it says of being kept."""
        return replace(
            opened,
            private=self._records.private,
            nothing_kept_message=self._records.nothing,
            leave_message=self._records.leave_message,
            needs_people=lambda session: needs_people(session, state.facts.strength),
        )


def _said(session: Session) -> tuple[Exchange, ...]:
    """The answers, without questions that were skipped."""
    return tuple(one for one in answers_in(session) if not isinstance(one.value, Skip))
