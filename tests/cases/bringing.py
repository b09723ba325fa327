"""What becomes of a file that an advisor brings: an office, what she gives it, what is said, what is counted.

The files lie beside this module in folders, one trouble each; a test says what a careful person would make of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipelines.build.build import build
from pipelines.cli.report_words import in_words
from pipelines.figures.measure import measure
from pipelines.figures.results import Cell, Question
from pipelines.identity.gathering import suggestions
from pipelines.identity.suggestion import Suggestion
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Published, Warehouse

FILES = Path(__file__).parent


@dataclass(frozen=True)
class Brought:
    """One file that was given: its report, and every place where something is said of it."""

    report: ImportReport

    @property
    def printed(self) -> str:
        """What `import` prints."""
        return in_words(self.report)

    @property
    def printed_json(self) -> dict[str, Any]:
        """What `import --json` prints."""
        return self.report.as_dict()

    def says(self, *words: str) -> bool:
        """Whether all words are said wherever the advisor may look: printed, in the JSON and on the file's card."""
        places = (self.printed, str(self.printed_json), str(self.report.as_dict(detail=True)))
        return all(word.casefold() in place.casefold() for word in words for place in places)


class CaseOffice:
    """An office that begins empty and is given files in order, as `career-conversations import` takes them."""

    def __init__(self, folder: Path) -> None:
        self.warehouse = Warehouse(folder / "warehouse")

    def given(self, file: str | Path, *, mapping: str | None = None, **options: Any) -> Brought:
        """file, mapping: from the folder of the cases, or a path of its own. options: those of `import_file`."""
        self.__dict__.pop("published", None)
        mapping_file = FILES / mapping if mapping else None
        return Brought(import_file(self.warehouse, FILES / file, mapping_file=mapping_file, **options))

    @cached_property
    def published(self) -> Published:
        build(self.warehouse)
        return self.warehouse.published()

    def cells(self, metric: str, question: Question | None = None) -> tuple[Cell, ...]:
        return measure(self.published, metric, question).cells

    def cell(self, metric: str, question: Question | None = None) -> Cell:
        """A figure's one cell, exact."""
        (only,) = self.cells(metric, question)
        return only

    @property
    def interviews(self) -> int:
        return int(self.cell("interview_volume").value or 0)

    @property
    def new_contacts(self) -> int:
        return int(self.cell("outreach_volume").value or 0)

    @property
    def names_per_interview(self) -> tuple[float | None, float | None]:
        """(names each, interviews where it is known)."""
        cell = self.cell("referral_yield")
        return cell.value, cell.denominator

    @property
    def reached(self) -> tuple[float | None, float | None]:
        """(students with an interview, students of the roster)."""
        cell = self.cell("participation_rate", Question(population="roster"))
        return cell.numerator, cell.denominator

    @property
    def students(self) -> int:
        """Everybody the office knows as a student, on the roster or off it."""
        (row,) = self.published.query("select count(*) as students from marts.students")
        return int(row["students"])

    @property
    def asked_about(self) -> list[Suggestion]:
        """What Who is who asks."""
        return suggestions(self.published)
