"""Range of the instants that a record can hold, for every reader and writer.

From 1970 to 2199 in UTC, told with an offset of whole minutes that is shorter than a day: what
TOML can write and Python can read again. Imports nothing, for the quick way of `rsense log` asks
it too.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt

YEARS = range(1970, 2200)
"""Years that a record may lie in."""

_PAST_LAST = 7_258_118_400
"""2200-01-01T00:00:00Z, in seconds since 1970."""
_DAY = 24 * 60


def is_recordable(seconds: float) -> bool:
    """True if a record can hold the instant so many seconds after 1970-01-01T00:00:00Z."""
    return 0 <= seconds < _PAST_LAST


def offset_minutes(seconds: float) -> int:
    """An offset from UTC in whole minutes; 0 for a day or more, which no clock has."""
    minutes = round(seconds / 60)
    return minutes if -_DAY < minutes < _DAY else 0


def with_recordable_offset(at: "dt.datetime") -> "dt.datetime":
    """The same instant, to the second, with an offset that a record can hold."""
    import datetime as dt

    offset = at.utcoffset() or dt.timedelta()
    zone = dt.timezone(dt.timedelta(minutes=offset_minutes(offset.total_seconds())))
    return at.astimezone(zone).replace(microsecond=0)


def why_not_recordable(moment: str) -> str:
    """The message for an instant that cannot be saved. `moment` is a date and perhaps a time."""
    return (
        f"Not saved: its time would be {moment}, and records hold times from {YEARS[0]} to "
        f"{YEARS[-1]}. Look at this computer's clock, then try again."
    )
