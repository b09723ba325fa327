"""An office in which every name of a person, and of whatever only one student names, has a mark that nothing else has.

What leaves is searched for the marks in every byte: files in files unpacked, streams of a PDF inflated.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pikepdf

from tests import offices

PERSON = "Qzcanary"  # in names, ids, addresses, titles: never in what leaves
FEW = "Qxfewknow"  # in names of employers that one student has: in the working view alone
COLLEGES = ("Arts", "Business", "Nursing")
_LAST_DAY = date(2026, 11, 18)


def canary_office(folder: Path, seed: int = 5, students: int = 180) -> None:
    """180 students of three colleges and three of a fourth; logs and outcomes under marked names."""
    chance = random.Random(seed)
    majors = {college: [f"{college} {n}" for n in "AB"] for college in COLLEGES}
    everyone = [
        (number, college := chance.choice(COLLEGES), chance.choice(majors[college]))
        for number in range(students)
    ]
    everyone += [(students + few, "Law", "Law A") for few in range(3)]
    offices.office(
        folder,
        roster=_text(
            "student_id | email | first_name | last_name | college | majors | degree_level | class_year | advisor"
            " | programs | gender | is_first_generation | expected_from",
            (
                (
                    _id(n),
                    _email(n),
                    f"{PERSON}first{n}",
                    f"{PERSON}last{n}",
                    college,
                    major,
                    "Bachelor's",
                    2025 + n % 3,
                    f"{PERSON} Advisor{n % 3}",
                    "Fellows" if n % 2 else "Scholars",
                    chance.choice(("Woman", "Man")) if n % 40 else f"{FEW} gender",
                    chance.choice(("yes", "no")),
                    "2024-09-01",
                )
                for n, college, major in everyone
            ),
        ),
        outreach_log=_text(
            "student_id | contact_name | contact_email | contact_employer | contact_title | contact_linkedin_url"
            " | channel | method | sent_on | reply | replied_on",
            (
                (
                    _id(n),
                    f"{PERSON} Contact{n} Nr{few}",
                    f"{PERSON.lower()}.{n}.{few}@firm.example",
                    _employer(chance, n),
                    f"{PERSON} title {n}",
                    f"https://linkedin.example/in/{PERSON}{n}-{few}",
                    chance.choice(("alumni", "linkedin", "cold")),
                    "email",
                    (sent := _LAST_DAY - timedelta(days=chance.randrange(400))).isoformat(),
                    (reply := chance.choice(("yes", "no"))),
                    min(sent + timedelta(days=3), _LAST_DAY).isoformat() if reply == "yes" else "-",
                )
                for n, _, _ in everyone
                for few in range(chance.randrange(4))
            ),
        ),
        interview_log=_text(
            "student_id | student_name | contact_name | contact_employer | held_on | channel | mode"
            " | referrals_count | referred_contacts | usefulness_rating",
            (
                (
                    _id(n),
                    f"{PERSON}first{n} {PERSON}last{n}",
                    f"{PERSON} Contact{n} Nr{few}",
                    _employer(chance, n),
                    (_LAST_DAY - timedelta(days=chance.randrange(400))).isoformat(),
                    chance.choice(("alumni", "linkedin", "cold")),
                    chance.choice(("video", "in person")),
                    1 if few else 0,
                    f"{PERSON} Referred{n}" if few else "-",
                    chance.randrange(1, 6),
                )
                for n, _, _ in everyone
                for few in range(chance.randrange(3))
            ),
        ),
        first_destination=_text(
            "student_id | student_name | outcome_status | employment_type | employer | job_title | salary_usd"
            " | class_year | degree_level | reported_on | knowledge_source | institution | location_state",
            (
                (
                    _id(n),
                    f"{PERSON}first{n} {PERSON}last{n}",
                    (
                        status := chance.choice(
                            ("employed full-time", "continuing education", "still seeking")
                        )
                    ),
                    "organization" if status == "employed full-time" else "-",
                    _employer(chance, n) if status == "employed full-time" else "-",
                    f"{PERSON} job {n}" if status == "employed full-time" else "-",
                    chance.randrange(40, 90) * 1000 if status == "employed full-time" else "-",
                    2025 + n % 3,
                    "Bachelor's",
                    "2026-10-01",
                    "survey",
                    f"{FEW} University {n}" if status == "continuing education" else "-",
                    "CA",
                )
                for n, _, _ in everyone
                if n % 3 < 2
            ),
        ),
    )


def canaries(made: bytes, ending: str, marks: Sequence[str] = (PERSON, FEW)) -> list[str]:
    """Where a mark stands in a file, in whatever of it can be unpacked; [] as it should be."""
    sought = [mark.lower().encode() for mark in marks]
    return [place for place, held in _parts(made, ending) if any(mark in _plain(held) for mark in sought)]


def _plain(held: bytes) -> bytes:
    """Also what is written two bytes a letter, as PDF and Excel may."""
    return held.lower().replace(b"\x00", b"")


def _parts(made: bytes, ending: str, place: str = "") -> Iterator[tuple[str, bytes]]:
    yield place or "the file itself", made
    if made.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            for name in archive.namelist():
                yield f"{place}/{name} (its name)", name.encode()
                yield from _parts(archive.read(name), name.rpartition(".")[2], f"{place}/{name}")
    if ending == "pdf":
        with pikepdf.open(io.BytesIO(made)) as document:
            for number, part in enumerate(document.objects):
                if isinstance(part, pikepdf.Stream):
                    yield f"{place}/stream {number}", part.read_bytes()
                else:
                    yield f"{place}/object {number}", part.unparse(resolved=True)


def _text(head: str, rows: Iterator[tuple[object, ...]]) -> str:
    return "\n".join([head, *(" | ".join(str(cell) for cell in row) for row in rows)])


def _id(number: int) -> str:
    return f"{PERSON}{number:04}"


def _email(number: int) -> str:
    return f"{PERSON.lower()}.{number}@school.example"


def _employer(chance: random.Random, number: int) -> str:
    """A third are known to many, the others to one student each."""
    return chance.choice(("Harbor Bank", f"{FEW} Works {number}", f"{FEW} & Sons {number}"))
