"""What became of predictions, told only when there are enough of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rsense.core.records import Came, FollowUp
from rsense.insight.predictions import ledger, question

AT = datetime(2026, 11, 22, tzinfo=UTC)


def made(came: str, sure: int | None = 70, **more: object) -> list[FollowUp]:
    """A prediction for each letter: n for no, p for partly, y for yes, - for no answer."""
    means: dict[str, Came] = {"n": "no", "p": "partly", "y": "yes", "-": ""}
    return [
        FollowUp(f"id{n}", AT, "it", sure=sure, came=means[letter])._replace(**more)  # type: ignore[arg-type]
        for n, letter in enumerate(came)
    ]


def test_ledger_counts_from_ten_answered_predictions_on() -> None:
    for records, said in (
        (made("y" * 9), ""),
        (made("-" * 20), ""),
        (made("y" * 20, None), ""),  # no predictions
        (made("n" * 9 + "ypppy"), "Of 14 you feared, 2 came as feared, 3 in part; you were 70"),
        (made("n" * 10), "Of 10 you feared, none came as feared; you were 70"),
        (made("y" * 10), "Of 10 you feared, 10 came as feared; you were 70"),
    ):
        assert ledger(records) == (f"{said} % sure on average." if said else ""), said


def test_ledger_averages_how_sure() -> None:
    records = made("n" * 10, 60)
    records[0] = records[0]._replace(sure=100)
    assert ledger(records).endswith("you were 64 % sure on average.")


def test_ledger_counts_versions_of_one_prediction_once_by_the_last() -> None:
    records = made("n" * 10)
    beside = records[3]._replace(
        id="other", about=("sess", "id3"), came="yes", closed=AT + timedelta(days=1)
    )
    copy = records[4]._replace(came="partly", closed=AT + timedelta(days=2))
    said = "Of 10 you feared, 1 came as feared, 1 in part; you were 70 % sure on average."
    assert ledger([*records, beside, copy]) == ledger([copy, beside, *records[::-1]]) == said


def test_question_quotes_a_prediction_and_leaves_a_question_as_it_is() -> None:
    assert question("she left", 80) == "You expected “she left”, 80 % sure. What happened?"
    assert question("And the call?", None) == "And the call?"
