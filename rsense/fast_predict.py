"""`rsense predict` without Typer, for plain arguments; `cli/commands/predict.py` does the rest.

As quick as `rsense log`, so the moments that are named most are read here: the grammar of
`core/coming_moments.py` needs modules that cost more than the record. A property test holds the two
to the same bytes and words.
"""

import os
import sys
import time

from rsense.fast_record import (
    Literal,
    NeedsFullCommand,
    give_back,
    local_time,
    plain_text,
    require_utf8,
    save,
    sentence,
    tell,
)
from rsense.recordable import is_recordable
from rsense.store import paths
from rsense.store.files import durable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EVENING = (20, 0)
"""Hour and minute of a day that is named without them."""
_SPANS = {"day": 1, "week": 7}
_DAY = 24 * 3600


def run(
    arguments: "Sequence[str]",
    environ: "Mapping[str, str]" = os.environ,
    now: "Callable[[], float]" = time.time,
    new_id: "Callable[[], str]" = durable.new_id,
) -> int | None:
    """Keep the prediction that the arguments say; the exit code, or None if nothing was done."""
    try:
        data = paths.data_folder(environ, sys.platform)
        require_utf8()
        at = int(now() // 1)
        words, sure, by = _read(arguments, data)
        due = _coming(by.lower().split(), at)
        if not (is_recordable(at) and is_recordable(due) and due > at):
            return None
    except (NeedsFullCommand, OverflowError, paths.NoHome):
        return None
    moment = Literal(local_time(due))
    said = {"ask": words, "due": moment, "state": "open", "sure": sure}
    try:
        save(data, "followup", at, said, new_id)
    except durable.NotSaved as error:
        return give_back(words, str(error))
    tell(sys.stderr, saved(_in_words(due, at)))
    return 0


def saved(when: str) -> str:
    """What is said of a prediction that is on the disk."""
    return f"Saved. It comes back {when}. “rsense undo” takes it back.\n"


def _read(arguments: "Sequence[str]", data: str) -> tuple[str, int, str]:
    """Words, how sure in percent, and by when. Raises NeedsFullCommand."""
    words: list[str] = []
    said: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        name = {"-p": "sure", "--sure": "sure", "--by": "by"}.get(argument, "")
        if name and name not in said:
            said[name] = next(rest, "")
        elif argument.startswith("-"):
            raise NeedsFullCommand
        else:
            words.append(plain_text(argument))
    what, sure = sentence(words, data), said.get("sure", "")
    if not (sure.isascii() and sure.isdecimal() and len(sure) <= 3 and int(sure) <= 100):
        raise NeedsFullCommand
    return what, int(sure), said.get("by", "")


def _coming(words: list[str], at: int) -> int:
    """The moment of `in 3 days`, `sunday`, `tomorrow 9:30`, `tonight`. Raises NeedsFullCommand."""
    zone = time.localtime(at).tm_gmtoff
    if zone % 60 or abs(zone) >= _DAY:
        raise NeedsFullCommand
    clock = _clock(words[-1]) if len(words) > 1 else None
    match words if clock is None else words[:-1]:
        case ["in", number, unit] if number.isascii() and number.isdecimal() and len(number) < 4:
            days = int(number) * _SPANS.get(unit.removesuffix("s"), 0)
            if not days:
                raise NeedsFullCommand
        case ["tonight"] if clock is None:
            days = 0
        case ["tomorrow"]:
            days = 1
        case [day] if day in DAYS:
            days = (DAYS.index(day) - time.localtime(at).tm_wday) % 7
            if not days:  # today, or in a week
                raise NeedsFullCommand
        case _:
            raise NeedsFullCommand
    return _local(at, days, *(clock or EVENING))


def _clock(word: str) -> tuple[int, int] | None:
    """Hour and minute of `9:30`; None if it is none."""
    hour, colon, minute = word.partition(":")
    if not (colon and (hour + minute).isdecimal() and word.isascii()):
        return None
    if len(hour) > 2 or len(minute) != 2 or int(hour) > 23 or int(minute) > 59:
        raise NeedsFullCommand
    return int(hour), int(minute)


def _local(at: int, days: int, hour: int, minute: int) -> int:
    """The instant of a local time so many days on. Raises NeedsFullCommand if it has not one."""
    day = time.localtime(at)
    there = (day.tm_year, day.tm_mon, day.tm_mday + days, hour, minute, 0, 0, 0, -1)
    found = int(time.mktime(there))
    for shift in (-3600, -1800, 0, 1800, 3600):
        same = time.localtime(found + shift)[3:5] == (hour, minute)
        if same is not (shift == 0):  # the clocks skip it, or repeat it
            raise NeedsFullCommand
    return found


def _in_words(due: int, at: int) -> str:
    """A moment to come, as `services.clock.when_words` says it."""
    there, here = time.localtime(due), time.localtime(at)
    days = (due + there.tm_gmtoff) // _DAY - (at + here.tm_gmtoff) // _DAY
    clock = time.strftime("%H:%M", there)
    if days < 2:
        return f"{'tomorrow' if days else 'today'} {clock}"
    year = f" {there.tm_year}" if there.tm_year != here.tm_year else ""
    return (
        f"{time.strftime('%a', there)} {there.tm_mday} {time.strftime('%b', there)}{year} {clock}"
    )
