"""A ChartSpec as a few lines of text that a test can hold against what it should be."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.spec import ChartSpec, Series


def plain(text: str) -> list[str]:
    """Its lines without indent and empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def spec_text(spec: ChartSpec) -> str:
    """What the chart says; then its axes and what is marked on them; then a line a category, all series in it."""
    lines = [
        f"{spec.kind} {spec.id}: {spec.title}",
        spec.reading,
        spec.alt_text,
        f"unit {spec.unit}; values “{spec.value_title}”; categories “{spec.category_title}”",
        f"segments of {spec.dimension}: {', '.join(_few(spec.segments))}" if spec.dimension else "",
        f"periods: {', '.join(str(p[0]) + ' to ' + str(p[1]) if p else 'none' for p in spec.periods)}"
        if spec.is_time
        else "",
        *(
            f"moment {m.at}: {m.text}{f' until {m.until}' if m.until else ''}{' (note)' if m.is_note else ''}"
            for m in spec.moments
        ),
        *(f"reference {r.value}: {r.text}" for r in spec.references),
        *(
            f"limit {one.text}: {one.low[0]:.3g}–{one.high[0]:.3g} at {one.sizes[0]:.4g}, {one.low[-1]:.3g}–{one.high[-1]:.3g} at {one.sizes[-1]:.4g} ({len(one.sizes)})"
            for one in spec.limits
        ),
        "ordered" if spec.is_ordered else "",
        f"series: {' / '.join(_look(series) for series in spec.series)}",
        *_few([_category(spec, i) for i in range(len(spec.categories))]),
    ]
    return "\n".join(filter(None, lines))


def _few(lines: Sequence[str]) -> list[str]:
    return list(lines) if len(lines) <= 12 else [lines[0], "…", lines[len(lines) // 2], "…", lines[-1]]


def _look(series: Series) -> str:
    looks = ["grey" if series.is_muted else "", "behind" if series.kind == "behind" else ""]
    named = ", ".join(filter(None, looks))
    return f"{series.name} ({named})" if named else series.name


def _category(spec: ChartSpec, i: int) -> str:
    note = f" ({spec.category_notes[i]})" if spec.category_notes and spec.category_notes[i] else ""
    size = f" at {spec.sizes[i]:g}" if spec.sizes and spec.sizes[i] is not None else ""
    return f"{spec.categories[i]}{note}{size}: {' / '.join(_mark(series, i) for series in spec.series)}"


def _mark(series: Series, i: int) -> str:
    value = "-" if series.values[i] is None else f"{series.values[i]:.4g}"
    low = series.low[i] if series.low else None
    high = series.high[i] if series.high else None
    ends = (
        ""
        if low is None and high is None
        else f" [{'' if low is None else f'{low:.4g}'}–{'' if high is None else f'{high:.4g}'}]"
    )
    label = f" “{series.labels[i]}”" if series.labels and series.labels[i] else ""
    return f"{value}{ends}{label}{' cut' if series.partial and series.partial[i] else ''}"
