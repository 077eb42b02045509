"""`rsense pack`: what is added whole, what is refused, and what other commands make of it."""

from __future__ import annotations

import json
import math
import re
import subprocess
import time
from pathlib import Path

import pytest

from rsense.core.script.parse import parse
from rsense.core.steps.include import Include
from rsense.services.authoring.packs import looked_through
from rsense.services.context import open_context
from rsense.services.help_now import help_text
from rsense.services.home import search_exercises
from rsense.store.library import shipped_folder
from rsense.store.packs.read import read_pack
from tests.cli.shell import Shell
from tests.faults.hostile import LONGEST, MOST
from tests.faults.memory import Memory
from tests.store.packs import FILES, HOSTILE, LINES, MANIFEST, ONE, folder, hostile_folders, pack

IDS = ["quiet/one", "quiet/two"]


@pytest.fixture
def zip(tmp_path: Path) -> Path:
    path = tmp_path / "quiet.zip"
    path.write_bytes(pack())
    return path


@pytest.fixture
def quiet(rsense: Shell, zip: Path) -> Shell:
    """A home with the pack of that name."""
    assert rsense("pack", "add", str(zip), "--yes").code == 0
    return rsense


def everything(home: Path) -> dict[str, bytes]:
    return {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()}


def added(rsense: Shell) -> list[str]:
    return [id for id in open_context().library.paths if "/" in id]


# Adding, listing, removing


def test_every_screen_of_a_pack_can_be_read_before_it_is_added(rsense: Shell, zip: Path) -> None:
    assert f"{zip}” prints every screen of it" in rsense("pack", "add", str(zip)).said
    for form in ("--markdown", "--html"):
        page = rsense("booklet", str(zip), form).out
        assert page.index("One quiet minute") < page.index("Two quiet minutes")
    assert added(rsense) == []


def test_the_exercises_of_packs_stand_after_those_of_their_stage(rsense: Shell) -> None:
    rsense("pack", "add", "short-ones", "--yes")
    ids = re.findall(r"  (\S+) +\d+ min", rsense("exercises", "settle").out)
    assert ids[-1].startswith("short-ones/")
    assert ids == sorted(ids, key=lambda name: "/" in name)


def test_a_pack_is_shown_before_it_is_added(rsense: Shell, zip: Path) -> None:
    ran = rsense("pack", "add", str(zip))
    assert (ran.code, added(rsense)) == (2, [])
    for shown in (
        "Quiet ones, version 1.0 (quiet)",
        "By Ada. Licence: CC0-1.0.",
        "No one signed it",
        "One quiet minute (quiet/one), 1 min",
        "Lists of words: quiet/weather",
        "https://example.org/weather",
        "DE: Quiet line, 0800 1",
        "Emergency in XA, DE: 999",
    ):
        assert shown in ran.said


@pytest.mark.parametrize(("typed", "ids"), [("n\n", []), ("\n", []), ("y\n", IDS)])
def test_a_person_is_asked_whether_to_add_it(
    rsense: Shell, zip: Path, typed: str, ids: list[str]
) -> None:
    ran = rsense("pack", "add", str(zip), stdin=typed, person=True)
    assert (ran.code, added(rsense)) == (0, ids)


def test_yes_asks_nothing_and_a_folder_will_do(rsense: Shell, tmp_path: Path) -> None:
    made = folder(tmp_path / "made", {**FILES, "README.md": "Hello", ".git": ""})
    assert rsense("pack", "add", str(made), "--yes").code == 0
    assert added(rsense) == IDS
    assert not (rsense.home / "packs/quiet/README.md").exists()
    assert rsense("doctor").code == 0


def test_a_pack_is_listed_and_removed(quiet: Shell) -> None:
    assert "Quiet ones, 2 exercises" in quiet("pack").out
    (said,) = map(json.loads, quiet("pack", "list", "--json").out.splitlines())
    assert (said["id"], said["version"], said["exercises"]) == ("quiet", "1.0", 2)
    assert quiet("pack", "remove", "quiet").code == 2
    assert added(quiet) == IDS
    assert quiet("pack", "remove", "quiet", "--yes").code == 0
    assert (added(quiet), [*(quiet.home / "packs").iterdir()]) == ([], [])
    assert quiet("pack", "remove", "quiet", "--yes").code == 2


def test_a_newer_version_takes_the_place_of_an_older(quiet: Shell, zip: Path) -> None:
    less = {name: text for name, text in FILES.items() if name != "two.toml"}
    less["one.toml"] = ONE.replace('next = ["two"]\n', "")
    zip.write_bytes(pack(less, MANIFEST.replace("1.0", "2.0", 1)))
    assert "takes the place of the version 1.0" in quiet("pack", "add", str(zip), "--yes").said
    assert (added(quiet), quiet("doctor").code) == (["quiet/one"], 0)


