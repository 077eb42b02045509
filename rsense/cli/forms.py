"""Small scripts of our own: questions that lead somewhere, and are no exercise themselves.

They go through `parse` and the faces like any other, so both faces can ask them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import tomli_w
from msgspec.structs import replace

from rsense.core import engine
from rsense.core.answers import Said
from rsense.core.engine import Reply, Session
from rsense.core.prompts import SKIPPED
from rsense.core.replies import waiting_for
from rsense.core.script import Script, parse
from rsense.core.visible import clean, one_line
from rsense.core.vocabulary import Family, Vocabularies, Vocabulary, Word
from rsense.sitting import NOTHING_MORE, Opened, Sitting

BEFORE = """
[[step]]
id = "happening"
kind = "choose"
text = "What is happening?"
options = [HAPPENINGS]
other = true

[[step]]
id = "strength"
kind = "rate"
text = "How strong is it, right now?"
low_label = "calm"
high_label = "as strong as it gets"

[[step]]
id = "what"
kind = "ask"
text = "In one line, what set it off?WHERE_TO"
hint = "You may leave this out."
"""

STRENGTH_AFTER = """
[[step]]
id = "strength_later"
kind = "rate"
text = "How strong is it now?"
low_label = "calm"
high_label = "as strong as it gets"
"""

HELPED = """
[[step]]
id = "helped"
kind = "choose"
text = "Did it help?"
hint = "No is a useful answer."
options = [
  { value = "yes", label = "yes" },
  { value = "a little", label = "a little" },
  { value = "no", label = "no" },
  { value = "worse", label = "it made it worse" },
]
"""

LOG = """
[[step]]
id = "what"
kind = "ask"
text = "What happened? One line is enough."
required = true

[[step]]
id = "strength"
kind = "rate"
text = "How strong was it?"
low_label = "calm"
high_label = "as strong as it gets"

[[step]]
id = "feelings"
kind = "choose"
text = "What did you feel?"
vocabulary = "emotions"
at_most = 4
other = true

[[step]]
id = "who"
kind = "ask"
text = "Who is it about?"
"""

PLAN = """
[[step]]
id = "plan"
kind = "compose"
text = "A plan for the next time, small enough to be done."
template = "If [cue], then I will [response]."
[step.blanks]
cue = { text = "Which moment is it about?", example = "a message stays unread in the evening" }
response = { text = "What will you do then?", example = "put the phone in the kitchen and breathe" }
"""

MOST_PEOPLE = 5
WELCOME = f"""
[[step]]
kind = "say"
text = \"\"\"
This is a quiet place for moments of rejection: short exercises, a line to note what \
happened, and what helped.

It is not therapy and no diagnosis. Nobody watches what you write. If you are in danger, call \
your local emergency number; F1 shows people to call.\"\"\"

[[step]]
kind = "say"
text = \"\"\"
What you write stays on this machine, as plain files in

FOLDER

Nothing is ever sent. Who can open your files can read them. Escape leaves at any moment, \
and nothing is lost.\"\"\"

[[step]]
id = "people"
kind = "gather"
text = "Who could you call on a bad evening? F1 will show them first. You may leave this out."
example = "Sam, 0123 456"
at_most = {MOST_PEOPLE}
"""


def form(title: str, steps: str, vocabularies: Vocabularies | None = None) -> Script:
    """A script of these steps."""
    head = tomli_w.dumps({"format": 1, "title": title, "stage": "notice"})
    return parse("form", head + steps, {}, vocabularies or {})


CHANGED = (
    "What you said was changed or taken away elsewhere meanwhile. “rsense history” and "
    "“rsense trash” show what there is."
)
NOTED = "What you said is noted. “rsense undo” takes it back."


def asked(
    script: Script,
    take: Callable[[Session], Opened | None],
    before: Iterable[Reply] = (),
    keep: Callable[[Session], bool] = lambda _: False,
    left: str = NOTED,
    stands: Callable[[], bool] = lambda: True,
    keep_nothing: Callable[[], Script] | None = None,
) -> Opened:
    """A form laid open, with what was answered before.

    `keep` is given all that was said so far, what is half written too, before the next question
    is asked, and tells whether any of it is kept now; then `left` is said when the form is left,
    where it `stands` on the disk as it was told.
    It raises NotKept. Without it nothing is kept but what `take` makes of the whole. After
    `keep_nothing` neither keeps anything; it gives the script to go on with.
    """
    kept = False

    def keep_so_far(session: Session) -> None:
        nonlocal kept
        kept = keep(engine.refit(script, session.shelves, _as_far_as(session)))

    sitting = Sitting(engine.begin(script, ahead=before), keep_so_far)

    def left_words() -> str:
        return "" if not kept else left if stands() else CHANGED

    opened = Opened(sitting, onward=take, left=left_words)
    if keep_nothing is None:
        return opened

    def unkept() -> Opened:
        session = sitting.session
        same = engine.refit(keep_nothing(), session.shelves, session.trail, session.ahead)
        held = Sitting(same, lambda _: None)
        return Opened(held, onward=take, private=True, nothing=NOTHING_MORE)

    return replace(opened, unkept=unkept)


def _as_far_as(session: Session) -> list[Reply]:
    """All that was said, half written or gone back from too; what lies between is skipped.

    What waits first for a step counts of all that waits for it, and nothing of what was skipped.
    """
    said = {reply.step: reply for reply in (*reversed(session.ahead), *session.trail)}
    if session.changing is not None:
        step = session.trail[session.changing].step
        said[step] = waiting_for(session.ahead, step) or said[step]
    steps = [node.id for node in session.script.nodes if node.id]
    last = max((n for n, step in enumerate(steps) if step in said), default=-1)
    return [said.get(step, Reply(step, SKIPPED)) for step in steps[: last + 1]]


def question(
    title: str,
    text: str,
    options: Mapping[str, str],
    take: Callable[[str], Opened | None],
    left: str = "",
) -> Opened:
    """One choice that leads on: value to label. What is in text and labels is data, braces too.

    `left` is said when it is left.
    """
    words = tuple(Word(value=value, label=one_line(label)) for value, label in options.items())
    ways = {"ways": Vocabulary(family=(Family(label="", words=words),))}
    plain = clean(text).replace("{", "{{").replace("}", "}}")
    step = {"id": "way", "kind": "choose", "required": True, "text": plain, "vocabulary": "ways"}

    def onward(session: Session) -> Opened | None:
        return take(text_of(session, "way"))

    opened = asked(form(title, tomli_w.dumps({"step": [step]}), ways), onward)
    return replace(opened, left=lambda: left)


def quoted(path: str) -> str:
    """A path as it can stand in the text of a script, braces, quotes and backslashes too."""
    plain = one_line(path).replace("{", "{{").replace("}", "}}")
    return plain.replace("\\", "\\\\").replace('"', '\\"')


def said(session: Session, name: str) -> Said | None:
    return session.state.said.get(name)


def text_of(session: Session, name: str) -> str:
    """An answer as text; empty when there is none."""
    found = said(session, name)
    return found.value if found and isinstance(found.value, str) else ""


def number_of(session: Session, name: str) -> int | None:
    found = said(session, name)
    return found.value if found and isinstance(found.value, int) else None


def list_of(session: Session, name: str) -> tuple[str, ...]:
    found = said(session, name)
    return found.value if found and isinstance(found.value, tuple) else ()
