"""Every figure of a random office, calculated again in pandas, statsmodels and lifelines.

Nothing of the engine is used here: people, sums, clusters and intervals are worked out from the plain rows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from pipelines.metrics import catalog, measure
from pipelines.results import Cell, Question
from pipelines.warehouse import Published
from tests.pipelines.figures.office import office
from tests.pipelines.figures.random_office import AS_OF, frames, tables

Frames = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict[str, Any]]]:
    return tables()


@pytest.fixture(scope="module")
def marts(rows: dict[str, list[dict[str, Any]]]) -> Frames:
    return frames(rows)


@pytest.fixture(scope="module")
def published(rows: dict[str, list[dict[str, Any]]], tmp_path_factory: pytest.TempPathFactory) -> Published:
    as_of = {
        f"as_of_{source}": str(AS_OF)
        for source in ("outreach", "interviews", "referrals", "survey", "outcomes")
    }
    copies = {name: [dict(row) for row in table] for name, table in rows.items()}
    return office(tmp_path_factory.mktemp("office"), settings=as_of, **copies)


# -- what each figure is, in pandas ----------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """frame: one row an item, with student_key, y and x (NaN where unknown). kind: which interval is due."""

    frame: pd.DataFrame
    kind: str  # cluster_rate, cluster_mean, wilson, mean, census, none, count


def age(frame: pd.DataFrame) -> pd.Series:
    return frame["started_on"].map(lambda day: math.nan if pd.isna(day) else (AS_OF - day).days)


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


def per_student(marts: Frames) -> pd.DataFrame:
    expected = marts["students"][marts["students"]["is_expected"]].copy()
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
        frame, known((frame["agreed_days"] <= 21) | frame["is_agreed_undated"], frame["is_reply_known"])
    )


def unrecorded(marts: Frames) -> Told:
    frame = threads(marts, 0)
    return item(frame, ~frame["is_reply_known"])


def outreach_per_interview(marts: Frames) -> Told:
    frame = threads(marts, 21)
    return item(frame, 1, "cluster_mean", frame["interviews_after_touch"])


def warm(marts: Frames) -> Told:
    frame = marts["threads"]
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
    said = marts["permissions"]
    silent = held(marts)
    silent = silent[(silent["people_named"] > 0) & silent["permitted_named"].isna()]
    lists = [
        said.loc[said.index.repeat(said["permitted"])].assign(y=1.0),
        said.loc[said.index.repeat(said["named"] - said["permitted"])].assign(y=0.0),
        silent.loc[silent.index.repeat(silent["people_named"].astype(int))].assign(y=math.nan),
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
        return item(frame, frame["change"], "mean")

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


def first_touches(marts: Frames) -> pd.DataFrame:
    return marts["threads"][marts["threads"]["started_on"].notna()]


def reach(marts: Frames) -> Told:
    roster = marts["students"][marts["students"]["is_on_roster"]]
    logged = set(marts["touches"]["student_key"]) | set(marts["interviews"]["student_key"])
    return item(roster, roster["student_key"].isin(logged), "wilson")


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
    if told.kind == "mean":
        half = stats.t.ppf(0.975, m - 1) * y.std(ddof=1) / math.sqrt(m)
        return ratio - half, ratio + half
    error = math.sqrt(m / (m - 1) * ((y - ratio * x) ** 2).sum()) / total_x
    t = stats.t.ppf(0.975, m - 1)
    if told.kind == "cluster_mean":
        return ratio - t * error, ratio + t * error
    if ratio in (0, 1):
        return proportion_confint(ratio * m, m, method="wilson")
    logit, step = math.log(ratio / (1 - ratio)), t * error / (ratio * (1 - ratio))
    return float(stats.logistic.cdf(logit - step)), float(stats.logistic.cdf(logit + step))


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


def in_program(marts: Frames, frame: pd.DataFrame, program: str) -> pd.DataFrame:
    programs = marts["student_programs"]
    return frame[frame["student_key"].isin(programs[programs["program"] == program]["student_key"])]


@pytest.mark.parametrize("metric", PLAIN)
def test_unfiltered_filtered_and_cut_agree_with_pandas(
    metric: str, published: Published, marts: Frames
) -> None:
    told = PLAIN[metric](marts)
    (whole,) = measure(published, metric).cells
    agree(whole, told)

    college = Question(where=(("college", "Arts"), ("college", "Business")))
    (filtered,) = measure(published, metric, college).cells
    agree(filtered, Told(told.frame[told.frame["college"].isin(["Arts", "Business"])], told.kind))

    cut = measure(published, metric, Question(by=("program",))).cells
    assert {cell.segment["program"] for cell in cut} == {"Section1", "Section2", "Fellows", "Unknown"}
    for cell in cut:
        agree(cell, Told(in_program(marts, told.frame, cell.segment["program"]), told.kind))

    crossed = measure(
        published, metric, Question(by=("college", "class_year"), where=(("program", "Fellows"),))
    ).cells
    fellows = in_program(marts, told.frame, "Fellows")
    for cell in crossed:
        segment = (fellows["college"] == cell.segment["college"]) & (
            fellows["class_year"] == cell.segment["class_year"]
        )
        agree(cell, Told(fellows[segment], told.kind))


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


def share_found(marts: Frames) -> pd.DataFrame:
    frame = marts["graduates"]
    frame = frame[frame["nace_group"] == "employed"]
    return category(frame, frame["found_through"])


def share_channels(marts: Frames) -> pd.DataFrame:
    frame = marts["threads"]
    return category(frame, frame["channel"].where(frame["channel"] != "Unknown"))


def share_goals(marts: Frames) -> pd.DataFrame:
    frame = marts["goal_changes"]
    return category(frame, frame["goal_change"])


SHARES: dict[str, tuple[Callable[[Frames], pd.DataFrame], str]] = {
    "interview_bands": (share_bands, "wilson"),
    "names_given": (share_names, "cluster_rate"),
    "outcome_mix": (share_outcomes, "none"),
    "found_through_share": (share_found, "wilson"),
    "channel_mix": (share_channels, "cluster_rate"),
    "goal_change_share": (share_goals, "wilson"),
}


@pytest.mark.parametrize("metric", SHARES)
def test_shares_agree_with_pandas(metric: str, published: Published, marts: Frames) -> None:
    make, kind = SHARES[metric]
    name = catalog()[metric].category
    for question in (Question(), Question(where=(("college", "Arts"),)), Question(by=("college",))):
        cells = measure(published, metric, question).cells
        for cell in cells:
            frame = make(marts)
            for college in [
                *(value for _, value in question.where),
                *cell.segment.get("college", "").split(),
            ]:
                frame = frame[frame["college"] == college]
            hits = (frame["category"] == cell.segment[name]).astype(float)
            told = item(frame, hits.where(frame["category"].notna()), kind)
            y, x = clusters(told.frame)
            assert (cell.numerator, cell.denominator) == (y.sum(), x.sum())
            assert (cell.people, cell.people_in_denominator) == ((y > 0).sum(), (x > 0).sum())
            assert cell.unknown_count == frame["category"].isna().sum()
            assert (cell.low, cell.high) == pytest.approx(interval(told), abs=1e-6)
        for segment in {cell.segment.get("college", "") for cell in cells}:
            parts = [cell.value for cell in cells if cell.segment.get("college", "") == segment]
            assert sum(part or 0 for part in parts) == pytest.approx(1)


def test_what_came_of_it_agrees_with_pandas(published: Published, marts: Frames) -> None:
    frame = held(marts)
    frame = frame[age(frame) >= 60]
    lists = frame["came_of_it"].map(lambda text: None if pd.isna(text) else set(text.split(";")) - {"none"})
    for cell in measure(published, "came_of_it_rate").cells:
        kind = cell.segment["came_of_it"]
        hits = lists.map(
            lambda found, kind=kind: (
                math.nan if found is None else bool(found if kind == "any" else kind in found)
            )
        )
        agree(cell, item(frame, hits.astype(float)))


def test_log_health_agrees_with_pandas(published: Published, marts: Frames) -> None:
    for cell in measure(published, "log_health", Question(where=(("college", "Arts"),))).cells:
        frame = marts["log_rows"][marts["log_rows"]["college"] == "Arts"]
        agree(cell, item(frame, frame[f"has_{cell.segment['column']}"]))


@pytest.mark.parametrize(
    ("metric", "is_knowledge"), [("outcome_by_interviews", False), ("knowledge_by_interviews", True)]
)
def test_outcomes_by_interviews_agree_with_pandas(
    metric: str, is_knowledge: bool, published: Published, marts: Frames
) -> None:
    told = (graduates_known if is_knowledge else outcomes)(marts)
    frame = told.frame[~told.frame["is_left_out_of_cutoff"]]
    band = pd.cut(frame["interviews_before_cutoff"], [-1, 0, 2, 5, 99], labels=["0", "1-2", "3-5", "6+"])
    for cell in measure(published, metric).cells:
        agree(cell, Told(frame[band == cell.segment["interviews"]], told.kind))


def test_outcomes_with_and_without_any_interview_agree_with_pandas(
    published: Published, marts: Frames
) -> None:
    told = outcomes(marts)
    band = told.frame["interviews_count"].map(lambda n: "at least one" if n else "none recorded")
    for cell in measure(published, "outcome_by_any_interview").cells:
        agree(cell, Told(told.frame[band == cell.segment["interviews"]], told.kind))


def test_yield_by_asking_agrees_with_pandas(published: Published, marts: Frames) -> None:
    frame = held(marts)
    for cell in measure(published, "referral_yield_by_asking").cells:
        mine = frame[
            frame["has_asked_for_referral"].eq(cell.segment["asked"] == "yes")
            & frame["has_asked_for_referral"].notna()
        ]
        agree(cell, item(mine, mine["people_named"], "cluster_mean"))


# -- medians and waits -----------------------------------------------------------------------------


def middle(values: pd.Series) -> tuple[float | None, ...]:
    """Median, quartiles, and the 95 % interval of order statistics."""
    ordered, n = np.sort(values.to_numpy(dtype=float)), len(values)
    rank = int(stats.binom.ppf(0.025, n, 0.5))
    while rank and stats.binom.cdf(rank - 1, n, 0.5) > 0.025:
        rank -= 1
    q1, q2, q3 = np.quantile(ordered, [0.25, 0.5, 0.75])
    return (q2, q1, q3, *((ordered[rank - 1], ordered[n - rank]) if rank else (None, None)))


@pytest.mark.parametrize(
    "metric", ["median_interviews_per_student", "contacts_per_active_student", "median_salary_usd"]
)
def test_medians_agree_with_pandas(metric: str, published: Published, marts: Frames) -> None:
    pay = full_time(marts)
    contacts = first_touches(marts)
    who = marts["students"].assign(
        value=marts["students"]["student_key"].map(contacts.groupby("student_key").size())
    )
    frame = {
        "median_interviews_per_student": per_student(marts).assign(value=lambda f: f["interviews"]),
        "contacts_per_active_student": who.dropna(subset="value"),
        "median_salary_usd": pay[pay["salary_usd"] > 0].assign(value=lambda f: f["salary_usd"]),
    }[metric]
    for question in (Question(), Question(where=(("college", "Arts"),)), Question(by=("college",))):
        for cell in measure(published, metric, question).cells:
            college = cell.segment.get("college") or (question.where and "Arts")
            values = frame[frame["college"] == college]["value"] if college else frame["value"]
            assert cell.denominator == cell.people == len(values)
            assert cell.quartiles is not None
            assert (cell.value, *cell.quartiles, cell.low, cell.high) == pytest.approx(middle(values))


def test_days_to_a_reply_agree_with_lifelines(published: Published, marts: Frames) -> None:
    frame = first_touches(marts)
    frame = frame[~frame["is_bounced"]]
    unknown = ~frame["is_reply_known"] | frame["is_reply_undated"]
    for question in (Question(), Question(where=(("college", "Arts"),)), Question(by=("college",))):
        for cell in measure(published, "days_to_reply", question).cells:
            college = cell.segment.get("college") or (question.where and "Arts")
            mine = frame[frame["college"] == college] if college else frame
            counted = mine[~unknown.reindex(mine.index)]
            reached = counted["reply_days"].notna()
            days = counted["reply_days"].where(reached, age(counted)).astype(float)
            fitted = KaplanMeierFitter().fit(days, reached)
            low, high = median_survival_times(fitted.confidence_interval_).iloc[0]
            expected = [None if math.isinf(one) else one for one in (fitted.median_survival_time_, low, high)]
            assert [cell.value, cell.low, cell.high] == expected
            assert (cell.numerator, cell.denominator) == (reached.sum(), len(counted))
            assert cell.people == counted["student_key"].nunique()
            assert cell.unknown_count == len(mine) - len(counted)
            for (day, there), waiting in zip(cell.curve, cell.at_risk, strict=True):
                assert there == pytest.approx(1 - fitted.predict(day))
                assert waiting == counted[days >= day]["student_key"].nunique()


def test_students_reaching_out_agree_with_pandas(published: Published, marts: Frames) -> None:
    for cell in measure(published, "students_reaching_out", Question(by=("channel",))).cells:
        frame = first_touches(marts)
        frame = frame[frame["channel"] == cell.segment["channel"]]
        assert cell.value == cell.people == frame["student_key"].nunique()


def test_every_figure_has_a_second_opinion() -> None:
    elsewhere = {
        *SHARES,
        *("came_of_it_rate", "log_health", "outcome_by_interviews", "knowledge_by_interviews"),
        *("referral_yield_by_asking", "outcome_by_any_interview"),
        *("median_interviews_per_student", "contacts_per_active_student", "median_salary_usd"),
        *("days_to_reply", "students_reaching_out"),
        "stopped_log_rate",  # counts programs, not people's items: checked by hand
    }
    assert set(PLAIN) | elsewhere == set(catalog())
