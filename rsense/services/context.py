"""AppContext: one person's library, records, unfinished sessions and settings.

Everything that differs between machines (folders, clock, ids) is passed in. Each part is imported
when it is first asked for: a command pays for what it uses.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from rsense.core.expressions.identifiers import is_exercise_id
from rsense.core.sanitize import clean, one_line
from rsense.core.script.languages import language_code, locale_language, translation_name
from rsense.core.shelves import SHELVES
from rsense.services.clock import MachineZone, local_now
from rsense.services.errors import INVALID_SCRIPT, USAGE, UserError
from rsense.store import paths, undo_log
from rsense.store.files import durable
from rsense.store.files.operations import os_files
from rsense.store.files.safe_read import UNLISTED, Unreadable
from rsense.store.library import Library, library_of

if TYPE_CHECKING:
    from rsense.core.records import Record
    from rsense.core.script.parse import Script
    from rsense.store.config import Config, Settings
    from rsense.store.files.operations import Files
    from rsense.store.records.repository import RecordStore
    from rsense.store.sessions import SessionStore

CHECK_IT = "“rsense check” with its name says all that is wrong."


class AppContext(msgspec.Struct, frozen=True, dict=True):
    data: str
    """The data folder; it need not exist yet."""
    library: Library
    now: Callable[[], datetime] = local_now
    new_id: Callable[[], str] = durable.new_id
    files: Files = os_files
    settings_folder: str = ""
    """The folder of the settings, where it is not the data folder."""
    damaged: list[Unreadable] = msgspec.field(default_factory=list)
    """Files met that could not be read."""

    @property
    def config_path(self) -> str:
        return os.path.join(self.settings_folder or self.data, paths.SETTINGS)

    @cached_property
    def settings(self) -> Settings:
        from rsense.store.config import Settings

        return Settings(self.config_path, self.library.packs)

    @property
    def config(self) -> Config:
        return self.settings.config

    def language(self, environ: Mapping[str, str]) -> str:
        """The language of exercises: by the settings, else by the locale; empty for their own."""
        return language_code(self.config.language) or locale_language(environ)

    def zoned_now(self) -> datetime:
        """The present with the machine's zone, by which a moment to come is read."""
        return self.now().astimezone(MachineZone())

    @cached_property
    def records(self) -> RecordStore:
        from rsense.store.records.repository import RecordStore

        return RecordStore(paths.records_folder(self.data), self.files, self.damaged.append)

    def listed(self, files: Callable[[str, float], list[str]]) -> list[Record]:
        """The records in the files that the record index names; none if it cannot be told."""
        try:
            found = files(self.data, self.now().timestamp())
        except OSError:
            self.damaged.append(Unreadable(self.records.folder, UNLISTED))
            return []
        return [one.record for one in self.records.read(found)] if found else []

    def log(self, record: Record) -> None:
        """Write a new record that `undo` takes back, seen on the disk. Raises NotSaved."""
        path = self.records.add(record)
        durable.confirm({path: self.records.bytes_of(record)})
        undo_log.note(self.data, "log", path)

    @cached_property
    def progress(self) -> SessionStore:
        from rsense.store.sessions import SessionStore

        return SessionStore(paths.progress_folder(self.data), self.files, self.damaged.append)

    def script(self, wanted: str) -> Script:
        """An exercise by name or by file. Raises UserError with every problem of the script."""
        from rsense.core.script.parse import ScriptError, parse

        name, text, shown, library = self.script_text(wanted)
        try:
            known, words = library.sources, library.vocabularies
            return parse(name, text, known, words, file=shown, exercises=library.paths)
        except ScriptError as error:
            if self.library.language():  # better in the script's own language than not at all
                return self.untranslated().script(wanted)
            raise UserError(clean(str(error)), INVALID_SCRIPT) from error

    def untranslated(self) -> AppContext:
        """The same, with each script in its own language."""
        return replace(self, library=self.library.untranslated())

    def of_file(self, file: str) -> tuple[str, AppContext]:
        """The file of a script, and who reads it: `name.de.toml` is `name.toml`, in German.

        Raises UserError where there is no such script beside it.
        """
        named = translation_name(os.path.basename(file))
        if not named or not os.path.isfile(file):
            return file, self
        base = os.path.join(os.path.dirname(file), f"{named[0]}.toml")
        if not os.path.isfile(base):
            why = f"There's no {named[0]}.toml beside {file}, and that's what it translates."
            raise UserError(clean(why), USAGE)
        library = replace(self.library, unreadable=[], language=lambda: named[1])
        return base, replace(self, library=library)

    def script_text(self, wanted: str) -> tuple[str, str, str, Library]:
        """(id, text, what problems call it, where it belongs) of an exercise."""
        if wanted in self.library.sources:
            return wanted, self.library.sources[wanted], f"{wanted}.toml", self.library
        from rsense.services.exercise_search import resolve_exercise, unknown_exercise

        id = resolve_exercise(wanted, self.library)
        if id in self.library.sources:
            return id, self.library.sources[id], f"{id}.toml", self.library
        for broken in self.library.unreadable:
            if broken.path == self.library.paths.get(wanted):
                raise UserError(clean(str(broken)), USAGE)
        if is_file_name(wanted):
            base, context = self.of_file(wanted)
            try:
                name, library = context.library.at(base)
                text = library.read(base)
                for broken in library.unreadable if base != wanted else ():
                    if broken.path == wanted:
                        raise UserError(clean(f"{broken} {CHECK_IT}"), INVALID_SCRIPT)
                return name, text, wanted, library
            except Unreadable as error:
                raise UserError(clean(str(error)), USAGE) from error
        places = (self.library.own, self.library.packs, *self.library.pack_folders.values())
        for broken in self.library.unreadable:
            if broken.path in places:  # the exercise may be in there
                raise UserError(clean(str(broken)), USAGE)
        raise UserError(unknown_exercise(wanted, self.library), USAGE)


def open_context(
    environ: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> AppContext:
    """The context of the person who runs this. Raises UserError if there is no home folder."""
    try:
        data = paths.data_folder(environ, platform)
        settings = paths.config_folder(environ, platform)
    except paths.NoHome as error:
        raise UserError(str(error)) from error
    library = library_of(data, language=lambda: context.language(environ))
    context = AppContext(data, library, settings_folder=settings)
    return context


def is_file_name(wanted: str) -> bool:
    """Whether a file is meant, and not `pack/name`."""
    is_path = os.sep in wanted and (os.path.lexists(wanted) or not is_exercise_id(wanted))
    return is_path or wanted.endswith(".toml")


def known_shelf(name: str) -> None:
    """Raises UserError if there is no such shelf."""
    if name not in SHELVES:
        from rsense.core.script.diagnostics import suggested

        advice = suggested(name, SHELVES) or f"The shelves are {', '.join(SHELVES)}."
        raise UserError(f"There is no shelf “{one_line(name)}”. {advice}", USAGE)
