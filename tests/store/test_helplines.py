"""People to call: the shipped lines are whole and fresh, and damage leaves the others."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest

from rsense.core.prompts import HelpKind
from rsense.services.help_now import people_to_call
from rsense.store.helplines import Helplines, read_helplines
from rsense.store.library import shipped_folder

STALE = timedelta(days=365)
SHIPPED = read_helplines(shipped_folder())
EUROPEAN_UNION = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"


LINE = """
[[line]]
country = "GB"
kind = "crisis"
name = "Somebody"
about = "whatever it is"
number = "1"
hours = "day and night"
source = "themselves"
checked = 2026-11-22
"""
NUMBER = """
[[emergency]]
call = "112"
source = "themselves"
checked = 2026-11-22
countries = { DE = ["Germany", "Deutschland"], AT = ["Austria", "Österreich"] }
"""


def read(folder: Path, text: str) -> Helplines:
    (folder / "helplines.toml").write_text(text)
    return read_helplines(str(folder))


# What ships


def test_every_shipped_table_can_be_read() -> None:
    document = tomllib.loads(Path(shipped_folder(), "helplines.toml").read_text())
    assert len(SHIPPED.lines) == len(document["line"])
    assert len(SHIPPED.emergency) == len(document["emergency"])


def test_shipped_numbers_were_read_within_a_year() -> None:
    read_on = [(one.source, one.checked) for one in SHIPPED.lines]
    read_on += [(one.source, one.checked) for one in SHIPPED.emergency]
    assert [one for one in read_on if not one[0] or one[1] < date.today() - STALE] == []


def test_a_shipped_line_leaves_nothing_out() -> None:
    for line in SHIPPED.lines:
        assert all((line.name, line.about, line.number, line.hours)), line
        assert SHIPPED.find(line.country), line


def test_no_two_countries_share_a_name() -> None:
    names = [name for one in SHIPPED.countries() for name in (one.code, *one.names)]
    assert len(names) == len(set(names))


def test_every_country_of_the_union_has_the_number_of_the_union() -> None:
    for code in EUROPEAN_UNION.split():
        found = SHIPPED.find(code)
        assert found, code
        assert "112" in found.emergency


@pytest.mark.parametrize("kind", get_args(HelpKind))
def test_every_country_has_a_line_of_each_kind_or_says_that_none_is_known(kind: HelpKind) -> None:
    for country in SHIPPED.countries():
        people = people_to_call(None, kind, country=country.code, environ={})
        said = f"is known here for {country.name}: {country.emergency}, and findahelpline.com."
        assert bool(people.lines) != (said in people.missing), country


@pytest.mark.parametrize("code", ["GB", "IE", "AU", "NZ", "US", "CA"])
@pytest.mark.parametrize("kind", get_args(HelpKind))
def test_where_english_is_spoken_both_kinds_are_known(code: str, kind: HelpKind) -> None:
    assert people_to_call(None, kind, country=code, environ={}).lines


# Finding a country


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Germany", "Germany"),
        (" deutschland ", "Germany"),
        ("de", "Germany"),
        ("DE", "Germany"),
        ("ÖSTERREICH", "Austria"),
        ("uk", "United Kingdom"),
        ("Scotland", "United Kingdom"),
        ("Éire", "Ireland"),
        ("the moon", ""),
        ("", ""),
    ],
)
def test_a_country_is_found_by_name_and_code(words: str, name: str) -> None:
    found = SHIPPED.find(words)
    assert (found.name if found else "") == name


# What is broken


def test_a_line_reads_as_it_is_written(tmp_path: Path) -> None:
    (line,) = read(tmp_path, LINE).lines
    assert (line.country, line.number, line.checked) == ("GB", "1", date(2026, 11, 22))


SPOILED = {
    "a missing key": ('hours = "day and night"\n', ""),
    "a key too many": ("[[line]]\n", '[[line]]\ncolour = "red"\n'),
    "words for a date": ("2026-11-22", '"yesterday"'),
    "a number for a number": ('number = "1"', "number = 112"),
    "another kind": ('"crisis"', '"weather"'),
    "a list for a country": ('"GB"', "[]"),
}


@pytest.mark.parametrize(("was", "now"), SPOILED.values(), ids=SPOILED.keys())
def test_a_broken_line_leaves_the_others(tmp_path: Path, was: str, now: str) -> None:
    assert was in LINE
    known = read(tmp_path, LINE.replace(was, now) + LINE.replace("Somebody", "Another"))
    assert [line.name for line in known.lines] == ["Another"]


@pytest.mark.parametrize("countries", ["{}", "{ DE = [] }", "3", '{ DE = "Germany" }'])
def test_broken_countries_leave_the_others(tmp_path: Path, countries: str) -> None:
    spoiled = NUMBER.replace(NUMBER.partition("countries = ")[2].strip(), countries)
    known = read(tmp_path, spoiled + NUMBER)
    assert [country.name for country in known.countries()] == ["Germany", "Austria"]


@pytest.mark.parametrize(
    "text", ["", "line = 3", "line = [1, 'x']", "[line]\na = 1", "line = ", "\0"]
)
def test_a_broken_file_is_no_lines(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == Helplines()


def test_a_missing_file_is_no_lines(tmp_path: Path) -> None:
    assert read_helplines(str(tmp_path)) == Helplines()
