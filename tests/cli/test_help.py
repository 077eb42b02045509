"""`rsense help`: the same as `--help`, for those who try it first."""

from __future__ import annotations

from tests.cli.shell import Shell


def test_help_is_the_help_of_all_or_of_one_command(rsense: Shell) -> None:
    assert rsense("help").out == rsense("--help").out
    assert rsense("help", "run").out == rsense("run", "--help").out != ""
    ran = rsense("help", "nosuch")
    assert (ran.code, "No such command 'nosuch'" in ran.said) == (2, True)


def test_settings_take_the_names_that_the_screen_shows(rsense: Shell) -> None:
    changed = rsense("settings", "Reduced motion", "yes")
    assert (changed.code, changed.err) == (0, "reduced_motion = yes\n")
    assert rsense("settings", "reduced_motion").out == "reduced_motion = yes\n"
    ran = rsense("settings", "colour")
    assert (ran.code, "There's no setting “colour”" in ran.said) == (2, True)


def test_plain_without_a_command_is_home_in_lines_and_before_one_says_where_it_goes(
    rsense: Shell,
) -> None:
    assert "rsense --help" in rsense().out
    out = rsense("--plain", stdin="n\n4\n").out
    assert "What is happening?" in out.partition("How strong")[0]
    assert "Or what would help?" in out
    ran = rsense("--plain", "pause")
    assert (ran.code, "rsense pause --plain" in ran.said) == (2, True)


def test_home_in_lines_finds_exercises_by_own_words(rsense: Shell) -> None:
    out = rsense("--plain", stdin="ghosted\n:quit\n").out
    assert "1. Sit with not knowing" in out
    assert "What for?" not in out
    out = rsense("--plain", stdin="xyzzy\n:quit\n").out
    assert "These two can help right now." in out
    out = rsense("--plain", stdin="I want to die\n:quit\n").out
    assert out.index("findahelpline.com") < out.index("1. You're not alone with this")
    assert "What for?" in rsense("--plain", stdin="/\n:quit\n").out


def test_home_in_lines_shows_what_was_noted(rsense: Shell) -> None:
    assert "Nothing is noted yet." in rsense("--plain", stdin="h\n:quit\n").out
    rsense("log", "A short answer", "-i", "5")
    rsense("log", "Unread", "-i", "6")
    out = rsense("--plain", stdin="h\n2\n1\n:quit\n").out
    assert "how strong: 5 of 10" in out
    assert out.count("Unread") >= 2, "the list again"
