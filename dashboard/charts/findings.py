"""What a chart shows in one sentence as one would say it aloud: the title of its card.

A group is called highest, lowest or behind only where chance does not explain it; a released range is never read as a
value; where nothing is told, the sentence says why. Numbers are those of the chart's marks, as they are written there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.charts.marks import Mark, sits_last
from dashboard.charts.names import GROUPS
from dashboard.charts.readings import are_apart, figure_name, inside, of_telling_size, telling
from dashboard.charts.spec import ChartSpec
from dashboard.charts.whose import of_those, part_words, whose
from pipelines.figures import wording
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Metric
from pipelines.release import differences

EVEN = 0.15  # of rates: farther apart they are not called even, though chance explains it
_SAID_AFTER = (
    "channel",
    "found_through",
    "mode",
    "column",
    "goal_change",
)  # parts that go on with the sentence behind their value
_NUMBERED = ("interviews", "names", "generations", "employers", "industries")  # parts that are how many
_COUNT_WORDS = {"0": "none", "1": "one"}
_ONE = re.compile(r"<part> (\w+?)(ie)?s\b")  # of one: "one interview", "one industry"
_NO_FURTHER = re.compile(r"<part> \w+ further\b")  # of none: "no further"


@dataclass(frozen=True)
class Finding:
    """text: without a full stop. named: the categories it calls a problem."""

    text: str
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """One group of a chart: its value as the office writes it, its name on the axis, its figure."""

    value: str
    name: str
    mark: Mark


def with_finding(spec: ChartSpec, found: Finding) -> ChartSpec:
    """The chart with this finding in place of any it has; its alternative text says it first."""
    head = f"{spec.title}. "
    is_said = not found.text or spec.reading.startswith(found.text)
    sentence = head if is_said else f"{head}{found.text}. "
    alt_text = spec.alt_text.replace(f"{spec.finding}. ", "", 1) if spec.finding else spec.alt_text
    return replace(spec, finding=found.text, named=found.named, alt_text=alt_text.replace(head, sentence, 1))


def groups_of(values: Sequence[str], names: Sequence[str], marks: Sequence[Mark]) -> list[Group]:
    return [Group(*one) for one in zip(values, names, marks, strict=True)]


def by_group(metric: Metric, dimension: str, groups: Sequence[Group]) -> Finding:
    """A rate, mean or median by group: who stands apart, or that nobody does."""
    known = [
        group
        for group in groups
        if not sits_last(group.value) and not sits_last(group.name) and not _is_sum(metric, dimension, group)
    ]
    told = _telling(metric, known)
    if not told:
        return Finding(nothing(metric, [group.mark for group in known or groups]))
    if len(told) == 1:
        return Finding(_alone(metric, dimension, told[0], known))
    marks = [group.mark for group in told]
    top, bottom = told[0], told[-1]
    if are_apart(metric, marks):
        return _outlier(metric, dimension, told) or Finding(_both(metric, dimension, top, bottom))
    return Finding(_even(metric, dimension, told))


def _is_sum(metric: Metric, dimension: str, group: Group) -> bool:
    """Whether a kind is all the others together, which is no rival of theirs."""
    return metric.categories_are == "kinds" and dimension == metric.category and group.value == "any"


def alone(metric: Metric, mark: Mark) -> str:
    """A figure that is not cut."""
    if mark.rank is None:
        return f"{figure_name(metric)}: {mark.label}" if mark.is_few else nothing(metric, [mark])
    if metric.says and "<part>" not in metric.says:
        return said(metric, mark.label)
    return f"{figure_name(metric)}: {_spoken(metric, mark.label)}"


def _telling(metric: Metric, groups: Sequence[Group]) -> list[Group]:
    """The groups a sentence may name, the highest first."""
    kept, _ = telling(metric, [(group.name, group.mark) for group in groups])
    kept_names = {name for name, _ in kept}
    return sorted(
        (group for group in groups if group.name in kept_names), key=lambda group: -(group.mark.rank or 0.0)
    )


def _alone(metric: Metric, dimension: str, group: Group, every: Sequence[Group]) -> str:
    told = _of(metric, dimension, group)
    if len(every) == 1:
        return told
    others = [one.mark for one in every if one is not group]
    if all(mark.is_withheld for mark in others):
        return f"{told}; the others are hidden"
    few = all(mark.is_few or (mark.rank is not None) for mark in others)
    return f"{told}; the others are too few for a rate" if few else f"{told}; the others have no number"


def _of(metric: Metric, dimension: str, group: Group) -> str:
    """One group's figure: "69% of students in Arts were reached", "Response rate is 61% for referral"."""
    who = who_of(metric, dimension, group)
    if dimension == metric.category and "<part>" in metric.says:
        return said(metric, group.mark.label, part=part_of(metric, group))
    if is_gap(metric):
        return f"{rate_of_gap(metric)}, against all others: {gap_words(group.mark.label)} {who}"
    if "<who>" in metric.says and "<part>" not in metric.says:
        return said(metric, group.mark.label, who)
    return f"{figure_name(metric)}: {_spoken(metric, group.mark.label)} {who}"


