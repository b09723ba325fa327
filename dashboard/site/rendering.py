"""The pages of the site as files: {path: bytes}. Pure but for drawing charts; the same pages give the same files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.exports import table_csv
from dashboard.exports.brand import Brand
from dashboard.exports.tones import PRIMARY
from dashboard.reports import formats, library
from dashboard.reports.drawings import Draw, drawn
from dashboard.reports.page import WIDTH, asset, inline, templates
from dashboard.site.contents import SitePage, heading_of
from pipelines import data_files
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.settings import Settings

ABOUT = "about.html"
DOWNLOADS = "downloads"


@dataclass(frozen=True)
class Site:
    """What every page says of the whole. logo: its path, "" = none."""

    title: str
    steward: str
    refreshed: str
    as_of: str
    build: str
    notice: str
    k: int
    is_synthetic: bool
    accent: str
    font: str
    logo: str


@dataclass(frozen=True)
class Group:
    """Pages that are listed together. remark: which are not there."""

    name: str
    heading: str
    pages: Sequence[SitePage]
    remark: str = ""


def files_of(
    pages: Sequence[SitePage], settings: Settings, brand: Brand, today: date, draw: Draw | None = None
) -> Mapping[str, bytes]:
    """Every file of the site. draw: a chart as SVG, by default the machine's own browser."""
    first = pages[0].report
    logo = f"logo.{_kind(brand.logo)}" if brand.logo else ""
    site = Site(
        title=f"Graduate outcomes · {settings.office_name}" if settings.office_name else "Graduate outcomes",
        steward=settings.data_steward or settings.office_name or "the office that publishes this site",
        refreshed=wording.day(today),
        as_of=first.as_of,
        build=first.build,
        notice=first.view_notice,
        k=settings.k,
        is_synthetic=first.is_synthetic,
        accent=brand.page_paint.hex(PRIMARY),
        font="".join(sign for sign in brand.theme.font if sign.isalnum() or sign in " -"),
        logo=logo,
    )
    groups = groups_of(pages)
    made: dict[str, bytes] = {
        "site.css": data_files.text("site/site.css", "dashboard").encode(),
        "inter.woff2": asset("inter-latin-wght-normal.woff2"),
    }
    if brand.logo:
        made[logo] = brand.logo
    problem = ""
    for page in pages:
        drawings, said = drawn(page.report, WIDTH, draw if not problem else _nothing(problem))
        problem = problem or said  # a page without charts asks for no browser
        made |= _page(page, site, groups, drawings, brand)
    methods = {method.metric_id: method for page in pages for method in page.report.methods}
    made[ABOUT] = _filled(
        "about.html.j2",
        site=site,
        groups=groups,
        path=ABOUT,
        up="",
        title="Definitions and privacy",
        describes="What is counted on these pages, and how small groups are protected.",
        methods=list(methods.values()),
        limitation=limitation(),
        problem=problem,
    )
    return made


def limitation() -> str:
    """What NACE's report says of itself: who is a class, until when outcomes are collected, what not to compare."""
    sections = library.ready()["first_destination"].sections
    return next(section.words for section in sections if section.words)


def groups_of(pages: Sequence[SitePage]) -> list[Group]:
    """The lists of pages, in the order of the pages."""
    dimensions = dict.fromkeys(page.dimension for page in pages if page.dimension)
    return [
        Group(
            dimension.replace("_", "-"),
            heading_of(dimension),
            [page for page in pages if page.dimension == dimension],
            "A major of which nothing may be told, since too few graduates are behind it, has no page."
            if dimension == "major"
            else "",
        )
        for dimension in dimensions
    ]


def _page(
    page: SitePage, site: Site, groups: Sequence[Group], drawings: Mapping[int, str], brand: Brand
) -> dict[str, bytes]:
    report = page.report
    downloads = {
        place: f"{DOWNLOADS}/{page.stem}-{library.name_of(chart.key)}.csv"
        for place, chart in enumerate(report.exhibits)
    }
    made = {downloads[place]: table_csv.render(chart.exhibit) for place, chart in enumerate(report.exhibits)}
    workbook = f"{DOWNLOADS}/{page.stem}.xlsx"
    if not page.is_empty:
        made[workbook] = formats.rendered(report, "xlsx", brand)
    left_out = dict.fromkeys(one.title for part in report.parts for one in part.left_out)
    made[page.path] = _filled(
        "group.html.j2",
        site=site,
        groups=groups,
        page=page,
        path=page.path,
        up="../" * page.path.count("/"),
        title=f"Graduate outcomes: {page.title}" if page.dimension else "Graduate outcomes",
        describes=f"{report.says} {page.title}, {report.period}.",
        report=report,
        years=_years(report.period),
        drawings={place: inline(svg, place) for place, svg in drawings.items()},
        csv=downloads,
        workbook=workbook,
        not_shown=wording.listed(left_out),
    )
    return made


def _years(period: str) -> str:
    """When a class graduated: "Class of 2026" is July 1, 2025 to June 30, 2026; "" where it is no single class."""
    year = period.removeprefix("Class of ")
    return f"July 1, {int(year) - 1} to June 30, {year}" if year.isdigit() else ""


def _nothing(problem: str) -> Draw:
    """What draws no longer: a browser that is not there is asked for once."""

    def draw(*_: object) -> str:
        raise UserError(problem)

    return draw


def _kind(picture: bytes | None) -> str:
    return "png" if (picture or b"").startswith(b"\x89PNG") else "jpg"


def _filled(template: str, **values: object) -> bytes:
    return templates("site").get_template(template).render(**values).encode()
