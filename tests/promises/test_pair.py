"""Two at one screen: nothing shows one's answer to the other before a reveal, and nothing is kept
that not both keep."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from random import Random

import msgspec

from rsense.core import engine
from rsense.core.engine.transcript import format_answer
from rsense.core.prompts import SKIPPED, Fill, Gather, Pick, Read, Skip, Value, Write
from rsense.core.script.parse import Script
from rsense.core.steps.pair import ALL_OF_IT
from rsense.services.context import AppContext
from rsense.services.exercise.flow import ExerciseFlow
from rsense.store.library import Library, shipped_folder
from tests.core.generated_pairs import pair_script

LIBRARY = Library(shipped_folder())
SITTINGS = 120


class Couple:
    """Two people who go through a script and write words that are nobody else's."""

    def __init__(self, script: Script, home: Path, chance: Random) -> None:
        self.home, self.chance, self.script = home, chance, script
        self.opened = ExerciseFlow(AppContext(str(home), LIBRARY), script, private=False).opened(
            ask=True
        )
        self.words: dict[str, set[str]] = defaultdict(set)
        """Words by `a`, `b`, or empty for both."""
        self.seen: set[str] = set()
        """Words that a reveal has shown to both."""
        self.came = Counter[str]()
        """What a sitting came to, so that the test knows that it looked."""

    @property
    def session(self) -> engine.Session:
        return self.opened.sitting.session

    def look(self) -> None:
        """Whoever is at the screen reads all of the session that a frontend can show."""
        sitting = self.opened.sitting
        shown, said = sitting.current, sitting.answered()
        again = [sitting.question_at(index) for index, _ in said]
        everything = str((shown and msgspec.structs.astuple(shown), said, again))
        if shown and isinstance(shown.prompt, Read) and shown.prompt.beside:
            names = getattr(self.script.node(shown.step).step, "names", ())
            assert {reply.step for reply in self.session.replies} >= {*names}
            self.seen |= {w for who in "ab" for w in self.words[who] if w in str(shown.prompt)}
            self.came["reveal"] += 1
        between = shown is not None and shown.kind == "hand_over"
        here = "" if between else self.session.state.turn
        for who in {"a", "b"} - {here}:
            hidden = self.words[who] - self.seen
            assert not [word for word in hidden if word in everything], (here, shown)
            self.came["hidden between turns" if between else "hidden"] += bool(hidden)
        assert self.written() == ""

    def written(self) -> str:
        """Everything in every file."""
        files = (path for path in self.home.rglob("*") if path.is_file())
        return "".join(path.read_text() for path in files)

    def word(self) -> str:
        """A word that nobody said before, of whoever has the screen."""
        word = f"word{sum(map(len, self.words.values())):03}"
        self.words[self.session.state.turn].add(word)
        return word

    def value(self) -> Value | Skip:
        shown = self.opened.sitting.current
        assert shown is not None
        if shown.skippable and shown.kind != "keep_together" and self.chance.random() < 0.15:
            return SKIPPED
        match shown.prompt:
            case Write():
                return self.word()
            case Gather():
                return (self.word(), self.word())
            case Pick(other=True):
                return (self.word(),)
            case Fill():
                return (("one", self.word()),)
            case Pick(options=options) if shown.kind == "keep_together":
                kept = [one.value for one in options if self.chance.random() < 0.6]
                return tuple(kept if self.chance.random() < 0.8 else [options[0].value])
            case prompt:
                samples: list[Value] = [*prompt.samples()]
                return self.chance.choice(samples)

    def move(self) -> None:
        sitting = self.opened.sitting
        written = [n for n, step in sitting.answered() if isinstance(step.prompt, Write)]
        match self.chance.choices(("answer", "back", "half", "change"), (12, 1, 1, 1))[0]:
            case "back":
                sitting.back()
            case "half" if sitting.current and isinstance(sitting.current.prompt, Write):
                sitting.save_draft(self.word())
            case "change" if written:
                sitting.revise(self.chance.choice(written), self.word())
            case _:
                sitting.answer(self.value())

    def finish(self) -> None:
        """What lies on the disk at the end: what both kept, which both have seen."""
        assert self.opened.finish is not None
        self.opened.finish(self.session)
        written, latest = self.written(), dict(self.session.replies)
        choices = [latest.get(f"exercise.keep_{who}") for who in "ab"]
        chosen = [{*choice} if isinstance(choice, tuple) else set() for choice in choices]
        answered = {step.reply.step: step for step in engine.retrace(self.session)}
        kept = ""
        for id, step in answered.items():
            if all({id, ALL_OF_IT} & choice for choice in chosen):
                kept += format_answer(step.reply.value, step.prompt)
        for who, words in self.words.items():
            for word in words:
                assert word not in written or (word in kept and (not who or word in self.seen))
        self.came["kept" if "word" in written else "let go"] += 1


def test_two_see_answers_only_together_and_keep_only_what_both_keep(tmp_path: Path) -> None:
    came = Counter[str]()
    for seed in range(SITTINGS):
        chance = Random(seed)
        couple = Couple(pair_script(chance), tmp_path / str(seed), chance)
        moves = chance.choice((9, 200, 200))
        couple.look()
        while moves and not couple.session.complete:
            couple.move()
            couple.look()
            moves -= 1
        if couple.session.complete:
            couple.finish()
        else:
            assert couple.opened.stop is not None
            couple.opened.stop()
            couple.opened.close()
            assert couple.written() == ""
            couple.came["stopped"] += 1
        came += couple.came
    for what in ("reveal", "hidden", "hidden between turns", "kept", "let go", "stopped"):
        assert came[what] >= SITTINGS // 10, came
