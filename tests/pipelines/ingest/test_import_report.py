"""The report of an import is the same on both sides of the process boundary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.ingest.import_report import COUNTS, SAID, ImportReport
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Warehouse
from tests.offices import TODAY

FILES = {
    "accepted and rejected": "student_id,contact_name,held_on,channel\nS1,Max,1/2/2026,cold\nS2,Ann,soon,zzz\n",
    "ragged": "student_id,contact_name,held_on\nS1,Max,2026-02-03\nS2,Ann,2026-02-03,extra,cells\n",
    "refused": "pet,color\nRex,brown\n",
    "a survey": "response_id,responded_at,clarity,confidence\n"
    + "".join(f"R{n},2026-03-0{n},{n},{n + 1}\n" for n in range(1, 6)),
}


@pytest.mark.parametrize("name", FILES)
def test_a_report_comes_through_json_as_it_was(name: str, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(FILES[name], encoding="utf-8")
    report = import_file(Warehouse(tmp_path / "warehouse"), path, today=TODAY)
    assert ImportReport.from_dict(json.loads(json.dumps(report.as_dict(detail=True)))) == report
    assert report.is_refused == (name == "refused")


def test_what_scripts_read_has_its_own_keys_and_no_more() -> None:
    plain = ImportReport("a.csv", "roster", rows_read=3).as_dict()
    assert list(plain) == ["file", "source", "import_id", "status", *COUNTS, "problems", *SAID]
    assert (plain["rows_read"], plain["status"]) == (3, "refused")
    assert ImportReport.from_dict(plain) == ImportReport("a.csv", "roster", rows_read=3)


def test_another_status_or_field_is_refused() -> None:
    for plain in ({"file": "a.csv", "status": "done"}, {"file": "a.csv", "rows": 3}, {"status": "refused"}):
        with pytest.raises(ValueError, match="ImportReport"):
            ImportReport.from_dict(plain)
