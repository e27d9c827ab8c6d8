"""Business hours: lines as people write them, days of their own, time zones and nights."""

from datetime import UTC, datetime

import pytest

from config.hours import is_open, problem_with
from config.loading import ConfigError, load

HOURS = ("mon-fri 08:00-20:00", "sat 10:00-16:00", "2026-12-24 closed", "2026-12-27 12:00-14:00")


@pytest.mark.parametrize(
    ("moment", "open_then"),
    [
        ("2026-11-23T06:00", True),  # a Monday, 8:00 in Vilnius
        ("2026-11-23T05:59", False),
        ("2026-11-23T17:59", True),
        ("2026-11-23T18:00", False),
        ("2026-11-28T13:00", True),
        ("2026-11-28T14:00", False),
        ("2026-11-29T10:00", False),  # a Sunday
        ("2026-12-24T10:00", False),  # a Thursday, but closed
        ("2026-12-27T10:30", True),  # a Sunday, but open
        ("2026-07-06T05:00", True),  # 8:00 in summer time
    ],
)
def test_it_is_open_by_the_clock_of_the_zone(moment, open_then):
    assert is_open(HOURS, "Europe/Vilnius", datetime.fromisoformat(moment).replace(tzinfo=UTC)) is open_then


def test_without_hours_it_is_always_open():
    assert is_open((), "Europe/Vilnius", datetime(2026, 1, 1, 3, tzinfo=UTC))


def test_a_week_may_turn_over_and_a_day_last_until_midnight():
    late = ("sat-mon 00:00-23:59",)
    assert is_open(late, "UTC", datetime(2026, 11, 22, 23, 59, 30, tzinfo=UTC))
    assert is_open(late, "UTC", datetime(2026, 11, 23, 0, 0, tzinfo=UTC))
    assert not is_open(late, "UTC", datetime(2026, 11, 24, 12, 0, tzinfo=UTC))


@pytest.mark.parametrize("line", HOURS)
def test_sound_lines_have_no_problem(line):
    assert problem_with(line) == ""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("always", "cannot be read"),
        ("mon 8-20", "cannot be read"),
        ("mon 25:00-26:00", "does not exist"),
        ("2026-02-30 closed", "does not exist"),
        ("mon 20:00-08:00", "two lines for a night shift"),
    ],
)
def test_a_line_that_cannot_be_meant_is_told_with_its_key(line, said, tmp_path):
    assert said in problem_with(line)
    file = tmp_path / "aside.toml"
    file.write_text(f'[[brands]]\nname = "Vėtra"\nhours = ["{line}"]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"brands\.Vėtra\.hours: ") as caught:
        load(file, {})
    assert said in str(caught.value)


def test_a_zone_that_does_not_exist_is_told(tmp_path):
    file = tmp_path / "aside.toml"
    file.write_text('[[brands]]\nname = "Vėtra"\ntime_zone = "Vilnius"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"brands\.Vėtra\.time_zone: there is no time zone"):
        load(file, {})
