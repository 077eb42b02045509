"""`rsense now`: what is happening, how strong, something that fits, did it help, what next.

Everything one `now` produced is linked: the trigger, the exercise about it, and a record of
the before and after about both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from msgspec.structs import replace

from rsense.cli import forms
from rsense.cli.desk import Desk
from rsense.cli.failure import Failure
from rsense.cli.forms import asked, form, number_of, question, text_of
from rsense.cli.growing import Growing
from rsense.cli.keeping import derived_id, told
from rsense.cli.planned import planned
from rsense.cli.sittings import RISEN, SOFTER, STILL_HIGH, Table
from rsense.core.engine import Session
from rsense.core.kept import measures_of
from rsense.core.records import Keepsake, MeasureTaken, SessionRecord, Trigger
from rsense.core.script import Script
from rsense.core.transcript import Exchange, transcript
from rsense.insight.suggest import HAPPENINGS, suggestions
from rsense.sitting import NOTHING_MORE, NotKept, Opened

TITLE = "Right now"
QUIET_MINUTE = "quiet minute"
LOG = "log"
STOP = "stop"

QUIET = """
[[step]]
id = "quiet"
kind = "timer"
text = "Feet on the floor. Look at one thing in the room that stays. That is all there is to do."
seconds = 60
"""


@dataclass
class Now:
    """One run of it, as far as it has come."""

    desk: Desk
    private: bool = False
    nothing: str = "Nothing was kept."
    """What is said of a private one when it is left."""
    id: str = ""
    """Of the record that comes next."""
    written: str = ""
    """Of the last one that was kept."""
    started: datetime = field(init=False)
    trigger: Trigger | None = None
    typed: bool = False
    """Whether the trigger is in the person's own words."""
    plan: str = ""
    """One that was made for this, until it has been shown."""
    before: int | None = None
    done: list[str] = field(default_factory=list)
    """Ids of the sittings it led to."""
    tried: list[str] = field(default_factory=list)
    """The exercises that were begun."""
    happening: str = ""
    record: Growing = field(init=False)
    """The trigger in the log."""
    card: Growing = field(init=False)
    """A plan for next time."""
    session: Growing = field(init=False)
    """The before and after."""
    said: list[Exchange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.started = self.desk.now()
        self.id = self.id or self.desk.new_id()
        self.record, self.card = Growing(self.desk), Growing(self.desk)
        self.session = Growing(self.desk, undo=False)

    def opened(self) -> Opened:
        return self._asked(self._first, self._suggest, keep=self._note)

    def about(self, trigger: Trigger) -> Opened:
        """The same for what is in the log already: nothing of it is asked again."""
        self.trigger, self.before, self.typed = trigger, trigger.intensity, True
        return self._choose()

    def _first(self) -> Script:
        options = ", ".join(
            f'{{ value = "{value}", label = "{label}" }}' for value, label in HAPPENINGS.items()
        )
        where_to = "" if self.private else " It goes into your log."
        steps = forms.BEFORE.replace("HAPPENINGS", options).replace("WHERE_TO", where_to)
        return form(TITLE, steps)

    def _asked(
        self,
        script: Callable[[], Script],
        take: Callable[[Session], Opened | None],
        keep: Callable[[Session], bool] = lambda _: False,
        left: str = forms.NOTED,
    ) -> Opened:
        def keep_nothing() -> Script:
            self.private, self.nothing = True, NOTHING_MORE
            return script()

        stop = None if self.private else keep_nothing
        stands = lambda: self.record.stands and self.session.stands  # noqa: E731 - one look
        opened = asked(script(), take, (), keep, left, stands, stop)
        return replace(opened, private=self.private, nothing=self.nothing)

    def _question(
        self, text: str, options: Mapping[str, str], take: Callable[[str], Opened | None]
    ) -> Opened:
        opened = question(TITLE, text, options, take, self._noted)
        return replace(opened, private=self.private, nothing=self.nothing)

    def _note(self, session: Session) -> bool:
        """Put what set it off into the log, as far as it is told; whether it is there."""
        self.before = number_of(session, "strength")
        self.happening = text_of(session, "happening")
        typed = text_of(session, "what")
        self.typed = bool(typed)
        happening = HAPPENINGS.get(self.happening, self.happening)
        what = typed or happening
        trigger = Trigger(
            id=derived_id(self.id, "trigger"), at=self.started, what=what, intensity=self.before,
            before=happening if typed else "",
        )  # fmt: skip
        kept = trigger if what else None
        if not self.private:
            with told():
                kept = self.record.keep(trigger, what)
        self.trigger = kept
        return kept is not None and not self.private

    def _suggest(self, session: Session) -> Opened | None:
        if self._note(session) and self.trigger:
            self.plan = planned(self.desk, self.trigger)
        self.said = _said(session)
        return self._choose()

    def _choose(self) -> Opened:
        """One suggestion with a reason, two others, and the way out; once, the plan that fits."""
        fitting = suggestions(self.happening, self.before, self._works, self.tried)
        options = {s.exercise: f"{self.desk.script(s.exercise).title}: {s.reason}" for s in fitting}
        text = "This may fit, the first one best. Any of them will do."
        if self.before is not None and self.before >= STILL_HIGH:
            text = "That is a lot. Something for the body first; the thinking can wait."
        text, self.plan = "\n\n".join(filter(None, (self.plan, text))), ""
        ways = {**options, STOP: "none of it, not now"}
        return self._question(text, ways, self._begin)

    @property
    def _noted(self) -> str:
        """What is said of the trigger when something after it is left."""
        noted = forms.NOTED if self.record.stands else forms.CHANGED
        return noted if self.trigger and not self.private else ""

    def _works(self, exercise: str) -> bool:
        """A script of the person's own may be broken, and stands for one of ours."""
        try:
            self.desk.script(exercise)
        except Failure:
            return False
        return True

    def _begin(self, exercise: str) -> Opened | None:
        if exercise == STOP:
            self._write(None, None)
            return None
        about = (self.trigger.id,) if self.trigger else ()
        try:
            script = self.desk.script(exercise)
        except Failure as failure:
            raise NotKept(str(failure)) from failure
        self.tried.append(exercise)
        known = self.trigger if self.typed else None
        table = Table(self.desk, script, self.private, about, known, left=self._noted)
        table.onward = self._after(table)
        return table.opened(ask=False)

    def _after(self, table: Table) -> Callable[[Session], Opened | None]:
        def ask(session: Session) -> Opened | None:
            if table.private and not self.private:  # it went on without a disk
                self.private, self.nothing = True, NOTHING_MORE
            if table.id:
                self.done.append(table.id)
            # What the exercise has asked at its end is not asked again.
            taken = measures_of(session).get("distress")
            known = None if taken is None else taken.after
            steps = forms.HELPED if taken else forms.STRENGTH_AFTER + forms.HELPED

            def keep(answers: Session) -> bool:
                said = _said(answers)
                return bool(said) and self._put(self._record(_after(answers, known), said))

            take = lambda answers: self._next(answers, known)  # noqa: E731 - what comes of it
            return self._asked(lambda: form(TITLE, steps), take, keep, "What you said is kept.")

        return ask

    def _next(self, session: Session, known: int | None) -> Opened | None:
        after = _after(session, known)
        helped = text_of(session, "helped")
        self._write(after, helped, _said(session))
        rose = after is not None and self.before is not None and after - self.before >= RISEN
        if rose or helped == "worse" or (after is not None and after >= STILL_HIGH):
            options = {
                QUIET_MINUTE: "one quiet minute, with nothing to do",
                "people": "who I could call",
                STOP: "stop here",
            }
            return self._question(SOFTER, options, self._softer)
        logged = {LOG: "write more about it into the log"} if self._noted else {}
        plan = {} if self.private else {"plan": "keep a plan for next time"}
        options = {"else": "something else", **plan, **logged, STOP: "stop here"}
        return self._question("And now?", options, self._onward)

    def _onward(self, way: str) -> Opened | None:
        match way:
            case "else":
                return self._choose()
            case "plan":
                return asked(form("A plan", forms.PLAN), self._keep_plan)
            case "log" if self.trigger:
                from rsense.cli import putting_right  # noqa: PLC0415 - seldom, and heavy

                return putting_right.correct(self.desk, self.trigger.id)
            case _:
                return None

    def _softer(self, way: str) -> Opened | None:
        match way:
            case "people":
                text = "\n\n".join(self.desk.records.shelves().get("people", ()))
                shown = text or "“rsense help-now”, or F1, shows people to call."
                return self._question(shown, {STOP: "stop here"}, lambda _: None)
            case "quiet minute":
                return asked(form("One quiet minute", QUIET), lambda _: None)
            case _:
                return None

    def _keep_plan(self, session: Session) -> Opened | None:
        plan = text_of(session, "plan")
        if plan:
            id, about = derived_id(self.id, "plan"), (self.written,)
            card = Keepsake(id=id, at=self.started, shelf="plans", text=plan, about=about)
            if not self.private:
                with told():
                    self.card.keep(card, plan)
        return None

    def _write(self, after: int | None, helped: str | None, said: Sequence[Exchange] = ()) -> None:
        """The before and after, about the trigger and what was done. Once for each exercise."""
        if helped is None and not self.done:
            return
        self._put(self._record(after, said))
        # What comes after is a record of its own, from here on.
        self.written, self.id, self.started = self.id, self.desk.new_id(), self.desk.now()
        self.session = Growing(self.desk, undo=False)
        self.before, self.done, self.said = after, [], []

    def _record(self, after: int | None, said: Sequence[Exchange]) -> SessionRecord:
        pair = {}
        if self.before is not None and after is not None:
            pair = {"distress": MeasureTaken(before=self.before, after=after)}
        trigger = (self.trigger.id,) if self.trigger else ()
        return SessionRecord(
            id=self.id,
            at=self.started,
            exercise="now",
            title=TITLE,
            finished=max(self.desk.now(), self.started),
            outcome="completed",
            replies=(*self.said, *said),
            measures=pair,
            about=(*trigger, *self.done),
        )

    def _put(self, record: SessionRecord) -> bool:
        """Write it over what an earlier try left of it; whether it is kept."""
        if self.private:
            return False
        with told():
            self.id = (self.session.keep(record, TITLE) or record).id
        return True


def _said(session: Session) -> list[Exchange]:
    """What was answered; what was only read is left out."""
    return [said for said in transcript(session) if said.value is not None]


def _after(session: Session, known: int | None) -> int | None:
    """How strong it is now, where that is not known already."""
    return number_of(session, "strength_later") if known is None else known
