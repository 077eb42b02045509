"""`rsense help-now`: people to call."""

import textwrap
from typing import Annotated

import typer

from rsense.cli.completion.values import country_names
from rsense.cli.line_style import HEADING, styled
from rsense.cli.output import fitting
from rsense.core.people import READ_HOW
from rsense.core.sanitize import clean
from rsense.services.context import AppContext, open_context
from rsense.services.errors import USAGE, UserError
from rsense.services.help_now import WIDTH, find_country, help_text, people_to_call

MORE = "rsense help-now COUNTRY: another country. --sources: where the numbers were read."


def help_now(
    country: Annotated[
        str, typer.Argument(help="Of another country.", autocompletion=country_names)
    ] = "",
    *,
    sources: Annotated[
        bool, typer.Option("--sources", help="Where the numbers were read, and when.")
    ] = False,
) -> None:
    """People to call."""
    code = ""
    try:
        context = open_context()
    except UserError:  # help is given without one, too
        context = None
    if country:
        found = find_country(country, context)
        if found is None:
            raise UserError(
                f"No people to call are known here for “{clean(country)}”. "
                "findahelpline.com lists helplines for most countries.",
                USAGE,
            )
        code = found.code
    print_help(context, code)
    typer.echo()
    if sources:
        typer.echo(READ_HOW)
        for line in people_to_call(context, None, country=code).lines:
            typer.echo(f"- {line.name}: {line.read_at}.")
    else:
        typer.echo(textwrap.fill(MORE, fitting(WIDTH)))


def print_help(context: AppContext | None, country: str = "", *, err: bool = False) -> None:
    """Print people to call; on a terminal with every number in bold."""
    for line in help_text(context, country, width=fitting(WIDTH)).split("\n"):
        name, colon, rest = line.partition(": ")
        number, stop, details = rest.partition(". ")
        if err or not (colon and line.startswith("- ")):
            typer.echo(line, err=err)
        else:
            typer.echo(f"{name}: {styled(number, HEADING)}{stop}{details}")
