"""A headless Chromium over its debugging pipe: a page opened, watched, printed and looked at.

Without one on the machine, tests that need it skip and say so.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
MISSING = "no Chromium on this machine: “apt install chromium” lets this be tested"
A4, LETTER = (8.27, 11.69), (8.5, 11)
"""Paper, in inches."""
_OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--remote-debugging-pipe",
)


class Browser:
    """One page of a running browser, and all that it reported."""

    def __init__(self, to: int, out: int) -> None:
        self._to, self._from = to, out
        self._sent = 0
        self._rest = b""
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []

    def call(self, method: str, **params: Any) -> Any:
        """The result of a command of the debugging protocol."""
        self._sent += 1
        message: dict[str, Any] = {"id": self._sent, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            said = self._next()
            if said.get("id") == self._sent:
                if "error" in said:
                    raise AssertionError(f"{method}: {said['error']}")
                return said["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            read = os.read(self._from, 1 << 16)
            assert read, "the browser ended"
            self._rest += read
        message, _, self._rest = self._rest.partition(b"\0")
        said: dict[str, Any] = json.loads(message)
        if "method" in said:
            self.events.append(said)
        return said

    def open(self, path: Path) -> None:
        """Open a file, with everything watched; wait until it is loaded."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime", "Security"):
            self.call(f"{domain}.enable")
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        while not any(one["method"] == "Page.loadEventFired" for one in self.events):
            self._next()

    def evaluate(self, script: str) -> Any:
        return self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"].get(
            "value"
        )

    def sized(self, width: int, height: int, scale: float = 1) -> None:
        """Lay the page out in a window of so many CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=False,
        )

    def printed(self, paper: tuple[float, float]) -> bytes:
        """The page as a PDF on this paper."""
        size = {"paperWidth": paper[0], "paperHeight": paper[1]}
        made = self.call("Page.printToPDF", printBackground=False, **size)
        return base64.b64decode(made["data"])

    def picture(self, path: Path) -> None:
        made = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(made["data"]))

    @property
    def requests(self) -> list[str]:
        """Addresses that were asked for."""
        sent = (one for one in self.events if one["method"] == "Network.requestWillBeSent")
        return [one["params"]["request"]["url"] for one in sent]

    @property
    def complaints(self) -> list[str]:
        """Everything that went to the console or the log."""
        methods = ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
        return [json.dumps(one["params"]) for one in self.events if one["method"] in methods]


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A browser with a profile of its own in this folder."""
    assert CHROMIUM
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    # The protocol wants the numbers 3 and 4: above them first, so that neither is in the way.
    theirs = [fcntl.fcntl(one, fcntl.F_DUPFD, 5) for one in (to_read, from_write)]
    moved = f"import os, sys; os.dup2({theirs[0]}, 3); os.dup2({theirs[1]}, 4)"
    moved += "; os.execv(sys.argv[1], sys.argv[1:])"
    process = subprocess.Popen(
        [sys.executable, "-c", moved, CHROMIUM, *_OPTIONS, f"--user-data-dir={folder}"],
        pass_fds=theirs,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder)},
    )
    for one in (to_read, from_write, *theirs):
        os.close(one)
    try:
        yield Browser(to_write, from_read)
    finally:
        process.kill()
        process.wait()
        os.close(to_write)
        os.close(from_read)
