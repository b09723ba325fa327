"""Figures and their cells from text tables, and what is released of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipelines.figures.results import AggregateName, Cell, Metric, Of, Question, Released, Result
from pipelines.release.disclosure import Policy, check_question, release
from pipelines.release.pooling import NO_GROUPS, Groups, pooled
from pipelines.release.pooling import release_pooled as released_of
from pipelines.release.tables import Measure

POLICY = Policy()


def metric(
    aggregate: AggregateName = "rate", unit: str = "percent", of: Of = "student", **more: object
) -> Metric:
    texts = {name: name for name in ("id", "title", "question", "numerator", "denominator", "chart", "sql")}
    return Metric(**texts, aggregate=aggregate, unit=unit, of=of, tier="core", **more)  # type: ignore[arg-type]


def table(
    text: str, figure: Metric | None = None, by: tuple[str, ...] = ("industry",), **more: object
) -> Result:
    """One row a cell: the segment's values, then people, numerator, denominator.

    By industry students may be in several groups, so that none follows from a total and the others.
    """
    cells = []
    for line in text.strip().splitlines():
        *segment, people, numerator, denominator = line.split()
        x, n = float(numerator), float(denominator)
        value = x if figure and figure.aggregate == "count" else x / n if n else None
        cells.append(
            Cell(
                dict(zip(by, segment, strict=True)), value, x, n, int(people), 0.1, 0.9, 3, largest_share=0.1
            )
        )
    question = Question(by=tuple(name for name in by if not figure or name != figure.category))
    return Result(figure or metric(), question, tuple(cells), "build-1", date(2026, 11, 3), **more)  # type: ignore[arg-type]


def published(text: str, figure: Metric | None = None, policy: Policy = POLICY, **more: object) -> Released:
    return release(table(text, figure, **more), "publishable", policy)  # type: ignore[arg-type]


def release_pooled(
    measure: Measure, question: Question, policy: Policy = POLICY, groups: Groups = NO_GROUPS
) -> Released:
    """The publishable figure with its small groups pooled, as `ask` makes it of a build."""
    check_question(question, "publishable", policy)
    return released_of(measure, pooled(measure, question, policy, groups), policy)


def labels(released: Released) -> list[str]:
    return [cell.label for cell in released.cells]


REACHED = Metric(
    id="participation_rate",
    title="Students reached",
    question="",
    aggregate="rate",
    unit="percent",
    of="student",
    numerator="",
    denominator="",
    tier="core",
    chart="bars",
    sql="",
)


YIELD = replace(
    REACHED,
    id="referral_yield",
    title="Referral yield",
    aggregate="mean",
    unit="people per interview",
    of="interview",
)
