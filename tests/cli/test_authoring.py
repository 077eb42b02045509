"""Commands for authors: a script is begun, drawn, put on paper and compared."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest

from rsense.core.expressions.conditions import Condition
from rsense.core.script.compile import Script
from rsense.core.script.parse import parse
from rsense.core.steps import KINDS
from rsense.core.steps.base import StepBase
from rsense.core.steps.pair import HandOver, KeepTogether
from rsense.core.steps.shelve import Shelve
from rsense.services.authoring.condition_words import condition_words
from rsense.services.authoring.graph import graph_of, lines_of
from tests.cli.shell import HEAD, Shell
from tests.shipped import LIBRARY, script
from tests.steps import step

SHIPPED = LIBRARY.sources["mindful-pause"]
HOSTILE = 'say "no" | <b> [x] `y` \\ #1; end'
FORKED = (
    HEAD
    + f"""
[[step]]
id = "now"
kind = "rate"
text = '{HOSTILE}'
[[step]]
id = "which"
kind = "choose"
text = "Which?"
options = [{{ value = "a", label = '{HOSTILE}', go = "end" }}, "b"]
[[step]]
id = "strong"
kind = "say"
when = "now >= 7"
text = "That's a lot."
[[step]]
id = "small"
kind = "ask"
text = "What's one small thing?"
"""
)
WORDS = {
    "now >= 7": "now is at least 7",
    "calm": "calm is answered",
    "not calm": "calm isn't answered",
    "'left' in urge and now < 3": "“left” is among the answers to urge, and now is less than 3",
    "who in ['a', 'b']": "who is or has “a” or “b”",
    "not (now > 3 or calm)": "none of these is so: now is more than 3; calm is answered",
    "calm and (now > 3 or who)": "calm is answered, and (now is more than 3, or who is answered)",
}


@pytest.fixture
def there(rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    folder = tmp_path / "scripts"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "forked.toml").write_text(FORKED)
    return rsense


@pytest.mark.parametrize("source", WORDS)
def test_a_condition_is_said_in_words(source: str) -> None:
    said = condition_words(Condition(source).root, lambda name, value="": value or name)
    assert said == WORDS[source]


def test_a_new_script_is_fine_and_has_what_was_asked_for(there: Shell) -> None:
    ran = there("new", "my-own", "--title", 'A "quoted\\one', "--stage", "speak")
    assert ran.code == 0
    assert "“rsense preview my-own.toml --watch”" in ran.err
    assert "“rsense check my-own.toml”" in ran.err
    assert there("check", "my-own.toml").code == 0
    assert 'title = "A \\"quoted\\\\one"' in Path("my-own.toml").read_text()


def test_a_script_begins_with_a_shipped_one(there: Shell) -> None:
    assert there("new", "mine", "--like", "Mindful pause", "--minutes", "9").code == 0
    assert there("check", "mine.toml").code == 0
    made, shipped = (tomllib.loads(t) for t in (Path("mine.toml").read_text(), SHIPPED))
    assert made == {**shipped, "minutes": 9}


def test_a_key_that_it_lacks_is_added(there: Shell) -> None:
    own = there.home / "exercises" / "own.toml"
    own.parent.mkdir(parents=True)
    own.write_text(FORKED)
    assert there("new", "mine", "--like", "own", "--minutes", "9").code == 0
    assert tomllib.loads(Path("mine.toml").read_text()) == {**tomllib.loads(FORKED), "minutes": 9}


def test_a_new_script_may_be_named_with_its_ending_and_leaves_nobody_alone(there: Shell) -> None:
    assert there("new", "my-own.toml").code == 0
    assert there("simulate", "my-own.toml").code == 0


def test_no_exercise_of_that_name_is_no_beginning(there: Shell) -> None:
    ran = there("new", "mine", "--like", "mindfull pause")
    assert (ran.code, Path("mine.toml").exists()) == (2, False)


def test_a_person_is_asked_for_the_head(there: Shell) -> None:
    there("new", "my-own", stdin="Mine\nspeak\n7\n", person=True)
    head = Path("my-own.toml").read_text().split("[[step]]")[0]
    assert all(line in head for line in ('title = "Mine"', 'stage = "speak"', "minutes = 7"))


@pytest.mark.parametrize("name", ["forked", "mindful-pause", "is-it-safe", "My Own", "../up"])
def test_nothing_is_written_over_and_no_name_of_another(there: Shell, name: str) -> None:
    before = {path: path.read_bytes() for path in Path.cwd().parent.rglob("*.toml")}
    ran = there("new", name)
    assert (ran.code, ran.out) == (2, "")
    assert {path: path.read_bytes() for path in Path.cwd().parent.rglob("*.toml")} == before


def test_the_graph_names_answers_that_part_the_way(there: Shell) -> None:
    lines = there("graph", "forked.toml").out.splitlines()
    assert [line.strip() for line in lines if "->" in line] == [
        "-> which",
        "-> strong: b",
        "-> small: b",
        f"-> end: {HOSTILE}",
        "-> small",
        "-> end",
    ]
    assert "strong  (say), when now >= 7" in lines


def test_a_way_of_numbers_names_all_between_those_tried() -> None:
    """The walker tries a few numbers, on both sides of a limit."""
    steps = """
