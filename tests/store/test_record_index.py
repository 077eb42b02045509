"""Finding the plans without reading a diary, and never from a list that is out of date."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rsense.core.records import FollowUp, FollowUpState, Keepsake, Record, Trigger
from rsense.store.files import durable
from rsense.store.files.operations import read_if_possible
from rsense.store.record_index import open_files, plan_files, text_in
from rsense.store.records.repository import RecordStore
from tests.store.made import WORDS

NOW = datetime(2026, 11, 25, tzinfo=UTC).timestamp()
LONG_AGO = int(NOW - 1000) * 10**9


class Diary:
    """A data folder whose months can be made to look untouched for long."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.records = RecordStore(str(data / "records"))

    def put(self, month: int, text: str, shelf: str = "plans") -> str:
        at = datetime(2026, month, 3, 9, 0, len(text) % 60, tzinfo=UTC)
        return self.records.add(Keepsake(f"id{month}{shelf}", at, shelf, text))

    def log(self, month: int) -> None:
        self.records.add(Trigger(f"log{month}", datetime(2026, month, 4, tzinfo=UTC), "it"))

    def settle(self) -> None:
        """The newest month holds a note, and all folders were left alone for long."""
        self.log(11)
        records = self.data / "records"
        for folder in (records, *records.glob("*"), *records.glob("*/*")):
            os.utime(folder, ns=(LONG_AGO, LONG_AGO))

    @property
    def plans(self) -> list[str | None]:
        return [card_text(path) for path in plan_files(str(self.data), NOW)]

    @property
    def open(self) -> list[str]:
        """Names of what may be open, without folder and ending."""
        return [os.path.basename(path)[:-5] for path in open_files(str(self.data), NOW)]

    @property
    def lists(self) -> list[Path]:
        return list(self.data.glob(".plans-*"))


def card_text(path: str) -> str | None:
    return text_in(read_if_possible(path), b"text")


def names_of(found: list[Path]) -> list[str]:
    return [path.name for path in found]


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    return Diary(tmp_path)


def test_without_records_there_is_none(diary: Diary) -> None:
    assert diary.plans == []


def test_it_finds_plans_of_every_month_the_newest_first(diary: Diary) -> None:
    for month in (9, 11, 10):
        diary.put(month, f"of {month}")
    diary.put(11, "no plan", shelf="evidence")
    assert diary.plans == ["of 11", "of 10", "of 9"]
    diary.settle()
    assert diary.plans == diary.plans == ["of 11", "of 10", "of 9"]


