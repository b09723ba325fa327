"""Between pages and pipelines: periods, new builds, lists, what the office remembers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.asking import presets, question
from dashboard.asking.presets import year_before
from dashboard.asking.question import figure
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.office.office import Office, item_id
from dashboard.people import lists
from pipelines.build.build import build
from pipelines.figures.results import Question
from pipelines.ingest.ledger import undo
from pipelines.settings import read_settings
from pipelines.store.warehouse import Warehouse
from tests.offices import office, take_in

DEFAULTS = read_settings(Path("no such folder"))
LOG = """
student_id | contact_name | held_on    | referrals_count
a1         | Lee Park     | 2026-09-14 | 2
a1         | Ann Moss     | 2026-10-05 | 0
"""
MORE = """
student_id | contact_name | held_on    | referrals_count
b2         | Sam Ortiz    | 2026-10-12 | 1
"""


# -- periods ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("preset", "newest", "since", "until"),
    [
        ("year", date(2026, 5, 8), date(2025, 8, 1), date(2026, 5, 8)),
        ("year", date(2026, 8, 1), date(2026, 8, 1), date(2026, 8, 1)),
        ("term", date(2026, 5, 8), date(2026, 1, 1), date(2026, 5, 8)),
        ("term", date(2026, 7, 31), date(2026, 6, 1), date(2026, 7, 31)),
        ("term", date(2026, 12, 31), date(2026, 8, 1), date(2026, 12, 31)),
        ("12m", date(2026, 5, 8), date(2025, 5, 9), date(2026, 5, 8)),
        ("12m", date(2028, 2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        ("all", date(2026, 5, 8), None, None),
    ],
)
def test_presets_are_counted_from_the_newest_date_never_from_today(
    preset: str, newest: date, since: date | None, until: date | None
) -> None:
    assert presets.preset_dates(preset, newest, DEFAULTS) == (since, until)


@pytest.mark.parametrize("preset", ["year", "term", "12m", "all"])
def test_without_any_date_a_preset_selects_everything(preset: str) -> None:
    assert presets.preset_dates(preset, None, DEFAULTS) == (None, None)


def test_half_chosen_own_dates_select_everything_until_both_are_there() -> None:
    assert presets.preset_dates("own", date(2026, 5, 8), DEFAULTS, (date(2026, 1, 1),)) == (None, None)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_year_before_is_the_same_day_but_for_february_29(day: date) -> None:
    before = year_before(day)
    assert before.year == day.year - 1
    assert (before.month, before.day) == (
        (2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day)
    )


# -- figures ---------------------------------------------------------------------------------------


def volume(folder: Path) -> float | None:
    return figure(Warehouse(folder).published(), "interview_volume", Question(), "working").cells[0].value


def test_a_new_build_shows_on_the_next_asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office(tmp_path, interview_log=LOG)
    folder = tmp_path / "warehouse"
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(folder))
    assert volume(folder) == 2
    (report,) = take_in(Warehouse(folder), tmp_path / "more", {"interview_log": MORE})
    assert volume(folder) == 2  # taken in, not built yet
    build(Warehouse(folder))
    assert volume(folder) == 3
    assert report.import_id is not None
    undo(Warehouse(folder), report.import_id)
    build(Warehouse(folder))
    assert volume(folder) == 2


def test_filters_that_mean_nothing_for_a_figure_are_left_out_of_the_question() -> None:
    asked = Question(where=(("channel", "cold"), ("college", "Arts")), since=date(2026, 1, 1))
    assert question.fitting("participation_rate", asked).where == (("college", "Arts"),)
    assert question.fitting("participation_rate", asked).since == date(2026, 1, 1)
    assert question.fitting("stopped_log_rate", asked) == Question()


# -- lists -----------------------------------------------------------------------------------------

ROSTER = """
student_id | college     | programs | is_expected_to_log
a1         | Arts        | BUS 1    | yes
b2         | Engineering | ENG 1    | yes
c3         | Arts        | BUS 1    | yes
"""
TALKS = """
student_id | contact_name | held_on    | referred_contacts | status    | has_thanked
a1         | Lee Park     | 2026-09-01 | Kim Doe;Jo Fox    | -         | no
a1         | Kim Doe      | 2026-10-20 | -                 | -         | yes
b2         | Sam Ortiz    | 2026-10-25 | New Name          | -         | -
b2         | Eve Ross     | 2026-09-15 | -                 | scheduled | -
"""
TOUCHES = """
student_id | contact_name | sent_on
b2         | Pat Reed     | 2026-11-02
"""


def listed(folder: Path, kind: str, **where: str) -> list[tuple[str, str]]:
    published = Warehouse(folder / "warehouse").published()
    items = lists.read(published, kind, tuple(where.items()))
    return [(item.student, item.contact) for item in items]


def test_the_lists_name_whom_to_nudge(tmp_path: Path) -> None:
    office(tmp_path, roster=ROSTER, interview_log=TALKS, outreach_log=TOUCHES)
    # Kim Doe was talked to; New Name was named less than two weeks before the newest date
    assert listed(tmp_path, "names_not_contacted") == [("a1", "Jo Fox")]
    assert listed(tmp_path, "result_missing") == [("b2", "Eve Ross")]
    assert listed(tmp_path, "thank_you_due") == [("a1", "Lee Park")]  # of Sam nothing is recorded
    assert listed(tmp_path, "none_recorded") == [("c3", "")]


def test_the_lists_follow_the_filters(tmp_path: Path) -> None:
    office(tmp_path, roster=ROSTER, interview_log=TALKS, outreach_log=TOUCHES)
    assert listed(tmp_path, "result_missing", college="Arts") == []
    assert listed(tmp_path, "result_missing", college="Engineering") == [("b2", "Eve Ross")]
    assert listed(tmp_path, "none_recorded", program="ENG 1") == []


def test_an_item_keeps_its_name_from_build_to_build(tmp_path: Path) -> None:
    office(tmp_path, roster=ROSTER, interview_log=TALKS, outreach_log=TOUCHES)
    warehouse = Warehouse(tmp_path / "warehouse")
    before = lists.read(warehouse.published(), "thank_you_due")
    take_in(warehouse, tmp_path / "more", {"interview_log": MORE})
    build(warehouse)
    assert [item.id for item in lists.read(warehouse.published(), "thank_you_due")] == [
        item.id for item in before
    ]


# -- what the office remembers ---------------------------------------------------------------------


def test_done_is_for_good_and_a_snooze_ends(tmp_path: Path) -> None:
    store = Office(tmp_path)
    done, snoozed = item_id("thank_you_due", "a1", "Lee"), item_id("thank_you_due", "a1", "Kim")
    store.put_away([done], "done")
    store.put_away([snoozed], "snoozed", until=date(2026, 11, 10))
    assert store.put_away_today(date(2026, 11, 9)) == {done: "done", snoozed: "snoozed"}
    assert store.put_away_today(date(2026, 11, 10)) == {done: "done"}
    Office(tmp_path).put_away([snoozed], "done")
    assert store.put_away_today(date(2030, 1, 1)) == {done: "done", snoozed: "done"}
    store.bring_back([done, snoozed])
    assert store.put_away_today(date(2026, 11, 9)) == {}


def test_the_office_store_holds_no_name_and_no_id(tmp_path: Path) -> None:
    Office(tmp_path).put_away([item_id("thank_you_due", "S-1234", "Leopold Parkinson")], "done")
    content = (tmp_path / "office.sqlite").read_bytes()
    assert b"S-1234" not in content
    assert b"Leopold" not in content
