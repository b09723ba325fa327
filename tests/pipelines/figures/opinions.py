"""Every figure worked out again in pandas, statsmodels and lifelines, from the plain rows of an office.

Nothing of the engine is used here: people, sums, clusters and intervals are calculated by the textbook.
`OPINIONS` has a function for every figure that checks what the engine says of a whole office and its colleges.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times
from scipy import stats
from statsmodels.formula.api import glm
from statsmodels.genmod.families import Binomial
from statsmodels.stats.proportion import proportion_confint

from pipelines.figures.measure import catalog, measure, segment_domain
from pipelines.figures.results import Cell, Question
from pipelines.store.warehouse import Published

Frames = dict[str, pd.DataFrame]
Opinion = Callable[[Published, Frames], None]


def cells_of(
    published: Published, metric: str
) -> Iterator[tuple[Cell, Callable[[pd.DataFrame], pd.DataFrame]]]:
    """Cells, each with what selects its rows: of the whole, of one college and by college.

    Of a small office, to be quick, only of the whole, and of every fourth figure only by college.
    """
    whole, cut = Question(), Question(by=("college",))
    if not _is_large(published):
        asked: tuple[Question, ...] = (cut,) if crc32(metric.encode()) % 4 == 0 else (whole,)
    else:
        asked = (whole, Question(where=(("college", a_college(published)),)), cut)
    for question in asked:
        for cell in measure(published, metric, question).cells:
            college = cell.segment.get("college") or dict(question.where).get("college")
            yield (
                cell,
                (lambda frame, college=college: frame[frame["college"] == college] if college else frame),
            )


def a_college(published: Published) -> str:
    return segment_domain(published, "college")[0]


def _is_large(published: Published) -> bool:
    return bool(published.query("select count(*) > 100 as is_large from marts.students")[0]["is_large"])


# -- what each figure is, in pandas ----------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """frame: one row an item, with student_key, y and x (NaN where unknown). kind: which interval is due.

    A mean of counts has none below 0; a "change" is a mean that has.
    """

    frame: pd.DataFrame
    kind: str  # cluster_rate, cluster_mean, wilson, mean, change, census, none, count


def age(frame: pd.DataFrame, newest: str = "as_of") -> pd.Series:
    """Days from each item's start to the newest date of its source."""
    days = zip(frame[newest], frame["started_on"], strict=True)
    return pd.Series(
        [math.nan if pd.isna(day) else float((as_of - day).days) for as_of, day in days],
        frame.index,
        dtype=float,
    )


def known(value: pd.Series, is_known: pd.Series) -> pd.Series:
    return value.astype(float).where(is_known)


def item(frame: pd.DataFrame, y: Any, kind: str = "cluster_rate", x: Any = None) -> Told:
    made = frame.copy()
    made["y"] = pd.Series(y, index=frame.index).astype(float)
    made["x"] = (
        made["y"].notna().astype(float) if x is None else pd.Series(x, index=frame.index).astype(float)
    )
    return Told(made, kind)


def held(marts: Frames) -> pd.DataFrame:
    return marts["interviews"][marts["interviews"]["status"] == "held"]


Days = tuple[date, date]


def covered(marts: Frames, *, with_touches: bool = False) -> Days | None:
    """The time the data covers: from the first interview that is not ahead (or touch) to the newest day."""
    talks = marts["interviews"][marts["interviews"]["status"] != "scheduled"]
    read = [talks, marts["touches"], first_touches(marts)] if with_touches else [talks]
    begun = [day for frame in read for day in frame["started_on"]]
    newest = [day for frame in read for day in frame["as_of"]]
    return (min(begun), max(newest)) if begun else None


def who_was_there(marts: Frames, days: Days | None, is_member: Callable[[pd.Series], bool]) -> set[int]:
    """Students with one day of `days` on which they were enrolled and what is asked."""
    if days is None:
        return set()
    since, until = days
    return {
        row["student_key"]
        for _, row in marts["enrolments"].iterrows()
        if is_member(row) and not (row["until"] < since or row["since"] > until)
    }


def per_student(marts: Frames) -> pd.DataFrame:
    there = who_was_there(marts, covered(marts), lambda row: row["is_expected"])
    expected = marts["students"][marts["students"]["student_key"].isin(there)].copy()
    counts = held(marts).groupby("student_key").size()
    expected["interviews"] = expected["student_key"].map(counts).fillna(0)
    return expected


def threads(marts: Frames, days: int) -> pd.DataFrame:
    frame = marts["threads"]
    return frame[(age(frame) >= days) & ~frame["is_bounced"]]


def referrals(marts: Frames, days: int) -> pd.DataFrame:
    frame = marts["referrals"]
    return frame[(age(frame) >= days) & ~frame["is_already_known"]]


def response(marts: Frames) -> Told:
    frame = threads(marts, 14)
    return item(
        frame, known((frame["reply_days"] <= 14) | frame["is_reply_undated"], frame["is_reply_known"])
    )


def acceptance(marts: Frames) -> Told:
    frame = threads(marts, 21)
    return item(
        frame,
        known(
            (frame["agreed_days"] <= 21) | (frame["interview_days"] <= 21) | frame["is_agreed_undated"],
            frame["is_reply_known"],
        ),
    )


def unrecorded(marts: Frames) -> Told:
    frame = first_touches(marts)
    frame = frame[~frame["is_bounced"].astype(bool)]
    return item(frame, ~frame["is_reply_known"].astype(bool))


def outreach_per_interview(marts: Frames) -> Told:
    frame = threads(marts, 21)
    return item(frame, 1, "cluster_mean", frame["interviews_after_touch"])


def begun(marts: Frames) -> pd.DataFrame:
    """Threads with a touch or a held interview, begun with the first of them."""
    frame = marts["threads"]
    frame = frame.assign(
        started_on=frame["started_on"].where(frame["started_on"].notna(), frame["first_held_on"])
    )
    return frame[frame["started_on"].notna()]


def warm(marts: Frames) -> Told:
    frame = begun(marts)
    is_warm = frame["channel"].isin(["referral", "alumni_network", "event", "faculty", "family_or_friend"])
    return item(frame, known(is_warm, frame["channel"] != "Unknown"))


