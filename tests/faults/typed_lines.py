"""Lines that a person may type with hostile words in them, and which of them show the words.

Held against Typer: every option of every command is in a line, and every one that takes a value,
and every argument, with the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rsense.cli.registry import COMMANDS, loaded

WORDS, HOME = "WORDS", "HOME"
"""What the words, and the home's path, are put in the place of."""


@dataclass(frozen=True)
class Line:
    words: tuple[str, ...]
    shows: bool = True
    """Whether the home's words, or these, are in what it says."""
    plain: bool = False
    """Whether only words without controls come so far: others are refused, or fit nothing."""
    person: bool = False
    """Whether somebody sits there, who answers with the words."""
    welcomed: bool = True


def line(typed: str, **more: bool) -> Line:
    return Line(tuple(typed.split()), **more)


def lines(*typed: str, **more: bool) -> list[Line]:
    return [line(one, **more) for one in typed]


LINES = [
    line("", person=True),
    *lines(
        "history",
        "history --json",
        "history --search OWN",
        "history -n WORDS",
        "history --min WORDS",
        "history --kind WORDS",
        "history --today-in-history",
        "show trig",
        "show trig --json",
        "show sess",
        "show card",
        "show WORDS",
        "tags",
        "tags --json",
        "kept",
        "kept people",
        "kept WORDS",
        "show ritu",
        "ritual",
        "ritual list --all --json",
        "ritual WORDS",
        "ritual add WORDS --every daily --with WORDS --exercise WORDS",
        "trash",
        "exercises",
        "exercises --json",
        "settings",
        "settings WORDS x",
        "export",
        "export --csv",
        "export --markdown",
        "insights",
        "report --yes",
        "report --markdown - --yes --weeks 60",
        "help-now WORDS",
        "help WORDS",
        "write --about WORDS --no-wait --plain --new --private",
        "doctor",
        "doctor --json",
        "check HOME/exercises/hostile.toml",
        "check WORDS",
        "pack WORDS",
        "pack add WORDS",
        "pack remove WORDS",
        "run hostile",
        "run telling --no-wait --plain",
        "run telling --new --private",
        "run WORDS",
        "run telling --about WORDS",
        "rethink --about last --no-wait",
        "rethink --about trig --no-wait --new",
        "rethink --about WORDS --plain --private",
        "now --no-wait --plain",
        "now --private",
        "pause --about WORDS",
        "pause --about trig --private --inline --tones --no-wait",
        "breathe 4-6 --minutes WORDS",
        "edit trig -i 3",
        "edit trig -i WORDS",
        "edit trig xWORDS -e xWORDS -b xWORDS -u xWORDS -w xWORDS -t xWORDS --type xWORDS "
        "--before xWORDS --did xWORDS --thought xWORDS",
        "edit trig --domain xWORDS",
        "edit trig --clear WORDS",
        "edit WORDS",
        "undo",
        "delete card",
        "undo",
        "delete card --yes",
        "undo",
        "restore gone",
        "restore gone --version WORDS",
        "restore WORDS",
        "delete WORDS",
        "log x -e WORDS -b WORDS -u WORDS -w WORDS -t WORDS --type WORDS --before WORDS "
        "--thought WORDS --did WORDS --json",
        "log x -i WORDS",
        "keep WORDS WORDS",
        "import WORDS",
        "import HOME/table.csv --map WORDS",
        "import HOME/table.csv --daylio --mood WORDS --day-first --plain",
        "completion WORDS",
        "WORDS",
        "where --wipe",
    ),
    *lines(
        "history --search WORDS",
        "history --who WORDS",
        "history --tag WORDS",
        "history --emotion WORDS",
        "history --exercise WORDS",
        "history --from WORDS",
        "history --to WORDS",
        "ritual add x --every WORDS",
        "ritual pause ritu --until WORDS",
        "exercises WORDS",
        "export --from WORDS",
        "export --to WORDS",
        "run worded --no-wait",
        "edit trig --at WORDS",
        "log x --at WORDS",
        "import - --map WORDS=what --dry-run",
        "breathe WORDS",
        plain=True,
    ),
    *lines(
        "",
        "--WORDS",
        "log WORDS",
        "log x --domain WORDS",
        "keep people WORDS",
        "undo",
        "import -",
        "ritual done WORDS",
        "calendar --words",
        "settings theme WORDS",
        "settings person WORDS",
        "export --kind WORDS",
        "export HOME/WORDS/x",
        "report --text HOME/WORDS/x --yes",
        "report --html HOME/WORDS/x --yes --plain",
        "report --markdown HOME/WORDS/x --weeks WORDS",
        "insights --json --who WORDS",
        "insights --since WORDS --weeks WORDS --detail",
        "insights --hide WORDS",
        "insights --bring-back",
        "appreciate WORDS --took WORDS --did WORDS --for WORDS --plain",
        "example",
        "example WORDS",
        "plan-b",
        "where",
        "completion bash",
        "schema",
        "new WORDS --like WORDS --title WORDS --stage WORDS --minutes WORDS",
        "graph WORDS --as WORDS",
        "preview WORDS --from WORDS --set WORDS",
        "preview worded --plain --no-wait --from WORDS",
        "preview worded --plain --no-wait --set WORDS=WORDS",
        "booklet WORDS",
        "diff WORDS WORDS",
        "graph worded --as mermaid",
        "booklet worded --html",
        "booklet worded --markdown",
        "diff worded telling",
        "explain WORDS",
        "simulate WORDS --runs WORDS --seed WORDS --format json",
        "simulate mindful-pause --runs 3 --distress 8",
        "simulate mindful-pause --distress WORDS --format WORDS",
        "check WORDS --format WORDS",
        "test WORDS --format WORDS",
        "test worded --write",
        "test worded --accept --format json",
        "pack",
        "pack WORDS --yes --json",
        "pack build WORDS WORDS --sign WORDS",
        "now --plain --speak",
        "run worded --no-wait --speak",
        "pause --no-wait --plain --speak",
        "breathe --no-wait --plain --speak",
        "ground --no-wait --plain --speak",
        "rethink --plain --speak",
        "write --plain --speak",
        "preview WORDS --watch --plain",
        "help-now --sources",
        "breathe 4-6 --no-wait --plain --new --private --inline --tones",
        "pause --no-wait --plain --new",
        "ground --no-wait --plain --new --private",
        "path",
        "path WORDS --plain",
        "path list --json",
        "log --good WORDS",
        "predict WORDS -p WORDS --by WORDS",
        "predict --so-far",
        "predict --plain",
        "due",
        "due WORDS --plain",
        "due --all",
        "due -q",
        "due --json",
        "drafts --json",
        "drafts WORDS --said --plain",
        "drafts WORDS --let-go",
        "drafts WORDS --sleep WORDS",
        "drafts WORDS --print",
        "drafts WORDS --copy",
        "edit trig --due WORDS",
        "prompt WORDS",
        shows=False,
    ),
    line("doctor --mend", person=True),
    line("trash --empty", person=True, shows=False),
    line("", welcomed=False, person=True, shows=False),
    *lines("doctor --mend --yes", "trash --empty --yes", "where --wipe --yes", shows=False),
]
COMPLETED = [
    [""],
    ["show", ""],
    ["log", "-w", ""],
    ["log", "-t", ""],
    ["log", "-e", ""],
    ["kept", ""],
    ["run", ""],
    ["history", "--who", ""],
    ["restore", ""],
]


def missing() -> Iterator[str]:
    """What of each command no line has, as far as its framework tells."""
    for name in COMMANDS:
        typed = [given(name, one.words[1:]) for one in LINES if one.words[:1] == (name,)]
        if not typed:
            yield f"{name} is on no line"
        for parameter in loaded(name).params:
            called = f"{name} {parameter.opts[0]}"
            valued = not getattr(parameter, "is_flag", False)
            values = [value for one in typed for value in one.get(parameter.name, ())]
            if parameter.name != "help" and not values:
                yield f"{called} is on no line"
            elif valued and not any(WORDS in value for value in values):
                yield f"{called} never has the words"


def given(name: str, words: tuple[str, ...]) -> dict[str, list[str]]:
    """What each parameter of a command gets from these words."""
    command: Any = loaded(name)
    options = {word: one for one in command.params for word in one.opts if word[0] == "-"}
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    found: dict[str, list[str]] = {}
    rest = iter(words)
    for word in rest:
        parameter = options.get(word) or arguments[0]
        if word in options:
            value = word if parameter.is_flag else next(rest, "")
        else:
            value = word
            arguments = arguments[parameter.nargs == 1 :]
        found.setdefault(parameter.name, []).append(value)
    return found
