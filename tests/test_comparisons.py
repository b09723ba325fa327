"""docs/comparisons.md lists every comparison of the product: nothing else asks an earlier time or colors a change."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "comparisons.md").read_text(encoding="utf-8")
CODE = {path: path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py")}


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`(\w+\.\w+)`", PAGE))))
def test_what_the_list_names_is_there(named: str) -> None:
    module, name = named.split(".")
    found = [
        path for package in ("pipelines", "dashboard") for path in (ROOT / package).rglob(f"{module}.py")
    ]
    defined = {
        node.name
        for path in found
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert name in defined


def users_of(pattern: str) -> set[str]:
    """The modules of the dashboard whose text has it, docstrings and comments aside."""
    return {
        str(path.relative_to(ROOT))
        for path, text in CODE.items()
        if re.search(pattern, re.sub(r'""".*?"""|#[^\n]*', "", text, flags=re.DOTALL))
    }


def test_an_earlier_time_is_chosen_in_one_module_and_by_a_reader_on_compare() -> None:
    asking = users_of(r'dated\(\s*"(a year|same weeks)')
    assert asking == {"dashboard/asking/comparison.py", "dashboard/figures/compare.py"}
    assert users_of(r"comparison\.a_year_before\(") == {
        "dashboard/figures/exhibits.py",
        "dashboard/figures/sentences.py",
    }
    assert users_of(r"comparison\.earlier\(") == {"dashboard/widgets/cards.py", "dashboard/figures/tiles.py"}


def test_a_change_is_worked_out_and_colored_by_one_rule() -> None:
    assert users_of(r"delta_color=") == {"dashboard/widgets/cards.py", "dashboard/widgets/home.py"}
    assert users_of(r"\bchange\(metric") == {"dashboard/asking/comparison.py"}
    assert users_of(r"\.value / \w+\.value - 1|value - before\.value") == set()
