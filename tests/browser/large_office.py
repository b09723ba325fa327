"""An office large in names and years: 60 programs, 14 colleges with names of 60 characters, 12 classes, 900 majors,
eight years of conversations. For looking at: what reads well with the sample office must read well with this one.

`python -m tests.browser.large_office FOLDER` makes its warehouse; `career-conversations --warehouse FOLDER serve` opens it.
"""

from __future__ import annotations

import csv
import itertools
import random
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from pipelines.build.build import build
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Warehouse

TODAY = date(2026, 11, 19)
STUDENTS = 9_000
YEARS = range(2018, 2026)  # an academic year each, from August on; 2026 is under way
CLASSES = range(2019, 2031)
CHAINED = "L000001"  # one student with an interview that led on and on, 200 times
CHAIN = 200

_FIELDS = (
    "Agricultural Biotechnology, Animal Science",
    "Applied Health, Rehabilitation, Physical Education",
    "Architecture, Landscape, Regional Planning",
    "Arts, Letters, Comparative Literature",
    "Business Administration, Public Accounting",
    "Communication, Journalism, Media Production",
    "Computing, Information, Decision Sciences",
    "Education, Human Development, Counseling",
    "Engineering, Applied Science, Manufacturing",
    "Environmental Studies, Forestry, Fisheries",
    "Fine Arts, Music, Theater, Performance Design",
    "International Affairs, Public Administration",
    "Natural Sciences, Mathematics, Statistics",
    "Nursing, Public Health, Health Administration",
)
_TAILS = ("and Related Studies", "and Community Life", "and Their Practice", "and Policy")
COLLEGES = tuple(
    next(name for tail in _TAILS if len(name := f"College of {field} {tail}") >= 60 or tail == _TAILS[-1])
    for field in _FIELDS
)
PROGRAMS = (
    *(f"CAR {course}-{section:02}" for course in (110, 210, 310) for section in range(1, 15)),
    *(f"{who} Scholars" for who in ("Bridge", "Harbor", "Lakeside", "Summit", "Prairie", "Beacon")),
    *(f"First-Year Experience Seminar for Undeclared Students, Cohort {number}" for number in range(1, 13)),
)
_FIRST = [
    "Abelia",
    "Basil",
    "Calla",
    "Dorian",
    "Edda",
    "Fenna",
    "Galen",
    "Hollis",
    "Imani",
    "Juniper",
    "Kael",
    "Linnea",
    "Maren",
    "Nerys",
    "Osric",
    "Petra",
]
_LAST = [
    a + b
    for a in ("Amber", "Birch", "Copper", "Dapple", "Ember", "Flint")
    for b in ("brook", "croft", "dale", "moor")
]
_KINDS = (
    "Studies",
    "Science",
    "Theory",
    "History",
    "Practice",
    "Management",
    "Education",
    "Policy",
    "Design",
)
_TOPICS = [
    f"{how} {what}"
    for how in ("Applied", "Comparative", "Environmental", "Historical", "International", "Quantitative", "Rural",
                "Social", "Theoretical", "Urban")
    for what in ("Biology", "Chemistry", "Economics", "Ecology", "Geography", "Health", "Language", "Law", "Media", "Music")
]  # fmt: skip
MAJORS = tuple(f"{topic} {kind}" for topic in _TOPICS for kind in _KINDS)  # 900
_CHANNELS = ("alumni_network", "linkedin", "referral", "faculty", "family_or_friend", "event", "cold", "")
_REPLIES = ("accepted", "accepted", "replied", "declined", "no_reply", "no_reply", "no_reply", "")
_OUTCOMES = ("employed_full_time",) * 6 + ("continuing_education", "seeking_employment", "employed_part_time")

Row = dict[str, object]


def students(rng: random.Random) -> list[Row]:
    """Programs and colleges of very different sizes, as they are; each major has some ten students."""
    rows = []
    for number in range(STUDENTS):
        student = f"L{number:06}"
        spread = min(rng.random(), rng.random())
        rows.append(
            {
                "student_id": student,
                "email": f"{student.lower()}@example.edu",
                "first_name": rng.choice(_FIRST),
                "last_name": rng.choice(_LAST),
                "college": COLLEGES[int(spread * len(COLLEGES))],
                "majors": rng.choice(MAJORS),
                "degree_level": "bachelor",
                "class_year": CLASSES[number % len(CLASSES)],
                "advisor": f"{rng.choice(_FIRST)} {rng.choice(_LAST)}",
                "programs": PROGRAMS[int(min(rng.random(), rng.random()) * len(PROGRAMS))],
                "is_expected_to_log": "yes" if rng.random() < 0.5 else "no",
                "is_first_generation": rng.choice(("yes", "no", "no", "")),
            }
        )
    return rows


