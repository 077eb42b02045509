"""A script that is being written, in lines; after a save it is shown anew."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from rsense.plain.console import Command, Console, Dialogue, EndOfInput
from rsense.plain.dialogue import run_to_end
from rsense.plain.ending import show_ending
from rsense.ports import Activity, Services
from rsense.preview_ports import Preview

SCRIPT = ":script"
HOW = (
    "A preview, in lines: nothing is kept. :script opens the file in your editor, at this step; "
    ":back goes back, :quit leaves."
)
LEFT = "Left. Nothing was kept."
AT_THE_END = "Enter begins it again, :back goes back, :quit leaves> "


class Reload(Exception):
    """The file was saved while a line was waited for."""


def run(opened: Activity, services: Services, console: Console, preview: Preview) -> None:
    """Run the script, from the start or wherever its answers lead; again after each save."""
    console = replace(console, read=_reading(console, preview))
    console.say(HOW)
    said = preview.said
    while True:
        if said:
            console.say(said)
        said = ""
        try:
            ending, _ = run_to_end(Dialogue(opened, services, console))
            if ending:
                show_ending(ending, console, doors=True, after=opened)
            if not preview.watch:
                return
            match console.line(AT_THE_END):
                case Command.QUIT:
                    raise EndOfInput
                case Command.BACK:
                    opened.sitting.back()
                case _:
                    opened = preview.again()
        except Reload:
            console.say()
            found = preview.reload()
            said, opened = found.said, found.opened or opened
            continue
        except EndOfInput:
            console.say(LEFT)
            return
        except KeyboardInterrupt:
            console.say(f"\n{LEFT}")
            raise


def look(preview: Preview) -> None:
    """Raises Reload once the file was saved."""
    if preview.watch and preview.changed():
        raise Reload


def _reading(console: Console, preview: Preview) -> Callable[[str], str | None]:
    def read(cue: str) -> str | None:
        while True:
            look(preview)
            line = console.read(cue)
            if line is None or line.strip() != SCRIPT:
                return line
            if told := preview.edit():
                console.say(told)
            if preview.changed():
                raise Reload

    return read
