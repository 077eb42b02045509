"""Campaigns of faults, two at a time, all or some: `python -m tests.faults [NAME …] [--full]`.

Each says what it delivered and what it found, and ends with 1 where a promise did not hold. The
bounded form takes about four minutes on two cores, the full one hours. All of it is watched:
nothing in it may reach for a network.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from subprocess import PIPE, STDOUT

from tests import no_network

CAMPAIGNS = (
    "keys",
    "privacy",
    "kills",
    "escapes",
    "slow_disk",
    "hostile",
    "long_life",
    "errnos",
    "fuzzed_scripts",
    "crash_points",
    "gone",
    "file_size",
    "many_names",
    "devices",
    "read_only",
)
"""The longest first. Much of their time is waited, for a disk or a terminal."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CAMPAIGNS))
    parser.add_argument("--full", action="store_true", help="all of it: hours")
    asked = parser.parse_args(arguments)
    names = asked.names or CAMPAIGNS
    if unknown := set(names) - set(CAMPAIGNS):
        parser.error(f"no campaign {', '.join(unknown)}: there are {', '.join(CAMPAIGNS)}")
    options = ["--full"] if asked.full else []

    def run(name: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", f"tests.faults.{name}", *options]
        return subprocess.run(
            command, check=False, stdout=PIPE, stderr=STDOUT, text=True, errors="replace"
        )

    broken: list[str] = []
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as two:
        told = no_network.begin(folder)
        begun = {two.submit(run, name): name for name in names}
        for done in as_completed(begun):
            print(f"\n-- {begun[done]}\n{done.result().stdout}", flush=True)
            if done.result().returncode:
                broken.append(begun[done])
        for line in no_network.read(told):
            print(f"NETWORK {line}")
            broken.append("no network")
    print(f"\nA promise was broken in: {', '.join(broken)}" if broken else "\nEvery promise held.")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