def test_old_months_are_not_looked_into_twice(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    for month in (8, 9, 10, 11):
        diary.put(month, f"of {month}")
    diary.settle()
    assert len(diary.plans) == 4
    listed: list[str] = []
    real = os.listdir

    def noted(path: str) -> list[str]:
        listed.append(os.path.basename(path))
        return real(path)

    monkeypatch.setattr(os, "listdir", noted)
    assert len(diary.plans) == 4
    assert listed == ["11"]


@pytest.mark.parametrize("moment", ["2026-08-03", "2025-01-03", "2026-12-03"])
def test_a_plan_in_a_month_that_comes_from_elsewhere_is_found(diary: Diary, moment: str) -> None:
    diary.log(9)
    diary.settle()
    assert diary.plans == []
    assert diary.lists
    at = datetime.fromisoformat(f"{moment}T09:00Z")
    diary.records.add(Keepsake("new", at, "plans", "from elsewhere"))
    assert diary.plans == ["from elsewhere"]


def test_a_list_that_was_cut_short_hides_nothing(diary: Diary) -> None:
    diary.put(9, "If it rains, I stay")
    diary.settle()
    assert diary.plans
    (found,) = diary.lists
    whole = found.read_bytes()
    for size in range(len(whole)):
        found.write_bytes(whole[:size])
        assert diary.plans == ["If it rains, I stay"]
        assert found.read_bytes() == whole


def test_a_plan_that_another_device_puts_into_an_old_month_is_found(diary: Diary) -> None:
    diary.log(9)
    diary.settle()
    assert diary.plans == []
    diary.put(9, "from elsewhere")
    assert diary.plans == ["from elsewhere"]


def test_a_plan_that_is_gone_is_not_shown_again(diary: Diary) -> None:
    path = diary.put(9, "old")
    diary.settle()
    assert diary.plans == ["old"]
    os.unlink(path)
    assert diary.plans == []


def test_a_plan_edited_in_place_is_read_as_it_is_now(diary: Diary) -> None:
    path = Path(diary.put(9, "If it rains, I stay"))
    diary.settle()
    assert diary.plans == ["If it rains, I stay"]
    path.write_text(path.read_text().replace("rains", "snows"))
    diary.settle()
    assert diary.plans == ["If it snows, I stay"]


def test_a_month_that_has_just_changed_is_not_taken_for_known(diary: Diary) -> None:
    diary.log(9)
    diary.log(11)
    stamp = int(NOW * 10**9)
    folder = diary.data / "records" / "2026" / "09"
    os.utime(folder, ns=(stamp, stamp))
    assert diary.plans == []
    diary.put(9, "in the same tick")
    os.utime(folder, ns=(stamp, stamp))
    assert diary.plans == ["in the same tick"]


def test_the_list_holds_names_and_lets_no_one_in(diary: Diary) -> None:
    diary.put(9, "If Sam shouts, then I will leave.")
    diary.settle()
    assert diary.plans
    (found,) = diary.lists
    assert "Sam" not in found.read_text()
    assert found.stat().st_mode & 0o777 == 0o600


def test_a_diary_of_one_month_needs_no_list(diary: Diary) -> None:
    diary.put(11, "new")
    assert diary.plans == ["new"]
    assert diary.lists == []


@pytest.mark.parametrize("junk", ["", "x", "2026/09 1", "\n\n", "\n\n2026/09 0", "\0\n\n\n"])
def test_a_list_that_is_not_as_it_should_be_hides_nothing(diary: Diary, junk: str) -> None:
    diary.put(9, "here")
    diary.settle()
    assert diary.plans == ["here"]
    (found,) = diary.lists
    found.write_text(junk)
    assert diary.plans == ["here"]
    assert diary.plans == ["here"]


def test_a_folder_that_takes_no_list_is_no_trouble(diary: Diary) -> None:
    diary.put(9, "here")
    diary.settle()
    diary.data.chmod(0o500)
    try:
        assert diary.plans == ["here"]
    finally:
        diary.data.chmod(0o700)
    assert {path.name for path in diary.data.iterdir()} == {"records", *names_of(diary.lists)}


@pytest.mark.parametrize(
    "name",
    ["../../x-keepsake-x.toml", "/etc/passwd", "2026/10/../../x-keepsake-", "2026/10/x\0", ""],
)
def test_a_list_that_leads_elsewhere_is_made_anew(diary: Diary, name: str) -> None:
    diary.put(10, "here")
    diary.settle()
    assert diary.plans == ["here"]
    (kept,) = diary.lists
    names, _, state = kept.read_bytes().partition(b"\n\n")
    kept.write_bytes(names + b"\n" + name.encode() + b"\n\n" + state)
    assert diary.plans == ["here"]


@settings(max_examples=60)
@given(text=WORDS | st.sampled_from(['say "so"', "a\\b", "one\ntwo", '"""', "x" * 2000]))
def test_what_it_reads_of_a_card_is_what_stands_there_or_left_to_a_parser(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    diary = Diary(tmp_path_factory.mktemp("diary"))
    if not text:
        return
    found = card_text(diary.put(11, text))
    assert found is None or found.lstrip("\n") == text.lstrip("\n")


@pytest.mark.parametrize(
    ("card", "text"),
    [
        ('\ntext = "a"\n', "a"),
        ("\ntext = 'a'\n", None),
        ('\ntext = "a\n', None),
        ("\ntext =", None),
        ('\ntext = "caf\\u00e9"\n', None),
        ("shelf only", None),
        ("", ""),
    ],
)
def test_a_card_written_by_hand_is_left_to_a_parser(
    tmp_path: Path, card: str, text: str | None
) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f"id = 1{card}" if card else "")
    assert card_text(str(path)) == text


def asked(month: int, state: FollowUpState = "open") -> FollowUp:
    at = datetime(2026, month, 3, 9, tzinfo=UTC)
    return FollowUp(f"ask{month}", at, "And?", due=at, state=state)


def rewrite(records: RecordStore, record: Record) -> None:
    durable.replace(records.path_of(record), records.bytes_of(record), expected=None)


def test_open_follow_ups_of_every_month_are_found_until_they_are_closed(diary: Diary) -> None:
    for month in (8, 9, 10, 11):
        diary.records.add(asked(month, "open" if month % 2 else "done"))
    diary.settle()
    names = ["20261103T090000Z-followup-ask11", "20260903T090000Z-followup-ask9"]
    assert diary.open == diary.open == names
    rewrite(diary.records, asked(9, "let go"))
    assert diary.open == names[:1]
    rewrite(diary.records, asked(8))
    assert diary.open == [names[0], "20260803T090000Z-followup-ask8"]


@pytest.mark.parametrize("month", [9, 11], ids=["an old month", "the newest"])
def test_a_follow_up_that_another_device_closed_is_closed(diary: Diary, month: int) -> None:
    path = Path(diary.records.add(asked(month)))
    diary.log(11)
    copy = path.with_name(f"{path.stem}.sync-conflict-20261122-105208-ABC.toml")
    copy.write_bytes(diary.records.bytes_of(asked(month, "done")))
    diary.settle()
    assert diary.open == []


def test_nothing_is_taken_out_of_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ours = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    try:
        os.write(ours, b"theirs")
        assert read_if_possible(str(pipe)) == b""
        assert os.read(ours, 99) == b"theirs"
    finally:
        os.close(ours)


def test_a_link_is_looked_behind_only_where_that_is_asked(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"words")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    link = str(tmp_path / "link")
    assert read_if_possible(link) == b""
    assert read_if_possible(link, follow=True) == b"words"
    assert read_if_possible(str(tmp_path)) == b""
