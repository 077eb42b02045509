"""What is wrong with a pack for its author alone: languages without texts, plans that fail."""

from __future__ import annotations

import os
from collections.abc import Iterator

from rsense.core.script.diagnostics import Places, Problem
from rsense.core.script.languages import translation_name
from rsense.services.authoring.packs import Contents
from rsense.services.authoring.plans import planned_scripts, run_plan
from rsense.services.context import AppContext
from rsense.services.errors import UserError
from rsense.store.files.safe_read import decode
from rsense.store.packs.installed import MANIFEST
from rsense.store.packs.read import Pack


def author_problems(
    context: AppContext, pack: Pack, contents: Contents, where: str
) -> Iterator[str]:
    """Problems of a pack that is otherwise fine, a line each."""
    named = (translation_name(os.path.basename(one)) for one in contents.texts)
    spoken = {one[1] for one in named if one} | {one.head.language for one in contents.scripts}
    for language in pack.manifest.languages:
        if contents.scripts and language not in spoken:
            place = Places(decode(pack.files[MANIFEST])).of(("languages",))
            what = f"languages names “{language}”, and no text is in it"
            advice = f"put a NAME.{language}.toml beside a script, or take it out"
            yield str(Problem("RS110", os.path.join(where, MANIFEST), *place, "", what, advice))
    if not os.path.isdir(where):
        return  # a zip has no plans
    for name in pack.names("script"):
        try:
            yield from _plan_problems(context, os.path.join(where, name))
        except UserError as error:
            yield str(error)


def _plan_problems(context: AppContext, path: str) -> Iterator[str]:
    for one in planned_scripts(context, [path]):
        if not one.plan_text:
            return
        tested = run_plan(one)
        yield from map(str, tested.faults)
        if tested.changed:
            yield f"{one.transcript_path}: not what is shown now; “rsense test {path}” says where"
