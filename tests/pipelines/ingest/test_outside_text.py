"""Names, headers and cells that look like SQL, paths, formulas or templates go through an import as texts."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from pipelines.ingest.ledger import rejected
from pipelines.ingest.load import import_file
from pipelines.mapping.cell_values.reading import unwrapped
from pipelines.store.warehouse import Warehouse, fetch
from tests.offices import TODAY
from tests.pipelines.readers.outside_texts import OUTSIDE_TEXTS

SQL = OUTSIDE_TEXTS["SQL"]
UNSEEN = re.compile(
    "[\x07\x08\x1b\u200b\ufeff\x0b\u202e\u2066]"
)  # what nobody sees in a cell is no part of it


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An outreach log in which every name is an outside text; a second row of each has no date that is one."""
    path = tmp_path / "files" / "log.csv"
    path.parent.mkdir()
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["student_id", "contact_name", "sent_on", "channel", SQL, "{0.__class__}"])
        for number, text in enumerate(OUTSIDE_TEXTS.values()):
            writer.writerow([f"S{number}", text, "2026-03-02", "linkedin", text, text])
            writer.writerow([f"S{number}", text, text, "linkedin", text, text])
    return path


def test_what_looks_like_anything_else_is_kept_as_it_is(file: Path, tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    report = import_file(warehouse, file, source="outreach_log", today=TODAY, name=f"../../etc/{SQL}.csv")
    assert report.status == "imported"
    assert report.file == f"../../etc/{SQL}.csv"
    assert (report.accepted, report.rejected) == (len(OUTSIDE_TEXTS), len(OUTSIDE_TEXTS))
    with warehouse.recording("testing") as connection:
        held = [
            row["contact_name"]
            for row in fetch(connection, "select contact_name from record.outreach_log order by row_number")
        ]
        names = fetch(connection, "select file_name from record.imports")
    assert held == [UNSEEN.sub("", text) for text in OUTSIDE_TEXTS.values()]
    assert names == [{"file_name": f"../../etc/{SQL}.csv"}]
    assert {path.name for path in tmp_path.iterdir()} == {"files", "warehouse"}
    json.dumps(report.as_dict(detail=True), ensure_ascii=False).encode()


def test_rejected_rows_come_back_without_a_formula(file: Path, tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    import_file(warehouse, file, source="outreach_log", today=TODAY)
    out = tmp_path / "rejected.csv"
    assert rejected(warehouse, 1, out) == len(OUTSIDE_TEXTS)
    with out.open(newline="", encoding="utf-8-sig") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert "'" + OUTSIDE_TEXTS["a formula"] in cells


FORMULAS = ("=1+1", "＝1+1", "@x", "+1-2 of us", "－1 a")


@pytest.mark.parametrize(
    "before",
    ["", " ", "\u200b", "\ufeff", "\x0b", "\u2003", "\u2060"],
    ids=["none", "blank", "zero width", "byte-order mark", "vertical tab", "em space", "word joiner"],
)
def test_a_formula_behind_what_nobody_sees_is_none_in_the_rejected_rows(tmp_path: Path, before: str) -> None:
    """It comes back with an apostrophe, and the corrected file is read as if that were not there."""
    warehouse = Warehouse(tmp_path / "warehouse")
    names = {f"F{place}": before + formula for place, formula in enumerate(FORMULAS)}
    log = tmp_path / "log.csv"
    with log.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [
                ["student_id", "contact_name", "sent_on", "channel"],
                *([student, name, "soon", "linkedin"] for student, name in names.items()),
                *([f"S{n}", f"Ana Diaz {n}", "2026-03-02", "linkedin"] for n in range(len(names))),
            ]
        )
    import_file(warehouse, log, source="outreach_log", today=TODAY)
    out = tmp_path / "rejected.csv"
    rejected(warehouse, 1, out)
    text = out.read_text(encoding="utf-8-sig")
    assert [name for name in names.values() if f"'{name}" not in text] == []
    out.write_text(text.replace("soon,", "2026-03-03,"), encoding="utf-8")
    assert import_file(warehouse, out, today=TODAY).accepted == len(names)
    with warehouse.recording("testing") as connection:
        held = fetch(
            connection,
            "select student_id, contact_name from record.outreach_log where student_id like 'F%' order by 1",
        )
    assert {row["student_id"]: row["contact_name"] for row in held} == {
        student: unwrapped(name) for student, name in names.items()
    }


def test_the_words_of_a_refusal_quote_no_cell(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A file that is none of ours: its cells are neither in the sentence nor in a log."""
    path = tmp_path / "pets.csv"
    path.write_text("pet,color\nRex Private,brown\nMia Private,black\n", encoding="utf-8")
    report = import_file(Warehouse(tmp_path / "warehouse"), path, today=TODAY)
    assert report.status == "refused"
    assert "Private" not in report.message
    assert caplog.text == ""


def test_a_refusal_calls_the_file_by_its_own_name(tmp_path: Path) -> None:
    """As it comes from the page: under a name of ours, with what it is called beside it."""
    path = tmp_path / "3f9a.csv"
    path.write_bytes(b"%PDF-1.7 minutes of a meeting")
    report = import_file(Warehouse(tmp_path / "warehouse"), path, name="../minutes {0}.csv", today=TODAY)
    assert "“../minutes {0}.csv” is a PDF document" in report.message
    assert "3f9a" not in json.dumps(report.as_dict(detail=True), ensure_ascii=False)
