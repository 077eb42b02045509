"""What a well-formed script can still get wrong: each told at load, where it stands."""

from __future__ import annotations

from difflib import get_close_matches

import pytest

from rsense.core.script.decode import Draft
from rsense.core.script.diagnostics import (
    LONGEST_GUESSED,
    MORE,
    MOST_GUESSED,
    MOST_PROBLEMS,
    Path,
    Problem,
    nearest,
)
from tests.core.scripts import GATE, HEAD, INNER, pointed, problems, said

NOW = '[[step]]\nid = "now"\nkind = "rate"\ntext = "x"\n'
WHAT = '[[step]]\nid = "what"\nkind = "ask"\ntext = "x"\n'
LIST = '[[step]]\nid = "list"\nkind = "gather"\ntext = "x"\n'
PLACE = '[[step]]\nid = "place"\nkind = "choose"\ntext = "x"\noptions = ["work", "home"]\n'
SECRET = '[[step]]\nid = "secret"\nkind = "gather"\nprivate = true\ntext = "x"\n'
BREATH = '[[step]]\nid = "breath"\nkind = "breathe"\ntext = "x"\npattern = "4-6"\n'
HOLD = '[[step]]\nid = "hold"\nkind = "breathe"\ntext = "x"\ncaution = "c"\n»pattern = "4-7-8"\n'
SAY = '[[step]]\nkind = "say"\ntext = "x"\n'
SHOW = '[[step]]\nkind = "say"\n»text = '
SORT = (
    '[[step]]\nid = "sort"\nkind = "sort"\ntext = "x"\nbins = [{ value = "a" }, { value = "b" }]\n'
)
FILL = '[[step]]\nid = "fill"\nkind = "compose"\ntext = "x"\n'
INCLUDE = '[[step]]\nid = "inc"\nkind = "include"\nexercise = "inner"\n'
JUMP = '[[step]]\nkind = "jump"\n'

