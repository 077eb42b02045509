"""What a look through the data finds: each kind of trouble by its name, and nothing where all is
well."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from rsense.store.doctor.checkup import HealthCheck
from rsense.store.doctor.findings import Finding
from rsense.store.files.durable import BEING_WRITTEN
from rsense.store.library import Library, shipped_folder
from rsense.store.records.codec import encode
from tests.store.made import AT, CARD, ID, KINDS, SESSION, TRIGGER, Document

NOW = 2_000_000_000.0
LONG_AGO = NOW - BEING_WRITTEN - 1
MONTH = "records/2026/11"
NAME = f"20261122T105208Z-trigger-{ID}"
PROGRESS: Document = {
    "format": 1,
    "id": "left234567",
    "kind": "progress",
    "exercise": "mindful-pause",
    "title": "Mindful pause",
    "started": AT,
    "saved": AT,
    "reply": [{"step": "now", "value": 7}],
}


class Home:
    """A data folder, and what is found in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(0o700)

    def put(self, name: str, data: bytes | str | Document, mode: int = 0o600) -> Path:
        path = self.folder / name
        made = path.parent
        missing = [made, *made.parents][: len(made.relative_to(self.folder).parts)]
        for parent in reversed(missing):
            parent.mkdir(0o700, exist_ok=True)
        if isinstance(data, dict):
            data = encode(data)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        path.chmod(mode)
        os.utime(path, (LONG_AGO, LONG_AGO))
        return path

    @property
    def checkup(self) -> HealthCheck:
        data = str(self.folder)
        library = Library(shipped_folder(), f"{data}/exercises", own_words=f"{data}/vocabulary")
        return HealthCheck(data, f"{data}/config.toml", library, NOW)

    def findings(self) -> list[Finding]:
        return self.checkup.findings()

    def found(self) -> list[tuple[str, str]]:
        """(kind, name of the file) of each."""
        return [(one.kind, os.path.basename(one.path)) for one in self.findings()]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def lived_in(home: Home) -> None:
    home.put(f"{MONTH}/{NAME}.toml", TRIGGER)
    home.put(f"{MONTH}/20261122T105208Z-session-sess234567.toml", SESSION)
    home.put(f"{MONTH}/20261122T105208Z-keepsake-card234567.toml", CARD)
    home.put("progress/left234567.toml", PROGRESS)
    home.put("progress/.left234567.lock", "")
    home.put(f"trash/20261122T105208Z-deleted-{NAME}.toml", TRIGGER)
    home.put("trash/other34567.toml", {**PROGRESS, "id": "other34567"})
    home.put("config.toml", 'theme = "day"\nours = 5\n')
    home.put(
        "vocabulary/emotions.toml", '[[family]]\nlabel = "Mine"\nwords = [{ value = "odd" }]\n'
    )
    home.put(".last-here", "log x\n")
    home.put(".plans-here", "\n\n2026/11 5")


def test_where_all_is_well_nothing_is_found_and_everything_was_read(home: Home) -> None:
    lived_in(home)
    checkup = home.checkup
    assert checkup.findings() == []
    assert dict(checkup.counts) == {
        "records": 3,
        "progress": 1,
        "trash": 2,
        "settings": 1,
        "vocabulary": 1,
    }


def test_where_there_is_nothing_nothing_is_found_or_made(tmp_path: Path) -> None:
    home = tmp_path / "none"
    library = Library(shipped_folder(), str(home / "exercises"))
    assert HealthCheck(str(home), str(home / "config.toml"), library, NOW).findings() == []
    assert not home.exists()


WHOLE = encode(TRIGGER)
DAMAGED: dict[str, tuple[str, bytes]] = {
    "no TOML": ("damaged", b"what = \nend = true\n"),
    "cut in a line": ("cut-short", WHOLE[:70]),
    "cut at a line": ("cut-short", WHOLE.rpartition(b"end =")[0]),
    "empty": ("cut-short", b""),
    "not UTF-8": ("damaged", b"\xff\xfe" + WHOLE),
    "UTF-16": ("damaged", WHOLE.decode().encode("utf-16")),
    "a git merge": ("damaged", b"<<<<<<< ours\n" + WHOLE + b"=======\n>>>>>>> theirs\n"),
    "newer": ("newer", WHOLE.replace(b"format = 1", b"format = 2")),
    "another kind": ("damaged", WHOLE.replace(b'"trigger"', b'"dream"')),
    "a value of another type": ("damaged", WHOLE.replace(b"intensity = 7", b'intensity = "7"')),
    "a key missing": ("damaged", WHOLE.replace(b"at = 20", b"then = 20")),
    "too large": ("damaged", b"#" * 1_100_000),
    "another id": ("damaged", WHOLE.replace(ID.encode(), b"zzzzzzzzzz")),
}


