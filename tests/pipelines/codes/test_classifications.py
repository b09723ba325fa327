"""Public code lists: complete, and found from whatever an office writes down."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.codes import classifications

REAL = Path(os.environ.get("CC_REAL_FILES", "")) / "10_reference_codes_employers"
needs_real_files = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")


def test_the_lists_have_their_known_lengths() -> None:
    assert (
        len(classifications.cip_families()),
        len(classifications.naics_sectors()),
        len(classifications.soc_groups()),
    ) == (50, 20, 23)
    assert (
        len({digits for digits, _, _ in classifications.naics_digits()}) == 24
    )  # three sectors take two or three pairs


def test_every_pair_of_digits_a_code_may_begin_with_has_its_group() -> None:
    sectors = {digits: sector for digits, sector, _ in classifications.naics_digits()}
    assert [sectors.get(digits) for digits in ("11", "31", "32", "33", "34", "48", "49", "92", "99")] == [
        "11", "31-33", "31-33", "31-33", None, "48-49", "48-49", "92", None,
    ]  # fmt: skip
    groups = {digits: (group, title) for digits, group, title in classifications.soc_digits()}
    assert groups["15"] == ("15-0000", "Computer and Mathematical Occupations")
    assert len(groups) == len(classifications.soc_groups())


@pytest.mark.parametrize(
    ("written", "family"),
    [
        ("52", "52"), ("52.03", "52"), ("52.0301", "52"), ("520301", "52"), ("1.0901", "01"), ("01.0901", "01"), ("1", "01"),
        ("Accounting", "52"), ("B.S. in Mechanical Engineering", "14"), ("Economics (BA)", "45"),
        ("Civil Engineering Technology", "15"), ("Art History", "50"), ("Basket weaving", None), ("02", None), ("", None),
    ],
)  # fmt: skip
def test_a_code_of_any_length_or_a_majors_name_has_its_family(written: str, family: str | None) -> None:
    assert classifications.cip_family(written) == family


@given(st.text())
def test_whatever_is_written_a_family_is_one_of_the_list_or_none(written: str) -> None:
    assert classifications.cip_family(written) in {None, *classifications.cip_families()}


@needs_real_files
def test_families_and_sectors_are_those_of_the_official_lists() -> None:
    with (REAL / "cip2020_plain_ddimmery.csv").open(encoding="ascii", newline="") as file:
        official = list(csv.DictReader(file))
    families = {row["CIPCode"]: row["CIPTitle"].rstrip(".") for row in official if len(row["CIPCode"]) == 2}
    assert {code: title.upper() for code, title in classifications.cip_families().items()} == families
    sheet = openpyxl.load_workbook(REAL / "naics_2022_structure.xlsx", read_only=True).active
    assert sheet is not None
    rows = [
        [str(cell).strip() for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)
    ]
    sectors = {
        row[0]: row[1].removesuffix("T").strip()
        for row in rows
        if len(row) == 2 and row[0] in classifications.naics_sectors()
    }
    assert dict(classifications.naics_sectors()) == sectors


@needs_real_files
def test_names_of_official_programs_that_are_known_are_nearly_all_put_right() -> None:
    with (REAL / "cip2020_plain_ddimmery.csv").open(encoding="ascii", newline="") as file:
        programs = [row for row in csv.DictReader(file) if "." in row["CIPCode"] or len(row["CIPCode"]) == 6]
    told = [
        (classifications.cip_family(row["CIPTitle"].split(", General")[0].rstrip(".")), row["CIPFamily"])
        for row in programs
    ]
    known = [(found, right) for found, right in told if found]
    assert len(known) > 250
    assert sum(found == right for found, right in known) / len(known) > 0.94
