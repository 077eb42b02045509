"""Offers, resumes, files and throws away unfinished sessions.

Each is locked first and then read again: what a list showed may be out of date when the person
answers. How replies fit a script that has changed is `refit` in `core/engine/session.py`; which
cards it sees is `core/recalled_shelves.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from rsense.core import engine
from rsense.core.engine import Session
from rsense.core.engine.results import session_record
from rsense.core.recalled_shelves import recalled, refitting, shelves_for
from rsense.core.records import Reply, Trigger
from rsense.core.script.parse import Script
from rsense.core.steps.recall import NEWEST
from rsense.services.autosaved_record import AutosavedRecord
from rsense.services.clock import when_words
from rsense.services.context import AppContext
from rsense.services.exercise.follow_up import with_carried
from rsense.services.saving import as_save_failed, derived_id
from rsense.session_runner import SaveFailed
from rsense.store import paths
from rsense.store.files import durable
from rsense.store.files.own_file import OwnFile
from rsense.store.files.safe_read import Unreadable
from rsense.store.session_lock import SessionLock
from rsense.store.sessions import UnfinishedSession, holds_all_of

if TYPE_CHECKING:
    from rsense.store.records.repository import StoredRecord

IN_USE = "It's open in another window. Finish or leave it there first, or begin again here."
NOT_THERE = "It isn't there any more: it was finished or put away in another window."
STAYS = "One of them is open in another window, and stays as it is."


class Refused(SaveFailed):
    """The session cannot be resumed, in words for the person."""


class InUse(Refused):
    """The session is open elsewhere."""


class Resumed(NamedTuple):
    """A session that is locked by us now, as it is on disk."""

    left: UnfinishedSession
    lock: SessionLock
    file: OwnFile
    record_id: str
    """The id of its record: another than its own if that has another version."""


def waiting(context: AppContext, script: Script, about: tuple[str, ...]) -> list[UnfinishedSession]:
    """Unfinished sessions of an exercise that are not open elsewhere; of one that takes up the
    follow-up `about`, only those."""
    only = about if script.head.given else ()
    left = [
        one
        for one in context.progress.all()
        if one.exercise == script.id
        and one.about == (only or one.about)
        and not context.progress.in_use(one.id)
    ]
    written = _records_of(context, left)
    return [one for one in left if not _settled(context, one, written)]


def answers_text(left: UnfinishedSession) -> str:
    count = sum(1 for reply in left.replies if reply.value is not None)
    if left.ahead and not count:
        return "an answer begun"
    return "1 answer" if count == 1 else f"{count or 'no'} answers"


def why_none(context: AppContext, script: Script) -> str:
    """Why no session of an exercise can be resumed that was there a moment ago."""
    left = (one for one in context.progress.all() if one.exercise == script.id)
    return IN_USE if any(context.progress.in_use(one.id) for one in left) else NOT_THERE


def ways(waiting: Sequence[UnfinishedSession], now: datetime) -> dict[str, str]:
    """What can be done about unfinished sessions, as values and labels; the first is to go on."""
    options = {
        f"go_{n}": f"go on from {when_words(left.saved, now)}, {answers_text(left)}"
        for n, left in enumerate(waiting)
    }
    if not waiting:
        return {"again": "look again", "anew": "begin again"}
    it = "them" if len(waiting) > 1 else "it"
    return options | {
        "anew": f"begin again, and leave {it} for later",
        "file": f"begin again, and keep {it} as unfinished",
        "trash": f"begin again, and throw {it} away",
    }


def take_up(context: AppContext, id: str) -> Resumed:
    """Lock a session and read it again. Raises Refused, and SaveFailed."""
    with as_save_failed():
        lock = context.progress.hold(id)
    if lock is None:
        raise InUse(IN_USE)
    try:
        found = context.progress.read(id)
    except Unreadable as error:
        why = f"It can't be continued: {error} Not removed: it stays as it is."
        raise SaveFailed(why) from error
    if found is None:
        raise Refused(NOT_THERE)
    left, data = found
    written = _records_of(context, [left])
    if any(holds_all_of(one.record, left) for one in written):
        raise Refused(NOT_THERE)
    record_id = beside(id) if written else id
    return Resumed(left, lock, context.progress.own_file(id, data), record_id)


def session_of(context: AppContext, script: Script, left: UnfinishedSession) -> Session:
    """An unfinished session as it goes on now, with the shelves as they are today."""
    said = (*left.replies, *left.ahead)
    script = with_carried(context, script, left.about)
    shelves = shelves_of(context, script, said)
    replies = refitting(script, left.replies)
    return engine.refit(script, shelves, replies, left.ahead, left.changing)


def shelves_of(
    context: AppContext,
    script: Script,
    replies: Iterable[Reply] = (),
    trigger: Trigger | None = None,
) -> dict[str, tuple[str, ...]]:
    """The cards that a session of this script needs.

    Good words that were kept for the trigger's type stand first among the evidence.
    """
    cards = context.records.newest_cards(recalled(script), NEWEST)
    if trigger and trigger.type and "evidence" in cards:
        from rsense.services.plan_reminder import good_card

        if good := good_card(context, (trigger.type,)):
            cards["evidence"] = {good: None, **cards["evidence"]}
    return dict(shelves_for(script, cards, replies))


def file_unfinished(context: AppContext, script: Script, id: str) -> None:
    """File an unfinished session as a record that says it was left. Raises SaveFailed."""
    with _ours(context, id) as resumed:
        left = resumed.left
        record = session_record(
            session_of(context, script, left),
            id=resumed.record_id,
            started=left.started,
            finished=left.saved,
            outcome="left",
            about=left.about,
        )
        kept = AutosavedRecord(context, undo=False, open=False)
        kept.keep(record, record.title)
        resumed.file.remove()
        durable.confirm({**kept.expected, resumed.file.path: None})


def throw_away(context: AppContext, id: str) -> None:
    """Move an unfinished session to the trash. Raises SaveFailed."""
    from rsense.store.records.trash import Trash

    with _ours(context, id):
        trash = Trash(paths.trash_folder(context.data), context.files)
        context.progress.discard(id, trash, context.now())


def put_away(
    context: AppContext, script: Script, left: Sequence[UnfinishedSession], way: str
) -> str:
    """File or throw away unfinished sessions; a message if some stay. Raises SaveFailed."""
    stay = ""
    for one in left:
        try:
            if way == "file":
                file_unfinished(context, script, one.id)
            else:
                throw_away(context, one.id)
        except InUse:
            stay = STAYS if len(left) > 1 else IN_USE
        except Refused:
            continue  # finished, or put away, in another window
    return stay


def beside(id: str) -> str:
    """The id of a record whose own id has another version: the same each time."""
    return derived_id(id, "beside")


@contextmanager
def _ours(context: AppContext, id: str) -> Iterator[Resumed]:
    resumed = take_up(context, id)
    try:
        with as_save_failed():
            yield resumed
    finally:
        resumed.lock.release()


def _records_of(context: AppContext, left: Sequence[UnfinishedSession]) -> list[StoredRecord]:
    """The records that were already written from sessions."""
    ids = [id for one in left for id in (one.id, beside(one.id))]
    return list(context.records.of_id(*ids)) if ids else []


def _settled(context: AppContext, left: UnfinishedSession, written: Sequence[StoredRecord]) -> bool:
    """True if its record is written, and only a crash kept the session's file from being removed.

    Only a record with the same answers counts; then the file is removed now, if the disk allows.
    """
    own = (left.id, beside(left.id))
    if not any(r.id in own and holds_all_of(r, left) for r in (one.record for one in written)):
        return False
    with suppress(SaveFailed, durable.NotSaved, Unreadable, OSError):
        lock = context.progress.hold(left.id)
        found = context.progress.read(left.id) if lock else None
        if lock and found and found[0] == left:
            context.progress.own_file(left.id, found[1]).remove()
            lock.release()
    return True
