"""Exercises from the command line, in lines: piped to the end, in private, about a trigger."""

from __future__ import annotations

import os
import shlex
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rsense.core.records import Trigger
from rsense.store.library import Library, shipped_folder
from tests.cli.shell import ASK, HEAD, Shell, lines
from tests.steps import step

AT = datetime(2026, 11, 22, 10, 52, 8, tzinfo=UTC)
SHIPPED = sorted(Library(shipped_folder()).paths)

PAUSE = ["7", "2", "hurt", "withdraw", "Sam left at eight.", "4", "3", ""]
"""Mindful pause to its end: feet on the floor, and nothing strong."""

KEEPING = (
    step("ask", "happened", "What happened?")
    + step("choose", "felt", "What do you feel?", vocabulary="emotions", at_most=3, other=True)
    + step("rate", "now", "How strong is it, with {felt|whatever there is}?")
    + step("gather", "seen", "When were you seen?", keep="evidence")
    + step("ask", "secret", "What would nobody guess?", private=True)
)
TRIGGER = '[trigger]\nwhat = "happened"\nintensity = "now"\nemotions = "felt"\n'
KEPT = HEAD + TRIGGER + KEEPING
SAID = ["Sam left.", "hurt", "6", "She drove an hour.", "We talked.", "", "a secret", "1"]


def bytes_of(rsense: Shell) -> bytes:
    return b"".join(path.read_bytes() for path in rsense.home.rglob("*") if path.is_file())


# To the end


def test_a_piped_exercise_goes_to_its_end_and_leaves_nothing_half_way(rsense: Shell) -> None:
    ran = rsense("pause", "--no-wait", stdin=lines(*PAUSE))
    assert (ran.code, ran.err) == (0, "")
    assert [session.outcome for session in rsense.sessions] == ["completed"]
    assert list((rsense.home / "progress").iterdir()) == []


def test_its_record_can_be_read_as_it_lies(rsense: Shell) -> None:
    rsense("pause", "--no-wait", stdin=lines(*PAUSE))
    text = next((rsense.home / "records").rglob("*-session-*.toml")).read_text()
    assert 'title = "Mindful pause"' in text
    assert 'How strong is the feeling right now?"\nvalue = 7\n' in text
    assert 'answer = "pull back and go quiet"' in text
    assert "[measure.distress]\nbefore = 7\nafter = 4\n" in text


def test_its_answers_make_a_trigger_that_it_is_about(rsense: Shell) -> None:
    rsense("pause", "--no-wait", stdin=lines(*PAUSE))
    (made,), (session,) = rsense.triggers, rsense.sessions
    assert (made.what, made.intensity, made.emotions) == ("Sam left at eight.", 7, ("hurt",))
    assert session.about == (made.id,)


def test_what_is_written_is_for_its_owner_only(rsense: Shell) -> None:
    rsense("pause", "--no-wait", stdin=lines(*PAUSE[:4]))
    rsense("pause", "--no-wait", stdin=lines(*PAUSE))
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in rsense.home.rglob("*")}
    assert modes == {(True, 0o700), (False, 0o600)}


def test_the_end_says_how_it_went_and_where_to_go_on(rsense: Shell) -> None:
    said = rsense("pause", "--no-wait", stdin=lines(*PAUSE)).said
    assert "Distress: 7 at the start, 4 now." in said
    assert "rsense run rethink-the-rejection: Re-think the rejection, 15 minutes" in said


WORSE = {"risen by two": ("5", "7"), "very high": ("8", "8"), "left out after a nine": ("9", "")}


@pytest.mark.parametrize(("before", "after"), WORSE.values(), ids=WORSE.keys())
def test_a_worse_end_is_a_softer_one(rsense: Shell, before: str, after: str) -> None:
    typed = [before, *PAUSE[1:5], after, *PAUSE[6:]]
    said = rsense("pause", "--no-wait", stdin=lines(*typed)).said
    assert "not your doing" in said or "You don't have to carry it alone." in said
    assert "rsense run rethink-the-rejection" not in said


def test_people_who_stand_just_above_the_end_are_not_listed_again(rsense: Shell) -> None:
    called = "or might hurt yourself: call"
    stays = rsense("run", "rehearse-it", "--no-wait", stdin=lines("1", "1", "", "9", "2", "")).said
    assert "You don't have to carry it alone." in stays
    assert stays.count(called) == 1
    again = rsense("pause", "--no-wait", stdin=lines("8", *PAUSE[1:5], "8", *PAUSE[6:])).said
    assert again.count(called) == 1


PULL = """
next = ["rethink-the-rejection", "hold-the-message", "hand-on-heart"]

[measure.pull]
before = "before"
after = "after"
better = "BETTER"

[[step]]
id = "before"
kind = "rate"
text = "How much?"
high = 100

[[step]]
id = "after"
kind = "rate"
text = "And now?"
high = 100
"""


