"""Steps of a way that each have their own eligible n."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.findings import Finding, between, with_finding
from dashboard.charts.marks import Mark, Marks, series_of
from dashboard.charts.readings import alt_text, left_out, nothing_told, of_telling_size, sentence_of
from dashboard.charts.spec import ChartSpec
from pipelines.figures import wording
from pipelines.figures.results import Metric
from pipelines.release.differences import are_apart, estimate


def steps(
    stages: Sequence[tuple[str, Marks]], *, title: str = "From asking to the next interview"
) -> ChartSpec:
    """Steps that each have their own eligible n: asked → named → permitted → contacted → interviewed.

    stages: (name, the step's rate without breakdown). They are not one shrinking group, and the notes say so.
    """
    drawn = [marks.only for _, marks in stages]

    def note(metric: Metric, mark: Mark) -> str:
        if mark.n is None:
            return mark.n_words
        noun = "names" if metric.of == "referral" else wording.noun(metric, mark.n)
        return f"of {mark.n:,.0f} {noun}"

    names = tuple(name for name, _ in stages)
    shown = [(n, d) for n, d in zip(names, drawn, strict=True) if d.rank is not None]
    told, where = of_telling_size(shown)
    estimates = [
        estimate(marks.metric, mark.cell)
        for (_, marks), mark in zip(stages, drawn, strict=True)
        if any(mark is one for _, one in told)
    ]
    if not shown:
        reading = sentence_of(nothing_told(drawn, "step"))
        found = reading.removesuffix(".")
    else:
        ranked = sorted(told, key=lambda pair: pair[1].rank or 0.0)
        (lowest, least), (_, most) = ranked[0], ranked[-1]
        found = f"No step stands out beyond chance: {between(least.label, most.label)} get through each"
        if not all(estimates):
            found = f"{between(least.label, most.label)} get through each step"
        if len(told) == 1:
            found = f"{lowest}: {least.label}"
        reading = sentence_of("; ".join(f"{n.lower()} {d.label}" for n, d in shown))
        if are_apart(estimates):
            weakest = lowest.lower()
            found = f"“{lowest}” is the step that fewest get through: {least.label}"
            reading += f" The lowest step{f'{where},' if where else ''} is “{weakest}”."
        reading += left_out(drawn)
    spec = ChartSpec(
        id="referral_steps",
        kind="steps",
        title=title,
        reading=reading,
        categories=names,
        series=(series_of("Share", drawn, "bands"),),
        unit="percent",
        alt_text=alt_text("Steps", title, reading, [(n, d.label) for n, d in zip(names, drawn, strict=True)]),
        category_notes=tuple(note(marks.metric, marks.only) for _, marks in stages),
    )
    return with_finding(spec, Finding(found))
