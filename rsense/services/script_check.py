"""Everything that is wrong with scripts, and with what lies beside them."""

from __future__ import annotations

import os
import re
from collections import ChainMap
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain

from rsense.core.exercise_names import ALWAYS_SHIPPED
from rsense.core.expressions.identifiers import is_script_name
from rsense.core.programmes import Programme
from rsense.core.script.diagnostics import Problem, ScriptError
from rsense.core.script.languages import translation_name
from rsense.core.script.parse import parse
from rsense.core.script.translation import Document, translation_problems
from rsense.core.vocabulary import Vocabulary
from rsense.services.now.offers import suggestion_problems
from rsense.store import paths
from rsense.store.files.safe_read import Unreadable, read_as, scan
from rsense.store.helplines import helplines_error
from rsense.store.library import NOT_EXERCISES, PLAN, PROGRAMMES, Library, read_script
from rsense.store.packs.installed import VOCABULARY
from rsense.store.translations import read_document

NO_EXERCISE = "its name isn't that of an exercise, so it isn't offered"
SMALL_LETTERS = "give it one of small letters, digits and hyphens, such as my-pause.toml"
SAFETY = "this one is about being safe, and always comes from rsense itself"
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)|^line (\d+)(?:, |: )")
"""Where in a file it cannot be read, as `Unreadable` says it."""


def script_problems(file: str, library: Library) -> list[Problem]:
    """Every problem of one script file, or of one programme."""
    if os.path.isdir(file):
        advice = "“rsense pack check” looks through a pack"
        what = "it is not an ordinary file. It's a folder"
        return [Problem("RS006", file, 1, 1, "", what, advice)]
    try:
        return _file_problems(file, library)
    except Unreadable as error:
        return [_unreadable(error)]


def _file_problems(file: str, library: Library) -> list[Problem]:
    """Raises Unreadable."""
    folder = os.path.basename(os.path.dirname(os.path.abspath(file)))
    if folder == PROGRAMMES:
        return list(_programme_problems(file, library))
    if folder == VOCABULARY:
        read_as(file, Vocabulary)
        return []
    if file.endswith(PLAN):
        from rsense.core.engine.plan import Plan

        read_as(file, Plan)  # whether it holds is for `rsense test`
        return []
    if named := translation_name(os.path.basename(file)):
        return [*_translation_problems(file, *named, library)]
    name, library = library.at(file)
    text = read_script(file)
    sources = ChainMap({name: text}, library.sources)  # type: ignore[arg-type] # never written to
    try:
        parse(name, text, sources, library.vocabularies, file=file)
    except ScriptError as error:
        return list(error.problems)
    return []


def _translation_problems(
    file: str, name: str, language: str, library: Library
) -> Iterator[Problem]:
    """What is wrong with the texts of a script in another language, or with the script in it."""
    base = os.path.join(os.path.dirname(file), f"{name}.toml")
    text, translation = read_document(file)
    document = read_document(base)[1] if os.path.lexists(base) else None
    if document is None:
        what = f"there is no {name}.toml beside it, so it's never used"
        advice = "a translation lies in the folder of its script"
        yield Problem("RS100", file, 1, 1, "", what, advice)
        return
    if script_problems(base, library):
        what = f"{name}.toml has problems of its own"
        yield Problem("RS100", file, 1, 1, "", what, "mend these first")
        return
    id, library = library.at(base)
    known, words = library.sources, library.vocabularies

    def read(translated: Document) -> None:
        parse(id, translated, known, words, file=file)

    yield from translation_problems(file, text, translation, document, language, read=read)


def _programme_problems(file: str, library: Library) -> Iterator[Problem]:
    programme, text = read_as(file, Programme), read_script(file)
    begins = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith("[[sitting]]")]
    for number, what in programme.problems(library.paths):
        line = begins[number - 1] if 0 < number <= len(begins) else 1
        yield Problem("RS095", file, line, 1, f"sitting {number}" if number else "", what)


def all_problems(library: Library) -> Iterator[Problem]:
    """What is wrong with all scripts, own words, the suggestions and the people to call."""
    library = library.untranslated()
    for path in (
        *library.paths.values(),
        *_translations(library.shipped),
        *_translations(library.own),
        *chain.from_iterable(map(_translations, library.pack_folders.values())),
        *library.form_paths.values(),
        *library.programme_paths.values(),
    ):
        yield from script_problems(path, library)
    yield from _beside_scripts(library)
    yield from suggestion_problems(library)
    if why := helplines_error(library.shipped):
        yield Problem("RS097", os.path.join(library.shipped, "helplines.toml"), 1, 1, "", why)


def own_problems(library: Library) -> Iterator[Problem]:
    """What is wrong with a person's own scripts and own words."""
    library = library.untranslated()
    mine = (*library.paths.values(), *library.programme_paths.values(), *_translations(library.own))
    for path in mine:
        if library.own and path.startswith(os.path.join(library.own, "")):
            yield from script_problems(path, library)
    yield from _beside_scripts(library)


def _beside_scripts(library: Library) -> Iterator[Problem]:
    yield from _misnamed(library)
    for what in library.synonyms.problems(library.paths):
        yield Problem("RS096", paths.SYNONYMS, 1, 1, "", what)
    _ = library.message_lint, list(library.vocabularies)  # reads them all
    scripts = {*library.paths.values(), *library.form_paths.values()}
    yield from (_unreadable(one) for one in library.unreadable if one.path not in scripts)


def _unreadable(error: Unreadable) -> Problem:
    found = _PLACE.search(error.why)
    line, column = (int(found[1] or found[3]), int(found[2] or 1)) if found else (1, 1)
    return Problem("RS005", error.path, line, column, "", _PLACE.sub("", error.why, count=1))


def _misnamed(library: Library) -> Iterator[Problem]:
    """Files of a person's own that nobody looks for under their names."""
    for path, name in _files(library.own):
        if f"{name}.toml" == paths.SYNONYMS or path.endswith(PLAN):
            continue
        if translation_name(f"{name}.toml"):
            continue
        if not is_script_name(name) or name in NOT_EXERCISES:
            yield Problem("RS006", path, 1, 1, "", NO_EXERCISE, SMALL_LETTERS)
        elif name in ALWAYS_SHIPPED:
            yield Problem("RS094", path, 1, 1, "", SAFETY, "give it another name, or take it away")
    for path, name in _files(library.own_words):
        if name not in library.vocabularies:
            there = f"give it the name of one that there is: {', '.join(library.vocabularies)}"
            yield Problem(
                "RS096", path, 1, 1, "", f"there is no list of words called “{name}”", there
            )


def _translations(folder: str | None) -> Iterator[str]:
    return (path for path, name in _files(folder) if translation_name(f"{name}.toml"))


def _files(folder: str | None) -> Iterator[tuple[str, str]]:
    """(path, name) of the files in a folder of the person's own."""
    with suppress(Unreadable):  # told by whoever lists it for its exercises
        for entry in sorted(scan(folder) if folder else (), key=lambda entry: entry.name):
            yield entry.path, entry.name.removesuffix(".toml")
