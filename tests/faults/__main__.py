"""Every campaign of faults, one after the other: `python -m tests.faults [--full]`.

Each says what it delivered and what it found, and ends with 1 where a promise did not hold. The
bounded form takes about four minutes, the full one hours.
"""

from __future__ import annotations

import subprocess
import sys

CAMPAIGNS = (
    "crash_points", "errnos", "file_size", "kills", "gone", "hostile", "escapes", "privacy",
    "devices", "long_life", "read_only", "many_names",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    broken: list[str] = []
    for name in CAMPAIGNS:
        print(f"\n-- {name}", flush=True)
        command = [sys.executable, "-m", f"tests.faults.{name}", *arguments]
        if subprocess.run(command, check=False).returncode:
            broken.append(name)
    print(f"\nA promise was broken in: {', '.join(broken)}" if broken else "\nEvery promise held.")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