def conversations(rng: random.Random, people: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Outreach and interviews of the four years before each class leaves, most of them in two waves a year."""
    sent, held = [], []
    for person in people:
        leaves = int(str(person["class_year"]))
        eager = rng.random() * (0.4 + 0.9 * PROGRAMS.index(str(person["programs"])) / len(PROGRAMS))
        for year in (year for year in (*YEARS, 2026) if leaves - 4 <= year < leaves):
            for _ in range(int(eager * rng.randrange(11))):
                day = date(year, 8, 20) + timedelta(int(rng.choice((45, 190)) + rng.gauss(0, 22)))
                if day >= TODAY:
                    continue
                number = rng.randrange(6_000)
                contact: Row = {
                    "contact_name": f"{_FIRST[number % 16]} {_LAST[number // 16 % 24]}",
                    "contact_email": f"contact{number}@firm{number % 300}.example.com",
                    "contact_employer": f"Employer {number % 300} Holdings of the Greater Region",
                    "contact_industry": rng.choice(("Finance", "Health Care", "Education", "Government")),
                    "channel": rng.choice(_CHANNELS),
                }
                reply = rng.choice(_REPLIES)
                answered = day + timedelta(rng.randrange(1, 12))
                is_dated = reply in _REPLIES[:4] and answered < TODAY
                sent.append(
                    {"student_id": person["student_id"], **contact, "sent_on": day, "reply": reply,
                     "replied_on": answered if is_dated else ""}
                )  # fmt: skip
                meets = answered + timedelta(rng.randrange(3, 20))
                if reply == "accepted" and meets < TODAY:
                    held.append(_interview(rng, str(person["student_id"]), contact, meets))
    return sent, held


def _interview(rng: random.Random, student: str, contact: Row, day: date) -> Row:
    asked = rng.choice(("yes", "yes", "no", ""))
    return {
        "student_id": student,
        **contact,
        "held_on": day,
        "status": "held",
        "mode": rng.choice(("video", "in_person", "phone")),
        "has_asked_for_referral": asked,
        "referrals_count": rng.choice((0, 1, 1, 2, 3)) if asked == "yes" else rng.choice((0, 0, 0, 1)),
        "referred_contacts": f"contact{rng.randrange(6_000)}@firm.example.com" if asked == "yes" else "",
        "thank_you_on": day + timedelta(1) if rng.random() < 0.6 and day + timedelta(1) < TODAY else "",
        "came_of_it": rng.choice(("insight", "new_path", "lead", "none", "")),
        "usefulness_rating": rng.choice((3, 4, 5)),
        "logged_at": f"{min(day + timedelta(rng.randrange(4)), TODAY)} 12:00:00",
    }


def the_chain(rng: random.Random) -> list[Row]:
    """Two hundred interviews of one student, each with somebody an earlier one named: two or three at a time."""
    names = [f"link{number}@chain.example.com" for number in range(CHAIN)]
    named = iter(range(1, CHAIN))
    rows = []
    for number in range(CHAIN):
        contact: Row = {
            "contact_name": f"{_FIRST[number % 16]} {_LAST[number % 24]} {number}",
            "contact_email": names[number],
            "contact_employer": f"Employer {number % 40}",
            "contact_industry": "Education",
            "channel": "referral" if number else "cold",
        }
        row = _interview(rng, CHAINED, contact, date(2023, 9, 1) + timedelta(5 * number))
        row["referred_contacts"] = "; ".join(
            names[one] for one in itertools.islice(named, rng.choice((1, 2, 3)))
        )
        rows.append(row)
    return rows


def graduates(rng: random.Random, people: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    done = [row for row in people if int(str(row["class_year"])) <= 2026 and rng.random() < 0.94]
    degrees = [
        {"student_id": row["student_id"], "degree_level": "bachelor", "major": row["majors"],
         "conferred_on": f"{row['class_year']}-05-16"}
        for row in done
    ]  # fmt: skip
    outcomes: list[Row] = []
    for row in (row for row in done if rng.random() < 0.75):
        outcome = rng.choice(_OUTCOMES)
        is_paid = outcome == "employed_full_time" and rng.random() < 0.5
        outcomes.append(
            {"student_id": row["student_id"], "outcome_status": outcome,
             "salary_usd": 41_000 + 100 * rng.randrange(350) if is_paid else "",
             "employer": f"Employer {rng.randrange(300)} Holdings of the Greater Region" if is_paid else "",
             "found_through": rng.choice(("referral", "job_board", "career_fair", "")) if is_paid else "",
             "reported_on": f"{row['class_year']}-{rng.choice(('06-15', '08-20', '10-30'))}"}
        )  # fmt: skip
    return degrees, outcomes


def survey(rng: random.Random, people: Sequence[Row]) -> list[Row]:
    topics = ("clarity", "confidence", "networking", "communication", "listening", "interviewing")
    rows: list[Row] = []
    for person in (row for row in people if int(str(row["class_year"])) > 2025 and rng.random() < 0.4):
        for wave, day, more in (("pre", "2025-09-02", 0), ("post", "2026-05-04", 1)):
            rows.append(
                {"response_id": f"{person['student_id']}-{wave}", "student_id": person["student_id"], "wave": wave,
                 "responded_at": f"{day} 09:00:00", **{topic: rng.choice((2, 3, 3, 4)) + more for topic in topics}}
            )  # fmt: skip
    return rows


def files() -> Mapping[str, Sequence[Row]]:
    """Rows of each source, the same every time."""
    rng = random.Random(14)
    people = students(rng)
    sent, held = conversations(rng, people)
    degrees, outcomes = graduates(rng, people)
    return {
        "roster": people,
        "outreach_log": sent,
        "interview_log": [*held, *the_chain(rng)],
        "degree_log": degrees,
        "first_destination": outcomes,
        "survey": survey(rng, people),
    }


def make(folder: Path) -> Warehouse:
    """The office's warehouse in this folder, built."""
    warehouse = Warehouse(folder)
    aside = folder / "files"
    aside.mkdir(parents=True, exist_ok=True)
    for source, rows in files().items():
        path = aside / f"{source}.csv"
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        report = import_file(warehouse, path, source=source, today=TODAY)
        print(f"{path.name}: {report.accepted:,} of {report.rows_read:,} rows {report.status}")
    build(warehouse)
    return warehouse


if __name__ == "__main__":
    make(Path(sys.argv[1]))