@pytest.mark.parametrize(("kind", "data"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_record_that_cannot_be_taken_is_named(home: Home, kind: str, data: bytes) -> None:
    home.put(f"{MONTH}/{NAME}.toml", data)
    assert home.found() == [(kind, f"{NAME}.toml")]


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ({**TRIGGER, "intensity": 99}, "Intensity goes from 0 to 10."),
        ({**TRIGGER, "intensity": -1}, "Intensity goes from 0 to 10."),
        ({**TRIGGER, "tags": [1]}, "Tags must be a list of words in quotes."),
        ({**KINDS["ritual"], "every": "often"}, "Every: “often” doesn't say how often."),
    ],
)
def test_what_no_import_would_take_is_named(home: Home, document: Document, what: str) -> None:
    """What is exported must come in elsewhere, so it is no surprise on the day of leaving."""
    at = f"{document['at'].astimezone(UTC):%Y%m%dT%H%M%SZ}"
    home.put(f"{MONTH}/{at}-{document['kind']}-{document['id']}.toml", document)
    (one,) = home.findings()
    assert (one.kind, one.what) == ("damaged", what)
    assert one.next.endswith("Put that right in an editor.")
    assert ".." not in one.next


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf" + WHOLE, WHOLE.replace(b"\n", b"\r\n")])
def test_a_byte_order_mark_or_windows_line_ends_are_no_damage(home: Home, data: bytes) -> None:
    home.put(f"{MONTH}/{NAME}.toml", data)
    assert home.found() == []


@pytest.mark.parametrize("folder", ["trash", "progress"])
@pytest.mark.parametrize("data", [b"what = ", b"", b"\xff"])
def test_damage_is_named_in_the_trash_and_among_sittings(
    home: Home, folder: str, data: bytes
) -> None:
    home.put(f"{folder}/left234567.toml", data)
    (one,) = home.findings()
    assert one.kind in ("damaged", "cut-short")
    assert (one.what == "It is empty.") is (not data)


@pytest.mark.parametrize(
    "make",
    [
        lambda path: os.mkfifo(path, 0o600),
        lambda path: path.mkdir(0o700),
        lambda path: path.symlink_to("/etc/passwd"),
        lambda path: path.symlink_to(path.name),
    ],
    ids=["a pipe", "a folder", "a link", "a link to itself"],
)
def test_what_is_no_file_is_named_and_not_waited_for(
    home: Home, make: Callable[[Path], object]
) -> None:
    path = home.put(f"{MONTH}/{NAME}.toml", "")
    path.unlink()
    make(path)
    assert home.found() == [("damaged", f"{NAME}.toml")]


# Several of one record


def test_a_copy_that_says_the_same_is_one_too_many(home: Home) -> None:
    home.put(f"{MONTH}/{NAME}.toml", TRIGGER)
    copy = f"{NAME}.sync-conflict-20261123-101010-ABCDEFG.toml"
    home.put(f"{MONTH}/{copy}", TRIGGER)
    assert home.found() == [("doubled", copy)]


@pytest.mark.parametrize(
    "name",
    [
        f"{NAME}.sync-conflict-20261123-101010-ABCDEFG.toml",
        f"{NAME} (conflicted copy 2026-11-23).toml",
        f"20261122T105209Z-trigger-{ID}.toml",
    ],
)
def test_versions_that_differ_are_told_together(home: Home, name: str) -> None:
    home.put(f"{MONTH}/{NAME}.toml", TRIGGER)
    home.put(f"{MONTH}/{name}", {**TRIGGER, "what": "another"})
    (one,) = home.findings()
    assert (one.kind, one.cure) == ("conflict", "choose")
    assert {os.path.basename(path) for path in one.paths} == {f"{NAME}.toml", name}


def test_an_hour_apart_in_the_repeated_hour_is_not_the_same(home: Home) -> None:
    home.put(f"{MONTH}/{NAME}.toml", TRIGGER)
    later = {**TRIGGER, "at": AT.astimezone(tz=None)}
    home.put(f"{MONTH}/{NAME}.sync-conflict-1.toml", later)
    same = later["at"].isoformat() == AT.isoformat()
    assert [one.kind for one in home.findings()] == ["doubled" if same else "conflict"]


