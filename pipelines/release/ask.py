"""Ask a published build a question as a view may: measure, then release. What pages, exports and scripts all do."""

from __future__ import annotations

from functools import partial

from pipelines.codes.classifications import cip_families
from pipelines.figures.counted import counted, idents
from pipelines.figures.measure import known_metric, measure, measure_alone, segment_domain
from pipelines.figures.results import Question, Released, Result, Segment, View
from pipelines.release.disclosure import Policy, check_question, release
from pipelines.release.official import check_official, made_official
from pipelines.release.pooling import NO_GROUPS, Groups, pooled, release_pooled
from pipelines.release.release_ledger import Leaving, Ledger, Who, hold_back, who_of
from pipelines.release.tables import tables
from pipelines.settings import Settings
from pipelines.store.answers import once
from pipelines.store.warehouse import Published


def ask(
    published: Published,
    metric_id: str,
    question: Question,
    view: View,
    policy: Policy | None = None,
    leaving: Leaving | None = None,
    *,
    with_pools: bool = True,
    with_beside: bool = True,
) -> Released:
    """The figure as `view` may see it; publishable figures come with their small groups pooled.

    leaving: given when the figure leaves the office. What is too close to an earlier release is then withheld, and
    warnings are heard there. with_pools: a figure of one small class is told of it and the two before; what stands
    beside others in one table must be of the same graduates as they are, and is asked without. with_beside: false for
    what another figure is compared with, of which only the change is shown; a publishable figure always has them, for
    what is pooled depends on them.

    Raises QuestionError for a question that makes no sense or that the view forbids.
    """
    policy = policy or Policy()
    check_question(question, view, policy)
    measured = partial(
        measure if with_beside or view == "publishable" else measure_alone, published, metric_id
    )
    if view == "publishable":
        groups = groups_of(published, known_metric(metric_id).of) if with_pools else NO_GROUPS
        made = pooled(measured, question, policy, groups)
        released = release_pooled(measured, made, policy)
        if leaving is None:
            return released
        if leaving.is_official:
            check_official(metric_id, question)
            released = made_official(made.result, released, policy)
        return hold_back(made.result, released, partial(_who, published, leaving.ledger), leaving, policy)
    result = measured(question)
    return release(result, view, policy, tables(measured, result) if view == "internal" else {})


def _who(published: Published, ledger: Ledger, result: Result) -> dict[Segment, Who]:
    """Who is behind each segment of a figure, by the places the ledger gives students."""
    places = once(published, ("places", ledger.name), lambda: ledger.places(idents(published)))
    found = counted(published, result.metric.id, result.question)
    return {segment: who_of(students, places) for segment, students in found.items()}


def groups_of(published: Published, of: str) -> Groups:
    """What the classes and majors of this build's figures belong to; small ones are pooled along these lines.

    of: what is counted; graduates have classes of their own, and only those a figure has can be counted together.
    """
    classes = segment_domain(published, "class_year", of)
    families = once(published, ("families",), lambda: _families(published))
    return Groups(tuple(sorted(name for name in classes if name != "Unknown")), families)


def _families(published: Published) -> dict[str, str]:
    """The field of study of each major whose code is certain."""
    coded = published.columns(
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
    return {
        major: titles.get(code, f"CIP {code}")
        for major, code in zip(coded["major"], coded["family"], strict=True)
    }


def policy_of(settings: Settings) -> Policy:
    """The rules an office publishes by."""
    return Policy(k=settings.k)
