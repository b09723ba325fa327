"""No figure depends on how the files came: their order, how they are cut, what came twice, what was undone and redone.

Every figure of a written office (`written_office`), whole, cut and filtered, is compared with that of the same files
taken in plainly, one after the other.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipelines.build.build import build
from pipelines.figures.measure import catalog, dimensions_for, measure
from pipelines.figures.results import Cell, Question
from pipelines.ingest.ledger import imports, redo, undo
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Warehouse
from tests.offices import TODAY
from tests.pipelines.written_office import Office, written

Told = dict[tuple[str, Question], list[tuple[Any, ...]]]
GROUPED = ("equity_gap", "equity_gap_response", "equity_gap_names", "equity_gap_outcomes")
TOO_SMALL = (
    "outcome_by_interviews_adjusted",
)  # a regression needs hundreds of graduates; its counts are compared


def questions(metric: str) -> Iterable[Question]:
    """The whole, and cuts of every kind that applies: an attribute, a bridge, of the item, of time; one filtered."""
    applies = dimensions_for(metric)
    yield Question()
    for by in (
        ("college",),
        ("program",),
        ("is_first_generation", "major"),
        ("channel",),
        ("industry",),
        ("month",),
    ):
        if metric in GROUPED and by[0] not in ("college", "is_first_generation"):
            continue
        if set(by) <= set(applies):
            yield Question(by=by)
    if "college" in applies:
        yield Question(where=(("college", "Arts"), ("program", "CAR 1")))


def figures(warehouse: Warehouse) -> Told:
    published = warehouse.published()
    return {
        (metric, question): [told(cell) for cell in measure(published, metric, question).cells]
        for metric in catalog()
        for question in questions(metric)
    }


def told(cell: Cell) -> tuple[Any, ...]:
    """All of a cell; sums of fractions may differ in the last place by the order they are taken in."""

    def plain(value: Any) -> Any:
        if isinstance(value, float):
            return round(value, 9)
        if isinstance(value, Mapping):
            return tuple(value.items())
        if isinstance(value, tuple):
            return tuple(plain(one) for one in value)
        return plain(tuple(vars(value).values())) if hasattr(value, "__dataclass_fields__") else value

    return tuple(plain(value) for value in vars(cell).values())


def take_in(warehouse: Warehouse, path: Path, source: str) -> str:
    report = import_file(warehouse, path, source=source, today=TODAY)
    assert report.status in ("imported", "unchanged"), report.problems
    assert not report.rejected, report.problems
    return report.status


@pytest.fixture(scope="module")
def office() -> Office:
    return written()


@pytest.fixture(scope="module")
def plainly(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The files taken in one after the other."""
    folder = tmp_path_factory.mktemp("plainly")
    warehouse = Warehouse(folder / "warehouse")
    for source in office.files:
        take_in(warehouse, office.write(folder, source), source)
    build(warehouse)
    return warehouse


@pytest.fixture(scope="module")
def expected(plainly: Warehouse) -> Told:
    return figures(plainly)


@pytest.fixture
def copy(plainly: Warehouse, tmp_path: Path) -> Warehouse:
    """The plain warehouse without its builds, so that what is compared is built anew."""
    ignore = shutil.ignore_patterns("published", "current")
    return Warehouse(shutil.copytree(plainly.folder, tmp_path / "warehouse", ignore=ignore))


def agree(warehouse: Warehouse, expected: Told) -> None:
    build(warehouse)
    found = figures(warehouse)
    assert [key for key, cells in expected.items() if found[key] != cells] == []


def test_the_office_says_something_of_every_figure(expected: Told) -> None:
    said = {metric for (metric, _), cells in expected.items() if any(cell[1] for cell in cells)}
    silent = set(catalog()) - said
    assert silent <= set(TOO_SMALL)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_imports_changes_no_figure(
    office: Office, expected: Told, tmp_path: Path, seed: int
) -> None:
    draw = random.Random(seed)
    sources = (
        list(reversed(office.files)) if seed == 0 else draw.sample(list(office.files), len(office.files))
    )
    warehouse = Warehouse(tmp_path / "warehouse")
    for source in sources:
        take_in(warehouse, office.write(tmp_path, source), source)
    agree(warehouse, expected)


