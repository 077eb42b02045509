"""One test that claims a thing of many: it names all of which that does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")


def of_each(
    things: Iterable[Thing], name: Callable[[Thing], object] = str
) -> Callable[[Callable[[Thing], None]], Callable[[], None]]:
    """Make a test of a claim about one thing: about all of them, and they may not be none."""

    def looped(claim: Callable[[Thing], None]) -> Callable[[], None]:
        def test() -> None:
            every, wrong = list(things), {}
            assert every
            for thing in every:
                try:
                    claim(thing)
                except AssertionError as error:
                    wrong[str(name(thing))] = str(error)
            assert not wrong, "\n".join(f"{of}: {why}" for of, why in wrong.items())

        test.__doc__ = claim.__doc__
        return test

    return looped
