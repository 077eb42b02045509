"""The command line without a process: arguments and standard input in, streams and a code out."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from rsense.cli.main import main
from rsense.core.records import Keepsake, Record, SessionRecord, Trigger
from rsense.store.records.repository import RecordStore
from rsense.store.sessions import SessionStore, UnfinishedSession

HEAD = 'format = 1\ntitle = "A test"\nstage = "settle"\n'
ASK = HEAD + '[[step]]\nid = "what"\nkind = "ask"\ntext = "What happened?"\n'


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """All that was said, as words one space apart."""
        return " ".join((self.out + self.err).split())


class Typed(io.TextIOWrapper):
    """Standard input: from a pipe, or from somebody at a terminal."""

    def __init__(self, data: bytes, *, person: bool) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8")
        self.person = person

    def isatty(self) -> bool:
        return self.person


def lines(*typed: str) -> str:
    """What somebody types, each with an Enter."""
    return "".join(f"{line}\n" for line in typed)


class Shell:
    """Runs commands as if typed, in a home of its own."""

    def __init__(
        self, home: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.home = home
        self._patch = patch
        self._capsys = capsys

    def __call__(self, *words: str, stdin: str | bytes = "", person: bool = False) -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        self._patch.setattr(sys, "stdin", Typed(data, person=person))
        self._capsys.readouterr()
        code = main(list(words))
        out, err = self._capsys.readouterr()
        return Ran(code, out, err)

    @property
    def files(self) -> list[str]:
        """Everything under the home, folders too."""
        return sorted(str(path.relative_to(self.home)) for path in self.home.rglob("*"))

    @property
    def records(self) -> list[Record]:
        """The newest first."""
        return [found.record for found in RecordStore(str(self.home / "records")).newest()]

    @property
    def sessions(self) -> list[SessionRecord]:
        return [record for record in self.records if isinstance(record, SessionRecord)]

    @property
    def triggers(self) -> list[Trigger]:
        return [record for record in self.records if isinstance(record, Trigger)]

    @property
    def cards(self) -> list[Keepsake]:
        return [record for record in self.records if isinstance(record, Keepsake)]

    @property
    def left(self) -> list[UnfinishedSession]:
        """Sittings left half way, the last one first."""
        return list(SessionStore(str(self.home / "progress")).all())

    def add(self, *records: Record) -> None:
        for record in records:
            RecordStore(str(self.home / "records")).add(record)

    def script(self, name: str, text: str = ASK) -> str:
        """A script of the person's own, by its path."""
        path = self.home / "exercises" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return str(path)


def started(
    words: list[str], cwd: Path | None = None, data: bytes = b"", **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own, with these bytes through a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "rsense", *words],
        cwd=cwd,
        capture_output=True,
        timeout=60,
        check=False,
        input=data,
        env={**os.environ, **environ},
    )
