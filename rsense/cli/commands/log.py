"""`rsense log`: note in one line what happened."""

import sys
from typing import Annotated, Any

import typer

from rsense.cli.streams import (
    argument_text,
    echo_unsaved,
    record_words,
    refused_given_back,
    standard_input,
)
from rsense.cli.trigger_options import When, with_trigger_options
from rsense.core.records import GOOD_MOMENT, Trigger
from rsense.core.sanitize import one_line
from rsense.core.vocabulary import Word
from rsense.fast_log import saved
from rsense.services.autosaved_record import AutosavedRecord
from rsense.services.clock import when_words
from rsense.services.context import AppContext, open_context
from rsense.services.errors import INTERRUPTED, USAGE, UserError
from rsense.services.help_now import WIDTH, people_beside
from rsense.services.terms import TermResolver
from rsense.services.text_input import decode_argument, normalise_text
from rsense.services.trigger_input import typed_fields, typed_moment, with_mentions


@with_trigger_options
def log(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]",
            help="What happened, or - to read it from standard input. @name and #tag count.",
        ),
    ] = None,
    *,
    good: Annotated[
        bool, typer.Option("--good", help="It was a good moment; nothing asks how strong it was.")
    ] = False,
    at: When = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record as JSON.")] = False,
    **typed: Any,
) -> None:
    """Note in one line what happened, bad or good.

    Words typed here stay in your shell's history. “rsense log” alone asks for them instead. You
    can shorten words for feelings (anx). A word that isn't known becomes one of your own.
    """
    context = open_context()
    now = context.now()
    person = sys.stdin.isatty()
    from_pipe = words == ["-"] or not (words or person)
    piped = normalise_text(standard_input()) if from_pipe else ""
    with refused_given_back(piped):  # the pipe comes first: its words are nowhere else
        moment = typed_moment(decode_argument(at), now) if at else now
        spelling = TermResolver(context.data, _choose if person else None)
        fields = typed_fields(spelling, typed)
        if good and "type" in fields:
            raise UserError("--good or --type, not both.", USAGE)
    if good:
        fields["type"] = GOOD_MOMENT
    begun = Trigger(id=context.new_id(), at=moment, what=piped)._replace(**fields)
    answers = PartialTrigger(begun, AutosavedRecord(context, open=person))
    interrupted = not from_pipe and _hear(words, spelling, answers)
    trigger = with_mentions(answers.trigger)
    if not (trigger.what or trigger.thought):
        raise UserError("You didn't write anything, so nothing was saved.", USAGE)
    answers.keep()
    notes = list(spelling.remember())
    if as_json:
        from rsense.cli.output import record_line

        typer.echo(record_line(trigger))
    when = ", ".join((when_words(moment, now), *map(one_line, spelling.understood)))
    strength = None if trigger.is_good else trigger.intensity
    typer.echo(saved(when, strength), nl=False, err=True)
    from rsense.cli.output import fitting

    if people := people_beside(context, trigger, fitting(WIDTH)):
        typer.echo(f"\n{people}", err=True)
    for note in notes:
        typer.echo(note, err=True)
    if not as_json:
        _show_plan(context, trigger)
    if interrupted:
        raise UserError("", INTERRUPTED)


class PartialTrigger:
    """A trigger as far as its questions are answered."""

    def __init__(self, trigger: Trigger, record: AutosavedRecord) -> None:
        self.trigger = trigger
        self._record = record

    def put(self, **answer: Any) -> None:
        """Add an answer, by its field."""
        self.trigger = self.trigger._replace(**answer)

    def keep(self) -> None:
        """Save the answers so far. Raises UserError."""
        trigger = with_mentions(self.trigger)
        with echo_unsaved(record_words(trigger)):
            self._record.keep(trigger, trigger.what or trigger.thought)


def _choose(typed: str, found: list[Word]) -> str | None:
    from rsense.cli.log_questions import choose_in

    return choose_in(typed, found)


def _hear(words: list[str] | None, spelling: TermResolver, answers: PartialTrigger) -> bool:
    """Get the words from the arguments or the person; whether Ctrl+C cut the questions short."""
    if words:
        answers.put(what=argument_text(" ".join(words)))
        return False
    from rsense.cli.log_questions import ask

    try:
        ask(spelling, answers)
    except KeyboardInterrupt:
        if not answers.trigger.what:
            raise
        sys.stderr.write("\n")  # below what was being typed
        return True
    return False


def _show_plan(context: AppContext, trigger: Trigger) -> None:
    from rsense.services.plan_reminder import matching_plan

    if plan := matching_plan(context, trigger):
        typer.echo(plan, err=True)
