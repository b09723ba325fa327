"""The roster: about 2,400 students in four classes, who they are and where they are expected to log."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from making import words
from making.calendar import CLASS_SIZES, EXPECTED_BY_CLASS, IN_BOTH, OWN_LOG, PROGRAMS

Random = np.random.Generator


def shuffled(rng: Random, items: Sequence[object]) -> list:
    """The same items in another order."""
    return [items[i] for i in rng.permutation(len(items))]


def quota(rng: Random, size: int, shares: Sequence[tuple[str, float]]) -> list[str]:
    """`size` labels in random order whose counts follow the shares as closely as whole people can."""
    edges = np.round(np.cumsum([share for _, share in shares]) / sum(s for _, s in shares) * size).astype(int)
    counts = np.diff([0, *edges])
    return shuffled(rng, [label for (label, _), n in zip(shares, counts, strict=True) for _ in range(n)])


def full_names(rng: Random, size: int) -> list[tuple[str, str]]:
    """Distinct (first, last) names."""
    pairs = rng.permutation(len(words.FIRST_NAMES) * len(words.SURNAMES))[:size]
    return [
        (words.FIRST_NAMES[p % len(words.FIRST_NAMES)], words.SURNAMES[p // len(words.FIRST_NAMES)])
        for p in pairs.tolist()
    ]


def make_roster(rng: Random) -> pd.DataFrame:
    """One row a student, cells as the roster file has them ("" = blank). Index 0..n-1 is the student number.

    Exactly one student in eight has two majors, both in the same college.
    """
    size = sum(college[1] for college in words.COLLEGES.values())
    colleges = shuffled(rng, [name for name, college in words.COLLEGES.items() for _ in range(college[1])])
    classes = shuffled(rng, [year for year, n in CLASS_SIZES.items() for _ in range(n)])
    doubles = set(rng.permutation(size)[: size // 8].tolist())
    names = full_names(rng, size)
    numbers = np.sort(rng.permutation(90_000)[:size]) + 400_000
    rows = []
    for i, (college, class_year, (first, last)) in enumerate(zip(colleges, classes, names, strict=True)):
        campus, _, _, majors = words.COLLEGES[college]
        # earlier majors of a list are larger, as in any college
        first_major = int(len(majors) * rng.random() ** 1.35)
        chosen = [first_major]
        if i in doubles:
            chosen.append((first_major + 1 + int(rng.integers(len(majors) - 1))) % len(majors))
        rows.append(
            {
                "student_id": f"00{numbers[i]}",
                "email": f"{first}.{last}@example.edu".lower(),
                "first_name": first,
                "last_name": last,
                "campus": campus if rng.random() > 0.06 else "Lakeside",
                "college": college,
                "majors": ";".join(majors[m][0] for m in chosen),
                "cip_code": ";".join(majors[m][1] for m in chosen),
                "degree_level": "Bachelor's",
                "class_year": class_year,
            }
        )
    roster = pd.DataFrame(rows)
    roster["advisor"] = [words.ADVISORS[i] for i in rng.integers(len(words.ADVISORS), size=size)]
    roster["is_first_generation"] = quota(rng, size, (("yes", 0.28), ("no", 0.67), ("", 0.05)))
    roster["is_transfer"] = quota(rng, size, (("yes", 0.17), ("no", 0.83)))
    roster["is_international"] = quota(rng, size, (("yes", 0.07), ("no", 0.93)))
    roster["gender"] = quota(rng, size, words.GENDERS)
    roster["race_ethnicity"] = quota(rng, size, words.RACES)
    roster["programs"] = _programs(rng, roster)
    roster["is_expected_to_log"] = np.where(roster["programs"] != "", "yes", "no")
    return roster


def _programs(rng: Random, roster: pd.DataFrame) -> list[str]:
    """The programs of each student, `;` between: 620 students in eight, 30 of them in two."""
    expected = [
        student
        for year, n in EXPECTED_BY_CLASS.items()
        for student in shuffled(rng, roster.index[roster["class_year"] == year].tolist())[:n]
    ]
    sections = [name for name, n in PROGRAMS.items() if name not in OWN_LOG for _ in range(n)]
    own = [name for name, n in PROGRAMS.items() if name in OWN_LOG for _ in range(n)]
    expected, own = shuffled(rng, expected), shuffled(rng, own)
    # nobody of the section that stops is also elsewhere, else a log elsewhere would hide that it stopped
    both = [i for i, name in enumerate(sections) if name in ("CAR 210-01", "CAR 210-02")][:IN_BOTH]
    member_of: dict[int, list[str]] = {
        student: [sections[i]] if i < len(sections) else [] for i, student in enumerate(expected)
    }
    seats = [expected[i] for i in both] + expected[len(sections) :]
    for student, program in zip(seats, own, strict=True):
        member_of[student].append(program)
    return [";".join(member_of.get(student, [])) for student in roster.index]
