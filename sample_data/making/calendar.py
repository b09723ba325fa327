"""The calendar and the sizes of the sample office. Days are whole numbers counted from `DAY_ZERO`.

The log begins with a pilot in spring 2024, so that both graduated classes have conversations before and after
the September 1 of their final year. Its last event is on November 18, 2026; the files were saved a day later.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

DAY_ZERO = date(2023, 8, 1)
LAST_EVENT = date(2026, 11, 18)  # newest event in any file
EXPORTED = date(2026, 11, 19)  # the day the office saved its files
GRADUATED = (2025, 2026)
ENROLLED = (2027, 2028)
CLASS_SIZES = {2025: 590, 2026: 600, 2027: 600, 2028: 610}
EXPECTED_BY_CLASS = {2025: 165, 2026: 185, 2027: 165, 2028: 105}  # 620

# program -> students expected to log there; 30 of the fellows and scholars also sit in a section
PROGRAMS = {
    "CAR 210-01": 90,
    "CAR 210-02": 85,
    "CAR 210-03": 80,
    "CAR 210-04": 85,
    "CAR 210-05": 80,
    "CAR 210-06": 70,
    "Bridge Fellows": 75,
    "Harbor Scholars": 85,
}
IN_BOTH = 30
STOPPED = "CAR 210-04"
TRACKER_SECTION = "CAR 210-06"
OWN_LOG = ("Bridge Fellows", "Harbor Scholars")  # they keep a log of their own, not the course form


def number(day: date) -> int:
    """The day's number: 0 is August 1, 2023."""
    return (day - DAY_ZERO).days


def day_of(value: int) -> date:
    """The date of a day number."""
    return DAY_ZERO + timedelta(days=int(value))


END = number(LAST_EVENT)
STOP = number(date(2026, 10, 14))  # the last thing anybody in the stopped section did
DEADLINES = np.array(
    [
        number(date(2024, 3, 8)),
        number(date(2024, 4, 26)),
        *(
            number(date(year + (month < 8), month, day))
            for year in (2024, 2025, 2026)
            for month, day in ((10, 10), (11, 13), (12, 8), (2, 27), (4, 17))
        ),
    ]
)


def working_day(value: int) -> int:
    """The day itself, or the Friday before a Saturday or Sunday."""
    return value - max(0, day_of(value).weekday() - 4)