def _both(metric: Metric, dimension: str, top: Group, bottom: Group) -> str:
    first = _of(metric, dimension, top)
    if dimension == metric.category and "<part>" in metric.says:
        return f"{first}{_next_part(metric, bottom)}"
    return f"{first}, {other_side(metric, dimension, bottom)}"


def part_of(metric: Metric, group: Group) -> str:
    """A part of a whole inside a sentence: "on LinkedIn", "insight"."""
    return part_words(metric.category, group.value, group.name)


def _next_part(metric: Metric, group: Group) -> str:
    """What a sentence about the first part goes on with: ", 30% contacted cold", "; a lead, 12%", ", 36% none"."""
    part, value = part_of(metric, group), group.mark.label
    if metric.category in _NUMBERED:
        return f", {value} {_COUNT_WORDS.get(part, part)}"
    return f", {value} {part}" if metric.category in _SAID_AFTER else f"; {part}, {value}"


def other_side(metric: Metric, dimension: str, group: Group) -> str:
    """The other end of a comparison: "30% in Music", "30% of those contacted cold"."""
    who = who_of(metric, dimension, group)
    if is_gap(metric):
        return f"{gap_words(group.mark.label)} {who}"
    return f"{_spoken(metric, group.mark.label)} {of_those(metric, who)}"


def who_of(metric: Metric, dimension: str, group: Group) -> str:
    """Whose figure it is, inside a sentence: "in Engineering", "found on LinkedIn", "of students who transferred"."""
    return whose(metric, dimension, group.value, group.name)


def said(metric: Metric, value: str, who: str = "", part: str = "") -> str:
    """The figure's own sentence with its words filled in."""
    text = metric.says.replace("<value>", value).replace("<who>", who)
    if part == "0":
        text = _NO_FURTHER.sub("no further", text)
    if part == "1":
        text = _ONE.sub(lambda many: f"<part> {many[1]}{'y' if many[2] else ''}", text)
    text = text.replace("<part>", {"0": "no", "1": "one"}.get(part, part))
    return _capital(" ".join(text.split()))


def _outlier(metric: Metric, dimension: str, told: Sequence[Group]) -> Finding | None:
    """The one group that stands apart from the others, which do not differ among themselves."""
    if len(told) < 3:
        return None
    many = GROUPS.get(dimension, ("", "groups"))[1]
    for one, others in ((told[-1], told[:-1]), (told[0], told[1:])):
        is_lowest = one is told[-1]
        # each of the others differs from it, at the strictness that so many pairs ask for
        stands_apart = all(
            are_apart(metric, [one.mark, other.mark, *_filling(others, other)]) for other in others
        )
        if not stands_apart or are_apart(metric, [group.mark for group in others]):
            continue
        where = "far behind" if is_lowest else "well ahead"
        if metric.better != "more":
            where = "lower than the others" if is_lowest else "higher than the others"
        ranks = [group.mark.rank or 0.0 for group in others]
        rest = f"the other {many} are about even"
        if metric.unit == "percent" and max(ranks) - min(ranks) > EVEN:
            rest = f"the other {many} differ by no more than chance"
        is_problem = is_lowest if metric.better == "more" else metric.better == "less" and not is_lowest
        text = f"{one.name} is {where} at {_spoken(metric, one.mark.label)}; {rest}"
        return Finding(text, (one.name,) if is_problem else ())
    return None


