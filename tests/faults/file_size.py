"""Every command under a real limit of how large a file may be: the system itself refuses.

Promise: as in `errnos`, always “not saved” and the old bytes identical.

`python -m tests.faults.file_size [--full] [SEED] [WORDS OF A COMMAND'S NAME]`. Each command runs in
a process of its own, forked with the limit; some begin anew, by the real way in. Prints its counts;
ends with 1 if anything was found, or if a command that writes never came to its limit.
"""

from __future__ import annotations

import os
import pickle
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.cli.small import KEEPING
from tests.faults.errnos import Campaign
from tests.faults.failing import Failing
from tests.faults.judgement import Ran, judged, tree
from tests.faults.one_command import begun, run, typed_words
from tests.faults.writing import COMMANDS, Typed, environment
from tests.no_network import searched

SIZES = (0, 1, 20, 120, 250)
"""Bytes: nothing, a letter, a line, about half of a record, and most of one."""
PROCESSES = 6


def forked(command: Typed, room: Path, most: int) -> Ran:
    """Done in a process of its own that may make no file larger than this."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            sys.dont_write_bytecode = True  # as below
            with os.fdopen(writing, "wb") as answer:
                pickle.dump(run(command, room, None, most), answer)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = answer.read()
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) or not told:
        raise ChildProcessError(f"it ended with {os.waitstatus_to_exitcode(status)}")
    ran: Ran = pickle.loads(told)
    return ran


def begun_anew(command: Typed, room: Path, most: int, heard: bool) -> Ran:
    """By the real way in, with the limit set before it begins."""
    home = begun(command, room)
    before = tree(home)
    done = subprocess.run(
        [sys.executable, "-m", "rsense", *typed_words(command, room)],
        input=command.stdin.encode(),
        capture_output=True,
        check=False,
        timeout=60,
        env={
            **environment(home),
            "PYTHONPATH": searched(*filter(None, sys.path)),
            "PYTHONDONTWRITEBYTECODE": "1",
        },  # Python itself would keep half a module
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    layer = Failing(os.path.join(home, ""), failed=[("write", "")])
    out, err = (stream.decode("utf-8", "replace") for stream in (done.stdout, done.stderr))
    return Ran(done.returncode, out, err, layer, before, tree(home), heard)


class Limits(Campaign):
    """Runs of every command, each under one limit or several."""

    def tried(self, name: str, most: int, well: Ran) -> Ran:
        command = COMMANDS[name]
        ran = forked(command, self.root, most)
        self.counts["processes"] += 1
        if not ran.layer.failed:
            self.counts["processes that stayed below their limit"] += 1
            return ran
        self.reached[name] += 1
        self.counts["writes refused"] += len(ran.layer.failed)
        self.counts["ended with 0" if ran.code == 0 else "said no"] += 1
        self.judge(name, most, ran, well)
        return ran

    def anew(self, name: str, most: int, well: Ran) -> None:
        here = forked(COMMANDS[name], self.root, most)
        there = begun_anew(COMMANDS[name], self.root, most, here.heard)
        self.counts["processes by the real way in"] += 1
        self.counts["of them said no"] += there.code != 0
        if there.code != here.code:
            self.defect(
                f"{name}: by the real way in it ended with {there.code}, not {here.code}",
                f"{most} bytes: {there.err[-300:]}",
            )
        self.judge(name, most, there, well)

    def judge(self, name: str, most: int, ran: Ran, well: Ran) -> None:
        for what in judged(name, COMMANDS[name], ran, well):
            said = (ran.out + ran.err).strip()[-300:]
            self.defect(f"{name}: {what}", f"{most} bytes: code {ran.code}, said {said!r}")


def main(arguments: list[str]) -> int:
    full = "--full" in arguments
    seed = next((int(word) for word in arguments if word.isdecimal()), 5)
    wanted = [word for word in arguments if not word.isdecimal() and word[0] != "-"]
    chance, started = random.Random(seed), time.monotonic()
    os.umask(0o077)
    names = [name for name in COMMANDS if all(word in name for word in wanted)]
    unproven: list[str] = []
    with tempfile.TemporaryDirectory() as root:
        Path(root, "mine.toml").write_text(KEEPING)
        campaign = Limits(Path(root))
        felt: list[tuple[str, int, Ran]] = []
        for name in names:
            well = run(COMMANDS[name], campaign.root, None)
            writes = "write" in well.layer.done
            campaign.counts["commands that write" if writes else "commands that write nothing"] += 1
            for most in SIZES if full else (chance.choice(SIZES), 0):
                if not full and campaign.reached[name]:
                    break
                if campaign.tried(name, most, well).layer.failed:
                    felt.append((name, most, well))
            if writes and not campaign.reached[name]:
                unproven.append(f"{name} never came to its limit")
        felt = [one for one in felt if not (COMMANDS[one[0]].person or COMMANDS[one[0]].act)]
        for one in felt if full else chance.sample(felt, min(PROCESSES, len(felt))):
            campaign.anew(*one)
    for what, count in campaign.counts.items():
        print(f"{count:>8,}  {what}")
    if not campaign.counts["writes refused"] or not campaign.counts["of them said no"]:
        unproven.append("No limit was felt")
    return campaign.ended("file_size", unproven, time.monotonic() - started, seed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
