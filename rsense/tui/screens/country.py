"""A country, found by typing its name."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from rsense.core.people import Country
from rsense.tui.screens.finder import FinderScreen
from rsense.tui.widgets.content import QUIET, joined


class CountryScreen(FinderScreen):
    """Dismissed with the code of the country, an empty one for none of them, or None."""

    TITLES = ("Country", "type its name")
    NOTHING = "None of these has that name. findahelpline.com lists helplines for most countries."

    def __init__(self, countries: Sequence[Country], *, none: str = "") -> None:
        """`none` are the words of a last row, for no country."""
        super().__init__()
        self.countries = (*countries, *([Country("", (none,), "")] if none else ()))
        self.found: Sequence[Country] = self.countries

    def narrow(self, text: str) -> bool:
        self.found = [one for one in self.countries if one.fits(text)]
        return bool(self.found)

    def rows(self) -> Sequence[Content]:
        return [_row(one) for one in self.found]

    def choose(self, at: int) -> None:
        self.dismiss(self.found[at].code)


def _row(country: Country) -> Content:
    others = ", ".join(country.names[1:])
    return joined((country.name, "bold"), (f"  {others}" if others else "", QUIET))
