"""Every figure: question, numerator, denominator, what is left out, caveats, source, a worked example, SQL."""

from functools import partial

import streamlit as st

from dashboard.asking import facts
from dashboard.figures.subjects import index, with_words
from dashboard.widgets.definition import definition, worked_example
from dashboard.widgets.plain_text import heading, plain
from pipelines.figures import wording
from pipelines.figures.results import Metric

heading(
    "Definitions",
    "What each number means, who is counted, and a worked example.",
)
catalog = facts.catalog()
subjects = index(catalog.values())


def chosen() -> list[Metric]:
    """Figures somebody looks for; else those of a subject."""
    words = st.text_input(
        "Search",
        placeholder=f"Search all {len(catalog)} figures",
        icon=":material/search:",
        label_visibility="collapsed",
        key="definition_words",
    )
    if words.strip():
        matching = with_words(catalog.values(), words)
        if not matching:
            st.info("No figure has these words in it.", icon=":material/search_off:")
        else:
            st.caption(plain(f"{wording.plural(len(matching), 'figure')} with “{words.strip()}”"))
        return matching
    first = next(iter(subjects))
    subject = st.pills(
        "Subject",
        list(subjects),
        default=first,
        format_func=lambda subject: f"{subject} ({len(subjects[subject])})",
        required=True,
        label_visibility="collapsed",
        key="definition_subject",
    )
    return subjects[subject or first]


shown = chosen()
for metric in shown:
    is_alone = len(shown) == 1
    fold = st.expander(
        metric.title,
        expanded=is_alone,
        key=f"define_{metric.id}{'_alone' if is_alone else ''}",
        on_change="rerun",  # many definitions at once would take the page its time
    )
    if fold.open:
        with fold:
            definition(metric, partial(worked_example, metric))
