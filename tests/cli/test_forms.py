"""A question on the way: whatever stands in its ways is data, and never a mistake in a script."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.core.prompts import SKIPPED, Pick
from rsense.core.records import Trigger
from rsense.core.sanitize import one_line
from rsense.ports import Activity
from rsense.services import edit_flow, home_menu, welcome
from rsense.services.context import AppContext, open_context
from rsense.services.forms import ask_choice
from rsense.store.library import Library, shipped_folder
from tests.cli.shell import Shell
from tests.plain.lines import HOSTILE
from tests.promises.test_trying_again import AT

LABELS = ("{oops} {{x", "She left \u200e me", "a\nb", "", " ", '"', "x" * 5_000, *HOSTILE)


def ways(opened: Activity) -> list[str]:
    shown = opened.sitting.current
    assert shown
    assert isinstance(shown.prompt, Pick)
    return [option.label for option in shown.prompt.options]


@pytest.mark.parametrize("label", LABELS)
def test_any_label_is_shown_as_it_is(label: str) -> None:
    chosen: list[str] = []
    opened = ask_choice("A title", "Which?", {"one": label, "two": "stop"}, chosen.append)
    assert ways(opened) == [one_line(label) or "one", "stop"]
    opened.sitting.answer(("one",))
    opened.next_activity(opened.sitting.session)
    assert chosen == ["one"]


@given(st.lists(st.text(max_size=9), min_size=1, max_size=9), st.text(max_size=30))
def test_any_labels_make_a_question(labels: list[str], text: str) -> None:
    named = {f"way {number}": label for number, label in enumerate(labels)}
    assert len(ways(ask_choice("A title", text.strip() or "?", named, lambda _: None))) == len(
        labels
    )


def test_two_that_were_left_at_one_moment_can_be_told_by_their_number(rsense: Shell) -> None:
    for answer in "73":
        rsense("pause", "--no-wait", "--new", stdin=f"\n{answer}\n")
    for path in (rsense.home / "progress").glob("*.toml"):
        text = path.read_text()
        saved = next(line for line in text.splitlines() if line.startswith("saved"))
        path.write_text(text.replace(saved, "saved = 2026-11-22 10:52:08+00:00"))
    assert rsense("pause", "--plain", person=True, stdin="1\n:quit\n").code == 0
    context = open_context()
    assert (
        len([way for way in ways(home_menu.home_in_lines(context)) if "Mindful pause" in way]) == 2
    )


def test_home_in_lines_stays_short_however_many_are_half_way(rsense: Shell) -> None:
    for answer in "76543":
        rsense("pause", "--no-wait", "--new", stdin=f"\n{answer}\n")
    home = home_menu.home_in_lines(open_context())
    assert sum("go on with" in way for way in ways(home)) == 2
    assert any("all 5 that are half way" in way for way in ways(home))
    home.sitting.answer(("oo",))
    every = home.next_activity(home.sitting.session)
    assert every
    assert len(ways(every)) == 5


def test_history_in_lines_says_how_strong_and_can_put_right_and_throw_away(rsense: Shell) -> None:
    rsense.add(Trigger(id="k3f9a2q7xm", at=AT, what="It rained.", intensity=6))

    def after(*chosen: str) -> list[str]:
        page: Activity | None = home_menu.home_in_lines(open_context())
        for one in ("h", *chosen):
            assert page
            page.sitting.answer((one,))
            page = page.next_activity(page.sitting.session)
        assert page
        return [*ways(page), str(page.sitting.current)]

    assert any(", 6 of 10: It rained." in way for way in after())
    assert "how strong: 6" in " ".join(after("k3f9a2q7xm", "change"))
    assert "“rsense undo” brings it back." in after("k3f9a2q7xm", "delete")[-1]
    assert rsense.triggers == []


def test_own_words_at_home_find_what_fits_and_words_of_danger_bring_people(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCESSIBLE", "1")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    rsense(stdin=":quit\n", person=True)
    assert "Sit with not knowing" in rsense(stdin="left on read\n", person=True).out
    assert "116 123" in rsense(stdin="I want to die\n", person=True).out


@pytest.mark.parametrize("what", ["{oops} again", "She left \u200e me", "a {{b"])
def test_a_trigger_with_marks_in_it_leads_on_and_can_be_changed(rsense: Shell, what: str) -> None:
    rsense.add(Trigger(id="k3f9a2q7xm", at=AT, what=what))
    context = open_context()
    assert any(one_line(what)[:8] in way for way in ways(home_menu.home_in_lines(context)))
    assert any(one_line(what)[:8] in way for way in ways(edit_flow.edit(context, "k3f9a2q7xm")))


@pytest.mark.parametrize("name", ["a\\b", 'a"""b', "a\nb", "{a}", "\x1b[2J", os.fsdecode(b"\xff")])
def test_the_welcome_names_the_folder_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    context = AppContext(str(tmp_path / name), Library(shipped_folder()))
    opened = welcome.welcome(context)
    assert opened
    opened.sitting.answer(("on",))
    shown = opened.sitting.current
    assert shown
    assert one_line(context.data) in shown.prompt.text


def test_the_first_page_of_the_welcome_leads_straight_to_help(tmp_path: Path) -> None:
    opened = welcome.welcome(AppContext(str(tmp_path), Library(shipped_folder())))
    assert opened
    opened.sitting.answer(("now",))
    helped = opened.next_activity(opened.sitting.session)
    assert helped
    assert "strong" in str(helped.sitting.current)


@pytest.mark.parametrize(
    ("locale", "answers", "country"),
    [
        ("de_DE.UTF-8", ("yes",), "DE"),
        ("de_DE.UTF-8", ("elsewhere", "AT"), "AT"),
        ("C", ("AT",), "AT"),
        ("C", ("none",), ""),
    ],
)
def test_the_welcome_asks_for_the_country(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    locale: str,
    answers: tuple[str, ...],
    country: str,
) -> None:
    monkeypatch.setenv("LANG", locale)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    context = AppContext(str(tmp_path), Library(shipped_folder()))
    opened = welcome.welcome(context)
    assert opened
    for answer in (("on",), None, SKIPPED, *((one,) for one in answers)):
        opened.sitting.answer(answer)
    assert opened.sitting.current is None
    opened.next_activity(opened.sitting.session)
    assert context.config.country == country