[[step]]
id = "now"
kind = "rate"
text = "How strong?"
[[step]]
id = "low"
kind = "say"
when = "now < 3"
text = "That's little."
[[step]]
id = "strong"
kind = "say"
when = "now >= 7"
text = "That's a lot."
"""
    ways = {edge.end: edge.answers for edge in graph_of(_script(HEAD + steps)).edges[:3]}
    assert ways == {"low": "0 to 2", "strong": "7 to 10", "end": "3 to 6, skipped"}


def test_another_form_than_there_is_is_refused(there: Shell) -> None:
    ran = there("graph", "forked.toml", "--as", "png")
    assert (ran.code, "text, mermaid, dot" in ran.err) == (2, True)


@pytest.mark.skipif(not shutil.which("dot"), reason="no graphviz here")
def test_graphviz_takes_the_graph(there: Shell) -> None:
    drawn = there("graph", "forked.toml", "--as", "dot").out
    ran = subprocess.run(["dot", "-Tplain"], check=False, input=drawn, text=True, timeout=60)
    assert ran.returncode == 0


SOME = ("mindful-pause", "thought-record", "is-it-safe-now", "weekly-check-in")
MERMAID = """
import { createRequire } from "node:module";
const find = createRequire(import.meta.url).resolve;
const { JSDOM } = await import(find("jsdom"));
const { window } = new JSDOM("");
globalThis.window = window; globalThis.document = window.document;
const mermaid = (await import(find("mermaid"))).default;
let text = ""; for await (const part of process.stdin) text += part;
for (const one of JSON.parse(text)) await mermaid.parse(one);
"""


def test_mermaid_takes_the_graphs(tmp_path: Path) -> None:
    """Where `NODE_PATH`, or a folder above, has mermaid and jsdom of npm."""
    (tmp_path / "parse.mjs").write_text(MERMAID)
    drawn = ["\n".join(lines_of(graph_of(_script(FORKED)), "mermaid"))]
    drawn += ["\n".join(lines_of(graph_of(script(name)), "mermaid")) for name in SOME]
    if not shutil.which("node"):
        pytest.skip("no node here")
    ran = subprocess.run(
        ["node", str(tmp_path / "parse.mjs")],
        check=False,
        input=json.dumps(drawn),
        text=True,
        capture_output=True,
        timeout=120,
    )
    if "MODULE_NOT_FOUND" in ran.stderr:
        pytest.skip("no mermaid here")
    assert (ran.returncode, ran.stderr) == (0, "")


BIN = {"value": "b", "label": "hard"}


class Shown(HTMLParser):
    """The text of a page, and the tags that it opens."""

    def __init__(self) -> None:
        super().__init__()
        self.tags, self.words = list[str](), ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_booklet_has_every_screen_and_its_condition(there: Shell) -> None:
    page = Shown()
    page.feed(there("booklet", "forked.toml", "--html").out)
    assert HOSTILE in page.words
    assert "b" not in page.tags, "words of a script are no markup"
    for words in (page.words, there("booklet", "forked.toml").out):
        assert "#1; end” (screen 1) is at least 7." in words.replace("\\", "")
        assert "That's a lot." in words
        assert "(leads to the end)" in words.replace("\\", "")


def test_a_step_without_an_id_is_called_by_number_and_kind(there: Shell) -> None:
    Path("mine.toml").write_text(
        FORKED
        + '[[step]]\nkind = "say"\ntext = "Hello."\n'
        + '[[step]]\nkind = "jump"\nto = "which"\nwhen = "not which"\nat_most = 1\n'
    )
    for command in (["graph"], ["graph", "--as", "dot"], ["diff", "forked.toml"]):
        out = there(*command, "mine.toml").out
        assert "step.5" not in out
        assert "step 5 (say)" in out, command
    assert "Back to screen 2, once at most." in there("booklet", "mine.toml").out


def test_the_booklet_is_for_people_who_read_no_code(there: Shell) -> None:
    Path("read.toml").write_text(
        HEAD
        + step("rate", "now", "That hurts. How strong is it?")
        + step("choose", "place", "Where?", options=[{"value": "w", "label": "at work"}, "else"])
        + step("ask", "what", "What's it about? {help_key} helps.", when="place == 'w' and now > 6")
        + step("people", "", "You said {now|}. {what|It} counts.", lines="crisis")
    )
    page = there("booklet", "read.toml").out.replace("\\", "")
    for words in (
        "1. A number (now)",
        "Only if “Where?” (screen 2) is “at work”, and “How strong is it?” (screen 1) is more than",
        "F1 helps.",
        "4. People to call\n",
        "You said [your number]. [your words, or “It”] counts.",
        "Here stand, with their numbers, the person's own people",
    ):
        assert words in page, words


def test_the_booklet_says_how_long_how_often_and_what_comes_later(there: Shell) -> None:
    Path("paper.toml").write_text(
        HEAD
        + '[follow_up]\nask = "You kept {mine|it}. How was it?"\nafter = "3 days"\nwhen = "mine"\n'
        + step("gather", "mine", "What?", at_least=2, at_most=4)
        + step("sort", "pile", "Which?", items="mine", bins=[{"value": "a", "label": "easy"}, BIN])
        + step("say", "", "There is {pile_a|none}.", when="pile_a")
        + step("choose", "hold", "What helps?", options=[{"value": "x", "hint": "slowly"}, "y"])
        + step("breathe", "box", "Breathe.", pattern="4-4-4-4", cycles=3, caution="Sit down.")
        + step("timer", "still", "Listen.", minutes=2, turns=2)
    )
    page = there("booklet", "paper.toml").out.replace("\\", "")
    for words in (
        "From 2 to 4 of them.",
        "> easy  \n> hard",
        "Only if “easy” of “Which?” (screen 2) is answered.",
        "There is [what you put there, or “none”].",
        "> x: slowly",
        "Breathe in 4 s, hold 4 s, breathe out 4 s, hold 4 s; 3 times.",
        "2 min, 2 times.",
        "## Later, 3 days after the end\n\nOnly if “What?” (screen 1) is answered.\n\n> You kept",
    ):
        assert words in page, words
    assert page.count("Sit down.") == 1


def test_the_booklet_of_two_at_one_screen_has_words_for_each_page(there: Shell) -> None:
    page = there("booklet", "ten-minutes-for-us").out.replace("\\", "")
    assert "hand_over" not in page
    assert "keep_together" not in page
    assert "\n> \n" not in page
    assert "Hand over\n\nTo both." in page


def test_a_translation_of_one_version_is_no_change(
    there: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = HEAD + step("say", "it", "Hello.")
    Path("old.toml").write_text(text)
    Path("new.toml").write_text(text)
    Path("old.de.toml").write_text('format = 1\ntitle = "x"\n[step.it]\ntext = "Hallo."\n')
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert "Nothing that a person would meet changed." in there("diff", "old.toml", "new.toml").out
    assert "Hallo." in there("diff", "old.de.toml", "new.toml").out


def test_diff_says_what_changed_and_what_is_asked_again(there: Shell) -> None:
    Path("new.toml").write_text(
        FORKED.replace('id = "now"', 'id = "then"').replace("now >", "then >")
    )
    ran = there("diff", "forked.toml", "new.toml")
    for words in (
        "- now: taken out",
        "+ then: new, a rate",
        "~ strong: when was “now >= 7”, is “then >= 7”",
    ):
        assert words in ran.out
    assert "what was said at now is asked no more, and kept aside" in ran.out


PEOPLE = '[[step]]\n{id}kind = "people"\nwhen = "now >= 7"\ntext = "These."\nlines = "crisis"\n'


def diffed(there: Shell, old: str, new: str) -> str:
    Path("old.toml").write_text(old)
    Path("new.toml").write_text(new)
    return there("diff", "old.toml", "new.toml").out


def test_diff_tells_a_step_that_only_got_an_id(there: Shell) -> None:
    named = PEOPLE.replace("{id}", 'id = "callers"\n')
    out = diffed(there, FORKED + PEOPLE.replace("{id}", ""), FORKED + named)
    assert out.splitlines()[:2] == ["~ step 5 (people): called callers now", ""]


def test_diff_finds_steps_without_an_id_behind_one_that_is_new(there: Shell) -> None:
    say = '[[step]]\nkind = "say"\ntext = "{}"\n'
    one, two, three = map(say.format, ("One.", "Two.", "Three."))
    out = diffed(there, FORKED + one + three, FORKED + one + two + three)
    assert "+ step 6 (say): new, a say\n" in out
    assert [line for line in out.splitlines() if line[:2] in ("- ", "~ ")] == [
        "- way from step 5 (say) to step 7 (say)"
    ]


def test_diff_shows_what_a_condition_and_a_door_were_and_are(there: Shell) -> None:
    door = 'next = [{ to = "sit", when = "small" }]\n'
    new = FORKED.replace("[[step]]", door + "[[step]]", 1).replace("lot.", "good deal.")
    out = diffed(there, FORKED, new.replace(">= 7", "> 8"))
    for line in (
        "~ strong: when was “now >= 7”, is “now > 8”; "
        "text was “That's a lot.”, is “That's a good deal.”",
        "~ of the script: next was nothing, is sit when “small”",
    ):
        assert line in out.splitlines()


def test_diff_has_one_line_for_each_place_that_is_resumed_otherwise(there: Shell) -> None:
    ask = '[[step]]\nid = "{0}"\nkind = "ask"\ntext = "{0}?"\n'
    one, two, three = map(ask.format, ("one", "two", "three"))
    out = diffed(there, HEAD + one + two + three, HEAD + ask.format("first") + two + three)
    left = [line for line in out.splitlines() if line.startswith("  left at three: ")]
    assert left == [
        "  left at three: goes on at first; what was said at two waits until it's asked again; "
        "what was said at one is asked no more, and kept aside"
    ]


def test_diff_warns_where_people_to_call_are_gone(there: Shell) -> None:
    named = PEOPLE.replace("{id}", 'id = "callers"\n')
    gone = FORKED + '[[step]]\nid = "floor"\nkind = "timer"\nseconds = 30\ntext = "Feet."\n'
    for new, warned in ((gone, True), (FORKED + named.replace("These", "Those"), False)):
        out = diffed(there, FORKED + named, new)
        assert ("left at callers: " in out) is warned
        assert ("comes back without them" in out) is warned


def test_a_script_is_the_same_as_itself(there: Shell) -> None:
    ran = there("diff", "forked.toml", "forked.toml")
    assert "Nothing that a person would meet changed." in ran.out
    assert "a session goes on as before." in ran.out


def _script(text: str) -> Script:
    return parse("test", text, LIBRARY.sources, LIBRARY.vocabularies)


def test_a_booklet_has_a_word_for_every_kind_of_step() -> None:
    kinds: list[type[StepBase]] = [*KINDS.values(), HandOver, KeepTogether, Shelve]
    assert [one for one in kinds if not one.on_paper[0]] == []
