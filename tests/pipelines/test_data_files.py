"""Our own data files are read in one place, once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import pipelines
from pipelines import data_files

PACKAGE = Path(pipelines.__file__).parent


def test_a_file_is_named_from_the_root_of_its_package() -> None:
    assert data_files.text("sql/lists/chains.sql") == (PACKAGE / "sql/lists/chains.sql").read_text("utf-8")
    assert "{student}" in data_files.text("people/messages.toml", "dashboard")


def test_a_table_has_a_row_a_line_below_its_header() -> None:
    rows = data_files.table("codes/cip_families.csv")
    assert rows[0].keys() == {"code", "title"}
    lines = (PACKAGE / "codes/cip_families.csv").read_text("utf-8").splitlines()
    assert len(rows) == len(lines) - 1


def test_a_file_is_parsed_once() -> None:
    assert data_files.toml("sources/_files.toml") is data_files.toml("sources/_files.toml")
    assert data_files.table("codes/soc_groups.csv") is data_files.table("codes/soc_groups.csv")


@pytest.mark.parametrize("path", sorted(p.relative_to(PACKAGE).as_posix() for p in PACKAGE.rglob("*.toml")))
def test_every_toml_file_of_ours_is_toml(path: str) -> None:
    try:
        data_files.toml(path)
    except tomllib.TOMLDecodeError as problem:
        pytest.fail(f"{path}: {problem}")


def test_the_files_of_a_folder_come_by_name_with_the_ending_asked_for() -> None:
    assert data_files.names("codes", ".csv") == [
        f"codes/{name}.csv" for name in ("cip_families", "cip_major_names", "naics_sectors", "soc_groups")
    ]
