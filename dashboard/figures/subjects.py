"""What figures are about, so that one of seventy is found: by subject, or by words of its definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.figures.results import Metric

LED_WITH = "Leading figures"
# subject -> what its figures count, as their definitions say it (`of`)
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "Outreach": ("thread", "request"),
    "Students": ("student",),
    "Interviews and referrals": ("interview", "referral"),
    "Outcomes": ("graduate",),
    "Growth": ("response",),
    "Logs": ("log_row", "program"),
}


def index(metrics: Iterable[Metric]) -> dict[str, list[Metric]]:
    """Figures by subject; first of all those that pages lead with. Within a subject by title."""
    by_title = sorted(metrics, key=lambda metric: metric.title.casefold())
    leading = [metric for metric in by_title if metric.tier == "core"]
    return {LED_WITH: leading} | {
        subject: [metric for metric in by_title if metric.of in of] for subject, of in SUBJECTS.items()
    }


def with_words(metrics: Iterable[Metric], text: str) -> list[Metric]:
    """Figures that have these words in name, question or what they count: as they are written, else in any order."""
    every, words = list(metrics), text.casefold().split()

    def said(metric: Metric) -> str:
        parts = (metric.id, metric.title, metric.question, metric.numerator, metric.denominator)
        return "\n".join(parts).casefold()  # words as written stand in one of them

    as_written = [metric for metric in every if " ".join(words) in said(metric)]
    return as_written or [metric for metric in every if all(word in said(metric) for word in words)]
