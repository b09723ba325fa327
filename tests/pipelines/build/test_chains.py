"""Chains, business days, requests: resolved once in the build, checked on offices small enough to draw on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipelines.store.warehouse import Published
from tests.offices import office


def chains(built: Published, *columns: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    """(student, contact) -> what is asked of the interview."""
    found = built.query(f"""
        select s.student_id, k.name, {", ".join(columns)}
        from marts.chains c
        join marts.students s using (student_key)
        join marts.contacts k using (contact_key)
        left join (
            select c.interview_key, k.name as parent
            from marts.chains c join marts.contacts k using (contact_key)
        ) p on p.interview_key = c.parent_interview_key
    """)
    return {(row["student_id"], row["name"]): tuple(row[name] for name in columns) for row in found}


def links(built: Published, *columns: str) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    found = built.query(f"""
        select s.student_id, a.name as referrer, b.name as referred, {", ".join(columns)}
        from marts.referral_links l
        join marts.students s using (student_key)
        join marts.contacts a on a.contact_key = l.referrer_contact_key
        join marts.contacts b on b.contact_key = l.referred_contact_key
    """)
    return {
        (row["student_id"], row["referrer"], row["referred"]): tuple(row[name] for name in columns)
        for row in found
    }


TREE = """
student_id | contact_name | contact_employer | held_on    | referred_contacts | referred_by
S1         | Ann          | A                | 2026-01-05 | Ben; Cem          | -
S1         | Ann          | A                | 2026-02-01 | -                 | -
S1         | Ben          | A                | 2026-02-05 | -                 | -
S1         | Cem          | A                | 2026-03-05 | Dan               | -
S1         | Dan          | A                | 2026-04-05 | -                 | Ben
"""


def test_the_parent_is_the_contact_who_named_this_one_first(
    tmp_path: Path,
) -> None:
    built = office(tmp_path, interview_log=TREE)
    held = built.query("""
        select k.name, c.started_on::varchar as held_on, p.started_on::varchar as parent_on, c.parent_days, c.generation,
               c.generations
        from marts.chains c join marts.contacts k using (contact_key)
        left join marts.chains p on p.interview_key = c.parent_interview_key
        order by c.started_on
    """)
    assert [tuple(row.values()) for row in held] == [
        ("Ann", "2026-01-05", None, None, 0, 2),
        ("Ben", "2026-02-05", "2026-01-05", 31, 1, None),
        ("Cem", "2026-03-05", "2026-01-05", 59, 1, None),
        ("Dan", "2026-04-05", "2026-02-05", 59, 2, None),  # Ben and Cem both named Dan: Ben did first
    ]


def test_every_contact_below_a_root_belongs_to_it(tmp_path: Path) -> None:
    built = office(tmp_path, interview_log=TREE)
    (row,) = built.query(
        "select count(distinct root_interview_key) as roots, count(*) as held from marts.chains"
    )
    assert row == {"roots": 1, "held": 4}  # a second talk with Ann is none of its own


def test_an_interview_of_the_same_day_is_no_parent(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | contact_employer | held_on    | referred_contacts
        S1         | Ann          | A                | 2026-01-05 | Ben
        S1         | Ben          | A                | 2026-01-05 | -
        """,
    )
    assert chains(built, "parent", "generation") == {("S1", "Ann"): (None, 0), ("S1", "Ben"): (None, 0)}


