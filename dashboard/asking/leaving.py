"""Figures on their way out of the office: every publishable one is held against what was released before."""

from __future__ import annotations

from dataclasses import replace

from dashboard.asking.question import Ask, Wanted, from_the_build, policy, question_of
from dashboard.asking.served import releases
from pipelines.figures.results import Released, View
from pipelines.release.ask import ask
from pipelines.release.release_ledger import Leaving


def leaving_as(
    asked: Ask, view: View, *, is_trial: bool = False, is_official: bool = False
) -> tuple[Ask, Leaving]:
    """The question for an export, and what it is warned of once figures have been asked for.

    What is too close to an earlier release is withheld, the rest is remembered unless this is a trial.
    is_official: NACE's rates to one decimal, as a director may release them; nothing else may then be asked.
    """
    leaving = Leaving(releases(), is_trial, is_official)

    def answer(asked: Ask, wanted: Wanted) -> Released:
        if asked.view != "publishable":
            return from_the_build(asked, wanted)
        question = question_of(asked, wanted)
        return ask(
            asked.published,
            wanted.metric_id,
            question,
            asked.view,
            policy(),
            leaving,
            with_pools=wanted.with_pools,
        )

    return replace(asked, view=view, answer=answer), leaving
