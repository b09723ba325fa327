"""Ask a published build a question as a view may: measure, then release. What pages, exports and scripts all do."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib import resources

from pipelines.disclosure import Policy, check_question, release
from pipelines.metrics import measure
from pipelines.pooling import Groups, release_pooled
from pipelines.releases import Leaving, hold_back
from pipelines.results import Question, Released, View
from pipelines.warehouse import Published


def ask(
    published: Published,
    metric_id: str,
    question: Question,
    view: View,
    policy: Policy | None = None,
    leaving: Leaving | None = None,
) -> Released:
    """The figure as `view` may see it; publishable figures come with their small groups pooled.

    leaving: given when the figure leaves the office. What is too close to an earlier release is then withheld, and
    warnings are heard there.

    Raises QuestionError for a question that makes no sense or that the view forbids.
    """
    policy = policy or Policy()
    check_question(question, view, policy)
    if view == "publishable":
        released = release_pooled(
            lambda asked: measure(published, metric_id, asked), question, policy, groups(published)
        )
        if leaving is None:
            return released
        return hold_back(measure(published, metric_id, question), released, leaving, policy)
    return release(measure(published, metric_id, question), view, policy)


@lru_cache(maxsize=4)  # a build is kept open no longer than it is asked
def groups(published: Published) -> Groups:
    """What this build's classes and majors belong to; small ones are pooled along these lines."""
    classes = published.columns(
        """
        select class_year from (select class_year from marts.students union select class_year from marts.graduates)
        where class_year <> 'Unknown' order by 1
        """
    )["class_year"]
    families = published.columns(
        """
        select major, min(cip_family) as family
        from (
            from marts.student_majors select major, cip_family
            union
            from marts.graduate_majors select major, cip_family
        )
        where cip_family <> 'Unknown'
        group by major
        having count(distinct cip_family) = 1
        """
    )
    titles = cip_families()
    named = {
        major: titles.get(code, f"CIP {code}")
        for major, code in zip(families["major"], families["family"], strict=True)
    }
    return Groups(tuple(classes), named)


@cache
def cip_families() -> dict[str, str]:
    """Two-digit CIP 2020 family -> its title (National Center for Education Statistics, public domain)."""
    text = (resources.files("pipelines") / "codes" / "cip_families.csv").read_text(encoding="utf-8")
    return {row["code"]: row["title"] for row in csv.DictReader(text.splitlines())}
