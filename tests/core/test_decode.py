"""Scripts that are broken as documents: told where, what, and what next; never a crash."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import pytest

from rsense.core.script import decode
from rsense.core.script.decode import LARGEST_SCRIPT, LONGEST_TEXT, MOST_STEPS
from rsense.core.script.diagnostics import DEEPEST, MOST_PROBLEMS
from rsense.core.script.parse import ScriptError, parse
from tests.core.scripts import HEAD, pointed, problems, said

SAY = '[[step]]\nkind = "say"\ntext = "x"\n'
NOW = '[[step]]\nid = "now"\nkind = "rate"\ntext = "x"\n'
PICK = '[[step]]\nid = "pick"\nkind = "choose"\ntext = "x"\n'
FILL = '[[step]]\nid = "fill"\nkind = "compose"\ntext = "x"\ntemplate = "[a]"\n'
BREATH = '[[step]]\nid = "b"\nkind = "breathe"\ntext = "x"\n'

BROKEN: list[tuple[str, str]] = [
    # syntax
    ('kind = "say»\ntext = "x"\n', "a quotation mark isn't closed on this line (Illegal"),
    ("title = 'A»\n", "a quotation mark isn't closed on this line (Expected"),
    ('summary = "A "»good" day"\n', "a quotation mark inside a text ends it (Expected newline"),
    ("title = »“A good day”\n", "a curly quotation mark begins no text (Invalid value)"),
    ('summary = »"""\nA good day\n', 'a text that begins with """ isn\'t closed (Unterminated'),
    (
        f"{SAY}when = »now >= 7\n",
        "a condition stands in quotation marks (Invalid value); such as when",
    ),
    ("[[step]]\nkind = »say\n", "a text stands in quotation marks (Invalid value)"),
    ("[[step]]\nkind = »\n", "nothing stands behind the = (Invalid value)"),
    ("[[step]]\npin = »True\n", "true and false have small letters (Invalid value)"),
    ("tags = ['a',\n»title = 'b'\n", "a list or table above isn't closed (Invalid value)"),
    (f"{SAY}[step»]\n", "stands there already (Cannot declare ('step',) twice); one of several"),
    ("[step]\nkind = 'say'\n[[step»]]\n", "stands there already (Cannot overwrite a value)"),
    ("options = [\n{ value = 'a' },\n\n[[»step]]\n", "a list or table above isn't closed (Invalid"),
    (
        'tags = ["a", "b"\n\n»[[step]]\n',
        "a list above isn't closed, or has no comma (Unclosed array); close it with ]",
    ),
    ("title»\u00a0= 'x'\n", "a sign that nobody sees stands here"),
    ("title = »\u00a0'x'\n", "a sign that nobody sees stands here"),
    ("»\u200btitle = 'x'\n", "a sign that nobody sees stands here"),
    ("»```toml\n", "this line is no key with its value (Invalid statement)"),
    ("pattern = 4»-4-4-4\n", "something more stands behind the value (Expected newline"),
    ("tags = ['a'] »— a remark\n", "something more stands behind the value (Expected newline"),
    ("number = 0»800 00\n", "something more stands behind the value (Expected newline"),
    ("pin = »yes\n", "a yes is written true (Invalid value)"),
    ("[[step»\n", "a bracket isn't closed (Expected ']]'"),
    ('title = "a\\c»"\n', "a backslash in a text is written twice (Unescaped"),
    ("title»: x\n", "this line is no key with its value (Expected '='"),
    ("oops »\n", "not valid TOML: this line is no key with its value (Expected '='"),
    ('tags = ["a" »"b"]\n', "not valid TOML: a comma is missing here, or a quotation mark"),
    (
        f'{SAY}hint = "never closed»',
        "not valid TOML: a quotation mark isn't closed on this line (Unterminated",
    ),
    (
        f'{SAY}text = "again"»\n',
        "not valid TOML: this key stands twice in one table (Cannot overwrite",
    ),
    # the head
    ('»titel = "x"\n' + SAY, '"titel" is not a key of a script\'s head; did you mean "title"?'),
    ("»minutes = 'five'\n" + SAY, "minutes: a number belongs here, not text"),
    ("»minutes = 0\n" + SAY, "0 minutes is no length; above 0, and 240 at most"),
    ("»tags = 'x'\n" + SAY, "tags: a list belongs here, not text"),
    ("tags = ['a', »1]\n" + SAY, "tags: text belongs here"),
    ('»audience = "pairs"\n' + SAY, '"pairs" cannot stand here; did you mean "pair"?'),
    ('»caution = "{"\n' + SAY, 'caution: a "{" without its "}"'),
    (
        "[measure.distress]\nbefore = 'a'\nafter = 'a'\n»better = 'less'\n" + NOW,
        'better: "less" cannot stand here; one of lower, higher',
    ),
    ("minutes = 5\n»pin = 3\n" + SAY, '"pin" is not a key of a script\'s head; its keys are'),
    (SAY + "»tags = ['x']\n", "it belongs to the head, above the first [[step]]"),
    (
        "[measure.x]\n»befor = 'a'\nafter = 'a'\n" + NOW,
        '"befor" is not a key here; did you mean "before"?',
    ),
    (
        "[trigger]\n»intensty = 'now'\n" + NOW,
        '"intensty" is not a key here; did you mean "intensity"?',
    ),
    ("[trigger]\n»what = 3\n" + NOW, "text belongs here, not a whole number"),
    # no steps, or what is none
    ("", "there are no steps; write [[step]] tables"),
    ("»step = 3\n", "there are no steps"),
    ("»step = []\n", "there are no steps"),
    ("step = [»3]\n", "step 1: a step is a [[step]] table"),
    # kinds and keys
    (
        '[[step]]\n»kind = "rat"\ntext = "x"\n',
        'step 1: "rat" is no kind of step; did you mean "rate"?',
    ),
    ('[[step]]\n»kind = "shelve"\ntext = "x"\n', 'step 1: "shelve" is no kind of step'),
    ("[[step]]\n»kind = 3\n", 'step 1: "3" is no kind of step; the kinds are say, rate, ask'),
    ('»[[step]]\ntext = "x"\n', "step 1: kind is missing; the kinds are say, rate, ask"),
    (f"{NOW}»hihg = 3\n", 'step 1 (now): "hihg" is not a key of rate; did you mean "high"?'),
    (f"{SAY}»options = ['a']\n", 'step 1: "options" is not a key of say'),
    (f"{SAY}»at_most = 3\n", 'step 1: "at_most" is not a key of say; its keys are '),
    ('»[[step]]\nid = "now"\nkind = "rate"\n', "step 1 (now): text is missing; rate needs it"),
    (f"{SAY}»[[step]]\nid = 'j'\nkind = 'jump'\nat_most = 1\n", "step 2 (j): to is missing"),
    # types
    (f'{NOW}»low = "zero"\n', "step 1 (now): low: a whole number belongs here, not text"),
    (f"{NOW}»low = 0.5\n", "step 1 (now): low: a whole number belongs here, not a number"),
    (f"{NOW}»required = 1\n", "required: true or false belongs here, not a whole number"),
    (f"{NOW}»hint = 1\n", "hint: text belongs here"),
    (f"{NOW}»hint = 1979-05-27\n", "hint: text belongs here"),
    (f'{NOW}»keep = "evidnce"\n', '"evidnce" cannot stand here; did you mean "evidence"?'),
    (f'{NOW}»keep = "attic"\n', '"attic" cannot stand here; one of evidence, secure-base, plans'),
    (f'{NOW}»when = "now >"\n', 'when: "now >" is not a condition'),
    (f'{NOW}»hint = "{{Now}}"\n', 'hint: "{Now}" does not name a step'),
    (f'{BREATH}»pattern = "4 6"\n', 'pattern: "4 6" is no breathing pattern; write seconds'),
    (f'{BREATH}»pattern = "4--6"\n', "is no breathing pattern"),
    (f"{BREATH}»pattern = 46\n", "pattern: text belongs here"),
    (f'{BREATH}pattern = "4-6"\n»cycles = "6"\n', "cycles: a whole number belongs here, not text"),
    (f'{PICK}»options = "a"\n', "options: a list belongs here, not text"),
    (f'{PICK}options = ["a", »3]\n', "options: text or a table belongs here, not a whole number"),
    (
        f'{PICK}options = [{{ value = "a", »lable = "b" }}]\n',
        '"lable" is not a key here; did you mean "label"?',
    ),
    (f'{PICK}options = [»{{ label = "b" }}]\n', "options: value is missing"),
    (f"{FILL}blanks = {{ »a = 3 }}\n", "blanks: a table belongs here, not a whole number"),
    (
        f'{FILL}blanks = {{ a = {{ »txt = "x" }} }}\n',
        '"txt" is not a key here; did you mean "text"?',
    ),
    (f'{FILL}blanks = {{ »a = {{ starter = "x" }} }}\n', "blanks: text is missing"),
    (f'{FILL}blanks = {{ »a = "{{" }}\n', 'blanks: a "{" without its "}"'),
    # columns are characters, whatever stands before
    ('tags = ["é日本", »3]\n' + SAY, "tags: text belongs here, not a whole number"),
    (f'{PICK}options = [{{ value = "é日本", »lable = "b" }}]\n', '"lable" is not a key here'),
    (f'{PICK}# \u2028 \u0085\noptions = [{{ value = "é日本", »lable = "b" }}]\n', '"lable" is not'),
    # a key may be called like anything
    (f"{SAY}»key_line = 3\n", '"key_line" is not a key of say'),
    (f"{SAY}»value = 3\n", '"value" is not a key of say'),
    (f'{SAY}»"a b" = 3\n', '"a b" is not a key of say'),
    # what could act on a terminal
    (f'{SAY}»hint = "\\u001b]0;x"\n', "step 1: a control character (U+001B) in the text; take it"),
    (f'{SAY}»hint = "\\u009b"\n', "a control character (U+009B)"),
    (f'{SAY}»hint = "\u202e"\n', "a control character (U+202E)"),
    (f'{SAY}»hint = "a\\rb"\n', "a control character (U+000D)"),
    ('tags = ["a", »"\\u0007"]\n' + SAY, "a control character (U+0007)"),
    (f'{PICK}options = ["b", {{ »value = "a\\u0000" }}]\n', "a control character (U+0000)"),
    # sizes
    (f'{SAY}»hint = "{"x" * (LONGEST_TEXT + 1)}"\n', "a text longer than 4000 characters"),
]


@pytest.mark.parametrize(("steps", "words"), BROKEN, ids=[words for _, words in BROKEN])
def test_what_is_broken_is_told_where_it_is(steps: str, words: str) -> None:
    text, place = pointed(steps)
    (problem,) = problems(text)
    assert problem.startswith(place)
    assert words in problem


def test_all_that_the_head_misses_is_told() -> None:
    with pytest.raises(ScriptError) as caught:
        parse("test", "minutes = '5'\n" + SAY)
    assert [one.words for one in caught.value.problems] == [
        "format is missing; a script's head needs it",
        "title is missing; a script's head needs it",
        "stage is missing; a script's head needs it",
        "minutes: a number belongs here, not text",
    ]


@pytest.mark.parametrize("name", ["steps", "Step"])
def test_a_misnamed_list_of_steps_is_told_its_name(name: str) -> None:
    found = problems(SAY.replace("step", name))
    assert any('did you mean "step"?' in one for one in found)


def test_every_problem_is_told_at_once_in_the_order_of_the_file() -> None:
    text = """»titel = "x"
