"""One exercise, one person, one evening: answered, gone back in, left, resumed, finished."""

from __future__ import annotations

from rsense.core.engine import Session, answer, back, begin, current, kept_cards, revise
from rsense.core.engine.transcript import transcript
from rsense.core.prompts import SKIPPED, Pick, Refused, Skip, Value
from rsense.core.script.parse import parse
from tests.core.scripts import HEAD, from_disk, steps_of
from tests.steps import step

SAFE = (
    HEAD
    + step(
        "choose",
        "with_them",
        "Is it safe to speak with them?",
        options=[{"value": "yes", "go": "good"}, {"value": "no", "go": "help"}],
        private=True,
    )
    + step("say", "help", "Then here are people to call.", go="end")
    + step("say", "good", "Good to know.")
)
EXERCISE = (
    HEAD
    + 'audience = "partner"\ncaution = "Leave out what is too much."\n'
    + '[measure.distress]\nbefore = "now"\nafter = "later"\n'
    + step("include", "safe", exercise="is-it-safe")
    + step("rate", "now", "How strong is it?")
    + step("ask", "what", "What happened?", pin=True)
    + step("gather", "thoughts", "What does your head make of it?")
    + step("choose", "hot", "Which one stings most?", items="thoughts", pin=True)
    + step("ask", "diary", "Something that is nobody's business?", private=True)
    + step("gather", "seen", "When did somebody see you?", keep="evidence")
    + step("rate", "later", "And now? You began at {now|the start}.")
    + step("jump", to="seen", when="later > 6", at_most=1)
    + step("say", "bye", "“{hot|It}” is one reading. “{diary|The rest}” stays with you.")
)


def shows(session: Session, step: str, text: str, *pins: str, prefill: Value | Skip = None) -> bool:
    shown = current(session)
    assert shown is not None
    assert (shown.step, shown.prompt.text) == (step, text)
    assert shown.pins == pins
    assert shown.prefill == prefill
    assert shown.position == len(session.replies) + 1
    return True


def refused(session: Session, value: Value | Skip) -> str:
    try:
        answer(session, value)
    except Refused as words:
        return str(words)
    raise AssertionError("it was taken")


