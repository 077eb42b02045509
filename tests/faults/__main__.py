"""Every campaign of faults, one after the other: `python -m tests.faults [--full]`.

Each says what it delivered and what it found, and ends with 1 where a promise did not hold. The
bounded form takes about five minutes, the full one hours. All of it is watched: nothing in it may
reach for a network.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile

from tests import no_network

CAMPAIGNS = (
    "crash_points",
    "errnos",
    "file_size",
    "kills",
    "gone",
    "hostile",
    "escapes",
    "privacy",
    "devices",
    "long_life",
    "read_only",
    "many_names",
    "fuzzed_scripts",
    "slow_disk",
    "keys",
)


def main(arguments: list[str]) -> int:
    broken: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        told = no_network.begin(folder)
        for name in CAMPAIGNS:
            print(f"\n-- {name}", flush=True)
            before = len(no_network.read(told))
            command = [sys.executable, "-m", f"tests.faults.{name}", *arguments]
            code = subprocess.run(command, check=False).returncode
            reached = no_network.read(told)[before:]
            for line in reached:
                print(f"NETWORK {line}")
            if code or reached:
                broken.append(name)
    print(f"\nA promise was broken in: {', '.join(broken)}" if broken else "\nEvery promise held.")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
