"""What `:help` and `:example` show, above the question that is asked again."""

from __future__ import annotations

from contextlib import suppress

from rsense.core.engine import CurrentPrompt
from rsense.core.people import people_text
from rsense.plain.console import Command, Dialogue, EndOfInput
from rsense.session_runner import SaveFailed


def show_help(talk: Dialogue, example: str = "") -> None:
    """Raises EndOfInput on leaving."""
    console = talk.console
    console.say()
    if example:
        console.say(f"An example: {example}")
    console.say(
        f"{talk.commands} :answers shows what you said so far, to change it, :example how "
        "someone might answer, and :again asks once more. If your words begin with a colon, type "
        "two."
    )
    console.say()
    console.say(people_text(people := talk.services.help_now(""), console.width))
    keep = talk.services.keep_country
    if people.country or not console.interactive:
        return
    console.say("Which country are you in? Its people are then shown here. Enter leaves it out.")
    name = console.line("country> ")
    if name is Command.QUIT:
        raise EndOfInput
    if isinstance(name, Command) or not name.strip():
        return
    people = talk.services.help_now(name)
    if not people.country:
        console.say("No country here has that name. :help asks again.")
        return
    console.say(people_text(people, console.width))
    if keep:
        with suppress(SaveFailed):  # what matters stands above
            console.saved(lambda: keep(name))


def show_example(shown: CurrentPrompt, talk: Dialogue) -> None:
    """Show the example of a question, and one whole run where there is one."""
    console = talk.console
    run = talk.services.example(talk.sitting.session.script.id)
    console.say()
    if shown.example:
        console.say(f"An example: {shown.example}")
    elif not run:
        console.say("There's no example here.")
    if not run:
        return
    console.say(f"One whole run. {run.who}")
    for asked, said in run.lines:
        console.say()
        console.say(asked)
        console.say(said, indent="  ")
    console.say()
    console.say(f"{run.END} Now yours again.")