@pytest.mark.thorough  # some figures of such moves: test_survival.py
def test_files_split_in_three_in_any_order_change_no_figure(
    office: Office, expected: Told, tmp_path: Path
) -> None:
    parts = [
        (source, office.write(tmp_path, source, rows, f"{source}-{place}"))
        for source in office.files
        for place, rows in enumerate(office.parts(source, 3))
    ]
    random.Random(3).shuffle(parts)
    warehouse = Warehouse(tmp_path / "warehouse")
    for source, path in parts:
        take_in(warehouse, path, source)
    agree(warehouse, expected)


def test_what_is_imported_again_whole_or_in_part_changes_no_figure(
    office: Office, expected: Told, copy: Warehouse, tmp_path: Path
) -> None:
    before = len(imports(copy))
    for source, rows in office.files.items():
        assert take_in(copy, office.write(tmp_path, source), source) == "unchanged"
        again = sorted(
            rows, key=lambda row: row["student_id"]
        )  # exported once more; a day's messages keep their order
        take_in(copy, office.write(tmp_path, source, again, f"{source}-again"), source)
        take_in(copy, office.write(tmp_path, source, office.parts(source, 2)[1], f"{source}-part"), source)
    assert len(imports(copy)) > before
    agree(copy, expected)


def test_undo_and_redo_in_any_order_change_no_figure(expected: Told, copy: Warehouse) -> None:
    draw = random.Random(5)
    known = [row["import_id"] for row in imports(copy)]
    for one in draw.sample(known, len(known)):
        undo(copy, one)
    for one in draw.sample(known, len(known)):
        redo(copy, one)
    agree(copy, expected)


@pytest.mark.thorough  # some figures of such moves: test_survival.py
def test_a_file_undone_and_imported_again_changes_no_figure(
    office: Office, expected: Told, copy: Warehouse, tmp_path: Path
) -> None:
    for row in imports(copy):
        undo(copy, row["import_id"])
    for source in reversed(office.files):
        take_in(copy, office.write(tmp_path, source), source)
    agree(copy, expected)


def test_an_import_undone_leaves_no_trace(expected: Told, copy: Warehouse, tmp_path: Path) -> None:
    other = written(seed=99, students=30)
    known = {row["import_id"] for row in imports(copy)}
    for source in other.files:
        take_in(copy, other.write(tmp_path, source), source)
    build(copy)
    assert figures(copy) != expected
    for row in imports(copy):
        if row["import_id"] not in known:
            undo(copy, row["import_id"])
    agree(copy, expected)


def test_of_two_channels_on_a_threads_first_day_the_earlier_rows_counts(tmp_path: Path) -> None:
    by_id = [{"student_id": "S1", "contact_name": "Ann", "sent_on": "2026-02-02", "channel": "linkedin"}]
    by_email = [{**by_id[0], "student_id": "", "student_email": "s1@uni.edu", "channel": "cold"}]
    roster = [{"student_id": "S1", "email": "s1@uni.edu"}]
    found = []
    for place, files in enumerate(((by_id, by_email), (by_email, by_id))):
        folder = tmp_path / str(place)
        warehouse = Warehouse(folder / "warehouse")
        take_in(warehouse, Office({"roster": roster}).write(folder, "roster"), "roster")
        for number, rows in enumerate(files):
            path = Office({"outreach_log": rows}).write(folder, "outreach_log", name=str(number))
            take_in(warehouse, path, "outreach_log")
        build(warehouse)
        found.append(
            {
                cell.segment["channel"]: cell.numerator
                for cell in measure(warehouse.published(), "channel_mix").cells
            }
        )
    assert [{name: n for name, n in one.items() if n} for one in found] == [{"linkedin": 1}, {"cold": 1}]
