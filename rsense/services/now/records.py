"""The records of one `rsense now`: itself, the trigger in the log, a plan. Saved as they grow."""

from __future__ import annotations

from rsense.core.records import Keepsake, Trigger
from rsense.ports import NOTHING_MORE
from rsense.services.autosaved_record import AutosavedRecord
from rsense.services.context import AppContext
from rsense.services.forms import CHANGED, NOTED
from rsense.services.now.facts import TITLE, Facts, session_record
from rsense.services.now.offers import happenings
from rsense.services.saving import as_save_failed, derived_id

KEPT = "What you said is kept."


class NowRecords:
    """All of its methods save, and raise SaveFailed; in private they save nothing."""

    def __init__(self, context: AppContext, *, private: bool) -> None:
        self._context = context
        self.private = private
        self.nothing = "Nothing was kept."
        """What is said when a private one is left."""
        self._id, self._at = context.new_id(), context.now()
        self._trigger = AutosavedRecord(context)
        self._record = AutosavedRecord(context, undo=False)
        self._plan = AutosavedRecord(context)

    def stop(self) -> None:
        """Go on without saving."""
        if not self.private:
            self.private, self.nothing = True, NOTHING_MORE

    def save(self, facts: Facts) -> bool:
        """Save all that was said; whether any of it is on disk."""
        if self.private:
            return False
        now = self._context.now()
        record = session_record(facts, id=self._id, at=self._at, finished=now)
        with as_save_failed():
            return self._record.keep(record, TITLE if facts.said else "") is not None

    def log(self, facts: Facts, what: str, feelings: tuple[str, ...]) -> Trigger | None:
        """The trigger as far as it was told, saved; None where nothing was told."""
        label = happenings(self._context.library).get(facts.happening, "")
        made = Trigger(
            id=derived_id(self._id, "trigger"),
            at=self._at,
            what=what,
            intensity=facts.before,
            emotions=feelings,
            before=label,
        )
        told = what or ", ".join(feelings)
        if self.private:
            return made if told else None
        with as_save_failed():
            return self._trigger.keep(made, told)

    def plan(self, text: str) -> None:
        """Keep a plan for next time."""
        if self.private or not text:
            return
        id = derived_id(self._id, "plan")
        card = Keepsake(id=id, at=self._at, shelf="plans", text=text, about=(self._id,))
        with as_save_failed():
            self._plan.keep(card, text)

    def leave_message(self) -> str:
        """What is said of it on leaving: what is on disk; empty where nothing is."""
        for record, words in ((self._trigger, NOTED), (self._record, KEPT)):
            if record.expected and not self.private:
                return words if record.stands else CHANGED
        return ""
