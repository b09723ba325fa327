"""Mapping one more column never lowers the rows accepted: an odd cell of it is blank and listed, and costs no row.

Rows that become one row because the new column says that they are the same (a key) count as accepted. What a definition
says rejects a row is left out: days to come, permissions without a name, a talk held in the future.
"""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.load import import_file
from pipelines.mapping.toml_text import written
from pipelines.sources.catalog import sources
from pipelines.store.warehouse import Warehouse
from tests.offices import TODAY

NEEDED = {
    "interview_log": {"student_id": "S{}", "contact_name": "Ana {}", "held_on": "2026-03-02"},
    "outreach_log": {"student_id": "S{}", "contact_name": "Ana {}", "sent_on": "2026-03-02"},
    "contact_tracker": {"student_id": "S{}", "contact_name": "Ana {}"},
    "roster": {"student_id": "S{}"},
    "first_destination": {"student_id": "S{}", "outcome_status": "employed_full_time"},
    "referral_log": {
        "student_id": "S{}",
        "referrer": "Ana {}",
        "referred_name": "Bo {}",
        "referred_on": "2026-03-02",
    },
}
NAMED_BY_A_RULE = {
    "referrals_with_permission_count",
    "status",
    "enrolled_on",
}  # the last is the day of its row
ODD = (
    "", " ", "?", "~4??", "12;5", "soon", "2026-03-02", "13/13/2026", "1/2/26", "2026-02-30", "yes", "maybe", "☑", "5", "-1",
    "9" * 30, "1.2E+10", "1e400", "nan", "£30", "60-70k", "$52,000", "#N/A", "<clear>", "a@b", "ask her", "x; y;; z", "Oct-49",
    "=1+1", "S1", "alumni", "n/a", "0000-00-00", "3pm", "Á\u200bç", "'", '"', "a\nb", "<script>", "1,5", "20 min", "00:30",
)  # fmt: skip
OPTIONAL = {
    id: [name for name in sources()[id].names if name not in needed and name not in NAMED_BY_A_RULE]
    for id, needed in NEEDED.items()
}


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[str], str, list[dict[str, str]]]:
    """(source, columns that are mapped, one more, rows)."""
    source = draw(st.sampled_from(sorted(NEEDED)))
    named = draw(st.lists(st.sampled_from(OPTIONAL[source]), min_size=1, max_size=5, unique=True))
    cells = st.sampled_from(ODD)
    rows = [
        {
            **{name: text.format(n) for name, text in NEEDED[source].items()},
            **{name: draw(cells) for name in named},
        }
        for n in range(draw(st.integers(1, 5)))
    ]
    return source, named[:-1], named[-1], rows


def taken(folder: Path, source: str, columns: list[str], rows: list[dict[str, str]]) -> ImportReport:
    """What comes in of these rows where these of their columns are mapped, and no other."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    (folder / "file.csv").write_text(text.getvalue(), encoding="utf-8", newline="")
    named = {name: name for name in (*NEEDED[source], *columns)}
    left = {name: "" for name in OPTIONAL[source] if name not in named}
    mapping = folder / "file.toml"
    mapping.write_text(
        written({"source": source, "columns": {**named, **left}, "reshape": "no"}), encoding="utf-8"
    )
    return import_file(
        Warehouse(folder / "warehouse"), folder / "file.csv", mapping_file=mapping, dry_run=True, today=TODAY
    )


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(files())
@example(("interview_log", ["minutes"], "thank_you_on", [{"student_id": "S1", "contact_name": "Ana", "held_on": "2026-03-02", "minutes": "20 min", "thank_you_on": "soon"}]))  # fmt: skip
@example(("roster", [], "entered_on", [{"student_id": "S1", "entered_on": "2026-02-30"}]))
@example(("contact_tracker", ["first_contacted_on"], "replied_on", [{"student_id": "S1", "contact_name": "A", "first_contacted_on": "?", "replied_on": "0000-00-00"}]))  # fmt: skip
def test_one_more_column_never_costs_a_row(file: tuple[str, list[str], str, list[dict[str, str]]]) -> None:
    source, columns, one_more, rows = file
    with tempfile.TemporaryDirectory() as place:
        fewer = taken(Path(place), source, columns, rows)
        more = taken(Path(place), source, [*columns, one_more], rows)
    assert not fewer.is_refused, fewer.message
    assert not more.is_refused, more.message
    kept, kept_with_it = (one.accepted + one.superseded for one in (fewer, more))
    assert kept_with_it >= kept, (source, columns, one_more, [problem.message for problem in more.problems])
    assert kept == len(rows) or fewer.rejected or fewer.skipped
