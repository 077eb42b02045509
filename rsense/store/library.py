"""Scripts by name: those that ship, the person's own beside them, and those of packs.

Names are looked up in what a scan found, never joined to a path. The safety question is
always the shipped one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

import rsense
from rsense.core.exercise_names import ALWAYS_SHIPPED
from rsense.core.expressions.identifiers import is_script_name, pack_of
from rsense.core.sanitize import one_line
from rsense.store import paths
from rsense.store.files.lazy_files import LazyFiles
from rsense.store.files.safe_read import (
    SCRIPT_LIMIT,
    Content,
    Unreadable,
    caps,
    parse_toml,
    read_as,
    read_text,
    scan,
)
from rsense.store.packs import installed
from rsense.store.records import reader
from rsense.store.translations import head_in_language, in_language, vocabulary_in_language

if TYPE_CHECKING:
    from rsense.core.message_lint import Lint
    from rsense.core.programmes import Programme
    from rsense.core.synonyms import Synonyms
    from rsense.core.vocabulary import Vocabulary

PROGRAMMES = "programmes"
"""The folder of programmes, beside the exercises."""
PROBLEMS = "problems.toml"
"""A page for each problem that a script can have."""
NOT_EXERCISES = frozenset({"helplines", "synonyms", "problems", "message-lint"})
PLANS, PLAN = "plans", ".plan.toml"
"""The folder of plans beside scripts, and the ending of a plan: no exercise has such a name."""


def shipped_folder() -> str:
    """The folder of the exercises of this installation."""
    package = os.path.dirname(os.path.abspath(rsense.__file__))
    inside = os.path.join(package, "exercises")
    beside = os.path.join(os.path.dirname(package), "exercises")
    return inside if os.path.isdir(inside) else beside


def library_of(data: str, language: Callable[[], str] = str) -> Library:
    """What ships, and what is in a data folder, in a language where there are texts of it."""
    own, words = paths.exercises_folder(data), paths.vocabulary_folder(data)
    packs = paths.packs_folder(data)
    return Library(shipped_folder(), own, own_words=words, packs=packs, language=language)


def read_script(path: str) -> str:
    """A script's text, inside the caps of what may be parsed. Raises Unreadable."""
    text = read_text(path, SCRIPT_LIMIT, follow=True)
    caps(text, path, SCRIPT_LIMIT)
    return text


Summary = dict[str, object]
"""id, title and more of a head, whether it takes up earlier answers, and whose it is (`from`)."""


