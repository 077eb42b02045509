"""`rsense doctor`: look whether all that is kept can be read, and say what to do."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated

import typer

from rsense.cli.commands._options import Json
from rsense.cli.confirm import confirm
from rsense.cli.line_terminal import typed_answer
from rsense.cli.output import json_line
from rsense.core.sanitize import clean, one_line
from rsense.core.text_width import truncate
from rsense.services.context import AppContext, open_context
from rsense.services.errors import FAILED, USAGE, UserError
from rsense.services.record_lookup import record_summary
from rsense.services.record_text import counted_parts
from rsense.store.doctor.checkup import HealthCheck
from rsense.store.doctor.findings import Finding, Repair
from rsense.store.doctor.repairs import RepairFailed, Repairs
from rsense.store.files.durable import NotSaved
from rsense.store.files.safe_read import Unreadable

MOST_OPEN_NAMED = 5
"""Files named one by one that others may get at: a whole folder of them is one matter."""
MOST_FOREIGN_NAMED = 20
"""Files that are not of rsense, named one by one: more would hide what is the matter."""
ROOM = 60
ASKED: Mapping[Repair, str] = {
    "close": "Let no one but you open it?",
    "place": "Move it there?",
    "recover": "Put it where it belongs?",
    "clear": "Move it to the trash?",
    "file": "Keep it among your records as it is?",
    "choose": "",  # a question of its own
}


Said = Callable[[str], str]


def short_paths(data: str) -> Said:
    """Words on one line, paths in them from the data folder on: it is named once, above."""
    return lambda words: one_line(words.replace(os.path.join(data, ""), ""))


def doctor(
    *,
    mend: Annotated[
        bool, typer.Option("--mend", help="Repair what can be repaired, one question each.")
    ] = False,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes", "-y", help="With --mend: don't ask. Choosing between versions stays yours."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Check that all your records can be read, and say what to do.

    Nothing is changed unless you add --mend, and what's removed then goes to the trash. It ends
    with 0 when all is well, and with 1 when there's something to look at.
    """
    from rsense.services.script_check import own_problems

    context = open_context()
    checkup = HealthCheck(context.data, context.config_path, context.library, time.time())
    found = checkup.findings()
    if mend and found:
        _mend(context, found, yes=yes)
        found = checkup.findings()
    lines = _json(found) if as_json else _report(checkup, found, mended=mend)
    for line in lines:
        typer.echo(line)
    if not as_json and any(True for _ in own_problems(context.library)):
        typer.echo("\nSome of your own scripts or words can't be used; “rsense check” says why.")
    if found:
        raise UserError("", FAILED)


def _json(found: Sequence[Finding]) -> Iterator[str]:
    for one in found:
        yield json_line(
            {
                "finding": one.kind,
                "path": one.path,
                "what": one.what,
                "next": one.next,
                "can_be_mended": one.cure is not None,
                "paths": list(one.paths),
            }
        )


def _report(checkup: HealthCheck, found: Sequence[Finding], *, mended: bool) -> Iterator[str]:
    looked = ", ".join(counted_parts(checkup.counts))
    folder = one_line(checkup.data)
    yield f"In {folder}: {looked}." if looked else f"There's nothing in {folder} yet."
    if not found:
        yield "All of it can be read, and no one else can get at it."
        return
    things = "1 thing" if len(found) == 1 else f"{len(found)} things"
    still = "still " if mended else ""
    unchanged = "" if mended else " Nothing was changed."
    yield f"There {'is' if len(found) == 1 else 'are'} {still}{things} to look at.{unchanged}"
    said = short_paths(checkup.data)
    opened = [one for one in found if one.kind == "open"]
    few = opened if len(opened) <= MOST_OPEN_NAMED else opened[:1]
    others = [one for one in found if one.kind == "foreign"][MOST_FOREIGN_NAMED:]
    unnamed = {*opened[len(few) :], *others}
    for one in found:
        if one not in unnamed:
            yield from _lines(one, said)
    if len(few) < len(opened):
        yield f"\nOf {len(opened) - len(few)} more files and folders the same is to be said:"
        yield from (f"  {said(one.path)}" for one in opened[1:])
    if others:
        yield (
            f"\n{len(others):,} more aren't of rsense either, and do no harm. "
            "“rsense doctor --json” names each."
        )
    if any(one.cure for one in found):
        yield "\n“rsense doctor --mend” offers to repair what it can, one question each."


def _lines(one: Finding, said: Said) -> tuple[str, ...]:
    return "", said(one.path), f"  {said(one.what)}", f"  {said(one.next)}"


def _mend(context: AppContext, found: Sequence[Finding], *, yes: bool) -> None:
    asks = sys.stdin.isatty() and not yes
    if not yes and not asks:
        raise UserError("No terminal to ask on. Add --yes to go ahead.", USAGE)
    hands = Repairs(context.data, context.records, context.progress, context.now)
    said = short_paths(context.data)
    # Closed first: what is moved keeps its mode.
    for one in sorted(found, key=lambda one: one.cure != "close"):
        if one.cure == "choose":
            _choose(hands, one, said, asks=asks)
        elif one.cure is not None:
            if asks:
                _tell(*_lines(one, said))
            if not asks or confirm(f"  {ASKED[one.cure]}", yes=True):
                _try(hands, one)


def _choose(hands: Repairs, one: Finding, said: Said, *, asks: bool) -> None:
    """Which of several versions is to stay: never decided without a person."""
    if not asks:
        return
    _tell("", said(one.path), f"  There are {len(one.paths)} versions of it that differ:")
    for number, path in enumerate(one.paths, 1):
        _tell(
            f"  {number}  {truncate(record_summary(path), ROOM)}",
            f"     {one_line(os.path.basename(path))}",
        )
    sys.stderr.write("  Which one should stay? A number; Enter keeps them all. ")
    sys.stderr.flush()
    typed = typed_answer()
    if typed.isdecimal() and 1 <= int(typed) <= len(one.paths):
        _try(hands, one, one.paths[int(typed) - 1])
    else:
        _tell("  They stay as they are.")


def _try(hands: Repairs, one: Finding, stays: str = "") -> None:
    try:
        hands.mend(one, stays)
    except (RepairFailed, NotSaved, Unreadable) as error:
        _tell(f"  {clean(str(error))}")
    except OSError as error:
        _tell(f"  Not done: {error.strerror or 'the system refused'}. It stands as it was.")
    else:
        if one.cure == "choose":
            _tell("  Kept that one. The others are in the trash.")


def _tell(*lines: str) -> None:
    for line in lines:
        typer.echo(line, err=True)
