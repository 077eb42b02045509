"""Putting right what was found: nothing is lost by it, and the next look finds it no more."""

from __future__ import annotations

import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rsense.core.records import SessionRecord
from rsense.store.doctor.repairs import RepairFailed, Repairs
from rsense.store.records.codec import encode
from rsense.store.records.repository import RecordStore
from rsense.store.sessions import SessionStore
from tests.store.made import AT, ID, SESSION, TRIGGER
from tests.store.test_checkup import MONTH, NAME, PROGRESS, TEMPORARY, WHOLE, Home

NOW = datetime(2026, 11, 25, 18, 0, tzinfo=AT.tzinfo)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def hands(home: Home) -> Repairs:
    data = str(home.folder)
    progress = SessionStore(f"{data}/progress")
    return Repairs(data, RecordStore(f"{data}/records"), progress, lambda: NOW)


def mend(home: Home, stays: str = "") -> None:
    for one in home.findings():
        hands(home).mend(one, stays)


def everything(home: Home) -> dict[str, bytes]:
    files = (path for path in home.folder.rglob("*") if path.is_file())
    found = {str(path.relative_to(home.folder)): path.read_bytes() for path in files}
    return {name: data for name, data in found.items() if not name.endswith(".lock")}


def test_an_open_file_is_closed_and_keeps_what_its_owner_may(home: Home) -> None:
    path = home.put(f"{MONTH}/{NAME}.toml", TRIGGER, 0o644)
    (home.folder / MONTH).chmod(0o755)
    mend(home)
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent)]
    assert (modes, home.found()) == ([0o600, 0o700], [])


def test_what_became_a_link_is_not_followed(home: Home, tmp_path: Path) -> None:
    path = home.put(f"{MONTH}/{NAME}.toml", TRIGGER, 0o644)
    (one,) = home.findings()
    outside = tmp_path / "outside"
    outside.write_text("theirs")
    outside.chmod(0o644)
    path.unlink()
    path.symlink_to(outside)
    with pytest.raises(RepairFailed):
        hands(home).mend(one)
    assert stat.S_IMODE(outside.stat().st_mode) == 0o644


@pytest.mark.parametrize("name", [f"2026/10/{NAME}", "2026/11/note", "2026/11/a quarrel, nov 22"])
def test_a_record_that_was_moved_or_renamed_is_put_where_it_is_found(home: Home, name: str) -> None:
    home.put(f"records/{name}.toml", TRIGGER)
    mend(home)
    assert (everything(home), home.found()) == ({f"{MONTH}/{NAME}.toml": WHOLE}, [])


@pytest.mark.parametrize("id", ["../../../../x", "a/b", "x y", "UPPER", ""])
def test_an_id_that_is_no_word_never_makes_a_name(home: Home, id: str) -> None:
    home.put(f"{MONTH}/note.toml", {**TRIGGER, "id": id})
    assert [(one.kind, one.cure) for one in home.findings()] == [("damaged", None)]


def test_a_temporary_becomes_the_record_it_was_to_be(home: Home) -> None:
    home.put(TEMPORARY, WHOLE)
    mend(home)
    assert (everything(home), home.found()) == ({f"{MONTH}/{NAME}.toml": WHOLE}, [])


def test_a_temporary_becomes_the_sitting_it_was_to_be(home: Home) -> None:
    home.put("progress/.tmp-1-a", PROGRESS)
    mend(home)
    assert everything(home) == {"progress/left234567.toml": encode(PROGRESS)}


def test_another_version_of_a_record_is_in_the_trash_with_its_name(home: Home) -> None:
    home.put(f"{MONTH}/{NAME}.toml", TRIGGER)
    other = encode({**TRIGGER, "what": "another"})
    home.put(TEMPORARY, other)
    mend(home)
    assert everything(home) == {
        f"{MONTH}/{NAME}.toml": WHOLE,
        f"trash/20261125T170000Z-edited-{NAME}.toml": other,
    }


@pytest.mark.parametrize("data", [WHOLE[:60], b"", b"theme = 5\n"])
def test_half_of_something_is_seen_in_the_trash(home: Home, data: bytes) -> None:
    home.put(TEMPORARY, data)
    mend(home)
    name = "trash/20261125T170000Z-deleted-unsaved-tmp-4711-abcdefghij.toml"
    assert (everything(home), home.found()) == ({name: data}, [])


def test_the_copy_goes_and_the_record_stays(home: Home) -> None:
    home.put(f"{MONTH}/{NAME}.toml", TRIGGER)
    copy = f"{NAME}.sync-conflict-1.toml"
    home.put(f"{MONTH}/{copy}", TRIGGER)
    mend(home)
    assert sorted(everything(home)) == [
        f"{MONTH}/{NAME}.toml",
        f"trash/20261125T170000Z-deleted-{copy}",
    ]
    assert home.found() == []


@pytest.mark.parametrize("stays", [0, 1])
def test_of_several_versions_the_chosen_one_stays(home: Home, stays: int) -> None:
    home.put(f"{MONTH}/{NAME}.toml", TRIGGER)
    other = encode({**TRIGGER, "what": "another"})
    home.put(f"{MONTH}/{NAME}.sync-conflict-1.toml", other)
    (one,) = home.findings()
    hands(home).mend(one, one.paths[stays])
    files = everything(home)
    assert [data for name, data in files.items() if name.startswith("records")] == [
        (WHOLE, other)[stays]
    ]
    assert sorted(files.values()) == sorted([WHOLE, other])