class Library(msgspec.Struct, frozen=True, dict=True):
    """Exercises, forms and vocabularies of the shipped folder and of the person's own."""

    shipped: str
    own: str | None = None
    unreadable: list[Unreadable] = msgspec.field(default_factory=list)
    own_words: str | None = None
    """The folder of the person's own vocabularies."""
    packs: str | None = None
    """The folder of packs. What is in one is called `pack/name`, and takes no other's place."""
    unpacked: Mapping[str, str] = {}
    """Folders of packs that lie elsewhere, by id: one that is being made."""
    language: Callable[[], str] = str
    """The language of texts, such as `de`, where a script has them; empty for the script's own."""

    @cached_property
    def _language(self) -> str:
        return self.language()

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """Exercise id to file. A person's own script takes the place of a shipped one."""
        found = dict(self._scripts(self.shipped))
        taken = {*found, installed.MANIFEST.removesuffix(".toml")}
        safety = {name: found[name] for name in ALWAYS_SHIPPED if name in found}
        if self.own:
            found |= self._scripts(self.own)
        for id, folder in self.pack_folders.items():
            there = (pair for pair in self._scripts(folder) if pair[0] not in taken)
            found |= {f"{id}/{name}": path for name, path in there}
        return dict(sorted({**found, **safety}.items()))

    @cached_property
    def pack_folders(self) -> Mapping[str, str]:
        """Pack to its folder."""
        try:
            return {**(installed.pack_folders(self.packs) if self.packs else {}), **self.unpacked}
        except Unreadable as error:
            self.unreadable.append(error)
            return self.unpacked

    @cached_property
    def pack_titles(self) -> Mapping[str, str]:
        """Pack to its title, or to its id where that cannot be read."""
        return {id: installed.title_of(id, where) for id, where in self.pack_folders.items()}

    @cached_property
    def own_names(self) -> frozenset[str]:
        """Ids of the exercises that are the person's own."""
        own = os.path.join(self.own, "") if self.own else None
        return frozenset(id for id, path in self.paths.items() if own and path.startswith(own))

    def at(self, file: str) -> tuple[str, Library]:
        """The id of a script in a file, and the library that it belongs to: with its pack."""
        folder, base = os.path.split(os.path.abspath(file))
        name = base.removesuffix(".toml")
        if not (pack := installed.pack_at(folder)):
            return name, self
        here = self.pack_folders.get(pack) == folder
        more = {**self.unpacked, pack: folder}
        return f"{pack}/{name}", self if here else msgspec.structs.replace(self, unpacked=more)

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Exercise id to text; what cannot be read is named in `unreadable`."""
        return LazyFiles(self.paths, self.read, self.unreadable.append)

    def read(self, path: str) -> str:
        """A script's text, in the person's language if that lies beside it. Raises Unreadable."""
        return self._in_language(in_language, path, read_script(path))

    def untranslated(self) -> Library:
        """The same, with each script in its own language."""
        return msgspec.structs.replace(self, language=str)

    @cached_property
    def form_paths(self) -> Mapping[str, str]:
        """The program's own small forms, by name: scripts that are not among the exercises."""
        return dict(sorted(self._scripts(os.path.join(self.shipped, "forms"))))

    @cached_property
    def forms(self) -> Mapping[str, str]:
        """The text of each form; what cannot be read is named in `unreadable`."""
        return LazyFiles(self.form_paths, read_script, self.unreadable.append)

    @cached_property
    def programme_paths(self) -> Mapping[str, str]:
        """Programmes by name; a person's own takes the place of a shipped one."""
        folders = filter(None, (self.shipped, self.own))
        found = (pair for one in folders for pair in self._scripts(os.path.join(one, PROGRAMMES)))
        return dict(sorted(dict(found).items()))

    @cached_property
    def programmes(self) -> Mapping[str, Programme]:
        """By name; one that cannot be read, or has a fault, is named in `unreadable`."""
        from rsense.core.programmes import Programme

        def read(path: str) -> Programme:
            programme = read_as(path, Programme)
            if found := [what for _, what in programme.problems(self.paths)]:
                raise Unreadable(path, "; ".join(found))
            return programme

        return LazyFiles(self.programme_paths, read, self.unreadable.append)

    @cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """By name, each with the person's own words after those that ship."""
        from rsense.store.vocabulary import read_vocabulary

        own_files = self._vocabularies(self.own_words) if self.own_words else {}
        own = LazyFiles(own_files, read_vocabulary, self.unreadable.append)

        def read(path: str) -> Vocabulary:
            name = os.path.basename(path).removesuffix(".toml")
            words = self._in_language(vocabulary_in_language, path, read_vocabulary(path))
            return words.joined(own.get(name) if shipped.get(name) == path else None)

        shipped = self._vocabularies(os.path.join(self.shipped, installed.VOCABULARY))
        found = dict(shipped)
        for id, folder in self.pack_folders.items():
            there = self._vocabularies(os.path.join(folder, installed.VOCABULARY))
            found |= {f"{id}/{name}": path for name, path in there.items()}
        return LazyFiles(found, read, self.unreadable.append)

    def _in_language(
        self, read: Callable[[str, Content, str], Content], path: str, content: Content
    ) -> Content:
        """The content of a file in the language; what is wrong there is reported."""
        try:
            return read(path, content, self._language)
        except Unreadable as error:
            self.unreadable.append(error)
            return content

    @property
    def has_own_synonyms(self) -> bool:
        """True if words of the person's own lead to exercises, or to people to call."""
        return bool(self.own) and os.path.lexists(os.path.join(self.own or "", paths.SYNONYMS))

    @cached_property
    def synonyms(self) -> Synonyms:
        """Everyday words for exercises: the person's own first, then those that ship."""
        from rsense.core.synonyms import Synonyms

        both = self._beside(paths.SYNONYMS, Synonyms, self.own, self.shipped)
        return Synonyms(group=tuple(group for one in both for group in one.group))

    @cached_property
    def message_lint(self) -> Lint | None:
        """What may land hard in a message; None where it cannot be used."""
        from rsense.core.message_lint import Lint

        return next(self._beside("message-lint.toml", Lint, self.shipped), None)

    def _beside(self, name: str, kind: type[Content], *folders: str | None) -> Iterator[Content]:
        """What is in files of a name beside scripts; what cannot be read is in `unreadable`."""
        named = (os.path.join(folder, name) for folder in folders if folder)
        there = {path: path for path in named if os.path.lexists(path)}
        found = LazyFiles(there, lambda path: read_as(path, kind), self.unreadable.append)
        return iter(found.values())

    def _vocabularies(self, folder: str) -> Mapping[str, str]:
        return {name: path for name, path in self._listed(folder) if "." not in name}

    def _scripts(self, folder: str) -> Iterator[tuple[str, str]]:
        for name, path in self._listed(folder):
            if is_script_name(name) and name not in NOT_EXERCISES:
                yield name, path

    def heads(self) -> list[Summary]:
        """The heads of all scripts; those whose head is no TOML are left to `check`."""
        return [head for head in map(self._summary, self.paths) if head]

    def title(self, name: str) -> str:
        """The title of a script, from its head alone; its name where it cannot be read."""
        head = self._summary(name, many=False) if name in self.paths else None
        return str(head["title"]) if head else name

    def _summary(self, name: str, *, many: bool = True) -> Summary | None:
        try:
            document = _head(self.paths[name], many=many)
        except Unreadable as error:
            self.unreadable.append(error)
            return None
        if document is None:
            return None
        document = self._in_language(head_in_language, self.paths[name], {**document})
        minutes, tags = document.get("minutes", 5), document.get("tags", [])
        return {
            "id": name,
            "title": one_line(str(document.get("title", name))),
            "summary": one_line(str(document.get("summary", ""))),
            "stage": str(document.get("stage", "")),
            "minutes": minutes if isinstance(minutes, int | float) else 5,
            "audience": str(document.get("audience", "solo")),
            "looks_back": "given" in document,
            "tags": [str(tag) for tag in tags] if isinstance(tags, list) else [],
            "from": "yours" if name in self.own_names else self.pack_titles.get(pack_of(name), ""),
        }

    def _listed(self, folder: str) -> Iterator[tuple[str, str]]:
        """Name and path of each TOML file."""
        try:
            for entry in scan(folder):
                yield entry.name.removesuffix(".toml"), entry.path
        except Unreadable as error:
            self.unreadable.append(error)


def _head(path: str, *, many: bool) -> Mapping[str, Any] | None:
    """A script's keys before its first table; None if it is no TOML. Raises Unreadable."""
    text = read_text(path, SCRIPT_LIMIT, follow=True)
    head = text[: text.find("\n[") + 1] or text
    document = reader.parse_fast(head.encode(), many=many)
    for part in (head, text):  # a bracket may begin a line of a string too
        if document is None:
            try:
                document = parse_toml(part, path, SCRIPT_LIMIT)
            except Unreadable:
                continue
    return document
