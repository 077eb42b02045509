"""`rsense report`: asked about, read whole, and only then written."""

from __future__ import annotations

import os
import re
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rsense.core.bars import Row
from rsense.core.records import (
    Exchange,
    FollowUp,
    Keepsake,
    MeasureTaken,
    Record,
    SessionRecord,
    Trigger,
)
from rsense.insight.report_page import Page, Quote, Section
from rsense.services.clock import local_now
from rsense.services.report.html import as_html
from rsense.services.report.text import as_markdown, as_text
from tests.cli.shell import Shell
from tests.plain.lines import HOSTILE, foreign

FORMS = {"html": "page.html", "markdown": "page.md", "text": "page.txt"}
SECRET = "a secret of mine"


def ago(days: float) -> datetime:
    return local_now() - timedelta(days=days)


def lived(*, words: str = SECRET) -> tuple[Record, ...]:
    """A few weeks: every field that holds free words has these."""
    reply = Exchange("why", words, words, words)
    distress = {"distress": MeasureTaken(8, 5)}
    return (
        Trigger(
            "trigger1",
            ago(2),
            words,
            8,
            ("anxious",),
            ("tight",),
            ("check",),
            "Sam Smith",
            ("texting",),
            "no answer",
            "romance",
            words,
            words,
            words,
        ),
        Trigger("trigger2", ago(9), words, 5, urge=("hurt myself",), who="mum"),
        Trigger("good", ago(3), words, type="good moment"),
        SessionRecord(
            "session1",
            ago(4),
            "thought-record",
            "Thought record",
            ago(4),
            "completed",
            (reply,),
            (),
            distress,
        ),
        FollowUp("predict1", ago(5), words, ago(3), sure=80, came="no", state="done", answer=words),
        Keepsake("keepsake", ago(1), "people", words),
    )


@pytest.fixture
def kept(rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    rsense.add(*lived())
    monkeypatch.chdir(tmp_path)
    return rsense


@pytest.mark.parametrize("form", FORMS)
def test_page_is_written_unasked_with_yes(kept: Shell, tmp_path: Path, form: str) -> None:
    ran = kept("report", f"--{form}", FORMS[form], "--yes")
    assert ran.code == 0
    path = tmp_path / FORMS[form]
    assert str(path) in ran.err
    assert ran.out == ""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    said = path.read_text()
    assert "My last 4 weeks" in said
    assert "check again" in said
    assert SECRET not in said
    assert "Sam" not in said
    assert "With whom: mum 1, S. S. 1." in said


def test_an_urge_in_words_of_ones_own_is_named_on_the_page(rsense: Shell) -> None:
    rsense("log", "No answer", "-i", "6", "-u", "scroll for hours", "--did", "went out")
    assert "\n- scroll for hours: felt 1," in rsense("report", "--yes", "--markdown", "-").out


def test_an_urge_to_hurt_oneself_is_on_the_page_and_said(kept: Shell) -> None:
    ran = kept("report", "--yes")
    assert "In 1 note I felt an urge to hurt myself, or not to be here" in ran.out
    assert "It says that you noted an urge to hurt yourself" in ran.err


@pytest.mark.parametrize("yes", [True, False])
def test_existing_file_is_never_written_over(kept: Shell, tmp_path: Path, *, yes: bool) -> None:
    path = tmp_path / "page.txt"
    path.write_text("mine")
    ran = kept(
        "report",
        "--text",
        "page.txt",
        *(["--yes"] if yes else []),
        stdin="\n\n\n\n1\nother.txt\n2\n",
    )
    assert "is there already" in ran.said
    assert path.read_text() == "mine"
    assert ran.code == (1 if yes else 0)
    assert (tmp_path / "other.txt").exists() is not yes


def test_nothing_is_written_before_the_page_was_read(kept: Shell, tmp_path: Path) -> None:
    """An empty line keeps what was chosen; the last question is answered by nobody."""
    before = sorted(tmp_path.rglob("*"))
    ran = kept("report", "--text", "page.txt", stdin="the wedding\n\n\n\n\n")
    assert "What I want to talk about:" in ran.out
    assert "That's the whole page, and it isn't written yet." in ran.said
    assert sorted(tmp_path.rglob("*")) == before


def test_chosen_words_are_read_and_written_as_they_stand(kept: Shell, tmp_path: Path) -> None:
    ran = kept("report", "--text", "page.txt", stdin="Sam and\nthe wedding\n\n1 6\n2\n\n1\n\n")
    written = (tmp_path / "page.txt").read_text()
    assert "    S. and\n    the wedding\n" in written
    assert "texting" not in written, "it was not chosen"
    assert written.count(SECRET) >= 2, "the notes of two weeks"
    legends = ("Further left is less strong.", "The open dot is before, the full one after.")
    for line in {*map(str.strip, written.splitlines())} - {"", *legends}:
        words = re.sub(r"  .*[·●○█▏▎▍▌▋▊▉].*?  ", ": ", line)
        assert " ".join(words.split()) in ran.said, f"written, and not read before: {line}"


def test_one_record_is_chosen_by_hand(kept: Shell, tmp_path: Path) -> None:
    kept("report", "--text", "page.txt", stdin="\n\n2\n\n1\n\n")
    written = (tmp_path / "page.txt").read_text()
    assert "Thought record, " in written or "A prediction, " in written
    assert SECRET in written


def test_changing_what_is_on_it_asks_again_with_what_was_said(kept: Shell) -> None:
    ran = kept("report", stdin="the wedding\n\n\n\n\n4\n")
    assert ran.out.count("What would you like to talk about?") == 2
    assert "From before: the wedding" in ran.out


def test_page_without_a_file_is_asked_for_one(kept: Shell, tmp_path: Path) -> None:
    kept("report", stdin=f"\n\n\n\n2\n{tmp_path}/mine.txt\n1\n")
    assert "My last 4 weeks" in (tmp_path / "mine.txt").read_text()


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_dash_prints_the_page(kept: Shell, form: str) -> None:
    ran = kept("report", f"--{form}", "-", "--yes")
    assert "My last 4 weeks" in ran.out.splitlines()[0]


def test_glyphs_are_those_of_the_settings(kept: Shell) -> None:
    assert "●" in kept("report", "--yes").out
    kept("settings", "glyphs", "ascii")
    assert not set("●○█") & set(kept("report", "--yes").out)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--html", "-"], "One of --html FILE"),
        (["--html", "a", "--text", "b"], "One of --html FILE"),
        (["--weeks", "0"], "weeks"),
        (["--html", "no/such/folder/x.html", "--yes"], "Not written"),
        (["--text", "-"], "Name a file, or add --yes."),
    ],
)
def test_mistakes_are_said(kept: Shell, words: list[str], says: str) -> None:
    ran = kept("report", *words)
    assert ran.code in (1, 2)
    assert says in ran.said


