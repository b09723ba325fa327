"""Steps of a way that each have their own eligible n."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.marks import count_behind, drawn_of, n_words
from dashboard.charts.readings import alt_text, of_telling_size, sentence_of
from dashboard.charts.spec import ChartSpec, Series
from pipelines.figures import wording
from pipelines.figures.results import Cell, Released


def steps(
    stages: Sequence[tuple[str, Released]], *, title: str = "From asking to the next interview"
) -> ChartSpec:
    """Steps that each have their own eligible n: asked → named → permitted → contacted → interviewed.

    stages: (name, the step's rate without breakdown). They are not one shrinking group, and the notes say so.
    """
    cells = [(name, r, r.cells[0] if r.cells else None) for name, r in stages]
    drawn = [drawn_of(c, r.metric) for _, r, c in cells]

    def note(released: Released, cell: Cell | None) -> str:
        count = count_behind(cell)
        if count is None:
            return n_words(cell)
        noun = "names" if released.metric.of == "referral" else wording.noun(released.metric, count)
        return f"of {count:,.0f} {noun}"

    names = tuple(name for name, _, _ in cells)
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
        series=(
            Series(
                name="Share",
                values=tuple(d.value for d in drawn),
                labels=tuple(d.label for d in drawn),
                low=tuple(d.low if d.is_band else None for d in drawn),
                high=tuple(d.high if d.is_band else None for d in drawn),
            ),
        ),
        unit="percent",
        alt_text=alt_text("Steps", title, reading, [(n, d.label) for n, d in zip(names, drawn, strict=True)]),
        category_notes=tuple(note(r, c) for _, r, c in cells),
    )
