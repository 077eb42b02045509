"""What was answered is on the disk before the next question, in the questions on the way too."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from rsense.core.people import people_text
from rsense.core.prompts import SKIPPED, Pace
from rsense.core.records import Keepsake, SessionRecord, Trigger
from rsense.plain import dialogue
from rsense.plain.console import Console
from rsense.ports import Activity, Services
from rsense.services import home, log_form, welcome
from rsense.services.context import AppContext
from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.now.flow import NowFlow
from rsense.store import undo_log
from rsense.store.library import Library, shipped_folder
from tests.cli.small import SILENT, SMALL, stand_in
from tests.nobody import nobody_to_call
from tests.promises.test_trying_again import AT
from tests.tui.terminal import Terminal, rsense

NOTED = "Left. What you said is noted. “rsense undo” takes it back."
LOG = ("Mo cancelled", "6", "anxious", "Mo")
NOW = ("9", "7", "w", "She is silent.", "anxious")


def made(tmp_path: Path, exercise: str = SMALL) -> AppContext:
    stand_in(tmp_path, exercise)
    library = Library(shipped_folder(), str(tmp_path / "exercises"))
    return AppContext(str(tmp_path), library, lambda: AT)


def left(opened: Activity, answers: tuple[str, ...], by: type[BaseException] | None = None) -> str:
    """What is said to somebody who goes after these answers, at the end of input or by Ctrl+C."""
    lines, said = list(answers), [""]

    def read(_: str) -> str | None:
        if not lines and by:
            raise by
        return lines.pop(0) if lines else None

    console = Console(read, said.append, lambda _: None, interactive=True, paced=False)
    try:
        dialogue.run(opened, Services(nobody_to_call), console)
    except KeyboardInterrupt:
        assert by
    people = people_text(nobody_to_call(), 72).split("\n")  # told where it is very strong
    return [line for line in said if line and line not in people][-1]


def triggers(context: AppContext) -> list[Trigger]:
    return [f.record for f in context.records.newest() if isinstance(f.record, Trigger)]


@pytest.mark.parametrize("by", [None, KeyboardInterrupt], ids=["end of input", "Ctrl+C"])
@pytest.mark.parametrize("count", range(len(LOG) + 1))
def test_a_trigger_half_told_is_noted_as_far_as_it_goes(
    tmp_path: Path, count: int, by: type[BaseException] | None
) -> None:
    context = made(tmp_path)
    said = left(log_form.log_form(context), LOG[:count], by)
    found = [(t.what, t.intensity, len(t.emotions), t.who) for t in triggers(context)]
    whole = ("Mo cancelled", 6, 1, "Mo")
    nothing = ("", None, 0, "")
    assert found == ([(*whole[:count], *nothing[count:])] if count else [])
    assert said == ("Left." if count in (0, len(LOG)) else NOTED)


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("count", range(len(NOW) + 1))
def test_now_half_told_is_noted_as_far_as_it_goes(
    tmp_path: Path, count: int, private: bool
) -> None:
    context = made(tmp_path)
    said = left(NowFlow(context, private=private).opened(), NOW[:count])
    told = [("She is silent.", 9, ())], [("She is silent.", 9, ("anxious",))]
    expected = told[count - 4] if count >= 4 and not private else []
    assert [(t.what, t.intensity, t.emotions) for t in triggers(context)] == expected
    if private:
        assert said == "Left. Nothing was kept."
    elif count >= 4:
        assert said == NOTED
    else:
        assert said == ("Left. What you said is kept." if count else "Left.")


def test_whether_it_helped_is_kept_before_the_end(tmp_path: Path) -> None:
    context = made(tmp_path, SILENT)
    assert left(NowFlow(context).opened(), ("9", "7", "1", "", "4")) == (
        "Left. What you said is kept."
    )
    (now,) = [
        found.record
        for found in context.records.newest()
        if isinstance(found.record, SessionRecord) and found.record.exercise == "now"
    ]
    assert now.measures["distress"] == (9, 4, "lower")


def writing(context: AppContext) -> Activity:
    """`now` where something is written into the log."""
    return after(NowFlow(context).opened(), 4, ("log",))


def after(opened: Activity, *answers: object) -> Activity:
    """The activity that follows when each of these answers the one before."""
    for answer in answers:
        opened.sitting.answer(answer)  # type: ignore[arg-type]
        if opened.sitting.current is None:
            following = opened.next_activity(opened.sitting.session)
            assert following
            opened = following
    return opened


FORMS: dict[str, Callable[[AppContext], Activity]] = {
    "a trigger": log_form.log_form,
    "now": writing,
}


@pytest.mark.parametrize("name", FORMS)
def test_half_a_word_is_noted_and_let_go_of_when_it_is_taken_back(
    tmp_path: Path, name: str
) -> None:
    context = made(tmp_path)
    opened = FORMS[name](context)
    opened.sitting.save_draft("She is sil")
    assert [t.what for t in triggers(context)] == ["She is sil"]
    opened.sitting.save_draft("")
    assert triggers(context) == []
    assert "noted" not in opened.leave_message()


def test_who_is_named_in_the_welcome_is_kept_as_the_list_grows(tmp_path: Path) -> None:
    context = made(tmp_path)
    opened = welcome.welcome(context)
    assert opened
    for read in (("on",), None):
        opened.sitting.answer(read)
    for people in (("Jo 123", "Sam"), ("Jo 1234",)):
        opened.sitting.save_draft(people)
        cards = [f.record for f in context.records.newest() if isinstance(f.record, Keepsake)]
        assert sorted(card.text for card in cards) == sorted(people)


ENDS: dict[str, Callable[[Terminal], int]] = {
    "TERM": lambda terminal: (terminal.child.kill(signal.SIGTERM), terminal.ended())[1],
    "a closed terminal": lambda terminal: terminal.hang_up(),
}


@pytest.mark.slow
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("now",), (("How strong", "4"), ("happening?", "w"), ("What happened?", "zaun"))),
        (("now", "--plain"), (("number>", "4\r"), ("choice>", "w\r"), (">", "zaun\r"))),
        (("log",), (("What happened?", "zaun\r"), ("How strong", ""))),
    ],
    ids=["screens", "lines", "log"],
)
def test_it_is_there_after_a_real_end(
    tmp_path: Path, words: tuple[str, ...], keys: tuple[tuple[str, str], ...], end: str
) -> None:
    with rsense(tmp_path, *words) as terminal:
        for shown, typed in keys:
            terminal.until(shown)
            terminal.type(typed)
        ENDS[end](terminal)
    (record,) = tmp_path.rglob("*-trigger-*.toml")
    assert "zaun" in record.read_text()


def test_an_earlier_answer_that_is_emptied_takes_no_later_one_with_it(tmp_path: Path) -> None:
    context = made(tmp_path)
    opened = after(log_form.log_form(context), "Mo cancelled", 3, ("anxious",))
    opened.sitting.save_draft("Sam")
    opened.sitting.back()
    opened.sitting.save_draft(())
    (trigger,) = triggers(context)
    assert (trigger.what, trigger.intensity, trigger.who) == ("Mo cancelled", 3, "Sam")


def test_what_was_edited_elsewhere_meanwhile_stays(tmp_path: Path) -> None:
    context = made(tmp_path)
    opened = after(log_form.log_form(context), "Mo cancelled")
    (path,) = tmp_path.rglob("*-trigger-*.toml")
    path.write_text(path.read_text().replace("Mo cancelled", "Mo cancelled again"))
    for answer in (3, SKIPPED, "Mo"):
        opened.sitting.answer(answer)
    assert opened.next_activity(opened.sitting.session)
    found = sorted((t.what, t.intensity, t.who) for t in triggers(context))
    assert found == [("Mo cancelled", 3, "Mo"), ("Mo cancelled again", None, "")]


def test_what_is_erased_gives_undo_back_what_came_before(tmp_path: Path) -> None:
    context = made(tmp_path)
    after(log_form.log_form(context), "quick one")
    before = undo_log.read_last(context.data)
    opened = log_form.log_form(context)
    opened.sitting.save_draft("slow")
    assert undo_log.read_last(context.data) != before
    opened.sitting.save_draft("")
    assert undo_log.read_last(context.data) == before


def test_what_is_happening_is_kept_beside_what_happened(tmp_path: Path) -> None:
    context = made(tmp_path)
    after(NowFlow(context).opened(), 6, ("tone",), ("log",), "he laughed")
    (trigger,) = triggers(context)
    assert (trigger.what, trigger.before) == ("he laughed", "a cool tone, or a look")


def test_what_helps_is_about_what_was_logged_and_asks_none_of_it_again(tmp_path: Path) -> None:
    context = made(tmp_path)
    asked = log_form.log_form(context)
    helps = after(asked, "Mo cancelled", 8, SKIPPED, SKIPPED, ("now",))
    assert isinstance(helps.sitting.current.prompt if helps.sitting.current else None, Pace)
    assert len(triggers(context)) == 1


def test_after_it_went_on_without_a_disk_now_speaks_of_no_log(tmp_path: Path) -> None:
    opened = NowFlow(made(tmp_path)).opened()
    assert opened.without_saving
    unkept = after(opened.without_saving(), 4, ("log",))
    assert "your log" not in str(unkept.sitting.current)
    assert left(unkept, ()) == "Left. Nothing was kept from there on."


def test_what_was_edited_or_taken_back_elsewhere_is_not_let_go_of(tmp_path: Path) -> None:
    context = made(tmp_path)
    opened = log_form.log_form(context)
    opened.sitting.save_draft("Mo cancelled")
    (path,) = tmp_path.rglob("*-trigger-*.toml")
    path.write_text(path.read_text().replace("Mo cancelled", "Mo cancelled again"))
    opened.sitting.save_draft("")
    assert [t.what for t in triggers(context)] == ["Mo cancelled again"]
    path.unlink()
    opened.sitting.save_draft("Mo")
    assert [t.what for t in triggers(context)] == ["Mo"]
    assert not path.exists()


def test_what_now_leads_to_is_about_what_is_there(tmp_path: Path) -> None:
    context = made(tmp_path)
    opened = after(NowFlow(context).opened(), SKIPPED, ("log",))
    opened.sitting.save_draft("he")
    (path,) = tmp_path.rglob("*-trigger-*.toml")
    path.unlink()
    offer = after(opened, "he laughed", SKIPPED)
    exercise = after(offer, ("paced-breathing",))
    exercise.sitting.answer(7)
    (trigger,) = triggers(context)
    assert [unfinished.about for unfinished in context.progress.all()] == [(trigger.id,)]


def test_what_is_open_elsewhere_is_not_offered_at_home(tmp_path: Path) -> None:
    context = made(tmp_path)
    opened = ExerciseFlow(context, context.script("mindful-pause"), private=False).opened(ask=False)
    opened.sitting.answer(7)
    assert home.home(context).unfinished == ()
    opened.close()
    assert [left.exercise for left in home.home(context).unfinished] == ["mindful-pause"]


def test_without_a_disk_now_says_so_wherever_it_is_left(tmp_path: Path) -> None:
    opened = NowFlow(made(tmp_path)).opened()
    assert opened.without_saving
    unkept = opened.without_saving()
    offer = after(unkept, 6, ("tone",))
    assert left(offer, ()) == "Left. Nothing was kept from there on."