@pytest.mark.parametrize(
    ("better", "after", "softer"),
    [
        ("lower", 69, False),
        ("lower", 70, True),
        ("lower", 10, False),
        ("higher", 31, False),
        ("higher", 30, True),
        ("higher", 90, False),
    ],
)
def test_whatever_got_worse_is_met_softly(
    rsense: Shell, better: str, after: int, softer: bool
) -> None:
    script = rsense.script("mine", HEAD.rstrip() + PULL.replace("BETTER", better))
    said = rsense("run", script, stdin=lines("50", str(after), "")).said
    assert ("your doing" in said) is softer
    assert "rsense run hand-on-heart" in said
    assert ("rsense run rethink-the-rejection" in said) is not softer
    assert ("rsense run hold-the-message" in said) is not softer


def test_what_is_chosen_goes_on_its_shelf_and_says_where_it_came_from(rsense: Shell) -> None:
    rsense("run", rsense.script("mine", KEPT), stdin=lines(*SAID))
    (card,), (session,) = rsense.cards, rsense.sessions
    assert (card.shelf, card.text) == ("evidence", "She drove an hour.")
    assert card.about == (session.id,)


def test_run_offers_nothing_to_look_back_at_where_all_was_skipped(rsense: Shell) -> None:
    asked = HEAD + step("ask", "what", "What happened?") + step("rate", "now", "How strong?")
    skipped = rsense("run", rsense.script("mine", asked), stdin=lines(":skip", ":skip")).out
    assert "It's noted that you did this one." in skipped
    assert "look back" not in skipped
    assert "shows it again" not in skipped
    answered = rsense("run", "mine", stdin=lines("It rained.", ":skip")).out
    assert "look back" in answered


def test_run_keeps_no_record_of_a_page_for_who_is_afraid(rsense: Shell) -> None:
    for name in ("afraid-of-someone", "not-alone"):
        ran = rsense("run", name, stdin=lines("", "1", "", "", "", ""))
        assert (ran.code, ran.out.splitlines()[-1]) == (0, "Nothing was kept.")
    assert [path for path in rsense.home.rglob("*.toml") if "records" in path.parts] == []


def test_a_kept_card_is_recalled_another_day(rsense: Shell) -> None:
    rsense("keep", "evidence", "She drove an hour.")
    recall = HEAD + '[[step]]\nid = "it"\nkind = "recall"\ntext = "Then?"\nshelf = "evidence"\n'
    assert "1. She drove an hour." in rsense("run", rsense.script("mine", recall)).out


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_exercise_can_be_left_out_to_its_end(rsense: Shell, name: str) -> None:
    # Where the way has to be decided the first answer decides it; a skip there is refused.
    ran = rsense("run", name, "--no-wait", stdin=lines(*[":skip", "1"] * 60))
    assert (ran.code, "Kept for later" in ran.said) == (0, False)


