"""Where a timed step stands after so many seconds: a pure function, held to its laws."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.core.prompts import Pace, Phase
from rsense.tui.views.pace_timing import PacePosition, moment_at

SIGH = Pace("", (Phase("in", 2, 0.7), Phase("more", 1, 1.0), Phase("out", 6, 0.0)), 2)
NEARLY = 1e-6

TENTHS = st.integers(1, 200).map(lambda tenths: tenths / 10)
PHASES = st.lists(
    st.builds(Phase, st.sampled_from(["in", "hold", "out"]), TENTHS, st.floats(0, 1)),
    min_size=1,
    max_size=5,
).map(tuple)
PACES = st.builds(Pace, st.just(""), PHASES, st.integers(1, 40))


@st.composite
def paces_and_times(draw: st.DrawFn) -> tuple[Pace, float]:
    """A timed step, and a time in it; often one where a phase or a cycle ends."""
    pace = draw(PACES)
    length = sum(phase.seconds for phase in pace.phases)
    ends = list(itertools.accumulate(phase.seconds for phase in pace.phases))
    cycle = draw(st.integers(0, pace.cycles - 1))
    edges = st.sampled_from([0.0, *ends]).map(lambda end: cycle * length + end)
    return pace, draw(edges | st.floats(0, pace.seconds))


def moment_in(pace: Pace, seconds: float) -> PacePosition:
    moment = moment_at(pace, seconds)
    assert moment is not None
    return moment


@given(paces_and_times())
def test_a_timed_step_is_over_at_its_end_and_not_before(drawn: tuple[Pace, float]) -> None:
    pace, seconds = drawn
    assert (moment_at(pace, seconds) is None) == (seconds >= pace.seconds)


@given(PACES, st.floats(0, 1e9))
def test_it_stays_over(pace: Pace, later: float) -> None:
    assert moment_at(pace, pace.seconds + later) is None


@given(paces_and_times())
def test_no_cycle_is_counted_that_there_is_not(drawn: tuple[Pace, float]) -> None:
    pace, seconds = drawn
    moment = moment_at(pace, seconds)
    assert moment is None or 0 <= moment.cycle < pace.cycles


@given(paces_and_times())
def test_the_breath_is_never_emptier_than_empty_nor_fuller_than_full(
    drawn: tuple[Pace, float],
) -> None:
    moment = moment_at(*drawn)
    assert moment is None or 0 <= moment.level <= 1


@given(paces_and_times())
def test_the_time_left_is_within_the_phase(drawn: tuple[Pace, float]) -> None:
    moment = moment_at(*drawn)
    assert moment is None or 0 <= moment.left <= moment.phase.seconds


@given(paces_and_times())
def test_time_behind_and_time_left_make_up_the_phases(drawn: tuple[Pace, float]) -> None:
    pace, seconds = drawn
    moment = moment_at(pace, seconds)
    if moment is None:
        return
    length = pace.seconds / pace.cycles
    ends = [
        moment.cycle * length + sum(phase.seconds for phase in pace.phases[: at + 1])
        for at, phase in enumerate(pace.phases)
        if phase == moment.phase
    ]
    assert seconds + moment.left == pytest.approx(
        min(ends, key=lambda e: abs(e - seconds - moment.left))
    )


@given(paces_and_times(), st.floats(0, 0.01))
def test_the_breath_never_jumps(drawn: tuple[Pace, float], step: float) -> None:
    pace, seconds = drawn
    before, after = moment_at(pace, seconds), moment_at(pace, seconds + step)
    if before and after:
        steepest = max(1 / phase.seconds for phase in pace.phases) * 1.6  # half pi, and a little
        assert abs(after.level - before.level) <= steepest * step + NEARLY


@given(paces_and_times())
def test_a_phase_ends_at_its_own_level(drawn: tuple[Pace, float]) -> None:
    pace, seconds = drawn
    moment = moment_at(pace, seconds)
    if moment and moment.left:
        last = moment_at(pace, seconds + moment.left - NEARLY)
        assert last is None or last.level == pytest.approx(moment.phase.level, abs=0.001)


@given(PACES)
def test_the_phases_come_in_order_and_in_whole_cycles(pace: Pace) -> None:
    seconds, met = 0.0, []
    for phase in pace.phases * pace.cycles:
        met.append(moment_in(pace, seconds + phase.seconds / 2).phase)
        seconds += phase.seconds
    assert tuple(met) == pace.phases * pace.cycles


MOMENTS = {
    0.0: (0, "in", 2.0, 0.0),
    1.0: (0, "in", 1.0, 0.35),
    2.0: (0, "more", 1.0, 0.7),
    3.0: (0, "out", 6.0, 1.0),
    6.0: (0, "out", 3.0, 0.5),
    9.0: (1, "in", 2.0, 0.0),
}


@pytest.mark.parametrize("seconds", MOMENTS)
def test_a_sigh_goes_in_twice_and_out_once(seconds: float) -> None:
    moment = moment_in(SIGH, seconds)
    cycle, label, left, level = MOMENTS[seconds]
    assert (moment.cycle, moment.phase.label, moment.left) == (cycle, label, left)
    assert moment.level == pytest.approx(level)
