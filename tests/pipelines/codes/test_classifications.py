"""Public code lists: complete, and found from whatever an office writes down."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.codes import classifications as codes

REAL = Path(os.environ.get("CC_REAL_FILES", "")) / "10_reference_codes_employers"
needs_real_files = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")


def test_the_lists_have_their_known_lengths() -> None:
    assert (len(codes.cip_families()), len(codes.naics_sectors()), len(codes.soc_groups())) == (50, 20, 23)
    assert (
        len({digits for digits, _, _ in codes.naics_digits()}) == 24
    )  # three sectors take two or three pairs


@pytest.mark.parametrize(
    ("code", "sector"),
    [
        ("541611", "54"),
        ("52", "52"),
        ("32", "31-33"),
        ("31-33", "31-33"),
        ("4931", "48-49"),
        ("99", None),
        ("", None),
    ],
)
def test_a_naics_code_of_any_length_has_its_sector(code: str, sector: str | None) -> None:
    assert codes.naics_sector(code) == sector


@pytest.mark.parametrize(("code", "group"), [("13-1111", "13-0000"), ("151252.00", "15-0000"), ("x", None)])
def test_a_soc_or_onet_code_has_its_major_group(code: str, group: str | None) -> None:
    assert codes.soc_group(code) == group


@pytest.mark.parametrize(
    ("written", "family"),
    [
        ("52", "52"), ("52.03", "52"), ("52.0301", "52"), ("520301", "52"), ("1.0901", "01"), ("01.0901", "01"), ("1", "01"),
        ("Accounting", "52"), ("B.S. in Mechanical Engineering", "14"), ("Economics (BA)", "45"),
        ("Civil Engineering Technology", "15"), ("Art History", "50"), ("Basket weaving", None), ("02", None), ("", None),
    ],
)  # fmt: skip
def test_a_code_of_any_length_or_a_majors_name_has_its_family(written: str, family: str | None) -> None:
    assert codes.cip_family(written) == family


@given(st.text())
def test_whatever_is_written_a_family_is_one_of_the_list_or_none(written: str) -> None:
    assert codes.cip_family(written) in {None, *codes.cip_families()}


@needs_real_files
def test_families_and_sectors_are_those_of_the_official_lists() -> None:
    with (REAL / "cip2020_plain_ddimmery.csv").open(encoding="ascii", newline="") as file:
        official = list(csv.DictReader(file))
    families = {row["CIPCode"]: row["CIPTitle"].rstrip(".") for row in official if len(row["CIPCode"]) == 2}
    assert {code: title.upper() for code, title in codes.cip_families().items()} == families
    sheet = openpyxl.load_workbook(REAL / "naics_2022_structure.xlsx", read_only=True).active
    assert sheet is not None
    rows = [
        [str(cell).strip() for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)
    ]
    sectors = {
        row[0]: row[1].removesuffix("T").strip()
        for row in rows
        if len(row) == 2 and row[0] in codes.naics_sectors()
    }
    assert dict(codes.naics_sectors()) == sectors


@needs_real_files
def test_names_of_official_programs_that_are_known_are_nearly_all_put_right() -> None:
    with (REAL / "cip2020_plain_ddimmery.csv").open(encoding="ascii", newline="") as file:
        programs = [row for row in csv.DictReader(file) if "." in row["CIPCode"] or len(row["CIPCode"]) == 6]
    told = [
        (codes.cip_family(row["CIPTitle"].split(", General")[0].rstrip(".")), row["CIPFamily"])
        for row in programs
    ]
    known = [(found, right) for found, right in told if found]
    assert len(known) > 250
    assert sum(found == right for found, right in known) / len(known) > 0.94
