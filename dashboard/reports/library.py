"""Which reports there are: the ready ones that come with the program, and those of the office beside its settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from dashboard.reports.plan import Plan, read_plan, written
from pipelines import data_files
from pipelines.errors import QuestionError, disk_said
from pipelines.figures import wording
from pipelines.file_names import slug
from pipelines.private_files import write_whole

FOLDER = "reports"  # of a warehouse: one TOML file a report
READY = ("term_report", "dean_page", "first_destination", "networks", "program_comparison", "course_section")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}", re.ASCII)


def ready() -> Mapping[str, Plan]:
    """{name: plan} of the reports that come with the program, in the order they are offered."""
    return {
        name: read_plan(data_files.text(f"reports/ready/{name}.toml", "dashboard"), name, f"{name}.toml")
        for name in READY
    }


def own(warehouse: Path) -> Mapping[str, Plan]:
    """{name: plan} of the office's own. Raises DefinitionError that names the file which cannot be read."""
    return {path.stem: _read(path) for path in _files(warehouse)}


def _files(warehouse: Path) -> list[Path]:
    return sorted((warehouse / FOLDER).glob("*.toml"))


def plan_called(warehouse: Path, name: str) -> Plan:
    """A report by its name; one of the office's own before a ready one. Raises QuestionError where there is none."""
    if _NAME.fullmatch(name):
        path = warehouse / FOLDER / f"{name}.toml"
        if path.is_file():
            return _read(path)
        if name in READY:
            return ready()[name]
    known = [*READY, *(path.stem for path in _files(warehouse))]
    near = get_close_matches(name, known, 3) or known
    raise QuestionError(f"There is no report called {name!r}. There are: {wording.listed(near)}.")


def keep(warehouse: Path, plan: Plan) -> Path:
    """Write a report to the office's own: in its own place where it is one of them, else under a name nobody has.

    Raises UserError where it cannot be written.
    """
    there = {path.stem for path in _files(warehouse)}
    name, number = plan.name, 2
    if name not in there:
        name = name_of(plan.title)
        while name in there:
            name, number = f"{name_of(plan.title)}-{number}", number + 1
    path = warehouse / FOLDER / f"{name}.toml"
    with disk_said():
        write_whole(path, written(plan))
    return path


def name_of(title: str) -> str:
    """A title as a file and a command name it: "Term report, Fall" is "term-report-fall"."""
    return slug(title)[:60].strip("-") or "report"


def _read(path: Path) -> Plan:
    with disk_said():
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    return read_plan(text, path.stem, f"{FOLDER}/{path.name}")
