"""A seeded office of a few hundred students, as rows for `office` and as frames for a second opinion."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np
import pandas as pd

from tests.pipelines.figures.office import PEOPLE, TABLES

Row = dict[str, Any]

COLLEGES = ("Arts", "Business", "Engineering", "Unknown")
PROGRAMS = ("Section1", "Section2", "Fellows", "Unknown")
CHANNELS = ("referral", "alumni_network", "linkedin", "cold", "event", "Unknown")
KINDS = ("lead", "insight", "offer", "job_shadow", "new_path")
GROUPS = ("employed", "service", "military", "continuing_education", "seeking", "not_seeking", "unknown")
FOUND = ("referral", "informational_interview", "job_board", "cold", None)
AS_OF = date(2026, 5, 31)
AS_OF_OUTREACH = AS_OF - timedelta(days=9)  # a thread matures against the older of the two

MODES = ("in_person", "video", "phone", "Unknown")
INDUSTRIES = ("Finance", "Health", "Law", "Unknown")
YES_NO = ("yes", "no", "no", "Unknown")
DEGREES = ("bachelor", "bachelor", "master", "Unknown")
TOPICS = ("clarity", "confidence", "networking", "communication", "listening", "interviewing")
KEPT = (
    "student_key",
    "interview_key",
    "request_key",
    "is_shared",
    "program",
    "programs",
    "since",
    "until",
)  # what even an office that knows nothing knows

Kind = Literal["usual", "unknown"]
GOALS = ("confirmed", "changed", "ruled_out", "unsure")


def tables(seed: int = 7, students: int = 300, kind: Kind = "usual") -> dict[str, list[Row]]:
    """Rows of every mart; None is unknown. An office of kind "unknown" has rows, and nothing but their days in them."""
    made = _tables(seed, students)
    return (
        made if kind == "usual" else {name: [_forgotten(row) for row in rows] for name, rows in made.items()}
    )


def _forgotten(row: Row) -> Row:
    """A row nobody filled in: flags no, what may be unknown unknown."""
    blank: Row = {}
    for name, value in row.items():
        if name in KEPT or name in (
            "started_on",
            "status",
            "nace_group",
            "outcome_status",
            "topic",
            "term_on",
        ):
            blank[name] = "unknown" if name in ("nace_group", "outcome_status") else value
        elif name in NAMED:
            blank[name] = "Unknown"
        elif isinstance(value, bool) and name in CERTAIN:
            blank[name] = name in ("is_expected", "is_on_roster", "has_logged")
        else:
            blank[name] = value if name in ("named", "permitted", "unrecorded", *COUNTED) else None
    return blank


NAMED = (*PEOPLE, "channel", "industry", "mode", "program")
CERTAIN = (
    *("is_expected", "is_on_roster", "has_logged", "is_bounced", "is_reply_known", "is_reply_undated"),
    *("is_agreed_undated", "is_already_known", "is_left_out_of_cutoff", "is_result_missing", "is_stopped"),
    *("is_timing_known", "is_contact_unknown", "is_contact_employer_unknown", "is_channel_unknown"),
    *(
        "has_student",
        "has_contact",
        "has_held_on",
        "has_contact_employer",
        "has_channel",
        "has_referrals_count",
    ),
)
COUNTED = (
    *("touch_count", "interviews_after_touch", "held_count", "interviews_count", "interviews_before_cutoff"),
    *("age_business_days", "held_number", "contact_key", "generations", "change", "nth_term"),
)


def _tables(seed: int, students: int) -> dict[str, list[Row]]:
    draw = random.Random(seed)
    people = [
        {
            "student_key": key,
            "college": draw.choice(COLLEGES),
            "class_year": str(draw.choice((2025, 2026))),
            "is_on_roster": draw.random() < 0.95,
            "has_logged": True,
            "is_first_generation": draw.choice(YES_NO),
            "is_transfer": draw.choice(YES_NO),
            "degree_level": draw.choice(DEGREES),
        }
        for key in range(1, students + 1)
    ]
    made: dict[str, list[Row]] = {"students": people}
    made["enrolments"] = [row for who in people for row in _enrolments(draw, who["student_key"])]
    made["student_programs"] = [row for who in people for row in _programs(draw, who["student_key"])]
    items: dict[str, list[Row]] = {
        name: []
        for name in ("threads", "touches", "interviews", "referrals", "permissions", "log_rows", "requests")
    }
    for who in people:
        eager = draw.choice((0, 1, 2, 5))
        for _ in range(eager):
            items["threads"].append(_own(who) | _thread(draw))
        for _ in range(draw.choice((0, 0, eager, eager + 2))):
            items["interviews"].append(_own(who) | _interview(draw))
            items["log_rows"].append(_own(who) | _log_row(draw))
        for _ in range(draw.choice((0, 1, eager))):
            items["referrals"].append(_own(who) | _referral(draw))
            named = draw.choice((0, 1, 2, 3))
            items["permissions"].append(
                _own(who)
                | {"started_on": _day(draw), "named": named, "permitted": draw.randint(0, named)}
                | {"unrecorded": draw.choice((0, 0, 1, 2))}
            )
        items["requests"] += [_own(who) | _request(draw) for _ in range(eager)]
        for _ in range(draw.choice((0, 0, 0, 1, 4))):
            items["touches"].append(_own(who) | {"started_on": _day(draw)})
    _number(items["interviews"])
    asked = defaultdict(set)
    for row in items["requests"]:
        asked[row["contact_key"]].add(row["term_on"])
    for row in items["requests"]:
        row["nth_term"] = sorted(asked[row["contact_key"]]).index(row["term_on"])
    made |= items
    made["chains"] = _chains(draw, items["interviews"])
    made["survey_changes"] = [
        _own(who) | {"topic": topic, "change": draw.choice((-1, 0, 0, 1, 1.5, 2)), "started_on": _day(draw)}
        for who in people
        for topic in TOPICS
        if draw.random() < 0.4
    ]
    made["graduates"] = [_own(who) | _graduate(draw) for who in people if draw.random() < 0.6]
    made["hires"] = [_own(who) | _hire(draw) for who in people if draw.random() < 0.4]
    made["goal_changes"] = [
        _own(who) | {"goal_change": draw.choice(GOALS), "started_on": _day(draw)}
        for who in people
        if draw.random() < 0.5
    ]
    made["program_logs"] = [{"program": name, "is_stopped": draw.random() < 0.4} for name in PROGRAMS[:3]]
    return made


def frames(made: dict[str, list[Row]]) -> dict[str, pd.DataFrame]:
    """The same rows as frames, each with what describes its student; a mart without rows has its columns."""
    shaped = {
        name: pd.DataFrame(rows)
        if rows
        else _nobody(TABLES[{"graduates": "graduate_reports"}.get(name, name)])
        for name, rows in made.items()
    }
    return {
        name: frame.assign(
            as_of=AS_OF_OUTREACH if name in ("threads", "referrals") else AS_OF,
            as_of_both=AS_OF_OUTREACH,
            as_of_outcomes=AS_OF,
        )
        for name, frame in shaped.items()
    }


def _nobody(shape: str) -> pd.DataFrame:
    kinds = dict(part.split() for part in shape.split(", "))
    flags = {name: bool for name, kind in kinds.items() if kind == "BOOLEAN"}
    return pd.DataFrame(columns=list(kinds), dtype=object).astype(flags)


def _enrolments(draw: random.Random, student: int) -> list[Row]:
    """Stretches one after the other, some before or after everything, some apart."""
    made: list[Row] = []
    day = AS_OF - timedelta(days=draw.choice((100, 250, 400, 900)))
    if draw.random() < 0.1:
        day -= timedelta(days=5000)  # gone long ago
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        until = day + timedelta(days=draw.choice((0, 30, 120, 1500)))
        made.append(
            {
                "student_key": student,
                "since": day,
                "until": until,
                "is_expected": draw.random() < 0.7,
                "programs": ";".join(sorted(draw.sample(PROGRAMS[:3], draw.choice((0, 1, 1, 2)))))
                or "Unknown",
            }
        )
        day = until + timedelta(days=draw.choice((1, 1, 60)))
    return made


def _programs(draw: random.Random, student: int) -> list[Row]:
    """Every day is in a program or in none: throughout, or one after the other from some day on."""
    if draw.random() < 0.6:
        chosen = draw.sample(PROGRAMS[:3], draw.choice((0, 1, 1, 2))) or ["Unknown"]
        return [{"student_key": student, "program": program} for program in chosen]
    turn = _day(draw)
    first, second = draw.sample(PROGRAMS, 2)
    return [
        {"student_key": student, "program": first, "until": turn - timedelta(days=1)},
        {"student_key": student, "program": second, "since": turn},
    ]


def _own(who: Row) -> Row:
    names = ("student_key", "college", "class_year", "is_first_generation", "is_transfer", "degree_level")
    return {name: who[name] for name in names}


def _day(draw: random.Random) -> date:
    return AS_OF - timedelta(days=draw.randint(0, 200))


def _flag(draw: random.Random) -> bool | None:
    return draw.choice((True, False, None))


def _thread(draw: random.Random) -> Row:
    has_touch = draw.random() < 0.95
    again, replied_after = draw.choice((None, 0, 1, 3, 4, 7, 9, 10, 12)), draw.randint(0, 40)
    is_undated = draw.random() < 0.05
    replied = not is_undated and draw.random() < 0.5
    started = _day(draw) if has_touch else None
    first = _day(draw)
    dates: Row = {"age_business_days": None}
    if started:
        second_on = None if again is None else started + timedelta(days=again)
        replied_on = started + timedelta(days=replied_after) if replied else None
        dates = {
            "second_touch_on": second_on,
            "replied_on": replied_on,
            "second_touch_business_days": _business_days(started, second_on),
            "reply_business_days": _business_days(started, replied_on),
            "age_business_days": _business_days(started, AS_OF_OUTREACH),
            "follow_up_from_on": _nth_business_day(started, 3),
            "follow_up_until_on": _nth_business_day(started, 7),
        }
    held = draw.choice((0, 1, 2, 3, 4))
    return {
        "started_on": started,
        "interview_days": draw.randint(0, 40) if replied and draw.random() < 0.4 else None,
        **dates,
        "held_count": held,
        "first_held_on": first if held else None,
        "last_held_on": first + timedelta(days=draw.choice((0, 59, 60, 90))) if held else None,
        "touch_count": draw.randint(1, 4) if has_touch else 0,
        "channel": draw.choice(CHANNELS),
        "is_bounced": draw.random() < 0.1,
        "is_reply_known": is_undated or replied or draw.random() < 0.6,
        "is_reply_undated": is_undated,
        "reply_days": replied_after if replied else None,
        "agreed_days": draw.randint(0, 40) if replied and draw.random() < 0.5 else None,
        "is_agreed_undated": is_undated and draw.random() < 0.5,
        "interviews_after_touch": draw.choice((0, 0, 1, 2)),
        "has_human_reply": is_undated or (replied and draw.random() < 0.8),
    }


def _business_days(start: date, end: date | None) -> int | None:
    """Business days begun after the start, up to the end."""
    return None if end is None else int(np.busday_count(start + timedelta(days=1), end + timedelta(days=1)))


def _nth_business_day(start: date, number: int) -> date:
    return np.busday_offset(start, number, roll="backward").astype(date)


def _interview(draw: random.Random) -> Row:
    named = draw.choice((None, 0, 0, 1, 2, 3, 5, 7))
    kinds = draw.sample(KINDS, draw.randint(1, 3))
    state = draw.choice(("on_time", "late", "undated", "not_thanked", None))
    days = {"on_time": draw.randint(0, 1), "late": draw.randint(2, 20)}
    return {
        "mode": draw.choice(MODES),
        "industry": draw.choice(INDUSTRIES),
        "employer_number": draw.choice((None, 1, 2, 3, 4)),
        "thank_you_days": days.get(state or ""),
        "kept_days": draw.choice((None, 30, 100, 180, 181)),
        "has_researched": _flag(draw),
        "prepared_questions_count": draw.choice((None, 0, 1, 4)),
        "has_asked_for_job": _flag(draw),
        "usefulness_rating": draw.choice((None, 1, 3, 4, 5, 5)),
        "minutes": draw.choice((None, 15, 20, 30, 45)),
        "cost_usd": draw.choice((None, 0, 0, 4.5, 12)),
        "started_on": _day(draw),
        "status": draw.choice(("held", "held", "held", "no_show", "cancelled_by_contact", "scheduled")),
        "is_result_missing": draw.random() < 0.5,
        "channel": draw.choice(CHANNELS),
        "people_named": named,
        "permitted_named": draw.choice((None, named)),
        "has_asked_for_referral": _flag(draw),
        "thank_you_state": state,
        "came_of_it": draw.choice((None, "none", ";".join(kinds))),
    }


def _number(interviews: list[Row]) -> None:
    """Keys that run by student and day, and the number of each held interview among its student's."""
    held: dict[int, int] = {}
    interviews.sort(key=lambda row: (row["student_key"], row["started_on"]))
    for key, row in enumerate(interviews, 1):
        who = row["student_key"]
        held[who] = held.get(who, 0) + (row["status"] == "held")
        row |= {"interview_key": key, "held_number": held[who] if row["status"] == "held" else None}


