"""The person's settings: one plain file, every part of it optional."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_args

import msgspec
from msgspec.structs import asdict, replace

from rsense.core.options import Glyphs
from rsense.core.palette import THEMES
from rsense.core.script.languages import language_code
from rsense.store.files import durable
from rsense.store.files.safe_read import Unreadable, decode, parse_toml, read_bytes, read_toml
from rsense.store.paths import THEMES_FOLDER

if TYPE_CHECKING:
    from rsense.store.helplines import Helplines

LARGEST = 64 * 1024
Setting = str | bool
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_VALUE = r"""^[ \t]*["']?{key}["']?[ \t]*=[ \t]*(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[\w.+-]+)"""


class Config(msgspec.Struct, frozen=True):
    person: str = ""
    """The name of the other person, offered where an exercise asks."""
    theme: str = "night"
    """night, day, contrast, terminal for its own colours, or a file in the folder of themes."""
    reduced_motion: bool = False
    """Breaths are counted in words instead of shown as a shape."""
    bell: bool = False
    """The terminal's bell at each change of a breath, for closed eyes."""
    tones: bool = False
    """Soft tones there, where this machine can play them."""
    plain: bool = False
    """Lines instead of screens."""
    glyphs: str = "blocks"
    """What pictures of numbers are drawn with: blocks, or ascii where a font lacks them."""
    clipboard: bool = False
    """Words may be put on the clipboard without asking again."""
    country: str = ""
    """Whose helplines are shown, as two letters; empty: that of the locale."""
    language: str = ""
    """The language of exercises that have it, as two letters; empty: that of the locale."""
    welcomed: bool = False
    """The first words have been shown."""
    patterns: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Names for breathing patterns: `evening = "4-8"`."""


class InvalidSetting(ValueError):
    """Says in words why a setting cannot have a value."""


class Settings:
    """The settings in one file, read when they are first asked for."""

    def __init__(self, path: str, packs: str | None = None) -> None:
        """`packs` is the folder of packs: one may add a country."""
        self.path = path
        self._packs = packs
        self._config: Config | None = None

    @property
    def config(self) -> Config:
        if self._config is None:
            self._config = read_config(self.path)
        return self._config

    def change(self, key: str, value: Setting) -> Config:
        """Change one on disk; all of them now. Raises InvalidSetting, NotSaved."""
        config = changed(self.config, key, value, self._packs)
        if key == "theme":
            self._can_be_shown(config.theme)
        write_setting(self.path, key, getattr(config, key))
        self._config = config
        return config

    def shown(self) -> Mapping[str, Setting]:
        """Those that a person may change, by name, as they are shown: a country by its name."""
        config = self.config
        country = _countries(self._packs).find(config.country) if config.country else None
        names = "person theme reduced_motion bell tones plain country clipboard glyphs language"
        values = {name: getattr(config, name) for name in names.split()}
        return values | {"country": country.name} if country else values

    @property
    def themes(self) -> str:
        """The folder of the person's own themes."""
        return os.path.join(os.path.dirname(self.path), THEMES_FOLDER)

    def _can_be_shown(self, theme: str) -> None:
        """Raises InvalidSetting."""
        from rsense.store import theme_files

        names = theme_files.theme_names(self.themes)
        if theme not in names:
            raise InvalidSetting(f"The themes are {', '.join(names)}.")
        try:
            if theme not in THEMES:
                theme_files.read_theme(self.themes, theme)
        except theme_files.InvalidTheme as error:
            raise InvalidSetting(f"This theme cannot be used yet.\n{error}") from error


_DEFAULTS = asdict(Config())


def read_config(path: str) -> Config:
    """The settings; what is missing, unreadable or of another type is as it is by default."""
    try:
        document = read_toml(path, LARGEST)
    except Unreadable:
        return Config(welcomed=os.path.lexists(path))  # somebody has been here before
    known: dict[str, Any] = {}
    for name, default in _DEFAULTS.items():
        value = document.get(name)
        if type(value) is type(default):
            known[name] = value
    if "patterns" in known:
        known["patterns"] = {k: v for k, v in known["patterns"].items() if isinstance(v, str)}
    return Config(**known)


def read_error(path: str) -> str:
    """Why the settings that are there cannot be read, and what next; empty where they can be."""
    try:
        read_toml(path, LARGEST)
    except Unreadable as error:
        return error.why if os.path.lexists(path) else ""
    return ""


def ignored(path: str) -> list[str]:
    """The settings of another type than they should be, which count as not set."""
    try:
        document = read_toml(path, LARGEST)
    except Unreadable:
        return []
    there = ((name, default) for name, default in _DEFAULTS.items() if name in document)
    return [name for name, default in there if type(document[name]) is not type(default)]


def write_setting(path: str, key: str, value: Setting) -> None:
    """Change one setting; all else in the file stays as it is, remarks too. Raises NotSaved.

    A file that cannot be read is left as it is.
    """
    before: bytes | None = None
    text = ""
    try:
        before = read_bytes(path, LARGEST)
        text = decode(before, path)
        document = parse_toml(text, path, LARGEST)
    except Unreadable as error:
        if before is not None or os.path.lexists(path):
            raise durable.NotSaved(
                f"Not saved: the settings cannot be read, and stay as they are; {error.why}."
            ) from error
        document = {}
    durable.make_folder(os.path.dirname(path))
    data = _with(text, document, key, value).encode()
    durable.replace(path, data, expected=before)
    durable.confirm({path: data})


def _with(text: str, document: dict[str, Any], key: str, value: Setting) -> str:
    """The text with one setting changed."""
    import tomli_w

    line = tomli_w.dumps({key: value}).rstrip("\n")
    table = _TABLE.search(text)
    top, below = (text[: table.start()], text[table.start() :]) if table else (text, "")
    if found := re.search(_VALUE.format(key=key), top, re.MULTILINE):
        top = f"{top[: found.start()]}{line}{top[found.end() :]}"
    else:
        gap = "" if not top or top.endswith("\n") else "\n"
        top = f"{top}{gap}{line}\n"
    wanted = document | {key: value}
    try:
        if parse_toml(top + below) == wanted:
            return top + below
    except Unreadable:  # it was written in another way than most
        pass
    return tomli_w.dumps(wanted)


def changed(config: Config, key: str, value: object, packs: str | None = None) -> Config:
    """The settings with one changed. Raises InvalidSetting."""
    settable = {name: d for name, d in _DEFAULTS.items() if not isinstance(d, dict)}
    if key not in settable:
        raise InvalidSetting(f'There is no setting "{key}". There are {", ".join(settable)}.')
    if isinstance(settable[key], bool):
        words = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}
        value = words.get(str(value).casefold())
        if value is None:
            raise InvalidSetting(f"{key} is yes or no.")
    if key == "glyphs" and value not in get_args(Glyphs):
        raise InvalidSetting(f"glyphs is {' or '.join(get_args(Glyphs))}.")
    if key == "country" and value:
        found = _countries(packs).find(str(value))
        if found is None:
            raise InvalidSetting(
                f"“{value}” isn't a country on the list. A name will do, such as Germany or "
                "Deutschland, or two letters, such as DE."
            )
        value = found.code
    if key == "language" and value:
        code = language_code(str(value))
        if not code:
            raise InvalidSetting(f"“{value}” isn't a language here. Try two letters, such as de.")
        value = code
    return replace(config, **{key: value})


def _countries(packs: str | None = None) -> Helplines:
    from rsense.store.helplines import read_helplines
    from rsense.store.library import shipped_folder

    return read_helplines(shipped_folder(), packs)
