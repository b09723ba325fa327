"""docs/sources.md leaves nothing out: every column, alias, value and spelling stands on it."""

from __future__ import annotations

import pytest

from pipelines.docs.sources_page import markdown
from pipelines.sources.catalog import Source, sources

ALL = [pytest.param(s, id=s.id) for s in sources().values()]


@pytest.fixture(scope="module")
def page() -> str:
    return markdown().replace("\\", "")


def section(page: str, of: Source) -> str:
    """What the page says of one source."""
    return page.split(f"\n## {of.title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("of", ALL)
def test_every_column_with_its_aliases_and_spellings_is_on_the_page(page: str, of: Source) -> None:
    told = section(page, of)
    for column in (*of.columns, *of.ignored_columns):
        assert f"`{column.name}`" in told
        assert set(column.aliases) <= {alias for line in told.splitlines() for alias in _listed(line)}
    for column in of.columns:
        where = page if column.type == "boolean" else told
        for value, spellings in column.values.items():
            assert f"`{value}`" in where
            assert [spelling for spelling in spellings if spelling not in where] == []
        for blank in column.blanks:
            assert blank in page


def _listed(line: str) -> list[str]:
    """The entries of a line such as "- `name`: one; another"."""
    return [entry.strip() for entry in line.partition(": ")[2].split("; ")]


def test_what_tools_fill_and_which_files_are_refused_is_on_the_page(page: str) -> None:
    assert "- RecordedDate: `logged_at` or `responded_at` or `reported_on`" in page.replace("  - ", "- ")
    assert "Advising appointments are not informational interviews" in page
