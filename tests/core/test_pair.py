"""Two at one screen: turns, hand-overs, reveals, and what both keep."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rsense.core import engine
from rsense.core.engine.results import closing_sentences, follow_up_of, session_record
from rsense.core.prompts import SKIPPED, Gather, Pace, Pick, Read, Skip, Value
from rsense.core.script.compile import KEEP_TOGETHER_IDS
from rsense.core.walker.walk import walk
from tests import shipped
from tests.core.scripts import HEAD, HEAD_LINES, asked, parsed, problems, prompt_of, run
from tests.each import of_each
from tests.steps import step

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
GATE = "is-it-safe-together"
SAFE = f'[[step]]\nid = "safe"\nkind = "include"\nexercise = "{GATE}"\n'
QUIET = {GATE: HEAD + '[[step]]\nkind = "say"\ntext = "x"\nwhen = "1 == 2"\n'}
"""A gate that asks nothing."""
PAIR = 'audience = "pair"\n[people]\n'
LATER = '[follow_up]\nafter = "1 day"\nask = "{pact|Nothing}, {mine|nothing}, {theirs|nothing}?"\n'
A, B = step("ask", "mine", "{a}?", by="a"), step("ask", "theirs", "{b}?", by="b")
SHOW = step("reveal", "shown", "Both:", names=["mine", "theirs"])
HELLO, PACT = step("say", "hello", "Hello."), step("ask", "pact", "After {mine|nothing}?")
SCRIPT = parsed(SAFE + HELLO + A + B + SHOW + PACT, PAIR + LATER, QUIET)
NAMED = (None, "Mia", "Rob", None)
SHOWN = (*NAMED, None, "from me", None, "from them", None, None)
ALL = ("mine", "theirs", "pact")


def finished(a: tuple[str, ...], b: tuple[str, ...]) -> engine.Session:
    return run(SCRIPT, *SHOWN, "a pact", None, a, None, b)


def test_turns_begin_with_a_page_to_hand_over_on() -> None:
    session, steps = engine.begin(SCRIPT), []
    for value in (*SHOWN, "a pact", None, ALL, None, ALL):
        steps.append(asked(session).removeprefix("exercise."))
        session = engine.answer(session, value)
    assert session.complete
    assert steps == [
        *("people", "a", "b", "hello", "mine.hand_over", "mine", "theirs.hand_over", "theirs"),
        *("shown.hand_over", "shown", "pact"),
        *("keep_a.hand_over", "keep_a", "keep_b.hand_over", "keep_b"),
    ]


def test_names_stand_in_texts_and_on_the_page_between() -> None:
    page, question = run(SCRIPT, *NAMED), run(SCRIPT, *NAMED, None)
    assert prompt_of(page).text.startswith("Hand over to Mia. Press Enter when Mia is here.")
    assert prompt_of(question).text == "Mia?"


def test_a_name_that_is_passed_is_the_scripts_word() -> None:
    assert prompt_of(run(SCRIPT, None, SKIPPED, SKIPPED, None, None)).text == "A?"


def test_reveal_shows_both_side_by_side_once_both_were_asked() -> None:
    prompt = prompt_of(run(SCRIPT, *SHOWN[:-1]))
    assert prompt == Read("Both:", beside=(("Mia", "from me"), ("Rob", "from them")))
    passed = prompt_of(run(SCRIPT, *NAMED, None, SKIPPED, None, "from them", None))
    assert passed == Read("Both:", beside=(("Mia", "(nothing this time)"), ("Rob", "from them")))


def test_back_stays_within_a_turn() -> None:
    for values in (SHOWN[:5], SHOWN[:6], SHOWN[:7], SHOWN[:9]):
        session = run(SCRIPT, *values)
        assert engine.back(session) == session, values
    assert asked(engine.back(run(SCRIPT, *SHOWN))) == "shown"


def test_each_is_offered_only_what_both_have_seen() -> None:
    hidden = (
        SAFE
        + A
        + B
        + step("ask", "private", "x", by="a", private=True)
        + PACT.replace("{mine|nothing}", "")
    )
    prompt = prompt_of(
        run(
            parsed(hidden, PAIR, QUIET),
            *NAMED[:3],
            None,
            "m",
            None,
            "t",
            None,
            "p",
            None,
            "us",
            None,
        )
    )
    assert isinstance(prompt, Pick)
    assert [option.label for option in prompt.options] == ["us"]
    prompt = prompt_of(run(SCRIPT, *SHOWN, "a pact", None))
    assert isinstance(prompt, Pick)
    assert [option.label for option in prompt.options] == [
        "all of it",
        "Mia: from me",
        "Rob: from them",
        "a pact",
    ]


@pytest.mark.parametrize(
    ("a", "b", "both"),
    [
        (ALL, ALL, ALL),
        (ALL, (), ()),
        (("exercise.all",), ALL, ALL),
        (("exercise.all",), ("exercise.all",), ALL),
        (("exercise.all",), ("mine",), ("mine",)),
        ((), ALL, ()),
        (("mine",), ("pact",), ()),
        (("mine", "pact"), ("theirs", "pact"), ("pact",)),
    ],
)
def test_record_holds_what_both_keep(
    a: tuple[str, ...], b: tuple[str, ...], both: tuple[str, ...]
) -> None:
    session = finished(a, b)
    record = session_record(session, id="x", started=NOON, finished=NOON, outcome="completed")
    assert tuple(reply.step for reply in record.replies) == both
    assert engine.only_private(session) is not bool(both)
    assert not {"Mia", "Rob"} & {*str(record).replace("'", " ").split()}
    asked_later = follow_up_of(session, id="x", at=NOON, now=NOON, zone=UTC)
    assert asked_later is not None
    for step_id, words in (("mine", "from me"), ("theirs", "from them"), ("pact", "a pact")):
        assert (words in str(record) + asked_later.ask) is (step_id in both), step_id


def test_an_answer_changed_after_its_reveal_is_not_offered() -> None:
    again = step("choose", "more", "Again?", options=["yes", "no"])
    jump = '[[step]]\nkind = "jump"\nto = "theirs"\nwhen = "more == \'yes\'"\nat_most = 1\n'
    out = step("choose", "out", "x", options=[{"value": "end", "go": "end"}, "on"], by="b")
    script = parsed(SAFE + A + B + out + SHOW + again + jump, PAIR, QUIET)
    first = (*NAMED[:3], None, "m", None, "t", ("on",), None, None, ("yes",))
    session = run(script, *first, None, "unseen", ("end",), None)
    prompt = prompt_of(session)
    assert isinstance(prompt, Pick)
    assert [option.value for option in prompt.options] == ["exercise.all", "mine", "more"]


def test_the_place_on_the_way_tells_nothing() -> None:
    asks = step("choose", "way", "x", by="a", options=["in", "out"])
    more = step("ask", "more", "x", by="a", when="way == 'in'")
    script = parsed(SAFE + asks + more + B, PAIR, QUIET)
    far = (
        run(script, *NAMED[:3], None, ("in",), "m", None),
        run(script, *NAMED[:3], None, ("out",), None),
    )
    one, other = (engine.current(session) for session in far)
    assert one is not None
    assert one == other


def test_turns_of_a_timer_are_called_by_name() -> None:
    timed = step("timer", "talk", "x", minutes=1, turns=2, turn_labels=["{a} talks", "{b} talks"])
    prompt = prompt_of(run(parsed(SAFE + timed, PAIR, QUIET), *NAMED[:3]))
    assert isinstance(prompt, Pace)
    assert [phase.label for phase in prompt.phases] == ["Mia talks", "Rob talks"]


def test_ending_quotes_no_sentence_of_one_of_them() -> None:
    fill = step("compose", "mine", "x", by="a", template="[so]", blanks={"so": "x"})
    script = parsed(SAFE + fill + B, PAIR, QUIET)
    assert closing_sentences(run(script, *NAMED[:3], None, (("so", "m"),), None, "t")) == ()


def test_walk_reaches_every_step() -> None:
    found = walk(SCRIPT)
    assert not found.unfinished
    assert {*ALL, "shown", "exercise.keep_a", "exercise.keep_b"} <= found.steps


# The gate


GATE_SCRIPT = shipped.script(GATE)
FINE, NO = ("fine",), (("not now",), ("afraid",), ("control",))


def test_the_gate_asks_both_whatever_the_first_one_says() -> None:
    for value in (FINE, *NO):
        session = run(GATE_SCRIPT, *NAMED[:3], None, 3, value, None, None, 3)
        assert asked(session) == "b_free", value


def test_the_gate_ends_alike_whoever_says_no() -> None:
    for a, b in [(FINE, no) for no in NO] + [(no, b) for no in NO for b in (FINE, *NO)]:
        session = run(GATE_SCRIPT, *NAMED[:3], None, 3, a, None, None, 3, b, None)
        assert session.complete
        assert session.state.forgotten, (a, b)
        assert engine.next_exercises(session) == ()
        assert engine.only_private(session)
    both_fine = (None, 3, FINE, None, None, 3, FINE, None)
    assert not run(GATE_SCRIPT, *NAMED[:3], *both_fine).state.forgotten


def test_the_gate_shows_the_second_one_the_same_whatever_the_first_one_says() -> None:
    ways = [run(GATE_SCRIPT, *NAMED[:3], None, 3, a, None, None, 3) for a in (FINE, *NO)]
    ways.append(run(GATE_SCRIPT, *NAMED[:3], None, 9, None, FINE, None, None, 3))
    pages = [[engine.current(way), engine.current(engine.answer(way, FINE))] for way in ways]
    for first, page in pages:
        assert first == pages[0][0]
        assert first is not None
        assert page is not None
        assert pages[0][1] is not None
        assert (page.prompt, page.position, page.about) == (
            *(pages[0][1].prompt, pages[0][1].position, pages[0][1].about),
        )


def test_after_an_argument_it_ends_alike_for_the_upset_and_for_the_hurt() -> None:
    def way(a: int | None, b_hurt: str, a_hurt: str) -> engine.Session:
        session = run(shipped.script("after-the-quarrel"), None, *NAMED[:3])  # its caution first
        said: dict[str, Value | Skip] = {"a_hurt": (a_hurt,), "b_hurt": (b_hurt,)}
        said |= {"safe_a_now": SKIPPED if a is None else a, "safe_b_now": 2}
        said |= {"safe_a_free": FINE, "safe_b_free": FINE}
        while not (session.complete or asked(session) == "a_felt"):
            session = engine.answer(session, said.get(asked(session)))
        return session

    ends = [way(9, "no", "no"), way(None, "no", "no"), way(2, "yes", "no"), way(2, "no", "yes")]
    ends.append(way(2, "I'd rather not say", "no"))
    for end in ends:
        assert end.state.forgotten
        assert end.replies[-2:] == ends[0].replies[-2:]
        assert engine.next_exercises(end) == ()
    assert not way(4, "no", "no").complete


# The exercises that ship


OF_TWO = [name for name in shipped.LIBRARY.sources if shipped.script(name).head.people]


@of_each(OF_TWO)
def test_an_exercise_keeps_for_two_who_keep_all_of_it(name: str) -> None:
    session = engine.begin(shipped.script(name))
    while (prompt := session.state.prompt) is not None:
        first = [*prompt.samples()][-1 if isinstance(prompt, Gather) else 0]
        kept = asked(session) in KEEP_TOGETHER_IDS
        session = engine.answer(session, ("exercise.all",) if kept else first)
    assert not session.state.forgotten
    offered = any(reply.step == "exercise.keep_b" for reply in session.replies)
    assert engine.only_private(session) is not offered
    assert offered is (name not in (GATE, "steady-together"))
    later = follow_up_of(session, id="x", at=NOON, now=NOON, zone=UTC)
    assert bool(later) is bool(session.script.head.follow_up)


@of_each(OF_TWO)
def test_an_exercise_goes_on_where_each_passes_all_but_the_gate(name: str) -> None:
    session = engine.begin(shipped.script(name))
    while (shown := engine.current(session)) is not None:
        gate = shown.step.endswith(("_now", "_free", "_hurt"))
        first = next(iter(shown.prompt.samples()))
        session = engine.answer(session, first if gate or not shown.skippable else SKIPPED)
        assert "{" not in shown.prompt.text
    assert not session.state.forgotten
    assert engine.only_private(session)


# What check refuses


SEEN = "of a, and the other"
FAULTS = {
    "another's answer in a text": (A + step("say", "x", "{mine|no}", by="b"), SEEN),
    "an answer in words for both": (A + step("say", "x", "{mine|no}"), "put a reveal"),
    "in a hint": (A + step("ask", "x", "x", by="b", hint="{mine|no}"), SEEN),
    "in an example": (A + step("ask", "x", "x", by="b", example="{mine|no}"), SEEN),
    "in a caution": (A + step("ask", "x", "x", by="b", caution="{mine|no}"), SEEN),
    "in a starter": (A + step("ask", "x", "x", by="b", starter="{mine|no}"), SEEN),
    "to be revised": (A + step("ask", "x", "x", by="b", revises="mine"), SEEN),
    "in a template": (
        A + step("compose", "x", "x", by="b", template="{mine|no} [w]", blanks={"w": "x"}),
        SEEN,
    ),
    "as a list": (
        step("gather", "mine", "x", by="a") + step("choose", "x", "x", by="b", items="mine"),
        SEEN,
    ),
    "on the name of a turn": (
        A + step("timer", "x", "x", seconds=5, turns=1, turn_labels=["{mine|no}"]),
        SEEN,
    ),
    "past a reveal that may be left out": (
        step("choose", "go", "x", options=["x", "y"])
        + A
        + B
        + SHOW.replace("names", "when = \"go == 'x'\"\nnames")
        + step("say", "x", "{mine|no}"),
        "on each way",
    ),
    "pinned": (step("ask", "x", "x", by="a", pin=True), "the other person would read it"),
    "on a shelf": (step("ask", "x", "x", keep="plans"), "a shelf is one person's"),
    "from a shelf": (step("recall", "x", "x", shelf="plans"), "a shelf is one person's"),
    "from a shelf, in an include": (
        '[[step]]\nid = "inner"\nkind = "include"\nexercise = "inner"\n',
        "a shelf is one person's",
    ),
    "a name of theirs": (step("ask", "a", "x"), '"a" is one of the two people'),
    "reveal of one": (A + B + step("reveal", "x", "x", names=["mine"]), "only one of them"),
    "reveal of nobody": (A + B + step("reveal", "x", "x", names=["mien"]), 'did you mean "mine"?'),
    "reveal of both's": (
        A
        + B
        + PACT.replace("{mine|nothing}", "")
        + step("reveal", "x", "x", names=["mine", "theirs", "pact"]),
        "nobody's own answer",
    ),
    "reveal too early": (A + SHOW + B, "isn't asked on each way"),
    "reveal of what may not be asked": (
        A + step("ask", "theirs", "x", by="b", when="mine") + SHOW,
        "isn't asked on each way",
    ),
    "reveal of a secret": (A.replace("by", "private = true\nby") + B + SHOW, "for one of them"),
    "reveal of a silence": (
        step("timer", "mine", "x", by="a", seconds=5) + B + SHOW,
        "there is nothing to show",
    ),
    "reveal by one": (A + B + SHOW.replace("names", 'by = "a"\nnames'), "a reveal is for both"),
}


@pytest.mark.parametrize(("steps", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_what_would_show_too_much_is_told(steps: str, words: str) -> None:
    inner = HEAD + step("recall", "x", "x", shelf="plans")
    found = problems(SAFE + steps, PAIR, QUIET | {"inner": inner})
    assert any(words in problem for problem in found), found
    assert len(found) == len(set(found))


def test_what_each_may_read_is_no_fault() -> None:
    own = step("say", "x", "{mine|no} {a} {b}", by="a")
    after = step("say", "y", "{mine|no} {theirs|no} {a}", by="b")
    assert problems(SAFE + A + own + B + SHOW + after, PAIR, QUIET) == []


def test_a_head_of_two_people_is_checked() -> None:
    rate = step("rate", "now", "x") + step("rate", "later", "x")
    measured = '[measure.distress]\nbefore = "now"\nafter = "later"\n'
    rows = {
        'audience = "pair"\n': "names no people",
        "[people]\n": "two people, and another audience",
        PAIR + measured: "a measure is one person's",
        PAIR + '[trigger]\nintensity = "now"\n': "a trigger is one person's",
        PAIR + '[follow_up]\nafter = "1 day"\nask = "{now}?"\n': "may be unanswered",
        PAIR + '[follow_up]\nafter = "1 day"\nask = "{a}?"\n': "is private",
    }
    for head, words in rows.items():
        assert any(words in problem for problem in problems(SAFE + rate, head, QUIET)), head
    place = f"test.toml:{HEAD_LINES + 1}"
    assert problems(SAFE + A, 'audience = "pair"\n', QUIET)[0].startswith(place)
