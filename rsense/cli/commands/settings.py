"""`rsense settings`: show the settings, or change one."""

from typing import Annotated

import typer

from rsense.cli.completion.values import setting_names, setting_values
from rsense.cli.line_style import HEADING, QUIET, on_terminal, styled
from rsense.cli.streams import echo_unsaved
from rsense.core.fold import fold
from rsense.core.palette import THEMES
from rsense.core.sanitize import clean, one_line
from rsense.services.context import AppContext, open_context
from rsense.services.errors import USAGE, UserError
from rsense.setting_names import SETTINGS
from rsense.store.config import InvalidSetting, Setting, ignored, read_error
from rsense.store.theme_files import check_theme


def settings(
    key: Annotated[
        str | None, typer.Argument(help="Which setting.", autocompletion=setting_names)
    ] = None,
    value: Annotated[
        str | None, typer.Argument(help="The new value.", autocompletion=setting_values)
    ] = None,
) -> None:
    """Show the settings, or change one."""
    context = open_context()
    known, typed = context.settings.shown(), key or ""
    key = key and "_".join(fold(key).replace("-", " ").split())  # the screen shows `reduced motion`
    if key is not None and key not in known:
        names = ", ".join(known)
        raise UserError(f"There's no setting “{one_line(typed)}”. There are {names}.", USAGE)
    if key is None or value is None:
        for name, is_now in known.items():
            if key in (None, name):
                typer.echo(f"{name} = {styled(_words(is_now), HEADING)}")
                if on_terminal():
                    either = " (yes or no)" if isinstance(is_now, bool) else ""
                    typer.echo(styled(f"  {SETTINGS[name]}{either}", QUIET))
        typer.echo(clean(context.config_path), err=True)
        if why := read_error(context.config_path):
            typer.echo(f"It can't be read, so the defaults count: {why}.", err=True)
        for name in ignored(context.config_path):
            typer.echo(f"In it, {name} isn't valid, so it counts as not set.", err=True)
        _tell_of_theme(context)
        return
    with echo_unsaved([value] if key == "person" else []):
        try:
            context.settings.change(key, value)
        except InvalidSetting as error:
            raise UserError(clean(str(error)), USAGE) from error
    typer.echo(f"{key} = {_words(context.settings.shown()[key])}", err=True)
    if key == "theme":
        _tell_of_theme(context)


def _words(setting: Setting) -> str:
    return ("yes" if setting else "no") if isinstance(setting, bool) else one_line(setting)


def _tell_of_theme(context: AppContext) -> None:
    """Say what is wrong with the person's own theme, if it is one."""
    if context.config.theme not in THEMES:
        for problem in check_theme(context.settings.themes, context.config.theme):
            typer.echo(clean(str(problem)), err=True)
