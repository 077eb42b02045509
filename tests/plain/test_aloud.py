"""A dialogue that is heard: what is said, when, and what ends it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from msgspec.structs import replace

from rsense.core.engine import begin
from rsense.core.prompts import Fill, Option, Pick, Rate
from rsense.plain.aloud import Aloud, answer_keys
from rsense.plain.dialogue import run
from rsense.ports import Activity
from rsense.session_runner import SessionRunner
from rsense.speech import NO_VOICE, Voice
from tests.core.scripts import parsed
from tests.plain.held import ANSWERS, SERVICES, STEPS
from tests.plain.lines import Talk, talk
from tests.steps import step


@dataclass
class Heard(Voice):
    """A voice that only remembers, and needs no time."""

    can_speak: bool = True
    was_there: bool = True
    is_speaking: bool = False
    heard: list[str] = field(default_factory=list)

    def say(self, words: str) -> None:
        self.heard.append(words)

    def stop(self) -> None:
        if self.heard and self.heard[-1] != "(stop)":
            self.heard.append("(stop)")


def aloud(here: Talk, steps: str = STEPS, *, toned: bool = False, voice: Heard) -> list[str]:
    """What was heard of an exercise."""
    console = replace(here.console, aloud=Aloud(voice, toned=toned))
    run(Activity(SessionRunner(begin(parsed(steps)), lambda _: None)), SERVICES, console)
    return voice.heard


BREATH = step("breathe", "breath", "Let it out slowly.", pattern="4-6", cycles=3)
PHASES = ["breathe in, 4 seconds.", "breathe out, 6 seconds.", *("breathe in.", "breathe out.") * 2]


def test_each_question_is_heard_until_its_answer() -> None:
    heard = aloud(talk(*ANSWERS, interactive=True), voice=Heard())
    assert "Something hurt." in heard[0]
    assert heard[1] == "(stop)"
    assert heard[2] == "How strong is it? A number from 0 to 10."
    assert heard[3] == "(stop)"


def test_again_repeats_and_pause_silences_and_neither_answers() -> None:
    here = talk("", ":again", ":pause", "7", interactive=True)
    heard = aloud(here, voice=Heard())
    assert heard[2:6] == ["How strong is it? A number from 0 to 10.", "(stop)"] * 2
    assert "at 7" in here.text


def test_the_phases_of_a_breath_are_heard_or_toned() -> None:
    spoken = aloud(talk("", interactive=True, paced=True), BREATH, voice=Heard())
    assert [word for word in spoken if "breathe" in word] == PHASES
    toned = aloud(talk("", interactive=True, paced=True), BREATH, toned=True, voice=Heard())
    assert [word for word in toned if "breathe" in word] == PHASES[:2]


def test_without_a_voice_it_goes_on_and_says_so_once() -> None:
    here = talk(*ANSWERS, interactive=True)
    aloud(here, voice=Heard(can_speak=False, was_there=False))
    assert here.text.count(NO_VOICE) == 1


def test_one_key_stands_for_what_it_can() -> None:
    few = Pick("", tuple(Option(str(n), f"word {n}") for n in range(12)))
    keyed = Pick("", (Option("breath", "a breath", "", "", "b"), Option("log", "log it")))
    cases: list[tuple[object, Collection[str]]] = [
        (Rate(""), [str(n) for n in range(11)]),
        (Rate("", 0, 100), ()),
        (few, [str(n) for n in range(1, 13)]),
        (replace(few, at_most=2), ()),
        (keyed, ["b"]),
        (Fill("", ("x",), ()), ()),
    ]
    for prompt, keys in cases:
        assert [*answer_keys(prompt)] == [*keys], prompt  # type: ignore[arg-type]
