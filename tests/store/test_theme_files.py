"""A person's own themes: read, checked, and chosen like those that ship."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import asdict

from rsense.core.palette import DAY, NIGHT, SHIPPED, too_faint
from rsense.store.config import InvalidSetting, Settings
from rsense.store.theme_files import (
    HARD_TO_READ,
    InvalidTheme,
    check_themes,
    read_theme,
    theme_names,
)

BROKEN = {
    'warm = "orange"': ':1:1: warm is not a colour; write it as in "#d5d8de"',
    'text = "#000000"\nacent = ""': ':2:1: there is no colour "acent"; did you mean "accent"',
    "text = 3": "text is not a colour",
    "text = ": "not valid TOML",
    '[text]\nsome = "#000000"': "text is not a colour",
}


def theme(folder: Path, text: str, name: str = "evening") -> str:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text)
    return str(folder)


def test_a_theme_takes_from_night_or_day_what_it_leaves_out(tmp_path: Path) -> None:
    for text, base in (('warm = "#ffcc99"', NIGHT), ('background = "#fffaf0"', DAY)):
        palette = asdict(read_theme(theme(tmp_path, text), "evening"))
        key, colour = text.replace('"', "").split(" = ")
        assert palette == asdict(base) | {key: colour}


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_theme_says_where_and_what_next(tmp_path: Path, text: str) -> None:
    folder = theme(tmp_path / "themes", text)
    with pytest.raises(InvalidTheme) as error:
        read_theme(folder, "evening")
    assert str(error.value).startswith(f"{folder}/evening.toml")
    assert BROKEN[text] in str(error.value)
    with pytest.raises(InvalidSetting, match=r"cannot be used yet.\n.*evening.toml"):
        Settings(str(tmp_path / "config.toml")).change("theme", "evening")


def test_names_that_are_no_file_of_the_folder_are_not_read(tmp_path: Path) -> None:
    theme(tmp_path, 'warm = "#ffcc99"')
    for name in ("../evening", "/etc/passwd", "", "Evening"):
        with pytest.raises(InvalidTheme, match="there is no theme"):
            read_theme(str(tmp_path / "x"), name)


def test_check_tells_problems_from_what_is_hard_to_read(tmp_path: Path) -> None:
    theme(tmp_path, 'dim = "#333333"', "faint")
    theme(tmp_path, 'dim = "grey"\nwarm = "red"', "broken")
    theme(tmp_path, "", "night")
    theme(tmp_path, "", "My Own")
    found = list(check_themes(str(tmp_path)))
    (faint,) = (one for one in found if one.code == HARD_TO_READ)
    assert "faint.toml:1:1: dim is hard to read on raised, 1." in str(faint)
    found.remove(faint)
    names = [Path(one.file).stem for one in found]
    assert names == ["My Own", "broken", "broken", "night"]
    assert theme_names(str(tmp_path))[-2:] == ("broken", "faint")


def test_a_theme_that_works_is_chosen_by_its_name(tmp_path: Path) -> None:
    theme(tmp_path / "themes", 'warm = "#ffcc99"')
    settings = Settings(str(tmp_path / "config.toml"))
    assert settings.change("theme", "evening").theme == "evening"


def test_themes_that_ship_can_be_read() -> None:
    assert [*map(list, map(too_faint, SHIPPED.values()))] == [[]] * len(SHIPPED)
