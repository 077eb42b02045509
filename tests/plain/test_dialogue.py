"""An exercise in lines, from its first to its last."""

from __future__ import annotations

from msgspec.structs import replace

from rsense.core.engine import Reply, begin
from rsense.core.prompts import SKIPPED
from rsense.plain.dialogue import run
from rsense.ports import Activity, Services
from rsense.session_runner import SessionRunner
from tests.core.scripts import EVERY_KIND, parsed
from tests.nobody import people
from tests.plain.held import ANSWERS, SERVICES, STEPS, VALUES, Safe, done, values
from tests.plain.lines import HOSTILE, Talk, foreign, talk
from tests.steps import step


def test_the_first_line_says_that_it_is_lines() -> None:
    here = talk()
    done(here)
    assert here.written[0] == "rsense, in lines. A test, about 5 minutes."


def test_one_minute_is_one_minute() -> None:
    here = talk()
    done(here, STEPS, "minutes = 1\n")
    assert here.written[0].endswith("about 1 minute.")


def test_a_piped_exercise_runs_to_its_end() -> None:
    assert values(done(talk(*ANSWERS)).finished[0]) == VALUES


def test_the_end_says_what_was_kept_and_where_to_go_on() -> None:
    here = talk(*ANSWERS)
    done(here)
    assert here.written[-3:] == [
        "Kept somewhere.",
        "If you want to go on from here:",
        "  rsense run five-senses: Five senses, 5 minutes",
    ]


def test_every_question_says_how_far_it_is() -> None:
    here = talk(*ANSWERS)
    done(here)
    assert [line for line in here.written if line.startswith("[")] == [
        f"[{n} of about 5]" for n in range(1, 6)
    ]


def test_a_part_is_named_at_its_first_question() -> None:
    here = talk(*ANSWERS)
    done(here, STEPS.replace("[[step]]", '[[step]]\npart = "first"', 1))
    told = [line for line in here.written if line.startswith("[")]
    assert told[:2] == ["[part 1 of 1: first]", "[part 1 of 1, 2 of about 5]"]


def test_a_pin_stands_before_the_questions_after_it() -> None:
    here = talk(*ANSWERS)
    done(here)
    pinned = here.written.index("In mind: Sam left.")
    assert here.written[pinned + 1] == "What do you feel pulled to do?"


# Leaving


def test_the_end_of_the_input_keeps_the_sitting_and_says_so() -> None:
    here = talk("", "7")
    safe = done(here)
    assert values(safe.kept[-1]) == [None, 7]
    assert here.written[-1] == "Kept for later. “rsense run test” goes on from here."


def test_whoever_leaves_when_it_is_very_strong_is_told_of_people_to_call() -> None:
    measured = '[measure.distress]\nbefore = "now"\nafter = "later"\nbetter = "lower"\n'
    for strength, told in (("7", False), ("8", True)):
        here = talk("", strength)
        done(here, STEPS + step("rate", "later", "And now?"), measured)
        assert ("Call somebody." in "\n".join(here.written)) == told


def test_quit_keeps_the_sitting_for_later() -> None:
    safe = Safe()
    here = talk("", "7", ":quit", "never read")
    opened = Activity(SessionRunner(begin(parsed(STEPS)), safe.keep), safe.finish)
    run(opened, SERVICES, here.console)
    assert (values(safe.kept[-1]), here.lines) == ([None, 7], ["never read"])


def test_half_a_list_is_kept_when_the_input_ends() -> None:
    safe = done(talk("", "7", "Sam left.", "2", "I am too much"))
    assert safe.kept[-1].pending == (Reply("thoughts", ("I am too much",)),)


def test_half_a_list_is_there_again_after_help() -> None:
    safe = done(talk("", "7", "Sam left.", "2", "I am too much", ":help", ""))
    assert values(safe.finished[0])[-1] == ("I am too much",)


