"""What a page declares takes from the figure what it does not say itself."""

from __future__ import annotations

from dashboard.asking.facts import catalog
from dashboard.figures import exhibits
from dashboard.figures.declared import chart


def test_a_chart_has_key_title_and_definition_of_its_figure() -> None:
    panel = chart("mode_mix")
    assert (panel.key, panel.title, panel.metrics) == ("mode_mix", "How interviews are held", ("mode_mix",))
    assert (panel.opens_as, panel.caveats_first) == ("Chart", False)
    assert callable(panel.draw)


def test_what_the_page_says_takes_their_place() -> None:
    panel = chart(
        "outcome_mix", exhibits.outcomes_by_class, also=("knowledge_rate",), key="by_class", title="Classes"
    )
    assert (panel.key, panel.title) == ("by_class", "Classes")
    assert panel.draw is exhibits.outcomes_by_class
    assert panel.metrics == ("outcome_mix", "knowledge_rate")


def test_a_cut_figure_names_its_cut_and_offers_others() -> None:
    panel = chart("participation_rate", by="college")
    assert panel.title == f"{catalog()['participation_rate'].title} by college"
    assert panel.draw == exhibits.BySegment("participation_rate", "college")
    funnel = chart("participation_rate", by="program", cut=exhibits.Funnel, title="Programs")
    assert (funnel.title, funnel.draw) == ("Programs", exhibits.Funnel("participation_rate", "program"))
