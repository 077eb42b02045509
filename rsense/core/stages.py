"""The stages of the way, in their order: each exercise belongs to one."""

from __future__ import annotations

STAGES = {
    "notice": "Notice", "settle": "Settle", "rethink": "Re-think", "choose": "Choose",
    "speak": "Speak", "repair": "Repair", "connect": "Connect", "grow": "Grow", "learn": "Learn",
}  # fmt: skip
"""What a script calls it, and what a person reads."""
