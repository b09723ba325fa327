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
from pipelines.figures import wording
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Metric
from pipelines.release import differences

EVEN = 0.15  # of rates: farther apart they are not called even, though chance explains it
_WHO = {
    "college": "in {}",
    "program": "in {}",
    "major": "in {}",
    "campus": "at {}",
    "class_year": "in the {}",
    "channel": "found through {}",
    "found_through": "through {}",
}
_WHO_ARE = {
    ("asked", "yes"): "when students asked for some",
    ("asked", "no"): "when they did not",
    ("is_first_generation", "yes"): "who are first generation",
    ("is_first_generation", "no"): "who are not first generation",
    ("is_transfer", "yes"): "who transferred",
    ("is_transfer", "no"): "who did not transfer",
    ("is_international", "yes"): "who are international",
    ("is_international", "no"): "who are not international",
    ("channel", "alumni_network"): "found through the alumni network",
    ("channel", "linkedin"): "found on LinkedIn",
    ("channel", "referral"): "found by referral",
    ("channel", "family_or_friend"): "found through family or friends",
    ("channel", "event"): "found at events",
    ("channel", "employer_site"): "found on employers' sites",
    ("channel", "other"): "found in other ways",
    ("channel", "cold"): "contacted cold",
    ("found_through", "alumni_network"): "through the alumni network",
    ("found_through", "linkedin"): "on LinkedIn",
    ("found_through", "referral"): "by referral",
    ("found_through", "family_or_friend"): "through family or friends",
    ("found_through", "event"): "at events",
    ("found_through", "employer_site"): "on employers' sites",
    ("found_through", "other"): "in other ways",
    ("found_through", "cold"): "by writing cold",
    ("found_through", "job_board"): "on job boards",
    ("found_through", "informational_interview"): "through informational interviews",
    ("found_through", "internship_or_prior_work"): "through an internship or earlier job",
    ("found_through", "career_fair"): "at career fairs",
    ("found_through", "employment_agency"): "through employment agencies",
}
_ABOUT_CONTACTS = "of contacts <who>"  # of anything else a contact was behind it
_SAID_WHOLE = ("channel", "found_through")  # parts a sentence says with their own preposition
_SAID_AFTER = (*_SAID_WHOLE, "column")  # parts that go on with the sentence behind their value
_RESTS_ON_A_NOUN = (
    "found ",
    "contacted ",
    "who ",
)  # words that say nothing alone: "30% of those contacted cold"


_TAKES_THE = re.compile(r"(College|School|Department|Division|Faculty|Institute|Graduate School) (of|for)\b")
_ONE = re.compile(r"<part> (\w+)s\b")  # of one: "one interview"
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
    known = [group for group in groups if not sits_last(group.value) and not sits_last(group.name)]
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


def alone(metric: Metric, mark: Mark) -> str:
    """A figure that is not cut."""
    if mark.rank is None:
        return f"{figure_name(metric)}: {mark.label}" if mark.is_few else nothing(metric, [mark])
    if metric.says and "<part>" not in metric.says:
        return said(metric, mark.label)
    return f"{figure_name(metric)}: {mark.label}"


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
    who = who_of(dimension, group, metric.says)
    if dimension == metric.category and "<part>" in metric.says:
        return said(metric, group.mark.label, part=part_of(metric, group))
    if "<who>" in metric.says and (dimension != metric.category or "<part>" not in metric.says):
        return said(metric, group.mark.label, who)
    return f"{figure_name(metric)}: {_spoken(metric, group.mark.label)} {who}"


def _both(metric: Metric, dimension: str, top: Group, bottom: Group) -> str:
    first = _of(metric, dimension, top)
    if dimension == metric.category and "<part>" in metric.says:
        return f"{first}{_next_part(metric, bottom)}"
    return f"{first}, {other_side(metric, dimension, bottom)}"


def part_of(metric: Metric, group: Group) -> str:
    """A part of a whole inside a sentence: "on LinkedIn", "insight"."""
    return (
        who_of(metric.category, group, _ABOUT_CONTACTS)
        if metric.category in _SAID_WHOLE
        else inside(group.name)
    )


def _next_part(metric: Metric, group: Group) -> str:
    """What a sentence about the first part goes on with: ", 30% contacted cold", "; a lead, 12%"."""
    part, value = part_of(metric, group), group.mark.label
    return f", {value} {part}" if metric.category in _SAID_AFTER else f"; {part}, {value}"


