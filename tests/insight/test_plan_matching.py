"""Which plan fits what: a table of what people write, and what holds whatever they write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.core.records import Trigger
from rsense.insight.plan_matching import MOST_WORDS, if_part, plan_for, said_in
from tests.store.made import AT

UNREAD = "If a message stays unread, then I will put the phone in the drawer."
OFF = "If a plan is called off, then I will go out anyway."
SHORT = "If an answer is short, then I will wait an hour."
QUIET = "If somebody goes quiet, then I will ask once, and leave it."
CHEST = "If my chest goes tight, then I will breathe out six times."
SIX = "If she has not answered by six, then I will cook."
SAM = "When Sam is late, I start without him"
PHONE = "If Ana looks at her phone while I talk, then I will stop and wait."
OUT = "If I'm left out, then I will ring Jo."
HOME = "If he comes home late without a word, then I will stay in the chair."
PLANS = (UNREAD, OFF, SHORT, QUIET, CHEST, SIX, SAM, PHONE, OUT, HOME)

FITTING = [
    ("Text unread for three hours", UNREAD),
    ("my messages are all unread", UNREAD),
    ("Jo cancelled dinner", OFF),
    ("Called off again, our plan for Saturday", OFF),
    ("a plan called off", OFF),
    ("short reply from Tom", SHORT),
    ("He replied, but curtly: short, no question", SHORT),
    ("he went silent after dinner", QUIET),
    ("tight chest all morning", CHEST),
    ("She hasn't answered since noon", SIX),
    ("no answer from Mum", SIX),
    ("Sam's late, the third time", SAM),
    ("Ana was on her phone while I was talking", PHONE),
    ("left out of the group chat", OUT),
    ("He came home late, not a word", HOME),
    ("LEFT OUT", OUT),
]


@pytest.mark.parametrize(("what", "plan"), FITTING)
def test_it_fits_what_it_was_made_for(what: str, plan: str) -> None:
    assert plan_for(PLANS, [what]) == plan


STRANGE = [
    "a cool tone",
    "a quarrel",
    "message from Mum about dinner",
    "Sam forgot my birthday",
    "Jo came late",
    "short night, slept badly",
    "they left without me",
    "tight deadline at work",
    "busy with others",
    "said no to the cinema",
    "my phone broke",
    "he went out",
    "",
    "?!",
    "3 6 9",
    "the plan is to wait for the message",
    "I felt it in my stomach",
    "it was not like that",
]


@pytest.mark.parametrize("what", STRANGE)
def test_it_does_not_fit_what_only_sounds_a_little_like_it(what: str) -> None:
    assert plan_for(PLANS, [what]) is None


@pytest.mark.parametrize("what", ["Jo was late", "Sam forgot", "no dinner", "late, not Jo's fault"])
def test_half_of_a_plan_is_not_enough(what: str) -> None:
    assert plan_for(["If Sam is late for dinner, then I will eat."], [what]) is None


def test_a_word_of_every_second_trigger_counts_half() -> None:
    assert plan_for(["If my friend shrugs, then I will ask."], ["they shrugged"])
    assert plan_for(["If my friend shrugs, then I will ask."], ["a friend left"]) is None


def test_it_listens_to_everything_that_led_up_to_it_and_not_to_what_was_done() -> None:
    for trigger, plan in (
        (Trigger("a", AT, "it again", tags=("unread",)), UNREAD),
        (Trigger("a", AT, "it again", type="unread message"), UNREAD),
        (Trigger("a", AT, "it again", thought="It is still unread."), UNREAD),
        (Trigger("a", AT, "", before="an unread message"), UNREAD),
        (Trigger("a", AT, "it", body=("tight chest",)), CHEST),
        (Trigger("a", AT, "it", did="left it unread"), None),
    ):
        assert plan_for([UNREAD, CHEST], said_in(trigger)) == plan, trigger


def test_the_one_that_fits_best_comes_before_the_newest() -> None:
    whole = "If Jo cancels dinner, then I will cook for one."
    half = "If Jo cancels dinner on Friday, then I will see a film."
    assert plan_for([half, whole], ["Jo cancelled dinner"]) == whole
    assert plan_for([whole, whole.upper()], ["Jo cancelled dinner"]) == whole


def test_a_whole_page_does_not_fit_every_plan() -> None:
    assert plan_for([UNREAD], ["so " * MOST_WORDS + "unread"]) is None


@pytest.mark.parametrize(
    ("plan", "part"),
    [
        (UNREAD, "a message stays unread"),
        ("When Sam is late, I start without him", "sam is late"),
        ("IF SHE SIGHS, THEN I ASK", "she sighs"),
        ("If she sighs then I ask", "she sighs"),
        ("If, then, nothing", ""),
        ("The next time we meet, I will ask first.", "we meet"),
        ("If she sighs", "she sighs"),
        ("breathe out when she sighs", ""),
        ("", ""),
        ("If\nshe  sighs, then I ask", "she sighs"),
    ],
)
def test_the_if_part_is_told_from_the_rest(plan: str, part: str) -> None:
    assert if_part(plan).strip(" ,") == part


ANY = st.text(max_size=60)


@given(st.lists(ANY, max_size=4), st.lists(ANY, max_size=4))
def test_whatever_is_said_it_names_one_of_the_plans_or_none(
    plans: list[str], said: list[str]
) -> None:
    assert plan_for(plans, said) in (*plans, None)


SOME = ("the", "she", "off", "3", "Sam", "chair", "laughs", "laughing", "cancelled", "no", "quiet")
CUES = st.lists(st.sampled_from(SOME), min_size=1).filter(lambda words: set(words) - set(SOME[:4]))


@given(CUES, st.lists(ANY, max_size=3))
def test_a_cue_that_comes_word_for_word_is_met_whatever_else_is_said(
    cue: list[str], others: list[str]
) -> None:
    plan = f"If {' '.join(cue)}, then I will rest."
    assert plan_for([plan], [*others, " ".join(cue)]) == plan


@given(st.permutations(FITTING[6][0].split()), st.sampled_from(PLANS))
def test_the_order_of_what_is_said_does_not_matter(words: list[str], plan: str) -> None:
    assert plan_for([plan], words) == plan_for([plan], FITTING[6][0].split())