def show(marts: Frames) -> Told:
    frame = marts["interviews"]
    frame = frame[(frame["status"] != "scheduled") | frame["is_result_missing"]]
    return item(frame, known(frame["status"] == "held", frame["status"] != "scheduled"))


def named_at_least(number: int) -> Callable[[Frames], Told]:
    return lambda marts: item(
        held(marts), known(held(marts)["people_named"] >= number, held(marts)["people_named"].notna())
    )


def asked(marts: Frames) -> Told:
    frame = held(marts)
    asked_ = frame["has_asked_for_referral"]
    return item(frame, known(asked_.eq(True), asked_.notna()))


def permission(marts: Frames) -> Told:
    said = marts["permissions"].dropna(subset="named")
    lists = [
        said.loc[said.index.repeat(said["permitted"])].assign(y=1.0),
        said.loc[said.index.repeat(said["named"] - said["permitted"])].assign(y=0.0),
        said.loc[said.index.repeat(said["unrecorded"])].assign(y=math.nan),
    ]
    frame = pd.concat(lists, ignore_index=True)
    return item(frame, frame["y"])


def thanked(marts: Frames) -> Told:
    frame = held(marts)
    frame = frame[age(frame) >= 2]
    return item(frame, known(frame["thank_you_state"] == "on_time", frame["thank_you_state"].notna()))


def within(days: int, column: str) -> Callable[[Frames], Told]:
    return lambda marts: item(referrals(marts, days), referrals(marts, days)[column] <= days)


def untouched(marts: Frames) -> Told:
    frame = referrals(marts, 30)
    return item(frame[frame["contacted_days"].isna()], 1, "count")


def late(marts: Frames) -> Told:
    frame = marts["log_rows"]
    return item(frame, known(frame["logged_days"] > 14, frame["logged_days"].notna()))


def change(topic: str) -> Callable[[Frames], Told]:
    def told(marts: Frames) -> Told:
        frame = marts["survey_changes"]
        frame = frame[frame["topic"] == topic]
        return item(frame, frame["change"], "change")

    return told


LANDED = ["employed", "service", "military", "continuing_education"]


def outcomes(marts: Frames) -> Told:
    frame = marts["graduates"]
    frame = frame[frame["nace_group"] != "not_seeking"]
    return item(frame, known(frame["nace_group"].isin(LANDED), frame["nace_group"] != "unknown"), "census")


def graduates_known(marts: Frames) -> Told:
    return item(marts["graduates"], marts["graduates"]["nace_group"] != "unknown", "none")


def full_time(marts: Frames) -> pd.DataFrame:
    return marts["graduates"][marts["graduates"]["outcome_status"] == "employed_full_time"]


def conversations(marts: Frames) -> Told:
    frame = marts["graduates"]
    frame = frame[frame["nace_group"] == "employed"]
    is_talk = frame["found_through"].isin(["referral", "informational_interview"])
    return item(frame, known(is_talk, frame["found_through"].notna()), "wilson")


def hired(column: str) -> Callable[[Frames], Told]:
    def told(marts: Frames) -> Told:
        frame = marts["hires"]
        return item(frame, [math.nan if one is None else float(one) for one in frame[column]], "wilson")

    return told


def hired_after(column: str, value: str = "") -> Callable[[Frames], Told]:
    """Graduates hired where the column says they had talked; how many, or the sum of another column."""

    def told(marts: Frames) -> Told:
        frame = marts["hires"]
        frame = frame[frame[column].eq(True)]
        return item(frame, frame[value] if value else 1, "count")

    return told


def led_on(marts: Frames) -> Told:
    chains = marts["chains"]
    soon = chains[chains["parent_days"] <= 60].groupby("led_from_interview_key").size()
    frame = held(marts)
    frame = frame[age(frame) >= 60]
    return item(frame, frame["interview_key"].map(soon).fillna(0), "cluster_mean")


def followed_up(marts: Frames) -> Told:
    frame = marts["threads"]
    frame = frame[(frame["age_business_days"] >= 8) & ~frame["is_bounced"] & ~frame["is_reply_undated"]]

    def verdict(row: pd.Series) -> float | None:
        """1 followed up, 0 not, NaN not known; None where there was nothing to follow up."""
        second, reply = row["second_touch_business_days"], row["replied_on"]
        is_in_time = not pd.isna(second) and 3 <= second <= 7
        if not pd.isna(reply):
            is_before = reply < row["second_touch_on"] if is_in_time else reply <= row["follow_up_until_on"]
            if reply <= row["follow_up_from_on"] or is_before:
                return None
        return float(is_in_time) if row["is_reply_known"] else math.nan

    verdicts = [verdict(row) for _, row in frame.iterrows()]
    left = np.array([one is not None for one in verdicts], dtype=bool)
    return item(frame[left], [one for one in verdicts if one is not None])


def wrote_again(frame: pd.DataFrame) -> pd.Series:
    """The business day of the second touch, if by day 7."""
    second = frame["second_touch_business_days"].astype(float)
    return second.where(second <= 7)


def timing(frame: pd.DataFrame) -> pd.Series:
    bins = pd.cut(wrote_again(frame), [-1, 2, 4, 7], labels=["0-2", "3-4", "5-7"])
    return bins.cat.add_categories("none").fillna("none")


def answered_again(marts: Frames) -> Told:
    frame = marts["threads"]
    frame = frame[~frame["is_bounced"].astype(bool) & ~frame["is_reply_undated"].astype(bool)]
    since, reply = wrote_again(frame), frame["reply_business_days"].astype(float)
    is_open = pd.Series(
        [
            pd.isna(replied) or (replied >= second if not pd.isna(day) else number > 7)
            for replied, second, day, number in zip(
                frame["replied_on"], frame["second_touch_on"], since, reply, strict=True
            )
        ],
        frame.index,
        dtype=bool,
    )
    is_old = frame["age_business_days"].astype(float) > since.fillna(7) + 10
    hits = known(reply <= since.fillna(7) + 10, frame["is_reply_known"].astype(bool))
    return item(frame[is_open & is_old], hits[is_open & is_old])


