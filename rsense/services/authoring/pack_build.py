"""Building a pack: the sums of a folder's files in its manifest, and one file to send."""

from __future__ import annotations

import os
from collections.abc import Mapping
from io import BytesIO

from rsense.services.authoring.packs import looked_through, refuse_problems, with_sums
from rsense.services.errors import INVALID_SCRIPT, UserError
from rsense.store.files import durable
from rsense.store.files.safe_read import Unreadable
from rsense.store.packs.installed import MANIFEST, SIGNATURE
from rsense.store.packs.read import Pack, folder_files, parse_manifest, read_pack
from rsense.store.packs.signature import sign

_OLDEST_STAMP = (1980, 1, 1, 0, 0, 0)


def build(folder: str, file: str = "", key: str = "") -> str:
    """Write the sums into a folder's manifest, and all of it as one file; the name of that.

    `key` is the file of a private key to sign with. Raises UserError, NotSaved.
    """
    path = os.path.join(folder, MANIFEST)
    try:
        before = folder_files(folder)
        manifest = parse_manifest(before.get(MANIFEST, b""), path)
        refuse_problems(looked_through(Pack(manifest, before), folder)[1], "Not built.")
        files = with_sums(before)
        if files[MANIFEST] != before[MANIFEST] or key:
            files.pop(SIGNATURE, None)  # it was of something else
        if key:
            files[SIGNATURE] = sign(files[MANIFEST], key)
    except Unreadable as error:
        raise UserError(f"Not built. {error}", INVALID_SCRIPT) from error
    durable.replace(path, files[MANIFEST], expected=before[MANIFEST])
    signature = os.path.join(folder, SIGNATURE)
    if SIGNATURE in files:
        durable.replace(signature, files[SIGNATURE], expected=None)
    else:
        durable.remove(signature)
    file, data = file or f"{manifest.id}-{manifest.version}.zip", _zipped(files)
    if _id_in(file) == manifest.id:  # an earlier one of the same pack
        durable.replace(file, data, expected=None)
    else:
        durable.create(file, data)
    durable.confirm({file: data})
    return file


def _id_in(file: str) -> str:
    try:
        return read_pack(file).manifest.id
    except Unreadable:
        return ""


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """The same bytes for the same files, whenever it is built."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            entry = ZipInfo(name, _OLDEST_STAMP)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, data)
    return written.getvalue()
