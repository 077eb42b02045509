"""What became of predictions, and the words for it. Pure, and as cheap to import as `os`."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from rsense.core.records import FollowUp

NOTHING = "Nothing waits for you now."
NOT_NOW = "Nothing for now: something very strong is in your notes, so it can wait."
ENOUGH = 10
"""Predictions with an answer before anything is counted: fewer say little."""


def question(ask: str, sure: int | None) -> str:
    """The question of a follow-up: of a prediction made in a line, its words and what came of it.

    `ask` is in one line, as it is shown.
    """
    return ask if sure is None else f"You expected “{ask}”, {sure} % sure. What happened?"


def answered(closed: "Iterable[FollowUp]") -> "list[FollowUp]":
    """The predictions of which it was said how they came out.

    Versions of one prediction, closed on two devices, count once: the one closed last.
    """
    every = [one for one in closed if one.came and one.sure is not None]
    ids = {one.id for one in every}
    last: dict[str, FollowUp] = {}
    for one in every:
        key = next((id for id in one.about if id in ids), one.id)
        before = last.get(key)
        if before is None or (one.closed or one.at) >= (before.closed or before.at):
            last[key] = one
    return [*last.values()]


def ledger(closed: "Iterable[FollowUp]") -> str:
    """How many predictions came as feared, and how sure they were; empty while they are few."""
    last = answered(closed)
    if len(last) < ENOUGH:
        return ""
    came = [one.came for one in last]
    sure = round(sum(one.sure or 0 for one in last) / len(last))
    parts = f", {came.count('partly')} in part" if "partly" in came else ""
    said = f"Of {len(last)} you feared, {came.count('yes') or 'none'} came as feared{parts}"
    return f"{said}; you were {sure} % sure on average."