def other_side(metric: Metric, dimension: str, group: Group) -> str:
    """The other end of a comparison: "30% in Music", "30% of those contacted cold"."""
    who = who_of(dimension, group, metric.says)
    return f"{_spoken(metric, group.mark.label)} {of_those(who) if metric.unit == 'percent' else who}"


def of_those(who: str) -> str:
    """Whose share it is where the sentence named the whole before: "in Music", "of those contacted cold"."""
    return f"of those {who}" if who.startswith(_RESTS_ON_A_NOUN) else who


def said(metric: Metric, value: str, who: str = "", part: str = "") -> str:
    """The figure's own sentence with its words filled in."""
    text = metric.says.replace("<value>", value).replace("<who>", who)
    if part == "0":
        text = _NO_FURTHER.sub("no further", text)
    if part == "1":
        text = _ONE.sub(r"<part> \1", text)
    text = text.replace("<part>", {"0": "no", "1": "one"}.get(part, part))
    return _capital(" ".join(text.split()))


def who_of(dimension: str, group: Group, says: str = "") -> str:
    """Whose figure it is, inside a sentence: "in Engineering", "found on LinkedIn", "for asked".

    says: the figure's own sentence, which need not be about contacts: "with contacts found on LinkedIn".
    """
    words = _WHO_ARE.get((dimension, group.value)) or _who_by_name(dimension, group.name)
    if dimension == "channel" and "<who>" in says and _ABOUT_CONTACTS not in says:
        return "with cold contacts" if group.value == "cold" else f"with contacts {words}"
    return words


def _who_by_name(dimension: str, name: str) -> str:
    if dimension == "class_year" or wording.is_coded(dimension) or dimension not in _WHO:
        name = inside(name)
    if dimension in ("college", "program", "campus") and _TAKES_THE.match(name):
        name = f"the {name}"
    return _WHO.get(dimension, "for {}").format(name)


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
        return f"{figure} cannot be told here: {of}s are too small or not recorded"
    (reason,) = reasons
    if reason is None:
        return f"{figure}: too few to compare, fewer than {wording.LEAST_FOR_A_RATE} in each {of}"
    if reason is Blank.HIDDEN:
        fewest = {mark.label for mark in marks}
        (label,) = fewest if len(fewest) == 1 else ("",)
        people = wording.people_of(metric)
        why = f": fewer than {label[1:]} {people}" if label.startswith("<") else ""
        each = f" in each {of}" if why and len(marks) > 1 else ""
        return f"{figure} is hidden here{why}{each}"
    return f"{figure} {reason.clause}"


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
        listed = ", ".join(f"{group.mark.label} {who_of(dimension, group)}" for group in shown[:2])
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
    ends = ", ".join(f"{group.mark.label} {who_of(dimension, group)}" for group in listed)
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
            return said(metric, high.mark.label, who_of(dimension, high, metric.says), part)
        return f"{_capital(part)}: {high.mark.label} {_row(dimension, high)}"
    if are_apart(metric, [group.mark for group in told]):
        if has_own:
            first = said(metric, low.mark.label, who_of(dimension, low, metric.says), part)
            return f"{first}, {other_side(metric, dimension, high)}"
        part = _capital(part)
        return f"{part}: {low.mark.label} {_row(dimension, low)}, {high.mark.label} {_row(dimension, high)}"
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


def _row(dimension: str, group: Group) -> str:
    name = inside(group.name) if dimension == "class_year" else group.name
    return f"of {'the ' if dimension == 'class_year' else ''}{name}"


def points_between(first: str, second: str) -> int | None:
    """By how many points two labels differ, as they are written: what a reader would work out; None of anything but
    whole per cents."""
    if not (first.endswith("%") and second.endswith("%")):
        return None
    one, other = first[:-1], second[:-1]
    return int(one) - int(other) if one.isdigit() and other.isdigit() else None


def points(how_many: int) -> str:
    return f"{how_many} {'point' if how_many == 1 else 'points'}"


def _spoken(metric: Metric, label: str) -> str:
    """A label inside a sentence."""
    is_points = metric.unit == "percentage points"
    return label.replace(" pts", " points").replace(" percentage points", " points") if is_points else label


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    """A sentence of its own as part of another: the first letter of a word, not of a name, is small."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
