"""What became of one file: the report that the command line prints and the dashboard reads. Pure.

as_dict()    what `import --json` prints; with detail (`--preview`) all of it, for the screen
from_dict()  the report again, in the dashboard's process
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pipelines.errors import Problem
from pipelines.ingest.file_look import FileSheet
from pipelines.ingest.left_out import LeftOut, SecondTable
from pipelines.ingest.not_recorded import NotRecorded
from pipelines.ingest.row_plan import DateQuestion
from pipelines.ingest.suggested_talks import SuggestedTalk
from pipelines.ingest.unit_question import UnitQuestion
from pipelines.mapping.matching import Match
from pipelines.mapping.open_question import OpenQuestion
from pipelines.mapping.saved_mappings import UsedMapping
from pipelines.mapping.scales import ProposedScale
from pipelines.mapping.source_guess import Guess
from pipelines.mapping.unknown_spellings import UnknownValue
from pipelines.typed_json import as_plain, from_plain

Status = Literal["imported", "unchanged", "refused"]

COUNTS = (
    "rows_read",
    "accepted",
    "rejected",
    "skipped",
    "new",
    "changed",
    "unchanged",
    "superseded",
    "removed",
)
SAID = (
    "message",
    "headline",
    "notes",
    "questions",
    "guesses",
    "sheets",
    "skips",
    "unknown_values",
    "not_recorded",
    "left_out",
)
PRINTED = ("file", "source", "import_id", "status", *COUNTS, "problems", *SAID)


@dataclass(frozen=True)
class CauseExample:
    """One of the commonest things found for a cause, how often, and the first row that has it."""

    found: str
    count: int
    row: int | None


@dataclass(frozen=True)
class Cause:
    """Rows rejected for one reason in one column. count: rows; title and to_do: for people."""

    code: str
    title: str
    to_do: str
    column: str
    count: int
    examples: tuple[CauseExample, ...] = ()


@dataclass(frozen=True)
class OffRoster:
    """Students of the file who are not on the roster: how many, and some of their ids or addresses."""

    count: int
    some: tuple[str, ...]


@dataclass(frozen=True)
class RejectedRow:
    """A row that stays out: its place in the file, its cells by header, and what is wrong with it."""

    row_number: int | None
    sheet: str
    cells: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class ImportReport:
    """What became of one file. The fields named in PRINTED are the command line's JSON: what became of the rows and
    everything that is said of it; the rest is for the screen.

    rows_read = accepted + rejected + skipped (superseded rows are among the skipped);
    accepted = new + changed + unchanged. problems: grouped by kind and column, the most frequent first.
    """

    file: str
    source: str | None = None
    import_id: int | None = None
    status: Status = "refused"
    rows_read: int = 0
    rows_in_file: int = 0  # fewer than rows_read where a row is about several contacts; 0 of a refused file
    accepted: int = 0
    rejected: int = 0
    skipped: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    superseded: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()
    not_recorded: tuple[NotRecorded, ...] = ()  # cells left blank in rows that come in

    message: str = ""  # one sentence
    figures_not_built: str = ""  # why the figures do not hold the file yet, though it is in
    is_dry_run: bool = False
    tool: str = ""
    tool_title: str = ""  # as people call it
    sheet: str = ""
    notes: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    columns: tuple[str, ...] = ()  # the file's headers
    labels: tuple[str, ...] = ()  # the question texts of a survey tool, one a header, else ""
    accepted_sample: tuple[Mapping[str, str | int | None], ...] = ()
    rejected_sample: tuple[RejectedRow, ...] = ()
    skips: Mapping[str, int] = field(default_factory=dict)  # rule -> rows
    headline: str = ""  # "412 interviews, 9 problems, 3 students not on the roster, 2 columns left out"
    left_out: tuple[
        LeftOut, ...
    ] = ()  # everything that does not come in, or comes in and counts in no figure
    second_tables: tuple[SecondTable, ...] = ()  # below and beside those that are read
    causes: tuple[Cause, ...] = ()  # why rows are rejected, the commonest first
    off_roster: OffRoster | None = None  # None where there is nothing to compare with
    sheets: tuple[FileSheet, ...] = ()
    corrects: int | None = None  # the import whose rejected rows these are
    unknown_values: tuple[UnknownValue, ...] = ()  # spellings a person has to explain once
    date_order: tuple[DateQuestion, ...] = ()  # how columns of dates in digits are read
    unit_questions: tuple[
        UnitQuestion, ...
    ] = ()  # columns of numbers whose unit nothing says, answered or not
    saved_mapping: UsedMapping | None = None  # the saved mapping that was used
    scale: ProposedScale | None = (
        None  # proposed from the answers; None where declared or where nothing can be told
    )
    mapping_toml: str = ""  # how it was read, as a mapping file
    guesses: tuple[Guess, ...] = ()  # what the file may be, best first
    # what only a person can say; of a refused file, what would let it in
    questions: tuple[OpenQuestion, ...] = ()
    suggested_talks: tuple[SuggestedTalk, ...] = ()  # of a calendar, the confirmed ones too; the likely first

    @property
    def is_refused(self) -> bool:
        return self.status == "refused"

    @property
    def further_contacts(self) -> tuple[str, ...]:
        """The headers of further contacts of a row, each of whom became a row of its own."""
        return tuple(match.header for match in self.matches if match.how == "section")

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything that is said of the file, each once: what became of it, what is asked, what is to be known."""
        sentences = [self.message or self.headline or self.status]
        for one in (*(question.text for question in self.questions), *self.notes):
            if not any(one in said for said in sentences):
                sentences.append(one)
        return tuple(sentences)

    def with_counts(self, counts: Mapping[str, int]) -> ImportReport:
        """The report with what became of the rows, by the names in COUNTS."""
        return replace(self, **dict[str, Any](counts))

    def with_figures_not_built(self, why: str) -> ImportReport:
        """The report of a file that is in, where the figures could not be made afterwards; a refused one stays."""
        return self if self.is_refused else replace(self, figures_not_built=why)

    def as_dict(self, detail: bool = False) -> dict[str, Any]:
        """The command line's JSON; with `detail` what the screen shows besides."""
        plain: dict[str, Any] = as_plain(self)
        return plain if detail else {name: plain[name] for name in PRINTED}

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> ImportReport:
        """The report that `as_dict` wrote. Raises ValueError naming the field that is not what it must be."""
        return from_plain(cls, plain)
