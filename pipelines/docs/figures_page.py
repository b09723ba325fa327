"""docs/metrics.md, printed from the definitions and the worked examples.

    python -m pipelines.docs.figures_page > docs/metrics.md

A test compares the file with what is printed here, so the page cannot fall behind the figures.
"""

from __future__ import annotations

from pipelines.docs import example_words, worked_examples
from pipelines.figures.definitions import SQL, catalog, dimensions
from pipelines.figures.references import references
from pipelines.figures.results import Metric
from pipelines.figures.windows import default_windows, in_words

_TIERS = {
    "core": "Core figures",
    "more": "More figures",
    "research": "Research figures",
}
_INTRO = """# Figures

Printed from `pipelines/sql/metrics/*.sql` and `pipelines/sql/examples/*.toml` by
`python -m pipelines.docs.figures_page > docs/metrics.md`; do not edit.

One file is one figure: the comment that opens it is its definition, the SQL below it pastes as it stands into DuckDB on
a published build. Blank is never "no": what is not known is left out and its number printed beside the figure. Only
items old enough to have had their full time count. Nothing here is claimed as a cause. The people of the worked
examples are invented; a test takes their rows through the import and holds the figure to what they say.

Intervals are 95 %: by students as clusters for what they did, Wilson's for shares of people, order statistics for
medians, Kaplan–Meier's for waits, each taken by itself (`pipelines/figures/intervals.py`). That of a mean or ratio is
as wide below as above, but never below 0, where nothing counted can be.
"""


def metrics_page() -> str:
    """The whole page as Markdown."""
    parts = [_INTRO, _contents()]
    for tier, heading in _TIERS.items():
        parts.append(f"## {heading}\n")
        parts += [
            _entry(in_words(metric, default_windows()))
            for metric in catalog().values()
            if metric.tier == tier
        ]
    parts += [_cuts(), _references()]
    return "\n".join(parts)


def _contents() -> str:
    rows = [
        f"| [`{metric.id}`](#{metric.id}) | {metric.title} | {metric.tier} | {metric.unit} |"
        for tier in _TIERS
        for metric in catalog().values()
        if metric.tier == tier
    ]
    return "\n".join(["| id | figure | tier | unit |", "|---|---|---|---|", *rows, ""])


def _entry(metric: Metric) -> str:
    lines = [f"### {metric.id}\n", f"**{metric.title}.** {metric.question}\n"]
    facts = [
        ("Numerator", metric.numerator),
        ("Denominator", metric.denominator),
        ("Left out", metric.leaves_out),
        ("Shown as", f"{metric.aggregate}, in {metric.unit}"),
        ("One row is", metric.of.replace("_", " ")),
        (
            "Broken down by",
            f"{metric.category}: {', '.join(metric.categories) or 'as found'}"
            if metric.category and metric.categories_are != "sides"
            else "",
        ),
        ("Better", f"the {metric.better}" if metric.better else ""),
        ("Held equal", ", ".join(metric.adjust_for)),
        ("As of", f"the newest date of {metric.as_of}"),
        ("Never without", ", ".join(f"`{other}`" for other in metric.beside)),
        (
            "Unlocked by",
            ", and ".join(
                " or ".join(f"`{one.rstrip('*')}`" for one in need.split("|")) for need in metric.needs
            ),
        ),
        ("Source", metric.source),
    ]
    lines += [f"- {name}: {value}" for name, value in facts if value]
    lines += [f"- {caveat}" for caveat in metric.caveats]
    return "\n".join([*lines, "", *_example(metric), f"```sql\n{metric.sql}\n```\n"])


def _example(metric: Metric) -> list[str]:
    """The worked example: the rows, those of further files, the sum."""
    told = worked_examples.example(metric.id)
    said = [f"**{verdict}**: {why}" for verdict, why in example_words.judged(metric, told)]
    lines = [f"{example_words.heading(told)}\n"]
    lines += _rows([*example_words.columns(told.table), (example_words.VERDICT, said)])
    for table in told.given:
        lines += [f"{example_words.given(table)}\n", *_rows(example_words.columns(table))]
    results, rest = example_words.arithmetic(metric, told)
    return [*lines, *(f"- {line}" for line in (*(f"**{one}**" for one in results), *rest)), ""]


def _rows(columns: list[tuple[str, list[str]]]) -> list[str]:
    names, cells = zip(*columns, strict=True)
    rows = ["| " + " | ".join(line) + " |" for line in zip(*cells, strict=True)]
    return ["| " + " | ".join(names) + " |", "|---" * len(names) + "|", *rows, ""]


def _cuts() -> str:
    told = dimensions()
    names = list(told.by_name)
    header = ["| one row is | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    rows = [
        f"| {of.replace('_', ' ')} | " + " | ".join("yes" if name in applies else "" for name in names) + " |"
        for of, applies in told.applies.items()
    ]
    return "\n".join(["## What figures can be cut and filtered by\n", *header, *rows, "", _aggregates()])


def _aggregates() -> str:
    names = sorted(path.stem for path in (SQL / "aggregates").glob("*.sql"))
    return f"How a figure is summed up is in `pipelines/sql/aggregates/`: {', '.join(names)}.\n"


def _references() -> str:
    rows = [
        f"| `{line.metric}` | {line.value:g} | {line.text} | {line.population} | {line.source} |"
        for line in references()
    ]
    return "\n".join(
        [
            "## Reference lines\n",
            "Drawn only where the question counts the very people they are about; goals only where an office sets"
            " `practice_goals = true`. The office's own year before is always preferred.\n",
            "| figure | value | what | population | source |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    print(metrics_page(), end="")
