"""`python -m tests.oldest`: the oldest versions that pyproject.toml allows, as constraints for pip.

One list of versions, not two: whoever raises a lower bound raises what CI installs.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
_BOUND = re.compile(r"([A-Za-z0-9._-]+)\s*(?:>=|==)\s*([0-9]+(?:\.[0-9]+)*)")


def constraints(text: str, extra: str = "test") -> Iterator[str]:
    """`name==version` of everything that the program and an extra need.

    Raises ValueError where a requirement has no lower bound.
    """
    project = tomllib.loads(text)["project"]
    for needed in (*project["dependencies"], *project["optional-dependencies"][extra]):
        found = _BOUND.match(needed)
        if found is None:
            raise ValueError(f"{needed}: no lower bound")
        yield f"{found[1]}=={found[2]}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in constraints(PROJECT.read_text()))
