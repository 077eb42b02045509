"""`{name}` and `[blank]`: split once, filled in one pass, never read again."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.core.expressions.bindings import Binding, listing
from rsense.core.expressions.placeholders import Placeholder, Template, Text, is_name
from rsense.core.prompts import Gap
from rsense.core.values import LONGEST_SHOWN
from tests.core.scripts import parsed, prompt_of, run
from tests.steps import step

ANSWERS: Mapping[str, Binding] = {
    "now": Binding(7, "7"),
    "place": Binding("work", "at work"),
    "urge": listing(("write", "withdraw", "sleep")),
    "one": listing(("write",)),
    "none": listing(()),
    "odd": Binding("{now} [b] }{", "{now} [b] }{"),
    "whole": Binding("He left.", "He left."),
    "open": Binding("He left...", "He left..."),
    "seen": listing(("A crack.", "My mug.", "The lamp.")),
}

SPOKEN: dict[str, tuple[str, str, str]] = {
    "somebody": ("What of {it}?", "my partner", "What of your partner?"),
    "at the beginning": ("{it} may be tired.", "My best friend.", "Your best friend may be tired."),
    "a sentence of one's own": ("So {it}.", "my boss hates me", "So my boss hates me."),
    "a word that begins so": ("So {it}.", "mystery", "So mystery."),
    "in quotation marks": ("You said “{it}”.", "my partner", "You said “my partner”."),
    "on a line by itself": ("So:\n{it}\nStill?", "my partner", "So:\nmy partner\nStill?"),
}


@pytest.mark.parametrize("name", SPOKEN)
def test_a_label_is_said_to_its_reader(name: str) -> None:
    text, typed, shown = SPOKEN[name]
    assert Text(text).show(lambda _: Binding(typed, typed)) == shown
    picked = Binding("feet", "my feet on the floor")
    assert Text("Back to {it}.").show(lambda _: picked) == "Back to your feet on the floor."


def test_a_sentence_to_say_keeps_my() -> None:
    parts = Template("I miss {it} [so].").parts(lambda _: Binding("my mum", "my mum"))
    assert "my mum" in parts


SHOWN: list[tuple[str, str]] = [
    ("Hello.", "Hello."),
    ("  Hello.\n", "Hello."),
    ("You began at {now}.", "You began at 7."),
    ("{now}", "7"),
    ("{now}{now|x}", "77"),
    ("Still {place}?", "Still at work?"),
    ("You want to {urge}.", "You want to write, withdraw and sleep."),
    ("You want to {one}.", "You want to write."),
    ("You want to {none|rest}.", "You want to rest."),
    ("{nobody|your partner}", "your partner"),
    ("{nobody|}", ""),
    ("And now? It was {nobody|}.", "And now?"),
    ("And now? It was {nobody|} before. More is fine.", "And now? More is fine."),
    ("And now? It was {now|} before. More is fine.", "And now? It was 7 before. More is fine."),
    ("It was {nobody|}. More is fine.", "More is fine."),
    ("Still this?\n\n{nobody|}\n\nBack then: {nobody|}", "Still this?"),
    ("Two:\n- a: {nobody|}\n- b: {now|}", "Two:\n- b: 7"),
    ("{nobody}", ""),
    ("{nobody|a|b}", "a|b"),
    ("{nobody|[b]}", "[b]"),
    ("{{now}}", "{now}"),
    ("{{{now}}}", "{7}"),
    ("a }} b {{", "a } b {"),
    ("{odd}", "{now} [b] }{"),
    ("[b] and [[b]]", "[b] and [[b]]"),
    ("You wrote: {whole}.", "You wrote: He left."),
    ("When {whole}, I", "When He left, I"),
    ("When {whole} it hurt.", "When He left it hurt."),
    ("{whole} It hurt.", "He left. It hurt."),
    ("Is it {whole}?", "Is it He left?"),
    ("Stay with {open} for a while.", "Stay with He left... for a while."),
    ("You see {seen}.", "You see A crack, My mug and The lamp."),
    ("You see {seen}", "You see A crack, My mug and The lamp."),
    ("You see:\n\n{seen}\n\nStill?", "You see:\n\n- A crack.\n- My mug.\n- The lamp.\n\nStill?"),
    ("- {seen}", "- A crack, My mug and The lamp."),
    ("{one}", "write"),
    ("“{whole}” is it.", "“He left.” is it."),
    ("You wrote: {whole}", "You wrote: He left."),
    ("You wrote: {open}.", "You wrote: He left...."),
]


@pytest.mark.parametrize(("source", "shown"), SHOWN)
def test_a_text_shows(source: str, shown: str) -> None:
    assert Text(source).show(ANSWERS.get) == shown


PARTS: list[tuple[str, tuple[str | Gap, ...]]] = [
    ("When [event], I", ("When ", Gap("event"), ", I")),
    ("[a][b]", (Gap("a"), Gap("b"))),
    ("[[a]", ("[a]",)),
    ("a] b", ("a] b",)),
    ("{place}: [a]", ("at work", ": ", Gap("a"))),
    ("{odd} [a]", ("{now} [b] }{", " ", Gap("a"))),
    ("{nobody|[a]}", ("[a]",)),
]


@pytest.mark.parametrize(("source", "parts"), PARTS)
def test_a_template_falls_into(source: str, parts: tuple[str | Gap, ...]) -> None:
    assert Template(source).parts(ANSWERS.get) == parts


BROKEN: list[tuple[str, str]] = [
    ("{now", '"{" without its "}"; write "{{"'),
    ("now}", '"}" without its "{"; write "}}"'),
    ("{}", "does not name a step"),
    ("{Now}", "does not name a step"),
    ("{my answer}", "does not name a step"),
    ("{now.real}", "does not name a step"),
    ("{now!r}", "does not name a step"),
    ("{now:>3}", "does not name a step"),
    ("{now[0]}", "does not name a step"),
    ("{0}", "does not name a step"),
    ("{_now}", "does not name a step"),
    ("{class}", "does not name a step"),
    ("{été}", "does not name a step"),
    ("{a|{b}}", "a placeholder inside a placeholder"),
]
BROKEN_TEMPLATES: list[tuple[str, str]] = [
    *BROKEN,
    ("[event", '"[" without its "]"; write "[["'),
    ("[]", "does not name a step"),
    ("[my event]", "does not name a step"),
    ("[{now}]", "does not name a step"),
]


@pytest.mark.parametrize(("source", "words"), BROKEN)
def test_a_broken_text_says_what_is_wrong(source: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        Text(source)


@pytest.mark.parametrize(("source", "words"), BROKEN_TEMPLATES)
def test_a_broken_template_says_what_is_wrong(source: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        Template(source)


def test_a_text_stays_within_what_anybody_reads() -> None:
    said = {"now": Binding("x" * 9_000, "x" * 9_000)}
    assert len(Text("{now|}" * 600).show(said.get)) == LONGEST_SHOWN + 1


def test_a_text_knows_its_slots() -> None:
    assert Text("{a} {b|c} {a}").slots == (
        Placeholder("a"),
        Placeholder("b", "c"),
        Placeholder("a"),
    )


def test_a_template_knows_its_gaps_each_once() -> None:
    assert Template("[b] [a] [b]").gaps == ("b", "a")


def test_a_template_is_no_text_with_the_same_words() -> None:
    assert Text("x") != Template("x")


@pytest.mark.parametrize(
    ("word", "so"),
    [
        ("now", True),
        ("a1_b", True),
        ("x", True),
        ("", False),
        ("1a", False),
        ("_a", False),
        ("Now", False),
        ("a-b", False),
        ("a b", False),
        ("a.b", False),
        ("if", False),
        ("none", True),
        ("é", False),
        ("a\n", False),
    ],
)
def test_a_name_is_a_lower_case_identifier(word: str, so: bool) -> None:
    assert is_name(word) is so


TRICKY = st.lists(st.sampled_from([*"{}[]|x ", "{now}", "[a]", "{{", "]]"]), max_size=8).map(
    "".join
)


def nobody(name: str) -> Binding | None:
    """Nothing was answered."""
    return None


@given(TRICKY | st.text(max_size=20), TRICKY)
def test_what_was_said_is_shown_as_it_stands(words: str, others: str) -> None:
    answers = {"a": Binding(words, words), "b": Binding(others, others)}
    assert Text("<{a}|{b}>").show(answers.get) == f"<{words.strip()}|{others.strip()}>"


@given(TRICKY)
def test_what_was_said_opens_no_gap_in_a_template(words: str) -> None:
    answers = {"a": Binding(words, words)}
    assert Template("{a}[gap]").parts(answers.get) == (words.strip(), Gap("gap"))


@given(st.text(max_size=40) | TRICKY)
def test_any_text_is_a_template_or_a_value_error(source: str) -> None:
    try:
        template = Template(source)
    except ValueError:
        return
    shown = template.parts(nobody)
    assert [piece for piece in shown if isinstance(piece, Gap)] or not template.gaps


@given(st.text(max_size=40))
def test_doubled_signs_write_any_text(words: str) -> None:
    source = words.replace("{", "{{").replace("}", "}}").replace("[", "[[")
    assert Template(source).parts(nobody) == ((words.strip(),) if words.strip() else ())


NEED = {"need": "What do you need?"}
QUOTING = parsed(
    step("ask", "what", "What happened?")
    + step("compose", "sentence", "Wrote: {what|-}", template="{what|x}, so [need].", blanks=NEED)
    + step("say", text="{sentence|x}")
)


@given(TRICKY.filter(str.strip))
def test_brackets_in_answers_go_through_a_whole_exercise_unread(words: str) -> None:
    session = run(QUOTING, words, (("need", words),))
    said = words.strip()
    assert getattr(prompt_of(session), "text", "") == f"{said}, so {said}."
