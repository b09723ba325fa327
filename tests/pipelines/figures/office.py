"""A small published build made from text tables, for tests that check figures by hand.

    office(path, threads='''
        student  started_on  reply_days
        1        2026-01-05  3
        1        2026-01-06  -
    ''')

`-` is null, `;` separates the parts of a list, `[]` is an empty list. `student` is short for student_key. Columns
left out take DEFAULTS; students nobody describes are added, on the roster and expected to log; who has no enrolments is
enrolled throughout, expected to log unless the table of students says `is_expected` false; programs hold throughout unless
dated; what describes a student (college, ...) is copied from her to everything that is hers, unless the table says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from pipelines.figures.definitions import SQL
from pipelines.figures.statement import population_sql
from pipelines.store.warehouse import Published

Rows = list[dict[str, Any]]

PEOPLE = (
    "campus",
    "college",
    "degree_level",
    "class_year",
    "is_first_generation",
    "is_transfer",
    "is_international",
    "gender",
    "race_ethnicity",
    "advisor",
)
_WHO = ", ".join(f"{name} VARCHAR" for name in PEOPLE)

TABLES = {
    "students": f"student_key INTEGER, student_id VARCHAR, {_WHO}, is_on_roster BOOLEAN, has_logged BOOLEAN",
    "enrolments": "student_key INTEGER, since DATE, until DATE, is_expected BOOLEAN, programs VARCHAR[]",
    "student_programs": "student_key INTEGER, program VARCHAR, since DATE, until DATE",
    "graduate_programs": "student_key INTEGER, program VARCHAR",
    "student_majors": "student_key INTEGER, major VARCHAR, cip_family VARCHAR",
    "threads": f"thread_key INTEGER, student_key INTEGER, contact_key INTEGER, {_WHO}, channel VARCHAR,"
    " industry VARCHAR, started_on DATE, last_touch_on DATE, touch_count INTEGER, is_bounced BOOLEAN,"
    " is_reply_known BOOLEAN, has_human_reply BOOLEAN, is_reply_undated BOOLEAN, replied_on DATE, reply_days INTEGER,"
    " agreed_days INTEGER, is_agreed_undated BOOLEAN, is_declined BOOLEAN, first_interview_on DATE,"
    " interview_days INTEGER, interviews_after_touch INTEGER, declined_on DATE, held_count INTEGER, first_held_on DATE,"
    " last_held_on DATE, second_touch_business_days INTEGER, wrote_again_on_day INTEGER,"
    " reply_business_days INTEGER, age_business_days INTEGER, second_touch_on DATE, follow_up_from_on DATE,"
    " follow_up_until_on DATE",
    "touches": f"touch_key INTEGER, thread_key INTEGER, student_key INTEGER, {_WHO}, channel VARCHAR,"
    " industry VARCHAR, sent_on DATE, started_on DATE, is_first BOOLEAN",
    "interviews": f"interview_key INTEGER, thread_key INTEGER, student_key INTEGER, contact_key INTEGER, {_WHO},"
    " channel VARCHAR, industry VARCHAR, mode VARCHAR, status VARCHAR, held_on DATE, started_on DATE,"
    " people_named INTEGER, has_asked_for_referral BOOLEAN, permitted_named INTEGER, permitted_count INTEGER,"
    " thank_you_state VARCHAR, thank_you_days INTEGER, came_of_it VARCHAR[], is_result_missing BOOLEAN,"
    " held_number INTEGER, kept_days INTEGER, employer_number INTEGER, has_researched BOOLEAN,"
    " prepared_questions_count INTEGER, has_asked_for_job BOOLEAN, usefulness_rating INTEGER, minutes DOUBLE,"
    " cost_usd DOUBLE",
    "chains": f"interview_key INTEGER, student_key INTEGER, {_WHO}, channel VARCHAR, industry VARCHAR, mode VARCHAR,"
    " started_on DATE, parent_interview_key INTEGER, led_from_interview_key INTEGER, parent_days INTEGER,"
    " generations INTEGER",
    "requests": f"request_key INTEGER, student_key INTEGER, contact_key INTEGER, {_WHO}, channel VARCHAR,"
    " industry VARCHAR, started_on DATE, is_shared BOOLEAN, term_on DATE, nth_term USMALLINT",
    "referrals": f"referral_key INTEGER, student_key INTEGER, {_WHO}, channel VARCHAR, industry VARCHAR,"
    " named_on DATE, started_on DATE, is_already_known BOOLEAN, contacted_days INTEGER, interviewed_days INTEGER",
    "permissions": f"student_key INTEGER, {_WHO}, channel VARCHAR, industry VARCHAR, mode VARCHAR, started_on DATE,"
    " named INTEGER, permitted INTEGER, unrecorded INTEGER",
    "survey_changes": f"student_key INTEGER, {_WHO}, topic VARCHAR, scale VARCHAR, pre DOUBLE, post DOUBLE,"
    " change DOUBLE, interviews_held INTEGER, started_on DATE",
    "goal_changes": f"student_key INTEGER, {_WHO}, goal_change VARCHAR, interviews_held INTEGER, started_on DATE",
    "graduate_reports": f"student_key INTEGER, {_WHO}, started_on DATE, outcome_status VARCHAR, employment_type VARCHAR,"
    " nace_group VARCHAR, salary_usd DOUBLE, found_through VARCHAR, accepted_on DATE, reported_on DATE,"
    " knowledge_source VARCHAR, first_held_on DATE, is_preliminary BOOLEAN, interviews_before_cutoff INTEGER,"
    " interviews_count INTEGER, is_left_out_of_cutoff BOOLEAN, is_timing_known BOOLEAN, known_on DATE,"
    " known_until DATE, is_latest BOOLEAN",
    "hires": f"student_key INTEGER, {_WHO}, started_on DATE, hired_on DATE, employer VARCHAR, job_industry VARCHAR,"
    " interviews_there INTEGER, has_talked_there BOOLEAN, has_talked_in_industry BOOLEAN",
    "graduate_majors": "student_key INTEGER, major VARCHAR, cip_family VARCHAR",
    "log_rows": f"student_key INTEGER, {_WHO}, held_on DATE, started_on DATE, has_student BOOLEAN,"
    " has_contact BOOLEAN, has_held_on BOOLEAN, has_contact_employer BOOLEAN, has_channel BOOLEAN,"
    " has_referrals_count BOOLEAN, is_contact_unknown BOOLEAN, is_contact_employer_unknown BOOLEAN,"
    " is_channel_unknown BOOLEAN, logged_days INTEGER",
    "program_logs": "program VARCHAR, last_logged_on DATE, is_stopped BOOLEAN",
    "column_fill": "source VARCHAR, column_name VARCHAR, rows BIGINT, filled BIGINT",
    "terms": "name VARCHAR, first_month INTEGER, last_month INTEGER",
    "settings": "reply_days INTEGER, agree_days INTEGER, activation_days INTEGER, conversion_days INTEGER,"
    " came_of_it_days INTEGER, thank_you_days INTEGER, late_log_days INTEGER, stopped_days INTEGER,"
    " outreach_days INTEGER, led_on_days INTEGER, follow_up_from_days INTEGER,"
    " follow_up_until_days INTEGER, relationship_until_days INTEGER, mentor_days INTEGER, prepared_questions INTEGER,"
    " minutes_per_touch INTEGER,"
    " relationship_from_days INTEGER, untouched_days INTEGER, quiet_days INTEGER, final_year_cutoff VARCHAR,"
    " as_of_outreach DATE, as_of_interviews DATE, as_of_both DATE, as_of_referrals DATE, as_of_survey DATE,"
    " as_of_outcomes DATE, as_of_activity DATE, newest_on DATE, interviews_from DATE, outreach_from DATE,"
    " activity_from DATE, is_preliminary BOOLEAN, is_population_who_logged BOOLEAN,"
    " academic_year_start VARCHAR",
}
AS_OF = "2026-06-30"  # late enough for everything to be mature, unless a test says otherwise
DEFAULTS: dict[str, dict[str, str | None]] = {
    "students": {"is_on_roster": "true", "has_logged": "true"},
    "enrolments": {
        "since": "0001-01-01",
        "until": "9999-12-31",
        "is_expected": "true",
        "programs": "Unknown",
    },
    "student_programs": {"since": "0001-01-01", "until": "9999-12-31"},
    "threads": {
        "touch_count": "1",
        "is_bounced": "false",
        "is_reply_known": "true",
        "has_human_reply": "false",
        "is_reply_undated": "false",
        "is_agreed_undated": "false",
        "is_declined": "false",
        "interviews_after_touch": "0",
        "held_count": "0",
        "age_business_days": "100",
        "started_on": "2026-01-05",
    },
    "touches": {"started_on": "2026-01-05", "is_first": "true"},
    "interviews": {"status": "held", "started_on": "2026-01-05", "is_result_missing": "false"},
    "chains": {"started_on": "2026-01-05"},
    "requests": {
        "started_on": "2026-01-05",
        "is_shared": "false",
        "term_on": "2026-01-01",
        "nth_term": "0",
    },
    "referrals": {"started_on": "2026-01-05", "is_already_known": "false"},
    "permissions": {"started_on": "2026-01-05", "unrecorded": "0"},
    "goal_changes": {"interviews_held": "0", "started_on": "2026-01-05"},
    "survey_changes": {"interviews_held": "0", "scale": "1-5", "started_on": "2026-01-05"},
    "graduate_reports": {
        "class_year": "2025",
        "started_on": "2025-06-30",
        "is_preliminary": "false",
        "interviews_before_cutoff": "0",
        "interviews_count": "0",
        "is_left_out_of_cutoff": "false",
        "is_timing_known": "true",
        "is_latest": "true",
        "nace_group": "unknown",
        "outcome_status": "unknown",
    },
    "hires": {"class_year": "2025", "started_on": "2025-06-30"},
    "log_rows": {
        "started_on": "2026-01-05",
        "is_contact_unknown": "false",
        "is_contact_employer_unknown": "false",
        "is_channel_unknown": "false",
    },
    "settings": {
        "is_population_who_logged": "false",
        "academic_year_start": "08-01",
        "reply_days": "14",
        "agree_days": "21",
        "activation_days": "30",
        "conversion_days": "60",
        "came_of_it_days": "60",
        "thank_you_days": "2",
        "late_log_days": "14",
        "stopped_days": "28",
        "outreach_days": "21",
        "led_on_days": "60",
        "follow_up_from_days": "3",
        "follow_up_until_days": "7",
        "relationship_until_days": "180",
        "mentor_days": "60",
        "prepared_questions": "1",
        "minutes_per_touch": "20",
        "is_preliminary": "false",
        **{
            f"as_of_{source}": AS_OF
            for source in ("outreach", "interviews", "activity", "referrals", "survey", "outcomes")
        },
    },
}
# Where a table gives business days only: the dates of those days after the first touch, which is no weekend.
_NTH = "started_on + {0}::integer + 2 * ((isodow(started_on) - 1 + {0})::integer // 5)"
_AS_THE_MARTS_DO = (
    f"""update marts.threads set
        wrote_again_on_day = least(second_touch_business_days, 8),
        second_touch_on = coalesce(second_touch_on, {_NTH.format("second_touch_business_days")}),
        replied_on = coalesce(replied_on, {_NTH.format("reply_business_days")}),
        follow_up_from_on = coalesce(follow_up_from_on, {_NTH.format("3")}),
        follow_up_until_on = coalesce(follow_up_until_on, {_NTH.format("7")})""",
    "update marts.graduate_reports set known_on = coalesce(known_on, reported_on)",
)
CUTS = ("channel", "industry", "mode", *PEOPLE)


def rows_of(table: str) -> Rows:
    """A text table as rows; `-` is None."""
    header, *lines = [line.split() for line in table.strip().splitlines()]
    return [
        {name: None if cell == "-" else cell for name, cell in zip(header, line, strict=True)}
        for line in lines
    ]


def office(
    folder: Path,
    settings: Mapping[str, str | None] | None = None,
    **tables: str | Iterable[Mapping[str, Any]],
) -> Published:
    """A published build holding these tables and nothing else."""
    given: dict[str, Rows] = {}
    for name, table in tables.items():
        rows = rows_of(table) if isinstance(table, str) else [dict(row) for row in table]
        for row in rows:
            if "student" in row:
                row["student_key"] = row.pop("student")
        given[name] = rows
    if "graduates" in given:  # each has one report, the latest
        given["graduate_reports"] = given.pop("graduates")
    told = dict(settings or {})
    if "as_of_both" not in told:
        of_each = [told.get(name, AS_OF) for name in ("as_of_outreach", "as_of_interviews")]
        told["as_of_both"] = min(filter(None, of_each), default=None)
    given["settings"] = [told]
    _add_students(given)
    path = folder / "b0.duckdb"
    path.write_bytes(_empty())
    with duckdb.connect(path) as connection:
        students = {row["student_key"]: row for row in given["students"]}
        for name, rows in given.items():
            _fill(connection, name, rows, students)
        _as_the_marts_do(connection)
        for name in ("student_profiles", "profile_groups", "graduates"):  # made of the tables above
            sql = (SQL / "marts" / f"{name}.sql").read_text(encoding="utf-8")
            connection.execute(f"create table marts.{name} as {sql}")
    return Published(path)


@cache
def _empty() -> bytes:
    """An office without anything, made once: two dozen tables take longer than what a test puts in them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "b0.duckdb"
        with duckdb.connect(path) as connection:
            connection.execute("create schema marts")
            for name, shape in TABLES.items():
                connection.execute(f"create table marts.{name} ({shape})")
            connection.execute(
                "create view period as"
                " select 'all' as period, date '0001-01-01' as since, date '9999-12-31' as until"
            )
            for name, population in (("population", "expected"), ("enrolled", "roster")):
                connection.execute(f"create view {name} as {population_sql(population)}")
        return path.read_bytes()


