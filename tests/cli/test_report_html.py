"""The page in a real browser: it asks for nothing, prints on one sheet, and reads in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rsense.core.bars import Row
from rsense.core.records import Exchange, MeasureTaken, Record, SessionRecord, Trigger
from rsense.insight.report import page
from rsense.insight.report_page import DEFAULT, Choices, Known, Page, Quote, Section
from rsense.insight.selection import select
from rsense.services.report.html import as_html
from rsense.services.report.text import as_text
from tests.browser import A4, CHROMIUM, LETTER, MISSING, Browser, browser
from tests.cli.test_report import WORDS

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
LAST = datetime(2026, 11, 29, 22, tzinfo=UTC)
KINDS = ("unread message", "left out", "criticised", "short reply", "cold tone", "late")
URGES = ("check", "withdraw", "over-explain", "ask for reassurance", "please", "hurt myself")
KNOWN = Known(
    crisis=("hurt myself",), titles={f"e{n}": f"Say it with an I-statement {n}" for n in range(7)}
)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("browser")) as one:
        yield one


def full(**chosen: object) -> Page:
    """Four weeks with more of everything than there is room for."""
    records: list[Record] = []
    for n in range(84):
        at = LAST - timedelta(hours=8 * n)
        kind, urge = KINDS[n % 6], (URGES[n % 6],)
        what = f"Something that took more than a few words to say, number {n}"
        did = "checked" if n % 2 else "walked"
        records.append(
            Trigger(f"t{n}", at, what, n % 11, urge=urge, who=f"Name{n % 5}", type=kind, did=did)
        )
    for n in range(20):
        at = LAST - timedelta(days=n)
        taken = {"distress": MeasureTaken(8, 5)} if n % 7 < 6 else {}
        records.append(SessionRecord(f"s{n}", at, f"e{n % 7}", "", at, "completed", measures=taken))
    first = (LAST - timedelta(days=27)).date()
    return page(select(records, first, LAST.date()), Choices(**chosen), KNOWN)  # type: ignore[arg-type] # fields by name


def opened(chromium: Browser, folder: Path, made: Page) -> Browser:
    path = folder / "page.html"
    path.write_text(as_html(made))
    chromium.open(path)
    return chromium


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_four_weeks_are_one_sheet(chromium: Browser, tmp_path: Path) -> None:
    shown = opened(chromium, tmp_path, full())
    assert sheets(shown.printed(A4)) == 1
    assert sheets(shown.printed(LETTER)) == 1


def test_sheets_are_counted(chromium: Browser, tmp_path: Path) -> None:
    long = Page("long", ("words",) * 200, (), ())
    assert sheets(opened(chromium, tmp_path, long).printed(A4)) > 1


def test_four_weeks_with_words_and_a_record_are_one_sheet_of_a4(
    chromium: Browser, tmp_path: Path
) -> None:
    at = LAST - timedelta(days=1)
    replies = tuple(
        Exchange(f"{n}", f"Question {n}?", "words " * 8, "words " * 8) for n in range(4)
    )
    one = SessionRecord("r", at, "thought-record", "Thought record", at, "completed", replies)
    talk = "What happens to me when nobody answers, and whether to say it."
    shown = opened(chromium, tmp_path, full(parts=(*DEFAULT, "words"), talk=talk, one=one))
    assert sheets(shown.printed(A4)) == 1


def test_nothing_is_asked_for_and_nothing_is_complained_of(
    chromium: Browser, tmp_path: Path
) -> None:
    shown = opened(chromium, tmp_path, full())
    shown.printed(A4)
    assert shown.requests == [(tmp_path / "page.html").as_uri()]
    assert shown.complaints == []
    colour = "getComputedStyle(document.querySelector('.quiet')).color"
    assert shown.evaluate(colour) == "rgb(87, 82, 74)", "the policy lets its own sheet through"


def test_hostile_words_do_nothing(chromium: Browser, tmp_path: Path) -> None:
    rows = tuple(Row(words, 1, words) for words in WORDS)
    quotes = tuple(Quote(words, words) for words in WORDS)
    made = Page("x", WORDS, WORDS, (Section("y", WORDS, rows, "bars", "", quotes, WORDS),))
    shown = opened(chromium, tmp_path, made)
    assert shown.requests == [(tmp_path / "page.html").as_uri()]
    assert shown.complaints == []
    assert (
        shown.evaluate("document.querySelectorAll('script, img, a, iframe, [style]').length") == 0
    )
    assert "<script>alert(1)</script>" in shown.evaluate("document.body.innerText")


def test_the_policy_stops_what_would_slip_in(chromium: Browser, tmp_path: Path) -> None:
    """Were a word ever let through unescaped, it still could do nothing."""
    path = tmp_path / "page.html"
    slipped = "<img src=http://example.invalid/a.png><script>document.title='x'</script>"
    path.write_text(as_html(full()).replace("<main>", f"<main>{slipped}"))
    chromium.open(path)
    assert chromium.evaluate("document.title") != "x"
    assert len(chromium.complaints) >= 2


def test_text_is_read_in_its_order(chromium: Browser, tmp_path: Path) -> None:
    made = full(talk="The wedding")
    shown = opened(chromium, tmp_path, made)
    read = " ".join(shown.evaluate("document.body.innerText").split())
    at = 0
    for line in as_text(made, pictures=False).splitlines():
        for part in filter(None, line.removeprefix("- ").strip().removesuffix(":").split(": ", 1)):
            at = read.index(" ".join(part.split()), at)
    assert shown.evaluate("getComputedStyle(document.body).userSelect") in ("auto", "text")


def test_page_can_be_read_at_four_times_its_size(chromium: Browser, tmp_path: Path) -> None:
    """As WCAG 1.4.10 has it: 1280 pixels at 400 % are 320, and nothing is read sideways."""
    shown = opened(chromium, tmp_path, full())
    shown.sized(320, 256)
    assert shown.evaluate("document.documentElement.scrollWidth") <= 320
    edges = "[...document.querySelectorAll('main *')].map(one => one.getBoundingClientRect().right)"
    assert shown.evaluate(f"Math.max(...{edges})") <= 320
