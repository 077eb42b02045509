"""The line that a shell's prompt reads: from which moment on something waits.

It is made from the records and can be thrown away. It is written only once `rsense prompt` made the
file, so whoever does not use it pays nothing. A second line says of which records it was made: as a
command ends, and at home, it is made anew if there are others now, whoever wrote them.

As cheap to import as `os`: the quick commands do it too, after their words were said.
"""

import os
import sys

from rsense.store import paths
from rsense.store.files import durable
from rsense.store.files.operations import read_if_possible
from rsense.store.record_index import all_stamps, draft_files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rsense.services.context import AppContext


def state_path(data: str) -> str:
    return paths.machine_file(data, paths.WAITS)


def update(context: "AppContext", *, create: bool = False) -> None:
    """Write the line where there is one already, or `create` it. A disk that takes nothing leaves
    the prompt as it is."""
    if not _is_behind(context.data, create=create):
        return
    path = state_path(context.data)
    before, made_of = read_if_possible(path), all_stamps(context.data)  # before they are read
    now = b"%d\n%b" % (_first(context), made_of)
    try:
        durable.make_folder(context.data, files=context.files)
        durable.replace(path, now, expected=before or None, files=context.files)
    except (durable.NotSaved, OSError):  # it shows what it showed
        pass


def update_at_exit() -> None:
    """Update the line of the person who runs this; cheap for all who have none."""
    try:
        data = paths.data_folder(os.environ, sys.platform)
    except paths.NoHome:
        return
    if _is_behind(data):
        from rsense.services.context import open_context

        update(open_context())


def _is_behind(data: str, *, create: bool = False) -> bool:
    """True if there is a line, or it is to be created, and it is not made of these records."""
    path = state_path(data)
    if not create and not os.path.lexists(path):
        return False
    return read_if_possible(path).partition(b"\n")[2] != all_stamps(data)


def _first(context: "AppContext") -> int:
    """The first moment at which something waits, in seconds since 1970; 0 where nothing does."""
    from rsense.services.over_time.follow_ups import open_follow_ups, quiet_until

    moments = [one.due for one in open_follow_ups(context) if one.due]  # past ones wait now
    if context.listed(draft_files):  # else what it takes to show a draft is not imported
        from rsense.services.over_time.drafts import wake_times

        moments += wake_times(context)
    if not moments:
        return 0
    first = max(min(moments), quiet_until(context) or min(moments))
    return max(int(first.timestamp()), 1)
