"""An office of any size, quickly: the same kinds of rows drawn all at once, with canonical headers.

For measuring speed, not for discovering anything. A million touches take well under a minute.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np

from making import words
from making.calendar import CLASS_SIZES, END, GRADUATED, PROGRAMS, number

TOUCHES_A_STUDENT = 10.5
CHANNELS = ("alumni_network", "linkedin", "referral", "faculty", "family_or_friend", "event", "cold", "")
REPLIES = ("accepted", "replied", "declined", "no_reply", "bounced", "auto_reply", "")
RESULTS = ("insight", "new_path", "insight;lead", "training", "none", "")
OUTCOMES = (
    "employed_full_time",
    "employed_part_time",
    "continuing_education",
    "military",
    "volunteer_service",
    "seeking_employment",
    "not_seeking",
)
FIRST = number(date(2024, 8, 1))

Random = np.random.Generator


def write_bulk(folder: Path, students: int, touches: int | None = None, seed: int = 2026) -> dict[str, int]:
    """Write roster, outreach, interviews, degree_log and first_destination as CSV; rows written by file.

    touches: about how many rows outreach.csv gets (default: ten and a half a student); never fewer.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    touches = int(students * TOUCHES_A_STUDENT) if touches is None else touches
    people = _students(rng, students)
    threads = _threads(rng, students, touches)
    contacts = _contacts(rng, threads["contact"].max() + 1)
    files = {
        "roster.csv": people,
        "outreach.csv": _outreach(rng, threads, people, contacts),
        "interviews.csv": _interviews(rng, threads, people, contacts),
        **_graduates(rng, people),
    }
    return {name: _write(folder / name, columns) for name, columns in files.items()}


def _write(path: Path, columns: Mapping[str, np.ndarray]) -> int:
    """Write columns of plain text as CSV. No cell here holds a comma, a quote or a line break."""
    size = len(next(iter(columns.values())))
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(",".join(columns) + "\n")
        for start in range(0, size, 100_000):
            parts = [column[start : start + 100_000].tolist() for column in columns.values()]
            out.write("\n".join(map(",".join, zip(*parts, strict=True))) + "\n")
    return size


def _texts(values: object) -> np.ndarray:
    return np.array(list(map(str, values)), dtype=object)  # type: ignore[call-overload]


def _pick(
    rng: Random, options: tuple[str, ...], size: int, shares: tuple[float, ...] | None = None
) -> np.ndarray:
    """`size` options drawn by their shares."""
    edges = np.cumsum(shares if shares else (1 / len(options),) * len(options))
    place = np.minimum(np.searchsorted(edges, rng.random(size)), len(options) - 1)
    return _texts(options)[place]


def _days() -> np.ndarray:
    """ISO text of every day number, "" as the last one, so that -1 is blank."""
    first = np.datetime64("2023-08-01")
    return np.append(np.datetime_as_string(first + np.arange(END + 400)).astype(object), "")


def _students(rng: Random, size: int) -> dict[str, np.ndarray]:
    colleges = tuple(words.COLLEGES)
    college = rng.integers(len(colleges), size=size)
    majors = [words.COLLEGES[name][3] for name in colleges]
    width = max(map(len, majors))
    names = np.array([[m[i % len(m)][0] for i in range(width)] for m in majors], dtype=object)
    codes = np.array([[m[i % len(m)][1] for i in range(width)] for m in majors], dtype=object)
    major = rng.integers(width, size=size)
    first = _texts(words.FIRST_NAMES)[rng.integers(len(words.FIRST_NAMES), size=size)]
    last = _texts(words.SURNAMES)[rng.integers(len(words.SURNAMES), size=size)]
    ids = _texts(f"S{i:08d}" for i in range(size))
    expected = rng.random(size) < 0.26
    programs = _pick(rng, tuple(PROGRAMS), size)
    return {
        "student_id": ids,
        "email": np.char.lower(ids.astype(str)).astype(object) + "@example.edu",
        "first_name": first,
        "last_name": last,
        "campus": _texts(words.COLLEGES[name][0] for name in colleges)[college],
        "college": _texts(colleges)[college],
        "majors": names[college, major],
        "cip_code": codes[college, major],
        "degree_level": np.full(size, "bachelor", dtype=object),
        "class_year": _pick(rng, tuple(map(str, CLASS_SIZES)), size),
        "advisor": _pick(rng, words.ADVISORS, size),
        "programs": np.where(expected, programs, ""),
        "is_expected_to_log": np.where(expected, "yes", "no").astype(object),
        "is_first_generation": _pick(rng, ("yes", "no", ""), size, (0.28, 0.67, 0.05)),
        "gender": _pick(rng, tuple(g for g, _ in words.GENDERS), size, tuple(s for _, s in words.GENDERS)),
    }


