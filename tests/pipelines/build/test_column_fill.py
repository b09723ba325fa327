"""How far columns are filled, by which figures are locked and unlocked."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.build.build import build
from pipelines.store.warehouse import Warehouse
from tests.offices import take_in

OUTREACH = """
student_id | contact_name | sent_on    | reply   | channel
S1         | Lee          | 2026-03-02 | replied | linkedin
S1         | Kim          | 2026-03-03 | -       | linkedin
S1         | Moss         | 2026-03-04 | -       | -
"""


@pytest.mark.parametrize(("blank_reply", "replies"), [(None, 1), ("no_reply", 3)])
def test_filled_cells_are_counted_and_a_blank_that_means_no_reply_is_one(
    tmp_path: Path, blank_reply: str | None, replies: int
) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    declared = tmp_path / "declared.toml"
    declared.write_text(f'blank_reply = "{blank_reply}"\n' if blank_reply else "", encoding="utf-8")
    take_in(warehouse, tmp_path / "files", {"outreach_log": OUTREACH}, mapping_file=declared)
    build(warehouse)
    filled = {
        (row["source"], row["column_name"]): (row["rows"], row["filled"])
        for row in warehouse.published().query("select * from marts.column_fill")
    }
    assert filled["outreach_log", "reply"] == (3, replies)
    assert filled["outreach_log", "channel"] == (3, 2)
    assert filled["outreach_log", "contact_title"] == (3, 0)
    assert filled["roster", "student_id"] == (0, 0)
    assert ("roster", "is_pell_recipient") not in filled  # never read
    assert ("outreach_log", "row_id") not in filled
