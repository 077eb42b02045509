"""`log` from standard input, from broken arguments, and asked for in lines."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.services.text_input import MOST, decode_argument, decode_bytes, normalise_text
from tests.cli.shell import Shell


@pytest.mark.parametrize(
    ("stdin", "what"),
    [
        ("a cool tone\n", "a cool tone"),
        ("\ufeffa cool tone", "\ufeffa cool tone"),
        (b"a cool tone\r\n", "a cool tone"),
        ("a cool tone\n\n", "a cool tone\n"),
        ("a\rb\u2028c\x85d\u2029e\ve", "a\nb\nc\nd\u2029e\ve"),
        ("two\r\nlines\n", "two\nlines"),
        ("  \n\n a\n\nb \n", "  \n\n a\n\nb "),
        ("::not a command", "::not a command"),
        ("a\0b", "a\ufffdb"),
        ("日本 🫂 שלום e\u0301", "日本 🫂 שלום e\u0301"),
        (codecs.BOM_UTF16_LE + "é 🫂".encode("utf-16-le"), "é 🫂"),
        (codecs.BOM_UTF16_BE + "é 🫂".encode("utf-16-be"), "é 🫂"),
        (codecs.BOM_UTF32_LE + "é 🫂".encode("utf-32-le"), "é 🫂"),
        (codecs.BOM_UTF16_LE + b"a", "ÿþa"),
        (b"caf\xe9", "café"),
        (b"caf\xe9 and caf\xc3\xa9", "café and café"),
        (b"\x93quoted\x94 \x81", "“quoted” \x81"),
    ],
)
@pytest.mark.parametrize("words", [["-"], []])
def test_standard_input_is_read_whatever_its_encoding(
    rsense: Shell, words: list[str], stdin: str | bytes, what: str
) -> None:
    assert rsense("log", *words, "-i", "3", stdin=stdin).code == 0
    assert [found.what for found in rsense.triggers] == [what]


@given(st.text(st.characters(codec="utf-8")))
def test_text_comes_through_whole(text: str) -> None:
    assert decode_bytes(text.encode()) == text
    assert decode_argument(text) == text


@given(st.binary())
def test_no_byte_is_too_much(data: bytes) -> None:
    normalise_text(decode_bytes(data)).encode()


@pytest.mark.parametrize("stdin", ["", "\n", "   \n", "\ufeff\n", "\u2028\r\r\n"])
def test_nothing_said_is_nothing_kept(rsense: Shell, stdin: str) -> None:
    assert rsense("log", stdin=stdin).code == 2
    assert not rsense.home.exists()


REFUSED_BESIDE = [
    (["log", "-", "--at", "nonsense"], "cannot be read as a time"),
    (["log", "-", "--at", "tomorrow"], "still to come"),
    (["log", "--at", "nonsense"], "cannot be read as a time"),
    (["log", "-", "-e", "an"], "could be"),
    (["log", "-", "-i", "11"], "11"),
    (["log", "-", "--nope"], "nope"),
    (["keep", "nowhere", "-"], "no shelf"),
    (["keep", "evidence", "-", "--nope"], "nope"),
]


@pytest.mark.parametrize(("words", "why"), REFUSED_BESIDE, ids=lambda value: str(value)[:40])
def test_piped_words_come_back_where_an_option_is_refused(
    rsense: Shell, words: list[str], why: str
) -> None:
    ran = rsense(*words, stdin="a cool tone\nat dinner\n")
    assert (ran.code, ran.out) == (2, "a cool tone\nat dinner\n")
    assert why in ran.err
    assert "Your words are above" in ran.err
    assert rsense.records == []


def test_other_commands_give_nothing_back(rsense: Shell) -> None:
    assert rsense("import", "-", "--nope", stdin="x").out == ""


def test_without_any_standard_input_nothing_is_said(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rsense.cli.commands.log.sys.stdin", None)
    assert rsense("log", "-", stdin="").code == 2


@pytest.mark.parametrize("words", ["x" * MOST, "word " * (MOST // 5 - 1), "日本語 \n" * 90_000])
def test_a_megabyte_comes_back_as_it_went_in(rsense: Shell, words: str) -> None:
    assert rsense("log", "-", stdin=words).code == 0
    assert rsense.triggers[0].what == words.removesuffix("\n")


@pytest.mark.parametrize("words", ["x" * (MOST + 1), "日" * (MOST // 2), "x" * (MOST * 5)])
def test_words_longer_than_fit_are_given_back(rsense: Shell, words: str) -> None:
    ran = rsense("log", "-", stdin=words)
    assert (ran.code, ran.out, rsense.triggers) == (1, words, [])
    assert ran.err == "Not saved: that is longer than fits (1,000,000 bytes).\n"


def test_words_that_only_their_escapes_make_too_long_are_given_back(rsense: Shell) -> None:
    ran = rsense("log", "-", stdin='"' * 900_000)
    assert (ran.code, ran.out) == (1, '"' * 900_000 + "\n")


BROKEN = "caf\udce9"
"""As Python passes on an argument that is not UTF-8."""


@pytest.mark.parametrize(
    "words", [[BROKEN], ["it", "-w", BROKEN], ["it", "-t", BROKEN], ["it", "--did", BROKEN]]
)
def test_arguments_that_are_not_utf_8_are_understood(rsense: Shell, words: list[str]) -> None:
    assert rsense("log", *words).code == 0
    assert "café" in str(rsense.triggers[0])


# Asked for in lines


ASKED: dict[str, tuple[list[str], str, tuple[int | None, tuple[str, ...]]]] = {
    "nothing more": ([], "it\n\n\n", (None, ())),
    "the end of the input": ([], "it\n", (None, ())),
    "a strength off the scale, then on it": ([], "it\n11\n9\n\n", (9, ())),
    "a strength in words, then in digits": ([], "it\nmuch\n9\n\n", (9, ())),
    "left at the strength": ([], "it\n:quit\n", (None, ())),
    "a skipped strength": ([], "it\n:skip\nanxious\n", (None, ("anxious",))),
    "a strength said before": (["-i", "5"], "it\nanx\n", (5, ("anxious",))),
    "feelings said before": (["-e", "sad"], "it\n3\n", (3, ("sad",))),
    "feelings by number": ([], "it\n3\n1, 3\n", (3, ("anxious", "worried"))),
    "feelings by number and blank": ([], "it\n3\n1 2\n", (3, ("anxious", "uneasy"))),
    "feelings by word and number": ([], "it\n3\nsad,1, odd\n", (3, ("anxious", "sad", "odd"))),
    "a number off the list": ([], "it\n3\n0\n999\n1\n", (3, ("anxious",))),
    "the list first": ([], "it\n3\n?\n1\n", (3, ("anxious",))),
    "one of several": ([], "it\n3\nover\noverl\n", (3, ("overlooked",))),
    "none of several, then one": ([], "it\n3\nover\nsad\noverw\n", (3, ("overwhelmed",))),
    "as it was written": ([], "it\n3\nover\n\n", (3, ("over",))),
}


@pytest.mark.parametrize(("words", "typed", "kept"), ASKED.values(), ids=ASKED.keys())
def test_without_words_it_asks(
    rsense: Shell, words: list[str], typed: str, kept: tuple[int | None, tuple[str, ...]]
) -> None:
    rsense("log", *words, stdin=typed, person=True)
    (found,) = rsense.triggers
    assert found.what == "it"
    assert (found.intensity, found.emotions) == kept


@pytest.mark.parametrize("typed", ["", "\n", ":quit\n", "  \n", ":skip\n"])
def test_leaving_at_once_keeps_nothing(rsense: Shell, typed: str) -> None:
    assert rsense("log", stdin=typed, person=True).code == 2
    assert not rsense.home.exists()


def test_what_was_said_before_ctrl_c_is_kept(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = iter(["a cool tone"])

    def typed(cue: str) -> str:
        for line in lines:
            return line
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", typed)
    ran = rsense("log", person=True)
    assert (ran.code, rsense.triggers[0].what) == (130, "a cool tone")
    assert ran.err.startswith("\nSaved: today ")
    assert rsense("log", person=True).code == 130
    assert len(rsense.triggers) == 1


def test_bytes_typed_in_another_encoding_are_understood(rsense: Shell) -> None:
    rsense("log", stdin=b"caf\xe9\n\n\n", person=True)
    assert rsense.triggers[0].what == "café"