def _threads(rng: Random, students: int, touches: int) -> dict[str, np.ndarray]:
    """Threads sorted by student and day: student, contact, first day, number of touches (1 to 3)."""
    size = int(touches / 1.35) + 1
    # a few students write to many, most to some
    student = np.sort((students * rng.random(size) ** 1.3).astype(int))
    day = FIRST + (rng.random(size) * (END - FIRST - 1)).astype(int)
    order = np.lexsort((day, student))
    count = 1 + (rng.random(size) < 0.25) + (rng.random(size) < 0.10)
    count[: max(0, touches - int(count.sum()))] += 1
    return {
        "student": student[order],
        "day": day[order],
        "contact": rng.integers(max(1, size // 3), size=size),
        "count": count,
    }


def _contacts(rng: Random, size: int) -> dict[str, np.ndarray]:
    first = _texts(words.FIRST_NAMES)[rng.integers(len(words.FIRST_NAMES), size=size)]
    last = _texts(words.SURNAMES)[rng.integers(len(words.SURNAMES), size=size)]
    industries = tuple(words.INDUSTRIES)
    return {
        "contact_name": first + " " + last,
        "contact_email": _texts(f"contact{i}@firm{i % 997}.example.com" for i in range(size)),
        "contact_employer": _texts(f"{words.EMPLOYER_STARTS[i % 34]} Works {i % 997}" for i in range(size)),
        "contact_industry": _pick(rng, industries, size),
    }


def _outreach(
    rng: Random,
    threads: Mapping[str, np.ndarray],
    people: Mapping[str, np.ndarray],
    contacts: Mapping[str, np.ndarray],
) -> dict[str, np.ndarray]:
    thread = np.repeat(np.arange(len(threads["student"])), threads["count"])
    nth = np.arange(len(thread)) - np.repeat(np.cumsum(threads["count"]) - threads["count"], threads["count"])
    sent = np.minimum(threads["day"][thread] + 6 * nth, END)
    reply = _pick(rng, REPLIES, len(thread), (0.20, 0.06, 0.05, 0.32, 0.04, 0.03, 0.30))
    lag = (-5 * np.log(1 - rng.random(len(thread)))).astype(int)
    is_dated = np.isin(reply, REPLIES[:3]) & (sent + lag <= END)
    student, contact = threads["student"][thread], threads["contact"][thread]
    days = _days()
    return {
        "student_id": people["student_id"][student],
        **{name: column[contact] for name, column in contacts.items()},
        "channel": _pick(rng, CHANNELS, len(threads["student"]))[thread],
        "sent_on": days[sent],
        "reply": reply,
        "replied_on": days[np.where(is_dated, sent + lag, -1)],
    }


def _interviews(
    rng: Random,
    threads: Mapping[str, np.ndarray],
    people: Mapping[str, np.ndarray],
    contacts: Mapping[str, np.ndarray],
) -> dict[str, np.ndarray]:
    """About one thread in six; the next person she writes to is sometimes one who was named here."""
    held = threads["day"] + 9 + rng.integers(20, size=len(threads["day"]))
    at = np.flatnonzero((rng.random(len(held)) < 0.17) & (held <= END))
    size = len(at)
    following = np.minimum(at + 1, len(held) - 1)
    leads_on = (
        (threads["student"][following] == threads["student"][at])
        & (following != at)
        & (rng.random(size) < 0.4)
    )
    named = np.searchsorted(np.cumsum((0.4, 0.3, 0.14, 0.08, 0.04)), rng.random(size))
    lists = np.where(leads_on & (named > 0), contacts["contact_email"][threads["contact"][following]], "")
    permitted = np.minimum(rng.integers(3, size=size), named)
    days = _days()
    logged = np.minimum(held[at] + (24 * rng.random(size) ** 2).astype(int), END + 1)
    student, contact = threads["student"][at], threads["contact"][at]
    return {
        "student_id": people["student_id"][student],
        **{name: column[contact] for name, column in contacts.items()},
        "held_on": days[held[at]],
        "status": np.full(size, "held", dtype=object),
        "channel": _pick(rng, CHANNELS, size),
        "mode": _pick(rng, ("video", "in_person", "phone", ""), size),
        "has_asked_for_referral": _pick(rng, ("yes", "no", ""), size, (0.56, 0.34, 0.10)),
        "referrals_count": _texts(named),
        "referrals_with_permission_count": _texts(permitted),
        "referred_contacts": lists,
        "thank_you_on": days[np.where(rng.random(size) < 0.5, np.minimum(held[at] + 1, END), -1)],
        "came_of_it": _pick(rng, RESULTS, size),
        "usefulness_rating": _texts(3 + rng.integers(3, size=size)),
        "logged_at": days[logged] + " 12:00:00",
    }


def _graduates(rng: Random, people: Mapping[str, np.ndarray]) -> dict[str, dict[str, np.ndarray]]:
    due = np.isin(people["class_year"], [str(year) for year in GRADUATED])
    done = np.flatnonzero(due & (rng.random(len(due)) < 0.94))
    year = people["class_year"][done]
    known = np.sort(done[rng.random(len(done)) < 0.76])
    size = len(known)
    outcome = _pick(rng, OUTCOMES, size, (0.58, 0.05, 0.16, 0.02, 0.02, 0.14, 0.03))
    is_paid = (outcome == "employed_full_time") & (rng.random(size) < 0.4)
    months = _pick(rng, ("-06-15", "-08-20", "-10-30"), size)
    return {
        "degree_log.csv": {
            "student_id": people["student_id"][done],
            "degree_level": people["degree_level"][done],
            "major": people["majors"][done],
            "cip_code": people["cip_code"][done],
            "conferred_on": year + "-05-16",
        },
        "first_destination.csv": {
            "student_id": people["student_id"][known],
            "outcome_status": outcome,
            "salary_usd": np.where(is_paid, _texts(42_000 + 100 * rng.integers(400, size=size)), ""),
            "found_through": np.where(
                outcome == "employed_full_time", _pick(rng, ("referral", "job_board", ""), size), ""
            ),
            "reported_on": people["class_year"][known] + months,
        },
    }