BROKEN: list[tuple[str, str, str]] = [
    # ids
    (
        "doubled id",
        NOW + NOW.replace("id", "»id"),
        'step 2 (now): the id "now" is already taken in step 1',
    ),
    ("missing id", '»[[step]]\nkind = "ask"\ntext = "x"\n', "step 1: id is missing; what is"),
    (
        "missing id of an include",
        '»[[step]]\nkind = "include"\nexercise = "inner"\n',
        "id is missing",
    ),
    (
        "id in capitals",
        '[[step]]\n»id = "Now"\nkind = "say"\ntext = "x"\n',
        '"Now" cannot name a step',
    ),
    (
        "id that is a keyword",
        '[[step]]\n»id = "if"\nkind = "say"\ntext = "x"\n',
        "cannot name a step",
    ),
    ("id that ends all", '[[step]]\n»id = "end"\nkind = "say"\ntext = "x"\n', "cannot name a step"),
    (
        "id that is too long",
        f'[[step]]\n»id = "{"a" * 65}"\nkind = "say"\ntext = "x"\n',
        "an id of 65 characters; 64 at most; choose a shorter one",
    ),
    (
        "id of an include that is too long",
        INCLUDE.replace('id = "inc"', f'»id = "{"a" * 65}"'),
        "an id of 65 characters; 64 at most",
    ),
    (
        "id of a jump that is too long",
        f'{NOW}{JUMP}»id = "{"a" * 65}"\nto = "now"\nat_most = 1\n',
        "an id of 65 characters",
    ),
    (
        "id that an include makes too",
        INCLUDE + '[[step]]\n»id = "inc_calm"\nkind = "say"\ntext = "x"\n',
        'step 2 (inc_calm): the id "inc_calm" is already taken in step 1; choose another',
    ),
    (
        "include that makes an id again",
        '[[step]]\nid = "inc_calm"\nkind = "say"\ntext = "x"\n' + INCLUDE.replace("id", "»id"),
        'the id "inc_calm" is already taken in step 1',
    ),
    (
        "name that a sorting makes too",
        LIST + SORT + 'items = "list"\n' + NOW.replace('id = "now"', '»id = "sort_a"'),
        'step 3 (sort_a): the name "sort_a" is already taken in step 2',
    ),
    # parts
    (
        "part that begins too late",
        "»" + NOW + SAY + 'part = "a"\n',
        "step 1 (now): the first step is in no part; give it one too",
    ),
    (
        "part that begins twice",
        NOW + 'part = "a"\n' + SAY + '»part = "a"\n',
        'step 2: there is a part "a" already; give one another title',
    ),
    (
        "part with a long title",
        NOW + f'»part = "{"a" * 41}"\n' + SAY,
        "step 1 (now): a title of 41 characters; 40 at most",
    ),
    # ways
    ("go to nowhere", NOW + '»go = "nwo"\n' + SAY, 'there is no step "nwo"; did you mean "now"?'),
    (
        "go backwards",
        said("a") + NOW + '»go = "a"\n',
        'go leads to a later step, and "a" is not one',
    ),
    ("go to itself", NOW + '»go = "now"\n', "to go back, use a jump"),
    (
        "option to nowhere",
        '[[step]]\nid = "x"\nkind = "choose"\ntext = "x"\n»options = [{ value = "a", go = "b" }]\n',
        'step 1 (x): there is no step "b"',
    ),
    (
        "go of an option to no name at all",
        '[[step]]\nid = "x"\nkind = "choose"\ntext = "x"\n»options = [{ value = "a", go = "" }]\n',
        'step 1 (x): there is no step ""',
    ),
    ("jump to nowhere", NOW + JUMP + '»to = "nwo"\nat_most = 1\n', 'did you mean "now"?'),
    ("jump forwards", JUMP + '»to = "now"\nat_most = 1\n' + NOW, "a jump leads to an earlier step"),
    ("jump to the end", NOW + JUMP + '»to = "end"\nat_most = 1\n', 'there is no step "end"'),
    ("jump without end", NOW + JUMP + 'to = "now"\n»at_most = 21\n', "step 2: from 1 to 20 times"),
    (
        "unreachable step",
        NOW + 'go = "end"\n' + SAY.replace("[[", "»[["),
        "step 2: no way leads to this step; the one before goes elsewhere; let a go lead here",
    ),
    (
        "several unreachable steps",
        NOW + 'go = "end"\n' + SAY.replace("[[", "»[[") + SAY + SAY,
        "step 2: no way leads to this step and the 2 after it; the one before goes elsewhere",
    ),
    (
        "unreachable include",
        NOW + 'go = "end"\n' + INCLUDE.replace("[[", "»[["),
        "step 2 (inc): no way leads to this step",
    ),
    (
        "too long a run",
        "[[»step]]"
        + (
            SAY.partition("]]")[2]
            + SAY * 19
            + said("b")
            + JUMP
            + 'to = "b"\nat_most = 20\n'
            + JUMP
            + 'to = "b"\nat_most = 2\n'
        ),
        "a run could take 529 steps; 500 at most; fewer steps, or a lower at_most",
    ),
    # names
    ("name that nobody answers", SHOW + '"{nwo}"\n' + NOW, 'no earlier step answers "nwo"'),
    (
        "a word without its marks",
        PLACE + SAY + '»when = "place == work"\n',
        "no earlier step answers \"work\"; it's an answer, so write place == 'work'",
    ),
    (
        "a word for its question",
        PLACE + "at_most = 2\n" + SAY + '»when = "home"\n',
        "it's an answer, so write 'home' in place",
    ),
    ("name that comes later", SHOW + '"{now}"\n' + NOW, 'step 1: no earlier step answers "now"'),
    ("misspelt name", NOW + SHOW + '"{nwo|x}"\n', 'answers "nwo"; did you mean "now"?'),
    ("misspelt name in a condition", NOW + SAY + '»when = "nwo > 3"\n', 'did you mean "now"?'),
    ("misspelt list", LIST + SORT + '»items = "lits"\n', 'did you mean "list"?'),
    ("no list to sort", NOW + SORT + '»items = "now"\n', '"now" is a number, not a list'),
    ("value of no option", PLACE + SAY + "»when = \"place == 'wrok'\"\n", 'did you mean "work"?'),
    ("beyond the scale", NOW + SAY + '»when = "now > 11"\n', "11 lies outside the scale"),
    ("timed step in a text", BREATH + SHOW + '"{breath|x}"\n', '"breath" is a timed step'),
    (
        "missing fallback",
        NOW + SHOW + '"{now}"\n',
        '"now" may be unanswered here; write {now|other',
    ),
    ("missing fallback in a hint", NOW + SAY + '»hint = "{now}"\n', "may be unanswered here"),
    ("missing fallback in a caution", NOW + SAY + '»caution = "{now}"\n', "may be unanswered here"),
    ("missing fallback in a cue", WHAT + LIST + '»cues = ["{what}"]\n', "may be unanswered here"),
    (
        "missing fallback behind a when",
        NOW + WHAT + 'required = true\nwhen = "now"\n' + SHOW + '"{what}"\n',
        '"what" may be unanswered here',
    ),
    (
        "placeholder in a label",
        NOW + '»low_label = "{now}"\n',
        "placeholders are not filled in here",
    ),
    (
        "placeholder in an option",
        NOW + PLACE.replace("options", "»options").replace("home", "{now}"),
        "placeholders are not filled in here; put it into the text",
    ),
    # breathing
    (
        "too fast a breath",
        BREATH.replace('pattern = "4-6"', '»pattern = "3-4"'),
        "takes 7 seconds; slower is safer: 8 seconds or more",
    ),
    (
        "hold without a caution",
        HOLD.replace('caution = "c"\n', ""),
        "holding the breath needs a caution",
    ),
    ("nine long holds", HOLD + "cycles = 9\n", "breathed more than 8 times in one session"),
    ("long holds in minutes", HOLD + "minutes = 3\n", "breathed more than 8 times in one session"),
    (
        "long holds with a jump",
        HOLD + "cycles = 3\n" + JUMP + 'to = "hold"\nat_most = 2\n',
        "step 1 (hold): a long hold would be breathed more than 8 times in one session",
    ),
    (
        "long holds in several steps",
        HOLD + "cycles = 4\n" + HOLD.replace("»", "").replace("hold", "more") + "cycles = 5\n",
        "step 1 (hold): a long hold would be breathed more than 8 times in one session",
    ),
    # private
    (
        "private answer kept",
        WHAT + 'private = true\n»keep = "plans"\n',
        "a private answer cannot be kept",
    ),
    (
        "private answer in a trigger",
        f'[trigger]\n»tags = "secret"\n{SECRET}',
        '"secret" is private',
    ),
    (
        "private rating measured",
        "[measure.mood]\n»before = 'now'\nafter = 'later'\n"
        + NOW
        + "private = true\n"
        + NOW.replace("now", "later"),
        '"now" is private',
    ),
    (
        "private words in a sentence",
        SECRET + FILL + '»template = "{secret|x} [a]"\nblanks = { a = "x" }\n',
        '"secret" is private, and this answer would be kept on disk; make this step private too',
    ),
    (
        "private words in a starter",
        SECRET + WHAT + '»starter = "{secret|x}"\n',
        "make this step private",
    ),
    (
        "private words in a blank",
        SECRET + FILL + 'template = "[a]"\n'
        '»blanks = { a = { text = "x", starter = "{secret|x}" } }\n',
        "make this step private too",
    ),
    ("private list sorted", SECRET + SORT + '»items = "secret"\n', "make this step private too"),
    (
        "private list chosen from",
        SECRET + '[[step]]\nid = "c"\nkind = "choose"\ntext = "x"\n»items = "secret"\n',
        "make this step private too",
    ),
    # lists to choose from
    (
        "no vocabulary",
        PLACE.replace("options", '»vocabulary = "feelngs" #'),
        'did you mean "feelings"?',
    ),
    # the head
    ("door to nothing", 'next = [»{ to = "inn", when = "1 == 1" }]\n' + SAY, 'no exercise "inn"'),
    (
        "door that asks for nobody's answer",
        'next = [{ to = "inner", »when = "nwo > 3" }]\n' + NOW,
        'no step answers "nwo"; did you mean "now"?',
    ),
    (
        "door that can never open",
        'next = [{ to = "inner", »when = "now > 11" }]\n' + NOW,
        '11 lies outside the scale of "now"',
    ),
    ("next of nothing", 'next = [»"x"]\n' + SAY, 'no exercise "x"'),
    ("caution with an answer in it", '»caution = "{now|x}"\n' + NOW, "nothing is answered yet"),
    (
        "measure of nothing",
        "[measure.mood]\nbefore = 'now'\n»after = 'nwo'\n" + NOW,
        'there is no rating "nwo"; did you mean "now"?',
    ),
    (
        "measure of no rating",
        "[measure.mood]\nbefore = 'now'\n»after = 'what'\n" + NOW + WHAT,
        'there is no rating "what"',
    ),
    (
        "measure of two scales",
        "[measure.mood]\nbefore = 'now'\n»after = 'then'\n"
        + NOW
        + NOW.replace("now", "then")
        + "high = 100\n",
        "the two scales differ",
    ),
    (
        "distress to a hundred",
        "[measure.distress]\n»before = 'now'\nafter = 'now'\n" + NOW + "high = 100\n",
        "distress is rated from 0 to 10, and lower is better",
    ),
    (
        "distress that should grow",
        "[measure.distress]\n»before = 'now'\nafter = 'now'\nbetter = 'higher'\n" + NOW,
        "distress is rated from 0 to 10, and lower is better",
    ),
    ("trigger of nothing", f'[trigger]\n»what = "waht"\n{WHAT}', 'did you mean "what"?'),
    ("trigger of an empty name", f'[trigger]\n»what = ""\n{WHAT}', 'no step answers ""'),
    (
        "trigger of another type",
        f'[trigger]\n»what = "now"\n{NOW}',
        '"now" is a number; what takes a text',
    ),
    (
        "one word wanted of a list",
        f'[trigger]\n»who = "list"\n{LIST}',
        '"list" is a list; who takes a text',
    ),
    (
        "intensity of another scale",
        f'[trigger]\n»intensity = "now"\n{NOW}high = 100\n',
        "from 0 to 10",
    ),
    # includes
    (
        "include of nothing",
        INCLUDE.replace('exercise = "inner"', '»exercise = "iner"'),
        'step 1 (inc): there is no exercise "iner"; did you mean "inner"?',
    ),
    (
        "include of itself",
        INCLUDE.replace('exercise = "inner"', '»exercise = "test"'),
        "it includes itself: test > test; take one out",
    ),
    # safety
    (
        "words for somebody else, and no question before them",
        WHAT + "»lint = true\n",
        'words for somebody else, and no "is-it-safe" on each way to them; put before them',
    ),
    (
        "words for somebody else past the question",
        NOW + GATE + 'when = "now > 3"\n' + WHAT + "»lint = true\n",
        "words for somebody else",
    ),
    (
        "step called like the key",
        '[[step]]\n»id = "help_key"\nkind = "say"\ntext = "x"\n',
        "cannot",
    ),
    ("key for help in an example", WHAT + '»example = "{help_key}"\n', "is not filled in here"),
    (
        "partner without the question",
        f'»audience = "partner"\n{SAY}',
        'begins with the question "is-it',
    ),
    (
        "pair with the question later",
        f'»audience = "pair"\n[people]\n{SAY}',
        'begins with the question "is-it-safe-together"',
    ),
]