def test_what_comes_with_rsense_is_added_by_its_name(rsense: Shell) -> None:
    assert "Packs that come with rsense" in rsense("pack").said
    assert rsense("pack", "add", "short-ones", "--yes").code == 0
    assert "short-ones/" in added(rsense)[0]


def test_an_unknown_word_is_told_what_there_is(rsense: Shell) -> None:
    for words in (["burn"], ["add"], ["list", "--sign", "k"], ["add", "x", "--json"]):
        assert rsense("pack", *words).code == 2


# What it holds


def test_a_packs_exercise_runs_by_its_name_and_leads_to_its_own(quiet: Shell) -> None:
    ran = quiet("run", "quiet/one", "--plain", "--no-wait", stdin="1\n\n")
    assert ran.code == 0, ran
    assert "rsense run quiet/two" in ran.said
    assert quiet("run", "two", "--plain", "--no-wait", stdin="1\n\n").code == 0
    assert "Two quiet minutes" in quiet("history").out
    assert '"exercise": "quiet/two"' in quiet("export").out
    assert quiet("check").code == 0


def test_a_packs_exercises_stand_among_the_others(quiet: Shell) -> None:
    assert "quiet/one" in quiet("exercises").out
    assert "quiet/two" in quiet("exercises", "two", "quiet").out
    context = open_context()
    assert {one.id for one in search_exercises(context, "quiet").exercises} >= {*IDS}
    assert {*IDS} <= {one.id for one in search_exercises(context).exercises}


