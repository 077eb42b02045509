"""`rsense drafts`: words for someone that you haven't said yet."""

import base64
import sys
from typing import Annotated

import typer

from rsense.cli.commands._options import Json, Plain
from rsense.cli.completion.values import card_ids, sleeps
from rsense.cli.confirm import confirm
from rsense.cli.face import report_unsaved, run_activity
from rsense.cli.line_style import QUIET, styled
from rsense.cli.output import SHOWN_LETTERS, record_line, tell_unreadable
from rsense.cli.run_options import RunOptions
from rsense.core.records import Keepsake
from rsense.core.sanitize import clean
from rsense.services.clock import when_words
from rsense.services.context import AppContext, open_context
from rsense.services.errors import FAILED, USAGE, UserError
from rsense.services.frontend_services import services_for
from rsense.services.over_time import draft_pages
from rsense.services.over_time.drafts import line, open_drafts

ASK = "The clipboard can be read by other programs, and some keep what was on it. Copy there?"
MOST_COPIED = 50_000
"""Characters: terminals cut what is much longer, and do not tell."""


def drafts(
    which: Annotated[
        str | None,
        typer.Argument(metavar="[ID|last]", help="One to read.", autocompletion=card_ids),
    ] = None,
    *,
    said: Annotated[bool, typer.Option("--said", help="You said it.")] = False,
    let_go: Annotated[bool, typer.Option("--let-go", help="You don't want to say it.")] = False,
    sleep: Annotated[
        str | None,
        typer.Option(
            "--sleep",
            metavar="calm|WHEN",
            help="Put it out of sight until then, or until it hurts less.",
            autocompletion=sleeps,
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--print", help="Print its words alone.")] = False,
    copy: Annotated[bool, typer.Option("--copy", help="Put its words on the clipboard.")] = False,
    plain: Plain = False,
    as_json: Json = False,
) -> None:
    """Words for someone that you haven't said yet."""
    context = open_context()
    asked = (said, let_go, sleep is not None, show, copy)
    if sum(asked) > 1:
        raise UserError("One of --said, --let-go, --sleep, --print and --copy at a time.", USAGE)
    if which is None and any(asked):
        raise UserError("Which draft? Give its id, or “last”.", USAGE)
    if which is None:
        _list(context, as_json=as_json)
        return
    card = draft_pages.draft(context, which)
    if as_json:
        typer.echo(record_line(card))
    elif show:
        sys.stdout.write(f"{clean(card.text)}\n")
    elif copy:
        _copy(context, card)
    elif said or let_go:
        draft_pages.settle(context, card, "said" if said else "let go")
        did = f"{'Said' if said else 'Let go'}: {line(context, card)}."
        typer.echo(f"{did} “rsense undo” takes that back.", err=True)
    elif sleep is not None:
        until = draft_pages.nap_end(context, sleep)
        draft_pages.settle(context, card, "asleep", until)
        when = when_words(until, context.now()) if until else "it hurts less"
        typer.echo(f"It sleeps until {when}. “rsense undo” takes that back.", err=True)
    else:
        with report_unsaved():
            page = draft_pages.page(context, card)
            run_activity(page, services_for(context), RunOptions(plain=plain))


def _list(context: AppContext, *, as_json: bool) -> None:
    found = list(open_drafts(context))
    for card in found:
        if as_json:
            typer.echo(record_line(card))
        else:
            id = styled(card.id[:SHOWN_LETTERS], QUIET)
            typer.echo(f"{id}  {line(context, card)}")
    if not found:
        typer.echo(draft_pages.NONE, err=True)
    tell_unreadable(context.damaged)


def _copy(context: AppContext, card: Keepsake) -> None:
    """Put the words on the clipboard by the terminal (OSC 52). Raises UserError."""
    if not sys.stderr.isatty():
        raise UserError("There is no terminal to copy through. --print prints the words.", USAGE)
    text = clean(card.text)
    if len(text) > MOST_COPIED:
        raise UserError("It is too long for the clipboard. --print prints the words.", FAILED)
    if not context.config.clipboard:
        if not confirm(ASK):
            typer.echo("Not copied.", err=True)
            return
        context.settings.change("clipboard", value=True)
    code = base64.b64encode(text.encode()).decode()
    sys.stderr.write(f"\x1b]52;c;{code}\x07")
    typer.echo("Copied, if this terminal allows it.", err=True)