@pytest.mark.parametrize(
    ("steps", "words"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_what_cannot_be_run_is_told_where_it_stands(steps: str, words: str) -> None:
    text, place = pointed(steps)
    (problem,) = problems(text)
    assert problem.startswith(place)
    assert words in problem


MUST = "required = true\n"
ALL = 'required = true\noptions = [{ value = "a", go = "x" }, { value = "b", go = "y" }]\n'
FORK = '[[step]]\nid = "fork"\nkind = "choose"\ntext = "x"\n' + ALL
SOUND: dict[str, str] = {
    "an answer that must be given needs no fallback": WHAT + MUST + SHOW + '"{what}"\n',
    "nor one in a hint, a cue or a template": WHAT + MUST + LIST + 'cues = ["{what}"]\n'
    'hint = "{what}"\n' + FILL + 'template = "{what} [a]"\nblanks = { a = "{what}?" }\n',
    "nor one given on every way": FORK + said("x", "y") + SHOW + '"{fork}"\n',
    "nor one given before a jump back": WHAT
    + MUST
    + said("a")
    + JUMP
    + 'to = "a"\nat_most = 1\n'
    + SHOW
    + '"{what}"\n',
    "a blank of a sentence that must be filled": FILL
    + MUST
    + 'template = "[a]"\nblanks = { a = "x" }\n'
    + SHOW
    + '"{fill} {fill_a}"\n',
    "a fallback serves everywhere": NOW + SHOW + '"{now|x}"\n',
    "an empty fallback serves too": NOW + SHOW + '"{now|}"\n',
    "an id of 64 letters": NOW.replace("now", "a" * 64),
    "go may lead to the end": NOW + 'go = "end"\n',
    "go may lead to a step with a caution": SAY + 'go = "what"\n' + WHAT + 'caution = "c"\n',
    "go may lead to an include": SAY + 'go = "inc"\n' + INCLUDE,
    "a jump may lead to an include": INCLUDE + JUMP + 'to = "inc"\nat_most = 1\n',
    "the inner names of an include can be used": INCLUDE
    + SHOW
    + '"{inc_calm|x}"\n'
    + SAY
    + 'when = "inc_calm > 3"\n',
    "a condition may use what may be unanswered": NOW + SAY + 'when = "now > 3"\n',
    "a retired word is still a value": PLACE.replace("options", 'vocabulary = "feelings" #')
    + SAY
    + "when = \"place == 'old'\"\n",
    "eight long holds": HOLD + "cycles = 8\n",
    "long holds on ways that exclude each other": FORK
    + HOLD.replace('"hold"', '"x"')
    + 'cycles = 8\ngo = "end"\n'
    + HOLD.replace('"hold"', '"y"')
    + "cycles = 8\n",
    "long holds that no jump repeats": HOLD
    + "cycles = 8\n"
    + said("a")
    + JUMP
    + 'to = "a"\nat_most = 3\n',
    "short holds as often as one likes": HOLD.replace("4-7-8", "4-4-4-4") + "cycles = 30\n",
    "private words in a private answer": SECRET + FILL + "private = true\n"
    'template = "{secret|x} [a]"\nblanks = { a = "x" }\n',
    "private words in a question": SECRET + SHOW + '"{secret|x}"\n',
    "next may be the exercise itself": 'next = ["test"]\n' + SAY,
    "door on a condition": 'next = [{ to = "inner", when = "now > 3" }, "test"]\n' + NOW,
    "words behind the question": GATE + WHAT + "lint = true\n",
    "key for help": 'caution = "{help_key}."\n' + SAY.replace('"x"', '"{help_key} helps."'),
    "a pick can be a trigger's emotion": f'[trigger]\nemotions = "place"\n{PLACE}',
    "five hundred steps": SAY * 500,
}


@pytest.mark.parametrize("steps", SOUND.values(), ids=SOUND)
def test_nothing_is_said_against(steps: str) -> None:
    assert problems(steps.replace("»", "")) == []


UNSURE: dict[str, str] = {
    "may be skipped": NOW + SHOW + '"{now}"\n',
    "may be skipped, though it is picked from a list": PLACE + SHOW + '"{place}"\n',
    "passed by on one way": FORK
    + WHAT.replace("what", "x")
    + MUST
    + 'go = "z"\n'
    + said("y")
    + SHOW.replace("kind", 'id = "z"\nkind')
    + '"{x}"\n',
    "may be an empty list": LIST + MUST + "at_least = 0\n" + SHOW + '"{list}"\n',
    "may be an empty bin": LIST + MUST + SORT + MUST + 'items = "list"\n' + SHOW + '"{sort_a}"\n',
    "may be an empty shelf": '[[step]]\nid = "r"\nkind = "recall"\ntext = "x"\nshelf = "plans"\n'
    + MUST
    + SHOW
    + '"{r}"\n',
    "may have nothing to choose from": LIST
    + '[[step]]\nid = "c"\nkind = "choose"\ntext = "x"\n'
    + MUST
    + 'items = "list"\n'
    + SHOW
    + '"{c}"\n',
    "may lie in an include that is left out": NOW
    + INCLUDE
    + 'when = "now"\n'
    + SHOW
    + '"{inc_calm}"\n',
}


@pytest.mark.parametrize("steps", UNSURE.values(), ids=UNSURE)
def test_a_fallback_is_required_where_an_answer(steps: str) -> None:
    text, place = pointed(steps)
    (problem,) = problems(text)
    assert problem.startswith(place)
    assert "may be unanswered here" in problem


def test_several_problems_of_a_sound_document_are_told_at_once() -> None:
    steps = f'next = ["x"]\n[trigger]\nwhat = "y"\n{NOW}{NOW}go = "z"\nlow = 10\n'
    assert [problem.split(":")[1] for problem in problems(steps)] == ["4", "6", "12", "15", "16"]


NO_NAMES = [f"zz{number}" for number in range(MOST_PROBLEMS)]
NO_WORDS = [f"z{number}" for number in range(20)]
WRONG_THROUGHOUT: dict[str, str] = {
    "next": f"next = {NO_NAMES * 2}\n{SAY}",
    "measures": "".join(f'[measure.{m}]\nbefore = "a"\nafter = "b"\n' for m in NO_NAMES) + NOW,
    "placeholders": NOW + (SHOW + '"' + "".join(f"{{{name}}}" for name in NO_NAMES) + '"\n') * 2,
    "names in conditions": NOW
    + (SAY + f'when = "{" or ".join(f"z{n}" for n in range(20))}"\n') * 10,
    "words in conditions": PLACE + (SAY + f'when = "place in {NO_WORDS}"\n') * 10,
    "ways": "".join(
        PLACE.replace("place", f"place{n}") + f'go = "{name}"\n'
        for n, name in enumerate(NO_NAMES * 2)
    ),
    "options that lead nowhere": "".join(
        f'[[step]]\nid = "{id}"\nkind = "choose"\ntext = "x"\noptions = ['
        + ", ".join(f'{{ value = "{name}", go = "{name}" }}' for name in NO_NAMES)
        + "]\n"
        for id in ("a", "b")
    ),
    "steps by themselves": "".join(f"{NOW}low = 10\n" for _ in NO_NAMES),
}


@pytest.mark.parametrize("steps", WRONG_THROUGHOUT.values(), ids=WRONG_THROUGHOUT)
def test_no_more_problems_are_worked_out_than_are_told(
    steps: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_out: list[Problem] = []
    problem = Draft.problem

    def counted(draft: Draft, code: str, path: Path, what: str, advice: str = "") -> Problem:
        worked_out.append(problem(draft, code, path, what, advice))
        return worked_out[-1]

    monkeypatch.setattr(Draft, "problem", counted)
    told = problems(steps.replace("»", ""))
    assert len(worked_out) == MOST_PROBLEMS
    assert len(told) == MOST_PROBLEMS + 1
    assert sum(MORE in line for line in told) == 1


def test_a_cycle_of_includes_is_told_with_its_way() -> None:
    sources = {name: HEAD + INCLUDE.replace("inner", other) for name, other in ("ab", "bc", "ca")}
    (problem,) = problems(INCLUDE.replace("inner", "a"), sources=sources)
    assert "it includes itself: test > a > b > c > a" in problem


def test_a_broken_include_is_told_where_it_is_named() -> None:
    sources = {"inner": HEAD + INNER.replace("rate", "rat")}
    (problem,) = problems(INCLUDE, sources=sources)
    assert problem.startswith(
        'test.toml:7:1: step 1 (inc): "inner" has 1 problem(s) of its own: '
        'inner.toml:6:1: step 1 (calm): "rat" is no kind of step; did you mean "rate"?'
    )


def test_eight_includes_deep_is_deep_enough() -> None:
    sources = {f"s{n}": HEAD + INCLUDE.replace("inner", f"s{n + 1}") for n in range(8)}
    sources["s8"] = HEAD + INNER
    assert problems(INCLUDE.replace("inner", "s1"), sources=sources) == []
    (problem,) = problems(INCLUDE.replace("inner", "s0"), sources=sources)
    assert "more than 8 deep" in problem


SAFE = INCLUDE.replace("inner", "is-it-safe")
SOURCES = {"is-it-safe": HEAD + INNER, "inner": HEAD + INNER}


@pytest.mark.parametrize(
    ("steps", "safe"),
    [
        (SAFE, True),
        (SAFE + SAY, True),
        (SAY + SAFE, False),
        (INCLUDE, False),
        (SAFE + 'when = "x"\n', False),
    ],
)
def test_an_exercise_with_somebody_else_first_asks_if_it_is_safe(steps: str, *, safe: bool) -> None:
    found = problems(steps, 'audience = "partner"\n', SOURCES)
    assert any('begins with the question "is-it-safe"' in problem for problem in found) is not safe


@pytest.mark.parametrize(("letters", "suggested"), [(LONGEST_GUESSED, True), (200, False)])
def test_for_a_long_word_none_is_suggested(letters: int, *, suggested: bool) -> None:
    right, wrong = "a" * letters, "a" * (letters - 1) + "b"
    place, name = PLACE.replace("work", right), NOW.replace("now", right)
    (word,) = problems(place + SAY + f"when = \"place == '{wrong}'\"\n")
    assert (f'did you mean "{right}"?' in word) is suggested
    assert any("did you mean" in line for line in problems(name + SAY + f'when = "{wrong}"\n')) is (
        suggested
    )


def test_of_many_names_few_are_compared_closely(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def recorded(word: str, known: list[str], n: int) -> list[str]:
        compared.extend(known)
        return get_close_matches(word, known, n)

    monkeypatch.setattr("rsense.core.script.diagnostics.get_close_matches", recorded)
    ratings = "".join(NOW.replace("now", f"rating_{number}") for number in range(180))
    (problem,) = problems(ratings + SHOW.replace("»", "") + '"{ratng_150|x}"\n')
    assert problem.endswith('no earlier step answers "ratng_150"; did you mean "rating_150"?')
    assert len(compared) < 10


def test_for_a_long_word_none_is_suggested_however_near() -> None:
    assert nearest("a" * LONGEST_GUESSED, ["a" * (LONGEST_GUESSED - 1)])
    assert nearest("a" * (LONGEST_GUESSED + 1), ["a" * LONGEST_GUESSED]) is None


def test_a_name_of_a_pack_is_found_without_its_pack() -> None:
    known = ["small-slight", "quiet-evenings/small-asks"]
    assert nearest("small-ask", known) == known[1]
    assert nearest("quiet-evening/small-asks", known) == known[1]


def test_no_more_words_are_looked_at_for_a_suggestion_than_may_be() -> None:
    known = iter([f"w{number}" for number in range(MOST_GUESSED + 3)])
    nearest("calm", known)
    assert len(list(known)) == 3


def test_unknown_includes_are_told_up_to_the_same_number() -> None:
    one = '[[step]]\nid = "i{}"\nkind = "include"\nexercise = "nowhere"\n'
    told = problems("".join(map(one.format, range(MOST_PROBLEMS + 50))))
    assert len(told) == MOST_PROBLEMS + 1
    assert sum(MORE in line for line in told) == 1
