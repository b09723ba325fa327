"""What the office wants and wants to remember: targets, notes pinned to a day, saved views.

Kept in `office.sqlite`, beside the figures and apart from them: nothing here changes a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Column, Date, Float, Integer, MetaData, String, Table, delete, select
from sqlalchemy.dialects.sqlite import insert

from dashboard.office.database import FILE, engine_of
from pipelines.errors import UserError

LONGEST = 60  # letters of a note or a name: what fits beside a mark

_metadata = MetaData()
_targets = Table(
    "targets",
    _metadata,
    Column("metric", String(64), primary_key=True),
    Column("year", Integer, primary_key=True),  # the calendar year its academic year begins in
    Column("value", Float, nullable=False),  # in the figure's unit, rates 0 to 1
)
_notes = Table(
    "notes",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("text", String(LONGEST), nullable=False),
)
_views = Table(
    "saved_views",
    _metadata,
    Column("name", String(LONGEST), primary_key=True),
    Column("page", String(64), nullable=False),  # its address under the dashboard's, "" = the first page
    Column("query", String, nullable=False),  # the part of the address after "?"
)


@dataclass(frozen=True)
class Target:
    """What a figure is to reach in an academic year; value in the figure's unit, rates 0 to 1."""

    metric: str
    year: int
    value: float


@dataclass(frozen=True)
class Note:
    """Something that happened on a day: "career fair"."""

    id: int
    day: date
    text: str


@dataclass(frozen=True)
class SavedView:
    """A page with its filters, under a name."""

    name: str
    page: str
    query: str

    @property
    def link(self) -> str:
        """Its address, without the dashboard's own."""
        return f"/{self.page}" + (f"?{self.query}" if self.query else "")


@dataclass(frozen=True)
class Standing:
    """What is planned and noted now, read once for a whole page."""

    targets: tuple[Target, ...] = ()
    notes: tuple[Note, ...] = ()

    def target(self, metric: str, year: int) -> Target | None:
        return next((t for t in self.targets if t.metric == metric and t.year == year), None)


def _words(text: str, what: str) -> str:
    """One line of at most LONGEST letters. Raises UserError where it is empty or longer."""
    line = " ".join(text.split())
    if not line:
        raise UserError(f"{what} needs some words.")
    if len(line) > LONGEST:
        raise UserError(f"{what} can have {LONGEST} letters; this one has {len(line)}.")
    return line


class Plans:
    """Targets, notes and saved views of one warehouse folder."""

    def __init__(self, folder: Path) -> None:
        self._path = Path(folder) / FILE

    def standing(self) -> Standing:
        """Targets and notes, the earliest first; nothing is made where there is no file yet."""
        if not self._path.exists():
            return Standing()
        with engine_of(self._path, _metadata).connect() as connection:
            targets = connection.execute(select(_targets).order_by(_targets.c.year, _targets.c.metric))
            notes = connection.execute(select(_notes).order_by(_notes.c.day, _notes.c.id))
            return Standing(
                tuple(Target(row.metric, row.year, row.value) for row in targets),
                tuple(Note(row.id, row.day, row.text) for row in notes),
            )

    def set_target(self, metric: str, year: int, value: float | None) -> None:
        """What the figure is to reach in that academic year; None takes the target away."""
        with engine_of(self._path, _metadata).begin() as connection:
            connection.execute(delete(_targets).where(_targets.c.metric == metric, _targets.c.year == year))
            if value is not None:
                connection.execute(insert(_targets).values(metric=metric, year=year, value=value))

    def pin(self, day: date, text: str) -> None:
        """Note what happened on a day. Raises UserError where the text is empty or too long."""
        words = _words(text, "A note")
        with engine_of(self._path, _metadata).begin() as connection:
            connection.execute(insert(_notes).values(day=day, text=words))

    def unpin(self, note_id: int) -> None:
        with engine_of(self._path, _metadata).begin() as connection:
            connection.execute(delete(_notes).where(_notes.c.id == note_id))

    def save_view(self, name: str, page: str, query: str) -> None:
        """Keep a page and its filters; the same name again replaces it. Raises UserError for a bad name."""
        kept = {"name": _words(name, "A name"), "page": page, "query": query}
        with engine_of(self._path, _metadata).begin() as connection:
            connection.execute(insert(_views).values(kept).on_conflict_do_update(["name"], set_=kept))

    def forget_view(self, name: str) -> None:
        with engine_of(self._path, _metadata).begin() as connection:
            connection.execute(delete(_views).where(_views.c.name == name))

    def views(self) -> Sequence[SavedView]:
        """Saved views by name."""
        if not self._path.exists():
            return ()
        with engine_of(self._path, _metadata).connect() as connection:
            rows = connection.execute(select(_views).order_by(_views.c.name))
            return tuple(SavedView(row.name, row.page, row.query) for row in rows)


# -- academic years ------------------------------------------------------------------------------------------


def academic_year(day: date, year_start: tuple[int, int]) -> int:
    """The calendar year in which the academic year of a day begins."""
    return day.year if (day.month, day.day) >= year_start else day.year - 1


def year_words(year: int) -> str:
    """2026 -> "2026–27"."""
    return f"{year}–{(year + 1) % 100:02d}"


def year_asked(
    of: str,
    where: Sequence[tuple[str, str]],
    since: date | None,
    until: date | None,
    year_start: tuple[int, int],
) -> int | None:
    """The academic year a question is about, None where it is about none or several.

    Graduates belong to the year their class ends in; everything else to the year its dates lie in.
    """
    if of == "graduate":
        classes = {value for name, value in where if name == "class_year"}
        only = classes.pop() if len(classes) == 1 else ""
        return int(only) - 1 if only.isdigit() else None
    if since is None or until is None:
        return None
    first, last = academic_year(since, year_start), academic_year(until, year_start)
    return first if first == last else None
