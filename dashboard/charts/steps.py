"""Steps of a way that each have their own eligible n."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.marks import Mark, Marks, series_of
from dashboard.charts.readings import alt_text, of_telling_size, sentence_of
from dashboard.charts.spec import ChartSpec
from pipelines.figures import wording
from pipelines.figures.results import Metric


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
    if not shown:
        reading = "No step has enough records to show."
    else:
        reading = sentence_of("; ".join(f"{n.lower()} {d.label}" for n, d in shown))
        if not any(d.is_band for _, d in told):  # a band's middle does not make it the lowest
            weakest = min(told, key=lambda p: p[1].rank or 0.0)[0].lower()
            reading += f" The lowest step{f'{where},' if where else ''} is “{weakest}”."
    return ChartSpec(
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