[[step]]
»kind = "sy"
text = "x"
»[[step]]
id = "now"
kind = "rate"
»low = "zero"
»hihg = 3
»when = "now >"
»hint = "{"
[[step]]
kind = "say"
text = "x"
[[step]]
»kind = "jmup"
"""
    parts = text.split("»")
    places = [
        pointed("".join(parts[:n]) + "»" + "".join(parts[n:]))[1] for n in range(1, len(parts))
    ]
    assert [f"{problem.split(' ')[0]} " for problem in problems("".join(parts))] == places


def test_a_step_is_named_by_its_place_and_its_id() -> None:
    (problem,) = problems(f'{SAY}{BREATH}pattern = "4-6"\ncycels = 3\n')
    assert problem == (
        'test.toml:12:1: step 2 (b): "cycels" is not a key of breathe; did you mean "cycles"?'
    )


def test_problems_carry_the_file_that_was_named() -> None:
    with pytest.raises(ScriptError, match=r"^/tmp/x\.toml:1:5: "):
        parse("x", "oops", file="/tmp/x.toml")


def test_an_empty_file_is_told_what_it_needs() -> None:
    with pytest.raises(ScriptError) as raised:
        parse("x", "")
    assert [problem.what for problem in raised.value.problems] == [
        "format is missing",
        "title is missing",
        "stage is missing",
        "there are no steps",
    ]


WHOLE: list[tuple[str, str]] = [
    ("\ufeff" + HEAD + SAY, "1:1: not valid TOML: a sign that nobody sees"),
    (
        "format = 2\n" + HEAD.partition("\n")[2] + SAY,
        '1:1: format: "2" cannot stand here; one of 1',
    ),
    ("format = true\n" + HEAD.partition("\n")[2] + SAY, "1:1: format: "),
    (HEAD.replace("settle", "setle") + SAY, '3:1: stage: "setle" cannot stand here; did you mean'),
    (HEAD.replace("A test", " ") + SAY, "2:1: the title is empty"),
    (HEAD + SAY + "# " + "x" * LARGEST_SCRIPT, "1:1: larger than a script may be (256 KB)"),
    (HEAD + "# " + "é" * (LARGEST_SCRIPT // 2), "1:1: larger than a script may be (256 KB)"),
    (HEAD + "x = " + "[" * 40_000, "1:1: not valid TOML: nested too deeply"),
    (HEAD + "x = " + "[" * 200 + "]" * 200, f"1:1: tables and lists lie more than {DEEPEST} deep"),
    (HEAD + "x = [" + "[[], 1]," * 7_000 + "]", "1:1: it holds more than 10,000 texts, numbers"),
    (HEAD + ".".join("a" * 2000) + " = 1", f"1:1: tables and lists lie more than {DEEPEST} deep"),
    (HEAD + "[" + ".".join("a" * 2000) + "]", f"1:1: tables and lists lie more than {DEEPEST}"),
    (HEAD + SAY * (MOST_STEPS + 1), "4:3: 501 steps; 500 at most"),
    (HEAD + f"minutes = {2**63}\n", "1:1: a whole number does not fit into 64 bits"),
    (HEAD + f"minutes = 0x{'f' * 5000}\n", "1:1: a whole number does not fit into 64 bits"),
    (HEAD + f"minutes = {'9' * 5000}\n", "1:1: not valid TOML: a number or a date in it cannot"),
    (HEAD + "minutes = nan\n", "1:1: inf and nan are no numbers"),
    (HEAD + "minutes = 1e999\n", "1:1: inf and nan are no numbers"),
    (HEAD + SAY + "hint = 2026-02-30\n", "7:8: not valid TOML: Invalid date or datetime"),
    (HEAD + SAY + 'hint = "\\ud800"\n', "7:15: not valid TOML: Escaped character is not"),
    (HEAD + SAY + 'hint = "\ud800"\n', "7:9: half a character (U+D800); save the file"),
    (HEAD + SAY + 'keep = "\ud800"\n', "7:9: half a character (U+D800); save the file"),
    ("\udfff", "1:1: half a character (U+DFFF); save the file as UTF-8"),
    (HEAD + SAY + 'hint = "\0"\n', "7:9: not valid TOML: a control character is"),
]


@pytest.mark.parametrize(("text", "words"), WHOLE, ids=[words for _, words in WHOLE])
def test_a_whole_file_can_be_refused(text: str, words: str) -> None:
    with pytest.raises(ScriptError) as raised:
        parse("test", text)
    assert f"test.toml:{words}" in str(raised.value)


@pytest.mark.parametrize(
    "name", ["", "A", "a_b", "-a", "a-", "a--b", "1a", "a.b", "../a", "a" * 65, "a\n"]
)
def test_a_script_has_a_name_of_lower_case_words(name: str) -> None:
    with pytest.raises(ScriptError, match="is no name for an exercise"):
        parse(name, HEAD + SAY)


def test_line_ends_of_other_systems_are_taken() -> None:
    assert parse("x", (HEAD + SAY).replace("\n", "\r\n")) == parse("x", HEAD + SAY)


def test_control_characters_are_found_in_names_of_keys_too() -> None:
    assert "a control character (U+0007)" in problems('"a\\u0007" = 1\n' + SAY)[0]


def test_without_toml_rs_a_problem_stands_at_the_head_of_its_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "toml_rs", None)
    lines = [
        problem.split(" ", 1)[0]
        for problem in problems(
            f"titel = 'x'\n{SAY}x = 1\n\n [[ step ]] # two\n{SAY.partition(chr(10))[2]}y = 1\n"
        )
    ]
    assert lines == ["test.toml:1:1:", "test.toml:5:1:", "test.toml:10:1:"]


def test_without_toml_rs_the_same_scripts_are_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "toml_rs", None)
    assert problems(said("a", "b")) == []


def test_no_more_steps_are_looked_at_than_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []

    def guessed(word: str, known: Iterable[str]) -> str:
        looked_at.append(word)
        return ""

    monkeypatch.setattr(decode, "did_you_mean", guessed)
    assert len(problems('[[step]]\nkind = "rat"\n' * MOST_STEPS)) == MOST_PROBLEMS + 1
    assert len(looked_at) == MOST_PROBLEMS