def test_contacts_who_referred_each_other_are_flagged_and_make_no_circle(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | contact_employer | held_on    | referred_contacts
        S1         | Ann          | A                | 2026-01-05 | Ben
        S1         | Ben          | A                | 2026-02-05 | Ann
        S1         | Ann          | A                | 2026-03-05 | -
        S1         | Cem          | A                | 2026-03-06 | -
        """,
    )
    held = built.query("""
        select k.name, c.generation, c.is_mutual, c.is_orphan
        from marts.chains c join marts.contacts k using (contact_key) order by c.started_on
    """)
    assert [tuple(row.values()) for row in held] == [
        ("Ann", 0, True, False),
        ("Ben", 1, True, False),
        ("Cem", 0, False, False),
    ]
    assert links(built, "is_mutual") == {("S1", "Ann", "Ben"): (True,), ("S1", "Ben", "Ann"): (True,)}


def test_a_referrer_without_an_interview_leaves_a_flagged_root(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | contact_employer | held_on    | referred_by | status
        S1         | Dean         | U                | 2026-01-02 | -           | no_show
        S1         | Ann          | A                | 2026-01-05 | Dean        | held
        S1         | Ben          | A                | 2026-01-06 | -           | held
        S1         | Cem          | A                | 2026-01-07 | Ann         | held
        """,
    )
    assert chains(built, "parent", "is_orphan") == {
        ("S1", "Ann"): (None, True),
        ("S1", "Ben"): (None, False),
        ("S1", "Cem"): ("Ann", False),
    }