def kept(marts: Frames) -> Told:
    frame = held(marts)
    frame = frame[age(frame, "as_of_both") >= 180]
    return item(frame, frame["kept_days"] <= 180)


def mentors(marts: Frames) -> Told:
    frame = marts["threads"]
    span = (frame["last_held_on"] - frame["first_held_on"]).map(lambda gap: -1 if pd.isna(gap) else gap.days)
    frame = frame.assign(started_on=frame["first_held_on"])
    return item(frame[(frame["held_count"] >= 3) & (span >= 60)], 1, "count")


def learning(marts: Frames) -> Told:
    frame = held(marts)
    return item(frame, known(frame["has_asked_for_job"].eq(False), frame["has_asked_for_job"].notna()))


def prepared(marts: Frames) -> Told:
    frame = held(marts)
    is_known = frame["has_researched"].notna() & frame["prepared_questions_count"].notna()
    return item(
        frame, known(frame["has_researched"].eq(True) & (frame["prepared_questions_count"] >= 1), is_known)
    )


def early(marts: Frames) -> Told:
    frame = marts["graduates"]
    frame = frame[(frame["degree_level"] == "bachelor") & frame["first_held_on"].notna()]
    frame = frame[frame["is_timing_known"].astype(bool)]
    is_early = [
        first < date(ends.year - 1, 7, 1)
        for first, ends in zip(frame["first_held_on"], frame["started_on"], strict=True)
    ]
    return item(frame, is_early, "wilson")


def first_touches(marts: Frames) -> pd.DataFrame:
    return marts["threads"][marts["threads"]["started_on"].notna()]


def reach(marts: Frames) -> Told:
    there = who_was_there(marts, covered(marts, with_touches=True), lambda row: True)
    roster = marts["students"][marts["students"]["is_on_roster"]]
    roster = roster[roster["student_key"].isin(there)]
    logged = set(marts["touches"]["student_key"]) | set(marts["interviews"]["student_key"])
    return item(roster, roster["student_key"].isin(logged), "wilson")


def by_survey(marts: Frames) -> Told:
    frame = marts["graduates"]
    return item(frame, (frame["nace_group"] != "unknown") & (frame["knowledge_source"] == "survey"), "none")


def undated(marts: Frames) -> Told:
    frame = first_touches(marts)
    frame = frame[
        frame["is_reply_undated"].astype(bool) & ~frame["is_bounced"].astype(bool) & (age(frame) >= 0)
    ]
    return item(frame, 1, "count")


def hours(marts: Frames) -> pd.DataFrame:
    """Students with a touch or a held interview, and the hours it took them."""
    talks = held(marts).assign(minutes=lambda frame: frame["minutes"].astype(float))
    minutes = talks.groupby("student_key")["minutes"].agg(lambda found: found.sum(skipna=False))
    touches = marts["touches"].groupby("student_key").size() * 20.0
    whole = pd.concat([minutes, touches], axis=1, keys=["talked", "wrote"])
    has_talked = whole.index.isin(minutes.index)
    value = (whole["talked"].where(has_talked, 0.0) + whole["wrote"].fillna(0.0)) / 60
    people = marts["students"][marts["students"]["student_key"].isin(whole.index)]
    return people.assign(value=people["student_key"].map(value))


PLAIN: dict[str, Callable[[Frames], Told]] = {
    "response_rate": response,
    "acceptance_rate": acceptance,
    "reply_unrecorded_rate": unrecorded,
    "outreach_per_interview": outreach_per_interview,
    "warm_share": warm,
    "show_rate": show,
    "referral_any_rate": named_at_least(1),
    "referral_five_rate": named_at_least(5),
    "referral_yield": lambda marts: item(held(marts), held(marts)["people_named"], "cluster_mean"),
    "referral_ask_rate": asked,
    "permission_rate": permission,
    "thank_you_rate": thanked,
    "referral_activation_rate": within(30, "contacted_days"),
    "referral_conversion_rate": within(60, "interviewed_days"),
    "referrals_untouched": untouched,
    "late_log_rate": late,
    "interviews_led_on": led_on,
    "follow_up_rate": followed_up,
    "relationship_kept_rate": kept,
    "mentor_count": mentors,
    "learning_first_rate": learning,
    "preparation_rate": prepared,
    "first_interview_timing": early,
    "survey_response_rate": by_survey,
    "mean_salary_usd": lambda m: item(pay(m), pay(m)["value"], "mean"),
    "undated_replies": undated,
    "hours_per_student": lambda m: item(hours(m), hours(m)["value"], "mean"),
    "participation_rate": lambda m: item(per_student(m), per_student(m)["interviews"] > 0, "wilson"),
    "first_interview": lambda m: item(per_student(m), per_student(m)["interviews"] > 0, "wilson"),
    "interviews_per_student": lambda m: item(per_student(m), per_student(m)["interviews"], "mean"),
    "reach_rate": reach,
    "interview_volume": lambda m: item(held(m), 1, "count"),
    "outreach_volume": lambda m: item(first_touches(m), 1, "count"),
    "outreach_bounced": lambda m: item(first_touches(m)[first_touches(m)["is_bounced"]], 1, "count"),
    "outreach_follow_ups": lambda m: item(first_touches(m), first_touches(m)["touch_count"] - 1, "count"),
    "clarity_change": change("clarity"),
    "confidence_change": change("confidence"),
    "career_outcomes_rate": outcomes,
    "knowledge_rate": graduates_known,
    "salary_reporting_rate": lambda m: item(full_time(m), full_time(m)["salary_usd"] > 0, "none"),
    "found_through_conversations": conversations,
    "hired_where_interviewed": hired("has_talked_there"),
    "hired_in_industry_interviewed": hired("has_talked_in_industry"),
    "accepted_before_cutoff": lambda m: item(
        m["graduates"][m["graduates"]["is_left_out_of_cutoff"]], 1, "count"
    ),
}

# -- the same sums again ---------------------------------------------------------------------------