def test_long_names_of_a_pack_change_no_other_row(
    rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    before = rsense("exercises", "settle").out
    long = {"a-name-that-is-longer-than-any-other-name-is.toml": ONE}
    rsense("pack", "add", str(folder(tmp_path / "made", {**FILES, **long})), "--yes")
    assert {*before.splitlines()} <= {*rsense("exercises", "settle").out.splitlines()}


def test_a_pack_stands_in_no_others_way(rsense: Shell, tmp_path: Path) -> None:
    """Neither by a title, nor where the words speak of danger."""
    same = ONE.replace("One quiet minute", "Mindful pause")
    danger = ONE.replace("One quiet minute", "I want to die")
    made = folder(tmp_path / "made", {**FILES, "one.toml": same, "two.toml": danger})
    rsense("pack", "add", str(made), "--yes")
    assert "about 3 minutes" in rsense("run", "Mindful pause", "--no-wait", stdin="").said
    found = search_exercises(open_context(), "I want to die")
    assert (found.help, found.exercises[0].id) == (True, "not-alone")


def test_a_script_put_there_by_hand_takes_no_shipped_place(quiet: Shell) -> None:
    (quiet.home / "packs/quiet/is-it-safe.toml").write_text(ONE)
    assert added(quiet) == IDS


def test_people_to_call_of_a_pack_come_after_and_are_marked(rsense: Shell, zip: Path) -> None:
    before = help_text(open_context(), "DE")
    rsense("pack", "add", str(zip), "--yes")
    after = help_text(open_context(), "DE")
    more = [line for line in after.splitlines() if line not in before]
    assert "\n".join(line for line in after.splitlines() if line not in more) == before
    assert "Quiet line: 0800 1" in more[0]
    assert "from the pack “Quiet ones”" in " ".join(" ".join(more).split())
    assert "999 (from the pack “Quiet ones”)" in rsense("help-now", "Examplia").said
    same = LINES.replace("0800 1", "116 016")  # a shipped line's, for another need
    (rsense.home / "packs/quiet/helplines.toml").write_text(same)
    assert help_text(open_context(), "DE") == before
    assert rsense("settings", "country", "Examplia").code == 0
    assert rsense("settings", "country").out == "country = Examplia\n"
    (rsense.home / "packs/quiet/helplines.toml").write_text("[[[")
    assert help_text(open_context(), "DE") == before


def test_check_finds_the_pack_that_a_file_lies_in(rsense: Shell, tmp_path: Path) -> None:
    made = folder(tmp_path / "made")
    assert rsense("check", str(made / "two.toml")).code == 0
    assert rsense("pack", "check", str(made)).code == 0
    (made / "two.toml").write_text(ONE.replace("two", "three"))
    ran = rsense("pack", "check", str(made))
    assert (ran.code, "two.toml:5:" in ran.err, "1 problem." in ran.err) == (3, True, True)


def test_check_names_a_language_in_which_there_is_no_text(rsense: Shell, tmp_path: Path) -> None:
    german = MANIFEST.replace('["en"]', '["en", "de"]')
    made = folder(tmp_path / "made", FILES, german)
    ran = rsense("pack", "check", str(made))
    assert (ran.code, "fine" in ran.err) == (3, False)
    assert f"{made}/pack.toml:5:1: languages names “de”, and no text is in it;" in ran.err
    (made / "one.de.toml").write_text('format = 1\ntitle = "Eins"\n[step.weather]\ntext = "Wie?"\n')
    assert rsense("pack", "check", str(made)).code == 0


def test_check_runs_the_plans_in_the_folder(rsense: Shell, tmp_path: Path) -> None:
    made = folder(tmp_path / "made")
    plan = made / "one.plan.toml"
    for text, code, words in (
        ('format = 1\n[[run]]\nname = "first"\nsee = ["What is"]\n', 0, "It's fine."),
        ('format = 1\n[[run]]\nname = "first"\nend = "Bye"\n', 3, f"{plan}:4: “first”: it ended"),
        (
            "format = 1\n[[run]\n",
            3,
            f"{plan}: it is not valid TOML: a bracket isn't closed (at line 2",
        ),
    ):
        plan.write_text(text)
        ran = rsense("pack", "check", str(made))
        assert (ran.code, words in ran.err) == (code, True), ran
    plan.write_text('format = 1\n[[run]]\nname = "first"\n')
    assert rsense("test", "--accept", str(made / "one.toml")).code == 0
    assert plan.with_suffix(".txt").exists()  # a transcript stays behind as plans do
    assert rsense("pack", "check", str(made)).code == 0


MISTAKEN = {
    "add": "“rsense pack add” doesn't work. It is pack, pack add,",
    "remove": "“rsense pack remove” doesn't work. It is pack, pack add,",
    "build none quiet.zip": "none: there is no such folder. Look at how its name is spelled.",
    "build one.toml": "one.toml: there is no such folder.",
    "add one.toml": "“one.toml” is one file, and a pack is a folder or a zip.",
    "check made": "“One.toml” needs a name of small letters, digits and hyphens.",
}


@pytest.mark.parametrize("words", MISTAKEN)
def test_a_mistake_in_what_is_asked_is_told_for_what_it_is(
    rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    folder(tmp_path / "made", {"One.toml": ONE})
    (tmp_path / "one.toml").write_text(ONE)
    monkeypatch.chdir(tmp_path)
    ran = rsense("pack", *words.split())
    assert ran.code != 0
    assert MISTAKEN[words] in ran.err


# Building and signing


def test_build_writes_sums_and_the_same_bytes_again(
    rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = folder(tmp_path / "made", {**FILES, "one.plan.toml": "x"}, "# Mine\n" + MANIFEST)
    monkeypatch.chdir(tmp_path)
    assert rsense("pack", "build", "made").out == "quiet-1.0.zip\n"
    first = Path("quiet-1.0.zip").read_bytes()
    assert rsense("pack", "build", "made").code == 0
    assert Path("quiet-1.0.zip").read_bytes() == first
    assert (made / "pack.toml").read_text().startswith("# Mine\n" + MANIFEST)
    assert {*read_pack("quiet-1.0.zip").files} == {"pack.toml", *FILES}
    (made / "one.toml").write_text(ONE + "# changed\n")
    assert "its sum is wrong" in rsense("pack", "add", "made", "--yes").err
    assert rsense("pack", "build", "made").code == 0
    assert rsense("pack", "add", "quiet-1.0.zip", "--yes").code == 0
    Path("other").write_text("mine")
    assert rsense("pack", "build", "made", "other").code == 1
    assert Path("other").read_text() == "mine"


def test_what_was_signed_is_replaced_by_its_signer_alone(
    rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("ada", "eve"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / key)]
        subprocess.run(command, check=True)
    made, zip = folder(tmp_path / "made"), str(tmp_path / "quiet.zip")

    def sent(version: str, *sign: str) -> tuple[int, str]:
        (made / "pack.toml").write_text(MANIFEST.replace("1.0", version, 1))
        assert rsense("pack", "build", str(made), zip, *sign).code == 0
        ran = rsense("pack", "add", zip, "--yes")
        return ran.code, ran.said

    ada, eve = (("--sign", str(tmp_path / key)) for key in ("ada", "eve"))
    assert (found := sent("1.0", *ada))[0] == 0
    assert "Signed with SHA256:" in found[1]
    assert sent("1.1", *ada)[0] == 0
    for sign in (eve, ()):
        code, said = sent("1.2", *sign)
        assert (code, "may be from someone else" in said) == (3, True)
    assert 'version = "1.1"' in (rsense.home / "packs/quiet/pack.toml").read_text()
    assert rsense("doctor").code == 0
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("PATH", str(tmp_path))
        assert rsense("doctor").code == 0, "who has no ssh-keygen isn't told of damage"
    rsense("pack", "remove", "quiet", "--yes")
    assert sent("1.2", *eve)[0] == 0


# Hostile packs


@pytest.fixture(scope="module")
def memory() -> Memory:
    return Memory()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pack_is_refused_in_words_and_nothing_is_written(
    rsense: Shell, tmp_path: Path, memory: Memory, name: str
) -> None:
    made, words = HOSTILE[name]
    path = tmp_path / "hostile.zip"
    path.write_bytes(made())
    refused(rsense, path, words, memory)


@pytest.mark.slow
def test_a_hostile_folder_is_refused_in_words_and_nothing_is_written(
    rsense: Shell, tmp_path: Path, memory: Memory
) -> None:
    for path, words in hostile_folders(tmp_path).values():
        refused(rsense, path, words, memory)


def refused(rsense: Shell, path: Path, words: str, memory: Memory) -> None:
    took = [math.inf]
    while min(took) > LONGEST and len(took) <= 3:  # a collection of garbage is not the pack's
        before = everything(rsense.home)
        memory.begin()
        begun = time.process_time()
        ran = rsense("pack", "add", str(path), "--yes")
        took.append(time.process_time() - begun)
        grown = memory.grown()
        assert ran.code in (2, 3), ran
        assert any(word in ran.said for word in words.split("|")), ran
        assert "Something went wrong" not in ran.said
        assert (everything(rsense.home), (rsense.home / "packs").exists()) == (before, False)
        assert grown <= MOST
    assert min(took) <= LONGEST, took


# Other commands


def test_doctor_names_what_is_wrong_with_a_pack(quiet: Shell) -> None:
    assert "1 pack" in quiet("doctor").out
    where = quiet.home / "packs"
    (where / "quiet/one.toml").write_text(ONE + "# changed\n")
    (where / ".tmp-1-aaaaaaaaaa").mkdir(mode=0o700)
    ran = quiet("doctor")
    assert (ran.code, "In it, one.toml isn't as its authors sent it" in ran.said) == (1, True)
    assert "that was broken off" in ran.said
    assert "Add the pack again" in ran.said


def test_wiping_takes_packs_along(quiet: Shell) -> None:
    assert str(quiet.home / "packs") in quiet("where").out
    (quiet.home / "packs/quiet/pack.toml.sig").write_text("x")
    assert f"In {quiet.home}: 1 pack." in quiet("where", "--wipe").err
    ran = quiet("where", "--wipe", "--yes")
    assert (ran.code, quiet.home.exists()) == (0, False)


def test_an_exercise_left_half_way_is_named_before_its_pack_goes(quiet: Shell) -> None:
    quiet("run", "quiet/two", "--plain", "--no-wait", stdin="1\n")
    ran = quiet("pack", "remove", "quiet", "--yes")
    assert "“Two quiet minutes” is left half way" in ran.said


def test_every_shipped_pack_is_as_it_should_be() -> None:
    for path in Path(shipped_folder(), "packs").iterdir():
        found = read_pack(str(path))
        contents, problems = looked_through(found, str(path))
        assert problems == []
        assert found.manifest.id == path.name
        assert contents.scripts or contents.texts


def test_short_names_are_of_the_pack_only_inside_of_it() -> None:
    sources = {"quiet/one": ONE, "quiet/two": FILES["two.toml"], "two": FILES["two.toml"]}
    sources["quiet/one"] = ONE.replace('vocabulary = "weather"', 'options = ["a", "b"]')
    script = parse("quiet/two", FILES["two.toml"], sources, {})
    assert [node.step.exercise for node in script.nodes if isinstance(node.step, Include)] == [
        "quiet/one"
    ]
    assert parse("quiet/one", sources["quiet/one"], sources).head.doors[0].to == "quiet/two"
    assert parse("mine", sources["quiet/one"], sources).head.doors[0].to == "two"


def test_a_door_inside_a_pack_is_known_without_reading_what_is_behind_it(quiet: Shell) -> None:
    (quiet.home / "packs/quiet/two.toml").write_bytes(b"\xff")
    context = open_context()
    assert context.script("quiet/one").head.doors[0].to == "quiet/two"
    assert context.library.unreadable == []