def _chains(draw: random.Random, interviews: list[Row]) -> list[Row]:
    """Held interviews, some of them following from an earlier one of the same student."""
    made: list[Row] = []
    for row in interviews:
        if row["status"] != "held":
            continue
        mine = {name: row[name] for name in (*_own(row), "started_on", "channel", "mode", "interview_key")}
        earlier = [
            one
            for one in made
            if one["student_key"] == row["student_key"] and one["started_on"] < row["started_on"]
        ]
        parent = draw.choice(earlier) if earlier and draw.random() < 0.6 else None
        made.append(
            mine
            | {
                "parent_interview_key": parent["interview_key"] if parent else None,
                "led_from_interview_key": parent["interview_key"] if parent else None,
                "parent_days": (row["started_on"] - parent["started_on"]).days if parent else None,
                "generations": None if parent else 0,
                "above": parent,
                "generation": parent["generation"] + 1 if parent else 0,
            }
        )
    for row in made:
        root = row
        while root["above"]:
            root = root["above"]
        root["generations"] = max(root["generations"], row["generation"])
    return [
        {name: value for name, value in row.items() if name not in ("above", "generation")} for row in made
    ]


def _request(draw: random.Random) -> Row:
    term = draw.choice((date(2025, 8, 1), date(2026, 1, 1)))
    contact = draw.randint(1, 15)
    is_event = draw.random() < 0.2  # a group event of each contact and term
    return {
        "started_on": term + timedelta(days=draw.randint(0, 90)),
        "term_on": term,
        "contact_key": contact,
        "is_shared": is_event,
        "request_key": contact * 10 + term.month if is_event else draw.randint(1_000, 10**9),
        "channel": draw.choice(CHANNELS),
    }


