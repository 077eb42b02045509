"""The person's settings: one plain file, every part of it optional."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from rsense.store import durable
from rsense.store.safe_read import Unreadable, read_bytes, read_toml

LARGEST = 64 * 1024


class Config(msgspec.Struct, frozen=True):
    person: str = ""
    """What the other person is called, offered where an exercise asks."""
    theme: str = "night"
    """night, day, contrast, or terminal: its own colours."""
    reduced_motion: bool = False
    """Breaths are counted in words instead of shown as a shape."""
    bell: bool = False
    """The terminal's bell at each change of a breath, for closed eyes."""
    tones: bool = False
    """Soft tones there, where this machine can play them."""
    plain: bool = False
    """Lines instead of screens."""
    country: str = ""
    """Two letters: whose helplines come first."""
    welcomed: bool = False
    """The first words have been shown."""
    patterns: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Names for breathing patterns: `evening = "4-8"`."""


def read_config(path: str) -> Config:
    """The settings; what is missing, unreadable or of another type is as it is by default."""
    try:
        document = read_toml(path, LARGEST)
    except Unreadable:
        return Config()
    known: dict[str, Any] = {}
    for name, default in asdict(Config()).items():
        value = document.get(name)
        if isinstance(default, dict) and isinstance(value, dict):
            known[name] = {k: v for k, v in value.items() if isinstance(v, str)}
        elif type(value) is type(default):
            known[name] = value
    return Config(**known)


def write_config(path: str, config: Config) -> None:
    """Write the settings; keys that are not ours stay. Raises NotSaved."""
    import tomli_w  # noqa: PLC0415 - seldom, and every command reads the settings

    try:
        before: bytes | None = read_bytes(path, LARGEST)
        document = read_toml(path, LARGEST)
    except Unreadable:
        before, document = None, {}
    document |= asdict(config)
    durable.make_folder(os.path.dirname(path))
    durable.replace(path, tomli_w.dumps(document).encode(), expected=before)


def shown(config: Config) -> Mapping[str, str | bool]:
    """The settings that a person may change, by name."""
    return {
        "person": config.person, "theme": config.theme, "reduced_motion": config.reduced_motion,
        "bell": config.bell, "tones": config.tones, "plain": config.plain,
        "country": config.country,
    }  # fmt: skip


def changed(config: Config, key: str, value: object) -> Config:
    """The settings with one changed. Raises ValueError in words for the person."""
    settable = {name: d for name, d in asdict(Config()).items() if not isinstance(d, dict)}
    if key not in settable:
        raise ValueError(f'There is no setting "{key}". There are {", ".join(settable)}.')
    if isinstance(settable[key], bool):
        words = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}
        value = words.get(str(value).casefold())
        if value is None:
            raise ValueError(f"{key} is yes or no.")
    if key == "theme" and value not in THEMES:
        raise ValueError(f"The themes are {', '.join(THEMES)}.")
    return replace(config, **{key: value})


THEMES = ("night", "day", "contrast", "terminal")
