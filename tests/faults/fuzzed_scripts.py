"""Scripts that nobody would write, through `check` and `simulate`: `python -m
tests.faults.fuzzed_scripts [--full] [--number N] [--seed S] [--only N]`.

Shipped scripts and the examples of problems, spoilt: letters, lines and values are taken out,
doubled, moved and put in, and steps of two scripts are mixed. Whatever comes of it is walked or
refused in words, with codes that have a page, at a bounded cost. In full there are 100,000.
"""

from __future__ import annotations

import argparse
import copy
import os
import resource
import sys
import tempfile
import time
import tomllib
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import tomli_w

from rsense.cli.output import json_line
from rsense.core.script.diagnostics import Problem
from rsense.core.steps import KINDS
from rsense.services.authoring.problem_pages import problem_pages
from rsense.services.authoring.simulation import simulation_of
from rsense.services.context import AppContext, open_context
from rsense.services.errors import UserError
from rsense.services.script_check import script_problems
from tests.core.scripts import EVERY_KIND, HEAD, PIECES

BOUNDED, FULL = 1_500, 100_000
MOST_SECONDS = 2.0
"""Of the processor, for one script."""
MOST_MEGABYTES = 200
SAID_EVERY = 5_000
SPOILT = [*PIECES, "\u202e", "\r", "1e999", "x" * 5000, "[people]\n", "at_most = 20\n"]
TEXTS = ["end", "now", "a", "b", "{now}", "{now|}", "not now", "now >= 9", "now > 3 and now < 2"]
VALUES: list[Any] = [None, "", *TEXTS, "x" * 4001, [], ["a"], ["a", "a"], {}, {"a": 1}, True, 0.5]
VALUES += [0, -1, 1, 20, 10**9, 2**63 - 1]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--number", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="one of them again, to look at")
    asked = parser.parse_args(arguments)
    count = asked.number or (FULL if asked.full else BOUNDED)
    numbers = range(count) if asked.only is None else range(asked.only, asked.only + 1)
    with tempfile.TemporaryDirectory() as home:
        return deliver(open_context({**os.environ, "RSENSE_HOME": home}), home, asked.seed, numbers)


def deliver(context: AppContext, home: str, seed: int, numbers: range) -> int:
    """Every script of these numbers; 1 if one of them did harm."""
    seeds = [text for text in context.library.sources.values() if len(text) < 20_000]
    seeds += [HEAD + page.example for page in problem_pages().values()] + [HEAD + EVERY_KIND] * 20
    known, path = frozenset(problem_pages()), Path(home, "spoilt.toml")
    outcomes, codes, slowest, broken = Counter[str](), Counter[str](), (0.0, 0), 0
    for number in numbers:
        text = spoilt(Random(f"{seed}/{number}"), seeds)
        path.write_bytes(text.encode(errors="surrogatepass"))
        began = time.process_time()
        try:
            found = through(context, str(path))
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            broken += 1
            print(f"HARM --seed {seed} --only {number}\n{traceback.format_exc()}", flush=True)
            continue
        took = time.process_time() - began
        if number and number % SAID_EVERY == 0:
            print(f"{number} so far", flush=True)
        slowest = max(slowest, (took, number))
        outcomes[found[0]] += 1
        codes.update({one.code for one in found[1]})
        if took > MOST_SECONDS or not {one.code for one in found[1]} <= known:
            broken += 1
            print(f"HARM --seed {seed} --only {number}: {took:.1f} s, {found[1][:1]}", flush=True)
        if len(numbers) == 1:
            print(text, *found[1], sep="\n")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = ", ".join(f"{many} {what}" for what, many in outcomes.most_common())
    print(f"{len(numbers)} scripts: {told}; {len(codes)} codes met.")
    print(
        f"The slowest took {slowest[0]:.2f} s (--only {slowest[1]}), the most memory {memory} MB."
    )
    return int(bool(broken) or memory > MOST_MEGABYTES)


def through(context: AppContext, path: str) -> tuple[str, list[Problem]]:
    """What becomes of a script, and its problems, by check and by simulate."""
    problems = script_problems(path, context.library)
    if any(one.line < 1 or one.column < 1 or not one.what for one in problems):
        raise ValueError(f"a problem without a place or words: {problems}")
    try:
        walked = simulation_of(context, path, runs=2, seed=1)
    except UserError as error:
        if not problems:
            raise ValueError("check has nothing against it, and simulate refuses it") from error
        return "refused", problems
    found = [one.problem for one in walked.problems]
    json_line([str(one) for one in found])
    return ("walked, with faults" if found else "walked"), [*problems, *found]


def spoilt(chance: Random, seeds: list[str]) -> str:
    """One script made of those that there are."""
    text = chance.choice(seeds)
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        text = chance.choice((_letters, _lines, _values, _values, _mixed))(text, chance, seeds)
    return text


def _letters(text: str, chance: Random, seeds: list[str]) -> str:
    start, gone = chance.randrange(len(text) + 1), chance.choice((0, 0, 1, 2, 5, 20, 200))
    return text[:start] + chance.choice(SPOILT) + text[start + gone :]


def _lines(text: str, chance: Random, seeds: list[str]) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    match chance.choice(("out", "twice", "moved", "foreign")):
        case "out":
            del lines[at]
        case "twice":
            lines.insert(at, lines[at])
        case "moved":
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        case _:
            lines.insert(at, chance.choice(chance.choice(seeds).split("\n")))
    return "\n".join(lines)


def _values(text: str, chance: Random, seeds: list[str]) -> str:
    """One value of it, anywhere, changed for another or for one of its own."""
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError):
        return _letters(text, chance, seeds)
    places: list[tuple[Any, Any]] = []
    waiting: list[Any] = [document]
    while waiting:
        one = waiting.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one))
        places += ((one, key) for key in keys)
        waiting += (one[key] for key in keys if isinstance(one[key], dict | list))
    if not places:
        return _letters(text, chance, seeds)
    holder, key = chance.choice(places)
    other_holder, other = chance.choice(places)
    value = chance.choice((*VALUES, *KINDS)) if chance.random() < 0.6 else other_holder[other]
    if value is None:
        del holder[key]
    else:
        holder[key] = copy.deepcopy(value)
    return _written(document, text)


def _mixed(text: str, chance: Random, seeds: list[str]) -> str:
    """Some steps of another script among its own."""
    try:
        document, other = tomllib.loads(text), tomllib.loads(chance.choice(seeds))
        steps = document["step"]
        for step in chance.choices(other["step"], k=chance.randint(1, 4)):
            steps.insert(chance.randrange(len(steps) + 1), step)
    except (ValueError, KeyError, AttributeError, IndexError, TypeError, RecursionError):
        return _lines(text, chance, seeds)
    return _written(document, text)


def _written(document: dict[str, Any], before: str) -> str:
    try:
        return tomli_w.dumps(document)
    except (TypeError, ValueError, RecursionError):
        return before


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