def test_leaving_at_once_leaves_nothing() -> None:
    here = talk(":quit")
    safe = done(here)
    assert (safe.kept, here.written[-1]) == ([], "Left. There was nothing to keep yet.")


SAFE = """
[[step]]
kind = "people"
text = "Thank you for saying it."
lines = "crisis"
[[step]]
id = "safe"
kind = "choose"
text = "How safe are you?"
private = true
options = [{ value = "yes", go = "end" }, { value = "no", go = "end" }]
"""


def test_leaving_after_people_were_shown_shows_them_again() -> None:
    here = talk("", "", ":quit")
    done(here, SAFE)
    left = here.written.index("Left. There was nothing to keep yet.")
    assert any("Call somebody." in line for line in here.written[left:])


def test_going_back_at_the_start_keeps_nothing() -> None:
    here = talk(":back", ":quit")
    assert done(here).kept == []
    assert "This is the first question." in here.written


def test_a_private_sitting_says_that_nothing_was_kept() -> None:
    here = talk("", "7")
    done(here, private=True)
    assert here.written[-1] == "Left. Nothing was kept."


# The way through


def test_back_asks_the_question_before_with_its_answer() -> None:
    here = talk("", "7", ":back", "", "Sam left.", ":quit")
    assert values(done(here).kept[-1]) == [None, 7, "Sam left."]
    assert "From before: 7" in here.written


def test_skip_leaves_a_question_out() -> None:
    safe = done(talk("", ":skip", "Sam left.", "2", "a", ""))
    assert values(safe.finished[0])[1] is SKIPPED


def test_skip_goes_on_where_there_is_nothing_to_answer() -> None:
    assert values(done(talk(":skip", "7")).kept[-1]) == [None, 7]


def test_what_decides_the_way_cannot_be_skipped() -> None:
    here = talk("", "7", "Sam left.", ":skip", "2", "a", "")
    assert values(done(here).finished[0])[3] == ("on",)
    assert "This answer decides what comes next. Any of them will do." in here.written


def test_help_shows_an_example_the_commands_and_people_to_call() -> None:
    here = talk("", ":help", "7")
    done(here)
    assert "An example: Seven, say." in here.written
    assert here.text.count("An empty line goes on") == 2
    assert "112. - Call somebody." in here.text


def test_help_asks_the_same_question_again() -> None:
    assert values(done(talk("", ":help", "7")).kept[-1]) == [None, 7]


def test_nothing_of_every_kind_of_step_acts_on_the_terminal() -> None:
    for hostile in HOSTILE:
        words = f"a{hostile}b"
        here = talk(
            "", "9", words, "1", words, "", "1", words, "", "4", words, "2", interactive=True
        )
        done(here, EVERY_KIND)
        assert not foreign(line for line in here.written if line != "\aDone.")


def test_who_quits_at_the_country_has_left() -> None:
    here = talk(":help", ":quit", "", interactive=True)
    done(here)
    assert here.written[-1].startswith(("Left.", "Kept for later."))
    assert here.lines == [""]


def test_again_asks_the_same_question_and_takes_nothing() -> None:
    here = talk("", ":again", "7")
    assert values(done(here).kept[-1]) == [None, 7]
    assert here.text.count("[2 of") == 2


def test_help_asks_for_a_country_where_none_is_known_and_keeps_it_where_anything_is() -> None:
    kept: list[str] = []
    home = replace(people("Samaritans"), country="Ireland")
    for keep, expected in ((kept.append, ["Ireland"]), (None, [])):
        kept.clear()
        services = Services(lambda name: home if name == "Ireland" else people(), keep_country=keep)
        here = Talk(["", ":help", "Atlantis", ":help", "Ireland", ":quit"], interactive=True)
        sitting = SessionRunner(begin(parsed(STEPS)), Safe().keep)
        run(Activity(sitting, Safe().finish), services, here.console)
        assert "No country here has that name." in here.text
        assert ("Samaritans" in here.text, kept) == (True, expected)