# Where it does not belong


def test_a_record_in_another_month_or_under_another_moment_is_misplaced(home: Home) -> None:
    home.put(f"records/2026/10/{NAME}.toml", TRIGGER)
    home.put("records/20261122T105208Z-keepsake-card234567.toml", CARD)
    home.put(f"{MONTH}/20261122T105209Z-session-sess234567.toml", SESSION)
    assert {(one.kind, one.cure) for one in home.findings()} == {("misplaced", "place")}
    assert len(home.findings()) == 3


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        f"{MONTH}/notes.txt",
        f"{MONTH}/{NAME}.toml~",
        f"{MONTH}/.{NAME}.toml.swp",
        "records/old/x.toml",
        "progress/x.txt",
        "trash/My notes.toml",
        "trash/a.md",
        "my.toml",
        "photos/one.jpg",
        "exercises/readme.md",
        "vocabulary/x.bak",
    ],
)
def test_what_rsense_did_not_put_there_is_named_once(home: Home, name: str) -> None:
    home.put(name, "mine")
    assert [one.kind for one in home.findings()] == ["foreign"]


@pytest.mark.parametrize(
    "name", [".last-here", ".plans-here", ".open-here", "progress/.left234567.lock"]
)
@pytest.mark.parametrize("kind", ["pipe", "link"])
def test_what_has_the_name_of_a_note_and_is_no_file_is_foreign(
    home: Home, tmp_path: Path, name: str, kind: str
) -> None:
    path = home.put(name, "")
    assert home.findings() == []
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path, 0o600)
    else:
        path.symlink_to(tmp_path / "elsewhere")
    assert [one.kind for one in home.findings()] == ["foreign"]


@pytest.mark.parametrize(
    "name", [".git/config", ".stfolder/x", ".gitignore", ".DS_Store", f"{MONTH}/.DS_Store"]
)
def test_what_git_and_synchronisers_keep_for_themselves_is_theirs(home: Home, name: str) -> None:
    home.put(name, "theirs", 0o644)
    assert home.found() == []


def test_a_file_where_a_folder_should_be_is_named(home: Home) -> None:
    home.put("records", "a file")
    assert home.found() == [("damaged", "records")]


def test_a_folder_that_somebody_keeps_elsewhere_is_looked_into(home: Home) -> None:
    home.put(f"{MONTH}/{NAME}.toml", WHOLE[:70])
    elsewhere = home.folder.parent / "elsewhere"
    (home.folder / "records").rename(elsewhere)
    (home.folder / "records").symlink_to(elsewhere)
    assert home.found() == [("cut-short", f"{NAME}.toml")]


def test_a_link_to_nowhere_in_place_of_a_folder_is_named(home: Home) -> None:
    (home.folder / "records").symlink_to("nowhere")
    assert home.found() == [("damaged", "records")]


def test_a_file_in_place_of_all_of_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    library = Library(shipped_folder())
    found = HealthCheck(str(tmp_path / "home"), str(tmp_path / "c.toml"), library, NOW).findings()
    assert [(one.kind, one.path) for one in found] == [("damaged", str(tmp_path / "home"))]


# Who may get at it


@pytest.mark.parametrize("mode", [0o644, 0o620, 0o604, 0o666])
def test_a_file_that_others_may_get_at_is_named(home: Home, mode: int) -> None:
    home.put(f"{MONTH}/{NAME}.toml", TRIGGER, mode)
    assert home.found() == [("open", f"{NAME}.toml")]


@pytest.mark.parametrize("folder", ["", "records", "records/2026", MONTH])
def test_a_folder_that_others_may_look_into_is_named(home: Home, folder: str) -> None:
    home.put(f"{MONTH}/{NAME}.toml", TRIGGER)
    (home.folder / folder).chmod(0o711)
    assert [(one.kind, one.path) for one in home.findings()] == [
        ("open", str(home.folder / folder).rstrip("/"))
    ]


def test_what_a_person_put_among_the_exercises_is_no_news_in_a_closed_folder(home: Home) -> None:
    home.put("exercises/mine.toml", "", 0o644)
    (home.folder / "exercises").chmod(0o755)
    assert home.found() == []
    home.folder.chmod(0o711)
    assert [one.kind for one in home.findings()] == ["open"] * 3


