"""Imports point one way: pages -> components -> charts; data -> pipelines; pipelines never look up."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

FORBIDDEN = {
    "pipelines": {"dashboard", "streamlit", "plotly"},
    "pipelines/readers": {"duckdb", "pandas", "dashboard", "streamlit"},
    "dashboard/charts/exhibit.py": {"streamlit", "duckdb", "plotly", "pandas"},
    "dashboard/drawing/plotly_figure.py": {"streamlit", "duckdb", "pandas"},
    "dashboard/drawing": {"streamlit", "duckdb", "plotly", "pandas"},
    "dashboard/exports": {"streamlit", "duckdb"},
    "dashboard/app_pages": {
        "duckdb",
        "pandas",
        "plotly",
        "pipelines.store.warehouse",
        "pipelines.figures.measure",
    },
    "dashboard/widgets/frame.py": {"duckdb", "pandas"},
}
# These know no warehouse: they can be tested, and trusted, without one.
NO_WAREHOUSE = (
    "pipelines/readers",
    *(
        f"pipelines/ingest/{name}.py"
        for name in (
            *(
                "mapping",
                "matching",
                "mapping_file",
                "recognition",
                "reshaping",
                "wide",
                "evidence",
                "scales",
            ),
            *("choices", "values", "zones", "unknown_values", "damage", "samples", "saved_mappings"),
        )
    ),
    "pipelines/ingest/request.py",
    "pipelines/ingest/rules_sql.py",
    "pipelines/release/disclosure.py",
)


def modules(where: str) -> list[Path]:
    target = ROOT / where
    found = [target] if target.is_file() else sorted(target.rglob("*.py"))
    assert found, f"{where} is not there any more"
    return found


def imported(path: Path) -> Iterator[str]:
    """Every module named by an import, with its parents: a.b.c -> a, a.b, a.b.c."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            parts = name.split(".")
            yield from (".".join(parts[: place + 1]) for place in range(len(parts)))


@pytest.mark.parametrize("where", FORBIDDEN)
def test_imports_point_one_way(where: str) -> None:
    for path in modules(where):
        assert not set(imported(path)) & FORBIDDEN[where], path.relative_to(ROOT)


@pytest.mark.parametrize("where", NO_WAREHOUSE)
def test_reading_mapping_and_checking_know_no_warehouse(where: str) -> None:
    for path in modules(where):
        assert "pipelines.store.warehouse" not in set(imported(path)), path.relative_to(ROOT)


def test_only_the_warehouse_imports_duckdb() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for where in ("pipelines", "dashboard")
        for path in modules(where)
        if "duckdb" in imported(path)
    }
    assert users == {"pipelines/store/warehouse.py"}


def test_only_data_touches_both_streamlit_and_the_pipelines_stores() -> None:
    deep = {
        "pipelines.store.warehouse",
        "pipelines.figures.measure",
        "pipelines.build.build",
        "pipelines.ingest",
    }
    users = {
        path.relative_to(ROOT).as_posix()
        for path in modules("dashboard")
        if "streamlit" in (names := set(imported(path))) and names & deep
    }
    assert users <= {"dashboard/asking/data.py"}