def test_links_across_students_are_recorded_and_never_counted(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | contact_employer | contact_email | held_on    | referred_contacts
        S1         | Ann          | A                | ann@a.com     | 2026-01-05 | ben@a.com
        S2         | Ben          | A                | ben@a.com     | 2026-02-05 | -
        S3         | Ben          | A                | ben@a.com     | 2026-02-06 | -
        """,
    )
    assert chains(built, "parent", "generation", "is_orphan") == {
        ("S1", "Ann"): (None, 0, False),
        ("S2", "Ben"): (None, 0, False),
        ("S3", "Ben"): (None, 0, False),
    }
    assert links(built, "other_students") == {("S1", "Ann", "Ben"): (2,)}


PARENTS = """
student_id | contact_name | held_on    | referred_contacts | referred_by | status  | logged_at
S1         | Ann          | 2026-01-05 | -                 | -           | held    | -
S1         | Bea          | 2026-02-05 | Xi                | -           | held    | -
S1         | Xi           | 2026-03-05 | -                 | -           | held    | -
S2         | Dean         | 2026-01-03 | -                 | -           | no_show | -
S2         | Ann          | 2026-01-20 | Xi                | -           | held    | -
S2         | Xi           | 2026-03-05 | -                 | Dean        | held    | -
S3         | Xi           | 2026-01-10 | -                 | -           | held    | -
S3         | Ann          | 2026-02-01 | Xi                | -           | held    | -
S3         | Xi           | 2026-03-01 | -                 | Ann         | held    | -
S4         | Bea          | 2026-01-10 | Xi                | -           | held    | -
S4         | Ann          | 2026-01-10 | Xi                | -           | held    | 2026-01-11
S4         | Xi           | 2026-02-01 | -                 | -           | held    | -
S5         | Ann          | 2026-01-10 | -                 | -           | held    | -
S5         | Ann          | 2026-02-10 | -                 | -           | held    | -
S5         | Ann          | 2026-03-10 | -                 | -           | held    | -
S5         | Xi           | 2026-04-01 | -                 | -           | held    | -
S6         | Ann          | 2026-01-10 | -                 | -           | held    | -
S6         | Ann          | 2026-02-10 | Xi                | -           | held    | -
S6         | Xi           | 2026-02-10 | -                 | -           | held    | -
"""
NAMED = """
student_id | referrer | referred_name | referred_on
S1         | Ann      | Xi            | 2026-02-20
S2         | Dean     | Xi            | 2026-01-04
S5         | Ann      | Xi            | 2026-02-20
"""


def test_only_the_earliest_namer_is_a_parent_dated_by_the_latest_talk_until_then(tmp_path: Path) -> None:
    built = office(tmp_path, interview_log=PARENTS, referral_log=NAMED)
    found = built.query("""
        select s.student_id, k.name as parent, e.held_on::varchar as led_from, c.parent_days, c.is_orphan
        from marts.chains c
        join marts.students s using (student_key)
        join marts.contacts x using (contact_key)
        left join marts.chains p on p.interview_key = c.parent_interview_key
        left join marts.contacts k on k.contact_key = p.contact_key
        left join marts.interviews e on e.interview_key = c.led_from_interview_key
        where x.name = 'Xi'
    """)
    assert {row.pop("student_id"): tuple(row.values()) for row in found} == {
        "S1": ("Bea", "2026-02-05", 28, False),  # named Xi before Ann did
        "S2": (
            None,
            None,
            None,
            True,
        ),  # Dean did first and was never interviewed: a root, though Ann named Xi later
        "S3": (None, None, None, False),  # met before being named
        "S4": (
            "Ann",
            "2026-01-10",
            22,
            False,
        ),  # two on one day: Ann's talk was logged first, a blank comes last
        "S5": ("Ann", "2026-02-10", 50, False),  # dated by the latest talk with Ann before the naming
        "S6": ("Ann", "2026-01-10", 31, False),  # named and met on one day: dated by an earlier day
    }


# -- business days ------------------------------------------------------------------------------------------------


def test_business_days_skip_weekends_and_the_offices_holidays(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    warehouse.mkdir()
    (warehouse / "settings.toml").write_text('holidays = ["2026-01-19"]\n')
    built = office(
        tmp_path,
        outreach_log="""
        student_id | contact_name | contact_employer | sent_on    | reply    | replied_on
        S1         | Weekend      | A                | 2026-01-16 | no_reply | -
        S1         | Weekend      | A                | 2026-01-20 | no_reply | -
        S1         | Weekend      | A                | 2026-01-30 | no_reply | -
        S1         | Saturday     | A                | 2026-01-17 | replied  | 2026-01-23
        S1         | Once         | A                | 2026-01-23 | no_reply | -
        S1         | Late         | A                | 2026-01-02 | no_reply | -
        S1         | Late         | A                | 2026-01-30 | no_reply | -
        """,
    )
    found = built.query("""
        select k.name, second_touch_business_days as second, wrote_again_on_day as by_day,
               reply_business_days as reply, age_business_days as age, follow_up_from_on::varchar as from_on,
               follow_up_until_on::varchar as until_on
        from marts.threads join marts.contacts k using (contact_key)
    """)
    assert {row.pop("name"): tuple(row.values()) for row in found} == {
        "Weekend": (1, 1, None, 9, "2026-01-22", "2026-01-28"),  # Friday to Tuesday, Monday a holiday
        "Saturday": (None, 8, 4, 9, "2026-01-22", "2026-01-28"),
        "Once": (None, 8, None, 5, "2026-01-28", None),  # the seventh business day has not come yet
        "Late": (19, 8, None, 19, "2026-01-07", "2026-01-13"),
    }


# -- what lasts, and what is asked of contacts ------------------------------------------------------------------------


def test_a_relationship_is_kept_by_a_touch_or_interview_a_month_later(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | contact_employer | held_on    | status
        S1         | Ann          | A                | 2026-01-01 | held
        S1         | Ann          | A                | 2026-01-30 | held
        S1         | Ann          | A                | 2026-03-01 | no_show
        S1         | Ben          | A                | 2026-01-01 | held
        S1         | Cem          | A                | 2026-01-01 | held
        S1         | Cem          | A                | 2026-04-01 | held
        """,
        outreach_log="""
        student_id | contact_name | contact_employer | sent_on
        S1         | Ben          | A                | 2026-01-30
        S1         | Ben          | A                | 2026-01-31
        S1         | Ben          | A                | 2026-05-31
        """,
    )
    found = built.query("""
        select k.name, held_on::varchar as held_on, kept_days
        from marts.interviews join marts.contacts k using (contact_key)
        where status = 'held'
    """)
    assert {(row["name"], row["held_on"]): row["kept_days"] for row in found} == {
        ("Ann", "2026-01-01"): None,  # 29 days later is too soon; who did not show up kept nothing
        ("Ann", "2026-01-30"): None,
        ("Ben", "2026-01-01"): 30,
        ("Cem", "2026-01-01"): 90,
        ("Cem", "2026-04-01"): None,
    }