# What a process left


TEMPORARY = f"{MONTH}/.tmp-4711-abcdefghij"


@pytest.mark.parametrize(
    ("data", "cure"),
    [
        (WHOLE, "recover"),
        (b"", "clear"),
        (WHOLE[:80], "clear"),
        (encode(PROGRESS), "recover"),
        (b'theme = "day"\n', "clear"),
    ],
    ids=["a record", "empty", "half a record", "a sitting", "settings"],
)
def test_a_temporary_is_recovered_when_it_is_whole(home: Home, data: bytes, cure: str) -> None:
    home.put(TEMPORARY, data)
    (one,) = home.findings()
    assert (one.kind, one.cure) == ("leftover", cure)


@pytest.mark.parametrize(("what", "cure"), [("Text unread", "clear"), ("another", "recover")])
def test_a_temporary_of_a_record_that_is_kept(home: Home, what: str, cure: str) -> None:
    home.put(f"{MONTH}/{NAME}.toml", TRIGGER)
    home.put(TEMPORARY, {**TRIGGER, "what": what})
    assert [(one.kind, one.cure) for one in home.findings()] == [("leftover", cure)]


def test_a_temporary_that_may_still_be_written_is_left_alone(home: Home) -> None:
    path = home.put(TEMPORARY, WHOLE[:80])
    os.utime(path, (NOW - 1, NOW - 1))
    assert home.found() == []


def test_a_sitting_whose_record_is_kept_is_over(home: Home) -> None:
    home.put("progress/sess234567.toml", {**PROGRESS, "id": "sess234567"})
    home.put(f"{MONTH}/20261122T105208Z-session-sess234567.toml", SESSION)
    (one,) = home.findings()
    assert (one.kind, one.cure, os.path.basename(one.path)) == (
        "leftover",
        "clear",
        "sess234567.toml",
    )


def test_a_sitting_of_an_exercise_that_is_gone_is_named(home: Home) -> None:
    home.put("progress/left234567.toml", {**PROGRESS, "exercise": "gone"})
    (one,) = home.findings()
    assert (one.kind, one.cure, "“gone”" in one.what) == ("leftover", "file", True)


def test_a_correction_that_was_left_is_named(home: Home) -> None:
    home.put(f"progress/.edit-{ID}/record.toml", WHOLE)
    (one,) = home.findings()
    assert (one.kind, f"rsense edit {ID}" in one.next) == ("leftover", True)


# Beside the records


@pytest.mark.parametrize("folder", ["exercises", "vocabulary"])
def test_scripts_and_words_that_cannot_be_read_are_damaged_whether_they_work_is_for_check(
    home: Home, folder: str
) -> None:
    home.put(f"{folder}/whole.toml", "title = 3\n")
    assert home.found() == []
    for name, data in {"a": b"= 5\n", "b": b"\xff", "c": b"#" * 300_000}.items():
        home.put(f"{folder}/{name}.toml", data)
    os.mkfifo(home.folder / folder / "d.toml", 0o600)
    assert home.found() == [("damaged", f"{name}.toml") for name in "abcd"]


def test_settings_that_cannot_be_read_are_named(home: Home) -> None:
    home.put("config.toml", "theme =\n")
    assert home.found() == [("damaged", "config.toml")]


@pytest.mark.parametrize("document", KINDS.values(), ids=KINDS.keys())
def test_looking_changes_no_byte_and_no_stamp(home: Home, document: Document) -> None:
    moment = document["at"] + timedelta(days=40)
    home.put(f"{MONTH}/x-{document['kind']}-{document['id']}.toml", {**document, "at": moment})
    home.put(TEMPORARY, WHOLE)
    paths = sorted(home.folder.rglob("*"))
    before = [(path, path.lstat().st_mtime_ns, path.lstat().st_mode) for path in paths]
    assert home.findings()
    assert before == [
        (path, path.lstat().st_mtime_ns, path.lstat().st_mode)
        for path in sorted(home.folder.rglob("*"))
    ]


def test_what_a_failing_disk_says_nothing_about_is_not_called_well(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home.put(f"{MONTH}/{NAME}.toml", TRIGGER)
    look = os.lstat

    def failing(where: str) -> os.stat_result:
        if where == str(path):
            raise OSError(errno.EIO, "failing")
        return look(where)

    monkeypatch.setattr(os, "lstat", failing)
    assert home.found() == [("damaged", f"{NAME}.toml")]
