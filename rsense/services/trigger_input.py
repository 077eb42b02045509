"""Typed values as fields of a trigger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rsense.core.mentions import find_mentions
from rsense.core.records import Trigger
from rsense.core.trigger_fields import TRIGGER_FIELDS, TriggerField
from rsense.services.clock import MachineZone
from rsense.services.errors import USAGE, UserError
from rsense.services.terms import TermResolver
from rsense.services.text_input import comma_parts, decode_argument, decoded_text


def typed_fields(terms: TermResolver, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The values of options, by field; those that were not given are left out. Raises UserError."""
    given = {name: said for name in TRIGGER_FIELDS if (said := typed.get(name)) not in (None, [])}
    return {name: _value(TRIGGER_FIELDS[name], said, terms) for name, said in given.items()}


def _value(field: TriggerField, typed: Any, terms: TermResolver) -> Any:
    if field.vocabulary:
        words = terms.resolve_all(field.vocabulary, typed if field.kind == "list" else [typed])
        return words if field.kind == "list" else ", ".join(words)
    if field.kind == "list":
        return given_text(field, ",".join(map(decode_argument, typed)))
    return typed if field.kind == "number" else given_text(field, decoded_text(typed))


def given_text(field: TriggerField, text: str) -> str | tuple[str, ...]:
    """A text as the value of a field without a vocabulary; in a list, commas part its words."""
    if field.kind == "list":
        words = (word.lstrip(field.mark) for word in comma_parts([text]))
        return tuple(dict.fromkeys(filter(None, words)))
    return text.strip().lstrip(field.mark) if field.kind == "line" else text


def with_mentions(trigger: Trigger) -> Trigger:
    """The trigger with who and the tags that its words mention."""
    return trigger._replace(
        who=trigger.who or next(iter(find_mentions(trigger.what, "@")), ""),
        tags=tuple(dict.fromkeys((*trigger.tags, *find_mentions(trigger.what, "#")))),
    )


def coming_moment(words: str, now: datetime) -> datetime:
    """The moment to come that somebody means. Raises UserError."""
    from rsense.core.coming_moments import InvalidComing, read_coming

    try:
        return read_coming(words, now, MachineZone())
    except InvalidComing as error:
        raise UserError(str(error), USAGE) from error


def typed_moment(words: str, now: datetime) -> datetime:
    """The moment that somebody means. Raises UserError."""
    from rsense.core.date_phrases import InvalidTime
    from rsense.core.datetime_phrases import moment

    try:
        return moment(words, now, MachineZone())
    except InvalidTime as error:
        raise UserError(str(error), USAGE) from error