def _filling(others: Sequence[Group], but: Group) -> list[Mark]:
    """As many marks of the same value as there are groups, so that a pair is held to the number of pairs there are."""
    return [but.mark] * (len(others) - 1)


def _even(metric: Metric, dimension: str, told: Sequence[Group]) -> str:
    """Of groups that nobody is named of."""
    one, many = GROUPS.get(dimension, ("group", "groups"))
    high, low = told[0].mark, told[-1].mark
    span = _spoken(metric, between(low.label, high.label))
    is_own = dimension == metric.category
    figure = figure_name(metric)
    value = said(metric, span) if metric.says and "<part>" not in metric.says and not is_own else ""
    if is_gap(metric):
        figure, value = rate_of_gap(metric), ""
        span = f"{between(gap_words(low.label), gap_words(high.label))} than among all others"
    if low.label == high.label:
        where = f"both {many}" if len(told) == 2 else f"all {len(told)} {many}"
        return f"{value} in {where}" if value else f"{figure}: {span} in {where}"
    is_known = all(differences.estimate(metric, group.mark.cell) for group in told)
    if metric.interval == "census" and _overlap([group.mark for group in told]):
        return metric.if_even or f"{_capital(many)} differ less than unknown outcomes could move them: {span}"
    if not is_known and is_own:
        return f"{figure}: {span}"
    if not is_known:
        return f"By {one}, {_lower(value)}" if value else f"{figure} by {one}: {span}"
    is_near = (high.rank or 0.0) - (low.rank or 0.0) <= _nearly(metric, high)
    how = "are about even" if is_near else "differ by no more than chance"
    return (
        metric.if_even or f"{_capital(many)} {how}: {_lower(value) if value else f'{inside(figure)} {span}'}"
    )


def _nearly(metric: Metric, high: Mark) -> float:
    """How far apart may be called even."""
    return EVEN if metric.unit in ("percent", "percentage points") else EVEN * abs(high.rank or 0.0)


def _overlap(marks: Sequence[Mark]) -> bool:
    """Do all ranges have a value in common?"""
    ends = [(mark.low, mark.high) for mark in marks]
    lows = [low for low, _ in ends if low is not None]
    highs = [high for _, high in ends if high is not None]
    is_exact = all(mark.value is not None for mark in marks)
    return is_exact and len(lows) == len(highs) == len(marks) and max(lows) <= min(highs)


def between(low: str, high: str) -> str:
    """Two labels as a span: "57–69%", "$44,000–$71,000", "20–40% to 60–80%"."""
    if low == high:
        return low
    if not all(label[:1].isdigit() or label.startswith("$") for label in (low, high)) or any(
        wording.DASH in label or " " in label for label in (low, high)
    ):
        return f"{low} to {high}"
    return f"{low.removesuffix('%') if high.endswith('%') else low}{wording.DASH}{high}"


def nothing(metric: Metric, marks: Sequence[Mark], of: str = "group") -> str:
    """Why nothing is told. of: what a mark is of."""
    figure = figure_name(metric)
    reasons = {_reason(mark) for mark in marks}
    if not marks:
        return f"{figure}: nothing is recorded yet"
    if any(mark.rank is not None for mark in marks):  # of what no sentence calls anything
        return f"{figure}: only other or unknown {of}s have a number"
    if len(reasons) > 1:
        return f"{figure}: not told here, {of}s are too small or not recorded"
    (reason,) = reasons
    if reason is None:
        return f"{figure}: too few to compare, fewer than {wording.LEAST_FOR_A_RATE} in each {of}"
    if reason is Blank.HIDDEN:
        fewest = {mark.label for mark in marks}
        (label,) = fewest if len(fewest) == 1 else ("",)
        people = wording.people_of(metric)
        why = f", fewer than {label[1:]} {people}" if label.startswith("<") else ""
        each = f" in each {of}" if why and len(marks) > 1 else ""
        return f"{figure}: hidden here{why}{each}"
    return f"{figure}: {reason.alone}"


