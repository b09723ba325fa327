"""Rates by category as they would be if every category held the same mix of people: logistic regression, standardized.

The model has the categories and what is adjusted for, without interactions. A category's rate is the mean of
what the model predicts for everybody in it, were all of them of that category; its interval is the delta
method's, on the logit scale. Pure functions over counts, no database.

Where numbers are too small the model says nothing rather than something wild:

- a category needs `LEAST` people of either outcome, else it is left out;
- what is adjusted for is told apart as finely as every level has `LEAST` people of either outcome: the
  smallest levels are taken together until they have;
- every coefficient needs `LEAST` people of the rarer outcome, else there is no figure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipelines.figures.intervals import Z

LEAST = 10  # of either outcome, behind every category, level and coefficient


@dataclass(frozen=True)
class Pattern:
    """People alike in category and all that is adjusted for: how many are known, how many of them have it."""

    category: str
    levels: tuple[str, ...]
    known: int
    having: int

    @property
    def lacking(self) -> int:
        return self.known - self.having


@dataclass(frozen=True)
class Estimate:
    value: float
    low: float
    high: float


def standardized(patterns: Iterable[Pattern]) -> dict[str, Estimate]:
    """{category: adjusted rate with its 95 % interval}; {} where fewer than two categories or too few people."""
    known = [one for one in patterns if one.known]
    scarce = _scarcity((one.category, one) for one in known)
    categories = sorted(category for category, people in scarce.items() if people >= LEAST)
    kept = [one for one in known if one.category in categories]
    if len(categories) < 2:
        return {}
    for place in range(len(kept[0].levels)):
        kept = _coarser(kept, place)
    factors = [sorted({one.levels[place] for one in kept}) for place in range(len(kept[0].levels))]
    coefficients = len(categories) + sum(len(levels) - 1 for levels in factors)
    rarer = min(sum(one.having for one in kept), sum(one.lacking for one in kept))
    return _fitted(kept, categories, factors) if rarer >= LEAST * coefficients else {}


def _scarcity(named: Iterable[tuple[str, Pattern]]) -> dict[str, int]:
    """How many people of the rarer outcome each name has."""
    having: dict[str, int] = {}
    lacking: dict[str, int] = {}
    for name, one in named:
        having[name] = having.get(name, 0) + one.having
        lacking[name] = lacking.get(name, 0) + one.lacking
    return {name: min(having[name], lacking[name]) for name in having}


def _coarser(patterns: Sequence[Pattern], place: int) -> list[Pattern]:
    """The same people, the smallest levels of one factor taken together until each has enough of either outcome."""
    level_of = {one.levels[place]: one.levels[place] for one in patterns}
    while True:
        scarce = _scarcity((level_of[one.levels[place]], one) for one in patterns)
        smallest = sorted(scarce, key=lambda level: (scarce[level], level))[:2]
        if len(smallest) < 2 or scarce[smallest[0]] >= LEAST:
            break
        level_of = {level: smallest[1] if now in smallest else now for level, now in level_of.items()}
    return [
        replace(one, levels=(*one.levels[:place], level_of[one.levels[place]], *one.levels[place + 1 :]))
        for one in patterns
    ]


def _fitted(
    patterns: Sequence[Pattern], categories: Sequence[str], factors: Sequence[Sequence[str]]
) -> dict[str, Estimate]:
    import numpy as np  # heavy to import, and statsmodels more so: only when a regression is asked for
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    of_category = np.array([[one.category == name for name in categories] for one in patterns], dtype=float)
    of_levels = np.array(
        [
            [one.levels[place] == level for place, levels in enumerate(factors) for level in levels[1:]]
            for one in patterns
        ],
        dtype=float,
    ).reshape(len(patterns), -1)
    having = np.array([one.having for one in patterns], dtype=float)
    lacking = np.array([one.lacking for one in patterns], dtype=float)
    people, design = having + lacking, np.hstack([of_category, of_levels])
    fit = GLM(
        np.repeat([1.0, 0.0], len(patterns)),
        np.vstack([design, design]),
        family=Binomial(),
        freq_weights=np.concatenate([having, lacking]),
    ).fit()
    if not fit.converged:
        return {}
    weights = people / people.sum()
    estimates = {}
    for place, category in enumerate(categories):
        everybody = np.hstack([np.zeros_like(of_category), of_levels])
        everybody[:, place] = 1
        predicted = 1 / (1 + np.exp(-everybody @ fit.params))
        rate = float(weights @ predicted)
        slope = (weights * predicted * (1 - predicted)) @ everybody
        error = math.sqrt(float(slope @ fit.cov_params() @ slope))
        half = Z * error / (rate * (1 - rate))
        logit = math.log(rate / (1 - rate))
        low, high = (1 / (1 + math.exp(-(logit + sign * half))) for sign in (-1, 1))
        estimates[category] = Estimate(rate, low, high)
    return estimates
