"""A seeded office of a few hundred students, as rows for `office` and as frames for a second opinion."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pandas as pd

Row = dict[str, Any]

COLLEGES = ("Arts", "Business", "Engineering", "Unknown")
PROGRAMS = ("Section1", "Section2", "Fellows", "Unknown")
CHANNELS = ("referral", "alumni_network", "linkedin", "cold", "event", "Unknown")
KINDS = ("lead", "insight", "offer", "job_shadow", "new_path")
GROUPS = ("employed", "service", "military", "continuing_education", "seeking", "not_seeking", "unknown")
FOUND = ("referral", "informational_interview", "job_board", "cold", None)
AS_OF = date(2026, 5, 31)

GOALS = ("confirmed", "changed", "ruled_out", "unsure")


def tables(seed: int = 7, students: int = 300) -> dict[str, list[Row]]:
    """Rows of every mart; None is unknown."""
    draw = random.Random(seed)
    people = [
        {
            "student_key": key,
            "college": draw.choice(COLLEGES),
            "class_year": str(draw.choice((2025, 2026))),
            "is_expected": draw.random() < 0.6,
            "is_on_roster": draw.random() < 0.95,
        }
        for key in range(1, students + 1)
    ]
    made: dict[str, list[Row]] = {"students": people}
    made["student_programs"] = [
        {"student_key": who["student_key"], "program": program}
        for who in people
        for program in draw.sample(PROGRAMS[:3], draw.choice((0, 1, 1, 2))) or ["Unknown"]
    ]
    items: dict[str, list[Row]] = {
        name: [] for name in ("threads", "touches", "interviews", "referrals", "permissions", "log_rows")
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
                _own(who) | {"started_on": _day(draw), "named": named, "permitted": draw.randint(0, named)}
            )
        if draw.random() < 0.3:
            items["touches"].append(_own(who) | {"started_on": _day(draw)})
    made |= items
    made["survey_changes"] = [
        _own(who) | {"topic": topic, "change": draw.choice((-1, 0, 0, 1, 1, 2)), "started_on": _day(draw)}
        for who in people
        for topic in ("clarity", "confidence")
        if draw.random() < 0.4
    ]
    made["graduates"] = [_own(who) | _graduate(draw) for who in people if draw.random() < 0.6]
    made["goal_changes"] = [
        _own(who) | {"goal_change": draw.choice(GOALS), "started_on": _day(draw)}
        for who in people
        if draw.random() < 0.5
    ]
    made["program_logs"] = [{"program": name, "is_stopped": draw.random() < 0.4} for name in PROGRAMS[:3]]
    return made


def frames(made: dict[str, list[Row]]) -> dict[str, pd.DataFrame]:
    """The same rows as frames, each with its student's college and class."""
    return {name: pd.DataFrame(rows) for name, rows in made.items()}


def _own(who: Row) -> Row:
    return {name: who[name] for name in ("student_key", "college", "class_year")}


def _day(draw: random.Random) -> date:
    return AS_OF - timedelta(days=draw.randint(0, 200))


def _flag(draw: random.Random) -> bool | None:
    return draw.choice((True, False, None))


def _thread(draw: random.Random) -> Row:
    has_touch = draw.random() < 0.95
    is_undated = draw.random() < 0.05
    replied = not is_undated and draw.random() < 0.5
    return {
        "started_on": _day(draw) if has_touch else None,
        "touch_count": draw.randint(1, 4) if has_touch else 0,
        "channel": draw.choice(CHANNELS),
        "is_bounced": draw.random() < 0.1,
        "is_reply_known": is_undated or replied or draw.random() < 0.6,
        "is_reply_undated": is_undated,
        "reply_days": draw.randint(0, 40) if replied else None,
        "agreed_days": draw.randint(0, 40) if replied and draw.random() < 0.5 else None,
        "is_agreed_undated": is_undated and draw.random() < 0.5,
        "interviews_after_touch": draw.choice((0, 0, 1, 2)),
    }


def _interview(draw: random.Random) -> Row:
    named = draw.choice((None, 0, 0, 1, 2, 3, 5, 7))
    kinds = draw.sample(KINDS, draw.randint(1, 3))
    return {
        "started_on": _day(draw),
        "status": draw.choice(("held", "held", "held", "no_show", "cancelled_by_contact", "scheduled")),
        "is_result_missing": draw.random() < 0.5,
        "channel": draw.choice(CHANNELS),
        "people_named": named,
        "permitted_named": draw.choice((None, named)),
        "has_asked_for_referral": _flag(draw),
        "thank_you_state": draw.choice(("on_time", "late", "undated", "not_thanked", None)),
        "came_of_it": draw.choice((None, "none", ";".join(kinds))),
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
    return {
        "class_year": str(draw.choice((2024, 2025))),
        "nace_group": group,
        "outcome_status": status,
        "salary_usd": draw.choice((None, 0, draw.randint(30_000, 90_000))) if group == "employed" else None,
        "found_through": draw.choice(FOUND) if group == "employed" else None,
        "interviews_count": draw.choice((0, 0, 1, 4)),
        "interviews_before_cutoff": draw.choice((0, 0, 1, 2, 3, 5, 6, 9)),
        "is_left_out_of_cutoff": draw.random() < 0.1,
    }
