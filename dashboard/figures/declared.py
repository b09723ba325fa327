"""What a page declares of its charts and figures: data, read by what draws them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dashboard.asking.facts import catalog
from dashboard.asking.question import Ask
from dashboard.charts.spec import Exhibit
from dashboard.figures import exhibits
from dashboard.figures.exhibits import BySegment

Draw = Callable[[Ask], Exhibit]
# Of whom a chart is asked: as the filters and dates say; of graduates, whatever the dates, the newest class or all.
Classes = Literal["as asked", "newest", "all"]


@dataclass(frozen=True)
class Panel:
    """A chart with all that belongs to it.

    key: unique in the app. draw: the exhibit for an ask, so that the same chart can be drawn for the view
    of an export. metrics: whose definitions it shows; the first one decides whether it is locked.
    caveats_first: what the first one can and cannot say stands above its chart, not in its definition only.
    opens_as: what is seen first; a table that is handed on as it is opens as one.
    may_be_official: a director may release it to one decimal (`pipelines.release.official`).
    classes: of whom it is asked.
    is_said: the page's answer says what it found; the card has its title alone.
    """

    key: str
    title: str
    draw: Draw
    metrics: tuple[str, ...]
    caveats_first: bool = False
    opens_as: Literal["Chart", "Table"] = "Chart"
    may_be_official: bool = False
    classes: Classes = "as asked"
    is_said: bool = False

    def of(self, asked: Ask) -> Ask:
        """What it asks where its page, or a report, asks this."""
        if self.classes == "as asked":
            return asked
        return exhibits.of_newest_class(asked) if self.classes == "newest" else asked.without_dates()


def chart(
    metric_id: str,
    draw: Draw | None = None,
    *,
    by: str = "",
    cut: type[BySegment] = BySegment,
    also: tuple[str, ...] = (),
    key: str = "",
    title: str = "",
    caveats_first: bool = False,
    opens_as: Literal["Chart", "Table"] = "Chart",
    may_be_official: bool = False,
    classes: Classes = "as asked",
) -> Panel:
    """The chart of a figure, which gives it key, title, drawing and definition where the page says nothing else.

    by, cut: the dimension it is cut by until a reader chooses another, and how; its title names it.
    also: further figures whose definitions it shows.
    """
    if by:
        draw = segments = cut(metric_id, by)
        title = title or segments.title
    return Panel(
        key or metric_id,
        title or catalog()[metric_id].title,
        draw or exhibits.as_it_comes(metric_id),
        (metric_id, *also),
        caveats_first,
        opens_as,
        may_be_official,
        classes,
    )


@dataclass(frozen=True)
class OneOf:
    """A card of one category of a figure that comes in several."""

    metric_id: str
    category: str
    title: str


@dataclass(frozen=True)
class Group:
    """Figures of a page's "More" that answer one question, under its heading.

    asked: where they are asked of others than the page's, all classes instead of the newest.
    """

    title: str
    cards: tuple[str | OneOf, ...] = ()
    panels: tuple[Panel, ...] = ()
    asked: Ask | None = None
