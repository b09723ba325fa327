"""What students say of themselves before and after: answers to a five-point questionnaire."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd

from making.calendar import END, day_of, number
from making.people import Random

# topic -> (mean before, mean change)
TOPICS = {
    "clarity": (2.9, 0.60),
    "confidence": (2.7, 0.75),
    "networking": (2.5, 0.80),
    "communication": (3.2, 0.40),
    "listening": (3.5, 0.20),
    "interviewing": (2.8, 0.45),
}
GOALS = (("confirmed", 0.42), ("changed", 0.20), ("ruled_out", 0.16), ("unsure", 0.22))


def make_survey(rng: Random, roster: pd.DataFrame, interviews: pd.DataFrame) -> pd.DataFrame:
    """One row a response that counts: student, wave, responded_at, response_id, six answers, goal_change.

    The questionnaire goes out in the first weeks of the academic years 2025-26 and 2026-27 and again in May.
    Whoever has answered both is not asked again.
    """
    expected = roster.index[roster["is_expected_to_log"] == "yes"]
    held = interviews[interviews["status"] == "held"].groupby("student")["held_day"].min()
    rows = []
    for student in expected:
        class_year = int(roster.loc[student, "class_year"])
        years = {2026: (2025,), 2027: (2025, 2026), 2028: (2026,)}.get(class_year, ())
        for year in years:
            if rng.random() > 0.58:
                continue
            level = 0.8 * rng.standard_normal()
            before = {
                t: _answer(mean + level + 0.6 * rng.standard_normal()) for t, (mean, _) in TOPICS.items()
            }
            rows.append(_response(rng, student, "pre", number(date(year, 8, 25)), 18, before))
            if year == 2026 or rng.random() > 0.64:
                continue
            has_talked = held.get(student, END) < number(date(2026, 4, 25))
            after = {
                topic: _answer(
                    before[topic] + change * (1.15 if has_talked else 0.5) + 0.75 * rng.standard_normal()
                )
                for topic, (_, change) in TOPICS.items()
            }
            row = _response(rng, student, "post", number(date(2026, 4, 27)), 20, after)
            place = int(np.searchsorted(np.cumsum([s for _, s in GOALS]), rng.random() * 0.999999))
            rows.append(row | {"goal_change": GOALS[place][0] if rng.random() < 0.9 else ""})
            break
    return pd.DataFrame(rows).sort_values(["responded_at", "student"], ignore_index=True)


def _answer(value: float) -> int:
    return int(min(5, max(1, round(value))))


def _response(
    rng: Random, student: int, wave: str, first_day: int, days: int, answers: dict[str, int]
) -> dict:
    at = datetime.combine(day_of(first_day + int(days * rng.random() ** 1.5)), time(9)) + timedelta(
        seconds=int(rng.integers(12 * 3600))
    )
    cells = {topic: "" if rng.random() < 0.03 else str(value) for topic, value in answers.items()}
    return {
        "student": student,
        "wave": wave,
        "responded_at": at,
        "response_id": f"R_{int(rng.integers(36**9)):011x}",
        "goal_change": "",
        **cells,
    }
