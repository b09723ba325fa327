"""Which pages the site has, and the report on each: whole office, earlier classes, colleges, majors, in this order.

All of it is one release: a page is held against those before it as against what left earlier, so that no two of them
differ by a few graduates. What tells most comes first. A college has its page whatever is told there, since everybody
knows that it exists; a major of which nothing may be told is named nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.asking.facts import dimension_options, every_class
from dashboard.asking.question import Ask
from dashboard.reports.assembled import LeftOut, Part, Report, assembled
from dashboard.reports.plan import Plan, read_plan
from pipelines import data_files
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.file_names import slug

INDEX = "index.html"
KNOWN, OUTCOMES = "knowledge_rate", "career_outcomes_rate"
WITHOUT_KNOWN = "It is never told without the knowledge rate."
GROUPS = {"college": "colleges", "major": "majors"}  # dimension -> folder


@dataclass(frozen=True)
class SitePage:
    """One page. path: from the root of the site, with plain letters alone. dimension, name: of whom it is, "" = all."""

    path: str
    dimension: str
    name: str
    report: Report

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be told on it."""
        return not any(part.numbers or part.charts for part in self.report.parts)

    @property
    def title(self) -> str:
        """Of whom it is, in words that begin a heading."""
        if not self.dimension:
            return "All graduates"
        return f"Class of {self.name}" if self.dimension == "class_year" else self.name

    @property
    def stem(self) -> str:
        """Its name as part of those of its downloads."""
        return self.path.removesuffix(".html").replace("/", "-")


def plan_of(name: str) -> Plan:
    """`whole` or `group`: what stands on a page, in NACE's order."""
    return read_plan(data_files.text(f"site/{name}.toml", "dashboard"), name, f"{name}.toml")


def pages(asked: Ask) -> list[SitePage]:
    """Every page of the site, as it leaves now. Raises UserError where the office knows no graduates."""
    classes = every_class(asked.published)
    if not classes:
        raise UserError(
            "There are no graduates to publish: no class is known. Bring the degrees conferred or the outcomes first."
        )
    made = [_page(asked, INDEX, "", "", plan_of("whole"))]
    made += [
        _page(
            asked.only(class_year=name), f"class-of-{slug(name)}.html", "class_year", name, plan_of("whole")
        )
        for name in classes[1:]  # the newest is the first page
    ]
    for dimension, values in _groups(asked):
        paths = _paths(GROUPS[dimension], values)
        found = [
            _page(asked.only(**{dimension: name}), path, dimension, name, plan_of("group"))
            for name, path in zip(values, paths, strict=True)
        ]
        made += [page for page in found if dimension == "college" or not page.is_empty]
    return made


def _groups(asked: Ask) -> Iterator[tuple[str, tuple[str, ...]]]:
    for dimension in GROUPS:
        values = dimension_options(asked.published, dimension)
        if len(values) > 1:  # a single one is all graduates
            yield dimension, values


def _page(asked: Ask, path: str, dimension: str, name: str, plan: Plan) -> SitePage:
    return SitePage(path, dimension, name, never_apart(assembled(plan, asked, "publishable")))


def never_apart(report: Report) -> Report:
    """Without a career outcomes rate whose knowledge rate may not be told."""
    told = {number.metric_id for part in report.parts for number in part.numbers}
    if KNOWN in told:
        return report
    return replace(report, parts=tuple(map(_without_outcomes_rate, report.parts)))


def _without_outcomes_rate(part: Part) -> Part:
    apart = [number for number in part.numbers if number.metric_id == OUTCOMES]
    return replace(
        part,
        numbers=tuple(number for number in part.numbers if number.metric_id != OUTCOMES),
        left_out=(*part.left_out, *(LeftOut(number.title, WITHOUT_KNOWN) for number in apart)),
    )


def _paths(folder: str, names: Sequence[str]) -> list[str]:
    """A file for each name, of plain letters; those that would be called alike are numbered."""
    made: list[str] = []
    for name in names:
        base = slug(name)[:60].strip("-") or folder.rstrip("s")
        path, number = f"{folder}/{base}.html", 2
        while path in made:
            path, number = f"{folder}/{base}-{number}.html", number + 1
        made.append(path)
    return made


def heading_of(dimension: str) -> str:
    """How a list of pages is called."""
    return {"": "", "class_year": "Earlier classes"}.get(dimension, f"By {wording.title(dimension).lower()}")
