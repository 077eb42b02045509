"""What lies beside the records, and whether it can be used: scripts, own words, settings."""

from __future__ import annotations

import os
from collections.abc import Iterator

from msgspec.structs import asdict

from rsense.core.expressions.identifiers import is_script_name
from rsense.store.config import LARGEST, Config
from rsense.store.doctor import findings
from rsense.store.doctor.findings import Finding
from rsense.store.files.safe_read import SCRIPT_LIMIT, Unreadable, parse_toml, read_toml
from rsense.store.files.tree import FileEntry
from rsense.store.helplines import read_helplines
from rsense.store.library import ALWAYS_SHIPPED, NOT_EXERCISES, SYNONYMS, Library, read_script

ALL_OF_IT = "says all of it, with line and column"


def script_findings(one: FileEntry, library: Library) -> Iterator[Finding]:
    """What is the matter with a script of the person's own."""
    if one.name == SYNONYMS:
        return  # no script; `rsense check` says what is wrong with it
    name = one.name.removesuffix(".toml")
    if not is_script_name(name) or name in NOT_EXERCISES:
        yield findings.script(
            one.path,
            "Its name is not that of an exercise, so it is not offered.",
            "Give it a name of small letters, digits and hyphens, such as my-pause.toml.",
        )
    elif name == ALWAYS_SHIPPED:
        yield findings.script(
            one.path,
            "The question whether it is safe always comes from rsense itself.",
            "Give it another name, or take it away.",
        )
    else:
        problem = _problem(name, one.path, library)
        if problem:
            yield findings.script(one.path, problem, f"“rsense check {one.path}” {ALL_OF_IT}.")


def _problem(name: str, path: str, library: Library) -> str:
    """The first thing that is wrong with a script; empty when it is fine."""
    from rsense.core.script.parse import ScriptError, parse

    try:
        parse(name, read_script(path), library.sources, library.vocabularies, file=path)
    except Unreadable as error:
        return f"It cannot be read: {error.why}."
    except ScriptError as error:
        return f"It cannot be used: {error.problems[0].what}"
    return ""


def own_words_findings(one: FileEntry, library: Library) -> Iterator[Finding]:
    """What is the matter with a vocabulary of the person's own."""
    from msgspec import ValidationError, convert

    from rsense.core.vocabulary import Vocabulary

    try:
        convert(parse_toml(read_script(one.path), one.path, SCRIPT_LIMIT), Vocabulary)
    except Unreadable as error:
        yield findings.damaged(one.path, error.why)
    except ValidationError as error:
        yield findings.damaged(one.path, f"{error}. Its words are not offered until that is right")
    else:
        name = one.name.removesuffix(".toml")
        if name not in library.vocabularies:
            there = ", ".join(sorted(library.vocabularies))
            yield findings.script(
                one.path,
                f"There is no list of words called “{name}”.",
                f"Give it the name of one that there is: {there}.",
            )


def settings_findings(path: str) -> Iterator[Finding]:
    """What is the matter with the file of the settings."""
    try:
        document = read_toml(path, LARGEST)
    except Unreadable as error:
        yield findings.damaged(path, error.why)
        return
    for name, default in asdict(Config()).items():
        value = document.get(name, default)
        right = (
            isinstance(value, dict) if isinstance(default, dict) else type(value) is type(default)
        )
        if not right:
            yield findings.setting(path, name)


def shipped_findings(library: Library) -> Iterator[Finding]:
    """What is the matter with what came with rsense."""
    path = os.path.join(library.shipped, "helplines.toml")
    try:
        lines = read_toml(path, SCRIPT_LIMIT, follow=True).get("line")
    except Unreadable as error:
        yield findings.shipped(path, error.why.partition(".")[0])
    else:
        count = len(lines) if isinstance(lines, list) else 0
        if not count or len(read_helplines(library.shipped)) != count:
            yield findings.shipped(path, "some of the people to call in it cannot be read")
    mine = os.path.join(library.shipped, "")
    if ALWAYS_SHIPPED not in library.sources:
        yield findings.shipped(f"{mine}{ALWAYS_SHIPPED}.toml", "it is not there")
    for name, where in (*library.paths.items(), *library.form_paths.items()):
        if where.startswith(mine) and (problem := _problem(name, where, library)):
            yield findings.shipped(where, problem)
