"""Scripts in a few lines of TOML, and runs as a list of answers, for the tests of the core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rsense.core.engine import Reply, Session, answer, begin, current, refit
from rsense.core.prompts import Option, Prompt, Skip, Value
from rsense.core.script.parse import Script, ScriptError, parse
from rsense.core.shelves import Shelves
from rsense.core.vocabulary import Family, Vocabulary, Word
from tests.steps import step

HEAD = 'format = 1\ntitle = "A test"\nstage = "settle"\n'
HEAD_LINES = HEAD.count("\n")

FEAR = (Word(value="anxious"), Word(value="uneasy", label="ill at ease"))
HURT = (Word(value="lonely", hint="alone"), Word(value="old", retired=True))
FEELINGS = Vocabulary(family=(Family(label="Fear", words=FEAR), Family(label="Hurt", words=HURT)))
VOCABULARIES = {"feelings": FEELINGS}

BINS = [{"value": "fact", "label": "a fact"}, {"value": "story", "label": "a story"}]
SENTENCE = "When [event], I felt {urge|something}."
EVERY_KIND = (
    step("say", "hello", "Hello.")
    + step("rate", "now", "How strong?")
    + step("ask", "what", "What happened?")
    + step(
        "choose", "urge", "What do you feel pulled to do?", options=["write", "withdraw"], at_most=2
    )
    + step("gather", "thoughts", "What goes through your mind?")
    + step("sort", "pile", "Fact or story?", items="thoughts", bins=BINS)
    + step(
        "compose",
        "sentence",
        "In one sentence.",
        template=SENTENCE,
        blanks={"event": "What happened?"},
    )
    + step("breathe", "breath", "Breathe.", pattern="4-6", cycles=2)
    + step("timer", "still", "Be still.", seconds=30)
    + step("moment", "day", "Which day?")
    + step("recall", "kept", "What you kept.", shelf="evidence")
    + step("jump", "again", to="now", when="now > 6", at_most=1)
    + step("include", "inner", exercise="inner")
    + step("people", "people", "People to call.", lines="crisis")
)
"""A step of each kind, each with its id."""

INNER = '[[step]]\nid = "calm"\nkind = "rate"\ntext = "How calm?"\n'
GATE = '[[step]]\nid = "gate"\nkind = "include"\nexercise = "is-it-safe-now"\n'
"""What stands before words for somebody else; in the tests it asks nothing."""
SILENT = '[[step]]\nkind = "say"\ntext = "x"\nwhen = "1 == 2"\n'
SOURCES = {"inner": HEAD + INNER, "is-it-safe-now": HEAD + SILENT}


def parsed(
    steps: str, head: str = "", sources: Mapping[str, str] | None = None, name: str = "test"
) -> Script:
    """A script with these steps under the smallest head there is."""
    return parse(name, HEAD + head + steps, SOURCES if sources is None else sources, VOCABULARIES)


def said(*steps: str) -> str:
    """Steps that only say something, by id."""
    return "".join(f'[[step]]\nid = "{id}"\nkind = "say"\ntext = "{id}"\n' for id in steps)


def problems(steps: str, head: str = "", sources: Mapping[str, str] | None = None) -> list[str]:
    """What is wrong with a script, a line each without its code; nothing when nothing is."""
    try:
        parsed(steps, head, sources)
    except ScriptError as error:
        return [str(one).removesuffix(f" [{one.code}]") for one in error.problems]
    return []


def pointed(steps: str) -> tuple[str, str]:
    """A broken script, and the place that `»` points at, as problems write it."""
    before, found, after = (HEAD + steps).partition("»")
    if not found:
        return steps, "test.toml:1:1: "
    lines = before.split("\n")
    return (before + after)[len(HEAD) :], f"test.toml:{len(lines)}:{len(lines[-1]) + 1}: "


def run(script: Script, *values: Value | Skip, shelves: Shelves | None = None) -> Session:
    """A session with these answers given, one after the other."""
    session = begin(script, shelves)
    for value in values:
        session = answer(session, value)
    return session


def prompt_of(session: Session) -> Prompt:
    """What is asked now."""
    shown = current(session)
    assert shown is not None, "nothing is left to ask"
    return shown.prompt


def asked(session: Session) -> str:
    """The id of the step that is shown; nothing at the end."""
    shown = current(session)
    return shown.step if shown else ""


def steps_of(replies: Iterable[Reply]) -> list[str]:
    return [reply.step for reply in replies]


def from_disk(session: Session) -> Session:
    """The session as it comes back from a file: what was private is not on it."""
    script = session.script

    def stored(replies: tuple[Reply, ...]) -> list[Reply]:
        return [r for r in replies if not getattr(script.node(r.step).step, "private", False)]

    return refit(script, session.shelves, stored(session.replies), stored(session.pending))


def options(*values: str) -> tuple[Option, ...]:
    return tuple(Option(value, value) for value in values)


PIECES = (
    '"',
    "'",
    "{",
    "}",
    "[",
    "]",
    "=",
    "\n",
    "#",
    "\\",
    "\0",
    "\ufeff",
    "é",
    "-1",
    "0",
    "true",
    "''",
    '"now"',
    '"end"',
    '"{now}"',
    '"""',
    "[[step]]\n",
    "id = 'now'\n",
    "when = 'now > 1'\n",
    "go = 'end'\n",
    "private = true\n",
    "nan",
    "1979-05-27",
    "{ a = 1 }",
    "[1, 'a']",
    "\ud800",
)
"""What a script is spoilt with."""
