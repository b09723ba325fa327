"""A seeded office as files: every source, every figure, and no cell two rows disagree on.

Rows describe what a made-up world did, so the same interview in the log and in a tracker says the same of it; which file
says it first, or how the files are cut, must not matter. Rows of one thread may name several channels, but those of one day the
same, and a student holds one interview a day: what of one day comes first is told by the order of rows, which is cut here.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Row = dict[str, Any]

COLLEGES = ("Arts", "Business", "Engineering", "")
CHANNELS = ("referral", "alumni_network", "linkedin", "cold", "event", "")
KINDS = ("lead", "insight", "offer", "job_shadow", "new_path")
TOPICS = ("clarity", "confidence", "networking", "communication", "listening", "interviewing")
OUTCOMES = (
    *("employed_full_time", "employed_full_time", "employed_part_time", "continuing_education"),
    *("seeking_employment", "not_seeking", "military", "volunteer_service"),
)
FIRST, LAST = date(2025, 1, 6), date(2026, 6, 1)
STOPPED, STOPPED_ON = "S002", date(2025, 7, 1)  # the only student of a program that logged no longer


@dataclass
class Office:
    """source -> rows, in the order they would be written down."""

    files: dict[str, list[Row]] = field(default_factory=dict)

    def write(self, folder: Path, source: str, rows: Sequence[Row] | None = None, name: str = "") -> Path:
        chosen = self.files[source] if rows is None else rows
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name or source}.csv"
        columns = list(dict.fromkeys(column for row in self.files[source] for column in row))
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, columns, restval="")
            writer.writeheader()
            writer.writerows(chosen)
        return path

    def parts(self, source: str, number: int) -> list[list[Row]]:
        """The rows dealt to so many files; messages of one thread and day stay together: two a day are two only there."""
        dealt: list[list[Row]] = [[] for _ in range(number)]
        place: dict[Any, int] = {}
        for row in self.files[source]:
            key = (row["student_id"], row.get("contact_email"), row.get("contact_name"), row.get("sent_on"))
            own = place.setdefault(key, len(place)) if source == "outreach_log" else sum(map(len, dealt))
            dealt[own % number].append(row)
        return [rows for rows in dealt if rows]


def written(seed: int = 6, students: int = 60) -> Office:
    draw = random.Random(seed)
    people = [f"S{number:03}" for number in range(1, students + 1)]
    contacts = [
        {
            "contact_name": f"Person {letter}{number}",
            "contact_employer": f"Employer {number % 7}",
            "contact_email": f"{letter.lower()}{number}@firm{number % 7}.com" if number % 3 else "",
        }
        for number, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWX")
    ]
    office = Office({"roster": [_student(draw, who, place) for place, who in enumerate(people)]})
    for who in people:
        named: dict[int, date] = {}  # whom she was given, and when
        busy: set[date] = set()  # on which days she held an interview
        chosen = draw.sample(range(len(contacts)), draw.choice((0, 1, 3, 5)))
        for place, contact in enumerate(chosen):
            _thread(draw, office, who, contacts, contact, named, busy, chosen[place + 1 :])
    for place, who in enumerate(people):
        _answers(draw, office, who, place)
        _graduate(draw, office, who, place)
    # logged long before: the classes that follow can be asked when they began
    early = {"contact_name": "Person Y", "contact_employer": "unknown", "contact_email": "y@firm1.com"}
    missed = _interview(draw, {"student_id": people[0], **early}, date(2023, 6, 1), "", [])
    _add(office, "interview_log", {**missed, "status": "no_show"})
    for rows in office.files.values():
        draw.shuffle(rows)
    return office


def _add(office: Office, source: str, row: Row) -> None:
    office.files.setdefault(source, []).append(row)


def _flag(draw: random.Random) -> str:
    return draw.choice(("yes", "no", ""))


def _student(draw: random.Random, who: str, place: int) -> Row:
    return {
        "student_id": who,
        "email": f"{who.lower()}@uni.edu",
        "first_name": f"First{place}",
        "last_name": f"Last{place}",
        "campus": draw.choice(("North", "South", "")),
        "college": COLLEGES[place % len(COLLEGES)],
        "majors": draw.choice(("Dance", "Dance;Law", "Biology", "")),
        "degree_level": "bachelor",
        "class_year": str(2025 + place % 3),
        "advisor": draw.choice(("Kim", "Lee")),
        "programs": draw.choice(("CAR 1", "CAR 2", "CAR 1;Fellows", "")) if who != STOPPED else "Pilot",
        "is_expected_to_log": draw.choice(("yes", "yes", "no")),
        "is_first_generation": draw.choice(("yes", "no", "")),
        "is_transfer": draw.choice(("yes", "no", "")),
    }


def _thread(
    draw: random.Random,
    office: Office,
    who: str,
    contacts: Sequence[Row],
    contact: int,
    named: dict[int, date],
    busy: set[date],
    later: Sequence[int],
) -> None:
    whom = contacts[contact]
    first = FIRST + timedelta(days=draw.randint(0, 200))
    if contact in named:  # somebody led to her
        first = named[contact] + timedelta(days=draw.randint(1, 20))
    student = draw.choice(
        ({"student_id": who}, {"student_id": who, "student_email": f"{who.lower()}@uni.edu"})
    )
    reply = draw.choice(("replied", "accepted", "declined", "no_reply", "bounced", "auto_reply", ""))
    replied = first + timedelta(days=draw.randint(0, 20))
    dated = reply in ("replied", "accepted", "declined") and draw.random() < 0.9
    referrer = contacts[draw.choice(list(named))]["contact_name"] if named and draw.random() < 0.4 else ""
    is_in_outreach, is_in_tracker = draw.choice(
        ((True, False), (True, False), (False, True), (True, True), (False, False))
    )
    talks = [first + timedelta(days=draw.randint(1, 40)) for _ in range(draw.choice((0, 1, 1, 2)))]
    if draw.random() < 0.2 and talks:  # somebody met again and again
        talks += [talks[0] + timedelta(days=40), talks[0] + timedelta(days=75)]
    talks = sorted({day for day in talks if day <= (STOPPED_ON if who == STOPPED else LAST)} - busy)
    busy.update(talks)
    channels: dict[tuple[str, date], str] = {}

    def channel(kind: str, day: date) -> str:
        return channels.setdefault((kind, day), draw.choice(CHANNELS))

    if is_in_outreach:
        message = {
            **student,
            **whom,
            "sent_on": first,
            "channel": channel("touch", first),
            "referred_by": referrer,
        }
        _add(
            office,
            "outreach_log",
            {
                **message,
                "reply": reply,
                "replied_on": replied if dated else "",
                "contact_industry": _industry(contact),
            },
        )
        for gap in draw.choice(((), (), (0,), (4,), (6, 40))):
            day = first + timedelta(days=gap)
            sent = {"sent_on": day, "channel": channel("touch", day)}
            _add(office, "outreach_log", {**message, **sent})
    for day in talks:
        count = draw.choice(("", 0, 1, 2, 5))
        given = draw.sample(range(len(contacts)), draw.choice((0, 0, 1))) + list(later[: draw.choice((0, 1))])
        named |= {one: day for one in given if one not in named}
        _add(
            office,
            "interview_log",
            {
                **_interview(draw, {**student, **whom}, day, count, [contacts[one] for one in given]),
                "channel": channel("talk", day),
            },
        )
        if draw.random() < 0.3:
            new = draw.randrange(len(contacts))
            named.setdefault(new, day)
            _add(
                office,
                "referral_log",
                {
                    "student_id": who,
                    "referrer": whom["contact_name"],
                    "referred_name": contacts[new]["contact_name"],
                    "referred_employer": contacts[new]["contact_employer"],
                    "referred_on": day + timedelta(days=draw.choice((0, 3))),
                    "has_permission": _flag(draw),
                    "was_already_known": draw.choice(("", "", "yes")),
                },
            )
    if is_in_tracker:
        is_begun = draw.random() < 0.9
        _add(
            office,
            "contact_tracker",
            {
                **student,
                **whom,
                "channel": channel("touch", first)
                if is_begun
                else channel("talk", talks[0])
                if talks
                else "",
                "referred_by": referrer,
                "first_contacted_on": first if is_begun else "",
                "reply": reply,
                "replied_on": replied if dated else "",
                "talked_on": talks[0] if talks and draw.random() < 0.7 else "",
            },
        )


def _industry(contact: int) -> str:
    return ("Law", "Health", "", "Finance")[contact % 4]


def _interview(draw: random.Random, who: Row, day: date, count: Any, given: Iterable[Row]) -> Row:
    status = draw.choice(("held", "held", "held", "", "no_show", "cancelled_by_contact"))
    return {
        **who,
        "held_on": day,
        "status": status,
        "program": draw.choice(("CAR 1", "")) if who["student_id"] != STOPPED else "",
        "mode": draw.choice(("in_person", "video", "phone", "")),
        "minutes": draw.choice((15, 20, 30, "")),
        "cost_usd": draw.choice((0, 4.5, "")),
        "referrals_count": count,
        "referrals_with_permission_count": draw.choice(("", draw.randint(0, count))) if count != "" else "",
        "referred_contacts": ";".join(one["contact_email"] or one["contact_name"] for one in given),
        "prepared_questions_count": draw.choice((0, 1, 3, "")),
        "has_researched": _flag(draw),
        "has_asked_for_referral": _flag(draw),
        "has_asked_for_job": _flag(draw),
        "has_thanked": _flag(draw),
        "thank_you_on": draw.choice(("", "", day, day + timedelta(days=3))),
        "came_of_it": draw.choice(("", "none", ";".join(draw.sample(KINDS, 2)))),
        "usefulness_rating": draw.choice((1, 3, 5, "")),
        "logged_at": draw.choice(("", day + timedelta(days=1), day + timedelta(days=20))),
    }


def _answers(draw: random.Random, office: Office, who: str, place: int) -> None:
    for wave, month in (("pre", 2), ("post", 5)):
        if draw.random() < 0.8:
            _add(
                office,
                "survey",
                {
                    "response_id": f"R{place}{wave}",
                    "student_id": who,
                    "responded_at": date(2026, month, 1 + place % 28),
                    "wave": wave,
                    **{topic: draw.choice((1, 2, 3, 4, 5, "")) for topic in TOPICS},
                    "goal_change": draw.choice(("confirmed", "changed", "ruled_out", "unsure", "")),
                },
            )


def _graduate(draw: random.Random, office: Office, who: str, place: int) -> None:
    ends = 2025 + place % 3
    if ends == 2027:
        return
    _add(
        office,
        "degree_log",
        {
            "student_id": who,
            "degree_level": "bachelor",
            "major": draw.choice(("Dance", "Law")),
            "conferred_on": date(ends, 5, 15),
        },
    )
    for report in range(draw.choice((0, 1, 1, 2))):
        status = draw.choice(OUTCOMES)
        is_work = status.startswith("employed")
        _add(
            office,
            "first_destination",
            {
                "student_id": who,
                "degree_level": "bachelor",
                "class_year": ends,
                "outcome_status": status,
                "employer": f"Employer {place % 7}" if is_work else "",
                "employment_type": ("standard", "self_employed", "")[place % 3] if is_work else "",
                "salary_usd": draw.choice((40_000 + 1_000 * place, ""))
                if status == "employed_full_time"
                else "",
                "found_through": draw.choice(("referral", "job_board", "informational_interview", ""))
                if is_work
                else "",
                "accepted_on": draw.choice((date(ends - 1, 8, 1), date(ends, 4, 1), date(ends, 5, 20), "")),
                "knowledge_source": draw.choice(("survey", "survey", "linkedin", "clearinghouse", "")),
                "reported_on": date(ends, 5, 21) + timedelta(days=report + place % 20),
            },
        )
