"""Reading a pack that somebody sent: a folder or a zip, which may be hostile.

Nothing is unpacked and nothing written: its files are taken into memory, within caps that hold
before anything is parsed. Raises Unreadable, with words for the person, for whatever is not a pack.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

import msgspec

from rsense.core.expressions.identifiers import is_script_name
from rsense.core.sanitize import first_control, one_line
from rsense.core.script.languages import translation_name
from rsense.store.files.safe_read import (
    NO_FOLDER,
    SCRIPT_LIMIT,
    UNLISTED,
    Unreadable,
    decode,
    parse_as,
    read_bytes,
)
from rsense.store.packs.installed import (
    HELPLINES,
    LARGEST_MANIFEST,
    MANIFEST,
    SIGNATURE,
    VOCABULARY,
)

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MOST_FILES = 200
LARGEST_PACK = 512 * 1024
"""Bytes of all its files, unpacked. Shipped exercises come to seven kilobytes each."""
LARGEST_INDEX = 64 * 1024
"""Bytes of a zip's list of files."""
LARGEST_SIGNATURE = 4 * 1024
LONGEST_SHOWN = 60
PASSED_OVER = re.compile(
    r"\..*|.*~|readme(\.\w+)?|licen[sc]e(\.\w+)?|.*\.plan\.(toml|txt)", re.IGNORECASE
)
"""Files of an author's folder that are no part of the pack."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
_VERSION = re.compile(r"\d{1,9}(\.\d{1,9}){0,3}")
_ZIP_END, _ZIP64 = b"PK\5\6", b"PK\6\7"
_ZIP_END_SIZE, _ZIP64_SIZE = 22, 20
_STORED, _DEFLATED = 0, 8
_NOT_ZIP = "it isn't a pack: neither a folder nor a zip that can be read. Ask for it again"

Kind = Literal["manifest", "signature", "script", "texts", "words", "helplines"]
"""`texts` are a script or a list of words in another language: `NAME.de.toml`."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a pack says of itself: `pack.toml`."""

    id: str
    version: str
    title: str
    licence: str
    languages: tuple[str, ...]
    authors: tuple[str, ...]
    format: Literal[1] = 1
    summary: str = ""
    needs: str = ""
    """The oldest rsense that it works with."""
    files: dict[str, str] = {}
    """File to its SHA-256, in hexadecimal digits."""


class Pack(msgspec.Struct, frozen=True):
    """A pack that was read: its names, sizes, sums and signature are as they should be."""

    manifest: Manifest
    files: Mapping[str, bytes]
    signer: str = ""
    """The fingerprint of the key that signed it; empty where nobody did."""

    def names(self, kind: Kind) -> list[str]:
        return [name for name in self.files if kind_of(name) == kind]


def kind_of(name: str) -> Kind | None:
    """What a file of this name is in a pack; None if it has no place there."""
    known: Mapping[str, Kind] = {
        MANIFEST: "manifest",
        SIGNATURE: "signature",
        HELPLINES: "helplines",
    }
    if name in known:
        return known[name]
    folder, slash, file = name.rpartition("/")
    base, language = translation_name(file) or (file.removesuffix(".toml"), "")
    if not file.endswith(".toml") or not is_script_name(base) or (slash and folder != VOCABULARY):
        return None
    if f"{folder}{slash}{base}.toml" in known:
        return None
    return "texts" if language else "words" if slash else "script"


def read_pack(path: str) -> Pack:
    """The pack in a folder or a zip, its signature checked before it is parsed."""
    is_folder = os.path.isdir(path)
    files = folder_files(path) if is_folder else _of_zip(path)
    if MANIFEST not in files:
        raise Unreadable(path, f"there is no {MANIFEST} at its top, so it isn't a pack")
    signer = ""
    if SIGNATURE in files:
        from rsense.store.packs.signature import signer_of

        signer = signer_of(files[MANIFEST], files[SIGNATURE], path)
    manifest = parse_manifest(files[MANIFEST], os.path.join(path, MANIFEST))
    if manifest.files or signer or not is_folder:
        _compare_sums(manifest, files, path)
    return Pack(manifest, files, signer)