def test_weeks_go_back_as_far_as_is_asked(kept: Shell) -> None:
    kept.add(Trigger("older", ago(40), "x", tags=("older",)))
    assert "older" not in kept("report", "--yes").out
    assert "older" in kept("report", "--yes", "--weeks", "6").out


def test_what_cannot_be_read_is_said_on_the_page_and_beside_it(kept: Shell) -> None:
    month = next((kept.home / "records").glob("*/*"))
    for name in ("20261128T100000Z-trigger-broken.toml", "20261127T100000Z-trigger-cut.toml"):
        (month / name).write_text('format = 1\nkind = "trigger"\n')
    for folder in (kept.home / "records").glob("*/*"):
        assert folder == month or not list(folder.glob("*broken*"))
    ran = kept("report", "--yes", "--weeks", "60")
    assert ran.code == 0
    assert "couldn't be read, so something may be missing." in ran.said
    assert "stand untouched" in ran.err


def test_private_sessions_leave_nothing_for_the_page(rsense: Shell) -> None:
    rsense("pause", "--private", "--no-wait", stdin="9\nsecret\n2\n" * 6)
    out = rsense("report", "--yes").out
    assert "Nothing" in out or "No hard moments noted, on 0 of 28 days." in out
    assert "pause" not in out.casefold()


def test_a_private_answer_of_an_older_record_stays_away(rsense: Shell, tmp_path: Path) -> None:
    told = Exchange("a", "Afraid of whom?", "Sam", "(not saved)", private=True)
    rsense.add(
        SessionRecord(
            "s1", ago(1), "thought-record", "Thought record", ago(1), "completed", (told,)
        )
    )
    rsense("report", "--text", str(tmp_path / "o.txt"), stdin="\n\n2\n\n1\n\n")
    assert "Afraid" not in (tmp_path / "o.txt").read_text()


# Hostile words

WORDS = (
    "<script>alert(1)</script><style>*{display:none}</style>",
    "<img src=x onerror=alert(1)> javascript:alert(1)",
    '"><a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1)) ![x](http://example.invalid/a.png)",
    "# head\n- item\n```\ncode | `x` ~~y~~ <b>&amp;",
    "</title></style></svg></td><meta http-equiv=refresh content=0>",
    *HOSTILE,
)


def page_of(words: str) -> Page:
    """A page with these words wherever words of a person can be."""
    row, quote = Row(words, 3, words), Quote(words, words)
    sections = (
        Section(words, (words,), (row,), "bars", words, (quote,), (words,)),
        Section(words, rows=(row._replace(before=4),), scale="dots"),
    )
    return Page(words, (words,), (words,), sections)


def test_hostile_words_are_only_text_in_every_form() -> None:
    from html.parser import HTMLParser

    tags = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "section"}
    tags |= {"table", "tbody", "tr", "th", "td", "svg", "rect", "line", "circle", "dl", "dt", "dd"}

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag in tags
            for name, value in attrs:
                assert name not in ("href", "src", "style", "id")
                assert not name.startswith("on")
                assert value is None or "alert" not in value

    for words in WORDS:
        made = page_of(words)
        html, markdown, text = as_html(made), as_markdown(made), as_text(made)
        Reader().feed(html)
        assert html.count("<meta") == 4
        for written in (html, markdown, text):
            assert foreign(written.splitlines()) == [], words
        assert not re.search(r"(?<!\\)[<\[!]", re.sub(r"`[^`\n]*`", "", markdown)), words
        assert not re.search(r"^```", markdown, re.MULTILINE)


def test_labels_cannot_break_a_line() -> None:
    made = page_of("one\ntwo")._replace(sections=(Section("x", rows=(Row("a b", 1, "1"),)),))
    assert as_markdown(made).startswith("# one two\n")
    assert len(os.fsencode(as_text(made))) > 0


# Colours


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_of_the_page_can_be_told_apart() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    page = as_html(page_of("x"))
    (paper,) = re.findall(r"background: (#\w+)", page)
    inks = {*re.findall(r" (?:color|fill|solid): ?(#\w+)", page)} - {paper}
    assert len(inks) == 3, "words, small print and pictures"
    assert {ink for ink in inks if contrast(ink, paper) < 4.5} == set()
    track = "#c9c3b8"  # of what stands in words beside it
    assert {*re.findall(r"#[0-9a-f]{6}", page)} == {paper, track, *inks}