def test_held_interviews_of_a_pair_are_counted_with_the_first_and_the_last(tmp_path: Path) -> None:
    built = office(tmp_path, interview_log=TREE)
    found = built.query("""
        select held_count, first_held_on::varchar as first, last_held_on::varchar as last
        from marts.threads join marts.contacts k using (contact_key) where k.name = 'Ann'
    """)
    assert [tuple(row.values()) for row in found] == [(2, "2026-01-05", "2026-02-01")]


def test_threads_of_one_group_event_are_one_request_of_its_contact(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        outreach_log="""
        student_id | contact_name | contact_employer | contact_email | sent_on    | reply
        S1         | Ann          | A                | ann@a.com     | 2026-01-02 | -
        S1         | Gone         | A                | gone@a.com    | 2026-01-02 | bounced
        S3         | Ann          | A                | ann@a.com     | 2026-07-31 | -
        S5         | Ann          | A                | ann@a.com     | 2026-08-03 | -
        """,
        interview_log="""
        student_id | contact_name | contact_employer | contact_email | held_on    | event_id
        S1         | Ann          | A                | ann@a.com     | 2026-02-05 | tour
        S2         | Ann          | A                | ann@a.com     | 2026-02-05 | tour
        S2         | Ben          | A                | ben@a.com     | 2026-02-05 | tour
        S4         | Ann          | A                | ann@a.com     | 2026-08-01 | -
        """,
    )  # the interviews are known up to August 1: what was asked on the third is not counted yet
    found = built.query("""
        select s.student_id, k.name, dense_rank() over (order by request_key) as request, r.term_on::varchar as term,
               r.is_shared, r.nth_term
        from marts.requests r join marts.students s using (student_key) join marts.contacts k using (contact_key)
    """)
    assert {(row["student_id"], row["name"]): row["term"] for row in found} == {
        ("S1", "Ann"): "2026-01-01",
        ("S2", "Ann"): "2026-01-01",
        ("S2", "Ben"): "2026-01-01",
        ("S3", "Ann"): "2026-06-01",
        ("S4", "Ann"): "2026-08-01",
    }
    keys = {(row["student_id"], row["name"]): row["request"] for row in found}
    assert keys["S1", "Ann"] == keys["S2", "Ann"]
    assert len(set(keys.values())) == 4
    assert {row["student_id"] for row in found if row["is_shared"]} == {"S1", "S2"}
    later = {(row["student_id"], row["name"]): row["nth_term"] for row in found if row["nth_term"]}
    assert later == {("S3", "Ann"): 1, ("S4", "Ann"): 2}


def test_employers_are_the_same_but_for_case_and_punctuation(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | contact_employer | held_on
        S1         | Ann          | Acme, Inc.       | 2026-01-05
        S1         | Ben          | ACME Inc         | 2026-01-06
        S1         | Cem          | Other            | 2026-01-07
        S1         | Dan          | -                | 2026-01-08
        """,
    )
    found = built.query("select employer_number as number from marts.interviews order by held_on")
    ann, ben, cem, dan = (row["number"] for row in found)
    assert ann == ben != cem
    assert dan is None


def test_a_graduates_first_interview_is_remembered(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log=TREE,
        first_destination="""
        student_id | outcome_status     | class_year | reported_on
        S1         | seeking_employment | 2026       | 2026-07-01
        S9         | seeking_employment | 2026       | 2026-07-01
        """,
    )
    found = built.query("select first_held_on::varchar as first from marts.graduates order by student_key")
    assert [row["first"] for row in found] == ["2026-01-05", None]
