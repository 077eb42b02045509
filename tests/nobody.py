"""People to call for tests that need somebody, or nobody."""

from __future__ import annotations

from rsense.core.people import Contact, PeopleToCall


def people(*names: str, emergency: str = "112") -> PeopleToCall:
    own = tuple(Contact(name=name) for name in names)
    return PeopleToCall(emergency, own, more_own=False, country="", lines=(), missing="")


def nobody_to_call(_: str = "") -> PeopleToCall:
    return people()
