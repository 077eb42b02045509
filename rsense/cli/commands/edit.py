"""`rsense edit`: put a record right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from rsense.cli.completion import values
from rsense.cli.streams import echo_unsaved
from rsense.core.date_phrases import InvalidTime
from rsense.core.datetime_phrases import moment
from rsense.services.clock import MachineZone
from rsense.services.context import AppContext, open_context
from rsense.services.corrections import apply_changes, record_editor, same_document
from rsense.services.errors import FAILED, USAGE, UserError
from rsense.services.record_lookup import describe_record, find_path
from rsense.services.terms import DOMAINS, TermResolver
from rsense.services.text_input import decode_argument, normalise_text
from rsense.store.files.safe_read import Unreadable
from rsense.store.records import undo_log
from rsense.store.records.codec import encode
from rsense.store.records.edit_validation import HIGHEST


def edit(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID|last", help="The beginning of an id.", autocompletion=values.record_ids
        ),
    ],
    words: Annotated[list[str] | None, typer.Argument(help="Other words for it.")] = None,
    *,
    intensity: Annotated[
        int | None, typer.Option("-i", "--intensity", min=0, max=HIGHEST, help="0 to 10.")
    ] = None,
    emotion: Annotated[
        list[str] | None, typer.Option("-e", "--emotion", autocompletion=values.emotions)
    ] = None,
    body: Annotated[
        list[str] | None, typer.Option("-b", "--body", autocompletion=values.body)
    ] = None,
    urge: Annotated[
        list[str] | None, typer.Option("-u", "--urge", autocompletion=values.urges)
    ] = None,
    who: Annotated[str | None, typer.Option("-w", "--who", autocompletion=values.people)] = None,
    tag: Annotated[
        list[str] | None, typer.Option("-t", "--tag", autocompletion=values.tags)
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="WHEN",
            help="yesterday 21:00, 20 min ago.",
            autocompletion=values.moments,
        ),
    ] = None,
    type: Annotated[str | None, typer.Option("--type", autocompletion=values.types)] = None,
    domain: Annotated[str | None, typer.Option("--domain", autocompletion=values.domains)] = None,
    before: Annotated[str | None, typer.Option("--before", help="What came before.")] = None,
    did: Annotated[str | None, typer.Option("--did", help="What you did.")] = None,
    thought: Annotated[str | None, typer.Option("--thought")] = None,
    clear: Annotated[
        list[str] | None,
        typer.Option(
            "--clear", metavar="NAME", help="Take away, such as tags.", autocompletion=values.parts
        ),
    ] = None,
) -> None:
    """Put a record right. Without options it opens in your editor.

    Every option takes the place of what was there; “-t a -t b” gives it these two tags. The
    version before it goes to the trash.
    """
    other = " ".join(words or ())
    with echo_unsaved((other, who, before, did, thought)):
        context = open_context()
        hands = record_editor(context)
        path = find_path(context, id)
        try:
            held = hands.held(path)
        except Unreadable as error:
            raise UserError(f"{error} It was not changed.", FAILED) from error
        spelling = TermResolver(context.data)
        lists = {"emotions": ("emotions", emotion), "body": ("body", body), "urge": ("urges", urge)}
        names = {"type": ("trigger-types", type), "domain": (DOMAINS, domain)}
        texts = {"who": who and who.strip(), "before": before, "did": did, "thought": thought}
        wanted: dict[str, Any] = {
            **{
                key: list(spelling.resolve_all(where, said))
                for key, (where, said) in lists.items()
                if said
            },
            **{
                key: ", ".join(spelling.resolve_all(where, [said]))
                for key, (where, said) in names.items()
                if said is not None
            },
            **{key: _text(said) for key, said in texts.items() if said is not None},
            **dict.fromkeys(clear or ()),
        }
        if tag:
            wanted["tags"] = _tags(tag)
        if intensity is not None:
            wanted["intensity"] = intensity
        if at is not None:
            wanted["at"] = _moment(context, at)
        if other:
            wanted["text" if held.document["kind"] == "keepsake" else "what"] = _text(other)
        if not wanted:
            from rsense.cli.editor import edited

            done = edited(hands, held)
        else:
            document = apply_changes(held, wanted)
            nothing = same_document(document, held.document)
            done = None if nothing else hands.edit(held, encode(document), document)
    if done is None:
        typer.echo("Nothing was changed.", err=True)
        return
    new_path, old = done
    undo_log.note(context.data, "edit", old.path)
    typer.echo(
        f"Changed: {describe_record(context, new_path)}. “rsense undo” takes it back.", err=True
    )
    for note in spelling.remember():
        typer.echo(note, err=True)


def _text(said: str) -> str:
    return normalise_text(decode_argument(said))


def _tags(said: Iterable[str]) -> list[str]:
    parts = (_text(part).strip().lstrip("#") for text in said for part in text.split(","))
    return list(dict.fromkeys(filter(None, parts)))


def _moment(context: AppContext, words: str) -> object:
    try:
        return moment(decode_argument(words), context.now(), MachineZone())
    except InvalidTime as error:
        raise UserError(str(error), USAGE) from error
