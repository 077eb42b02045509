"""The table of a trigger's fields, and what cannot be made from it."""

from __future__ import annotations

import pytest

from rsense import fast_log
from rsense.cli.registry import loaded
from rsense.core.records import Trigger
from rsense.core.trigger_fields import TRIGGER_FIELDS


def test_the_table_has_the_fields_of_a_trigger_in_their_order() -> None:
    assert ("id", "at", *TRIGGER_FIELDS, "about") == Trigger._fields


def test_the_quick_log_takes_its_options_as_the_table_has_them() -> None:
    for option, name in (fast_log.MANY | fast_log.ONCE).items():
        assert option in TRIGGER_FIELDS[name].option.split(), option
        assert (TRIGGER_FIELDS[name].kind == "list") == (option in fast_log.MANY), option
    for name, vocabulary in fast_log.VOCABULARIES.items():
        assert TRIGGER_FIELDS[name].vocabulary == vocabulary


@pytest.mark.parametrize("command", ["log", "edit"])
def test_a_command_has_an_option_with_words_for_each_field(command: str) -> None:
    options = {tuple(one.opts): one.help for one in loaded(command).params if hasattr(one, "help")}
    for field in TRIGGER_FIELDS.values():
        if field.option:
            assert field.help in options[tuple(field.option.split())]
