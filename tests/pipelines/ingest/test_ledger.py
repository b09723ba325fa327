"""Undo, redo, re-import and replace as properties: whatever happened, the record is what the definitions say."""

from __future__ import annotations

import csv
import itertools
import random
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import UserError
from pipelines.ingest import ledger
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.ledger import imports, redo, rejected, undo
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Warehouse, fetch

TODAY = date(2026, 11, 20)
KEY = ("student_id", "contact_email", "held_on")
CELLS = ("contact_title", "minutes")


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse")


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [*KEY, *CELLS], lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def take(warehouse: Warehouse, path: Path, **settings: Any) -> ImportReport:
    return import_file(warehouse, path, today=TODAY, **settings)


def row(student: str, day: str, title: str = "", minutes: str = "") -> dict[str, str]:
    cells = (student, f"{student.lower()}@example.com", f"2026-03-{day}", title, minutes)
    return dict(zip((*KEY, *CELLS), cells, strict=True))


# -- the definitions, written a second time -----------------------------------------------------------


@dataclass
class Taken:
    """One import as the definitions see it. versions: key -> cells; a None is a tombstone."""

    file: int
    mapping: str
    is_replace: bool
    versions: dict[tuple[str, ...], dict[str, str] | None]
    is_live: bool = True


@dataclass
class Model:
    taken: list[Taken] = field(default_factory=list)

    def effective(self) -> list[Taken]:
        live = [(n, one) for n, one in enumerate(self.taken) if one.is_live]
        return [one for n, one in live if not any(m > n and other.file == one.file for m, other in live)]

    def state(self, leaving_out: int | None = None) -> dict[tuple[str, ...], dict[str, str]]:
        cells: dict[tuple[str, ...], dict[str, str]] = {}
        gone: dict[tuple[str, ...], bool] = {}
        for one in self.effective():
            if one.file == leaving_out:
                continue
            for key, version in one.versions.items():
                gone[key] = version is None
                filled = {name: text for name, text in (version or {}).items() if text}
                cells.setdefault(key, {}).update(filled)
        return {
            key: {name: text for name, text in found.items() if text != "<clear>"}
            for key, found in cells.items()
            if not gone[key]
        }

    def find(self, file: int, mapping: str, is_replace: bool) -> int | None:
        same = (file, mapping, is_replace)
        return next((n for n, t in enumerate(self.taken) if (t.file, t.mapping, t.is_replace) == same), None)

    def take(self, file: int, rows: list[dict[str, str]], mapping: str, is_replace: bool) -> str:
        known = self.find(file, mapping, is_replace)
        if known is not None:
            if self.taken[known] in self.effective():
                return "unchanged"
            self.taken[known].is_live = True
            for later in self.taken[known + 1 :]:
                later.is_live = later.is_live and later.file != file
            return "imported"
        versions: dict[tuple[str, ...], dict[str, str] | None] = {}
        for one in rows:
            cells = {name: one[name] for name in CELLS}
            if mapping == "renaming" and cells["contact_title"] == "A":
                cells["contact_title"] = "B"
            versions[tuple(one[name] for name in KEY)] = cells
        if is_replace:
            days = [key[2] for key in versions]
            for key in self.state():
                if min(days) <= key[2] <= max(days) and key not in versions:
                    versions[key] = None
        self.taken.append(Taken(file, mapping, is_replace, versions))
        return "imported"


def state(warehouse: Warehouse) -> dict[tuple[str, ...], dict[str, str]]:
    """What the record holds: keys from the rows themselves, cells by the definition, in plain SQL."""
    last = ", ".join(f"last({name} order by place) filter ({name} is not null) as {name}" for name in CELLS)
    keys = ", ".join(f"max({name}) as {name}" for name in KEY)
    with warehouse.recording("testing") as connection:
        rows = fetch(
            connection,
            f"""
            select {keys}, {last} from (
                select r.*, (l.position, r.row_number) as place
                from record.interview_log r join record.live_imports l using (import_id)
            )
            group by row_key having not last(is_retired order by place)
            """,
        )
    return {
        tuple(one[name] for name in KEY): {
            name: one[name] for name in CELLS if one[name] not in (None, "<clear>")
        }
        for one in rows
    }


def some_rows(chance: random.Random) -> list[dict[str, str]]:
    keys = list(itertools.product(("S1", "S2", "S3"), ("02", "09", "16", "23")))
    titles, minutes = ("", "", "A", "B", "<clear>"), ("", "10", "20")
    return [
        row(student, day, chance.choice(titles), chance.choice(minutes))
        for student, day in chance.sample(keys, chance.randint(1, 7))
    ]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("seed", range(5))
