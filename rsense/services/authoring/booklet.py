"""A script on paper: every screen with its conditions in words, for who has no terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rsense.core.script.compile import PlacedStep, Script
from rsense.core.steps import END, AskingStep
from rsense.core.steps.choose import Choose
from rsense.core.steps.include import Include
from rsense.core.steps.jump import Jump
from rsense.core.steps.rate import Rate
from rsense.insight.report_page import Page, Quote, Section
from rsense.services.authoring.condition_words import condition_words


def booklet(script: Script) -> Page:
    """Every screen of a script in its order, those of its includes too."""
    head = script.head
    return Page(
        script.title,
        (head.summary, f"About {head.minutes:g} minutes."),
        tuple(f"Source: {source}" for source in head.sources),
        tuple(_screen(script.called(node.id), node) for node in script.nodes),
    )


def pack_booklet(title: str, scripts: Iterable[Script]) -> Page:
    """Every screen of all scripts of a pack."""
    sections: list[Section] = []
    for script in scripts:
        page = booklet(script)
        sections += (Section(page.title, page.said, notes=page.notes), *page.sections)
    return Page(title, (), (), tuple(sections))


def _screen(called: str, node: PlacedStep) -> Section:
    step = node.step
    when = (f"Only if {condition_words(step.when)}.",) if step.when else ()
    texts: dict[str, list[str]] = {}
    for key, text in step.texts():
        texts.setdefault(key, []).append(text.source)
    quotes = [
        Quote("" if key == "text" else key.replace("_", " ").capitalize(), "\n".join(words))
        for key, words in texts.items()
    ]
    options = tuple(_options(node, step)) if isinstance(step, Choose) else ()
    if options:
        quotes.insert(1, Quote("Options", "\n".join(options)))
    if quotes[1:]:
        quotes[0] = quotes[0]._replace(about="Text")
    kind = f"({step.kind})"
    heading = called if called.endswith(kind) else f"{called} {kind}"
    return Section(heading, when, quotes=tuple(quotes), notes=tuple(_notes(node)))


def _options(node: PlacedStep, step: Choose) -> Iterator[str]:
    for choice in step.choices:
        leads = f" (leads to {_named(node, choice.go)})" if choice.go else ""
        yield f"{choice.label or choice.value}{leads}"
    if step.vocabulary:
        yield f"(the words of “{step.vocabulary}”)"
    if step.items:
        yield f"(what was said at {node.prefix}{step.items})"
    if step.other:
        yield "(words of one's own)"


def _notes(node: PlacedStep) -> Iterator[str]:
    match node.step:
        case Rate(low=low, high=high, low_label=least, high_label=most):
            yield f"From {_end(low, least)} to {_end(high, most)}."
        case Include(exercise=exercise):
            yield f"The steps of “{exercise}” follow."
        case Jump(to=to, at_most=most):
            times = "once" if most == 1 else f"{most} times"
            yield f"Back to {_named(node, to)}, {times} at most."
    if isinstance(node.step, AskingStep) and node.step.private:
        yield "The answer isn't saved."
    for key, to in node.step.targets():
        if key == "go":
            yield f"Afterwards: {_named(node, to)}"


def _end(number: int, label: str) -> str:
    return f"{number} ({label})" if label else str(number)


def _named(node: PlacedStep, step: str) -> str:
    return "the end" if step == END else node.prefix + step
