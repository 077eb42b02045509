"""Every shipped exercise through `simulate`: `python -m tests.bench.bench_simulate`.

By the time of the processor, so that a busy machine changes little: two seconds for each, a minute
for all, and 200 MB.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time

from rsense.services.authoring.simulation import simulation_of
from rsense.services.context import open_context

EACH, ALL, MEGABYTES = 2.0, 60.0, 200
SHOWN = 5


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        context = open_context({**os.environ, "RSENSE_HOME": home})
        took: dict[str, float] = {}
        for name in context.library.paths:
            began = time.process_time()
            simulation_of(context, name, runs=20, seed=1, distress=8)
            took[name] = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for name in sorted(took, key=took.__getitem__, reverse=True)[:SHOWN]:
        print(f"{took[name]:6.3f} s  {name}")
    print(f"{sum(took.values()):6.3f} s  all {len(took)}, {memory} MB at the most")
    held = max(took.values()) < EACH and sum(took.values()) < ALL and memory < MEGABYTES
    return int(not held)


if __name__ == "__main__":
    sys.exit(main())
