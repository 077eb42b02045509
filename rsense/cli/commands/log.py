"""`rsense log`: note in one line what set it off."""

import sys
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

import typer

from rsense.cli.completion import values
from rsense.cli.log_questions import PartialTrigger
from rsense.cli.streams import (
    argument_text,
    echo_unsaved,
    record_words,
    refused_given_back,
    standard_input,
)
from rsense.core.mentions import find_mentions
from rsense.core.records import Record, Trigger
from rsense.core.sanitize import one_line
from rsense.fast_log import saved
from rsense.services.autosaved_record import AutosavedRecord
from rsense.services.clock import MachineZone, when_words
from rsense.services.context import AppContext, open_context
from rsense.services.errors import INTERRUPTED, USAGE, UserError
from rsense.services.terms import DOMAINS, TermResolver
from rsense.services.text_input import decode_argument, normalise_text

if TYPE_CHECKING:
    from rsense.core.vocabulary import Word
    from rsense.plain.console import Console

SEVERAL = "may be repeated"


def log(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]",
            help="What happened; - reads it from standard input. @name and #tag in it count.",
        ),
    ] = None,
    *,
    intensity: Annotated[
        int | None, typer.Option("-i", "--intensity", min=0, max=10, help="How strong, 0 to 10.")
    ] = None,
    emotion: Annotated[
        list[str] | None,
        typer.Option(
            "-e", "--emotion", help=f"A feeling; {SEVERAL}.", autocompletion=values.emotions
        ),
    ] = None,
    body: Annotated[
        list[str] | None,
        typer.Option("-b", "--body", help=f"A body signal; {SEVERAL}.", autocompletion=values.body),
    ] = None,
    urge: Annotated[
        list[str] | None,
        typer.Option(
            "-u",
            "--urge",
            help=f"What you feel pulled to do; {SEVERAL}.",
            autocompletion=values.urges,
        ),
    ] = None,
    who: Annotated[
        str, typer.Option("-w", "--who", help="Who it is about.", autocompletion=values.people)
    ] = "",
    tag: Annotated[
        list[str] | None,
        typer.Option(
            "-t", "--tag", help=f"A word to find it by; {SEVERAL}.", autocompletion=values.tags
        ),
    ] = None,
    at: Annotated[
        str,
        typer.Option(
            "--at",
            metavar="WHEN",
            help="When: 15:40, yesterday 21:00, 20 min ago.",
            autocompletion=values.moments,
        ),
    ] = "",
    type: Annotated[
        str,
        typer.Option(
            "--type", help="The kind of moment, such as short reply.", autocompletion=values.types
        ),
    ] = "",
    domain: Annotated[
        str,
        typer.Option(
            "--domain", help="romance, friends, family or work.", autocompletion=values.domains
        ),
    ] = "",
    before: Annotated[str, typer.Option("--before", help="What came before it.")] = "",
    thought: Annotated[str, typer.Option("--thought", help="What went through your mind.")] = "",
    did: Annotated[str, typer.Option("--did", help="What you did.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the record as JSON.")] = False,
) -> None:
    """Note in one line what set it off.

    Words typed here stay in your shell's history. “rsense log” alone asks for them instead. Words
    for feelings may be cut short (anx); what is not known becomes a word of your own.
    """
    context = open_context()
    now = context.now()
    person = _Person() if sys.stdin.isatty() else None
    from_pipe = words == ["-"] or not (words or person)
    piped = normalise_text(standard_input()) if from_pipe else ""
    with refused_given_back(piped):  # the pipe comes first: its words are nowhere else
        moment = _moment(at, now) if at else now
        spelling = TermResolver(context.data, person.choose if person else None)
        answers = PartialTrigger(intensity, spelling.resolve_all("emotions", emotion or ()))
        said = {
            "body": spelling.resolve_all("body", body or ()),
            "urge": spelling.resolve_all("urges", urge or ()),
            "type": ", ".join(spelling.resolve_all("trigger-types", [type])),
            "domain": ", ".join(spelling.resolve_all(DOMAINS, [domain])),
            "before": argument_text(before),
            "did": argument_text(did),
            "thought": argument_text(thought),
        }
        parts = (
            normalise_text(part.strip()).lstrip("#")
            for word in tag or ()
            for part in decode_argument(word).split(",")
        )
        tagged = [part for part in parts if part]
        about = normalise_text(decode_argument(who)).strip().lstrip("@")
    id = context.new_id()

    def made() -> Trigger:
        return Trigger(
            id=id,
            at=moment,
            what=answers.what,
            intensity=answers.intensity,
            emotions=answers.emotions,
            tags=tuple(dict.fromkeys((*tagged, *find_mentions(answers.what, "#")))),
            who=about or next(iter(find_mentions(answers.what, "@")), ""),
            **said,  # type: ignore[arg-type] # texts and tuples, by key
        )

    record = AutosavedRecord(context, open=person is not None)

    def keep() -> None:
        trigger = made()
        with echo_unsaved(record_words(trigger)):
            record.keep(trigger, trigger.what or trigger.thought)

    answers.keep = keep
    answers.what = piped
    interrupted = not from_pipe and _hear(words, person, spelling, answers)
    trigger = made()
    if not (trigger.what or trigger.thought):
        raise UserError("Nothing was said, so nothing was kept.", USAGE)
    keep()
    notes = list(spelling.remember())
    if as_json:
        _print(trigger)
    when = ", ".join((when_words(moment, now), *map(one_line, spelling.understood)))
    typer.echo(saved(when, trigger.intensity, heavy=spelling.heavy), nl=False, err=True)
    for note in notes:
        typer.echo(note, err=True)
    if not as_json:
        _show_plan(context, trigger)
    if interrupted:
        raise UserError("", INTERRUPTED)


class _Person:
    """Somebody at the terminal, who can be asked in lines."""

    @cached_property
    def console(self) -> "Console":
        from rsense.cli.face import line_console

        return line_console(interactive=True, paced=False)

    def choose(self, typed: str, found: "list[Word]") -> str | None:
        from rsense.cli.log_questions import choose_in

        return choose_in(self.console, typed, found)

    def answer(self, spelling: TermResolver, answers: PartialTrigger) -> None:
        from rsense.cli.log_questions import ask

        ask(self.console, spelling, answers)


def _hear(
    words: list[str] | None,
    person: "_Person | None",
    spelling: TermResolver,
    answers: PartialTrigger,
) -> bool:
    """Get the words from the arguments or the person; whether Ctrl+C cut the questions short."""
    if words:
        answers.what = argument_text(" ".join(words))
    elif person:
        try:
            person.answer(spelling, answers)
        except KeyboardInterrupt:
            if not answers.what:
                raise
            sys.stderr.write("\n")  # below what was being typed
            return True
    return False


def _moment(text: str, now: datetime) -> datetime:
    from rsense.core.datetime_phrases import InvalidTime, moment

    try:
        return moment(decode_argument(text), now, MachineZone())
    except InvalidTime as error:
        raise UserError(str(error), USAGE) from error


def _show_plan(context: AppContext, trigger: Trigger) -> None:
    from rsense.services.plan_reminder import matching_plan

    if plan := matching_plan(context, trigger):
        typer.echo(plan, err=True)


def _print(record: Record) -> None:
    from rsense.cli.output import json_line
    from rsense.store.records.codec import record_document
    from rsense.store.records.json_codec import to_json

    typer.echo(json_line(to_json(record_document(record))))