def clusters(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    counted = frame[frame["y"].notna() & frame["x"].notna()]
    sums = counted.groupby("student_key")[["y", "x"]].sum()
    sums = sums[(sums["y"] > 0) | (sums["x"] > 0)]
    return sums["y"], sums["x"]


def interval(told: Told) -> tuple[float, float] | tuple[None, None]:
    """The 95 % interval, by the textbook."""
    y, x = clusters(told.frame)
    total_y, total_x, m = y.sum(), x.sum(), len(x)
    if told.kind in ("none", "count") or total_x == 0:
        return None, None
    ratio = total_y / total_x
    if told.kind == "census":
        unknown = told.frame["y"].isna().sum()
        return total_y / (total_x + unknown), (total_y + unknown) / (total_x + unknown)
    if told.kind == "wilson":
        return proportion_confint(total_y, total_x, method="wilson")
    if m < 2:
        return None, None
    if told.kind in ("mean", "change"):
        half = stats.t.ppf(0.975, m - 1) * y.std(ddof=1) / math.sqrt(m)
        return ratio - half if told.kind == "change" else max(ratio - half, 0), ratio + half
    error = math.sqrt(m / (m - 1) * ((y - ratio * x) ** 2).sum()) / total_x
    t = stats.t.ppf(0.975, m - 1)
    if told.kind == "cluster_mean":
        return max(ratio - t * error, 0), ratio + t * error
    if ratio in (0, 1):
        return proportion_confint(ratio * m, m, method="wilson")
    logit, step = math.log(ratio / (1 - ratio)), t * error / (ratio * (1 - ratio))
    return float(stats.logistic.cdf(logit - step)), float(stats.logistic.cdf(logit + step))


def select(told: Told, keep: Callable[[pd.DataFrame], pd.DataFrame]) -> Told:
    return Told(keep(told.frame), told.kind)


def agree(cell: Cell, told: Told) -> None:
    frame = told.frame
    y, x = clusters(frame)
    if told.kind == "count":
        assert (cell.numerator, cell.denominator) == (pytest.approx(y.sum()), None)
        assert cell.people == (y > 0).sum()
        assert cell.value == pytest.approx(y.sum())
    else:
        assert (cell.numerator, cell.denominator) == pytest.approx((y.sum(), x.sum()))
        assert cell.people == (x > 0).sum()
        assert cell.unknown_count == (frame["y"].isna() | frame["x"].isna()).sum()
        assert cell.value == (pytest.approx(y.sum() / x.sum()) if x.sum() else None)
        assert (cell.low, cell.high) == pytest.approx(interval(told), abs=1e-6)
    assert cell.people_in_numerator == (y != 0).sum()
    if y.abs().sum():
        assert cell.largest_share == pytest.approx(y.abs().max() / y.abs().sum())


def plainly(metric: str) -> Opinion:
    def check(published: Published, marts: Frames) -> None:
        told = PLAIN[metric](marts)
        for cell, keep in cells_of(published, metric):
            agree(cell, select(told, keep))

    return check


# -- shares ----------------------------------------------------------------------------------------

BANDS = {0: "0", 1: "1", 2: "2", 3: "3-5", 4: "3-5", 5: "3-5"}
NAMES = {0: "0", 1: "1", 2: "2", 3: "3-4", 4: "3-4"}


def category(frame: pd.DataFrame, values: pd.Series) -> pd.DataFrame:
    return frame.assign(category=values.astype(object).where(values.notna(), None))


def share_bands(marts: Frames) -> pd.DataFrame:
    people = per_student(marts)
    return category(people, people["interviews"].map(lambda n: BANDS.get(int(n), "6+")))


def share_names(marts: Frames) -> pd.DataFrame:
    frame = held(marts)
    words = frame["people_named"].map(lambda n: "not recorded" if pd.isna(n) else NAMES.get(int(n), "5+"))
    return category(frame, words)


def share_outcomes(marts: Frames) -> pd.DataFrame:
    frame = marts["graduates"]
    merged = {"service": "service_and_military", "military": "service_and_military"}
    return category(frame, frame["nace_group"].replace(merged))


def share_statuses(marts: Frames) -> pd.DataFrame:
    return category(marts["graduates"], marts["graduates"]["outcome_status"])


def share_kinds(marts: Frames) -> pd.DataFrame:
    frame = marts["graduates"]
    frame = frame[frame["nace_group"] == "employed"]
    return category(frame, frame["employment_type"])


def share_found(marts: Frames) -> pd.DataFrame:
    frame = marts["graduates"]
    frame = frame[frame["nace_group"] == "employed"]
    return category(frame, frame["found_through"])


def share_employed_as(marts: Frames) -> pd.DataFrame:
    frame = marts["graduates"]
    frame = frame[frame["outcome_status"].isin(["employed_full_time", "employed_part_time"])]
    hours = frame["outcome_status"].str.removeprefix("employed_")
    both = zip(hours, frame["employment_type"], strict=True)
    told = [f"{hour}_{kind}" if isinstance(kind, str) else None for hour, kind in both]
    return category(frame, pd.Series(told, frame.index, dtype=object))


def share_sources(marts: Frames) -> pd.DataFrame:
    frame = marts["graduates"]
    frame = frame[frame["nace_group"] != "unknown"]
    return category(frame, frame["knowledge_source"])


def share_channels(marts: Frames) -> pd.DataFrame:
    frame = begun(marts)
    return category(frame, frame["channel"].where(frame["channel"] != "Unknown"))


def share_goals(marts: Frames) -> pd.DataFrame:
    frame = marts["goal_changes"]
    return category(frame, frame["goal_change"])


def share_modes(marts: Frames) -> pd.DataFrame:
    frame = held(marts)
    return category(frame, frame["mode"].where(frame["mode"] != "Unknown"))


def explored(marts: Frames, column: str) -> pd.DataFrame:
    """Students who logged, with how many different ones they explored; NaN where nobody wrote down which."""
    logged = set(marts["touches"]["student_key"]) | set(marts["interviews"]["student_key"])
    people = marts["students"][marts["students"]["student_key"].isin(logged)]
    mine = held(marts).groupby("student_key")[column].agg(lambda found: set(found.dropna()) - {"Unknown"})
    sets = people["student_key"].map(mine.to_dict())
    return people.assign(y=[0.0 if not isinstance(one, set) else len(one) or math.nan for one in sets], x=1.0)


def share_explored(column: str) -> Callable[[Frames], pd.DataFrame]:
    def share(marts: Frames) -> pd.DataFrame:
        people = explored(marts, column)
        return category(people, people["y"].map(lambda n: None if pd.isna(n) else BANDS.get(int(n), "6+")))

    return share


def share_chains(marts: Frames) -> pd.DataFrame:
    roots = marts["chains"][marts["chains"]["parent_interview_key"].isna()]
    return category(roots, roots["generations"].map(lambda n: str(int(n)) if n <= 3 else "4+"))


def share_states(marts: Frames) -> pd.DataFrame:
    frame = first_touches(marts)
    frame = frame[~frame["is_bounced"].astype(bool)]

    def state(row: pd.Series) -> str:
        if row["interviews_after_touch"] > 0:
            return "interviewed"
        if not pd.isna(row["agreed_days"]) or row["is_agreed_undated"]:
            return "agreed"
        if row["has_human_reply"]:
            return "answered"
        if (row["as_of"] - row["started_on"]).days < 14:
            return "open"
        return "no_reply" if row["is_reply_known"] else "not_recorded"

    return category(frame, pd.Series([state(row) for _, row in frame.iterrows()], frame.index, dtype=object))


def share_change(topic: str) -> Callable[[Frames], pd.DataFrame]:
    def share(marts: Frames) -> pd.DataFrame:
        frame = marts["survey_changes"]
        frame = frame[frame["topic"] == topic]
        change = frame["change"].astype(float)
        words = pd.cut(
            change, [-99, -1e-9, 0, 2 - 1e-9, 99], labels=["lower", "same", "higher", "much_higher"]
        )
        return category(frame, words)

    return share


SHARES: dict[str, tuple[Callable[[Frames], pd.DataFrame], str]] = {
    "interview_bands": (share_bands, "wilson"),
    "names_given": (share_names, "cluster_rate"),
    "outcome_mix": (share_outcomes, "none"),
    "employment_type_mix": (share_kinds, "none"),
    "outcome_status_mix": (share_statuses, "none"),
    "found_through_share": (share_found, "wilson"),
    "outcome_source_mix": (share_sources, "none"),
    "employed_as_mix": (share_employed_as, "none"),
    "channel_mix": (share_channels, "cluster_rate"),
    "outreach_state": (share_states, "cluster_rate"),
    "goal_change_share": (share_goals, "wilson"),
    "clarity_change_mix": (share_change("clarity"), "wilson"),
    "confidence_change_mix": (share_change("confidence"), "wilson"),
    "mode_mix": (share_modes, "cluster_rate"),
    "breadth_industries": (share_explored("industry"), "wilson"),
    "breadth_employers": (share_explored("employer_number"), "wilson"),
    "chain_depth": (share_chains, "cluster_rate"),
}


def share(metric: str) -> Opinion:
    make, kind = SHARES[metric]
    name = catalog()[metric].category

    def check(published: Published, marts: Frames) -> None:
        frame = make(marts)
        for cell, keep in cells_of(published, metric):
            mine = keep(frame)
            hits = (mine["category"] == cell.segment[name]).astype(float)
            told = item(mine, hits.where(mine["category"].notna()), kind)
            y, x = clusters(told.frame)
            assert (cell.numerator, cell.denominator) == (y.sum(), x.sum())
            assert (cell.people, cell.people_in_denominator) == ((y > 0).sum(), (x > 0).sum())
            assert cell.unknown_count == mine["category"].isna().sum()
            assert (cell.low, cell.high) == pytest.approx(interval(told), abs=1e-6)
            if y.sum():
                assert cell.largest_share == pytest.approx(y.max() / y.sum())

    return check


# -- kinds and groups ------------------------------------------------------------------------------


def grouped(
    metric: str, make: Callable[[Frames], Told], group: Callable[[pd.DataFrame], pd.Series]
) -> Opinion:
    """A figure that is a mean or rate in each of its categories."""
    name = catalog()[metric].category

    def check(published: Published, marts: Frames) -> None:
        told = make(marts)
        for cell, keep in cells_of(published, metric):
            mine = keep(told.frame)
            agree(cell, Told(mine[group(mine) == cell.segment[name]], told.kind))

    return check


def what_came_of_it(published: Published, marts: Frames) -> None:
    frame = held(marts)
    frame = frame[age(frame) >= 60]
    for cell, keep in cells_of(published, "came_of_it_rate"):
        mine, kind = keep(frame), cell.segment["came_of_it"]
        hits = []
        for text in mine["came_of_it"]:
            found = None if pd.isna(text) else set(text.split(";")) - {"none"}
            hits.append(math.nan if found is None else float(bool(found) if kind == "any" else kind in found))
        agree(cell, item(mine, hits))


def log_health(published: Published, marts: Frames) -> None:
    for cell, keep in cells_of(published, "log_health"):
        mine = keep(marts["log_rows"])
        agree(cell, item(mine, mine[f"has_{cell.segment['column']}"]))


def log_unknown(published: Published, marts: Frames) -> None:
    for cell, keep in cells_of(published, "log_unknown_rate"):
        mine = keep(marts["log_rows"])
        column = f"is_{cell.segment['column']}_unknown"
        agree(cell, item(mine, mine.get(column, False)))


def band(frame: pd.DataFrame) -> pd.Series:
    count = frame["interviews_before_cutoff"].astype(float)
    return pd.cut(count, [-1, 0, 2, 5, 99], labels=["0", "1-2", "3-5", "6+"])


def in_time(make: Callable[[Frames], Told]) -> Callable[[Frames], Told]:
    """Without graduates who accepted before the cut-off, and those whose interviews nobody can place."""

    def told(marts: Frames) -> Told:
        whole = make(marts)
        is_out = whole.frame["is_left_out_of_cutoff"].astype(bool)
        return Told(whole.frame[~is_out & whole.frame["interviews_before_cutoff"].notna()], whole.kind)

    return told


def yields(marts: Frames) -> Told:
    frame = held(marts)
    frame = frame[frame["has_asked_for_referral"].notna()]
    return item(frame, frame["people_named"], "cluster_mean")


def said_yes(column: str) -> Callable[[pd.DataFrame], pd.Series]:
    return lambda frame: frame[column].map(lambda flag: "yes" if flag else "no")


def skills(marts: Frames) -> Told:
    frame = marts["survey_changes"]
    frame = frame[frame["topic"].isin(["networking", "communication", "listening", "interviewing"])]
    return item(frame, frame["change"], "change")


def practiced(column: str, kind: str, value: Callable[[pd.Series], pd.Series]) -> Callable[[Frames], Told]:
    def told(marts: Frames) -> Told:
        frame = held(marts)
        frame = frame[frame["held_number"] <= 3]
        three = frame.groupby("student_key").filter(lambda mine: len(mine) == 3)
        is_recorded = three.groupby("student_key")[column].transform("count") == 3
        return item(three, value(three[column].astype(float)).where(is_recorded), kind)

    return told


def place(frame: pd.DataFrame) -> pd.Series:
    return frame["held_number"].map({1: "1st", 2: "2nd", 3: "3rd"})


def breadth(published: Published, marts: Frames) -> None:
    columns = {"industries": "industry", "employers": "employer_number"}
    for cell, keep in cells_of(published, "breadth"):
        agree(cell, Told(keep(explored(marts, columns[cell.segment["breadth"]])), "mean"))


# -- medians and waits -----------------------------------------------------------------------------


def middle(values: pd.Series) -> tuple[float | None, ...]:
    """Median, quartiles, and the 95 % interval of order statistics."""
    ordered, n = np.sort(values.to_numpy(dtype=float)), len(values)
    if not n:
        return (None,) * 5
    rank = int(stats.binom.ppf(0.025, n, 0.5))
    while rank and stats.binom.cdf(rank - 1, n, 0.5) > 0.025:
        rank -= 1
    q1, q2, q3 = np.quantile(ordered, [0.25, 0.5, 0.75])
    return (q2, q1, q3, *((ordered[rank - 1], ordered[n - rank]) if rank else (None, None)))


def contacts_made(marts: Frames) -> pd.DataFrame:
    who = marts["students"]
    first = first_touches(marts)  # the period ends with what is known of messages
    counts = first[first["started_on"] <= first["as_of"]].groupby("student_key").size()
    return who.assign(value=who["student_key"].map(counts.to_dict())).dropna(subset="value")


def pay(marts: Frames) -> pd.DataFrame:
    frame = full_time(marts)
    return frame.assign(value=[one if one and one > 0 else None for one in frame["salary_usd"]])


MEDIANS: dict[str, Callable[[Frames], pd.DataFrame]] = {
    "median_interviews_per_student": lambda m: per_student(m).assign(value=lambda f: f["interviews"]),
    "contacts_per_active_student": contacts_made,
    "median_salary_usd": pay,
    "median_hours_per_student": hours,
    "minutes": lambda m: held(m).assign(value=lambda f: f["minutes"]),
    "cost_usd": lambda m: held(m).assign(value=lambda f: f["cost_usd"]),
}


def median(metric: str) -> Opinion:
    def check(published: Published, marts: Frames) -> None:
        frame = MEDIANS[metric](marts)
        for cell, keep in cells_of(published, metric):
            mine = keep(frame)
            counted = mine[mine["value"].notna()]
            assert cell.denominator == len(counted)
            assert cell.people == counted["student_key"].nunique()
            assert cell.unknown_count == len(mine) - len(counted)
            found = (cell.value, *(cell.quartiles or (None, None)), cell.low, cell.high)
            assert found == pytest.approx(middle(counted["value"]))

    return check


def days_between(later: Any, earlier: Any) -> list[float]:
    return [
        math.nan if pd.isna(b) or pd.isna(a) else float((b - a).days)
        for b, a in zip(later, earlier, strict=True)
    ]


def replies(marts: Frames) -> pd.DataFrame:
    return until(marts, "reply_days")


def until(marts: Frames, column: str) -> pd.DataFrame:
    """Threads begun by the newest date, and how long each waited for what came by then."""
    frame = first_touches(marts)
    frame = frame[~frame["is_bounced"].astype(bool) & (age(frame) >= 0)]
    reached = frame[column].astype(float) <= age(frame)
    is_known = frame["is_reply_known"].astype(bool) & ~frame["is_reply_undated"].astype(bool)
    days = frame[column].astype(float).where(reached, age(frame))
    return frame.assign(reached=reached, days=days.where(is_known))


def meetings(marts: Frames) -> pd.DataFrame:
    return until(marts, "interview_days")


def thanks(marts: Frames) -> pd.DataFrame:
    frame = held(marts)
    reached = frame["thank_you_days"].notna()
    days = frame["thank_you_days"].astype(float)
    return frame.assign(
        reached=reached, days=days.where(frame["thank_you_state"] != "not_thanked", age(frame))
    )


def searches(marts: Frames) -> pd.DataFrame:
    frame = marts["graduates"]
    frame = frame[frame["first_held_on"].notna() & (frame["nace_group"] != "not_seeking")]
    frame = frame[frame["first_held_on"] <= frame["as_of_outcomes"]]
    is_landed = frame["nace_group"].isin(LANDED)
    last = (
        frame["accepted_on"].where(is_landed, frame["known_on"]).where(frame["nace_group"] != "unknown", None)
    )
    newest = frame["as_of_outcomes"]
    is_yet = pd.Series(
        [not pd.isna(day) and day <= as_of for day, as_of in zip(last, newest, strict=True)],
        frame.index,
        dtype=bool,
    )
    seen = last.where(is_yet | last.isna(), newest)
    frame = frame.assign(reached=is_landed & is_yet, days=days_between(seen, frame["first_held_on"]))
    return frame[~(frame["days"] < 0)]


WAITS: dict[str, Callable[[Frames], pd.DataFrame]] = {
    "days_to_reply": replies,
    "days_to_interview": meetings,
    "days_to_thank_you": thanks,
    "days_to_outcome": searches,
}


def wait(metric: str) -> Opinion:
    def check(published: Published, marts: Frames) -> None:
        frame = WAITS[metric](marts)
        for cell, keep in cells_of(published, metric):
            mine = keep(frame)
            counted = mine[mine["days"].notna()]
            reached, days = counted["reached"].astype(bool), counted["days"].astype(float)
            assert (cell.numerator, cell.denominator) == (reached.sum(), len(counted))
            assert cell.people == counted["student_key"].nunique()
            assert cell.unknown_count == len(mine) - len(counted)
            if counted.empty:
                assert (cell.value, cell.low, cell.high, cell.curve) == (None, None, None, ())
                continue
            fitted = KaplanMeierFitter().fit(days, reached)
            low, high = median_survival_times(fitted.confidence_interval_).iloc[0]
            if not math.isinf(high) and fitted.predict(high) == 0:
                high = math.inf  # where everybody is there the band is not defined: it crosses nowhere
            steps = fitted.event_table[fitted.event_table["observed"] > 0]
            if counted["student_key"].nunique() < 2 or (len(steps) and fitted.predict(steps.index[0]) == 0):
                low = high = math.inf  # no bands at all
            survival = fitted.survival_function_["KM_estimate"]
            there = survival.index[
                survival <= 0.5 + 1e-9
            ]  # lifelines' own median trips over 0.5000000000000001
            expected = [there[0] if len(there) else math.inf, low, high]
            assert [cell.value, cell.low, cell.high] == [None if math.isinf(one) else one for one in expected]
            for (day, share_there), waiting in zip(cell.curve, cell.at_risk, strict=True):
                assert share_there == pytest.approx(1 - fitted.predict(day))
                assert waiting == counted[days >= day]["student_key"].nunique()

    return check


def students_reaching_out(published: Published, marts: Frames) -> None:
    for cell, keep in cells_of(published, "students_reaching_out"):
        assert cell.value == cell.people == keep(first_touches(marts))["student_key"].nunique()


def stopped(published: Published, marts: Frames) -> None:
    """Programs, not people's items: there is only the whole."""
    programs = marts["program_logs"]
    frame = programs.assign(student_key=range(len(programs)))
    (cell,) = measure(published, "stopped_log_rate").cells
    agree(cell, item(frame, frame["is_stopped"].astype(bool), "wilson"))


# -- differences -----------------------------------------------------------------------------------


def differ(cell: Cell, first: pd.DataFrame, second: pd.DataFrame, *, has_interval: bool = True) -> None:
    """Two rates, their errors by clusters, paired by student, and the smaller group's people."""
    rates, errors, people, influences, unknown = [], [], [], [], 0
    for frame in (first, second):
        y, x = clusters(frame)
        m = len(x)
        influences.append((y - (y.sum() / x.sum() if x.sum() else 0) * x) / (x.sum() or 1))
        unknown += int(frame["y"].isna().sum())
        people.append(int((x > 0).sum()))
        rates.append(y.sum() / x.sum() if x.sum() else None)
        squares = ((y - (rates[-1] or 0) * x) ** 2).sum()
        errors.append(math.sqrt(m / (m - 1) * squares) / x.sum() if m > 1 else None)
    assert (cell.people, cell.unknown_count) == (min(people), unknown)
    if None in rates:
        assert cell.value is None
        return
    difference = rates[0] - rates[1]
    assert cell.value == pytest.approx(difference)
    expected: tuple[float | None, float | None] = (None, None)
    if has_interval and None not in errors:
        shared = set(influences[0].index) & set(influences[1].index)
        error = math.hypot(*errors)
        if shared:
            u = influences[0].sub(influences[1], fill_value=0)
            error = math.sqrt(len(u) / (len(u) - 1) * (u**2).sum())
        half = stats.t.ppf(0.975, min(map(len, influences)) - 1) * error
        expected = (difference - half, difference + half)
    assert (cell.low, cell.high) == pytest.approx(expected, abs=1e-6)


def warmth(published: Published, marts: Frames) -> None:
    frame = response(marts).frame
    for cell, keep in cells_of(published, "referral_advantage"):
        mine = keep(frame)
        differ(cell, mine[mine["channel"] == "referral"], mine[mine["channel"] == "cold"])


GAPS: dict[str, Callable[[Frames], Told]] = {
    "equity_gap": PLAIN["participation_rate"],
    "equity_gap_response": response,
    "equity_gap_names": named_at_least(1),
    "equity_gap_outcomes": outcomes,
}


def gap(metric: str) -> Opinion:
    def check(published: Published, marts: Frames) -> None:
        whole = GAPS[metric](marts).frame
        is_large = _is_large(published)
        asked: list[tuple[str, str]] = [("is_transfer", "")]
        if is_large:
            asked = [("is_first_generation", ""), ("college", ""), ("is_transfer", a_college(published))]
        for dimension, college in asked:
            where = (("college", college),) if college else ()
            frame = whole[whole["college"] == college] if college else whole
            for cell in measure(published, metric, Question(by=(dimension,), where=where)).cells:
                group = cell.segment[dimension]
                if group == "Unknown":
                    assert cell.value is None
                    continue
                others = frame[(frame[dimension] != group) & (frame[dimension] != "Unknown")]
                mine = frame[frame[dimension] == group]
                differ(cell, mine, others, has_interval=metric != "equity_gap_outcomes")

    return check


# -- load ------------------------------------------------------------------------------------------


def load(published: Published, marts: Frames) -> None:
    for cell, keep in cells_of(published, "contact_load"):
        mine = keep(marts["requests"])
        y = mine.groupby("contact_key")["request_key"].nunique()
        x = mine.groupby("contact_key")["term_on"].nunique()
        assert (cell.numerator, cell.denominator) == (y.sum(), x.sum())
        assert cell.people == mine["student_key"].nunique()
        if len(x) > 1:
            ratio, m = y.sum() / x.sum(), len(x)
            error = math.sqrt(m / (m - 1) * ((y - ratio * x) ** 2).sum()) / x.sum()
            half = stats.t.ppf(0.975, m - 1) * error
            assert (cell.low, cell.high) == pytest.approx((max(ratio - half, 0), ratio + half))


def top_ten(published: Published, marts: Frames) -> None:
    for cell, keep in cells_of(published, "contact_load_top_ten"):
        mine = keep(marts["requests"]).drop_duplicates("request_key")
        asked_most = mine["contact_key"].value_counts().head(10).sum()
        assert (cell.numerator, cell.denominator) == (asked_most, len(mine))
        if asked_most:
            by_student = keep(marts["requests"]).groupby("student_key").size()
            assert cell.largest_share == pytest.approx(by_student.max() / asked_most)


# -- adjusted --------------------------------------------------------------------------------------

ADJUSTED_FOR = ("college", "class_year", "degree_level", "is_first_generation", "is_transfer")


def adjusted(published: Published, marts: Frames) -> None:
    """One row a graduate, a formula, and numeric slopes instead of the delta method's own."""
    whole = in_time(outcomes)(marts).frame
    _adjusted(published, Question(), whole)
    if _is_large(published):
        college = a_college(published)
        _adjusted(published, Question(where=(("college", college),)), whole[whole["college"] == college])


def _adjusted(published: Published, question: Question, told: pd.DataFrame) -> None:
    frame = told[told["y"].notna()].copy()
    frame["band"] = band(frame).astype(str)
    scarce = frame.groupby("band")["y"].agg(lambda y: min(y.sum(), len(y) - y.sum()))
    frame = frame[frame["band"].isin(scarce[scarce >= 10].index)]
    for name in ADJUSTED_FOR:
        frame[name] = _merged(frame, name)
    levels = [name for name in ADJUSTED_FOR if frame[name].nunique() > 1]
    coefficients = frame["band"].nunique() + sum(frame[name].nunique() - 1 for name in levels)
    is_enough = (
        frame["band"].nunique() > 1 and min(frame["y"].sum(), (1 - frame["y"]).sum()) >= 10 * coefficients
    )
    cells = {
        cell.segment["interviews"]: cell
        for cell in measure(published, "outcome_by_interviews_adjusted", question).cells
    }
    for name, cell in cells.items():
        assert cell.people == ((band(told) == name) & told["y"].notna()).sum()
    if not is_enough:
        assert [cell.value for cell in cells.values()] == [None] * 4
        return
    fit = glm("y ~ " + " + ".join(["band", *levels]), frame, family=Binomial()).fit()
    design, covariance = fit.model.exog, fit.cov_params().to_numpy()
    names = fit.model.exog_names
    for name, cell in cells.items():
        if name not in set(frame["band"]):
            assert cell.value is None
            continue
        all_of_band = design.copy()
        for place_, column in enumerate(names):
            if column.startswith("band["):
                all_of_band[:, place_] = column == f"band[T.{name}]"

        def logit(params: np.ndarray, rows: np.ndarray = all_of_band) -> float:
            rate = stats.logistic.cdf(rows @ params).mean()
            return float(np.log(rate / (1 - rate)))

        params = fit.params.to_numpy()
        step = 1e-6 * np.eye(len(params))
        slope = np.array([(logit(params + one) - logit(params - one)) / 2e-6 for one in step])
        half = 1.959964 * math.sqrt(slope @ covariance @ slope)
        expected = [stats.logistic.cdf(logit(params) + sign * half) for sign in (0, -1, 1)]
        assert [cell.value, cell.low, cell.high] == pytest.approx(expected, abs=1e-5)


def _merged(frame: pd.DataFrame, name: str) -> pd.Series:
    """The levels of one column, the two smallest together until all have ten of either outcome."""
    level = frame[name].astype(str)
    while level.nunique() > 1:
        scarce = frame.groupby(level)["y"].agg(lambda y: min(y.sum(), len(y) - y.sum()))
        order = sorted(scarce.index, key=lambda one: (scarce[one], one))
        if scarce[order[0]] >= 10:
            break
        level = level.replace(order[0], order[1])
    return level


OPINIONS: dict[str, Opinion] = {
    **{metric: plainly(metric) for metric in PLAIN},
    **{metric: share(metric) for metric in SHARES},
    **{metric: median(metric) for metric in MEDIANS},
    **{metric: wait(metric) for metric in WAITS},
    **{metric: gap(metric) for metric in GAPS},
    "came_of_it_rate": what_came_of_it,
    "log_health": log_health,
    "log_unknown_rate": log_unknown,
    "outcome_by_interviews": grouped("outcome_by_interviews", in_time(outcomes), band),
    "knowledge_by_interviews": grouped("knowledge_by_interviews", in_time(graduates_known), band),
    "outcome_by_any_interview": grouped(
        "outcome_by_any_interview",
        outcomes,
        lambda frame: frame["interviews_count"].map(lambda n: "at least one" if n else "none recorded"),
    ),
    "outcome_by_interviews_adjusted": adjusted,
    "reply_by_follow_up": grouped("reply_by_follow_up", answered_again, timing),
    "referral_yield_by_asking": grouped(
        "referral_yield_by_asking", yields, said_yes("has_asked_for_referral")
    ),
    "employers_interviews_led_to": grouped(
        "employers_interviews_led_to", hired_after("has_talked_there"), lambda frame: frame["employer"]
    ),
    "interviews_where_hired": grouped(
        "interviews_where_hired",
        hired_after("has_talked_there", "interviews_there"),
        lambda frame: frame["employer"],
    ),
    "industries_interviews_led_to": grouped(
        "industries_interviews_led_to",
        hired_after("has_talked_in_industry"),
        lambda frame: frame["job_industry"],
    ),
    "skill_change": grouped("skill_change", skills, lambda frame: frame["topic"]),
    "practice_effect": grouped("practice_effect", practiced("people_named", "mean", lambda n: n), place),
    "practice_effect_any": grouped(
        "practice_effect_any", practiced("people_named", "wilson", lambda n: n >= 1), place
    ),
    "practice_effect_usefulness": grouped(
        "practice_effect_usefulness", practiced("usefulness_rating", "mean", lambda n: n), place
    ),
    "breadth": breadth,
    "students_reaching_out": students_reaching_out,
    "stopped_log_rate": stopped,
    "referral_advantage": warmth,
    "contact_load": load,
    "contact_load_top_ten": top_ten,
}
