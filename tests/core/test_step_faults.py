"""What each kind of step can get wrong by itself: told at its key, with what would be right."""

from __future__ import annotations

import pytest

from rsense.core.steps import KINDS
from tests.core.scripts import pointed, problems

LIST = '[[step]]\nid = "list"\nkind = "gather"\ntext = "x"\n'
BINS = 'items = "list"\n»bins = '
FILL = 'blanks = { a = "x" }\n»template = '
OPTIONS = 'options = ["a", "b"]\n'
LONG = "a" * 65


def bins(count: int) -> str:
    return ", ".join(f'{{ value = "b{number}" }}' for number in range(count))


def blanks(count: int) -> str:
    return ", ".join(f'b{number} = "x"' for number in range(count))


def gaps(count: int) -> str:
    return "".join(f"[b{number}]" for number in range(count))


FAULTS: dict[str, list[tuple[str, str]]] = {
    "say": [
        ('»text = " "', "the text is empty; say what is asked"),
        ('text = "x"\n»keep = "plans"', "the answer of a say step cannot be kept on a shelf"),
        ('text = "x"\n»by = "a"', "this is for two people; write [people] into the head"),
    ],
    "rate": [
        ('text = "x"\n»low = 10', "low (10) must be below high (10)"),
        ('text = "x"\n»high = 1001', "a scale stays within -1000 and 1000"),
        ('text = "x"\nlow = -1001\n»high = 5', "a scale stays within -1000 and 1000"),
        ('text = "x"\n»keep = "plans"', "cannot be kept on a shelf; keep an ask, gather, choose"),
    ],
    "reveal": [('text = "x"\n»names = ["list"]', "this is for two people; write [people]")],
    "ask": [
        ('»text = ""', "the text is empty"),
        ('text = "x"\n»lines = "two"', '"two" cannot stand here; one of one, many'),
        ('text = "x"\nprivate = true\n»keep = "plans"', "a private answer cannot be kept; drop"),
        ('text = "x"\n»revises = "lits"', 'no earlier step answers "lits"; did you mean "list"?'),
        ('text = "x"\n»revises = "list"', '"list" is a list, not a text'),
    ],
    "choose": [
        ('»text = "x"', "from options, vocabulary or items, and this has none of them; give"),
        ('text = "x"\noptions = ["a", "b"]\n»default = "c"', 'an empty line cannot take "c"; give'),
        (f'text = "x"\n{OPTIONS}»items = "list"', "and this has options and items; give exactly"),
        (f'text = "x"\n{OPTIONS}»vocabulary = "feelings"', "and this has options and vocabulary"),
        ('text = "x"\n»options = ["a", "a"]', 'two options have the value "a"; make one differ'),
        (
            'text = "x"\n»options = [{ value = "a", label = "So" }, '
            '{ value = "b", label = "so " }]',
            'two options read the same: "so"; give one another label',
        ),
        ('text = "x"\n»options = ["a", { value = "b", label = "A" }]', 'read the same: "a"'),
        ('text = "x"\n»options = ["a", "A"]', 'read the same: "a"'),
        ('text = "x"\n»options = ["a", " "]', "an option has an empty value; give it a word"),
        (f'text = "x"\n»options = {[str(n) for n in range(201)]}', "201 options; 200 at most"),
        (f'text = "x"\n»options = {["a"] * 9_000}', "9000 options; 200 at most"),
        (f'text = "x"\n{OPTIONS}»at_least = 2', "at_least (2) to at_most (1); from 0 to at_most"),
        (f'text = "x"\n{OPTIONS}»at_least = -1', "at_least (-1) to at_most (1)"),
        (f'text = "x"\n{OPTIONS}at_most = 0\n»at_least = 0', "which is 1 to 200"),
        (f'text = "x"\n{OPTIONS}at_most = 201\n»at_least = 0', "which is 1 to 200"),
        (f'text = "x"\n{OPTIONS}at_most = 3\n»at_least = 3', "asks for 3 of 2 options"),
        (
            'text = "x"\nat_most = 2\n»options = [{ value = "a", go = "end" }, "b"]',
            "an option with go needs at_most = 1; one pick leads one way",
        ),
    ],
    "gather": [
        ('text = "x"\nat_most = 1\n»at_least = 2', "at_least (2) to at_most (1) is no range"),
        ('text = "x"\n»at_least = -1', "from 0 to at_most, which is 1 to 200"),
        ('text = "x"\nat_most = 201\n»at_least = 1', "which is 1 to 200"),
        ('text = "x"\nat_most = 0\n»at_least = 0', "which is 1 to 200"),
    ],
    "sort": [
        (f'text = "x"\n{BINS}[]', "sorting needs two or more different bins"),
        (f'text = "x"\n{BINS}[{{ value = "a" }}]', "sorting needs two or more different bins"),
        (
            f'text = "x"\n{BINS}[{{ value = "a" }}, {{ value = "b" }}, {{ value = "a" }}]',
            'two bins have the value "a"; make one differ',
        ),
        (
            f'text = "x"\n{BINS}[{{ value = "a", label = "So" }}, '
            '{ value = "b", label = "so " }]',
            'two bins read the same: "so"; give one another label',
        ),
        (
            f'text = "x"\n{BINS}[{{ value = "a" }}, {{ value = "My b" }}]',
            '"My b" cannot be part of a name; use a word like fact',
        ),
        (f'text = "x"\n{BINS}[{bins(21)}]', "21 bins; 20 at most"),
        (
            f'text = "x"\n{BINS}[{{ value = "a" }}, {{ value = "{LONG}" }}]',
            "a bin of 65 characters; 64 at most; choose a shorter one",
        ),
    ],
    "compose": [
        (f'text = "x"\n{FILL}"[a] [b]"', '[b] has no question; add it to blanks: b = "…"'),
        (
            'text = "x"\ntemplate = "[a]"\n»blanks = { a = "x", b = "y" }',
            '"b" stands nowhere in the template; put [b]',
        ),
        ('text = "x"\ntemplate = "a"\n»blanks = {}', "there is nothing to fill in"),
        (f'text = "x"\ntemplate = "[a]"\n»blanks = {{ {blanks(21)} }}', "21 blanks; 20 at most"),
        (f'text = "x"\n{FILL}"{gaps(21)}"', "21 blanks; 20 at most"),
        (
            f'text = "x"\ntemplate = "[{LONG}]"\n»blanks = {{ {LONG} = "x" }}',
            "a blank of 65 characters; 64 at most; choose a shorter one",
        ),
        ('text = "x"\ntemplate = "[a]"\n»blanks = { a = "{now}" }', 'answers "now"'),
        (
            'text = "x"\ntemplate = "[a]"\n»blanks = { a = { text = "x", starter = "{now|x}" } }',
            'answers "now"',
        ),
    ],
    "breathe": [
        ('text = "x"\n»pattern = "4"', '"4" is no breathing pattern; write seconds like "4-6"'),
        ('text = "x"\n»pattern = ""', "is no breathing pattern"),
        ('text = "x"\n»pattern = "1-1-1-1-9"', "is no breathing pattern"),
        ('text = "x"\n»pattern = "4-1e1"', "is no breathing pattern"),
        ('text = "x"\n»pattern = "4-1000"', "is no breathing pattern"),
        ('text = "x"\n»pattern = "sighs"', "is no breathing pattern"),
        ('text = "x"\n»pattern = "0-0"', "a breath needs an in and an out; only holds may be 0"),
        ('text = "x"\nminutes = 1\n»pattern = "0-0-0-0"', "a breath needs an in and an out"),
        ('text = "x"\n»pattern = "0-9"', "a breath needs an in and an out"),
        ('text = "x"\n»pattern = "9-0"', "a breath needs an in and an out"),
        ('text = "x"\n»pattern = "4-3.9"', "takes 7.9 seconds; slower is safer: 8 seconds or more"),
        ('text = "x"\n»pattern = "4-21"', "a phase lasts from 0.1 to 20 seconds"),
        ('text = "x"\n»pattern = "0.05-9"', "a phase lasts from 0.1 to 20 seconds"),
        ('text = "x"\n»pattern = "4-1-4"', "holding the breath needs a caution; say who should"),
        ('text = "x"\npattern = "4-6"\nminutes = 1\n»cycles = 1', "both cycles and minutes"),
        ('text = "x"\npattern = "4-6"\n»cycles = 0', "the length is out of range; one cycle or"),
        ('text = "x"\npattern = "4-6"\n»cycles = -1', "the length is out of range"),
        ('text = "x"\npattern = "4-6"\n»minutes = 0', "the length is out of range"),
        ('text = "x"\npattern = "4-6"\n»minutes = 10.1', "or more, 10 minutes at most"),
        ('text = "x"\npattern = "4-6"\n»minutes = 1e308', "the length is out of range"),
        ('text = "x"\npattern = "4-6"\n»cycles = 9223372036854775807', "longer than 10 minutes"),
        ('text = "x"\npattern = "4-6"\n»cycles = 62', "longer than 10 minutes; fewer cycles"),
    ],
    "timer": [
        ('text = "x"\nseconds = 5\n»minutes = 1', "how long is it; give either"),
        ('text = "x"\n»seconds = 0.5', "a turn lasts from one second to an hour"),
        ('text = "x"\n»seconds = 3601', "a turn lasts from one second to an hour"),
        ('text = "x"\nseconds = 5\n»turns = 0', "from 1 to 20 turns"),
        ('text = "x"\nseconds = 5\n»turns = 21', "from 1 to 20 turns"),
    ],
    "moment": [
        ('text = "x"\n»keep = "plans"', "the answer of a moment step cannot be kept on a shelf")
    ],
    "recall": [
        ('text = "x"\nshelf = "plans"\n»at_most = 0', "from 1 to 7 cards"),
        ('text = "x"\nshelf = "plans"\n»at_most = 8', "from 1 to 7 cards"),
        ('text = "x"\n»shelf = "plan"', '"plan" cannot stand here; did you mean "plans"?'),
    ],
    "people": [
        ('»text = ""\nlines = "crisis"', "the text is empty"),
        ('text = "x"\n»lines = "crises"', '"crises" cannot stand here; did you mean "crisis"?'),
    ],
    "jump": [
        ('to = "list"\n»at_most = 0', "from 1 to 20 times"),
        ('to = "list"\n»at_most = 21', "from 1 to 20 times"),
        ('to = "list"\n»at_most = -5', "from 1 to 20 times"),
    ],
    "include": [('»exercise = ""', 'there is no exercise ""; name one of the library')],
}
CASES = [
    pytest.param(kind, keys, words, id=f"{kind}-{words}-{n}")
    for kind in KINDS
    for n, (keys, words) in enumerate(FAULTS.get(kind, ()))
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_step_can_get_something_wrong(kind: str) -> None:
    assert kind in FAULTS, f"add faults of {kind} to FAULTS"


@pytest.mark.parametrize(("kind", "keys", "words"), CASES)
def test_a_fault_is_told_at_its_key(kind: str, keys: str, words: str) -> None:
    text, place = pointed(f'{LIST}[[step]]\nid = "it"\nkind = "{kind}"\n{keys}\n')
    (problem,) = problems(text)
    assert problem.startswith(f"{place}step 2 (it): ")
    assert words in problem


def test_a_timer_without_a_length_is_told_at_its_head() -> None:
    text, place = pointed('»[[step]]\nid = "it"\nkind = "timer"\ntext = "x"\n')
    advice = "how long is it; give either minutes or seconds"
    assert problems(text) == [f"{place}step 1 (it): {advice}"]


SOUND: list[tuple[str, str]] = [
    ("rate", "low = -1000\nhigh = 1000"),
    ("choose", f"{OPTIONS}at_most = 200\nat_least = 2"),
    ("choose", f"{OPTIONS}at_most = 5\nat_least = 5\nother = true"),
    ("choose", 'options = ["a", { value = "A", label = "b" }, { value = "b", label = "c" }]'),
    ("choose", f"options = {[str(n) for n in range(200)]}"),
    ("gather", "at_least = 0\nat_most = 200"),
    ("compose", f'template = "{gaps(20)}"\nblanks = {{ {blanks(20)} }}'),
    ("breathe", 'pattern = "4-4"\ncycles = 75'),
    ("breathe", 'pattern = "2-6"\nminutes = 10'),
    ("breathe", 'pattern = "5-0-5-0"\nminutes = 0.001'),
    ("breathe", 'pattern = "20-20"'),
    ("breathe", 'pattern = "sigh"'),
    ("timer", "minutes = 60\nturns = 20"),
    ("timer", "seconds = 1"),
    ("recall", 'shelf = "secure-base"\nat_most = 7'),
]


@pytest.mark.parametrize(("kind", "keys"), SOUND)
def test_nothing_is_said_against(kind: str, keys: str) -> None:
    assert problems(f'[[step]]\nid = "it"\nkind = "{kind}"\ntext = "x"\n{keys}\n') == []


def test_twenty_bins_are_not_too_many() -> None:
    sort = '[[step]]\nid = "it"\nkind = "sort"\ntext = "x"\nitems = "list"\n'
    assert problems(f"{LIST}{sort}bins = [{bins(20)}]\n") == []


def test_where_there_is_too_much_of_something_that_alone_is_told() -> None:
    fill = '[[step]]\nid = "fill"\nkind = "compose"\ntext = "{nwo}"\ntemplate = "[c]"\n'
    found = problems(f"{fill}blanks = {{ {blanks(700)} }}\ngo = 'fll'\n" * 6)
    assert [line.partition(": ")[2] for line in found] == [
        f"step {number} (fill): 700 blanks; 20 at most" for number in range(1, 7)
    ]


def test_an_ask_that_revises_an_answer_has_no_starter() -> None:
    draft = '[[step]]\nid = "draft"\nkind = "ask"\ntext = "x"\n'
    again = 'revises = "draft"\nstarter = "x"\n'
    (found,) = problems(draft + draft.replace("draft", "again") + again)
    assert "has a starter or revises an answer, not both; take one" in str(found)
