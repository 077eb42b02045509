"""People to call: the shipped lines are whole and fresh, and damage leaves the others."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import fields

from rsense.store.helplines import ANYWHERE, Helpline, nearest_first, read_helplines
from rsense.store.library import shipped_folder

TODAY = date.today()
STALE = timedelta(days=365)

SHIPPED = read_helplines(shipped_folder())

LINE = """
[[line]]
country = "GB"
country_name = "United Kingdom"
name = "Somebody"
about = "crisis"
contact = ["call 1"]
hours = "day and night"
url = "https://example.org"
source = "themselves"
checked = 2026-11-22
"""


def read(folder: Path, text: str) -> tuple[Helpline, ...]:
    (folder / "helplines.toml").write_text(text)
    return read_helplines(str(folder))


# What ships


def test_every_shipped_line_can_be_read() -> None:
    text = Path(shipped_folder(), "helplines.toml").read_text()
    assert len(SHIPPED) == len(tomllib.loads(text)["line"])


def left_out(line: Helpline) -> list[str]:
    return [f.name for f in fields(Helpline) if f.name != "note" and not getattr(line, f.name)]


def test_shipped_lines_leave_nothing_out() -> None:
    assert [(line.name, left_out(line)) for line in SHIPPED if left_out(line)] == []


def test_shipped_lines_were_checked_within_a_year() -> None:
    assert [line.name for line in SHIPPED if line.checked < TODAY - STALE] == []


def test_countries_are_two_capital_letters() -> None:
    assert [c for c in {line.country for line in SHIPPED} if len(c) != 2 or not c.isupper()] == []


def test_pages_are_reached_safely() -> None:
    assert [line.url for line in SHIPPED if not line.url.startswith("https://")] == []


def test_somebody_anywhere_finds_a_line() -> None:
    assert any(line.country == ANYWHERE for line in SHIPPED)


def test_one_country_has_one_name() -> None:
    assert len({line.country for line in SHIPPED}) == len({line.country_name for line in SHIPPED})


# What is broken


def test_a_line_reads_as_it_is_written(tmp_path: Path) -> None:
    (line,) = read(tmp_path, LINE)
    assert (line.country, line.contact, line.checked) == ("GB", ("call 1",), date(2026, 11, 22))


SPOILED = {
    "a missing key": ('hours = "day and night"\n', ""),
    "a key too many": ("[[line]]\n", '[[line]]\ncolour = "red"\n'),
    "words for a date": ("2026-11-22", '"yesterday"'),
    "a word for a list": ('["call 1"]', '"call 1"'),
    "no contact": ('["call 1"]', "[]"),
    "a number for a contact": ('["call 1"]', "[112]"),
    "a number for a name": ('"Somebody"', "7"),
    "a list for a country": ('"United Kingdom"', "[]"),
}


@pytest.mark.parametrize(("was", "now"), SPOILED.values(), ids=SPOILED.keys())
def test_a_broken_line_leaves_the_others(tmp_path: Path, was: str, now: str) -> None:
    assert was in LINE
    lines = read(tmp_path, LINE.replace(was, now) + LINE.replace("Somebody", "Another"))
    assert [line.name for line in lines] == ["Another"]


@pytest.mark.parametrize(
    "text", ["", "line = 3", "line = [1, 'x']", "[line]\na = 1", "line = ", "\0"]
)
def test_a_broken_file_is_no_lines(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == ()


def test_a_missing_file_is_no_lines(tmp_path: Path) -> None:
    assert read_helplines(str(tmp_path)) == ()


# Whom to show first


def line(country: str, name: str) -> Helpline:
    return Helpline(
        country=country,
        country_name=name,
        name=name,
        about="",
        contact=("call",),
        hours="",
        url="",
        source="",
        checked=TODAY,
    )


LINES = [
    line("US", "United States"),
    line("ZZ", "Anywhere"),
    line("GB", "Britain"),
    line("AU", "A"),
]


@pytest.mark.parametrize(
    ("country", "order"),
    [
        ("US", ["US", "ZZ", "AU", "GB"]),
        ("GB", ["GB", "ZZ", "AU", "US"]),
        ("", ["ZZ", "AU", "GB", "US"]),
        ("FR", ["ZZ", "AU", "GB", "US"]),
    ],
)
def test_the_nearest_come_first(country: str, order: list[str]) -> None:
    assert [found.country for found in nearest_first(LINES, country)] == order
