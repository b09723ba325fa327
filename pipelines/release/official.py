"""Official rates: NACE's two rates of a whole class, which a director may release to one decimal.

An institution owes them to whoever asks for its outcomes. Of at least `official_minimum` graduates of the whole
institution a rate to one decimal tells about nobody; how many there are is told rounded, as everywhere. The ledger
notes that it left exact.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.errors import QuestionError
from pipelines.figures import wording
from pipelines.figures.results import Cell, Question, Released, Result
from pipelines.release.disclosure import Policy

OFFICIAL = ("career_outcomes_rate", "knowledge_rate")
OF_A_CLASS = ("class_year",)
SAYS = "Official rate of the whole institution, released to one decimal."


def check_official(metric_id: str, question: Question) -> None:
    """Raises QuestionError for what is no official rate, saying what is."""
    filters = {name for name, _ in question.where}
    if (
        metric_id not in OFFICIAL
        or question.by
        or question.since
        or question.until
        or question.known_within_days is not None
        or filters - set(OF_A_CLASS)
    ):
        raise QuestionError(
            "Only the career outcomes rate and the knowledge rate of the whole institution may be released exact: "
            "as known now, without breakdowns, without dates, and with no filter but one on class."
        )


def made_official(result: Result, released: Released, policy: Policy) -> Released:
    """The rate and the one beside it to one decimal. Raises QuestionError where there are too few graduates."""
    told = _told(result, released, policy)
    twins = {other.metric.id: other for other in result.beside}
    beside = tuple(
        _told(twins[other.metric.id], other, policy) if other.metric.id in OFFICIAL else other
        for other in released.beside
    )
    return replace(told, beside=beside, notes=(*told.notes, SAYS), is_official=True)


def _told(result: Result, released: Released, policy: Policy) -> Released:
    (exact,), (cell,) = result.cells, released.cells
    if result.pools or exact.value is None or (exact.people or 0) < policy.official_minimum:
        raise QuestionError(
            f"{result.metric.title} may be released exact of {policy.official_minimum} graduates or more; "
            "here are fewer. Leave the option out: it is then told as every publishable rate."
        )
    label = wording.value(result.metric, exact.value, 1)
    shown = Cell(
        cell.segment, round(exact.value, 3), None, cell.denominator, cell.people, label=label, written=label
    )
    return replace(released, cells=(shown,))