def parse_manifest(data: bytes, path: str) -> Manifest:
    """Raises Unreadable."""
    found = parse_as(decode(data, path), path, Manifest, LARGEST_MANIFEST)
    words = (found.title, found.licence, *found.languages, *found.authors, found.summary)
    if not is_script_name(found.id):
        why = f"“{_shown(found.id)}” is no id. Write small letters, digits and hyphens"
    elif not all(word.strip() for word in words[:-1]):
        why = "title, licence, languages and authors can't be empty"
    elif len(words) > MOST_FILES or any(len(word) > LARGEST_INDEX // MOST_FILES for word in words):
        why = "what it says of itself is too long. Make it shorter"
    elif any(first_control(word) or "\n" in word for word in words):
        why = "there is a control character or a line break in it. Take it out"
    elif not all(map(_VERSION.fullmatch, filter(None, (found.version, found.needs)))):
        why = "a version is numbers with dots between them, such as 1.0"
    elif not found.version:
        why = "it has no version. Write one, such as 1.0"
    elif wrong := [one for one in found.languages if not _LANGUAGE.fullmatch(one)]:
        why = f"“{_shown(wrong[0])}” is no language. Write its code, such as en or de"
    else:
        return found
    raise Unreadable(path, why)


def sums(files: Mapping[str, bytes]) -> dict[str, str]:
    """Every file's SHA-256, but those of the manifest and its signature."""
    return {
        name: hashlib.sha256(data).hexdigest()
        for name, data in sorted(files.items())
        if name not in (MANIFEST, SIGNATURE)
    }


def _compare_sums(manifest: Manifest, files: Mapping[str, bytes], path: str) -> None:
    there = sums(files)
    for name in sorted({*there, *manifest.files}):
        if name not in there:
            why = f"{_shown(name)} should be in it and is missing. Ask for the pack again"
        elif name not in manifest.files:
            why = f"{MANIFEST} doesn't name {_shown(name)}. Build the pack with “rsense pack build”"
        elif there[name] != manifest.files[name].lower():
            why = f"in it, {_shown(name)} isn't as its authors sent it: its sum is wrong"
            why = f"{why}. Ask for it again; if you made it, build it again"
        else:
            continue
        raise Unreadable(path, why)


def _check_names(names: Iterable[str], path: str) -> None:
    """Refuse names that lead elsewhere, clash, or have no place in a pack."""
    seen: dict[str, str] = {}
    for name in names:
        shown = _shown(name)
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise Unreadable(path, f"the name “{shown}” leads out of the pack. Don't use it")
        if (other := seen.setdefault(name.casefold(), name)) != name:
            why = f"“{_shown(other)}” and “{shown}” differ only in capitals. Rename one"
            raise Unreadable(path, why)
        if kind_of(name) is None:
            why = f"“{shown}” has no place in a pack. “rsense help pack” says what has, and "
            why += "“rsense pack build” makes a zip of a folder"
            if kind_of(re.sub(r"[ _]", "-", name.lower())):
                why = f"“{shown}” needs a name of small letters, digits and hyphens"
            raise Unreadable(path, why)


def _too_many(path: str) -> Unreadable:
    return Unreadable(path, f"there are more than {MOST_FILES} files in it. Don't use it")


def _limit(name: str) -> int:
    special = {MANIFEST: LARGEST_MANIFEST, SIGNATURE: LARGEST_SIGNATURE}
    return special.get(name, SCRIPT_LIMIT)


def folder_files(path: str) -> dict[str, bytes]:
    """The files of a folder that have a place in a pack, by name. Raises Unreadable."""
    names: list[str] = []
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(os.path.join(path, folder)) as entries:
                for count, one in enumerate(entries):
                    if count >= MOST_FILES or len(names) > MOST_FILES:
                        raise _too_many(path)
                    name = f"{folder}/{one.name}" if folder else one.name
                    if PASSED_OVER.fullmatch(one.name):
                        continue
                    if one.is_dir(follow_symlinks=False) and name == VOCABULARY:
                        waiting.append(name)
                    else:
                        names.append(name)
        except OSError as error:
            raise Unreadable(path, UNLISTED if os.path.isdir(path) else NO_FOLDER) from error
    _check_names(names, path)
    found, room = dict[str, bytes](), LARGEST_PACK
    for name in sorted(names):
        found[name] = read_bytes(os.path.join(path, name), _limit(name))
        room -= len(found[name])
        _has_room(room, path)
    return found


def _has_room(room: int, path: str) -> None:
    if room < 0:
        why = f"it holds more than {LARGEST_PACK // 1024} KB unpacked. Split it into several"
        raise Unreadable(path, why)


def _of_zip(path: str) -> dict[str, bytes]:
    import struct
    import zlib
    from io import BytesIO
    from zipfile import BadZipFile, ZipFile

    data = read_bytes(path, LARGEST_PACK, follow=True)
    end = data[-_ZIP_END_SIZE:]
    before = data[-_ZIP_END_SIZE - _ZIP64_SIZE :][:4]
    # Looked at here, because zipfile reads a list of any length, and one that is somewhere else.
    if len(end) < _ZIP_END_SIZE or end[:4] != _ZIP_END or before == _ZIP64:
        raise Unreadable(path, _NOT_ZIP)
    count, size = struct.unpack("<HI", end[10:16])
    if count > MOST_FILES or size > LARGEST_INDEX:
        raise _too_many(path)
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _unpacked(archive, path)
    except (BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError) as error:
        raise Unreadable(path, _NOT_ZIP) from error
    except (EOFError, ValueError, OverflowError, OSError) as error:
        raise Unreadable(path, _NOT_ZIP) from error


def _unpacked(archive: ZipFile, path: str) -> dict[str, bytes]:
    entries = [one for one in archive.infolist() if one.orig_filename != f"{VOCABULARY}/"]
    if len(entries) > MOST_FILES:
        raise _too_many(path)
    names = [one.orig_filename for one in entries]
    if doubled := [name for name in names if names.count(name) > 1]:
        raise Unreadable(path, f"there are two files called “{_shown(doubled[0])}”. Don't use it")
    _check_names(names, path)
    found, room = dict[str, bytes](), LARGEST_PACK
    for one in entries:
        if why := _strange(one):
            raise Unreadable(path, f"“{_shown(one.orig_filename)}” {why}. Don't use it")
        with archive.open(one) as file:  # sizes that are written there may be lies
            data = file.read(min(room, _limit(one.filename)) + 1)
        room -= len(data)
        _has_room(room, path)
        if len(data) > _limit(one.filename):
            why = f"“{_shown(one.filename)}” is larger than {_limit(one.filename) // 1024} KB"
            raise Unreadable(path, why)
        found[one.filename] = data
    return dict(sorted(found.items()))


def _strange(one: ZipInfo) -> str:
    """Why an entry is no plain file; empty if it is one."""
    kind = stat.S_IFMT(one.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "is a link, or no file at all"
    if one.flag_bits & 1:
        return "is encrypted"
    if one.compress_type not in (_STORED, _DEFLATED):
        return "is packed in a way that isn't used here"
    return ""


def _shown(name: str) -> str:
    name = one_line(name)
    return name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…"
