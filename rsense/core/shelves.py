"""Shelves: cards that a person wants to see again when it hurts. Names and titles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Shelf = Literal[
    "evidence",
    "secure-base",
    "plans",
    "balanced",
    "appreciation",
    "values",
    "drafts",
    "experiments",
    "people",
    "safety",
]

SHELVES: tuple[Shelf, ...] = get_args(Shelf)

SHELF_TITLES: Mapping[str, str] = {
    "evidence": "Times I was seen, reassured, or a hard talk went well",
    "secure-base": "People, places and routines that steady me",
    "plans": "If … then … plans",
    "balanced": "Balanced thoughts",
    "appreciation": "What I appreciate",
    "values": "What matters to me",
    "drafts": "What I'd like to say to someone",
    "experiments": "What I'm trying out, and how it went",
    "people": "Who I can call",
    "safety": "My safety plan",
}

Shelves = Mapping[str, tuple[str, ...]]
"""Cards by shelf, the newest first."""