def test_a_script_is_run_by_its_file_from_anywhere(
    rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.toml").write_text(ASK)
    monkeypatch.chdir(tmp_path)
    rsense("run", "mine.toml", stdin="Sam left.\n")
    assert [session.exercise for session in rsense.sessions] == ["mine"]


# Left half way


def test_the_end_of_the_input_keeps_it_for_later(rsense: Shell) -> None:
    ran = rsense("pause", "--no-wait", stdin=lines("7"))
    assert ran.code == 0
    assert ran.out.endswith("Kept for later. “rsense pause” goes on from here.\n")
    assert [reply.value for left in rsense.left for reply in left.replies] == [7]


def test_a_pipe_is_never_offered_to_resume(rsense: Shell) -> None:
    rsense("pause", "--no-wait", stdin=lines("", "7"))
    assert "half way" not in rsense("pause", "--no-wait", stdin=lines("")).out


@pytest.mark.parametrize("words", ["breathe 4-7-8", "run 'a folder/mine.toml'", "run my-own"])
def test_the_command_it_names_goes_on_with_it(
    rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a folder").mkdir()
    (tmp_path / "a folder" / "mine.toml").write_text(KEPT)
    rsense.script("my-own", KEPT)
    ran = rsense(*shlex.split(words), stdin=lines("Sam left.", ":quit"))
    again = ran.out.rpartition("“")[2].partition("”")[0]
    asked = rsense(*shlex.split(again)[1:], "--plain", person=True)
    assert "You were half way through this." in asked.out


# In private


def test_a_private_exercise_leaves_no_file_at_all(rsense: Shell, tmp_path: Path) -> None:
    before = sorted(os.walk(tmp_path))
    ran = rsense("pause", "--no-wait", "--private", stdin=lines(*PAUSE))
    assert (ran.code, "Nothing was kept." in ran.out) == (0, True)
    assert sorted(os.walk(tmp_path)) == before


def test_a_private_exercise_does_not_ask_what_to_keep(rsense: Shell) -> None:
    run = ("run", rsense.script("mine", KEPT), "--no-wait")
    assert "like to keep" in rsense(*run, stdin=lines(*SAID)).out
    assert "like to keep" not in rsense(*run, "--private", stdin=lines(*SAID)).out


def test_a_private_exercise_left_half_way_leaves_no_file_at_all(
    rsense: Shell, tmp_path: Path
) -> None:
    ran = rsense("pause", "--no-wait", "--private", stdin=lines("", "7"))
    assert ran.out.endswith("Left. Nothing was kept.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_private_exercise_changes_nothing_that_is_there(rsense: Shell) -> None:
    rsense("pause", "--no-wait", stdin=lines(*PAUSE[:4]))
    before = {path: path.stat().st_mtime_ns for path in rsense.home.rglob("*")}
    rsense("pause", "--no-wait", "--private", stdin=lines(*PAUSE))
    assert {path: path.stat().st_mtime_ns for path in rsense.home.rglob("*")} == before


@pytest.mark.parametrize("count", range(1, len(SAID) + 1))
def test_a_private_answer_is_never_on_disk(rsense: Shell, count: int) -> None:
    rsense("run", rsense.script("mine", KEPT), stdin=lines(*SAID[:count]))
    assert b"a secret" not in bytes_of(rsense)


def test_a_private_question_leaves_no_trace_in_the_record(rsense: Shell) -> None:
    rsense("run", rsense.script("mine", KEPT), stdin=lines(*SAID))
    assert "secret" not in {said.step for said in rsense.sessions[0].replies}


SORTED = (
    step("gather", "thoughts", "What do you think?", private=True)
    + step(
        "sort",
        "pile",
        "Sort it.",
        items="thoughts",
        bins=[{"value": "fact"}, {"value": "story"}],
        private=True,
    )
    + step("ask", "open", "And aloud?")
)


def test_a_private_answer_that_the_way_left_behind_is_never_on_disk(rsense: Shell) -> None:
    typed = ["a secret", "", "1", ":back", ":back", ":skip", "fine"]
    rsense("run", rsense.script("mine", HEAD + SORTED), stdin=lines(*typed))
    assert [said.value for said in rsense.sessions[0].replies][-1] == "fine"
    assert b"a secret" not in bytes_of(rsense)


# About a trigger


def test_what_was_logged_last_is_there_already(rsense: Shell) -> None:
    rsense("log", "Sam left early.", "-e", "hurt", "-i", "6")
    out = rsense("run", rsense.script("mine", KEPT), "--about", "last", stdin="").out
    assert "From before: Sam left early." in out


def test_an_empty_line_takes_it_over(rsense: Shell) -> None:
    rsense("log", "Sam left early.", "-e", "hurt", "-i", "6")
    typed = ["", "", "", *SAID[3:]]
    rsense("run", rsense.script("mine", KEPT), "--about", "last", stdin=lines(*typed))
    assert [said.value for said in rsense.sessions[0].replies][:3] == [
        "Sam left early.",
        ("hurt",),
        6,
    ]


def test_it_is_linked_and_not_logged_again(rsense: Shell) -> None:
    rsense("log", "Sam left early.")
    rsense("run", rsense.script("mine", KEPT), "--about", "last", stdin=lines(*SAID))
    assert [session.about for session in rsense.sessions] == [(rsense.triggers[0].id,)]
    assert len(rsense.triggers) == 1


def test_an_earlier_trigger_is_named_by_its_id(rsense: Shell) -> None:
    rsense.add(Trigger(id="abcd234567", at=AT, what="Long ago."))
    rsense("log", "Just now.")
    out = rsense("run", rsense.script("mine", KEPT), "--about", "abcd", stdin="").out
    assert "From before: Long ago." in out


def test_what_does_not_fit_there_is_shown_and_asked(rsense: Shell) -> None:
    rsense("log", "it", "-e", "hurt,sad,low,angry")
    typed = lines("", "3", "", "It rained.", "", "sad")
    ran = rsense("run", "thought-record", "--about", "last", "--no-wait", stdin=typed)
    assert ran.code == 0
    assert "From before: hurt, sad, low, angry" in ran.out
    assert "You felt sad." in ran.out


def test_a_strength_of_then_is_not_taken_for_now(rsense: Shell) -> None:
    rsense("log", "Sam left early.", "-i", "9")
    out = rsense("pause", "--about", "last", "--no-wait", stdin=lines("")).out
    assert "From before: 9" not in out


def test_speak_without_a_voice_says_what_to_install_and_goes_on(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(rsense.home))
    ran = rsense("pause", "--speak", "--no-wait", stdin="7\n")
    assert ran.code == 0
    assert ran.out.count("Installing espeak-ng") == 1
    assert "What would you like to rest" in ran.out
