"""The whole office in memory: one call, one seed, every table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from making.activity import simulate
from making.outcomes import hired_where_they_talked, make_degrees, make_outcomes
from making.people import make_roster
from making.survey import make_survey

SEED = 2025


@dataclass(frozen=True)
class Office:
    """Tables as plain rows; `student` and `contact_id` are indexes of roster and contacts; "" is blank."""

    roster: pd.DataFrame
    contacts: pd.DataFrame
    touches: pd.DataFrame
    interviews: pd.DataFrame
    named: pd.DataFrame
    degrees: pd.DataFrame
    outcomes: pd.DataFrame
    survey: pd.DataFrame


def make_office(seed: int = SEED) -> Office:
    """The sample office of this seed. Each part has its own stream: changing one leaves the others."""
    streams = [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(6)]
    roster = make_roster(streams[0])
    activity = simulate(streams[1], roster)
    degrees = make_degrees(streams[2], roster)
    employers = sorted(set(activity["contacts"]["employer"]))
    outcomes = make_outcomes(streams[3], roster, degrees, activity["interviews"], employers)
    outcomes = hired_where_they_talked(streams[5], outcomes, activity["interviews"], activity["contacts"])
    return Office(
        roster=roster,
        degrees=degrees,
        outcomes=outcomes,
        survey=make_survey(streams[4], roster, activity["interviews"]),
        **activity,
    )