def _as_the_marts_do(connection: duckdb.DuckDBPyConnection) -> None:
    for sql in (
        *_AS_THE_MARTS_DO,
        """
        insert into marts.graduate_programs
        select distinct student_key, program
        from (select student_key from marts.graduate_reports union select student_key from marts.hires)
        join marts.student_programs using (student_key)
        """,
        """
        update marts.settings set
            interviews_from = (select min(started_on) from marts.interviews where status <> 'scheduled'),
            outreach_from = least((select min(started_on) from marts.touches), (select min(started_on) from marts.threads)),
            newest_on = coalesce(greatest(as_of_outreach, as_of_interviews, as_of_survey), as_of_outcomes)
        """,
        "update marts.settings set activity_from = least(interviews_from, outreach_from)",
    ):
        connection.execute(sql)


def _add_students(given: dict[str, Rows]) -> None:
    students = given.setdefault("students", [])
    known = {str(row["student_key"]) for row in students}
    met = {str(row["student_key"]) for rows in given.values() for row in rows if "student_key" in row}
    students += [{"student_key": key} for key in sorted(met - known, key=int)]
    for name, column in (("student_programs", "program"), ("student_majors", "major")):
        rows = given.setdefault(name, [])
        with_one = {str(row["student_key"]) for row in rows}
        rows += [
            {"student_key": str(row["student_key"]), column: "Unknown"}
            for row in students
            if str(row["student_key"]) not in with_one
        ]
    _add_enrolments(given)
    rows = given.setdefault("graduate_majors", [])
    with_one = {str(row["student_key"]) for row in rows}
    rows += [
        {"student_key": str(row["student_key"]), "major": "Unknown"}
        for row in given.get("graduate_reports", [])
        if str(row["student_key"]) not in with_one
    ]