def test_the_record_is_what_the_definitions_say(warehouse: Warehouse, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = [some_rows(chance) for _ in range(4)]
    paths = [write(tmp_path / f"file{n}.csv", rows) for n, rows in enumerate(files)]
    renaming = tmp_path / "renaming.toml"
    renaming.write_text('source = "interview_log"\n[values.contact_title]\n"A" = "B"\n')
    model = Model()
    for _ in range(11):
        before = model.state()
        if model.taken and chance.random() < 0.35:
            number = chance.randrange(len(model.taken))
            model.taken[number].is_live = chance.random() < 0.5
            (redo if model.taken[number].is_live else undo)(warehouse, number + 1)
        else:
            file, is_replace = chance.randrange(4), chance.random() < 0.3
            mapping = chance.choice(("plain", "plain", "renaming"))
            was_known = model.find(file, mapping, is_replace) is not None
            expected = model.take(file, files[file], mapping, is_replace)
            report = take(
                warehouse,
                paths[file],
                source="interview_log",
                mapping_file=renaming if mapping == "renaming" else None,
                replace=is_replace,
            )
            assert report.status == expected
            assert report.rows_read == report.accepted == len(files[file])
            if not was_known:
                after = model.state()
                mine = [tuple(one[name] for name in KEY) for one in files[file]]
                assert report.new == sum(key not in before for key in mine)
                assert report.unchanged == sum(key in before and before[key] == after[key] for key in mine)
                tombstones = sum(version is None for version in model.taken[-1].versions.values())
                assert report.removed == tombstones
        assert state(warehouse) == model.state()
        effective = [entry["import_id"] for entry in imports(warehouse) if entry["is_effective"]]
        assert effective == [n + 1 for n, one in enumerate(model.taken) if one in model.effective()]


def test_order_does_not_matter_where_files_do_not_disagree(tmp_path: Path) -> None:
    chance = random.Random(7)
    truth = [row(student, day, f"T{student}", day) for student in ("S1", "S2") for day in ("02", "09", "16")]
    files = []
    for n in range(3):
        part = [
            {name: text if name in KEY or chance.random() < 0.6 else "" for name, text in one.items()}
            for one in chance.sample(truth, 4)
        ]
        files.append(write(tmp_path / f"file{n}.csv", part))
    states = []
    for n, order in enumerate(itertools.permutations(files)):
        warehouse = Warehouse(tmp_path / f"warehouse{n}")
        for path in order:
            take(warehouse, path)
        states.append(state(warehouse))
    assert all(one == states[0] for one in states)


# -- single steps -------------------------------------------------------------------------------------


def test_undo_drops_rows_and_rejects_and_redo_brings_both_back(warehouse: Warehouse, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [row("S1", "02", "A"), row("S2", "32")])
    take(warehouse, path)
    undone = undo(warehouse, 1)
    assert (undone["status"], undone["was_changed"]) == ("undone", True)
    assert state(warehouse) == {}
    again = undo(warehouse, 1)
    assert (again["was_changed"], "nothing changed" in again["message"]) == (False, True)
    back = redo(warehouse, 1)
    assert (back["status"], back["was_changed"], back["rejected"]) == ("live", True, 1)
    assert len(state(warehouse)) == 1


def test_later_cells_stay_when_an_earlier_import_is_undone(warehouse: Warehouse, tmp_path: Path) -> None:
    take(warehouse, write(tmp_path / "a.csv", [row("S1", "02", "A", "10")]))
    take(warehouse, write(tmp_path / "b.csv", [row("S1", "02", "A", "20")]))
    undo(warehouse, 1)
    assert list(state(warehouse).values()) == [{"contact_title": "A", "minutes": "20"}]
    undo(warehouse, 2)
    redo(warehouse, 1)
    assert list(state(warehouse).values()) == [{"contact_title": "A", "minutes": "10"}]


@pytest.mark.parametrize("step", [undo, redo])
def test_an_import_that_does_not_exist_is_said(warehouse: Warehouse, tmp_path: Path, step: Any) -> None:
    with pytest.raises(UserError, match="nothing has been imported"):
        step(warehouse, 1)
    take(warehouse, write(tmp_path / "a.csv", [row("S1", "02")]))
    with pytest.raises(UserError, match="no import 7"):
        step(warehouse, 7)
    with pytest.raises(UserError, match="no import 7"):
        rejected(warehouse, 7, tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_the_ledger_of_an_empty_folder_is_empty_and_leaves_it_empty(warehouse: Warehouse) -> None:
    assert imports(warehouse) == []
    assert not warehouse.folder.exists()


def test_the_ledger_tells_file_source_counts_and_dates(warehouse: Warehouse, tmp_path: Path) -> None:
    take(warehouse, write(tmp_path / "a.csv", [row("S1", "02"), row("S1", "16"), row("S2", "", "A")]))
    (entry,) = imports(warehouse)
    assert (entry["file_name"], entry["source"], entry["accepted"], entry["rejected"]) == (
        "a.csv",
        "interview_log",
        2,
        1,
    )
    assert (entry["first_date"], entry["last_date"]) == (date(2026, 3, 2), date(2026, 3, 16))


def test_a_reason_is_one_line_for_all_problems() -> None:
    told = ledger.reason(
        [
            {"column": "Date", "message": "“soon” is not a date.", "expected": "a date"},
            {"column": None, "message": "The response answers none of the questions.", "expected": None},
        ]
    )
    expected = "Date: “soon” is not a date. Expected: a date. | The response answers none of the questions."
    assert told == expected
