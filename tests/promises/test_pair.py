"""Two at one screen: nothing shows one's answer to the other before a reveal, and nothing is kept
that not both keep."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from rsense.core import engine
from rsense.core.prompts import SKIPPED, Fill, Gather, Pick, Read, Skip, Value, Write
from rsense.core.script.parse import Script
from rsense.core.steps import AskingStep
from rsense.services.context import AppContext
from rsense.services.exercise.flow import ExerciseFlow
from rsense.store.library import Library, shipped_folder
from tests.core.generated_pairs import pair_scripts

LIBRARY = Library(shipped_folder())


class Couple:
    """Two people who go through a script and write words that are nobody else's."""

    def __init__(self, script: Script, home: Path, data: st.DataObject) -> None:
        self.context = AppContext(str(home), LIBRARY)
        self.home, self.data, self.script = home, data, script
        self.opened = ExerciseFlow(self.context, script, private=False).opened(ask=True)
        self.words: dict[str, set[str]] = defaultdict(set)
        """Words by `a`, `b`, or empty for both."""
        self.seen: set[str] = set()
        """Words that a reveal has shown to both."""

    @property
    def session(self) -> engine.Session:
        return self.opened.sitting.session

    def look(self) -> None:
        """Whoever is at the screen reads everything that a frontend can show of the session."""
        sitting, state = self.opened.sitting, self.session.state
        shown = sitting.current
        everything = [str(shown and msgspec.structs.astuple(shown)), str(sitting.answered())]
        everything += [str(sitting.question_at(index)) for index, _ in sitting.answered()]
        if shown and isinstance(shown.prompt, Read) and shown.prompt.beside:
            names = self.script.node(shown.step).step
            asked = {reply.step for reply in self.session.replies}
            assert asked >= {*getattr(names, "names", ())}
            self.seen |= {w for who in "ab" for w in self.words[who] if w in everything[0]}
        here = "" if shown and shown.kind == "hand_over" else state.turn
        for who in {"a", "b"} - {here}:
            for word in self.words[who] - self.seen:
                assert word not in "".join(everything), (who, word, shown)
        assert self.written() == ""

    def written(self) -> str:
        """Everything in every file."""
        files = [path for path in self.home.rglob("*") if path.is_file()]
        return "".join(path.read_text() for path in files if path.stat().st_size)

    def word(self) -> str:
        step = self.script.nodes[self.session.state.at].step
        who = step.by or "" if isinstance(step, AskingStep) else ""
        word = f"secret{len([w for words in self.words.values() for w in words]):03}"
        self.words[who].add(word)
        return word

    def value(self) -> Value | Skip:
        shown = self.opened.sitting.current
        assert shown is not None
        if shown.skippable and self.data.draw(st.integers(0, 4)) == 0:
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
            case prompt:
                samples: list[Value] = [*prompt.samples()]
                return self.data.draw(st.sampled_from(samples))

    def move(self) -> None:
        sitting = self.opened.sitting
        said = sitting.answered()
        deeds = ["answer"] * 6 + ["back", "half"] + ["change"] * bool(said)
        match self.data.draw(st.sampled_from(deeds)):
            case "answer":
                sitting.answer(self.value())
            case "back":
                sitting.back()
            case "half" if sitting.current and isinstance(sitting.current.prompt, Write):
                sitting.save_draft(self.word())
            case "change":
                index, step = self.data.draw(st.sampled_from(said))
                if isinstance(step.prompt, Write):
                    reply = self.script.node(step.reply.step).step
                    assert isinstance(reply, AskingStep)
                    word = f"secret{sum(map(len, self.words.values())):03}"
                    self.words[reply.by or ""].add(word)
                    sitting.revise(index, word)


@given(pair_scripts(), st.data())
@settings(max_examples=60)
def test_before_a_reveal_nothing_shows_one_the_others_answer(
    script: Script, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        couple = Couple(script, Path(folder), data)
        couple.look()
        most = data.draw(st.integers(0, 70))
        for _ in range(most):
            if couple.session.complete:
                break
            couple.move()
            couple.look()
        else:
            assert couple.opened.stop is not None
            couple.opened.stop()
            couple.opened.close()
            assert couple.written() == ""
            again = ExerciseFlow(couple.context, script, private=False).opened(ask=True)
            assert again.sitting.session.replies == ()
            return
        assert couple.opened.finish is not None
        couple.opened.finish(couple.session)
        both = engine.kept_together(couple.session)
        chosen = [r for r in couple.session.replies if r.step.startswith("exercise.keep_")]
        assert not both or len(chosen) > 1
        written = couple.written()
        for who in ("a", "b"):
            for word in couple.words[who]:
                assert word not in written or word in couple.seen
        latest = dict(couple.session.replies)
        kept = {word for step in both for word in str(latest[step]).split("'") if "secret" in word}
        for word in {word for words in couple.words.values() for word in words}:
            assert word not in written or word in "".join(kept)
