"""Ask prompts that take several lines: Gather, Sort, Fill."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from rsense.core.expressions.bindings import apart
from rsense.core.fold import fold
from rsense.core.prompts import Fill, Gather, Pick, Refused, Sort, Value, Write
from rsense.core.sanitize import one_line
from rsense.core.values import pairs_of
from rsense.plain.aloud import answer_keys
from rsense.plain.console import Answer, Command, Console, PromptTurn

ANEW = "Type it anew. An empty line ends it."


def gather(prompt: Gather, turn: PromptTurn) -> Answer:
    console = turn.console
    earlier = [*map(str, turn.begun)] if isinstance(turn.begun, tuple) else []
    items = [*earlier]

    def with_half(half: str) -> Value:
        return (*items, *_items(half))

    while True:
        if len(items) < len(prompt.cues):
            console.say(prompt.cues[len(items)], indent="  ")
        line = turn.line(f"{len(items) + 1}> ", with_half)
        if line is Command.NEW and items:
            earlier, items = [], []
            console.say(ANEW)
            continue
        if line is Command.BACK and len(items) > len(earlier):
            console.say(f"Taken back: {items.pop()}")
            continue
        kept = turn.kept(line, begun=bool(items))
        if kept is not None or isinstance(line, Command):
            return kept
        if not line.strip():
            try:
                return prompt.accept(tuple(items))
            except Refused as refusal:
                if not items:
                    raise
                console.say(str(refusal))
        else:
            room = prompt.at_most - len(items)
            taken, over = _items(line)[:room], _items(line)[room:]
            items.extend(taken)
            if over:
                console.say(f"{prompt.at_most} is the most here. An empty line goes on.")
            if over and taken:
                console.say(f"Not taken: {apart(tuple(map(one_line, over)))}")
            if taken:
                turn.draft(tuple(items))


def _items(line: str) -> list[str]:
    """Items of one input: a paste has one a line."""
    return [item for item in line.split("\n") if item.strip()]


def sort(prompt: Sort, turn: PromptTurn) -> Answer:
    numbered = Pick("", prompt.bins).numbered
    choices = ", ".join(
        f"{n} for “{bin.label}”" if numbered else bin.label for n, bin in enumerate(prompt.bins, 1)
    )
    pairs = _pairs(prompt.items, prompt.questions(), turn, f"Type {choices}.")
    return prompt.accept(tuple(pairs)) if isinstance(pairs, list) else pairs


def fill(prompt: Fill, turn: PromptTurn) -> Answer:
    names = [blank.name for blank in prompt.blanks]
    pairs = _pairs(names, prompt.questions(), turn)
    if not isinstance(pairs, list):
        return pairs
    answer = prompt.accept(tuple(pairs))
    turn.console.say("It reads:")
    turn.console.say(prompt.sentence(answer), indent="  ")
    if prompt.lint:
        turn.show_notes(prompt.sentence(answer))
    return answer


def _pairs(
    names: Sequence[str],
    questions: tuple[Pick, ...] | tuple[Write, ...],
    turn: PromptTurn,
    how: str = "",
) -> list[tuple[str, str]] | Answer:
    """Each name with the answer to its question, asked in a line each; `:back` goes to the one
    before. What waits in a part is kept by an empty line."""
    console = turn.console
    waiting = ((name, _had(name, questions[n], turn)) for n, name in enumerate(names))
    earlier = {name: had for name, had in waiting if had}
    pairs: list[tuple[str, str]] = []
    one_by_one = not turn.before  # else an empty line keeps them all, while none is changed

    def with_half(half: str) -> Value:
        at = len(pairs)
        more = {names[at]: _part(questions[at], half)} if half.strip() else {}
        return tuple((earlier | dict(pairs) | more).items())

    while len(pairs) < len(questions):
        name, question = names[len(pairs)], questions[len(pairs)]
        number = f"{len(pairs) + 1} of {len(questions)}: " if len(questions) > 1 else ""
        console.say(f"{number}{question.text}", indent="  ")
        if isinstance(question, Write):
            _say_start(question, console)
        had = earlier.get(name, "") if one_by_one else ""
        if had:
            label = question.label(had) if isinstance(question, Pick) else had
            console.say(f"From before: {one_line(label)}. An empty line keeps it.", indent="  ")
        if how:
            console.say(how, indent="  ")
        line = turn.line("> ", with_half, answer_keys(question))
        if line is Command.BACK and pairs:
            earlier |= [pairs.pop()]
            continue
        one_by_one = one_by_one or not isinstance(line, str) or bool(line.strip())
        keeps = bool(had and isinstance(line, str) and not line.strip())
        kept = None if keeps else turn.kept(line, begun=bool((earlier and one_by_one) or pairs))
        if kept is not None or isinstance(line, Command):
            return kept
        try:
            pairs.append((name, had if keeps else _part(question, line)))
        except Refused as refusal:
            back = " :back goes to the part before." if pairs else ""
            console.say(f"{refusal} {turn.way_out}{back}")
        else:
            turn.draft(with_half(""))
    return pairs


def _had(name: str, question: Pick | Write, turn: PromptTurn) -> str:
    """What waits in a part and still fits it, or empty."""
    with suppress(Refused, KeyError):
        had = dict(pairs_of(turn.begun))[name]
        return question.accept((had,))[0] if isinstance(question, Pick) else question.accept(had)
    return ""


def _say_start(question: Write, console: Console) -> None:
    if question.example:
        console.say(f"(for example: {question.example})", indent="  ")
    if question.starter:
        console.say(f"It begins: {question.starter} …", indent="  ")


def _part(question: Pick | Write, line: str) -> str:
    if isinstance(question, Write):
        return question.accept(begun(question.starter, line))
    return question.parse(line)[0]


def begun(starter: str, words: str) -> str:
    """The starter and the typed words, unless they repeat it."""
    if not starter or not words.strip() or fold(words.strip()).startswith(fold(starter)):
        return words
    return f"{starter} {words.lstrip()}"