def _reason(mark: Mark) -> Blank | None:
    """None of too few for a rate."""
    if mark.is_few:
        return None
    return mark.blank or Blank.NO_DATA


def leading(metric: Metric, dimension: str, groups: Sequence[Group]) -> str:
    """Counts, or parts of one whole: the largest, as they are; no word calls them anything."""
    real = [group for group in groups if not sits_last(group.value) and not sits_last(group.name)]
    shown = sorted(
        (group for group in real if group.mark.rank is not None), key=lambda group: -(group.mark.rank or 0.0)
    )
    if not shown and any(group.mark.rank is not None for group in groups):
        return f"{figure_name(metric)}: none has enough to be named"
    if not shown:
        return nothing(metric, [group.mark for group in real or groups])
    first = shown[0]
    if "<part>" in metric.says:
        told = said(metric, first.mark.label, part=part_of(metric, first))
        return told + (_next_part(metric, shown[1]) if len(shown) > 1 else "")
    if dimension != metric.category:
        listed = ", ".join(f"{group.mark.label} {who_of(metric, dimension, group)}" for group in shown[:2])
    else:
        listed = ", ".join(f"{inside(group.name)} {group.mark.label}" for group in shown[:3])
    return f"{figure_name(metric)}: {listed}"


def most_common(metric: Metric, groups: Sequence[Group]) -> str:
    """A distribution over ordered classes: how many are in the largest."""
    real = [group for group in groups if not sits_last(group.value) and not sits_last(group.name)]
    shown = [group for group in real if group.mark.rank is not None]
    if not shown:
        return nothing(metric, [group.mark for group in real or groups])
    first = max(shown, key=lambda group: group.mark.rank or 0.0)
    if "<part>" in metric.says:
        unknown = next((group.mark for group in groups if _is_not_recorded(group)), None)
        rest = f"; {unknown.label} not recorded" if unknown and unknown.rank else ""
        return said(metric, first.mark.label, part=inside(first.name)) + rest
    listed = ", ".join(f"{inside(group.name)} {group.mark.label}" for group in shown[:3])
    return f"{figure_name(metric)}: {listed}"


def _is_not_recorded(group: Group) -> bool:
    return "not recorded" in (group.value.replace("_", " ").lower(), group.name.lower())


def over_segments(metric: Metric, dimension: str, period: str, groups: Sequence[Group]) -> str:
    """Segments at the newest whole period: each of two, the ends of more where they differ, else that they do not."""
    known = [group for group in groups if not sits_last(group.value) and not sits_last(group.name)]
    told = _telling(metric, known)
    if not told:
        return nothing(metric, [group.mark for group in known or groups])
    when = f"By {period}" if metric.aggregate != "count" else f"In {period}"
    listed = told if len(told) <= 2 else (told[0], told[-1])
    ends = ", ".join(f"{group.mark.label} {who_of(metric, dimension, group)}" for group in listed)
    if len(told) == 1 or are_apart(metric, [group.mark for group in told]):
        return f"{when}: {ends}"
    span = between(told[-1].mark.label, told[0].mark.label)
    many = GROUPS.get(dimension, ("group", "groups"))[1]
    is_known = all(differences.estimate(metric, group.mark.cell) for group in told)
    own = said(metric, span) if metric.says and "<part>" not in metric.says else ""
    if metric.aggregate == "count" or not is_known:
        by = GROUPS.get(dimension, ("group", "groups"))[0]
        return f"{when} and by {by}, {_lower(own)}" if own else f"{when}: {span} by {by}"
    is_near = (told[0].mark.rank or 0.0) - (told[-1].mark.rank or 0.0) <= _nearly(metric, told[0].mark)
    how = "are about even" if is_near else "differ by no more than chance"
    return f"{when}, {many} {how}: {_lower(own) if own else span}"