def test_an_evening_with_an_exercise() -> None:  # noqa: PLR0915 (it is a story)
    script = parse("evening", EXERCISE, {"is-it-safe": SAFE})
    session = begin(script)

    # It begins with its caution, and then asks whether it is safe. That cannot be skipped.
    assert shows(session, "exercise.caution", "Leave out what is too much.")
    session = answer(session, None)
    assert shows(session, "safe_with_them", "Is it safe to speak with them?")
    assert refused(session, SKIPPED) == "This answer decides what comes next. Any of them will do."

    # A slip: "no" leads to help and to the end. One step back, and it is asked again.
    session = answer(session, ("no",))
    assert shows(session, "safe_help", "Then here are people to call.")
    session = back(session)
    assert shows(session, "safe_with_them", "Is it safe to speak with them?", prefill=("no",))
    session = answer(session, ("yes",))
    assert session.pending == ()
    assert shows(session, "safe_good", "Good to know.")
    session = answer(session, None)

    # How strong, and what happened, which stays in view from then on.
    assert shows(session, "now", "How strong is it?")
    assert refused(session, 11) == "The scale goes from 0 to 10."
    session = answer(session, 8)
    assert shows(session, "what", "What happened?")
    session = answer(session, "No answer since noon.")
    assert shows(session, "thoughts", "What does your head make of it?", "No answer since noon.")

    # The thoughts are skipped; so nothing can sting, and that question is passed over.
    skipped = answer(session, SKIPPED)
    assert shows(skipped, "diary", "Something that is nobody's business?", "No answer since noon.")

    # Back, for there is one after all. The skip is what it prefills with.
    session = back(skipped)
    assert shows(
        session,
        "thoughts",
        "What does your head make of it?",
        "No answer since noon.",
        prefill=SKIPPED,
    )
    session = answer(session, ("He is tired of me.", "I asked too much."))
    assert shows(session, "hot", "Which one stings most?", "No answer since noon.")
    session = answer(session, ("He is tired of me.",))
    pins = ("No answer since noon.", "He is tired of me.")
    assert shows(session, "diary", "Something that is nobody's business?", *pins)
    session = answer(session, "My own secret")
    assert shows(session, "seen", "When did somebody see you?", *pins)

    # On second thought it was the other thought. Everything after it still stands.
    session = revise(session, steps_of(session.replies).index("hot"), ("I asked too much.",))
    pins = ("No answer since noon.", "I asked too much.")
    assert shows(session, "seen", "When did somebody see you?", *pins)
    assert steps_of(session.replies) == [
        "exercise.caution",
        "safe_with_them",
        "safe_good",
        "now",
        "what",
        "thoughts",
        "hot",
        "diary",
    ]

    # Seven minutes later the laptop dies. On disk there is nothing private.
    session = answer(session, ("Tuesday, at the lake", "Mum on the phone"))
    assert shows(session, "later", "And now? You began at 8.", *pins)
    session = from_disk(session)
    assert "secret" not in str((session.replies, session.pending))
    assert "yes" not in str((session.replies, session.pending))

    # So it asks again whether it is safe. What was said behind that waits, and prefills.
    assert shows(session, "safe_with_them", "Is it safe to speak with them?")
    assert steps_of(session.pending) == ["now", "what", "thoughts", "hot", "seen"]
    session = answer(answer(session, ("yes",)), None)
    assert shows(session, "now", "How strong is it?", prefill=8)
    session = answer(session, 8)
    assert shows(session, "what", "What happened?", prefill="No answer since noon.")
    session = answer(session, "No answer since noon.")
    thoughts = ("He is tired of me.", "I asked too much.")
    assert shows(session, "thoughts", "What does your head make of it?", pins[0], prefill=thoughts)
    session = answer(session, (*thoughts, "His phone is off."))
    assert shows(session, "hot", "Which one stings most?", pins[0], prefill=(thoughts[1],))
    session = answer(session, (thoughts[1],))
    assert shows(session, "diary", "Something that is nobody's business?", *pins)
    session = answer(session, "My own secret")
    seen = ("Tuesday, at the lake", "Mum on the phone")
    assert shows(session, "seen", "When did somebody see you?", *pins, prefill=seen)
    session = answer(session, seen)

    # It is still loud, so it leads back once, and not twice. The words come back, and can grow.
    session = answer(session, 9)
    assert shows(session, "seen", "When did somebody see you?", *pins, prefill=seen)
    session = answer(session, (*seen, "The postman waved"))
    assert shows(session, "later", "And now? You began at 8.", *pins)
    session = answer(session, 7)
    goodbye = "“I asked too much.” is one reading. “My own secret” stays with you."
    assert shows(session, "bye", goodbye, *pins)

    # Two steps back over the jump, a softer number, and on again: the last round is undone.
    there = back(back(back(session)))
    assert shows(there, "later", "And now? You began at 8.", *pins, prefill=9)
    softer = answer(there, 5)
    assert shows(softer, "bye", goodbye, *pins)
    assert steps_of(softer.pending) == ["seen", "later"]

    # She takes the longer way after all. At the end, what of it is for another day?
    session = answer(session, None)
    shown = current(session)
    assert shown is not None
    assert shown.step == "exercise.keep"
    assert isinstance(shown.prompt, Pick)
    assert [option.label for option in shown.prompt.options] == [*seen, "The postman waved"]
    session = answer(session, shown.prompt.parse("1, 3"))
    assert session.complete
    assert current(session) is None
    assert [(card.shelf, card.text) for card in kept_cards(session)] == [
        ("evidence", "Tuesday, at the lake"),
        ("evidence", "The postman waved"),
    ]

    # What is written down says all of it but what was nobody's business.
    told = [(exchange.question, exchange.answer) for exchange in transcript(session)]
    assert told == [
        ("Leave out what is too much.", ""),
        ("Is it safe to speak with them?", "(not saved)"),
        ("Good to know.", ""),
        ("How strong is it?", "8"),
        ("What happened?", "No answer since noon."),
        (
            "What does your head make of it?",
            "He is tired of me; I asked too much; His phone is off.",
        ),
        ("Which one stings most?", "I asked too much."),
        ("Something that is nobody's business?", "(not saved)"),
        ("When did somebody see you?", "Tuesday, at the lake; Mum on the phone"),
        ("And now? You began at 8.", "9"),
        ("When did somebody see you?", "Tuesday, at the lake; Mum on the phone; The postman waved"),
        ("And now? You began at 8.", "7"),
        ("“I asked too much.” is one reading. “…” stays with you.", ""),
        (shown.prompt.text, "Tuesday, at the lake, The postman waved"),
    ]
