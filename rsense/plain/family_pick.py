"""Ask for words of a long list in lines: first the family, then the word.

A word that is typed is taken at once, from whichever family; only a number opens one.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from rsense.core.expressions.bindings import apart
from rsense.core.prompts import Option, Pick, Refused, Value
from rsense.core.sanitize import one_line
from rsense.core.values import number_of
from rsense.plain.console import WIDTH, Answer, Command, PromptTurn

LONG = 20
"""Longer lists are asked for by families."""


def families(prompt: Pick) -> Mapping[str, tuple[Option, ...]]:
    """The words of a long list by family; empty for a list that is shown whole."""
    found: dict[str, list[Option]] = {}
    for option in prompt.options if len(prompt.options) > LONG and prompt.numbered else ():
        found.setdefault(option.group, []).append(option)
    named = {name: tuple(options) for name, options in found.items() if name}
    return named if len(named) > 1 and len(named) == len(found) else {}


def family_lines(prompt: Pick) -> Iterator[str]:
    """A line for each family, numbered, with its first words."""
    for number, (name, options) in enumerate(families(prompt).items(), 1):
        words = ", ".join(option.label for option in options)
        yield textwrap.shorten(one_line(f"{number}. {name}: {words}"), WIDTH - 4, placeholder=" …")


def pick_word(prompt: Pick, turn: PromptTurn) -> Answer:
    """The words picked. Numbers that were typed open a family, or pick in the one that is open."""
    some = replace(prompt, at_least=0)
    picked: tuple[str, ...] = ()
    opened: tuple[Option, ...] = ()

    def with_typed(typed: str) -> tuple[str, ...]:
        within = replace(some, options=opened) if opened and _numbers(typed) else some
        return some.accept((*picked, *within.parse(typed)))

    def with_half(half: str) -> Value:
        if not opened and _numbers(half):
            raise Refused("That's a family. Pick one of its words.")
        return with_typed(half)

    while True:
        line = turn.line("word> " if opened else "family or word> ", with_half)
        if isinstance(line, Command) and not (line is Command.BACK and (opened or picked)):
            return line
        back = isinstance(line, Command) or not line.strip()
        if back and opened:
            opened = ()
            _say(turn, family_lines(prompt))
            continue
        if isinstance(line, Command):
            picked = picked[:-1]
        elif back:
            kept = None if picked else turn.kept(line)
            return prompt.accept(picked) if kept is None else kept
        elif not opened and _numbers(line):
            try:
                opened = _family(prompt, line)
            except Refused as refusal:
                turn.console.say(str(refusal))
            _say(turn, _words(opened))
            continue
        else:
            at_once = not opened
            try:
                picked, opened = with_typed(line), ()
            except Refused as refusal:
                turn.console.say(str(refusal))
                continue
            if at_once or len(picked) >= prompt.at_most:
                return prompt.accept(picked)
        turn.draft(picked)
        said = apart(tuple(map(prompt.label, picked)), ",") or "nothing"
        turn.console.say(f"So far: {one_line(said)}. Another one, or an empty line to go on.")


def _numbers(typed: str) -> bool:
    return all(number_of(word) is not None for word in typed.replace(",", " ").split())


def _family(prompt: Pick, typed: str) -> tuple[Option, ...]:
    every = [*families(prompt).values()]
    number = number_of(typed) or 0
    if not 1 <= number <= len(every):
        raise Refused(f"One family at a time, from 1 to {len(every)}, or a word.")
    return every[number - 1]


def _words(options: tuple[Option, ...]) -> Iterator[str]:
    for number, option in enumerate(options, 1):
        hint = f" ({option.hint})" if option.hint else ""
        yield one_line(f"{number}. {option.label}{hint}")


def _say(turn: PromptTurn, lines: Iterator[str]) -> None:
    for line in lines:
        turn.console.say(line, indent="  ")
