"""A file of rejected rows is known by its headers and read exactly as its import was."""

from __future__ import annotations

import pytest

from pipelines.mapping.corrected import ROW, as_read, from_outside, import_of, is_ours, why
from pipelines.sources.catalog import source

TRACKER, SURVEY = source("contact_tracker"), source("survey")


@pytest.mark.parametrize(
    ("headers", "number"),
    [
        (["Nr", ROW, why(7)], 7),
        (["why rejected, IMPORT 12"], 12),
        (["Nr", "Row in the file"], None),
        ([why(1), why(2)], None),  # of which?
        ([why(3), why(3)], 3),
        (["Why rejected (import 1234567890)"], None),
        ([], None),
    ],
)
def test_the_import_is_named_by_the_header(headers: list[str], number: int | None) -> None:
    assert import_of(headers) == number


def test_columns_of_ours_are_known() -> None:
    assert is_ours("ROW_in the file")
    assert is_ours(why(4))
    assert not is_ours("Why")


KEPT = {
    "source": "contact_tracker",
    "sheet": "May",
    "date_order": "",
    "read_date_order": "dmy",
    "columns": {"student_id": "@sheet", "contact_name": "Who"},
    "values": {"reply": {"ja": "accepted"}},
    "constants": {"channel": "cold"},
    "shape": {"tool": "", "sheets": "one", "headers": ["who"]},
}


def test_what_came_from_outside_has_a_column_of_its_own() -> None:
    assert from_outside(KEPT) == {"student_id": "@sheet"}
    assert from_outside({"columns": {"program": "@file", "student_id": "Nr"}}) == {"program": "@file"}


def test_it_is_read_with_the_mapping_of_its_import_and_nothing_else() -> None:
    read = as_read(KEPT, TRACKER)
    assert read["columns"]["student_id"] == "student_id"
    assert read["columns"]["contact_name"] == "Who"
    left_out = {name for name, header in read["columns"].items() if not header}
    assert left_out == set(TRACKER.names) - {"student_id", "contact_name", "channel"}
    assert (read["sheet"], read["date_order"], read["reshape"]) == ("", "dmy", "no")
    assert "read_date_order" not in read
    assert (read["values"], read["constants"], read["shape"]) == (
        KEPT["values"],
        KEPT["constants"],
        KEPT["shape"],
    )
    assert as_read({**KEPT, "date_order": "ymd"}, TRACKER)["date_order"] == "ymd"
    assert as_read({**KEPT, "read_date_order": ""}, TRACKER)["date_order"] == ""


def test_a_wide_file_stays_wide() -> None:
    wide = {
        "columns": {"response_id": "Id"},
        "constants": {},
        "waves": {"pre": {"clarity": "B"}, "post": {"clarity": "A"}},
        "gathered": {"came_of_it": {"x": "y"}},
    }
    read = as_read(wide, SURVEY)
    assert "reshape" not in read
    assert not {"wave", "clarity", "came_of_it"} & set(read["columns"])
    assert read["columns"]["confidence"] == ""
    only_gathered = {**wide, "waves": {}}
    assert as_read(only_gathered, SURVEY)["columns"]["wave"] == ""
    assert "reshape" not in as_read(only_gathered, SURVEY)
