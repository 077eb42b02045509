"""Texts of a script in another language: what is missing, what is too much, and what they say."""

from __future__ import annotations

import tomllib

import pytest

from rsense.core.script.languages import language_code, locale_language, translation_name
from rsense.core.script.parse import parse
from rsense.core.script.translation import faults, translate
from tests.core.scripts import HEAD
from tests.steps import step

SCRIPT = HEAD + "".join(
    (
        'follow_up = { ask = "How was {what|it}?", after = "2 days" }\n',
        step("rate", "now", "How strong?", low_label="calm", hint="{help_key} shows people."),
        step("ask", "what", "What happened, at {now|}?", example="Sam left."),
        step(
            "choose",
            "urge",
            "And now?",
            options=["wait", {"value": "go", "label": "leave", "hint": "soon"}],
        ),
        step("gather", "more", "What else?", cues=["first", "second"]),
        step("sort", "pile", "Which?", items="more", bins=[{"value": "a"}, {"value": "b"}]),
        step(
            "compose",
            "line",
            "In a line.",
            template="When [it], I felt {urge|something}.",
            blanks={"it": "What?"},
        ),
        step("say", "end_", "You stayed."),
    )
)
GERMAN = """
format = 1
title = "Ein Versuch"
follow_up = { ask = "Wie war {what|es}?" }

[step.now]
text = "Wie stark?"
low_label = "ruhig"
hint = "{help_key} zeigt Menschen."

[step.what]
text = "Was war, bei {now|}?"
example = "Toni ging."

[step.urge]
text = "Und jetzt?"
options = { wait = "warten", go = { label = "gehen", hint = "bald" } }

[step.more]
text = "Was noch?"
cues = ["erst", "dann"]

[step.pile]
text = "Welches?"
bins = { a = "das", b = { label = "jenes" } }

[step.line]
text = "In einem Satz."
template = "Als [it], war ich {urge|etwas}."
blanks = { it = "Was?" }

[step.end_]
text = "Du bist geblieben."
"""


def found(german: str, script: str = SCRIPT) -> list[str]:
    told = faults(tomllib.loads(script), tomllib.loads(german), "de")
    return [f"{one.what}; {one.advice}" if one.advice else one.what for one in told]


def test_a_whole_translation_has_no_faults_and_says_all_of_it() -> None:
    assert found(GERMAN) == []
    document = tomllib.loads(SCRIPT)
    translate(document, tomllib.loads(GERMAN), "de")
    script = parse("test", document)
    base = parse("test", SCRIPT)
    assert (script.head.title, script.head.language) == ("Ein Versuch", "de")
    assert script.names == base.names
    assert [node.id for node in script.nodes] == [node.id for node in base.nodes]
    english = ("How", "What", "And now", "Which", "When", "You", "first", "leave", "soon", "Sam")
    written = repr(script.nodes)
    assert [word for word in english if word in written] == []
    assert [word for word in ("warten", "gehen", "bald", "das", "jenes") if word in written] != []


CHANGES = {
    "a text is missing": ('hint = "{help_key} zeigt Menschen."\n', "", "step.now.hint is missing"),
    "an option": ('wait = "warten", ', "", "step.urge.options.wait is missing"),
    "a cue": (', "dann"', "", "step.more.cues.1 is missing"),
    "a key is misspelled": ("low_label", "low_lable", 'has no text "step.now.low_lable"'),
    "a step is another": ("[step.what]", "[step.waht]", 'has no text "step.waht.text"'),
    "a placeholder is missing": ("bei {now|}", "damals", "step.what.text: {now|} is missing"),
    "a placeholder is new": ("Was noch?", "Was noch, {now|}?", "{now|} isn't in the script's own"),
    "a fallback is missing": ("{what|es}", "{what}", "follow_up.ask: {what} stands where {what|…}"),
    "an empty fallback is not": ("{now|}", "{now|etwas}", "{now|…} stands where {now|} belongs"),
    "a translated name": ("{now|}", "{jetzt|}", "{jetzt|} stands where {now|} belongs"),
    "a gap is missing": ("Als [it], war", "Da war", "step.line.template: [it] is missing"),
    "a brace stands alone": ("Was?", "Was}", 'a "}" without'),
    "no text": ('"Was noch?"', "5", "a text belongs here"),
    "an empty text": ('"Was noch?"', '" "', "step.more.text is empty"),
    "a control character": ("Was noch?", "Was \\u001b noch?", "a control character"),
    "no format": ("format = 1\n", "", "format is missing"),
    "logic": ("[step.now]", '[step.now]\nwhen = "now"', 'has no text "step.now.when"'),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_fault_is_told(change: str) -> None:
    before, after, told = CHANGES[change]
    assert before in GERMAN
    assert any(told in one for one in found(GERMAN.replace(before, after, 1))), found(
        GERMAN.replace(before, after, 1)
    )


def test_a_step_without_an_id_cannot_be_translated() -> None:
    told = found(GERMAN, SCRIPT + step("say", "", "Bye."))
    assert told == [
        "step 8 of the script has a text and no id; "
        'give it one, so that a translation can name it: id = "…"'
    ]


def test_a_step_may_be_called_options() -> None:
    german = GERMAN.replace("step.what", "step.options").replace("bei {now|}", "damals")
    script = SCRIPT.replace('id = "what"', 'id = "options"')
    assert found(german, script) == ["step.options.text: {now|} is missing"]


def test_a_script_in_this_language_needs_no_translation() -> None:
    told = found(GERMAN, 'language = "de"\n' + SCRIPT)
    assert told == ["the script itself is in this language, “de”; take one away"]


def test_a_language_is_read_from_what_people_and_machines_write() -> None:
    written = {
        "de": "de",
        "DE": "de",
        "de_AT.UTF-8@euro": "de",
        "Deutsch": "de",
        "pt-BR": "pt",
        "C.UTF-8": "",
        "POSIX": "",
        "klingon": "",
        "-x": "",
        "": "",
    }
    assert {one: language_code(one) for one in written} == written
    locales: dict[str, dict[str, str]] = {
        "": {},
        "de": {"LANG": "de_DE.UTF-8"},
        "fr": {"LANG": "de_DE.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"},
        "en": {"LANG": "de_DE.UTF-8", "LC_MESSAGES": "", "LC_ALL": "en_US.UTF-8"},
    }
    assert {code: locale_language(environ) for code, environ in locales.items()} == {
        code: code for code in locales
    }
    assert locale_language({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}) == ""
    assert translation_name("my-pause.de.toml") == ("my-pause", "de")
    assert translation_name("my-pause.toml") is None
