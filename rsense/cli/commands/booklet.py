"""`rsense booklet`: print a script for paper."""

from typing import Annotated

import typer

from rsense.cli.commands._options import ScriptName
from rsense.services.context import open_context
from rsense.services.errors import USAGE, UserError


def booklet(
    name: ScriptName,
    *,
    html: Annotated[bool, typer.Option("--html", help="As a page for a browser.")] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="As Markdown, which it is without an option, too.")
    ] = False,
) -> None:
    """Print every screen of a script with its conditions in words, for paper or to translate.

    A pack, by its folder or file, is printed whole, before you add it, too.
    """
    from rsense.services.authoring import booklet as made
    from rsense.services.authoring import find_pack, packs

    if html and markdown:
        raise UserError("Take --html or --markdown, not both.", USAGE)
    if find_pack.is_pack(name):
        pack, where = find_pack.opened(name)
        contents, problems = packs.looked_through(pack, where)
        packs.refuse_problems(problems, "Not printed.")
        page = made.pack_booklet(pack.manifest.title, contents.scripts)
    else:
        page = made.booklet(open_context().script(name))
    if html:
        from rsense.services.report.html import as_html as written
    else:
        from rsense.services.report.text import as_markdown as written
    typer.echo(written(page), nl=False)
