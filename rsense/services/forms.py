"""Activities of small forms: a few questions that are not an exercise.

They run through the engine and the frontends like any exercise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec.structs import replace

from rsense.core import engine
from rsense.core.engine import Reply, Session
from rsense.core.engine.transcript import transcript
from rsense.core.expressions.bindings import Binding
from rsense.core.prompts import SKIPPED
from rsense.core.records import Exchange, waiting_for
from rsense.core.sanitize import one_line
from rsense.core.script.parse import Script
from rsense.core.vocabulary import Family, Vocabulary, Word
from rsense.ports import NOTHING_MORE, Activity
from rsense.services.form_scripts import one_choice
from rsense.session_runner import SessionRunner

CHANGED = (
    "What you said was changed or taken away elsewhere meanwhile. “rsense history” and "
    "“rsense trash” show what there is."
)
NOTED = "What you said is noted. “rsense undo” takes it back."


def form_activity(
    script: Script,
    take: Callable[[Session], Activity | None],
    before: Iterable[Reply] = (),
    *,
    keep: Callable[[Session], bool] = lambda _: False,
    left: str = NOTED,
    stands: Callable[[], bool] = lambda: True,
    keep_nothing: Callable[[], Script] | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Activity:
    """An activity that asks a form, with earlier answers `before`. Raises SaveFailed.

    `keep` saves all answers so far, half-written ones too, before the next question is shown; it
    returns whether any of it is on disk. From then on `left` is the message on leaving, or CHANGED
    if the disk no longer holds it (`stands`). Without `keep` only `take` saves, from the whole.
    `keep_nothing` returns the script to continue with after a failed save; neither `keep` nor
    `left` applies after it. By the `clock` words for a moment to come are read.
    """
    kept = False

    def keep_so_far(session: Session) -> None:
        nonlocal kept
        kept = keep(engine.refit(script, session.shelves, _as_far_as(session)))

    runner = SessionRunner(engine.begin(script, ahead=before), keep_so_far, clock=clock)

    def left_words() -> str:
        return "" if not kept else left if stands() else CHANGED

    activity = Activity(runner, next_activity=take, leave_message=left_words)
    if keep_nothing is None:
        return activity

    def unkept() -> Activity:
        session = runner.session
        same = engine.refit(keep_nothing(), session.shelves, session.replies, session.pending)
        held = SessionRunner(same, lambda _: None)
        return Activity(held, next_activity=take, private=True, nothing_kept_message=NOTHING_MORE)

    return replace(activity, without_saving=unkept)


def _as_far_as(session: Session) -> list[Reply]:
    """The replies so far, half written or gone back from too; the gaps between are skipped.

    Of several replies that wait for one step the first counts; those of skipped steps do not.
    """
    said = {reply.step: reply for reply in (*reversed(session.pending), *session.replies)}
    if session.changing is not None:
        step = session.replies[session.changing].step
        said[step] = waiting_for(session.pending, step) or said[step]
    steps = [node.id for node in session.script.nodes if node.id]
    last = max((n for n, step in enumerate(steps) if step in said), default=-1)
    return [said.get(step, Reply(step, SKIPPED)) for step in steps[: last + 1]]


def ask_choice(
    title: str,
    text: str,
    options: Mapping[str, str],
    take: Callable[[str], Activity | None],
    *,
    default: str = "",
    other: bool = False,
) -> Activity:
    """An activity of one required choice; `options` maps values to labels.

    Text and labels are data, braces too. An empty line takes `default`; with `other`, own words are
    taken.
    """
    words = tuple(Word(value=value, label=one_line(label)) for value, label in options.items())
    ways = {"ways": Vocabulary(family=(Family(label="", words=words),))}
    return way(one_choice(title, text, ways, default, other=other), take)


def last_page(
    title: str,
    text: str,
    more: Mapping[str, str] | None = None,
    take: Callable[[str], Activity | None] = lambda _: None,
) -> Activity:
    """A page that ends, or leads to one thing `more`."""
    return ask_choice(title, text, {**(more or {}), "stop": "enough for now"}, take)


def way(script: Script, take: Callable[[str], Activity | None]) -> Activity:
    """An activity of a script with one choice, called `way`, which leads on."""
    return form_activity(script, lambda session: take(text_of(session, "way")))


def answers_in(session: Session) -> tuple[Exchange, ...]:
    """Every question with its answer; those that were only read are left out."""
    return tuple(exchange for exchange in transcript(session) if exchange.value is not None)


def answer_of(session: Session, name: str) -> Binding | None:
    """An answer by the id of its step; None when there is none."""
    return session.state.bindings.get(name)


def text_of(session: Session, name: str) -> str:
    """An answer as text; empty when there is none."""
    found = answer_of(session, name)
    return found.value if found and isinstance(found.value, str) else ""


def number_of(session: Session, name: str) -> int | None:
    """An answer as a number; None when there is none."""
    found = answer_of(session, name)
    return found.value if found and isinstance(found.value, int) else None


def list_of(session: Session, name: str) -> tuple[str, ...]:
    """An answer as a list; empty when there is none."""
    found = answer_of(session, name)
    return found.value if found and isinstance(found.value, tuple) else ()
