"""Packs for tests: one that is as it should be, and many that are not."""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

MANIFEST = """\
id = "quiet"
version = "1.0"
title = "Quiet ones"
licence = "CC0-1.0"
languages = ["en"]
authors = ["Ada"]
"""
ONE = """\
format = 1
title = "One quiet minute"
stage = "settle"
minutes = 1
next = ["two"]
[[step]]
id = "weather"
kind = "choose"
text = "What is it like in you? See https://example.org/weather."
vocabulary = "weather"
"""
TWO = """\
format = 1
title = "Two quiet minutes"
stage = "settle"
minutes = 2
[[step]]
kind = "include"
id = "one"
exercise = "one"
[[step]]
kind = "say"
text = "That was two."
"""
WORDS = 'format = 1\n[[family]]\nlabel = "Sky"\nwords = [{ value = "fog" }]\n'
LINES = """\
[[emergency]]
call = "999"
source = "example.org"
checked = 2026-11-28
countries = { XA = ["Examplia"], DE = ["Not Germany"] }
[[line]]
country = "DE"
kind = "crisis"
name = "Quiet line"
about = "for everyone"
number = "0800 1"
hours = "day and night"
source = "example.org/line"
checked = 2026-11-28
"""
FILES: Mapping[str, str] = {
    "one.toml": ONE,
    "two.toml": TWO,
    "vocabulary/weather.toml": WORDS,
    "helplines.toml": LINES,
}


def manifest(files: Mapping[str, str | bytes], head: str = MANIFEST) -> str:
    def sum(data: str | bytes) -> str:
        return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()

    table = "".join(f"{name!r} = '{sum(data)}'\n" for name, data in files.items())
    return f"{head}\n[files]\n{table}"


def zipped(
    entries: Iterable[tuple[str | ZipInfo, str | bytes]], method: int = ZIP_DEFLATED
) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return written.getvalue()


def pack(files: Mapping[str, str | bytes] = FILES, head: str = MANIFEST, **zip: int) -> bytes:
    """A zip of these files with their sums."""
    return zipped([("pack.toml", manifest(files, head)), *files.items()], **zip)


def folder(where: Path, files: Mapping[str, str | bytes] = FILES, head: str = MANIFEST) -> Path:
    for name, data in {"pack.toml": head, **files}.items():
        path = where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return where


def _with(**files: str) -> bytes:
    return pack({**FILES, **{f"{name}.toml": text for name, text in files.items()}})


def _named(name: str, text: str = ONE) -> bytes:
    return pack({**FILES, name: text})


def _linked() -> bytes:
    entry = ZipInfo("three.toml")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    listed = manifest({**FILES, "three.toml": "/etc/passwd"})
    return zipped([("pack.toml", listed), *FILES.items(), (entry, "/etc/passwd")])


def _overlapping() -> bytes:
    """A thousand names for the same megabytes."""
    body = zlib.compress(b"#" * 2**26, 9)[2:-4]
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(body), 2**26, 8, 0)
    data = local + b"aaa.toml" + body
    listed = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(body), 2**26, 8, *[0] * 6)
        + f"a{n:02}.toml"[:8].encode()
        for n in range(100)
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 100, 100, len(listed), len(data), 0)
    return data + listed + end


def _doubled() -> bytes:
    twice = [("pack.toml", manifest(FILES)), *FILES.items(), ("two.tomx", ONE)]
    return zipped(twice).replace(b"two.tomx", b"two.toml")


def _tampered() -> bytes:
    return zipped([("pack.toml", manifest(FILES)), *{**FILES, "one.toml": ONE + "\n"}.items()])


