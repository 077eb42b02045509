"""Completer of `rsense pack`, for the shell."""

from __future__ import annotations

import os
import sys

import typer

from rsense.cli.completion.values import Offers, quiet
from rsense.services.authoring.find_pack import shipped_packs
from rsense.store import paths
from rsense.store.library import library_of

WORDS = {
    "list": "those you have",
    "add": "add one",
    "check": "say what's wrong with one",
    "build": "make one of a folder",
    "remove": "take one away",
}


@quiet
def pack_words(ctx: typer.Context, incomplete: str) -> Offers:
    """What pack does, then the packs that come with rsense, or are there."""
    known = WORDS
    if ctx.args:
        library = library_of(paths.data_folder(os.environ, sys.platform))
        known = {
            "remove": dict(library.pack_titles),
            "add": dict.fromkeys(shipped_packs(), ""),
        }.get(ctx.args[0], {})
    yield from (pair for pair in known.items() if pair[0].startswith(incomplete))
