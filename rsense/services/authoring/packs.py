"""Packs: what is wrong with one, what it holds, and adding and removing it."""

from __future__ import annotations

import os
import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from itertools import islice

import msgspec
from msgspec.structs import replace

import rsense
from rsense.core.sanitize import clean, first_control
from rsense.core.script.diagnostics import Problem, ScriptError
from rsense.core.script.languages import translation_name
from rsense.core.script.parse import Script, parse
from rsense.core.script.translation import Document, translation_problems
from rsense.core.vocabulary import Vocabularies, Vocabulary
from rsense.services.context import AppContext
from rsense.services.errors import INVALID_SCRIPT, UserError
from rsense.store.files.safe_read import (
    SCRIPT_LIMIT,
    Unreadable,
    caps,
    decode,
    parse_as,
    parse_toml,
)
from rsense.store.helplines import Helplines, pack_helplines
from rsense.store.library import NOT_EXERCISES, Library, shipped_folder
from rsense.store.packs import install
from rsense.store.packs.installed import HELPLINES, MANIFEST, SIGNATURE, read_manifest
from rsense.store.packs.read import Pack, kind_of, parse_manifest, read_pack, sums

_FILES_TABLE = re.compile(r"^\[files\][ \t]*$", re.MULTILINE)
_LINK = re.compile(r"(?:https?://|www\.|mailto:)[^\s\"'<>]+|(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.-]+")
"""Each word is looked at once: not anew from every letter of it, which takes quadratic time."""


class Contents(msgspec.Struct, frozen=True):
    """What a pack would bring, for a person to look at."""

    scripts: tuple[Script, ...]
    words: tuple[str, ...]
    texts: tuple[str, ...]
    """Exercises and words in another language."""
    links: tuple[str, ...]
    helplines: Helplines


def looked_through(pack: Pack, where: str) -> tuple[Contents, list[str]]:
    """What it holds, and every problem of it: the cheap ones alone, where there are any."""
    library = Library(shipped_folder())
    problems = [*_before_parsing(pack, library, where)]
    if problems:
        return Contents((), (), (), (), Helplines()), problems
    texts = {name: decode(data) for name, data in pack.files.items() if name.endswith(".toml")}
    words = _read_words(pack, texts, problems, where)
    helplines = Helplines()
    if HELPLINES in texts:
        try:
            helplines = pack_helplines(texts[HELPLINES], os.path.join(where, HELPLINES))
        except Unreadable as error:
            problems.append(str(error))
    id = pack.manifest.id
    own = {f"{id}/{name.removesuffix('.toml')}": texts[name] for name in pack.names("script")}
    sources = ChainMap(own, library.sources)  # type: ignore[arg-type] # never written to
    vocabularies = ChainMap(words, library.vocabularies)  # type: ignore[arg-type] # as above
    scripts: list[Script] = []
    for name, text in own.items():
        file = os.path.join(where, f"{name.partition('/')[2]}.toml")
        try:
            scripts.append(parse(name, text, sources, vocabularies, file=file))
        except ScriptError as error:
            problems += map(str, error.problems)
            if len(problems) >= LONG_ENOUGH:
                break
    if not problems:
        found = _translation_problems(pack, texts, sources, vocabularies, where)
        problems += map(str, islice(found, LONG_ENOUGH))
    links = sorted({one for text in texts.values() for one in _LINK.findall(text)})
    contents = Contents(
        tuple(scripts), tuple(words), tuple(pack.names("texts")), tuple(links), helplines
    )
    return contents, problems


def _translation_problems(
    pack: Pack,
    texts: Mapping[str, str],
    sources: Mapping[str, str],
    vocabularies: Vocabularies,
    where: str,
) -> Iterator[Problem]:
    """What is wrong with texts in another language, or with the scripts in it."""
    for name in pack.names("texts"):
        folder, slash, called = name.rpartition("/")
        stem, language = translation_name(called) or ("", "")
        file, base = os.path.join(where, name), f"{folder}{slash}{stem}.toml"
        id = f"{pack.manifest.id}/{stem}"
        if base not in texts:
            what = f"there is no {base} beside it, so it's never used"
            advice = "take it out, or put that beside it"
            yield Problem("RS100", file, 1, 1, "", what, advice)
            continue
        if slash:
            yield from _words_problems(vocabularies[id], texts[name], file)
            continue

        def read(document: Document, id: str = id, file: str = file) -> None:
            parse(id, document, sources, vocabularies, file=file)

        translation, document = (
            parse_toml(texts[one], os.path.join(where, one), SCRIPT_LIMIT) for one in (name, base)
        )
        yield from translation_problems(
            file, texts[name], translation, document, language, read=read
        )


def _words_problems(words: Vocabulary, text: str, file: str) -> Iterator[Problem]:
    """What is wrong with a list of words in another language."""
    try:
        words.translated(parse_as(text, file, Vocabulary))
    except Unreadable as error:
        yield Problem("RS100", file, 1, 1, "", error.why)
    except ValueError as error:
        yield Problem("RS100", file, 1, 1, "", str(error))


LONG_ENOUGH = 100
"""Problems, after which no more is looked through."""


