"""A build is named after all it is made from: what the office gave, and every file of the program that makes it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pipelines
from pipelines.build.build import build
from pipelines.build.build_name import program_digest, program_files
from pipelines.store.warehouse import Warehouse
from tests.offices import office

PACKAGE = Path(pipelines.__file__).parent

# Builds a warehouse and prints which of our modules were loaded and which of our data files were opened.
WATCHED = """
import json, sys
from pathlib import Path
opened = set()
sys.addaudithook(lambda event, values: opened.add(str(values[0])) if event == "open" else None)
from pipelines.build.build import build
from pipelines.store.warehouse import Warehouse
assert build(Warehouse(Path(sys.argv[1]))).was_new
modules = {module.__file__ for name, module in sys.modules.items() if name.partition(".")[0] == "pipelines"}
print(json.dumps(sorted(modules | {path for path in opened if not path.endswith((".py", ".pyc"))})))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package, to be changed."""
    return Path(
        shutil.copytree(PACKAGE, tmp_path / "pipelines", ignore=shutil.ignore_patterns("__pycache__"))
    )


def digest(package: Path) -> str:
    program_digest.cache_clear()
    return program_digest(package)


def test_all_that_a_build_loads_and_opens_is_in_its_name(tmp_path: Path) -> None:
    office(
        tmp_path,
        roster="student_id\nS1",
        interview_log="student_id | contact_name | held_on\nS1 | Ada | 2026-03-02",
    )
    shutil.rmtree(tmp_path / "warehouse" / "published")
    ran = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, str(tmp_path / "warehouse")],
        capture_output=True,
        text=True,
        check=True,
        cwd=PACKAGE.parent,
    )
    used = {
        path for path in map(Path, json.loads(ran.stdout)) if path.is_relative_to(PACKAGE) and path.is_file()
    }
    assert PACKAGE / "sql/marts/students.sql" in used
    assert PACKAGE / "identity/nicknames.csv" in used
    assert used <= set(program_files(PACKAGE))


@pytest.mark.parametrize(
    "path",
    [
        "build/build.py", "build/sql_steps.py", "store/warehouse.py", "settings.py", "settings.toml", "data_files.py",
        "sources/catalog.py", "sources/roster.toml", "codes/naics_sectors.csv",
        "identity/employers.py", "identity/employer_aliases.csv", "sql/record/0001_record.sql", "sql/staging/macros.sql",
        "sql/marts/students.sql", "sql/checks/grains_hold.sql",
    ],
)  # fmt: skip
def test_a_changed_file_that_makes_a_build_changes_its_name(copy: Path, path: str) -> None:
    before = digest(copy)
    (copy / path).write_text((copy / path).read_text("utf-8") + "\n", "utf-8")
    assert digest(copy) != before


@pytest.mark.parametrize(
    "path",
    ["figures/measure.py", "release/disclosure.py", "readers/table_writer.py", "cli/measuring.py",
     "sql/metrics/response_rate.sql", "sql/lists/no_reply.sql", "sql/dimensions.toml"],
)  # fmt: skip
def test_what_only_asks_a_build_does_not(copy: Path, path: str) -> None:
    before = digest(copy)
    (copy / path).write_text((copy / path).read_text("utf-8") + "\n", "utf-8")
    assert digest(copy) == before


def test_a_file_that_comes_or_goes_or_is_called_otherwise_changes_the_name(copy: Path) -> None:
    names = [digest(copy)]
    new = copy / "sql" / "marts" / "zebra.sql"
    new.write_text("select 1", "utf-8")
    names.append(digest(copy))
    new = new.rename(new.with_name("zebu.sql"))
    names.append(digest(copy))
    assert len(set(names)) == 3
    new.unlink()
    assert digest(copy) == names[0]


def test_an_import_deep_inside_a_function_counts(copy: Path) -> None:
    (copy / "newcomer.py").write_text("x = 1\n", "utf-8")
    assert copy / "newcomer.py" not in program_files(copy)
    with (copy / "identity" / "names.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef late() -> None:\n    from pipelines import newcomer\n")
    assert copy / "newcomer.py" in program_files(copy)


def test_settings_of_the_office_are_in_the_name(tmp_path: Path) -> None:
    built = office(tmp_path, roster="student_id\nS1")
    (tmp_path / "warehouse" / "settings.toml").write_text("[windows]\nreply = 21\n", "utf-8")
    assert build(Warehouse(tmp_path / "warehouse")).build != built.build