def part_by_row(metric: Metric, dimension: str, part: str, groups: Sequence[Group]) -> str:
    """One part of each row's whole: where its share is largest and smallest, or that rows are alike in it."""
    known = [group for group in groups if not sits_last(group.value) and not sits_last(group.name)]
    pairs, _ = of_telling_size([(group.name, group.mark) for group in known if group.mark.rank is not None])
    if not pairs:
        return nothing(metric, [group.mark for group in known or groups])
    names = {name for name, _ in pairs}
    told = sorted(
        (group for group in known if group.name in names), key=lambda group: -(group.mark.rank or 0.0)
    )
    high, low = told[0], told[-1]
    has_own = "<part>" in metric.says and "<who>" in metric.says
    if len(told) == 1:
        if has_own:
            return said(metric, high.mark.label, who_of(metric, dimension, high), part)
        return f"{_capital(part)}: {high.mark.label} {_row(metric, dimension, high)}"
    if are_apart(metric, [group.mark for group in told]):
        if has_own:
            first = said(metric, low.mark.label, who_of(metric, dimension, low), part)
            return f"{first}, {other_side(metric, dimension, high)}"
        ends = [f"{group.mark.label} {_row(metric, dimension, group)}" for group in (low, high)]
        return f"{_capital(part)}: {', '.join(ends)}"
    one, many = GROUPS.get(dimension, ("group", "groups"))
    span = between(low.mark.label, high.mark.label)
    is_known = all(differences.estimate(metric, group.mark.cell) for group in told)
    if not is_known:
        return (
            f"By {one}, {_lower(said(metric, span, part=part))}"
            if has_own
            else f"{_capital(part)}: {span} by {one}"
        )
    is_near = (high.mark.rank or 0.0) - (low.mark.rank or 0.0) <= EVEN
    how = "are about even" if is_near else "differ by no more than chance"
    if has_own:
        return f"{_capital(many)} {how}: {_lower(said(metric, span, part=part))}"
    return f"{_capital(part)}: {many} {how}, {span}"


def _row(metric: Metric, dimension: str, group: Group) -> str:
    """Whose whole a part is of: "of the class of 2026", "of Law", "for students who transferred"."""
    words = who_of(metric, dimension, group)
    return f"of {words[3:]}" if words.startswith(("in ", "at ")) else words


def points_between(first: str, second: str) -> int | None:
    """By how many points two labels differ, as they are written: what a reader would work out; None of anything but
    whole per cents."""
    if not (first.endswith("%") and second.endswith("%")):
        return None
    one, other = first[:-1], second[:-1]
    return int(one) - int(other) if one.isdigit() and other.isdigit() else None


def points(how_many: int) -> str:
    return f"{how_many} {'point' if how_many == 1 else 'points'}"


def is_gap(metric: Metric) -> bool:
    """Whether it tells how far a group's rate is from that of all others, which its sentence names."""
    return metric.unit == "percentage points" and bool(metric.says)


def rate_of_gap(metric: Metric) -> str:
    """The rate of which a gap is: "Share of students reached"; of a gap without a sentence, its title."""
    return metric.says.removesuffix(" <value>") if is_gap(metric) else figure_name(metric)


def gap_words(label: str) -> str:
    """A gap as one says it: "20 points higher", "1 point lower", "the same"; a range as it is."""
    sign, how_many = label[:1], re.sub(r" (pts?|percentage points?|points?)$", "", label[1:])
    if sign not in ("+", wording.MINUS) or not how_many.isdigit():
        return "the same" if re.fullmatch(r"0 \D+", label) else _in_points(label)
    return f"{points(int(how_many))} {'higher' if sign == '+' else 'lower'}"


def _spoken(metric: Metric, label: str) -> str:
    """A label inside a sentence."""
    return _in_points(label) if metric.unit == "percentage points" else label


def _in_points(label: str) -> str:
    return label.replace(" pts", " points").replace(" percentage points", " points")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    """A sentence of its own as part of another: the first letter of a word, not of a name, is small."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
