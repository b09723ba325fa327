"""A file somebody brought, filled in again with today's figures, and what became of everything found in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.asking.leaving import leaving_as
from dashboard.asking.presets import PRESETS, preset_dates
from dashboard.asking.question import Ask
from dashboard.asking.served import settings
from dashboard.reports.refresh import deck, paper
from dashboard.reports.refresh.entry import Answer
from dashboard.reports.refresh.fillings import Fillings, must_be_said
from dashboard.reports.refresh.package import Package
from pipelines.figures.results import View

_WRITERS = {"pptx": deck.refresh, "docx": paper.refresh}
ENDINGS = tuple(_WRITERS)


@dataclass(frozen=True)
class Refreshed:
    """content: the file as it is now; the very bytes that came where nothing was to be changed."""

    content: bytes
    kind: str
    answer: Answer


def of_this_year(asked: Ask) -> Ask:
    """Of this academic year: the dates of marks that say none."""
    first, last = preset_dates("year", asked.facts.newest, settings())
    return replace(asked, since=first, until=last, period_words=PRESETS["year"] if first else "")


def refreshed(content: bytes, name: str, asked: Ask, view: View, *, is_trial: bool = False) -> Refreshed:
    """A PPTX or DOCX with its marks filled in. asked: filters and dates of marks that name none themselves.

    is_trial: to look at what would become of it; what leaves is not remembered. Raises FileRefused for a file that
    cannot be taken.
    """
    package = Package(content, name)
    leaving, ledger = leaving_as(asked, view, is_trial=is_trial)
    answer = Answer()
    _WRITERS[package.kind](package, Fillings(leaving), must_be_said(leaving), answer)
    if package.is_changed and package.is_signed:
        answer.warnings.append("The file was signed; a changed file needs to be signed again.")
    answer.warnings += ledger.warnings
    return Refreshed(package.saved() if package.is_changed else content, package.kind, answer)
