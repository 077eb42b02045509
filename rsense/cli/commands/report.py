"""`rsense report`: one page about the last weeks, for a therapist."""

import os
import sys
from shutil import get_terminal_size
from typing import Annotated

import typer

from rsense.cli.commands._options import Plain
from rsense.cli.exits import signals_as_exit
from rsense.cli.face import run_activity, use_line_mode
from rsense.cli.output import tell_unreadable
from rsense.cli.run_options import RunOptions
from rsense.insight.report_page import Choices, Page
from rsense.services.context import open_context
from rsense.services.errors import FAILED, USAGE, UserError
from rsense.services.frontend_services import services_for
from rsense.services.report import flow
from rsense.services.report.flow import Target
from rsense.services.report.page import MOST_WEEKS, WEEKS, read_weeks, rendered, write_page
from rsense.store.files.durable import NotSaved

GRAVE = "It says that you noted an urge to hurt yourself or not to be here."


def report(
    *,
    html: Annotated[
        str, typer.Option("--html", metavar="FILE", help="As a page to print or send: a new file.")
    ] = "",
    markdown: Annotated[
        str, typer.Option("--markdown", metavar="FILE", help="As Markdown; - prints it.")
    ] = "",
    text: Annotated[
        str, typer.Option("--text", metavar="FILE", help="As plain text; - prints it.")
    ] = "",
    weeks: Annotated[
        int, typer.Option("--weeks", min=1, max=MOST_WEEKS, metavar="N", help="How many weeks.")
    ] = WEEKS,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Don't ask: counts only, names as initials.")
    ] = False,
    plain: Plain = False,
) -> None:
    """One page about the last weeks, for a therapist or someone else who helps you.

    You choose what goes on it and read all of it before anything is written. Your own words stay
    off it unless you choose them, and names become initials.
    """
    wanted = {"html": html, "markdown": markdown, "text": text}
    given = {form: path for form, path in wanted.items() if path}
    if len(given) > 1 or html == "-":
        raise UserError("One of --html FILE, --markdown FILE and --text FILE.", USAGE)
    form, path = next(iter(given.items()), ("text", "-"))
    context = open_context()
    in_lines = use_line_mode(plain=plain or context.config.plain)
    listened_to = os.environ.get("ACCESSIBLE", "") not in ("", "0")
    printed: list[str] = []

    def write(page: Page) -> str:
        if path == "-":
            printed.append(rendered(context, page, form, pictures=not listened_to))
            return "That's the page."
        return write_page(context, page, form, path)

    if yes:
        known = read_weeks(context, weeks)
        try:
            with signals_as_exit():
                told = write(known.page(Choices()))
        except NotSaved as error:
            raise UserError(str(error), FAILED) from error
        told = "" if printed else told
        for line in filter(None, (told, GRAVE if known.grave else "")):
            typer.echo(line, err=True)
    else:
        if given and path == "-" and in_lines and not sys.stdout.isatty():
            raise UserError("The questions would be printed too. Name a file, or add --yes.", USAGE)
        where = "It's printed here." if path == "-" else f"It goes to {path}."
        target = Target(where, write) if given else None
        width = 0 if in_lines else get_terminal_size().columns
        opened = flow.report(context, weeks, target, width=width)
        run_activity(opened, services_for(context), RunOptions(plain=plain))
    for page_text in printed:
        sys.stdout.write(page_text)
    tell_unreadable(context.damaged)
