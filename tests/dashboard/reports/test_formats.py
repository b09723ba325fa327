"""The files of a report: all tables in one ZIP, names people can read, written whole or not at all."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from dashboard.asking.question import Ask
from dashboard.charts.spec import Exhibit
from dashboard.reports import formats, library
from dashboard.reports.assembled import assembled
from dashboard.reports.plan import Plan, Section, Supplied
from pipelines.errors import UserError


def drawn(exhibit: Exhibit, kind: str) -> bytes:
    return f"{kind} of {exhibit.spec.id}".encode()


def no_browser(exhibit: Exhibit, kind: str) -> bytes:
    raise UserError("Pictures need a browser.")


SECTION = Section(
    "A",
    figures=("show_rate", "outreach_volume"),
    charts=("mode_mix", "nace_table"),
    supplied=(Supplied("Visitors", "1,204", "Door"),),
)


def test_a_zip_has_every_chart_apart_and_what_is_missing(sample: Ask) -> None:
    report = assembled(Plan("own", "Own", "", "year", (SECTION,)), sample, "working", is_trial=True)
    made = formats.bundle(report, drawn)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == [
            "00-numbers.csv",
            "01-mode-mix.csv",
            "01-mode-mix.png",
            "01-mode-mix.svg",
            "02-nace-table.csv",
            "not-shown.txt",
        ]
        assert archive.read("01-mode-mix.png") == b"png of mode_mix"
        numbers = list(csv.DictReader(io.StringIO(archive.read("00-numbers.csv").decode("utf-8-sig"))))
        assert archive.read("not-shown.txt").decode().startswith("A: Show rate. Needs an interview log")
    assert [(row["Part"], row["Figure"], row["Value"]) for row in numbers] == [
        ("A", "New contacts", "1,096"),
        ("A", "Visitors", "1,204"),
    ]
    assert numbers[0]["Build"] == report.build
    assert formats.bundle(report, drawn) == made


def test_without_a_browser_a_zip_has_the_tables_and_says_so_once(sample: Ask) -> None:
    section = Section("A", charts=("mode_mix", "how_found"))
    report = assembled(Plan("own", "Own", "", "year", (section,)), sample, "working", is_trial=True)
    with zipfile.ZipFile(io.BytesIO(formats.bundle(report, no_browser))) as archive:
        assert archive.namelist() == [
            "00-numbers.csv",
            "01-mode-mix.csv",
            "02-how-found.csv",
            "not-shown.txt",
        ]
        assert archive.read("not-shown.txt").decode() == "Pictures need a browser."


def test_a_name_says_what_it_is_of_whom_and_of_when(sample: Ask) -> None:
    report = assembled(library.ready()["dean_page"], sample, "publishable", is_trial=True)
    assert formats.file_name(report, "html") == "one-page-for-the-dean-2026-11-18.html"
    assert formats.file_name(report, "zip", "A & B") == "one-page-for-the-dean-a-b-2026-11-18.zip"


def test_another_format_is_refused_with_those_there_are(sample: Ask) -> None:
    report = assembled(library.ready()["dean_page"], sample, "publishable", is_trial=True)
    with pytest.raises(UserError, match=r"no format called 'docm'\. Choose one of: pptx, docx"):
        formats.rendered(report, "docm")


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    with pytest.raises(OSError, match="directory"):
        formats.write(b"x", there)
    assert sorted(tmp_path.iterdir()) == [there]
    formats.write(b"x", tmp_path / "new" / "a.zip")
    assert (tmp_path / "new" / "a.zip").read_bytes() == b"x"
