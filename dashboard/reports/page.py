"""A report as one HTML file: no scripts, nothing fetched; it prints as a report.

Everything is escaped as it is filled in (report.html.j2). Charts stand in it as drawings with their words; where no
browser can draw, as tables, and the page says so.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from dashboard.reports.assembled import Report
from dashboard.reports.drawings import Draw, drawn
from dashboard.reports.file_words import about, with_code
from pipelines import data_files
from pipelines.figures import wording

WIDTH = 900  # pixels of a chart: what the page's column and a printed page hold


def html(report: Report, draw: Draw | None = None) -> bytes:
    """UTF-8 bytes; the same report gives the same. draw: a chart as SVG, by default the machine's own browser."""
    drawings, problem = drawn(report, WIDTH, draw)
    template = templates("reports").get_template("report.html.j2")
    return template.render(
        report=report,
        about=with_code(about(report), report.code),
        drawings={place: inline(svg, place) for place, svg in drawings.items()},
        problem=problem,
        font=base64.b64encode(asset("inter-latin-wght-normal.woff2")).decode(),
    ).encode()


_NAME = re.compile(r'(id="|url\(#|url\(&quot;#|href="#|url\(\'#)')


def inline(svg: str, place: int) -> Markup:
    """A drawing as part of a page: its names made unlike those of the others; its words stand beside it."""
    own = _NAME.sub(rf"\g<1>d{place}-", svg[svg.index("<svg") :])
    return Markup(own.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1))  # noqa: S704 - our own drawing


@cache
def templates(folder: str) -> Environment:
    """The templates of web pages in a folder of ours: what is filled in is escaped; what is not there is a fault."""
    environment = Environment(
        loader=FunctionLoader(lambda name: data_files.text(f"{folder}/{name}", "dashboard")),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["cell"] = cell_words
    return environment


def cell_words(value: str | float | int | None) -> str:
    """A number of a table as people write it: whole ones with thousands apart, others with two decimals."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return wording.count(value) if float(value).is_integer() else wording.number(value, 2)


@cache
def asset(name: str) -> bytes:
    return resources.files("dashboard").joinpath("assets", name).read_bytes()
