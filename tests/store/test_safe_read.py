"""Reading what may be hostile: never waits, never follows unasked, never costs much, says why."""

from __future__ import annotations

import os
import stat
import sys
import time
import tomllib
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from rsense.store.files.operations import os_files
from rsense.store.files.safe_read import (
    DEPTH_LIMIT,
    DOTS_LIMIT,
    LINE_LIMIT,
    NODES_LIMIT,
    RECORD_LIMIT,
    SCRIPT_LIMIT,
    Unreadable,
    caps,
    parse_toml,
    read_bytes,
    read_toml,
)

RECORD = b'what = "caf\xc3\xa9"\nend = true\n'
SECRET = "nobody-may-see-this"


def write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def a_socket(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFSOCK | 0o600)
    except PermissionError:
        pytest.skip("only the system's administrator may make one here")


def grow_sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)


NOT_READ: dict[str, tuple[Callable[[Path], object], str]] = {
    "fifo": (os.mkfifo, "not an ordinary file"),
    "socket": (a_socket, "not an ordinary file"),
    "folder": (os.mkdir, "not an ordinary file"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "is a link"),
    "link": (lambda path: path.symlink_to(__file__), "is a link"),
    "dangling link": (lambda path: path.symlink_to("nowhere"), "is a link"),
    "link to itself": (lambda path: path.symlink_to(path), "is a link"),
    "nothing": (lambda path: None, "no such file"),
    "sparse terabyte": (grow_sparse, "larger than 1024 KB"),
    "a byte too many": (lambda path: write(path, b"#" * (RECORD_LIMIT + 1)), "larger than"),
}


@pytest.mark.parametrize("kind", NOT_READ)
def test_what_is_no_small_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    make, why = NOT_READ[kind]
    path = tmp_path / "x.toml"
    make(path)
    started = time.monotonic()
    with pytest.raises(Unreadable, match=why) as caught:
        read_toml(str(path))
    assert time.monotonic() - started < 5
    assert caught.value.path == str(path)


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/tty", "/dev/null", "/proc/self/mem", "a\0b"])
def test_devices_and_impossible_names_are_refused(path: str) -> None:
    with pytest.raises(Unreadable):
        read_bytes(path, RECORD_LIMIT, follow=True)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
def test_a_file_that_calls_itself_empty_is_read_to_its_end() -> None:
    assert read_bytes("/proc/self/status", RECORD_LIMIT).startswith(b"Name:")


def test_a_file_that_grows_past_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"#" * 100)
    monkeypatch.setattr(os_files, "read", lambda descriptor, size: b"#" * size)
    with pytest.raises(Unreadable, match="larger than"):
        read_bytes(str(path), RECORD_LIMIT)


def test_a_disk_error_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(descriptor: int, size: int) -> bytes:
        raise OSError(5, "Input/output error")

    path = tmp_path / "x.toml"
    path.write_bytes(RECORD)
    monkeypatch.setattr(os_files, "read", broken)
    with pytest.raises(Unreadable, match="the disk reported an error"):
        read_toml(str(path))


@pytest.mark.parametrize("kind", ["fifo", "folder", "dangling link", "link to itself", "device"])
def test_followed_links_lead_to_ordinary_files_only(tmp_path: Path, kind: str) -> None:
    target, link = tmp_path / "target", tmp_path / "x.toml"
    NOT_READ[kind][0](target)
    link.symlink_to(target)
    with pytest.raises(Unreadable):
        read_toml(str(link), SCRIPT_LIMIT, follow=True)


def test_a_named_link_is_followed_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(RECORD)
    (tmp_path / "x.toml").symlink_to("target")
    assert read_toml(str(tmp_path / "x.toml"), follow=True) == {"what": "café", "end": True}