HEAVY = 'format = 1\ntitle = "x"\nstage = "settle"\n' + (
    "".join(f'[[step]]\nid = "s{n}"\nkind = "rate"\ntext = "{"{s0} " * 40}"\n' for n in range(400))
)
UNKNOWN = "".join(f'x{n} = "y"\n' for n in range(900))
HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (lambda: _named("three.toml", "#" * 2**28), "larger than 256 KB|more than 512 KB"),
    "bombs side by side": (
        lambda: pack({f"a{n}.toml": "#\n" * 2**16 for n in range(100)}),
        "more than 512 KB",
    ),
    "a bomb with many names": (_overlapping, "neither a folder nor a zip|no pack.toml"),
    "bzip2": (lambda: pack(method=ZIP_BZIP2), "packed in a way"),
    "lzma": (lambda: pack(method=ZIP_LZMA), "packed in a way"),
    "one that leads out": (lambda: _named("../evil.toml"), "leads out"),
    "one that leads out later": (lambda: _named("vocabulary/../../evil.toml"), "leads out"),
    "an absolute path": (lambda: _named("/tmp/evil.toml"), "leads out"),
    "a path of Windows": (lambda: _named("C:\\evil.toml"), "leads out"),
    "a link": (_linked, "is a link"),
    "the same name twice": (_doubled, "two files called"),
    "names that clash": (lambda: _named("One.toml"), "differ only in capitals"),
    "a program": (lambda: _named("run.sh", "#!/bin/sh\n"), "has no place"),
    "python": (lambda: _named("evil.py", "import os"), "has no place"),
    "a folder too deep": (lambda: _named("vocabulary/a/b.toml"), "has no place"),
    "a settings file": (lambda: _named("config/config.toml"), "has no place"),
    "10,000 files": (
        lambda: pack({f"a{n}.toml": "" for n in range(10_000)}, method=ZIP_STORED),
        "larger than 512 KB",
    ),
    "1,000 files": (lambda: pack({f"a{n}.toml": "" for n in range(1000)}), "more than 200 files"),
    "200 heavy files": (
        lambda: pack({f"a{n}.toml": HEAVY[:2500] for n in range(190)} | {"z.toml": "a = "}),
        "a0.toml",
    ),
    "long words": (
        lambda: _with(one=f"x = 1\n{ONE}" + f"# {'a' * 8000}@{'b' * 99}\n" * 30),
        '"x" is not a key',
    ),
    "many translations without end": (
        lambda: pack({**FILES, **{f"two.a{a}.toml": UNKNOWN for a in "abcdefghijklmnopqrst"}}),
        "no text",
    ),
    "heavy scripts": (lambda: pack({f"a{n}.toml": HEAVY for n in range(3)}), "may be unanswered"),
    "a wrong sum": (_tampered, "its sum is wrong"),
    "one that is not named": (
        lambda: zipped([("pack.toml", manifest(FILES)), *FILES.items(), ("more.toml", ONE)]),
        "doesn't name more.toml",
    ),
    "one that is missing": (
        lambda: zipped([("pack.toml", manifest(FILES)), ("one.toml", ONE)]),
        "is missing",
    ),
    "no sums": (lambda: zipped([("pack.toml", MANIFEST), *FILES.items()]), "doesn't name"),
    "no manifest": (lambda: zipped(FILES.items()), "no pack.toml"),
    "no zip": (lambda: b"PK\5\6" * 99, "neither a folder nor a zip"),
    "nothing": (lambda: b"", "neither a folder nor a zip"),
    "half a zip": (lambda: pack()[:500], "neither a folder nor a zip"),
    "a broken list": (lambda: pack()[:-30] + b"\xff" * 8 + pack()[-22:], "has no place"),
    "the safety question": (lambda: _named("is-it-safe.toml"), "rsense's own"),
    "a shipped script": (lambda: _named("mindful-pause.toml"), "rsense's own"),
    "a form of rsense": (lambda: _named("log.toml"), "rsense's own"),
    "shipped words": (lambda: _named("vocabulary/urges.toml", WORDS), "rsense's own"),
    "a wrong id": (lambda: pack(FILES, MANIFEST.replace("quiet", "../x", 1)), "is no id"),
    "a title of two lines": (
        lambda: pack(FILES, MANIFEST.replace("Quiet ones", "Quiet\\nones")),
        "line break",
    ),
    "a control character": (lambda: _with(one=ONE.replace("quiet", "\\u001b[2J")), "control"),
    "raw control characters": (lambda: _with(one=ONE.replace("quiet", "\x1b[2J")), "control"),
    "words with a control character": (
        lambda: _named("vocabulary/weather.toml", WORDS.replace("fog", "\\u009b2J")),
        "control",
    ),
    "texts of no script": (lambda: _named("helplines.de.toml", "format = 1\n"), "has no place"),
    "texts of itself": (lambda: _named("pack.de.toml", "format = 1\n"), "has no place"),
    "texts in no language": (lambda: _named("one.de-at.toml", "format = 1\n"), "has no place"),
    "words of another list": (
        lambda: _named("vocabulary/weather.de.toml", WORDS.replace("fog", "Nebel")),
        "only one of both files has Nebel",
    ),
    "words beside no list": (lambda: _named("vocabulary/sea.de.toml", WORDS), "no vocabulary/sea."),
    "another key": (lambda: pack(FILES, MANIFEST + 'run = "x"\n'), '"run" is not a key'),
    "a deep key": (lambda: pack(FILES, "a" + ".a" * 20_000 + " = 1\n"), "8 KB|16 dots"),
    "a broken script": (lambda: _with(one="title = "), "not valid TOML"),
    "words for somebody without the question": (
        lambda: _with(
            one=ONE + '[[step]]\nid = "say_it"\nkind = "ask"\ntext = "Write it."\nlint = true\n'
        ),
        "is-it-safe",
    ),
    "an unknown key among people to call": (
        lambda: _with(helplines=LINES + "\nx = 1\n"),
        '"x" is not a key here',
    ),
    "somebody to call on two lines": (
        lambda: _with(helplines=LINES.replace("Quiet line", "Quiet\\n- Samaritans")),
        "line break",
    ),
    "somebody to call with a control character": (
        lambda: _with(helplines=LINES.replace("for everyone", "\\u001b[2J")),
        "control",
    ),
    "a country that is none": (
        lambda: _with(helplines=LINES.replace('"DE"', '"Germany"')),
        "is no country",
    ),
    "a newer rsense": (lambda: pack(FILES, MANIFEST + 'needs = "99.1"\n'), "needs rsense 99.1"),
    "a signature that is none": (
        lambda: zipped(
            [("pack.toml", manifest(FILES)), ("pack.toml.sig", "nobody"), *FILES.items()]
        ),
        "its signature is wrong",
    ),
}
"""Packs that are refused, and what is said of each."""


def hostile_folders(where: Path) -> Mapping[str, tuple[Path, str]]:
    """The same that only a folder can be."""
    linked = folder(where / "linked")
    os.symlink("/etc/passwd", linked / "three.toml")
    piped = folder(where / "piped")
    os.mkfifo(piped / "three.toml")
    many = folder(where / "many", {f"a{n}.toml": "" for n in range(10_000)})
    foreign = folder(where / "foreign", {**FILES, "run.sh": "#!/bin/sh\n"})
    deep = folder(where / "deep", {**FILES, "more/three.toml": ONE})
    inner = folder(where / "inner")
    os.rename(inner / "vocabulary", where / "elsewhere")
    os.symlink(where / "elsewhere", inner / "vocabulary")
    return {
        "a link": (linked, "it is a link"),
        "a pipe": (piped, "not an ordinary file"),
        "10,000 files": (many, "more than 200 files"),
        "a program": (foreign, "has no place"),
        "a folder of its own": (deep, "has no place"),
        "a linked folder": (inner, "has no place"),
        "nothing": (where / "none", "There is no folder or file"),
    }
