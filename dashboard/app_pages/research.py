"""Research: what goes together, each figure with what it can and cannot say above its chart."""

from dataclasses import replace

from dashboard.asking.facts import catalog
from dashboard.figures import exhibits, panel_catalog
from dashboard.figures.declared import Panel
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import left_locked, page_needs
from dashboard.widgets.plain_text import heading

# What belongs together stands side by side; a figure not named here follows by itself.
ORDER = (
    "outcome_by_interviews",
    "outcome_by_interviews_adjusted",
    "knowledge_by_interviews",
    "accepted_before_cutoff",
    "outcome_by_any_interview",
    "referral_advantage",
    "practice_effect",
    "practice_effect_any",
    "practice_effect_usefulness",
    "chain_depth",
)

asked = frame.ask()
heading(
    "What goes together, which is not what causes what",
    "Each chart says first what it can and cannot tell. Outcomes are counted by class, whatever the dates.",
)
of_research = [metric.id for metric in catalog().values() if metric.tier == "research"]
page_needs(asked, *of_research)
of_research.sort(key=lambda metric_id: ORDER.index(metric_id) if metric_id in ORDER else len(ORDER))
of_research = [metric_id for metric_id in of_research if not left_locked(asked, "", metric_id)]


def shown(metric_id: str) -> Panel:
    panel = panel_catalog.panels()[f"research_{metric_id}"]
    of_classes = exhibits.of_all_classes(asked) if catalog()[metric_id].of == "graduate" else ""
    return replace(panel, title=f"{panel.title}{of_classes}")


panels.stacks(
    asked,
    [shown(name) for name in of_research[::2]],
    [shown(name) for name in of_research[1::2]],
    is_even=True,
)
