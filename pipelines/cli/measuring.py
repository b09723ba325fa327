"""Commands that say what figures there are, and measure one."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli.application import AsJson, print_json
from pipelines.errors import QuestionError

if TYPE_CHECKING:
    from pipelines.figures.results import Cell, Metric
    from pipelines.store.warehouse import Warehouse

By = Annotated[
    list[str] | None, typer.Option("--by", metavar="DIMENSION", help="Cut by a dimension; at most two.")
]
Where = Annotated[
    list[str] | None, typer.Option("--where", metavar="DIMENSION=VALUE", help="Count only these.")
]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE")]
KnownWithin = Annotated[
    int | None,
    typer.Option(
        "--known-within",
        metavar="DAYS",
        min=0,
        max=36_500,
        help="Of graduates, only what was known so many days after June 30 of their class.",
        show_default=False,
    ),
]


def list_metrics(context: typer.Context, as_json: AsJson = False) -> None:
    """The catalog: every figure and what it means, with the windows of this office."""
    from pipelines.figures.measure import catalog, definitions_of, dimensions_for
    from pipelines.figures.windows import in_words, windows_of
    from pipelines.settings import read_settings

    warehouse = context.obj.warehouse
    if warehouse.current_build():
        metrics = list(definitions_of(warehouse.published()).values())
    else:  # as the first build will say it
        windows = windows_of(read_settings(warehouse.folder).computed_with())
        metrics = [in_words(metric, windows) for metric in catalog().values()]
    entries = []
    for metric in metrics:
        entries.append(
            {
                "metric": metric.id,
                "title": metric.title,
                "question": metric.question,
                "tier": metric.tier,
                "aggregate": metric.aggregate,
                "unit": metric.unit,
                "numerator": metric.numerator,
                "denominator": metric.denominator,
                "dimensions": list(dimensions_for(metric)),
                "beside": list(metric.beside),
                "caveats": list(metric.caveats),
                "source": metric.source,
            }
        )
    if as_json:
        print_json(entries)
        return
    for entry in entries:
        typer.echo(f"{entry['metric']:<28} {entry['tier']:<9} {entry['title']}")


def question_from(
    by: list[str] | None,
    where: list[str] | None,
    since: datetime | date | None,
    until: datetime | date | None,
    population: str,
    known_within: int | None = None,
) -> Any:
    """Options as typed -> Question. Raises QuestionError for what makes no sense."""
    from pipelines.figures.results import Question

    pairs = []
    for text in where or []:
        dimension, found, value = text.partition("=")
        if not found or not dimension.strip():
            raise QuestionError(f"--where wants DIMENSION=VALUE, such as college=Engineering, not {text!r}.")
        pairs.append((dimension.strip(), value.strip()))
    if population not in ("expected", "roster"):
        raise QuestionError(f"The population is expected or roster, not {population!r}.")
    first = since.date() if isinstance(since, datetime) else since
    last = until.date() if isinstance(until, datetime) else until
    if first and last and first > last:
        raise QuestionError(f"The period ends ({last}) before it starts ({first}).")
    return Question(tuple(by or ()), tuple(pairs), first, last, population, known_within)  # type: ignore[arg-type]


def check_view(view: str) -> Any:
    if view not in ("working", "internal", "publishable"):
        raise QuestionError(f"The view is working, internal or publishable, not {view!r}.")
    return view


def measure(
    context: typer.Context,
    metric: Annotated[str, typer.Argument(metavar="METRIC")],
    by: By = None,
    where: Where = None,
    since: Day = None,
    until: Day = None,
    population: Annotated[str, typer.Option(metavar="expected|roster")] = "expected",
    view: Annotated[str, typer.Option(metavar="working|internal|publishable")] = "working",
    known_within: KnownWithin = None,
    as_json: AsJson = False,
) -> None:
    """One figure, cut and filtered, as a view may see it."""
    question = question_from(by, where, since, until, population, known_within)
    released = release_for(context.obj.warehouse, metric, question, view)
    if as_json:
        print_json(released_as_dict(released))
        return
    typer.echo(f"{released.metric.title} (build {released.build}, as of {released.as_of or 'no date'})")
    for cell in released.cells:
        where_words = ", ".join(f"{name} {value}" for name, value in cell.segment.items()) or "All"
        typer.echo(f"  {where_words}: {cell.label}")
    for beside in released.beside:
        typer.echo(f"Beside: {beside.metric.title}")
        for cell in beside.cells:
            where_words = ", ".join(f"{name} {value}" for name, value in cell.segment.items()) or "All"
            typer.echo(f"  {where_words}: {cell.label}")
    for note in released.notes:
        typer.echo(f"Note: {note}")


def release_for(warehouse: Warehouse, metric: str, question: Any, view: str, leaving: Any = None) -> Any:
    """Measure and release: what a page, an export and a script all do."""
    from pipelines.release.ask import ask, policy_of
    from pipelines.settings import read_settings

    chosen = check_view(view)
    policy = policy_of(read_settings(warehouse.folder))
    return ask(warehouse.published(), metric, question, chosen, policy, leaving)


def released_as_dict(released: Any) -> dict[str, Any]:
    """The JSON of a released figure; `beside` holds the same shape again."""
    question = released.question
    filters: dict[str, Any] = {}
    for dimension, value in question.where:
        filters.setdefault(dimension, []).append(value)
    filters |= {"since": question.since, "until": question.until}
    if question.known_within_days is not None:
        filters["known_within_days"] = question.known_within_days
    return {
        "metric": released.metric.id,
        "title": released.metric.title,
        "unit": released.metric.unit,
        "view": released.view,
        "as_of": released.as_of,
        "build": released.build,
        "population": question.population,
        "filters": filters,
        "beside": [released_as_dict(beside) for beside in released.beside],
        "cells": [
            {
                "segment": dict(cell.segment),
                "value": cell.value,
                "numerator": whole(cell.numerator),
                "denominator": whole(cell.denominator),
                "people": cell.people,
                "low": cell.low,
                "high": cell.high,
                "unknown_count": cell.unknown_count,
                "is_withheld": cell.is_withheld,
                "blank": cell.blank.code if cell.blank else None,
                "label": cell.label,
                **_in_its_own_way(released.metric, cell),
            }
            for cell in released.cells
        ],
        "notes": [*released.notes, *released.pooled],
    }


def _in_its_own_way(metric: Metric, cell: Cell) -> dict[str, Any]:
    """What only some figures have: the share there by some days of a wait, the impact methods of a gap."""
    from pipelines.figures.results import there_by

    told: dict[str, Any] = {}
    if metric.aggregate == "wait":
        told["there_by_days"] = {
            str(day): {"low": low, "high": high} for day, (low, high) in there_by(cell).items()
        }
    if cell.impact:
        told["impact"] = {
            "ppg1_margin": cell.impact.margin,
            "ppg1_flagged": cell.impact.is_flagged if cell.impact.margin is not None else None,
            "index_80_percent": cell.impact.index,
        }
    return told


def whole(number: float | None) -> float | int | None:
    """Counts are written as whole numbers."""
    return int(number) if isinstance(number, float) and number.is_integer() else number
