"""`rsense explain`: what a code of `rsense check` means, and how to mend it."""

import textwrap
from typing import Annotated

import typer

from rsense.cli.completion.values import Offers, quiet
from rsense.cli.line_style import HEADING, QUIET, styled
from rsense.cli.output import fitting
from rsense.services.authoring.problem_pages import problem_page, problem_pages
from rsense.services.help_now import WIDTH


@quiet
def codes(incomplete: str) -> Offers:
    known = problem_pages().items()
    return ((code, page.title) for code, page in known if code.startswith(incomplete.upper()))


def explain(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", autocompletion=codes)] = None,
) -> None:
    """Say what a problem of a script means, such as RS012, and how to mend it.

    Without a code it lists them all.
    """
    if code is None:
        for known, page in problem_pages().items():
            typer.echo(f"{styled(known, QUIET)}  {page.title}")
        return
    known, page = problem_page(code)
    width = fitting(WIDTH)
    typer.echo(styled(f"{known}: {page.title}", HEADING))
    typer.echo(f"\n{textwrap.fill(page.cause, width)}\n\nSuch as:\n")
    typer.echo(textwrap.indent(page.example.strip("\n"), "    "))
    typer.echo(f"\n{textwrap.fill(f'To mend it: {page.mend}', width)}")
