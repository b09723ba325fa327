"""Who needs a nudge: what is on each list."""

from __future__ import annotations

from pathlib import Path

from dashboard.exports import table_csv
from dashboard.people.lists import COLUMNS, KINDS, about, read, table
from pipelines.build.build import build
from pipelines.store.warehouse import Warehouse
from tests.dashboard.people.waiting import EVERY, OUTREACH, ROSTER
from tests.offices import office, take_in

PROGRAMS = """
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
MORE = """
student_id | contact_name | held_on    | referrals_count
b2         | Sam Ortiz    | 2026-10-12 | 1
"""


def on(folder: Path, kind: str, **files: str) -> list[tuple[str, str]]:
    return [(item.student_id, about(item)) for item in read(office(folder, **files), kind)]


def listed(folder: Path, kind: str, **where: str) -> list[tuple[str, str]]:
    published = Warehouse(folder / "warehouse").published()
    items = read(published, kind, tuple(where.items()))
    return [(item.student, item.contact) for item in items]


def test_the_lists_name_whom_to_nudge(tmp_path: Path) -> None:
    office(tmp_path, roster=PROGRAMS, interview_log=TALKS, outreach_log=TOUCHES)
    # Kim Doe was talked to; New Name was named less than two weeks before the newest date
    assert listed(tmp_path, "names_not_contacted") == [("a1", "Jo Fox")]
    assert listed(tmp_path, "result_missing") == [("b2", "Eve Ross")]
    assert listed(tmp_path, "thank_you_due") == [("a1", "Lee Park")]  # of Sam nothing is recorded
    assert listed(tmp_path, "none_recorded") == [("c3", "")]


def test_the_lists_follow_the_filters(tmp_path: Path) -> None:
    office(tmp_path, roster=PROGRAMS, interview_log=TALKS, outreach_log=TOUCHES)
    assert listed(tmp_path, "result_missing", college="Arts") == []
    assert listed(tmp_path, "result_missing", college="Engineering") == [("b2", "Eve Ross")]
    assert listed(tmp_path, "none_recorded", program="ENG 1") == []


def test_an_item_keeps_its_name_from_build_to_build(tmp_path: Path) -> None:
    office(tmp_path, roster=PROGRAMS, interview_log=TALKS, outreach_log=TOUCHES)
    warehouse = Warehouse(tmp_path / "warehouse")
    before = read(warehouse.published(), "thank_you_due")
    take_in(warehouse, tmp_path / "more", {"interview_log": MORE})
    build(warehouse)
    assert [item.id for item in read(warehouse.published(), "thank_you_due")] == [item.id for item in before]


def test_every_list_is_a_file_that_runs_and_has_the_oldest_first(
    sample_folder: Path,
) -> None:
    published = Warehouse(sample_folder).published()
    for kind in KINDS:
        days = [item.day for item in read(published, kind.id) if item.day]
        assert days == sorted(days), kind.id


def test_five_unanswered_threads_and_no_reply(tmp_path: Path) -> None:
    # d4's fifth thread has nothing recorded: blank is never "no"
    assert on(tmp_path, "no_reply", **EVERY) == [("b2", "5 people contacted, no reply")]


def test_one_reply_takes_a_student_off_the_list(tmp_path: Path) -> None:
    answered = OUTREACH + "b2 | Six | 2026-11-09 | replied\n"
    assert on(tmp_path, "no_reply", outreach_log=answered) == []


def test_a_thread_counts_as_unanswered_only_once_the_reply_window_is_over(tmp_path: Path) -> None:
    fresh = OUTREACH.replace("b2         | Five         | 2026-09-05", "b2 | Five | 2026-11-01")
    assert on(tmp_path, "no_reply", outreach_log=fresh) == []


def test_expected_and_quiet_for_thirty_days_who_never_logged_last(tmp_path: Path) -> None:
    quiet = on(tmp_path, "no_recent_log", **EVERY)
    assert quiet == [("b2", "Last entry"), ("c3", "Nothing logged yet")]  # a1 wrote; d4 is not expected to


def test_a_log_of_exactly_thirty_days_ago_is_not_recent(tmp_path: Path) -> None:
    log = """
    student_id | contact_name | sent_on
    a1         | Lee          | 2026-10-11
    b2         | Lee          | 2026-10-12
    c3         | Lee          | 2026-11-10
    """
    assert on(tmp_path, "no_recent_log", roster=ROSTER, outreach_log=log) == [("a1", "Last entry")]


def test_a_list_leaves_guarded_and_with_all_of_its_rows(tmp_path: Path) -> None:
    items = read(office(tmp_path, **EVERY), "thank_you_due")
    due = next(kind for kind in KINDS if kind.id == "thank_you_due")
    text = table_csv.table(COLUMNS, table((due, item) for item in items), [("View", "Confidential")]).decode(
        "utf-8-sig"
    )
    assert (
        text.splitlines()[1]
        == "Thank-you due,Ana,a1,a1@uni.edu,,Lee Park,'=Acme & Sons,,2026-11-01,7,Confidential"
    )
