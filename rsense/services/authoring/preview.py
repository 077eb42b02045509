"""A script that is being written, shown as a person meets it; nothing of it is kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from rsense.core import engine
from rsense.core.engine import Session
from rsense.core.engine.transcript import format_answer
from rsense.core.prompts import SKIPPED, Refused, Skip, Value
from rsense.core.recalled_shelves import shelves_for
from rsense.core.sanitize import clean, one_line
from rsense.core.script.compile import Script
from rsense.core.script.diagnostics import Places, suggested
from rsense.core.script.parse import ScriptError, parse
from rsense.core.shelves import SHELF_TITLES
from rsense.core.steps.include import Include
from rsense.core.walker.sample_answers import Literals, sample_answers
from rsense.core.walker.walk import walk
from rsense.ports import Activity
from rsense.preview_ports import Reloaded
from rsense.services.context import AppContext
from rsense.services.errors import USAGE, UserError
from rsense.services.exercise import ending_words
from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.script_check import script_problems
from rsense.session_runner import SessionRunner
from rsense.store.files.safe_read import Unreadable
from rsense.store.library import read_script
from rsense.store.translations import translation_path

CARDS = {shelf: (f"(a card from “{title}”)",) for shelf, title in SHELF_TITLES.items()}
"""Shown where kept cards are asked for: the author's own are nobody's business here."""
LONGEST_WAY = 160
"""Characters of the made-up answers that are told."""
GOES_ON = "The last version that worked goes on."


class ScriptPreview:
    """One script file, and the session over it. Raises UserError if it cannot be shown.

    With `start` it begins at that step, by the shortest way of made-up answers; `given` are
    answers by step id, as they would be typed, and their steps are not asked.
    """

    def __init__(
        self, context: AppContext, wanted: str, start: str = "", given: Mapping[str, str] = {}
    ) -> None:
        self.context = context
        wanted, context = context.of_file(wanted)
        context.script(wanted)  # raises with every problem
        self.name, _, _, self._library = context.script_text(wanted)
        self.path = wanted if os.path.isfile(wanted) else context.library.paths[self.name]
        self._seen = {self.path: stamp(self.path)}
        script, self.said = self._read()
        self._runner = self._begun(script, start, given)

    @property
    def line(self) -> int:
        """The line of the step that is shown."""
        session = self._runner.session
        nodes = session.script.nodes
        number = nodes[session.state.at].number if session.state.at < len(nodes) else -1
        return Places(self._text).of(("step", number))[0] if number >= 0 else 1

    def opened(self) -> Activity:
        script = self._runner.session.script
        flow = ExerciseFlow(self.context, script, private=True)
        stop = (lambda: ending_words.STOPPED) if script.head.people else None
        return Activity(self._runner, flow.finish, private=True, stop=stop)

    def again(self) -> Activity:
        """Begin it again at its first page."""
        self._runner = self._begun(self._runner.session.script, "", {})
        return self.opened()

    def changed(self) -> bool:
        return self._stamps() != self._seen

    def _stamps(self) -> dict[str, tuple[int, int, int] | None]:
        return {path: stamp(path) for path in self._seen}

    def _read(self) -> tuple[Script, str]:
        """The script as it is now, in the person's language, and what is wrong with its texts in
        this. Raises Unreadable and ScriptError."""
        library = replace(self._library, unreadable=[])  # what it includes is read anew, too
        text, sources, words = read_script(self.path), library.sources, library.vocabularies
        script = parse(self.name, text, sources, words, file=self.path)
        self._text, said = text, ""
        if there := translation_path(self.path, library.language()):
            if problems := script_problems(there, library.untranslated()):
                also = f" And {len(problems) - 1} more." if problems[1:] else ""
                said = f"{os.path.basename(there)} isn't whole, so it isn't used. Line "
                said = clean(f"{said}{problems[0].line}: {problems[0].words}.{also}")
            else:
                script = parse(self.name, library.read(self.path), sources, words, file=self.path)
        included = {n.step.exercise for n in script.nodes if isinstance(n.step, Include)}
        paths = [self.path, *(library.paths[name] for name in included if name in library.paths)]
        beside = [f"{path.removesuffix('.toml')}.{library.language()}.toml" for path in paths]
        # Stamps from before the reading stay: what was saved meanwhile is still to be read.
        seen = self._seen
        self._seen = {p: seen[p] if p in seen else stamp(p) for p in (*paths, *beside)}
        return script, said

    def reload(self) -> Reloaded:
        """The script as it is now, with the answers as far as they fit. A broken one changes
        nothing."""
        self._seen = self._stamps()
        try:
            script, untranslated = self._read()
        except Unreadable as error:
            return Reloaded(None, clean(f"{error} {GOES_ON}"))
        except ScriptError as error:
            first, *more = error.problems
            step = f", {first.step}" if first.step else ""
            also = f" And {len(more)} more." if more else ""
            what = "; ".join(filter(None, (first.what, first.advice)))
            stop = "" if what.endswith("?") else "."
            said = f"Line {first.line}{step}: {what}{stop}{also} {GOES_ON}"
            return Reloaded(None, clean(said))
        before = self._runner.session
        session = engine.refit(
            script, shelves_for(script, CARDS, before.replies), before.replies, before.pending
        )
        drafted = {reply.step for reply in before.pending}
        waiting = [reply.step for reply in session.pending if reply.step not in drafted]
        self._runner = self._running(session, waiting)
        words = f"{_refitted_words(self._runner.session, waiting)} {untranslated}".rstrip()
        return Reloaded(self.opened(), words)

    def _running(self, session: Session, answered: list[str]) -> SessionRunner:
        return SessionRunner(
            session, lambda _: None, answered=answered, clock=self.context.zoned_now
        )

    def _begun(self, script: Script, start: str, given: Mapping[str, str]) -> SessionRunner:
        shelves = shelves_for(script, CARDS)
        if not (start or given):
            return self._running(engine.begin(script, shelves), [])
        steps = {node.id for node in script.nodes}
        for name in (*given, *([start] if start else ())):
            if name not in steps:
                advice = suggested(name, steps) or "A step is named by its id."
                raise UserError(f"There's no step “{one_line(name)}”. {advice}", USAGE)
        try:
            walked = walk(script, shelves, answers=_answers(given))
        except Refused as refused:
            raise UserError(f"--set: {refused}", USAGE) from refused
        if start:
            found = next((s for s in walked.sessions if s.step == start), None)
            if found is None:
                among = " with these answers" if given else ""
                why = f" ({walked.unfinished})" if walked.unfinished else ""
                raise UserError(f"No way leads to “{start}”{among}{why}.", USAGE)
            self.said = f"{_way_words(found)} {self.said}".rstrip()
            return self._running(found, [])
        values = {r.step: r for s in walked.sessions for r in s.replies if r.step in given}
        if missing := [name for name in given if name not in values]:
            raise UserError(f"--set: no way asks “{missing[0]}”.", USAGE)
        ahead = tuple(values.values())
        return self._running(engine.begin(script, shelves, ahead), [*values])


def stamp(path: str) -> tuple[int, int, int] | None:
    """What is another once a file is saved; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _answers(given: Mapping[str, str]) -> Callable[[Session, Literals], Iterator[Value | Skip]]:
    """Answers to try, but at the given steps only what is given. These raise Refused."""

    def answers(session: Session, literals: Literals) -> Iterator[Value | Skip]:
        prompt = session.state.prompt
        words = given.get(session.step)
        if words is None or prompt is None:
            yield from sample_answers(session, literals)
            return
        try:
            yield prompt.accept(prompt.parse(words)) if words.strip() else SKIPPED
        except Refused as refused:
            raise Refused(f"{session.step}={one_line(words)}. {refused}") from refused

    return answers


def _way_words(session: Session) -> str:
    said = [
        f"{one.reply.step} “{one_line(format_answer(one.reply.value, one.prompt))}”"
        for one in engine.retrace(session)
        if one.reply.value is not None
    ]
    way = ", ".join(said) or "nothing has to be answered"
    way = way if len(way) <= LONGEST_WAY else f"{way[:LONGEST_WAY].rstrip()}…"
    return f"Made-up answers lead here: {way}."


def _refitted_words(session: Session, waiting: list[str]) -> str:
    still = [step for step in waiting if not any(r.step == step for r in session.replies)]
    if not still:
        return "Reloaded."
    at = session.step or "the end"
    return f"Reloaded. Your answers fit as far as {at}. These wait: {', '.join(still)}."