def test_the_version_that_stays_is_found_by_its_name(home: Home) -> None:
    home.put(f"{MONTH}/{NAME}.toml", TRIGGER)
    moved = {**TRIGGER, "what": "another", "at": AT + timedelta(days=30)}
    home.put(f"{MONTH}/{NAME}.sync-conflict-1.toml", moved)
    (one,) = home.findings()
    hands(home).mend(one, one.paths[1])
    assert RecordStore(str(home.folder / "records")).paths(ID) == [
        str(home.folder / f"records/2026/12/20261222T105208Z-trigger-{ID}.toml")
    ]
    assert home.found() == []


SITTING_COPY = "progress/left234567.sync-conflict-1.toml"


def test_a_sitting_whose_file_is_damaged_goes_on_from_the_copy_that_is_chosen(home: Home) -> None:
    here = home.put("progress/left234567.toml", "reply = ")
    copy = home.put(SITTING_COPY, PROGRESS)
    (one,) = (one for one in home.findings() if one.cure == "choose")
    assert one.paths == (str(here), str(copy))
    hands(home).mend(one, str(copy))
    assert everything(home)["progress/left234567.toml"] == encode(PROGRESS)


@pytest.mark.parametrize("stays", [0, 1])
def test_of_two_sittings_that_went_on_apart_the_chosen_one_is_offered(
    home: Home, stays: int
) -> None:
    home.put("progress/left234567.toml", PROGRESS)
    home.put(SITTING_COPY, {**PROGRESS, "reply": [{"step": "now", "value": 3}]})
    (one,) = home.findings()
    assert one.kind == "conflict"
    hands(home).mend(one, one.paths[stays])
    (left,) = SessionStore(str(home.folder / "progress")).all()
    assert [reply.value for reply in left.replies] == [(7, 3)[stays]]
    assert home.found() == []
    assert len(everything(home)) == 2


def test_a_copy_of_a_sitting_goes_and_the_sitting_stays(home: Home) -> None:
    home.put("progress/left234567.toml", PROGRESS)
    home.put(SITTING_COPY, PROGRESS)
    assert home.found() == [("doubled", "left234567.sync-conflict-1.toml")]
    mend(home)
    assert "progress/left234567.toml" in everything(home)
    assert home.found() == []


def test_a_copy_whose_sitting_is_gone_takes_its_place(home: Home) -> None:
    home.put(SITTING_COPY, PROGRESS)
    mend(home)
    assert list(everything(home)) == ["progress/left234567.toml"]


def test_no_version_goes_before_one_is_chosen(home: Home) -> None:
    home.put(f"{MONTH}/{NAME}.toml", TRIGGER)
    home.put(f"{MONTH}/{NAME}.sync-conflict-1.toml", {**TRIGGER, "what": "another"})
    before = everything(home)
    mend(home)
    mend(home, "/somewhere/else.toml")
    assert everything(home) == before


def test_a_finished_sitting_goes_to_the_trash(home: Home) -> None:
    home.put("progress/sess234567.toml", {**PROGRESS, "id": "sess234567"})
    home.put(f"{MONTH}/20261122T105208Z-session-sess234567.toml", SESSION)
    mend(home)
    assert "trash/sess234567.toml" in everything(home)
    assert home.found() == []


def test_a_sitting_without_its_exercise_becomes_a_record_and_stays_in_the_trash(home: Home) -> None:
    home.put(
        "progress/left234567.toml",
        {
            **PROGRESS,
            "exercise": "gone",
            "reply": [
                {"step": "now", "value": 7},
                {"step": "read"},
                {"step": "what", "value": "Sam left."},
                {"step": "did", "skipped": True},
                {"step": "pile", "value": [["he left", "fact"], ["he is gone", "story"]]},
                {"step": "who", "private": True},
            ],
        },
    )
    mend(home)
    (found,) = RecordStore(str(home.folder / "records")).newest()
    record = found.record
    assert isinstance(record, SessionRecord)
    assert (record.id, record.outcome) == ("left234567", "left")
    assert [said.answer for said in record.replies] == [
        "7",
        "Sam left.",
        "skipped",
        "he left: fact; he is gone: story",
    ]
    assert "trash/left234567.toml" in everything(home)
    assert home.found() == []


def test_a_sitting_that_is_open_elsewhere_is_left_alone(home: Home) -> None:
    home.put("progress/sess234567.toml", {**PROGRESS, "id": "sess234567"})
    home.put(f"{MONTH}/20261122T105208Z-session-sess234567.toml", SESSION)
    lock = SessionStore(str(home.folder / "progress")).hold("sess234567")
    before = everything(home)
    with pytest.raises(RepairFailed):
        mend(home)
    assert everything(home) == before
    del lock


def test_a_record_that_took_the_place_meanwhile_is_not_overwritten(home: Home) -> None:
    home.put(TEMPORARY, WHOLE)
    (one,) = home.findings()
    other = encode({**TRIGGER, "what": "another"})
    home.put(f"{MONTH}/{NAME}.toml", other)
    hands(home).mend(one)
    assert sorted(everything(home).values()) == sorted([WHOLE, other])
    assert everything(home)[f"{MONTH}/{NAME}.toml"] == other
    assert ID in everything(home)[f"{MONTH}/{NAME}.toml"].decode()
