"""Names as initials: each person the same everywhere, and no name left."""

from __future__ import annotations

from rsense.insight.initials import Initials

SOME = Initials(["Jonas Jung", "Jo", "my sister Anna", "Anna Berg", "mum", "Will", "Zoë", "李"])


def test_initials_stand_for_names() -> None:
    for name, short in {
        "Jonas": "J.",
        "jonas": "J.",
        "JONAS": "J.",
        "Jonas Jung": "J. J.",
        "Jo": "J2.",
        "Anna Berg": "A. B.",
        "my sister Anna": "my sister A.",
        "Zoë": "Z.",
        "Zoe\u0308": "Z.",
    }.items():
        assert SOME.of(name) == short, name


def test_roles_stay() -> None:
    for role in ("mum", "my boss", "work", "the kids"):
        assert SOME.of(role) == role, role


def test_names_inside_a_text_become_initials() -> None:
    said = "Jonas's phone was off, and jo, Anna and ANNA laughed. Jonasson didn't."
    assert SOME.inside(said) == "J.'s phone was off, and J2., A. and A. laughed. Jonasson didn't."
    assert SOME.inside("Will will come") == "W. will come"  # a name that is a word, too
    assert Initials(()).inside("Jonas") == "Jonas"


def test_an_initial_has_one_full_stop() -> None:
    some = Initials(["Dr. Müller", "Sam", "St. John"])
    assert (some.of("Dr. Müller"), some.of("St. John")) == ("Dr. M.", "S2. J.")
    assert some.inside("I called Sam. Then Sam, and Sam...") == "I called S. Then S., and S...."
