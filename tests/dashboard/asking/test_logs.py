"""What the logs say beside the figures, and who may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from dashboard.asking import logs
from dashboard.asking.question import Ask
from pipelines.store.warehouse import Warehouse
from tests.dashboard.small_year import this_year
from tests.offices import office


def test_people_talked_to_are_told_of_everybody_in_the_working_view_only(tmp_path: Path) -> None:
    asked = this_year(tmp_path)
    assert logs.people_talked_to(asked) == 5  # two of them write of an Ann: nothing says it is the same
    assert logs.people_talked_to(asked.without_dates()) == 6
    assert logs.people_talked_to(asked.only(college="Arts")) is None
    assert logs.people_talked_to(replace(asked, view="internal")) is None
    assert logs.people_talked_to(replace(asked, since=date(2026, 10, 12), until=date(2026, 10, 19))) == 2


def test_programs_that_stopped_are_not_for_publication(sample_folder: Path) -> None:
    asked = Ask(Warehouse(sample_folder).published())
    assert "CAR 210-04" in logs.stopped_programs(asked)
    assert logs.stopped_programs(replace(asked, view="internal")) == logs.stopped_programs(asked)
    assert logs.stopped_programs(replace(asked, view="publishable")) == ()


def late_log(late: int, on_time: int) -> str:
    """Interviews of one week, entered in time or more than two weeks late."""
    rows = [f"s{n} | C{n} | 2026-09-08 | 2026-10-20" for n in range(late)]
    rows += [f"t{n} | D{n} | 2026-09-09 | 2026-09-10" for n in range(on_time)]
    return "\n".join(["student_id | contact_name | held_on | logged_at", *rows])


def test_a_week_is_late_where_over_a_third_of_ten_rows_or_more_came_late(tmp_path: Path) -> None:
    for number, (late, on_time, weeks) in enumerate(
        [(4, 6, ("2026-09-07",)), (3, 6, ()), (3, 7, ()), (4, 8, ()), (5, 9, ("2026-09-07",))]
    ):
        published = office(tmp_path / str(number), interview_log=late_log(late, on_time))
        asked = Ask(published, since=date(2026, 8, 1), until=date(2026, 12, 1))
        assert logs.late_weeks(asked) == weeks, (late, on_time)
        assert logs.late_weeks(replace(asked, view="publishable")) == ()
        assert logs.late_weeks(asked.without_dates()) == ()
        assert logs.late_weeks(replace(asked, since=date(2026, 10, 1))) == ()
