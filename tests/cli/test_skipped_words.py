"""Skipped words on the disk: they wait beside what the record says, and private ones nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from rsense.core.prompts import SKIPPED
from rsense.core.records import Reply, SessionRecord, Trigger
from rsense.core.script.parse import parse
from rsense.services import log_form
from rsense.services.context import AppContext
from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.exercise.resume import file_unfinished
from rsense.store.library import Library, shipped_folder

HEAD = 'format = 1\ntitle = "Two"\nstage = "notice"\n'
TWO = (
    '[[step]]\nid = "what"\nkind = "ask"\ntext = "What happened?"\nPRIVATE'
    '[[step]]\nid = "then"\nkind = "ask"\ntext = "And then?"\n'
)


def table(tmp_path: Path, *, private: bool = False) -> tuple[AppContext, ExerciseFlow]:
    context = AppContext(str(tmp_path), Library(shipped_folder()))
    steps = TWO.replace("PRIVATE", "private = true\n" if private else "")
    return context, ExerciseFlow(context, parse("two", HEAD + steps), private=False)


def on_disk(home: Path) -> str:
    return "".join(path.read_text() for path in home.rglob("*.toml"))


def test_skipped_words_are_in_the_record_beside_the_answers(tmp_path: Path) -> None:
    context, here = table(tmp_path)
    opened = here.opened(ask=False)
    assert opened.finish
    opened.sitting.answer(SKIPPED, "She le")
    opened.sitting.answer("I stayed.")
    opened.finish(opened.sitting.session)
    (record,) = (found.record for found in context.records.newest("session"))
    assert isinstance(record, SessionRecord)
    assert [said.answer for said in record.replies] == ["skipped", "I stayed."]
    assert record.unused_replies == (Reply("what", "She le"),)


def test_a_bare_skip_leaves_nothing_beside(tmp_path: Path) -> None:
    context, here = table(tmp_path)
    opened = here.opened(ask=False)
    assert opened.finish
    opened.sitting.answer(SKIPPED)
    opened.sitting.back()
    opened.sitting.answer(SKIPPED)
    opened.sitting.answer("I stayed.")
    opened.finish(opened.sitting.session)
    (record,) = (found.record for found in context.records.newest("session"))
    assert isinstance(record, SessionRecord)
    assert record.unused_replies == ()


@pytest.mark.parametrize("finished", [False, True])
def test_skipped_private_words_are_on_no_disk(tmp_path: Path, finished: bool) -> None:
    _, here = table(tmp_path, private=True)
    opened = here.opened(ask=False)
    assert opened.finish
    opened.sitting.save_draft("zaun")
    opened.sitting.answer(SKIPPED, "zaun and more")
    opened.sitting.answer("I stayed.")
    opened.sitting.save_draft("zaun anew", 0)
    if finished:
        opened.finish(opened.sitting.session)
    assert "I stayed." in on_disk(tmp_path)
    assert "zaun" not in on_disk(tmp_path)


def test_resuming_a_half_changed_answer_asks_it_again(tmp_path: Path) -> None:
    context, here = table(tmp_path)
    opened = here.opened(ask=False)
    opened.sitting.answer("She left.")
    opened.sitting.answer("I stayed.")
    opened.sitting.save_draft("She left at ei", 0)
    opened.close()
    question = ExerciseFlow(context, here.script, private=False).opened(ask=True)
    question.sitting.answer(("go_0",))
    again = question.next_activity(question.sitting.session)
    assert again
    assert again.sitting.session.changing == 0
    assert again.sitting.question_at(0).prefill == "She left at ei"
    assert [reply.value for reply in again.sitting.session.replies] == ["She left.", "I stayed."]


def test_filing_a_half_changed_sitting_keeps_old_and_new_words(tmp_path: Path) -> None:
    context, here = table(tmp_path)
    opened = here.opened(ask=False)
    opened.sitting.answer("She left.")
    opened.sitting.save_draft("She left at ei", 0)
    opened.close()
    (left,) = context.progress.all()
    file_unfinished(context, here.script, left.id)
    (record,) = (found.record for found in context.records.newest("session"))
    assert isinstance(record, SessionRecord)
    assert record.replies[0].value == "She left."
    assert record.unused_replies == (Reply("what", "She left at ei"),)


def test_part_of_a_log_that_is_skipped_is_not_in_it(tmp_path: Path) -> None:
    context = AppContext(str(tmp_path), Library(shipped_folder()))
    opened = log_form.log_form(context)
    for answer in ("Mo cancelled", 6, SKIPPED):
        opened.sitting.answer(answer)
    opened.sitting.save_draft("Mo")
    opened.sitting.answer(SKIPPED, "Mo")
    (trigger,) = (found.record for found in context.records.newest("trigger"))
    assert isinstance(trigger, Trigger)
    assert (trigger.what, trigger.who) == ("Mo cancelled", "")
    opened.sitting.back()
    shown = opened.sitting.current
    assert shown
    assert shown.prefill == "Mo"
