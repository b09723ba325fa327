"""Degrees and what the graduates do next.

The fifth thing to discover is made here. Students who look for work in earnest talk with people in their
last year *and* land; that is no effect of talking. So those whose first interview came in the final year
nearly all have an outcome, while interviews held before that year's September 1 go with hardly a difference:
the gap of 11 points between students with and without interviews is mostly a matter of when one counts.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from making.calendar import END, GRADUATED, day_of, number
from making.people import Random, quota, shuffled

KNOWN = 0.76
OUTCOME_RATE = {"early": 0.875, "final_year": 0.99, "none": 0.833}  # of those known and seeking
HIRED_WHERE_TALKED = 0.14  # of those employed who had talked before they were hired
EARLY_OFFERS = 8  # accepted before the September 1 of the final year: they cannot be compared

POSITIVE = (
    ("employed_full_time", 0.66),
    ("employed_part_time", 0.06),
    ("employed_unspecified", 0.035),
    ("continuing_education", 0.19),
    ("volunteer_service", 0.02),
    ("military", 0.035),
)
FOUND = {
    True: (
        ("informational_interview", 0.24),
        ("referral", 0.16),
        ("internship_or_prior_work", 0.22),
        ("job_board", 0.18),
        ("campus_recruiting", 0.10),
        ("career_fair", 0.10),
    ),
    False: (
        ("internship_or_prior_work", 0.28),
        ("job_board", 0.34),
        ("campus_recruiting", 0.13),
        ("career_fair", 0.10),
        ("family_or_friend", 0.11),
        ("employment_agency", 0.04),
    ),
}
# starting pay by college, USD
PAY = {
    "College of Arts and Sciences": 47_000,
    "School of Business": 58_000,
    "College of Engineering": 73_000,
    "College of Health Professions": 66_000,
    "College of Design and Media": 46_000,
}
TITLES = (
    "Associate",
    "Analyst",
    "Coordinator",
    "Specialist",
    "Assistant",
    "Designer",
    "Engineer",
    "Technician",
)


def make_degrees(rng: Random, roster: pd.DataFrame) -> pd.DataFrame:
    """One row a degree and major: student, degree_level, major, cip_code, conferred_day.

    Six in a hundred expected graduates are not in it; a few finish half a year later, in the next class.
    """
    rows = []
    for year in GRADUATED:
        members = shuffled(rng, roster.index[roster["class_year"] == year].tolist())
        finished = members[round(0.06 * len(members)) :]
        for place, student in enumerate(finished):
            if place < 9 and year == 2025:
                conferred = date(year, 12, 19)
            else:
                conferred = date(year - 1, 12, 19) if rng.random() < 0.12 else date(year, 5, 16)
            person = roster.loc[student]
            for major, code in zip(
                str(person["majors"]).split(";"), str(person["cip_code"]).split(";"), strict=True
            ):
                rows.append(
                    {
                        "student": student,
                        "degree_level": person["degree_level"],
                        "major": major,
                        "cip_code": code,
                        "conferred_day": number(conferred),
                    }
                )
    return pd.DataFrame(rows).sort_values(["conferred_day", "student"], kind="stable", ignore_index=True)


def make_outcomes(
    rng: Random, roster: pd.DataFrame, degrees: pd.DataFrame, interviews: pd.DataFrame, employers: list[str]
) -> pd.DataFrame:
    """One row an outcome reported, canonical cells, "" = blank; oldest report first.

    Some graduates are reported twice (seeking in summer, employed in fall); some rows are of students who did
    not graduate after all and so count nowhere.
    """
    class_of = {
        student: day_of(day).year + (day_of(day).month >= 7)
        for student, day in degrees.groupby("student")["conferred_day"].max().items()
    }
    held = interviews[interviews["status"] == "held"].groupby("student")["held_day"].min()
    groups: dict[str, list[Any]] = {"early": [], "final_year": [], "none": []}
    for student, year in class_of.items():
        first = held.get(student)
        if first is None:
            groups["none"].append(student)
        else:
            groups["early" if first < number(date(year - 1, 9, 1)) else "final_year"].append(student)
    rows: list[dict] = []
    early_offers = EARLY_OFFERS
    for group, members in groups.items():
        # the newest class is known less well until collection ends on December 31
        known: list[Any] = []
        for year, share in ((2025, KNOWN + 0.055), (2026, KNOWN - 0.053)):
            of_class = [s for s in members if class_of[s] == year]
            known += shuffled(rng, of_class)[: round(share * len(of_class))]
        known = shuffled(rng, known)
        not_seeking = round(0.025 * len(known))
        seeking = round((1 - OUTCOME_RATE[group]) * (len(known) - not_seeking))
        landed = len(known) - not_seeking - seeking
        status = quota(rng, landed, POSITIVE) + ["not_seeking"] * not_seeking
        status += ["seeking_employment"] * (seeking - seeking // 8)
        status += ["seeking_continuing_education"] * (seeking // 8)
        for student, outcome in zip(known, status, strict=True):
            is_early_offer = group != "early" and outcome == "employed_full_time" and early_offers > 0
            early_offers -= is_early_offer
            rows += _reports(
                rng,
                roster.loc[student],
                student,
                class_of[student],
                outcome,
                group,
                bool(is_early_offer),
                employers,
            )
    graduates = set(class_of)
    others = [s for s in roster.index[roster["class_year"].isin(GRADUATED)] if s not in graduates]
    for student in shuffled(rng, others)[:12]:
        year = int(roster.loc[student, "class_year"])
        rows += _reports(
            rng, roster.loc[student], student, year, "employed_part_time", "none", False, employers
        )
    outcomes = pd.DataFrame(rows)
    paid = outcomes["outcome_status"].str.startswith("employed").to_numpy().nonzero()[0]
    outcomes.loc[outcomes.index[shuffled(rng, paid.tolist())[round(0.40 * len(paid)) :]], "salary_usd"] = ""
    return outcomes.sort_values(["reported_day", "student"], kind="stable", ignore_index=True)


def hired_where_they_talked(
    rng: Random, outcomes: pd.DataFrame, interviews: pd.DataFrame, contacts: pd.DataFrame
) -> pd.DataFrame:
    """The outcomes, where some of those who talked before they were hired are employed where they had talked.

    Changes the employer's name and nothing else.
    """
    held = interviews[interviews["status"] == "held"]
    hired = outcomes["accepted_day"].where(outcomes["accepted_day"] >= 0, outcomes["reported_day"])
    earlier: dict[Any, list[int]] = {}
    for row in outcomes.index[outcomes["employer"] != ""]:
        mine = held[(held["student"] == outcomes["student"][row]) & (held["held_day"] < hired[row])]
        if len(mine):
            earlier[row] = mine["contact_id"].tolist()
    employer_of = contacts.set_index("contact_id")["employer"]
    outcomes = outcomes.copy()
    for row in shuffled(rng, list(earlier))[: round(HIRED_WHERE_TALKED * len(earlier))]:
        met = earlier[row]
        outcomes.loc[row, "employer"] = employer_of[met[int(rng.integers(len(met)))]]
    return outcomes


def _reports(
    rng: Random,
    person: Any,
    student: int,
    class_year: int,
    outcome: str,
    group: str,
    is_early_offer: bool,
    employers: list[str],
) -> list[dict]:
    closed = min(number(date(class_year, 12, 18)), END - 6)
    opened = number(date(class_year, 5, 18))
    reported = opened + int((closed - opened) * rng.random() ** 1.4)
    is_employed = outcome.startswith("employed")
    accepted = reported - 3 - int(rng.integers(90))
    if is_early_offer:
        accepted = number(date(class_year - 1, 8, 10)) + int(rng.integers(18))
    has_accepted = is_early_offer or ((is_employed or outcome == "military") and rng.random() < 0.82)
    salary = round(PAY[str(person["college"])] * (0.78 + 0.3 * rng.random() + 0.14 * rng.random() ** 3), -2)
    if outcome != "employed_full_time":
        salary *= 0.45
    kinds = FOUND[group != "none"]
    found = quota(rng, 1, ((kinds[_weighted(rng, kinds)][0], 1.0),))[0]
    row = {
        "student": student,
        "outcome_status": outcome,
        "degree_level": person["degree_level"],
        "class_year": class_year,
        "employment_type": "standard" if outcome == "employed_full_time" and rng.random() < 0.6 else "",
        "employer": employers[int(len(employers) * rng.random() ** 2)] if is_employed else "",
        "job_title": TITLES[int(rng.integers(len(TITLES)))] if is_employed else "",
        "salary_usd": str(int(salary)) if is_employed else "",
        "accepted_day": accepted if has_accepted else -1,
        "start_day": reported + 10 + int(rng.integers(70)) if has_accepted else -1,
        "reported_day": reported,
        "knowledge_source": ("survey", "survey", "survey", "linkedin", "faculty", "employer")[
            int(rng.integers(6))
        ],
        "found_through": found if is_employed and rng.random() < 0.62 else "",
        "institution": "Fernhollow State University" if outcome == "continuing_education" else "",
        "location_state": ("OH", "PA", "NY", "MI", "IN", "IL")[int(rng.integers(6))] if is_employed else "",
    }
    before = reported - 30 - int(rng.integers(40))
    if is_employed and not is_early_offer and before > opened and rng.random() < 0.10:
        blank = dict.fromkeys(("employer", "job_title", "salary_usd", "found_through", "location_state"), "")
        nothing_yet = {"outcome_status": "seeking_employment", "reported_day": before, "employment_type": ""}
        return [row | blank | nothing_yet | {"accepted_day": -1, "start_day": -1}, row]
    return [row]


def _weighted(rng: Random, shares: tuple[tuple[str, float], ...]) -> int:
    return int(np.searchsorted(np.cumsum([s for _, s in shares]), rng.random() * 0.999999))
