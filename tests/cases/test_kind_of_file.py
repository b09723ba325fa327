"""What a file is: taken for it where that is clear, else asked about; what is none of ours is named for what it is."""

from __future__ import annotations

import pytest

from pipelines.sources.catalog import sources
from tests.cases.bringing import CaseOffice


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("thank_you.eml", ("an e-mail message", "one row per message")),
        ("coffee.ics", ("a calendar file", "one row per talk")),
        ("interviews.json", ("JSON", "Export the table")),
    ],
)
def test_what_is_no_table_is_named_and_no_kind_is_offered(
    office: CaseOffice, file: str, words: tuple[str, ...]
) -> None:
    brought = office.given(f"kind_of_file/{file}")
    assert brought.report.is_refused
    assert brought.says(*words), brought.printed
    assert not any(source.title in brought.printed for source in sources().values())
    assert not brought.report.guesses
