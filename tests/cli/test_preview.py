"""`preview` shows a script while it is written: reloads, keeps the place, and keeps nothing."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rsense.cli.commands.preview import WAITS, whole_one
from rsense.cli.script_editor import at_line, open_at
from rsense.plain import preview as in_lines
from rsense.plain.console import Console
from rsense.preview_ports import Preview
from rsense.services.authoring.preview import ScriptPreview
from rsense.services.context import open_context
from rsense.services.errors import UserError
from rsense.services.frontend_services import services_for
from rsense.store.library import read_script
from rsense.tui.enter_guard import MOMENT
from rsense.tui.preview import PreviewApp, PreviewScreen
from tests.cli.shell import HEAD, Shell
from tests.steps import step

NOW = step("rate", "now", "How strong?")
WHAT = step("ask", "what", "What happened?", when="now > 6")
WAY = step("choose", "way", "Where to?", options=["on", {"value": "out", "go": "end"}])
LAST = step("ask", "last", "One kind thing?")
TEXT = HEAD + NOW + WHAT + WAY + LAST
ASKED_FIRST = HEAD + step("ask", "name", "Who?") + NOW + WHAT + WAY + LAST
UNKNOWN = 'Line 12, step 2 (what): no earlier step answers "then"'
PATIENCE = 10.0


@pytest.fixture
def file(rsense: Shell, tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(TEXT)
    return path


def shown(file: Path, start: str = "", **given: str) -> ScriptPreview:
    return ScriptPreview(open_context(), str(file), start, given)


def step_of(preview: ScriptPreview) -> str:
    current = preview.opened().sitting.current
    return current.step if current else ""


def saved(file: Path, text: str) -> None:
    """Write it as an editor does, so that the stat differs."""
    beside = file.with_suffix(".new")
    beside.write_text(text)
    beside.replace(file)


def test_it_begins_at_a_step_by_the_shortest_way_there(file: Path) -> None:
    for start, given, expected in (
        ("", {}, ("now", "")),
        ("last", {}, ("last", "Made-up answers lead here: now “0”, way “on”.")),
        ("what", {}, ("what", "Made-up answers lead here: now “10”.")),
        ("last", {"now": "8"}, ("last", "")),
        ("", {"now": "8"}, ("what", "")),
        ("", {"now": "3", "way": "on"}, ("last", "")),
    ):
        preview = shown(file, start, **given)
        assert step_of(preview) == expected[0], (start, given)
        assert preview.said.startswith(expected[1])


def test_what_cannot_be_begun_at_is_said(file: Path) -> None:
    for start, given, words in (
        ("lats", {}, "There's no step “lats”. Did you mean “last”?"),
        ("what", {"now": "3"}, "No way leads to “what” with these answers."),
        ("last", {"now": "80"}, "now=80. The scale goes from 0 to 10."),
        ("last", {"way": "out"}, "No way leads to “last” with these answers."),
    ):
        with pytest.raises(UserError, match=re.escape(words)):
            shown(file, start, **given)


def test_a_save_keeps_the_answers_as_far_as_they_fit(file: Path) -> None:
    for changed, at, said in (
        (TEXT.replace("How strong", "How bad"), "last", "Reloaded."),
        (TEXT.replace('"what"', '"event"'), "event", "fit as far as event. These wait: what, way."),
        (TEXT.replace("now > 6", "now > 9"), "last", "These wait: what."),
        (ASKED_FIRST, "name", "These wait: now, what, way."),
    ):
        saved(file, TEXT)
        preview = shown(file, "last", now="8", what="a word")
        saved(file, changed)
        assert preview.changed()
        found = preview.reload()
        assert (step_of(preview), preview.changed()) == (at, False), found.said
        assert said in found.said


def test_a_new_question_once_answered_leads_back_to_the_place(file: Path) -> None:
    preview = shown(file, "last", now="8", what="a word")
    saved(file, ASKED_FIRST)
    opened = preview.reload().opened
    assert opened
    opened.sitting.answer("Ann")
    assert step_of(preview) == "last"


def test_a_broken_save_says_the_line_and_keeps_the_last_that_worked(file: Path) -> None:
    for broken, words in (
        (TEXT + "odd = \n", f"Line {TEXT.count(chr(10)) + 1}: not valid TOML"),
        (
            TEXT.replace("now > 6", "then > 6"),
            'Line 12, step 2 (what): no earlier step answers "then"',
        ),
        ("", "Line 1"),
        (None, "goes on"),
    ):
        saved(file, TEXT)
        preview = shown(file, "last")
        if broken is None:
            file.unlink()
        else:
            saved(file, broken)
        found = preview.reload()
        assert found.opened is None
        assert words in found.said
        assert "The last version that worked goes on." in found.said
        assert step_of(preview) == "last"
    saved(file, TEXT)
    assert preview.reload().opened


def test_the_line_is_that_of_the_step_shown(file: Path) -> None:
    lines = TEXT.splitlines()
    for start in ("now", "what", "way", "last"):
        line = shown(file, start).line
        assert f'id = "{start}"' in lines[line - 1 : line + 1], start


def test_nothing_is_kept(rsense: Shell, file: Path) -> None:
    ran = rsense("preview", str(file), "--plain", stdin="9\nit\n1\ntea\n")
    assert ran.code == 0
    assert "Nothing was kept." in ran.out
    assert rsense.files == []


def test_a_broken_script_is_refused_with_all_its_problems(rsense: Shell, file: Path) -> None:
    file.write_text(TEXT.replace("now > 6", "then > 6"))
    ran = rsense("preview", str(file), "--watch")
    assert (ran.code, ran.out) == (3, "")
    assert "mine.toml:12:" in ran.err


def test_an_answer_without_its_step_is_refused(rsense: Shell, file: Path) -> None:
    ran = rsense("preview", str(file), "--set", "8")
    assert (ran.code, ran.out) == (2, "")


def told(preview: ScriptPreview, edit: Callable[[], str] = str, *, watch: bool = True) -> Preview:
    return Preview(preview.changed, preview.reload, edit, preview.again, preview.said, watch=watch)


def test_lines_show_it_anew_after_a_save(file: Path) -> None:
    preview, said = shown(file), list[str]()
    typed = iter(["8", "save", ":script", None])

    def read(_: str) -> str | None:
        line = next(typed)
        if line == "save":
            saved(file, TEXT.replace("What happened", "WHAT HAPPENED"))
            raise in_lines.Reload
        return line

    def edit() -> str:
        saved(file, TEXT.replace("What happened", "What on earth"))
        return ""

    console = Console(read, said.append, lambda _: False, interactive=False, paced=False)
    context = open_context()
    services = services_for(context, private=True)
    in_lines.run(preview.opened(), services, console, told(preview, edit, watch=False))
    text = "\n".join(said)
    places = [text.index(w) for w in ("What happened?", "WHAT HAPPENED?", "What on earth?")]
    assert places == sorted(places)
    assert text.count("Reloaded.") == 2
    assert text.count("How strong?") == 1


def test_what_is_saved_while_it_is_read_is_read_next(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = shown(file)
    saved(file, TEXT.replace("How strong", "How bad"))

    def read(path: str) -> str:
        text = read_script(path)
        saved(file, TEXT.replace("How strong", "How much"))  # as a formatter does, a moment later
        return text

    monkeypatch.setattr("rsense.services.authoring.preview.read_script", read)
    preview.reload()
    assert preview.changed()


def drawn(app: PreviewApp) -> list[str]:
    """The lines of the screen."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