def _add_enrolments(given: dict[str, Rows]) -> None:
    """Who has none is enrolled throughout, in her programs."""
    enrolments = given.setdefault("enrolments", [])
    known = {str(row["student_key"]) for row in enrolments}
    programs: dict[str, list[str]] = {}
    for row in given["student_programs"]:
        programs.setdefault(str(row["student_key"]), []).append(row["program"])
    for row in given["students"]:
        key, is_expected = str(row["student_key"]), row.pop("is_expected", "true")
        if key not in known:
            enrolments.append(
                {"student_key": key, "is_expected": is_expected, "programs": ";".join(sorted(programs[key]))}
            )


def _fill(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    rows: Rows,
    students: Mapping[str | None, dict[str, str | None]],
) -> None:
    shape = dict(part.split() for part in TABLES[name].split(", "))
    defaults = DEFAULTS.get(name, {})
    whole = []
    for row in rows:
        if strange := set(row) - set(shape):
            raise KeyError(f"{name} has no column {strange}")
        who = students.get(row.get("student_key"), {})
        full = {column: row.get(column, defaults.get(column, who.get(column))) for column in shape}
        for column in CUTS:
            if column in shape and full[column] is None:
                full[column] = "Unknown"
        whole.append(full)
    if not whole:
        return
    columns = {
        column: [None if row[column] is None else str(row[column]) for row in whole] for column in shape
    }
    unnested = ", ".join(f"unnest(${column}::varchar[]) as {column}" for column in shape)
    typed = ", ".join(
        f"case when {column} = '[]' then [] else string_split({column}, ';') end"
        if kind.endswith("[]")
        else f"{column}::{kind}"
        for column, kind in shape.items()
    )
    connection.execute(f"insert into marts.{name} select {typed} from (select {unnested})", columns)
