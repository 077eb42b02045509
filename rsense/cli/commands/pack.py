"""`rsense pack`: exercises, words and people to call that others made."""

import textwrap
from collections.abc import Iterator
from typing import Annotated

import typer

from rsense.cli.commands._options import Json
from rsense.cli.completion.packs import pack_words
from rsense.cli.confirm import Yes, agreed
from rsense.cli.line_style import QUIET, styled
from rsense.cli.output import fitting, json_line
from rsense.core.sanitize import clean, one_line
from rsense.services.authoring import find_pack, packs
from rsense.services.authoring.pack_build import build
from rsense.services.authoring.pack_check import author_problems
from rsense.services.authoring.packs import Contents
from rsense.services.context import AppContext, open_context
from rsense.services.errors import USAGE, UserError
from rsense.services.text_input import decode_argument
from rsense.store.files.safe_read import Unreadable
from rsense.store.packs.read import Pack

HOW = "It is pack, pack add, check or build with a folder or a file, or pack remove with a name."
WIDTH = 76


def pack(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[list | add | check | build | remove WHICH]",
            help="What to do; nothing lists those you have. WHICH is a folder, a file or a name; "
            "build takes a folder, and the file to write.",
            autocompletion=pack_words,
        ),
    ] = None,
    *,
    yes: Yes = False,
    sign: Annotated[
        str,
        typer.Option("--sign", metavar="KEY", help="With build: sign it with this SSH key's file."),
    ] = "",
    as_json: Json = False,
) -> None:
    """Exercises, words and people to call that others made.

    A pack is a folder or a zip: a pack.toml that says whose it is, exercises as NAME.toml, lists
    of words in vocabulary, and helplines.toml. Nothing in it can run, reach your notes or take the
    place of what comes with rsense.
    """
    context = open_context()
    what, *rest = [decode_argument(word) for word in words or ["list"]]
    if (sign and what != "build") or (as_json and what != "list"):
        raise UserError("--sign goes with pack build, and --json with pack list.", USAGE)
    match what, rest:
        case "list", []:
            _list(context, as_json=as_json)
        case "add", [which]:
            _add(context, which, yes=yes)
        case "check", [which]:
            found, where = find_pack.opened(which)
            contents, problems = packs.looked_through(found, where)
            problems = problems or [*author_problems(context, found, contents, where)]
            count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
            packs.refuse_problems(problems, f"{count}.")
            _tell(_shown(found, contents, where))
            _tell(["It's fine."])
        case "build", [folder, *file] if len(file) <= 1:
            made = build(folder, "".join(file), sign)
            typer.echo(clean(made))
        case "remove", [id]:
            _remove(context, id, yes=yes)
        case _:
            said = one_line(" ".join([what, *rest]))
            raise UserError(f"“rsense pack {said}” doesn't work. {HOW}", USAGE)


def _list(context: AppContext, *, as_json: bool) -> None:
    have = packs.added(context)
    for id in have:
        try:
            said = packs.summary(context, id)
        except Unreadable as error:
            _tell([str(error)])
            continue
        if as_json:
            typer.echo(json_line(said))
        else:
            head = styled(f"{id}  {one_line(str(said['version']))}  ", QUIET)
            count = said["exercises"]
            many = "1 exercise" if count == 1 else f"{count} exercises"
            typer.echo(f"{head}{one_line(str(said['title']))}, {many}")
    _tell([str(unreadable) for unreadable in context.library.unreadable])
    if not have:
        _tell(["You have no packs."])
    if more := [id for id in find_pack.shipped_packs() if id not in have]:
        listed = ", ".join(more)
        _tell([f"Packs that come with rsense: {listed}. “rsense pack add {more[0]}” adds one."])


def _add(context: AppContext, which: str, *, yes: bool) -> None:
    found, where = find_pack.opened(which)
    contents, problems = packs.looked_through(found, where)
    packs.refuse_problems(problems, "Not added. Tell whoever made it.")
    packs.refuse_other_signer(context, found)
    id, title = found.manifest.id, one_line(found.manifest.title)
    _tell(_shown(found, contents, where))
    if find_pack.is_pack(which):
        _tell([f"“rsense booklet {one_line(which)}” prints every screen of it."])
    if id in packs.added(context):
        version = packs.version_of(context, id)
        _tell([f"It takes the place of the version {one_line(version)} that you have."])
    if not agreed(f"Add “{title}”?", yes=yes, unasked="Nothing was added, with no one to ask"):
        return
    packs.add(context, found)
    first = f" “rsense run {contents.scripts[0].id}” begins one." if contents.scripts else ""
    _tell([f"Added.{first} “rsense pack remove {id}” takes it away again."])


def _remove(context: AppContext, id: str, *, yes: bool) -> None:
    there = packs.added(context)
    if id not in there:
        have = ", ".join(there) or "none"
        raise UserError(f"You have no pack “{one_line(id)}”. You have {have}.", USAGE)
    for title in packs.left_half_way(context, id):
        _tell([f"“{one_line(title)}” is left half way, and can't be gone on with without it."])
    _tell(["What you noted in its exercises stays."])
    title = one_line(context.library.pack_titles[id])
    if agreed(f"Remove “{title}”?", yes=yes, unasked="Nothing was removed, with no one to ask"):
        packs.remove(context, id)
        _tell(["Removed."])


def _shown(pack: Pack, contents: Contents, where: str) -> Iterator[str]:
    """What the pack in this place holds, in lines."""
    said = pack.manifest
    yield f"{said.title}, version {said.version} ({said.id})"
    if said.summary:
        yield said.summary
    yield f"By {', '.join(said.authors)}. Licence: {said.licence}. In {', '.join(said.languages)}."
    if pack.signer:
        yield f"Signed with {pack.signer}; later ones have to be, too."
    elif where in find_pack.shipped_packs().values():
        yield "It comes with rsense."
    else:
        yield "No one signed it: be sure you know where it's from."
    if contents.scripts:
        yield "\nExercises:"
    for one in contents.scripts:
        yield f"- {one.title} ({one.id}), {one.head.minutes:g} min. {one.head.summary}"
    for heading, names in {
        "Lists of words": contents.words,
        "In another language": contents.texts,
        "Links and addresses in it, which rsense never opens": contents.links,
    }.items():
        if names:
            yield f"\n{heading}: {', '.join(names)}"
    known = contents.helplines
    if known.lines or known.emergency:
        yield (
            "\nPeople to call, shown after those of rsense for the same need. "
            "Look whether you trust them:"
        )
    for number in known.emergency:
        yield f"- Emergency in {', '.join(number.countries)}: {number.call} ({number.source})"
    for line in known.lines:
        yield f"- {line.country}: {line.name}, {line.number} ({line.about}; {line.source})"
    yield ""


def _tell(lines: Iterator[str] | list[str]) -> None:
    width = fitting(WIDTH)
    for line in lines:
        gap = "\n" if line.startswith("\n") else ""
        hang = "  " if line.startswith("- ") else ""
        wrapped = textwrap.fill(
            one_line(line.strip()),
            width,
            subsequent_indent=hang,
            break_on_hyphens=False,
            break_long_words=False,
        )
        typer.echo(f"{gap}{wrapped}", err=True)
