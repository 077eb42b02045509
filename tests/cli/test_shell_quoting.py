"""What completion puts into a line: in real shells, in every quote, the very word and no code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import characters, sampled_from, text

from rsense.cli.commands.completion import completion_script
from rsense.cli.completion import values
from rsense.cli.completion.bash_line import quote, read
from rsense.cli.completion.engine import FILES, completed
from tests.cli.real_shells import START, real_shell

RUNS = "touch PWNED"
WORDS = [
    "plain",
    f"zz$({RUNS})",
    f"zz`{RUNS}`",
    f"zz;{RUNS}",
    f"zz&{RUNS}",
    f"zz|{RUNS}",
    "zz>PWNED",
    "zz<PWNED",
    f'zz"$({RUNS})"',
    f"zz\\`{RUNS}\\`",
    f"zz';{RUNS};'",
    f'zz";{RUNS};"',
    f"zz\\';{RUNS};\\'",
    "zz!echo",
    "zz!",
    "zz!!",
    "zz'!'",
    'zz"!',
    "zz a b",
    "zz  two",
    "zz:a:b",
    "zz=b=c",
    "zz'",
    'zz"',
    "zz'\"",
    "it's",
    "zz\\",
    "zz\\\\n",
    "zz~",
    "zz*",
    "zz[a]",
    "zz?",
    "zz#b",
    "zz{a}",
    "zz$HOME",
    "zz${HOME}",
    "zz^a^b",
    "zz%1",
    "zz(b)",
    "zz$'b'",
    "zz@b",
    "ünï—日本",
    "zz 🙂",
    "-zz",
    "--help",
    "~zz",
    f"$({RUNS})",
    f"`{RUNS}`",
    "!zz",
    "'zz",
    '"zz',
    "=zz",
    "*zz",
    "\\zz",
    "$HOME",
    ":zz",
    "{zz}",
    "(zz)",
    ";zz",
    "&zz",
    "%zz",
    "^zz",
]
NEVER = [
    "",
    " zz",
    "zz ",
    "zz\nb",
    f"zz\n{RUNS}\n",
    "zz\tb",
    "zz\x1b[31m",
    "zz\x07",
    "zz\x9bb",
    "zz\r",
]


def in_none(text: str) -> str:
    return "".join(c if c.isalnum() or not c.isascii() else f"\\{c}" for c in text)


def in_double(text: str) -> str | None:
    """Behind an open double quote; None where that is typed in another way in each shell."""
    if "!" in text or "`" in text:
        return None
    return "".join(f"\\{c}" if c in '$"\\' else c for c in text)


def in_single(text: str) -> str | None:
    return None if "'" in text or "\\" in text else text


def in_dollar(text: str) -> str | None:
    return None if "!" in text else in_single(text)


PLACES = {
    "none": ("rsense log x -t ", in_none),
    "double": ('rsense log x -t "', in_double),
    "single": ("rsense log x -t '", in_single),
    "dollar": ("rsense log x -t $'", in_dollar),
    "equal": ("rsense log x --tag=", in_none),
    "equal double": ('rsense log x --tag="', in_double),
    "equal single": ("rsense log x --tag='", in_single),
    "within": ('rsense log "a \'b" \'c "d\' -t ""', in_none),
}


FROM_NOTHING = ("none", "double", "single")


def lines(name: str, word: str) -> Iterator[tuple[str, str]]:
    """(where, a line with Tab in it) that should come to the word."""
    for where, (before, quoted) in PLACES.items():
        if where == "dollar" and name == "fish":  # it has no such quote
            continue
        first = "" if where in FROM_NOTHING else word[:1]
        for begun in dict.fromkeys((first, word[: len(word) // 2])):
            if name == "fish" and "*" in begun:  # fish completes nothing behind a wildcard
                continue
            if (typed := quoted(begun)) is not None:
                yield where, f"{before}{typed}\t"


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tags that there are."""
    tags: list[str] = []
    monkeypatch.setattr(values, "_words_used", lambda key: ((tag, "") for tag in tags))
    return tags


@pytest.mark.slow
@pytest.mark.parametrize("name", START)
def test_a_real_shell_hands_over_the_very_word(name: str, tmp_path: Path, only: list[str]) -> None:
    wrong = []
    with real_shell(name, tmp_path / "shell", completion_script(name)) as shell:
        for word in WORDS:
            only[:] = [word]
            for where, line in lines(name, word):
                got = shell.entered(line)
                if got is None or got[-1].removeprefix("--tag=") != word:
                    wrong.append((where, line, word, got))
    assert not wrong
    assert not list((tmp_path / "shell" / "work").iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("name", START)
def test_of_several_a_real_shell_runs_none(name: str, tmp_path: Path, only: list[str]) -> None:
    only[:] = [f"zz$({RUNS})", f"zz`{RUNS}`", f"zz;{RUNS}", "zz!x", "zz'", 'zz"', "zz\\"]
    with real_shell(name, tmp_path / "shell", completion_script(name)) as shell:
        for before, _ in PLACES.values():
            for tabs in ("\t", "\t\t\t"):
                shell.entered(f"{before}{tabs}", seconds=0.3)
    assert not list((tmp_path / "shell" / "work").iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("name", START)
def test_a_word_that_no_shell_can_type_is_not_offered(
    name: str, tmp_path: Path, only: list[str]
) -> None:
    only[:] = NEVER
    with real_shell(name, tmp_path / "shell", completion_script(name)) as shell:
        for before in ("rsense log x -t zz", "rsense history -t zz"):
            got = shell.entered(f"{before}\t")
            assert got is not None
            assert got[-1] == "zz"
    assert not list((tmp_path / "shell" / "work").iterdir())


OPEN = [
    'rsense log "x $(rsense log -t ',
    "rsense log `rsense log -t ",
    "rsense log ${x:-",
    "rsense log <(",
    "rsense log x; rsense log -t ",
    "rsense log x | rsense log -t ",
    "rsense log (",
    "rsense log &&",
]


@pytest.mark.parametrize("line", OPEN)
def test_where_bash_alone_can_tell_nothing_is_offered(line: str, only: list[str]) -> None:
    only[:] = ["word"]
    assert completed([line, "", ""], "bash-line") == (0, [])


def test_what_output_goes_to_is_a_file(only: list[str]) -> None:
    assert completed(["rsense export > fi", "fi", ""], "bash-line") == (FILES, [])


@pytest.mark.parametrize("after", ['"', '" ; echo "x"', 'x" -t "y'])
def test_a_quote_that_is_closed_further_on_is_left_alone(after: str, only: list[str]) -> None:
    only[:] = ["word"]
    assert completed(['rsense log -t "wo', "wo", after], "bash-line") == (0, [])
    assert completed(['rsense log -t "wo', "wo", " x"], "bash-line") == (0, ['word"'])


def test_an_older_script_is_offered_nothing(only: list[str]) -> None:
    only[:] = ["word"]
    assert completed(["log", "-t", '"wo'], "bash") == (0, [])


TEXTS = text(alphabet=characters(exclude_categories=["Cc", "Cs"]))


@given(TEXTS, sampled_from(["", "'", '"', "$'"]))
def test_what_is_quoted_means_itself(word: str, inside: str) -> None:
    line = read(f"rsense {inside}{quote(word, inside)}")
    assert line.words == ("rsense", word)
    assert (line.quote, line.certain) == ("", True)
