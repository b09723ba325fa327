"""An uploaded file and what was decided about it reach the command line as they are, and under a name of ours."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.commands.upload import Upload, lay_out
from pipelines.ingest.import_choices import Choices, ImportChoices, choices_from_json

headers = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(headers, headers)
def test_a_mapping_file_says_any_header_as_it_is(one: str, other: str) -> None:
    choices = Choices(
        source="interview_log",
        columns=(("student_id", one), ("held_on", other)),
        values=(("channel", one, "cold"),),
        constants=(("mode", "phone"),),
        scale=(1, 7, "down"),
        blank_reply="no_reply",
    )
    assert tomllib.loads(choices.mapping_toml()) == {
        "source": "interview_log",
        "blank_reply": "no_reply",
        "columns": {"student_id": one, "held_on": other},
        "values": {"channel": {one: "cold"}},
        "constants": {"mode": "phone"},
        "scale": {"low": 1, "high": 7, "direction": "down"},
    }


@pytest.mark.parametrize(
    ("choices", "document"),
    [
        (Choices(), None),
        (Choices(use_saved=False, replace=True), None),  # not said in a mapping
        (Choices(based_on="Fall", sheet="May"), {"based_on": "Fall", "sheet": "May"}),
        (Choices(date_order="dmy"), {"date_order": "dmy"}),
        (Choices(scale=(0, 10, "up")), {"scale": {"low": 0, "high": 10, "direction": "up"}}),
    ],
)
def test_only_what_was_decided_is_said(choices: Choices, document: dict | None) -> None:
    text = choices.mapping_toml()
    assert (tomllib.loads(text) if text else None) == document


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("log.csv", ".csv"),
        ("Log.XLSX", ".xlsx"),
        ("../../etc/passwd", ".bin"),
        ("x.csv/../../y.sh", ".bin"),
        ("", ".bin"),
    ],
)
def test_nothing_but_a_known_ending_of_an_uploaded_name_reaches_the_disk(name: str, suffix: str) -> None:
    assert Upload(name, b"").suffix == suffix


def test_files_lie_under_names_of_ours_with_what_was_decided_beside_them(tmp_path: Path) -> None:
    decided = Choices(source="roster", date_order="dmy", use_saved=False, replace=True)
    files = [(Upload("../a.csv", b"one"), decided), (Upload("b.txt", b"two"), Choices())]
    first, second, option, listed = lay_out(files, tmp_path)
    assert option == "--choices"
    assert (Path(first).read_bytes(), Path(second).read_bytes()) == (b"one", b"two")
    assert {Path(first).parent, Path(second).parent} == {tmp_path}
    one, other = choices_from_json(Path(listed).read_text(encoding="utf-8"))
    assert one.mapping_file
    assert tomllib.loads(Path(one.mapping_file).read_text(encoding="utf-8")) == {
        "source": "roster",
        "date_order": "dmy",
    }
    assert one == ImportChoices("../a.csv", "roster", one.mapping_file, replace=True, use_saved=False)
    assert other == ImportChoices("b.txt")