async def until(holds: Callable[[], bool]) -> float:
    """Seconds until it holds."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < PATIENCE
        await asyncio.sleep(0.01)
    return time.monotonic() - begun


def test_screens_say_how_the_step_was_come_to(file: Path) -> None:
    async def act() -> None:
        preview = shown(file, "last")
        services = services_for(open_context(), private=True)
        app = PreviewApp(services, preview.opened(), told(preview, watch=False))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "Made-up answers lead here" in "\n".join(drawn(app))

    asyncio.run(act())


def test_screens_show_a_save_and_a_broken_one(file: Path) -> None:
    async def act() -> None:
        preview = shown(file, "last")
        services = services_for(open_context(), private=True)
        app = PreviewApp(services, preview.opened(), told(preview))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, PreviewScreen)
            assert screen.query_one("#page").query("#column"), "the question stands on the page"

            def words() -> str:
                return "\n".join(drawn(app))

            await until(lambda: "Made-up answers lead here" in words())
            saved(file, TEXT.replace("One kind thing?", "Two kind things?"))
            took = await until(lambda: "Two kind things?" in words())
            print(f"shown after {took:.3f} s")
            saved(file, TEXT + "odd = \n")
            await until(lambda: "not valid TOML" in words())
            assert "Two kind things?" in words()
            saved(file, TEXT)
            await until(lambda: "One kind thing?" in words())
            assert "Reloaded." in words()
            await pilot.press("t", "e", "a")
            saved(file, TEXT.replace("One kind thing?", "What's kind?"))
            await until(lambda: "What's kind?" in words())
            assert "tea" in words(), "what was half written is still there"

    asyncio.run(act())


@pytest.mark.slow
def test_the_look_over_and_the_end_hear_saves_and_begin_again(file: Path) -> None:
    short = HEAD + step("ask", "who", "Who?") + step("say", "bye", "Be well.")
    broken = short.replace('"bye"', '"who"')
    saved(file, short)

    async def act() -> None:
        preview = shown(file)
        app = PreviewApp(
            services_for(open_context(), private=True), preview.opened(), told(preview)
        )
        async with app.run_test(size=(80, 30)) as pilot:

            async def see(*texts: str) -> None:
                await until(lambda: all(text in "\n".join(drawn(app)) for text in texts))

            async def press(*keys: str) -> None:
                await asyncio.sleep(MOMENT)  # an Enter that comes sooner is a bounce
                await pilot.press(*keys)

            async def hear(still: str) -> None:
                saved(file, broken)
                await see("The last version that worked goes on.", still)
                saved(file, short)
                await see("Reloaded.", still)

            await see("Who?")
            await press("A", "enter")
            await see("Be well.")
            await press("enter")
            await see("That's all of it")
            await hear("That's all of it")
            await press("enter")
            await see("once more from the first page")
            await hear("once more from the first page")
            await press("f2")
            await see("Be well.", "Reloaded.")
            await press("enter")
            await see("That's all of it")
            await press("enter")
            await see("once more from the first page")
            await press("enter")
            await see("Who?")
            assert preview.opened().sitting.session.replies == ()
            assert "Reloaded." not in "\n".join(drawn(app)), "that was told of the time before"

    asyncio.run(act())


def test_lines_hear_a_save_at_the_end_and_begin_again(file: Path) -> None:
    short = HEAD + NOW + step("say", "bye", "Be well.")
    saved(file, short)
    preview, said = shown(file), list[str]()
    typed = iter(["3", "", "broken", "mended", "", ":quit"])
    texts = {"broken": short.replace('"bye"', '"now"'), "mended": short}

    def read(cue: str) -> str | None:
        line = next(typed)
        said.append(cue)
        if line in texts:
            saved(file, texts[line])
            raise in_lines.Reload
        return line

    console = Console(read, said.append, lambda _: False, interactive=False, paced=False)
    services = services_for(open_context(), private=True)
    in_lines.run(preview.opened(), services, console, told(preview))
    assert said.count(in_lines.AT_THE_END) == 3
    text = "\n".join(said)
    places = [text.index(w) for w in ("goes on.", "Reloaded.", "Left. Nothing was kept.")]
    assert places == sorted(places)
    assert text.count("How strong?") == 2


def test_lines_left_with_ctrl_c_say_that_nothing_was_kept(file: Path) -> None:
    preview, said = shown(file), list[str]()

    def read(_: str) -> str:
        raise KeyboardInterrupt

    console = Console(read, said.append, lambda _: False, interactive=False, paced=False)
    services = services_for(open_context(), private=True)
    with pytest.raises(KeyboardInterrupt):
        in_lines.run(preview.opened(), services, console, told(preview))
    assert said[-2:] == ["", "Left. Nothing was kept."]


def test_a_watch_waits_for_a_script_that_is_broken_at_the_start(
    rsense: Shell, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saves = iter([TEXT.replace("now > 6", "than > 6"), TEXT.replace("now > 6", "than > 6"), TEXT])
    saved(file, TEXT.replace("now > 6", "then > 6"))
    context = whole_one(str(file), lambda _: saved(file, next(saves)))
    assert context.script(str(file)).id == "mine"
    printed = capsys.readouterr().err
    assert printed.count("mine.toml:12:") == printed.count(WAITS) == 2
    with pytest.raises(UserError, match="There is no"):
        whole_one("no-such-script", lambda _: None)


def test_a_watch_waits_while_an_editor_puts_the_file_back(file: Path) -> None:
    saved(file, TEXT.replace("now > 6", "then > 6"))

    def wait(_: float) -> None:
        if file.exists():
            file.unlink()
        else:
            saved(file, TEXT)

    assert whole_one(str(file), wait).script(str(file)).id == "mine"


GERMAN = """format = 1
title = "Meins"
[step.now]
text = "Wie stark?"
[step.bye]
text = "Alles Gute."
"""


def test_a_translation_is_watched_and_told_of_while_it_is_not_whole(file: Path) -> None:
    german = file.with_suffix(".de.toml")
    saved(file, HEAD + NOW + step("say", "bye", "Be well."))
    saved(german, GERMAN)
    preview = shown(german)

    def asked() -> str:
        current = preview.opened().sitting.current
        return current.prompt.text if current else ""

    assert (asked(), preview.said, preview.changed()) == ("Wie stark?", "", False)
    saved(german, GERMAN.replace("stark?", "sehr?"))
    assert preview.changed()
    assert (preview.reload().said, asked()) == ("Reloaded.", "Wie sehr?")
    saved(german, GERMAN.partition("[step.bye]")[0].replace("title", "titel"))
    found = preview.reload()
    assert found.opened
    assert "mine.de.toml isn't whole, so it isn't used. Line" in found.said
    assert "And 2 more." in found.said
    assert asked() == "How strong?"
    assert shown(german).said == found.said.removeprefix("Reloaded. ")


def test_an_included_script_is_watched(file: Path, rsense: Shell) -> None:
    own = Path(os.environ["RSENSE_HOME"]) / "exercises"
    own.mkdir(parents=True)
    saved(own / "inner.toml", HEAD + NOW)
    saved(file, HEAD + step("include", "in_it", exercise="inner"))
    preview = shown(file)
    saved(own / "inner.toml", HEAD + NOW.replace("How strong", "How bad"))
    assert preview.changed()
    preview.reload()
    current = preview.opened().sitting.current
    assert current
    assert current.prompt.text == "How bad?"
    assert not preview.changed()


def test_every_command_takes_a_translation_or_says_what_to_do(rsense: Shell, file: Path) -> None:
    german = file.with_suffix(".de.toml")
    saved(file, HEAD + NOW + step("say", "bye", "Be well."))
    saved(german, GERMAN)
    for command, code, words in (
        ("booklet", 0, "Alles Gute."),
        ("graph", 0, "now"),
        ("simulate", 0, "states"),
        ("preview", 0, "Wie stark?"),
        ("run", 0, "Wie stark?"),
        ("test", 2, f"“rsense test {file}” tries them."),
    ):
        ran = rsense(command, str(german), stdin="\n\n\n")
        assert (ran.code, words in ran.out + ran.err) == (code, True), (command, ran.err)
    saved(german, GERMAN.partition("[step.bye]")[0])
    for command in ("booklet", "graph", "simulate", "run"):
        ran = rsense(command, str(german))
        assert ran.code == 3, command
        assert "step.bye.text is missing" in ran.err
    file.unlink()
    assert "There's no mine.toml beside" in rsense("booklet", str(german)).err


def test_an_editor_opens_the_script_at_the_line(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = os.path.abspath(file)
    for editor, expected in (
        ("vi", ["+12", path]),
        ("code", ["--goto", f"{path}:12"]),
        ("hx", [f"{path}:12"]),
        ("unheard-of", [path]),
    ):
        assert at_line(editor, str(file), 12) == expected
    script = tmp_path / "vi"
    script.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/line"\nexit 3\n')
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))
    assert open_at(str(file), 7) == "The editor ended with 3."
    assert (tmp_path / "line").read_text() == "+7\n"
    script.write_text("#!/bin/sh\nkill $$\n")
    assert open_at(str(file), 7) == "The editor was ended by SIGTERM."
    monkeypatch.setenv("VISUAL", str(tmp_path / "nothing"))
    assert "didn't open" in open_at(str(file), 7)
