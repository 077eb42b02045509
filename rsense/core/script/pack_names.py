"""Names inside a pack: what a script of a pack calls by a short name, by its whole one.

Scripts, doors, later days and lists of words of the same pack are meant first; what the pack does
not have is that of the library. No pack may have a script of a shipped name, so the safety question
is always the shipped one.
"""

from __future__ import annotations

from collections.abc import Callable, Container

from msgspec.structs import replace

from rsense.core.expressions.identifiers import pack_of
from rsense.core.script.decode import Draft
from rsense.core.script.head import Door
from rsense.core.steps import StepBase
from rsense.core.steps.choose import Choose
from rsense.core.steps.include import Include

Named = Callable[[str], str]


def with_whole_names(
    draft: Draft, id: str, scripts: Container[str], vocabularies: Container[str]
) -> Draft:
    """The draft of the script `id`, as it is where it belongs to no pack."""
    pack = pack_of(id)
    if not pack:
        return draft

    def whole(known: Container[str]) -> Named:
        return lambda name: full if (full := f"{pack}/{name}") in known else name

    script, words = whole(scripts), whole(vocabularies)
    doors = (
        script(one) if isinstance(one, str) else Door(to=script(one.to), when=one.when)
        for one in draft.head.next
    )
    head = replace(draft.head, next=tuple(doors))
    if head.follow_up and head.follow_up.exercise:
        later = replace(head.follow_up, exercise=script(head.follow_up.exercise))
        head = replace(head, follow_up=later)
    return replace(draft, head=head, steps=tuple(_step(s, script, words) for s in draft.steps))


def _step(step: StepBase, script: Named, words: Named) -> StepBase:
    if isinstance(step, Include):
        return replace(step, exercise=script(step.exercise))
    if isinstance(step, Choose) and step.vocabulary:
        return replace(step, vocabulary=words(step.vocabulary))
    return step
