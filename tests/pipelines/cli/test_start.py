"""What a command loads before it has done anything: nothing that takes longer than the command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.store.warehouse import Warehouse
from tests.pipelines.figures.office import office

HEAVY = ("scipy", "numpy", "pandas", "duckdb", "streamlit", "plotly", "statsmodels")


def loaded_by(*arguments: str) -> set[str]:
    """The heavy packages in memory once the command is done."""
    program = (
        "import atexit, json, sys\n"
        f"atexit.register(lambda: print(json.dumps([name for name in {HEAVY} if name in sys.modules]),"
        " file=sys.stderr))\n"
        "from dashboard.cli import main\n"
        f"sys.argv = ['career-conversations', *{arguments!r}]\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [("--help",), ("measure", "--help")])
def test_saying_how_it_is_used_loads_no_heavy_package(arguments: tuple[str, ...]) -> None:
    assert loaded_by(*arguments) == set()


@pytest.mark.parametrize("view", ["working", "publishable"])
def test_measuring_a_rate_loads_the_database_only(tmp_path: Path, view: str) -> None:
    warehouse = Warehouse(tmp_path)
    warehouse.published_folder.mkdir()
    build = office(
        warehouse.published_folder,
        threads="student is_reply_known reply_days\n1 yes 3\n1 yes -\n2 yes 4\n3 yes -",
    )
    warehouse.name_current(build.build)
    asked = ("--warehouse", str(tmp_path), "measure", "response_rate", "--view", view, "--json")
    assert loaded_by(*asked) == {"duckdb"}