READ: dict[str, tuple[bytes, object]] = {
    "plain": (RECORD, {"what": "café", "end": True}),
    "byte order mark": (b"\xef\xbb\xbf" + RECORD, {"what": "café", "end": True}),
    "CRLF": (RECORD.replace(b"\n", b"\r\n"), {"what": "café", "end": True}),
    "empty": (b"", {}),
    "local date": (b"checked = 2026-11-22", tomllib.loads("checked = 2026-11-22")),
    "last instant": (b"at = 2200-01-01T00:59:59+01:00", None),
    "widest integers": (b"a = [-9223372036854775808, 9223372036854775807]", None),
    "exactly the limit": ((b"#" * 1023 + b"\n") * (RECORD_LIMIT // 1024), {}),
    "longest line": (b"#" * LINE_LIMIT + b"\n" + b"#" * LINE_LIMIT, {}),
    "dots in a key": (b"a" + b".a" * (DEPTH_LIMIT) + b" = 1", None),
    "dots in words": (b'a = """\n' + b"." * 99 + b" = [[[\n" * 99 + b'"""', None),
    "brackets in words": (b"a = '''" + b"[{" * 99 + b"'''  # " + b"[" * 99, None),
    "quotes at the end": (b'a = """x"""""\n' + b"b = '''x'''''", None),
    "deepest": (b"a = " + b"[" * DEPTH_LIMIT + b"]" * DEPTH_LIMIT, None),
    "most values": (b"a = [\n" + b"1.5,\n" * (NODES_LIMIT - 1) + b"]", None),
    "most tables": (b"[[a]]\n" * (NODES_LIMIT - 1), None),
}


@pytest.mark.parametrize("kind", READ)
def test_what_is_inside_the_caps_is_read(tmp_path: Path, kind: str) -> None:
    data, document = READ[kind]
    path = tmp_path / "x.toml"
    path.write_bytes(data)
    assert read_toml(str(path)) == (tomllib.loads(data.decode()) if document is None else document)


SECRETLY = f"{SECRET} = '{SECRET}'\n"
REFUSED: dict[str, tuple[str | bytes, str]] = {
    "UTF-16": (SECRETLY.encode("utf-16"), r"not UTF-8 text \(at line 1, column 1\)"),
    "latin-1": ("\nwhat = 'café'".encode("latin-1"), r"not UTF-8 text \(at line 2, column 12\)"),
    "NUL": (f"a = '{SECRET}\0'", r"not valid TOML: a control character .*\(at line 1, column"),
    "half a string": (f"a = '{SECRET}", "not valid TOML"),
    "a key twice": (
        SECRETLY * 2,
        r"key stands twice in one table \(at line 2, column .*\. Mend it in an editor: take one",
    ),
    "git's marks": (f"<<<<<<< HEAD\n{SECRETLY}=======\n>>>>>>> x\n", "both sides of a git merge"),
    "a bad date": ("a = 2026-02-30", "not valid TOML"),
    "too many digits": ("a = " + "1" * 5_000, "not valid TOML"),
    "a long line": (f"#{'é' * (LINE_LIMIT // 2)}", "line 1 is longer than 8 KB"),
    "a long line further down": ("\n\n" + "a" * (LINE_LIMIT + 1), "line 3 is longer"),
    "a key of 20,000 parts": ("a" + ".a" * 20_000 + "=1", "line 1 is longer than 8 KB"),
    "a key of 4,000 parts": ("a" + ".a" * 4_000 + "=1", "more than 16 dots"),
    "a header of 18 parts": ("[a" + ".'.'" * (DOTS_LIMIT + 1) + "]", "more than 16 dots"),
    "an inner key of 18 parts": ("a = {b" + " . a" * (DOTS_LIMIT + 1) + "=1}", "16 dots"),
    "many long keys": ("".join(f"a{n}{'.b' * 12}=1\n" for n in range(5_000)), "20000 values"),
    "65 brackets": ("a = " + "[{b=" * 33, "inside each other"),
    "brackets after stray ones": ("]" * 99 + "a = " + "[" * 65, "inside each other"),
    "deep": ("a = " + "[" * (DEPTH_LIMIT + 1) + "]" * (DEPTH_LIMIT + 1), "inside each other"),
    "deep tables": ("[a" + ".a" * DEPTH_LIMIT + "]", "inside each other"),
    "too many values": ("a = [\n" + "1,\n" * (NODES_LIMIT + 1) + "]", "more than 20000 values"),
    "too many keys": ("".join(f"k{n}=1\n" for n in range(NODES_LIMIT + 1)), "20000 values"),
    "too many lists": ("a = [\n" + "[],\n" * NODES_LIMIT + "]", "more than 20000 values"),
    "too many tables": ("[[a]]\n" * (NODES_LIMIT + 1), "more than 20000 values"),
    "too many in keys of two parts": (
        "".join(f"a{n}.b=1\n" for n in range(NODES_LIMIT // 2 + 1)),
        "more than 20000 values",
    ),
    "hidden values": (f"a = [{'{}, ' * 9_000}]\n", "line 1 is longer"),
    "65 bits": ("a = 9223372036854775808", "does not fit 64 bits"),
    "infinity": ("a = [1.0, -inf]", "infinite"),
    "no number": ("a = nan", "infinite, or none"),
    "too large a number": ("a = 1e999", "infinite"),
    "no offset": ("a = 2026-11-22T11:00:00", "no offset"),
    "no date": ("a = 11:00:00", "no date"),
    "before 1970": ("a = 1970-01-01T00:00:00+01:00", "before 1970"),
    "after 2199": ("a = 2200-01-01T00:00:00Z", "after 2199"),
    "a day before 1970": ("a = 1969-12-31", "before 1970"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_outside_is_refused_quickly_and_quotes_nothing(tmp_path: Path, kind: str) -> None:
    content, why = REFUSED[kind]
    path = tmp_path / "x.toml"
    data = content if isinstance(content, bytes) else content.encode(errors="surrogateescape")
    path.write_bytes(data)
    started = time.process_time()
    with pytest.raises(Unreadable, match=why) as caught:
        read_toml(str(path))
    assert time.process_time() - started < 1
    assert SECRET not in "".join(traceback.format_exception(caught.value))


BEFORE_PARSING = (
    "a long line",
    "a key of 20,000 parts",
    "a header of 18 parts",
    "an inner key of 18 parts",
    "many long keys",
    "65 brackets",
    "brackets after stray ones",
    "too many values",
    "too many keys",
    "too many lists",
    "too many tables",
)


@pytest.mark.parametrize("kind", BEFORE_PARSING)
def test_what_would_cost_the_parser_much_never_reaches_it(kind: str) -> None:
    content, why = REFUSED[kind]
    with pytest.raises(Unreadable, match=why):
        caps(str(content))


@pytest.mark.parametrize("error", [RecursionError(SECRET), ValueError(SECRET)])
def test_whatever_the_parser_raises_is_told_in_words(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(text: str) -> None:
        raise error

    monkeypatch.setattr(tomllib, "loads", fail)
    with pytest.raises(Unreadable, match=r"^this text: it is not valid TOML\. Mend it") as caught:
        parse_toml("")
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_a_text_that_no_file_could_hold_is_refused() -> None:
    with pytest.raises(Unreadable, match="not UTF-8"):
        parse_toml("a = '\udcff'")


ESCAPES = '\\"' * (LINE_LIMIT // 2 - 4) + "\n"


@pytest.mark.parametrize(
    "unit", [ESCAPES, '\\""" "\n', '\\"""\n', "'''\n", "'\\\n", '"""\\"', "[.'\n", "#\n", "]\n"]
)
def test_no_text_takes_quadratic_time(unit: str) -> None:
    text = '"""' + unit * (SCRIPT_LIMIT // len(unit) - 3)
    started = time.process_time()
    for start in (0, 3):
        with suppress(Unreadable):
            parse_toml(text[start:], limit=SCRIPT_LIMIT)
    assert time.process_time() - started < 2


def test_a_script_has_the_smaller_limit() -> None:
    text = "#\n" * (SCRIPT_LIMIT // 2 + 1)
    caps(text)
    with pytest.raises(Unreadable, match="larger than 256 KB"):
        caps(text, "x.toml", SCRIPT_LIMIT)


words = st.text(alphabet="""ab.,=[]{}#'"\\\n\r\t 日""", max_size=80)


@given(document=st.dictionaries(words, words | st.lists(words), max_size=5), lines=st.booleans())
def test_words_never_count_against_the_caps(document: dict[str, object], lines: bool) -> None:
    text = tomli_w.dumps(document, multiline_strings=lines)
    assert parse_toml(text) == tomllib.loads(text)


@given(st.text(max_size=300) | words | st.binary(max_size=300))
def test_any_text_is_a_document_or_unreadable(some: str | bytes) -> None:
    text = some if isinstance(some, str) else some.decode("latin-1")
    with suppress(Unreadable):
        assert parse_toml(text) == tomllib.loads(text)
