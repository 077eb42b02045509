"""One question of each form, with an answer that a person may give."""

from __future__ import annotations

from rsense.core.prompts import (
    Blank,
    Fill,
    Gap,
    Gather,
    Moment,
    Option,
    Pace,
    Paced,
    Phase,
    Pick,
    Prompt,
    Rate,
    Read,
    Sort,
    Value,
    Write,
)

BINS = (Option("fact", "a camera would have it"), Option("story", "my reading"))
PLACES = (Option("work", "at work"), Option("home", "at home"), Option("bed", "in bed"))
BLANKS = (Blank("saw", "What happened?", example="you read on"), Blank("ask", "What do you ask?"))

RATE = Rate("How strong?", low_label="calm", high_label="overwhelming")
WRITE = Write("What happened?")
PAGE = Write("Write it down.", many_lines=True)
PICK = Pick("Where?", PLACES)
PICKS = Pick("Where?", PLACES, 1, 2)
OWN = Pick("Where?", PLACES, 1, 2, other=True)
NONE = Pick("Which of these?", PLACES, 0, 3)
GATHER = Gather("What goes through your mind?", cues=("the loudest", "the next"))
SORT = Sort("Fact or story?", ("they left", "they hate me"), BINS)
FILL = Fill("Say it.", ("When ", Gap("saw"), ", would you ", Gap("ask"), "?"), BLANKS)
PACE = Pace("Breathe.", (Phase("breathe in", 4, 1.0), Phase("breathe out", 6, 0.0)), 2)

FORMS: dict[type[Prompt], tuple[Prompt, Value]] = {
    Read: (Read("Something hurt."), None),
    Rate: (RATE, 7),
    Write: (PAGE, "One line.\nAnd another."),
    Moment: (Moment("When will you know?"), "2100-01-02 20:00"),
    Pick: (OWN, ("home", "in the car")),
    Gather: (GATHER, ("I am too much", "they left")),
    Sort: (SORT, (("they left", "fact"), ("they hate me", "story"))),
    Fill: (FILL, (("saw", "you read on"), ("ask", "look up"))),
    Pace: (PACE, Paced(20, 2, finished=True)),
}
