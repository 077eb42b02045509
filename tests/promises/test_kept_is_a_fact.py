"""What is said to be kept, saved or gone is seen on the disk first; a lock not got is a refusal."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rsense.core.prompts import Value
from rsense.core.records import Keepsake
from rsense.plain import dialogue
from rsense.ports import Activity, Services
from rsense.services.autosaved_record import AutosavedRecord
from rsense.services.context import AppContext
from rsense.services.exercise.ending_words import BESIDE
from rsense.services.log_form import log_form
from rsense.services.now.flow import NowFlow
from rsense.session_runner import SaveFailed
from rsense.store.files import durable
from tests.cli.shell import HEAD, Shell
from tests.cli.small import begun
from tests.cli.test_resume_locks import LIBRARY, STEPS, everything, finish, window
from tests.nobody import nobody_to_call
from tests.plain.lines import talk
from tests.steps import step
from tests.store.faulty_files import Done, FaultyFiles

# R5: a finish that failed half way


def failed_to_finish(home: Path, *values: Value) -> Activity:
    """An exercise with these answers whose end failed once, as its file could not be removed."""

    def fault(_: int, done: Done) -> OSError | None:
        sitting = done[1].endswith(".toml") and "-" not in done[1]
        return OSError(1, "no") if sitting and done[0] == "unlink" else None

    files = FaultyFiles(fault)
    opened = begun(AppContext(str(home), LIBRARY, files=files))
    for value in values:
        opened.sitting.answer(value)
    with pytest.raises(SaveFailed):
        finish(opened)
    files.fault = lambda *_: None
    return opened


def test_an_answer_changed_after_a_failed_finish_is_what_is_kept(tmp_path: Path) -> None:
    kept = ("second: She drove an hour.",)
    opened = failed_to_finish(tmp_path, "Sam left.", "She drove an hour.", kept)
    opened.sitting.revise(0, "Sam came back.")
    opened.sitting.revise(1, "She drove two hours.")
    while opened.sitting.current:
        opened.sitting.answer(("second: She drove two hours.",))
    assert "Kept." in finish(opened)[-1]
    text = everything(tmp_path)
    assert ("Sam came back." in text, "She drove two hours." in text) == (True, True)
    assert ("Sam left." in text, "an hour" in text) == (False, False)
    assert len(list(tmp_path.rglob("*.toml"))) == 3


def test_a_trigger_edited_elsewhere_between_two_finishes_stays(tmp_path: Path) -> None:
    opened = failed_to_finish(tmp_path, "Sam left.", "She drove an hour.", ("no",))
    (path,) = tmp_path.rglob("*-trigger-*.toml")
    path.write_text(path.read_text().replace("Sam left.", "Sam left at nine."))
    opened.sitting.revise(0, "Sam left at eight.")
    assert BESIDE in finish(opened)
    assert all(w in everything(tmp_path) for w in ("at nine", "at eight"))


# What is said last is looked at last


def test_words_that_went_from_the_disk_are_kept_again_before_that_is_said(tmp_path: Path) -> None:
    _, opened = window(tmp_path)
    opened.sitting.answer("It rained.")
    (path,) = (tmp_path / "progress").glob("*.toml")
    path.unlink()
    here = talk(":quit", interactive=True)
    dialogue.run(opened, Services(nobody_to_call), here.console)
    assert "Kept for later." in "\n".join(here.written)
    assert "It rained." in everything(tmp_path)


def test_words_that_cannot_be_kept_again_are_not_said_to_be(tmp_path: Path) -> None:
    files = FaultyFiles()
    _, opened = window(tmp_path, files)
    opened.sitting.answer("It rained.")
    (path,) = (tmp_path / "progress").glob("*.toml")
    path.unlink()
    files.fault = lambda _, done: OSError(28, "full") if done[0] == "write" else None
    here = talk(":quit", interactive=True)
    with pytest.raises(SaveFailed):
        dialogue.run(opened, Services(nobody_to_call), here.console)
    assert "Kept" not in "\n".join(here.written)


FORMS: dict[str, Callable[[AppContext], Activity]] = {
    "log": log_form,
    "now": lambda context: NowFlow(context).opened(),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_was_taken_away_elsewhere_is_not_said_to_be_noted(tmp_path: Path, form: str) -> None:
    opened = FORMS[form](AppContext(str(tmp_path), LIBRARY))
    opened.sitting.save_draft("It rained." if form == "log" else 4)
    assert opened.leave_message().startswith("What you said is")
    (path,) = (tmp_path / "records").rglob("*.toml")
    path.unlink()
    assert not opened.leave_message().startswith("What you said is")
    assert "elsewhere" in opened.leave_message()


def lying(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes everything and keeps half of it."""
    link, replace = os.link, os.replace

    def torn(act: Callable[[str, str], None]) -> Callable[[str, str], None]:
        def done(source: str, target: str) -> None:
            act(source, target)
            if str(target).endswith(".toml"):
                os.truncate(target, os.path.getsize(target) // 2)

        return done

    monkeypatch.setattr("rsense.store.files.operations.os_files.link", torn(link), raising=False)
    monkeypatch.setattr("rsense.store.files.operations.OsFiles.link", staticmethod(torn(link)))
    monkeypatch.setattr(
        "rsense.store.files.operations.OsFiles.replace", staticmethod(torn(replace))
    )
    monkeypatch.setattr(
        "rsense.store.files.operations.OsFiles.unlink", staticmethod(lambda _: None)
    )


SAID = (
    "Saved",
    "Kept.",
    "Changed:",
    "In the trash",
    "It's back",
    "Taken back",
    "It reads as",
    "deleted for good",
    "It goes on where",
    "Kept for later",
)


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (["log", "it rained"], ""),
        (["log", "it rained", "--at", "yesterday 08:00"], ""),
        (["log", "-"], "it rained"),
        (["keep", "people", "Jo"], ""),
        (["edit", "last", "-i", "3"], ""),
        (["delete", "last"], ""),
        (["undo"], ""),
        (["restore", "zz"], ""),
        (["trash", "--empty", "--yes"], ""),
        (["run", "mine"], "It rained.\nWe got wet.\n"),
        (["run", "mine"], "It rained.\n"),
        (["settings", "theme", "day"], ""),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_on_a_disk_that_keeps_half_nothing_is_said_to_be_kept(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch, words: list[str], stdin: str
) -> None:
    rsense.script("mine", HEAD + STEPS)
    rsense("keep", "people", "Mo")
    (card,) = rsense.cards
    rsense("delete", card.id)
    rsense("log", "it snowed")
    words = [card.id if word == "zz" else word for word in words]
    lying(monkeypatch)
    ran = rsense(*words, stdin=stdin)
    assert ran.code == 1
    assert [word for word in SAID if word in ran.out + ran.err] == []
    assert "Not saved" in ran.err or "Not removed" in ran.err or "is gone" not in ran.err


def test_kept_names_the_record_where_another_is_the_last(rsense: Shell) -> None:
    _, opened = window(rsense.home)
    opened.sitting.answer("It rained.")
    opened.sitting.answer("We got wet.")
    lines = finish(opened)
    assert lines[-1] == "Kept. You can look back at it whenever you like."


def test_confirm_tells_what_is_not_as_it_was_said(tmp_path: Path) -> None:
    path = tmp_path / "x"
    for there, expected, right in (
        (b"a", b"a", True),
        (b"ab", b"a", False),
        (b"", b"a", False),
        (None, b"a", False),
        (None, None, True),
        (b"", None, False),
        (b"a", b"", False),
        (b"", b"", True),
    ):
        path.unlink(missing_ok=True)
        if there is not None:
            path.write_bytes(there)
        if right:
            durable.confirm({str(path): expected})
        else:
            with pytest.raises(durable.NotSaved):
                durable.confirm({str(path): expected})


def test_confirm_does_not_wait_at_a_pipe_nor_follow_a_link(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "to").write_bytes(b"a")
    (tmp_path / "link").symlink_to(tmp_path / "to")
    for name in ("pipe", "link"):
        with pytest.raises(durable.NotSaved):
            durable.confirm({str(tmp_path / name): b"a"})
        with pytest.raises(durable.NotSaved):
            durable.confirm({str(tmp_path / name): None})


# What waits for its step is said too


def test_words_that_no_step_took_are_kept_at_the_end(tmp_path: Path) -> None:
    ways = [{"value": "a", "label": "a", "go": "end"}, {"value": "b", "label": "b"}]
    steps = step("choose", "way", "Which?", private=True, options=ways)
    steps += step("ask", "more", "What happened?")
    opened = begun(AppContext(str(tmp_path), LIBRARY), HEAD + steps)
    opened.sitting.answer(("b",))
    opened.sitting.save_draft("It rained.")
    opened.sitting.back()
    opened.sitting.answer(("a",))
    assert "Kept." in finish(opened)[-1]
    assert "It rained." in everything(tmp_path)


def test_an_earlier_try_that_a_crash_cut_off_is_the_same_record(tmp_path: Path) -> None:
    context = AppContext(str(tmp_path), LIBRARY)
    card = Keepsake(id="abcdefghij", at=context.now(), shelf="people", text="Jo")
    for _ in range(2):
        kept = AutosavedRecord(context, undo=False).keep(card, card.text)
        assert kept == card
    assert len(list(tmp_path.rglob("*-keepsake-*.toml"))) == 1
