"""What the logs say beside the figures, and who may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from dashboard.asking import logs
from dashboard.asking.question import Ask
from dashboard.widgets.address import DIMENSION
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
    assert "CAR 210-04" in programs(asked)
    assert logs.stopped_programs(replace(asked, view="internal")) == logs.stopped_programs(asked)
    assert logs.stopped_programs(replace(asked, view="publishable")) == ()


def programs(asked: Ask) -> tuple[str, ...]:
    return tuple(stopped.program for stopped in logs.stopped_programs(asked))


STOPPED = """
student_id | college | programs | class_year | is_first_generation | majors  | degree_level | advisor
a1         | Arts    | P1       | 2027       | yes                 | History | bachelors    | Ito
b1         | Law     | P2       | 2028       | no                  | Ethics  | masters      | Roy
c1         | Law     | P3       | 2028       | no                  | Ethics  | masters      | Roy
"""
TALKS = """
student_id | contact_name | held_on    | logged_at
a1         | Ann          | 2026-01-07 | 2026-01-08
b1         | Bob          | 2026-01-08 | 2026-01-09
c1         | Cem          | 2026-10-05 | 2026-10-06
"""


def test_stopped_programs_are_those_the_filters_leave(tmp_path: Path) -> None:
    asked = Ask(office(tmp_path, roster=STOPPED, interview_log=TALKS))
    assert logs.stopped_programs(asked) == (
        logs.StoppedLog("P2", date(2026, 1, 8)),
        logs.StoppedLog("P1", date(2026, 1, 7)),
    )
    assert programs(replace(asked, until=date(2026, 1, 8))) == ("P1",)  # P2 had not stopped by then
    assert logs.after_it_stopped(asked, logs.StoppedLog("P1", date(2026, 1, 7))).since == date(2026, 1, 8)
    assert programs(asked.only(college="Law")) == ("P2",)
    assert programs(asked.only(program="P1")) == ("P1",)
    assert programs(asked.only(class_year="2028")) == ("P2",)
    assert programs(asked.only(is_first_generation="yes")) == ("P1",)
    assert programs(asked.only(major="Ethics")) == ("P2",)
    assert programs(asked.only(advisor="Ito")) == ("P1",)
    assert programs(asked.only(degree_level=asked.facts.options["degree_level"][0])) in (("P1",), ("P2",))
    assert programs(asked.only(college="Arts", class_year="2028")) == ()
    assert programs(replace(asked, where=(("program", "P1"), ("program", "P3")))) == ("P1",)
    assert set(logs._FILTERS) == set(DIMENSION.values())  # every filter of the bar is followed


def test_late_weeks_are_those_of_whom_the_filters_leave(tmp_path: Path) -> None:
    roster = "\n".join(
        ["student_id | college", *(f"s{n} | Arts" for n in range(9)), *(f"t{n} | Law" for n in range(19))]
    )
    asked = Ask(
        office(tmp_path, roster=roster, interview_log=late_log(9, 19)),
        since=date(2026, 8, 1),
        until=date(2026, 12, 1),
    )
    assert logs.late_weeks(asked) == ()  # nine of twenty-eight
    assert logs.late_weeks(asked.only(college="Law")) == ()
    assert logs.late_weeks(asked.only(college="Arts")) == ()  # all of nine: too few for a rate


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
