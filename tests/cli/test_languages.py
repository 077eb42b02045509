"""Exercises in the person's language: chosen by setting and locale, resumed in another."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from rsense.core.engine import answer, begin, current
from rsense.core.expressions.identifiers import is_script_name
from rsense.core.prompts import SKIPPED, Gather, Rate, Read, Skip, Value, Write
from rsense.core.vocabulary import Vocabulary
from rsense.services.context import open_context
from rsense.store.files.safe_read import read_as
from rsense.store.library import shipped_folder
from tests.cli.shell import Shell

PACK = Path(shipped_folder(), "packs", "de")
SCRIPTS = sorted(
    path
    for path in PACK.glob("*.toml")
    if is_script_name(path.stem) and path.stem not in ("pack", "helplines")
)


@pytest.fixture
def german(rsense: Shell) -> Shell:
    """A home with the German pack."""
    assert rsense("pack", "add", "de", "--yes").code == 0
    return rsense


def title(shell: Shell, name: str) -> str:
    return shell("run", name, "--new", "--no-wait").out.splitlines()[0]


def test_the_german_pack_is_whole(german: Shell) -> None:
    assert len(SCRIPTS) >= 5
    for folder in (PACK, german.home / "packs" / "de"):
        files = (str(p) for p in folder.glob("*.toml") if p.stem not in ("pack", "helplines"))
        ran = german("check", *files)
        assert (ran.out, ran.code) == ("", 0)


def test_the_setting_comes_before_the_locale(
    german: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Ruhig atmen" in title(german, "de/ruhig-atmen")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "Breathe calmly" in title(german, "de/ruhig-atmen")
    assert "Fünf Sinne" in title(german, "de/fuenf-sinne")  # there are no English texts of it
    german("settings", "language", "Deutsch")
    assert "Ruhig atmen" in title(german, "de/ruhig-atmen")
    german("settings", "language", "en")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert "Breathe calmly" in title(german, "de/ruhig-atmen")
    assert "Breathe calmly" in german("exercises").out
    assert german("settings", "language", "klingon").code == 2


def test_a_session_goes_on_in_another_language(
    german: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    german("run", "de/ruhig-atmen", "--no-wait", stdin="\n7\n3\n")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    typed = "1\n3\n\n\n"  # go on where it was left; a three, the last page, the look over it
    ran = german("run", "de/ruhig-atmen", "--plain", "--no-wait", stdin=typed, person=True)
    assert "It was 7 when you began." in ran.out
    (record,) = german.sessions
    assert {
        reply.step: reply.value for reply in record.replies if reply.step in ("now", "way")
    } == {"now": 7, "way": ("feet",)}


def test_a_translation_comes_from_the_scripts_own_folder_only(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    for name in ("mindful-pause", "is-it-safe-now", "not-alone"):
        rsense.script(
            f"{name}.de", 'format = 1\ntitle = "Falsch"\n[step.people]\ntext = "Falsch"\n'
        )
    library = open_context().library
    for name in ("mindful-pause", "is-it-safe-now", "not-alone"):
        assert "Falsch" not in library.sources[name]
    assert "Falsch" not in rsense("exercises").out
    assert "there is no mindful-pause.toml beside it" in rsense("check").out


def test_a_translation_that_is_not_whole_is_not_used(
    german: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    texts = german.home / "packs" / "de" / "ruhig-atmen.en.toml"
    whole = texts.read_text()
    texts.write_text(whole.replace("[step.same]", "[step.another]"))
    assert "Etwas hat dich aufgewühlt" in german("run", "de/ruhig-atmen", "--no-wait").out
    found = german("check", str(texts)).out
    line = whole.splitlines().index("[step.same]") + 2
    assert f'ruhig-atmen.en.toml:{line}:1: the script has no text "step.another.text"' in found
    assert "ruhig-atmen.en.toml:1:1: step.same.text is missing" in found
    part = texts.read_text().replace("[step.another]\ntext", "[step.same]\nhint")
    texts.write_text(part)
    found = german("check", str(texts)).out
    assert f"ruhig-atmen.en.toml:{line}:1: step.same.text is missing" in found
    # Texts that fit by themselves and make a script that doesn't: two answers read the same.
    texts.write_text(
        whole.replace('"in for 5 seconds, out for 5"', '"in for 4 seconds, out for 6"')
    )
    assert "Etwas hat dich aufgewühlt" in german("run", "de/ruhig-atmen", "--new", "--no-wait").out
    assert "two options read the same" in german("check", str(texts)).out


def test_feelings_in_german_are_those_of_the_shipped_list(german: Shell) -> None:
    shipped = read_as(f"{shipped_folder()}/vocabulary/emotions.toml", Vocabulary)
    ours = read_as(str(PACK / "vocabulary" / "gefuehle.toml"), Vocabulary)
    assert [word.value for word in ours.words()] == [word.value for word in shipped.words()]
    people = {word.value: word.people for word in shipped.words()}
    assert {word.value: word.people for word in ours.words()} == people | {"desperate": "crisis"}
    same = {one.text for one in ours.words()} & {one.text for one in shipped.words()}
    assert same == set()


def test_a_list_of_words_has_labels_in_another_language(
    german: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = german.home / "packs" / "de" / "vocabulary"
    english = Path(shipped_folder(), "vocabulary", "emotions.toml").read_text()
    (folder / "gefuehle.en.toml").write_text(english)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    known = {w.text: w for w in open_context().library.vocabularies["de/gefuehle"].words()}
    assert "anxious" in known
    assert known["desperate"].people == "crisis"  # which the other file doesn't say
    (folder / "gefuehle.en.toml").write_text(english.replace('value = "hurt"', 'value = "ouch"'))
    library = open_context().library
    assert "ängstlich" in [word.text for word in library.vocabularies["de/gefuehle"].words()]
    assert "only one of both files has" in str(library.unreadable[0])


def test_a_number_stands_once_in_help_now(german: Shell) -> None:
    for country, number in (("DE", "0800 111 0 111"), ("CH", "143")):
        assert german("help-now", country).out.count(f": {number}") == 1


def test_every_number_of_the_pack_stands_among_the_shipped_ones() -> None:
    shipped = Path(shipped_folder(), "helplines.toml").read_text()
    lines = tomllib.loads((PACK / "helplines.toml").read_text())["line"]
    known = {one["source"]: one["checked"] for one in tomllib.loads(shipped)["line"]}
    assert {one["country"] for one in lines} == {"DE", "AT", "CH"}
    for one in lines:
        assert f'"{one["number"]}"' in shipped or one["number"] in shipped
        assert known[one["source"]] == one["checked"]


@pytest.mark.parametrize("later", [9, SKIPPED], ids=["still 9", "not said"])
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_people_to_call_are_the_end_at_nine(german: Shell, script: Path, later: int | Skip) -> None:
    session = begin(open_context().script(f"de/{script.stem}"))
    last = None
    while shown := current(session):
        last = shown
        said: Value | Skip = SKIPPED
        if isinstance(shown.prompt, Rate):
            said = 9 if shown.step == "now" else later
        elif not shown.skippable or not isinstance(shown.prompt, Gather | Write):
            said = next(iter(shown.prompt.samples()))
        session = answer(session, said)
    assert last is not None
    assert last.kind == "people"
    assert isinstance(last.prompt, Read)
    assert last.prompt.people == "crisis"


def test_a_pack_with_half_a_translation_is_refused(rsense: Shell, tmp_path: Path) -> None:
    broken = shutil.copytree(PACK, tmp_path / "de")
    texts = broken / "ruhig-atmen.en.toml"
    texts.write_text(texts.read_text().replace("[step.same]", "[step.another]"))
    (broken / "vier-sinne.en.toml").write_text('format = 1\ntitle = "Four senses"\n')
    ran = rsense("pack", "add", str(broken), "--yes")
    for words in ('the script has no text "step.another.text"', "there is no vier-sinne.toml"):
        assert words in ran.err + ran.out
    assert (ran.code, (rsense.home / "packs").exists()) == (3, False)