def _before_parsing(pack: Pack, library: Library, where: str) -> Iterator[str]:
    """Names that are taken, and files that may not be parsed."""
    manifest = pack.manifest
    if _numbers(manifest.needs) > _numbers(rsense.__version__):
        need = f"it needs rsense {manifest.needs}, and this is {rsense.__version__}"
        yield _problem(where, MANIFEST, need, "update rsense")
    if not {*pack.files} - {MANIFEST, SIGNATURE}:
        yield _problem(where, MANIFEST, "there is nothing in it", "put scripts beside it")
    listed = os.path.join(library.shipped, "vocabulary")
    for name in (*pack.names("script"), *pack.names("words")):
        stem = os.path.basename(name).removesuffix(".toml")
        is_script = "/" not in name
        taken = os.path.lexists(os.path.join(listed, f"{stem}.toml"))
        if is_script:
            taken = stem in library.paths or stem in library.form_paths or stem in NOT_EXERCISES
        if taken:
            what = f"“{stem}” is a name of rsense's own, and no pack may take its place"
            yield _problem(where, name, what, "give it another name")
    for name, data in pack.files.items():
        if name != SIGNATURE:
            try:
                text = decode(data, os.path.join(where, name))
                caps(text, os.path.join(where, name), SCRIPT_LIMIT)
            except Unreadable as error:
                yield str(error)
                continue
            if control := first_control(text.replace("\r\n", "\n")):
                yield _problem(where, name, f"a control character ({control}) in it", "take it out")


def _read_words(
    pack: Pack, texts: Mapping[str, str], problems: list[str], where: str
) -> dict[str, Vocabulary]:
    """Its lists of words, `pack/name`; texts in another language have to be TOML, too."""
    found: dict[str, Vocabulary] = {}
    for name in (*pack.names("words"), *pack.names("texts")):
        path = os.path.join(where, name)
        try:
            document = parse_toml(texts[name], path, SCRIPT_LIMIT)
            if escaped := _control_in(document):
                problems.append(_problem(where, name, f"a control character ({escaped}) in it"))
            elif kind_of(name) == "words":
                stem = os.path.basename(name).removesuffix(".toml")
                found[f"{pack.manifest.id}/{stem}"] = parse_as(texts[name], path, Vocabulary)
        except Unreadable as error:
            problems.append(str(error))
    return found


def _control_in(value: object) -> str | None:
    """A control character that is written as an escape."""
    if isinstance(value, str):
        return first_control(value)
    inner = [*value, *value.values()] if isinstance(value, dict) else value
    if isinstance(inner, list):
        return next(filter(None, map(_control_in, inner)), None)
    return None


def _problem(where: str, name: str, what: str, advice: str = "") -> str:
    return str(Problem("RS110", os.path.join(where, name), 1, 1, "", what, advice))


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def refuse_problems(problems: list[str], what: str) -> None:
    """Raises UserError if there are any."""
    if problems:
        listed = "\n".join(problems)
        raise UserError(f"{listed}\n{what}", INVALID_SCRIPT)


def add(context: AppContext, pack: Pack) -> None:
    """Put it into the data folder, seen there on return. Raises NotSaved."""
    install.install(packs_of(context), pack.manifest.id, with_sums(pack.files), context.files)


def remove(context: AppContext, id: str) -> None:
    """Take it away for good. Raises NotSaved."""
    install.remove(packs_of(context), id, context.files)


def packs_of(context: AppContext) -> str:
    return context.library.packs or os.path.join(context.data, "packs")


def added(context: AppContext) -> Mapping[str, str]:
    """The packs there are, and their folders. Raises UserError where that can't be told."""
    there = context.library.pack_folders
    for broken in context.library.unreadable:
        if broken.path == context.library.packs:
            raise UserError(clean(str(broken)))
    return there


def version_of(context: AppContext, id: str) -> str:
    """Of a pack that was added; empty where it can't be read."""
    try:
        return str(read_manifest(context.library.pack_folders[id]).get("version", ""))
    except Unreadable:
        return ""


def refuse_other_signer(context: AppContext, pack: Pack) -> None:
    """What was signed is replaced by the same signer alone. Raises UserError."""
    id = pack.manifest.id
    where = added(context).get(id)
    if not where or not os.path.lexists(os.path.join(where, SIGNATURE)):
        return
    try:
        known = read_pack(where).signer
    except Unreadable as error:
        known = f"a key that can't be told any more: {error.why}"
    if known != pack.signer:
        raise UserError(
            f"Not added. The “{id}” that you have was signed with {known}. This one was signed "
            f"with {pack.signer or 'no key'}, so it may be from someone else. If you know that "
            f"it's right, “rsense pack remove {id}” first.",
            INVALID_SCRIPT,
        )


def summary(context: AppContext, id: str) -> dict[str, object]:
    """A pack that was added, for a list. Raises Unreadable."""
    said = read_manifest(context.library.pack_folders[id])
    count = sum(1 for name in context.library.paths if name.startswith(f"{id}/"))
    return {
        "id": id,
        "version": str(said.get("version", "")),
        "title": str(said.get("title", id)),
        "exercises": count,
        "path": context.library.pack_folders[id],
    }


def left_half_way(context: AppContext, id: str) -> list[str]:
    """Titles of its exercises that were left half way, which need its scripts."""
    return [one.title for one in context.progress.all() if one.exercise.startswith(f"{id}/")]


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, with every other one's sum in the manifest. Raises Unreadable."""
    before = parse_manifest(files[MANIFEST], MANIFEST)
    named = sums(files)
    if before.files == named:
        return dict(files)
    head = _FILES_TABLE.split(decode(files[MANIFEST]))[0].rstrip()
    table = "".join(f'"{name}" = "{sum}"\n' for name, sum in named.items())
    data = f"{head}\n\n[files]\n{table}".encode()
    if parse_manifest(data, MANIFEST) != replace(before, files=named):
        raise Unreadable(MANIFEST, "something stands behind [files] in it. Put [files] last")
    return {**files, MANIFEST: data}
