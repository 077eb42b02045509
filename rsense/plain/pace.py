"""Follow a timed step in lines: each phase is printed, heard, or both, when it is due."""

from __future__ import annotations

from rsense.core.fold import fold
from rsense.core.prompts import Pace, Paced
from rsense.plain.console import NOTHING_TO_WRITE, Answer, Command, PromptTurn, TookExit


def pace(prompt: Pace, turn: PromptTurn) -> Answer:
    """Print each phase when it is due. A line that is typed meanwhile ends it, or takes an exit."""
    console = turn.console
    if turn.at_once and console.paced:
        keys = "".join(f" {one.key}: {one.does}." for one in turn.exits)
        console.say(f"{_length(prompt.seconds)}. Enter ends it sooner.{keys}")
        console.read_out()
    elif console.paced and (command := turn.enter(f"{_length(prompt.seconds)}. Enter begins> ")):
        return command
    done = 0.0
    for cycle in range(prompt.cycles):
        for phase, way in zip(prompt.phases, prompt.ways):
            number = f"{cycle + 1} of {prompt.cycles}: " if prompt.cycles > 1 else ""
            label = phase.label or "begin"
            length = _length(phase.seconds)
            console.say(f"{number}{label}, {length}", indent="  ", heard="")
            if console.paced:
                if prompt.look == "breath":
                    console.sound(way)
                if not (console.toned and cycle):
                    # The first time each is told with its length; then there is no time for it.
                    console.begin_reading(f"{label}, {length}" if cycle == 0 else label)
                if console.wait(phase.seconds):
                    return _ended(Paced(round(done), cycle, finished=False), turn)
            done += phase.seconds
    bell = "\a" if prompt.bell and console.interactive else ""
    console.write(f"{bell}Done.")
    console.hear("Done.")
    return Paced(round(prompt.seconds), prompt.cycles, finished=True)


def _ended(so_far: Paced, turn: PromptTurn) -> Answer:
    """What a line means that was typed while time was followed. Raises TookExit."""
    line = turn.console.line("")
    if isinstance(line, Command):
        return line
    exit = next((one for one in turn.exits if fold(line.strip()) == one.key), None)
    if exit:
        raise TookExit(exit, so_far)
    if line.strip():
        turn.console.say(NOTHING_TO_WRITE)
    return so_far


def _length(seconds: float) -> str:
    if seconds < 90:
        return "1 second" if seconds == 1 else f"{seconds:g} seconds"
    return f"{seconds / 60:.3g} minutes"
