"""What a figure counts: definition, caveats, a worked example."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.widgets.plain_text import plain
from pipelines.docs import example_words, worked_examples
from pipelines.docs.worked_examples import Table
from pipelines.figures.results import Metric


def caveats(metric: Metric) -> None:
    """What a figure asks, then what it can and cannot say, and of whom: to be read before its chart."""
    sentences = list(metric.caveats)
    whole = "" if metric.aggregate in ("count", "difference") else metric.denominator
    of_whom = [("Out of", whole), ("Leaves out", metric.leaves_out)]
    if not sentences and not metric.leaves_out:
        of_whom = [("Counts", metric.numerator)]
    sentences += [f"{label}: {text}." for label, text in of_whom if text]
    st.markdown(f"**{plain(metric.question)}**")
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences))


def definition(metric: Metric, more: Callable[[], None] | None = None) -> None:
    """What a figure counts, in words and in SQL; `more` is shown between the two."""
    st.markdown(f"**{plain(metric.title)}**")
    st.markdown(plain(metric.question))
    whole = "" if metric.aggregate == "count" else metric.denominator
    lines = [("Counts", metric.numerator), ("Out of", whole), ("Leaves out", metric.leaves_out)]
    for label, text in lines:
        if text:
            st.markdown(f"{label}: {plain(text)}")
    for caveat in metric.caveats:
        st.markdown(f"- {plain(caveat)}")
    if metric.source:
        st.caption(plain(f"Source: {metric.source}"))
    if more:
        more()
    st.code(metric.sql.strip(), language="sql", wrap_lines=True)


def worked_example(metric: Metric) -> None:
    """At most five rows, what the figure does with each, and the sum; rows of further files where it needs them."""
    example = worked_examples.example(metric.id)
    title = example_words.heading(example)
    st.markdown(f"**{plain(title)}**")
    verdicts = [  # Markdown: the verdict stands out
        f"**{plain(verdict)}**: {plain(why)}" for verdict, why in example_words.judged(metric, example)
    ]
    with st.container(key=f"example_rows_{metric.id}"):
        _rows_of_file(example.table, title, {example_words.VERDICT: verdicts})
    with st.container(key=f"example_given_{metric.id}"):
        for given_table in example.given:
            says = example_words.given(given_table)
            st.markdown(plain(says))
            _rows_of_file(given_table, says)
    results, rest = example_words.arithmetic(metric, example)
    lines = [*(f"**{plain(line)}**" for line in results), *(plain(line) for line in rest)]
    st.markdown("  \n".join(lines))


def _rows_of_file(rows: Table, alt: str, more: Mapping[str, list[str]] | None = None) -> None:
    """Rows as they stand in a file, in a table that stands still, as wide as it must be; `more`: a column after them.

    Names of columns may break after an underscore, so that a long one does not push the others off the page.
    """
    cells = {
        plain(name).replace("_", "_\u200b"): [plain(cell) for cell in column]
        for name, column in example_words.columns(rows)
    }
    st.table(cells | dict(more or {}), hide_index=True, width="stretch" if more else "content", alt=alt)
