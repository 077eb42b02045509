"""A script on paper: every screen with its conditions in words, for who has no terminal."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import msgspec

from rsense.core.sanitize import clean, one_line
from rsense.core.script.compile import PlacedStep, Script
from rsense.core.steps import END, AskingStep
from rsense.core.steps.choose import Choose
from rsense.services.authoring.condition_words import condition_words

STYLE = (
    "body{font:1.05rem/1.5 serif;max-width:40rem;margin:2rem auto;padding:0 1rem}"
    "section{border-top:1px solid;padding:.6rem 0;break-inside:avoid}"
    ".when,.how{font-style:italic}pre{font:inherit;white-space:pre-wrap;margin:.4rem 0}"
)


class Page(msgspec.Struct, frozen=True):
    """What stands on paper of one step."""

    id: str
    kind: str
    when: str
    text: str
    more: tuple[str, ...]
    """Options, hint, example and what it leads to, each in a line."""


def pages(script: Script) -> Iterator[Page]:
    """Every screen of a script in its order, those of its includes too."""
    for node in script.nodes:
        step = node.step
        when = f"Only if {condition_words(step.when)}." if step.when else ""
        text = clean(step.text.source) if isinstance(step, AskingStep) else ""
        yield Page(node.id, step.kind, when, text, tuple(map(one_line, _more(script, node))))


def markdown(script: Script) -> Iterator[str]:
    """Lines of Markdown."""
    yield from (f"# {_for_markdown(script.title)}", "", _for_markdown(_about(script)), "")
    for page in pages(script):
        yield from (f"## {_for_markdown(page.id)} ({page.kind})", "")
        if page.when:
            yield from (f"*{_for_markdown(page.when)}*", "")
        for line in page.text.split("\n"):
            yield _for_markdown(line)
        yield from ("", *(f"- {_for_markdown(one)}" for one in page.more), "")


def html(script: Script) -> Iterator[str]:
    """Lines of one HTML file, which needs nothing but itself."""
    title = escape(one_line(script.title))
    yield f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
    yield f"<style>{STYLE}</style><h1>{title}</h1><p>{escape(_about(script))}</p>"
    for page in pages(script):
        yield f"<section><h2>{escape(page.id)} ({page.kind})</h2>"
        if page.when:
            yield f'<p class="when">{escape(page.when)}</p>'
        yield f"<pre>{escape(page.text)}</pre>"
        if page.more:
            items = "".join(f"<li>{escape(one)}</li>" for one in page.more)
            yield f"<ul>{items}</ul>"
        yield "</section>"
    yield "</html>"


def _about(script: Script) -> str:
    head = script.head
    sources = "".join(f" Source: {source}." for source in head.sources)
    return one_line(f"{head.summary} About {head.minutes:g} minutes.{sources}")


def _more(script: Script, node: PlacedStep) -> Iterator[str]:
    step = node.step
    if isinstance(step, Choose):
        for choice in step.choices:
            leads = f" (leads to {_named(node, choice.go)})" if choice.go else ""
            yield f"Option: {choice.label or choice.value}{leads}"
        if step.vocabulary:
            yield f"Options: the words of “{step.vocabulary}”"
        if step.items:
            yield f"Options: what was said at {node.prefix}{step.items}"
        if step.other:
            yield "Own words are possible."
    if isinstance(step, AskingStep):
        yield from (
            f"{key.capitalize()}: {text.source}" for key, text in step.texts() if key != "text"
        )
        if step.private:
            yield "The answer isn't saved."
    for key, to in step.targets():
        if not isinstance(step, Choose) or key == "go":
            yield f"Afterwards: {_named(node, to)}"


def _named(node: PlacedStep, step: str) -> str:
    return "the end" if step == END else node.prefix + step


def _for_markdown(words: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|" else letter for letter in words)