def _log_row(draw: random.Random) -> Row:
    filled = (
        "has_student",
        "has_contact",
        "has_held_on",
        "has_contact_employer",
        "has_channel",
        "has_referrals_count",
    )
    return {
        "started_on": _day(draw),
        "logged_days": draw.choice((None, 1, 14, 15, 40)),
        **{name: draw.random() < 0.8 for name in filled},
        **{f"is_{name}_unknown": draw.random() < 0.1 for name in ("contact", "contact_employer", "channel")},
    }


def _referral(draw: random.Random) -> Row:
    contacted = draw.choice((None, 0, 10, 30, 31, 50))
    return {
        "started_on": _day(draw),
        "channel": draw.choice(CHANNELS),
        "is_already_known": draw.random() < 0.1,
        "contacted_days": contacted,
        "interviewed_days": None if contacted is None else contacted + draw.choice((0, 20, 40)),
    }


def _graduate(draw: random.Random) -> Row:
    group = draw.choice(GROUPS)
    status = draw.choice(("employed_full_time", "employed_part_time")) if group == "employed" else group
    ends = draw.choice((2024, 2025))
    return {
        "class_year": str(ends),
        "started_on": date(ends, 6, 30),
        "first_held_on": draw.choice(
            (
                None,
                date(ends - 1, 6, 30),
                date(ends - 1, 7, 1),
                date(ends - 1, 12, 1),
                AS_OF + timedelta(days=2),
            )
        ),
        "accepted_on": draw.choice(
            (None, date(ends - 1, 6, 30), date(ends, 1, 1), date(ends, 8, 1), AS_OF + timedelta(days=9))
        ),
        "known_on": draw.choice((None, date(ends - 1, 7, 1), date(ends, 9, 1))),
        "knowledge_source": draw.choice((None, "survey", "survey", "clearinghouse", "linkedin", "family")),
        "is_timing_known": ends > 2024,
        "nace_group": group,
        "outcome_status": status,
        "employment_type": draw.choice((None, "standard", "self_employed")) if group == "employed" else None,
        "salary_usd": draw.choice((None, 0, draw.randint(30_000, 90_000))) if group == "employed" else None,
        "found_through": draw.choice(FOUND) if group == "employed" else None,
        "interviews_count": draw.choice((0, 0, 1, 4)),
        "interviews_before_cutoff": draw.choice((0, 0, 1, 2, 3, 5, 6, 9, None)),
        "is_left_out_of_cutoff": draw.random() < 0.1,
    }


def _hire(draw: random.Random) -> Row:
    there = draw.choice((0, 0, 1, 3))
    ends = draw.choice((2024, 2025))
    return {
        "class_year": str(ends),
        "started_on": date(ends, 6, 30),
        "employer": draw.choice(("Acme", "Bolt", "Unknown")),
        "job_industry": draw.choice(INDUSTRIES),
        "interviews_there": there,
        "has_talked_there": True if there else draw.choice((False, None)),
        "has_talked_in_industry": True if there else _flag(draw),
    }
