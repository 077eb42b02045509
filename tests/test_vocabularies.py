"""The vocabularies that ship: every word once, plain, and in a family with a name."""

from __future__ import annotations

from pathlib import Path

from rsense.store.library import shipped_folder
from tests.each import of_each
from tests.shipped import LIBRARY

of_every_vocabulary = of_each(sorted(LIBRARY.vocabularies))


@of_every_vocabulary
def test_every_value_is_there_once(name: str) -> None:
    values = LIBRARY.vocabularies[name].values()
    assert sorted(values) == sorted(set(values))


@of_every_vocabulary
def test_no_word_can_be_taken_for_another(name: str) -> None:
    options = list(LIBRARY.vocabularies[name].options())
    names = [spelled for o in options for spelled in {o.value.casefold(), o.label.casefold()}]
    assert sorted(names) == sorted(set(names))


@of_every_vocabulary
def test_every_value_is_a_plain_word(name: str) -> None:
    # A comma would part it, a capital or an outer blank would never be typed the same twice.
    values = LIBRARY.vocabularies[name].values()
    assert [v for v in values if v != v.strip().lower() or "," in v or not v or "  " in v] == []


@of_every_vocabulary
def test_every_family_has_a_name_of_its_own(name: str) -> None:
    labels = [family.label for family in LIBRARY.vocabularies[name].family]
    assert all(labels)
    assert sorted(labels) == sorted(set(labels))


def test_no_vocabulary_is_forgotten() -> None:
    files = {path.stem for path in Path(shipped_folder(), "vocabulary").glob("*.toml")}
    assert {name for name in LIBRARY.vocabularies if "/" not in name} == files


WANTED = {
    "sadness": ("Sadness", "sad"),
    "anger": ("Anger and irritation", "angry"),
    "irritation": ("Anger and irritation", "irritated"),
    "embarrassment": ("Shame, embarrassment, inadequacy", "embarrassed"),
    "fear of loss": ("Fear of loss", "afraid of losing them"),
    "shame": ("Shame, embarrassment, inadequacy", "ashamed"),
    "inadequacy": ("Shame, embarrassment, inadequacy", "inadequate"),
    "anger at control": ("Anger at control", "controlled"),
}


@of_each(WANTED)
def test_there_is_a_word_for_it(name: str) -> None:
    family, word = WANTED[name]
    families = {
        f.label: [w.value for w in f.words] for f in LIBRARY.vocabularies["emotions"].family
    }
    assert word in families[family]
