"""What the figures must come to, worked out from the generated rows themselves with plain pandas.

A second opinion for tests: nothing here reads a file, a warehouse or a metric. Frames are those of
`office.Office`; identities are the true ones. A figure is a small table: value, numerator, denominator.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from making.calendar import PROGRAMS, day_of, number
from making.survey import TOPICS

if TYPE_CHECKING:
    from making.office import Office

HUMAN = ("accepted", "declined", "replied")
NACE = {
    "employed_full_time": "employed",
    "employed_part_time": "employed",
    "employed_unspecified": "employed",
    "volunteer_service": "service",
    "military": "military",
    "continuing_education": "continuing_education",
    "seeking_employment": "seeking",
    "seeking_continuing_education": "seeking",
    "not_seeking": "not_seeking",
}
LANDED = ("employed", "service", "military", "continuing_education")
NEVER = 10**6


def ratio(numerator: float, denominator: float) -> dict[str, float]:
    """A figure with what it was made of; no value where nothing is counted."""
    row: dict[str, float] = {"numerator": _plain(numerator), "denominator": _plain(denominator)}
    return {"value": round(numerator / denominator, 6), **row} if denominator else row


def _plain(value: float) -> float:
    return int(value) if float(value).is_integer() else round(float(value), 6)


def class_of(day: int) -> int:
    """The graduating class of a day: July 1 of the year before to June 30."""
    at = day_of(day)
    return at.year + (at.month >= 7)


class Truth:
    """The office's rows, one step closer to the figures: threads, named people, graduates."""

    def __init__(self, office: Office) -> None:
        self.roster: Any = office.roster
        self.touches: Any = office.touches
        self.interviews: Any = office.interviews
        self.named: Any = office.named
        self.survey: Any = office.survey
        self.held: Any = self.interviews[self.interviews["status"] == "held"]
        self.expected = set(self.roster.index[self.roster["is_expected_to_log"] == "yes"])
        self.left = self._left(office)
        self.as_of_outreach = int(max(self.touches["sent_day"].max(), self.touches["replied_day"].max()))
        took_place = self.interviews[self.interviews["status"] != "scheduled"]
        self.as_of_interviews = int(max(took_place["held_day"].max(), self.interviews["thank_you_day"].max()))
        self.as_of_referrals = min(self.as_of_outreach, self.as_of_interviews)
        self.as_of_outcomes = int(office.outcomes["reported_day"].max())
        self.people_named = self._people_named()
        self.threads = self._threads()
        self.referrals = self._referrals()
        self.graduates = self._graduates(office)

    def _left(self, office: Office) -> dict[int, int]:
        """Last day of each student's enrollment: her latest degree's, else June 30 of her class."""
        conferred = office.degrees.groupby("student")["conferred_day"].max()
        return {
            student: int(conferred[student]) if student in conferred.index else number(date(int(year), 6, 30))
            for student, year in self.roster["class_year"].items()
        }

    def reached(self, since: date, until: date) -> dict[str, float]:
        """Of the students expected to log and enrolled in these dates, those who held an interview in them.

        Every class here has come before the log began.
        """
        first, last = number(since), number(until)
        there = {student for student in self.expected if self.left[student] >= first}
        talked = set(self.held.loc[self.held["held_day"].between(first, last), "student"])
        return ratio(len(there & talked), len(there))

    def _people_named(self) -> pd.Series:
        """Names per held interview: the larger of count and list, less names she had been given before."""
        given: dict[int, dict[int, int]] = {}
        for row in self.named.sort_values("day").itertuples():
            given.setdefault(row.student, {}).setdefault(row.named_id, row.day)
        named = {
            place: set(group["named_id"])
            for place, group in self.named.groupby(["student", "referrer_id", "day"])
        }
        values = []
        for row in self.held.itertuples():
            listed = named.get((row.student, row.contact_id, row.held_day), set())
            if row.referrals_count == "" and not listed:
                values.append(np.nan)
                continue
            before = sum(given[row.student][person] < row.held_day for person in listed)
            values.append(max(int(row.referrals_count or 0), len(listed)) - before)
        return pd.Series(values, index=self.held.index).clip(lower=0)

    def _threads(self) -> pd.DataFrame:
        """One row a student and contact she wrote to."""
        touches = self.touches.assign(
            is_human=self.touches["reply"].isin(HUMAN),
            is_dated=self.touches["reply"].isin(HUMAN) & (self.touches["replied_day"] >= 0),
        )
        touches["human_day"] = touches["replied_day"].where(touches["is_dated"], NEVER)
        is_yes = touches["reply"] == "accepted"
        touches["yes_day"] = touches["replied_day"].where(is_yes & touches["is_dated"], NEVER)
        touches["is_undated_yes"] = is_yes & ~touches["is_dated"]
        by = touches.groupby(["student", "contact_id"])
        threads = by.agg(
            started=("sent_day", "min"),
            touches=("sent_day", "size"),
            has_human=("is_human", "any"),
            human_day=("human_day", "min"),
            yes_day=("yes_day", "min"),
            is_undated_yes=("is_undated_yes", "any"),
        )
        threads["is_bounced"] = by["reply"].agg(lambda r: (r == "bounced").all())
        threads["is_recorded"] = by["reply"].agg(lambda r: (r != "").any())
        threads["channel"] = by["channel"].agg(lambda c: next((v for v in c if v), ""))
        threads = threads.reset_index()
        keys = ["student", "contact_id"]
        talks = threads[[*keys, "started"]].merge(self.interviews, on=keys)
        talks = talks[talks["held_day"] >= talks["started"]]
        held = talks[talks["status"] == "held"].groupby(keys)["held_day"].agg(["min", "size"])
        planned = talks[talks["status"].isin(("held", "scheduled"))].groupby(keys)["held_day"].min()
        index = pd.MultiIndex.from_frame(threads[keys])
        threads["held_day"] = held["min"].reindex(index).fillna(NEVER).to_numpy()
        threads["held"] = held["size"].reindex(index).fillna(0).to_numpy()
        threads["planned_day"] = planned.reindex(index).fillna(NEVER).to_numpy()
        threads["reply_day"] = threads[["human_day", "held_day"]].min(axis=1)
        undated = threads["has_human"] & (threads["human_day"] == NEVER)
        threads["is_known"] = threads["is_recorded"] | (threads["held_day"] < NEVER)
        threads["in_time"] = undated | (threads["reply_day"] - threads["started"] <= 14)
        agreed = threads[["yes_day", "planned_day"]].min(axis=1) - threads["started"] <= 21
        threads["agreed"] = agreed | (threads["is_undated_yes"] & (threads["yes_day"] == NEVER))
        threads["is_first_generation"] = threads["student"].map(self.roster["is_first_generation"])
        return threads

    def _referrals(self) -> pd.DataFrame:
        """One row a student and person named to her, on the first day named."""
        rows = self.named[["student", "named_id", "day", "was_already_known"]].rename(
            columns={"day": "named_day"}
        )
        days: dict[tuple[int, int], np.ndarray] = {
            key: np.sort(group.to_numpy())
            for key, group in self.held.groupby(["student", "contact_id"])["held_day"]
        }
        written = pd.concat(
            [
                self.touches[["student", "contact_id", "referrer", "sent_day"]].rename(
                    columns={"sent_day": "day"}
                ),
                self.interviews[["student", "contact_id", "referrer", "held_day"]].rename(
                    columns={"held_day": "day"}
                ),
            ]
        )
        more = []
        for row in written[written["referrer"] >= 0].itertuples():
            earlier = days.get((row.student, row.referrer), np.array([], dtype=int))
            earlier = earlier[earlier < row.day]
            if len(earlier):
                more.append((row.student, row.contact_id, int(earlier[-1]), ""))
        rows = pd.concat([rows, pd.DataFrame(more, columns=rows.columns)])
        rows["said_known"] = rows["was_already_known"] == "yes"
        pairs = rows.groupby(["student", "named_id"]).agg(
            named_day=("named_day", "min"), known=("said_known", "any")
        )
        pairs = pairs.reset_index()
        events = pd.concat(
            [
                self.touches[["student", "contact_id", "sent_day"]].set_axis(
                    ["student", "named_id", "day"], axis=1
                ),
                self.held[["student", "contact_id", "held_day"]].set_axis(
                    ["student", "named_id", "day"], axis=1
                ),
            ]
        )
        met = pairs.merge(events, on=["student", "named_id"])
        keys = pd.MultiIndex.from_frame(pairs[["student", "named_id"]])
        before = met[met["day"] < met["named_day"]].groupby(["student", "named_id"])["day"].size()
        after = met[met["day"] >= met["named_day"]].groupby(["student", "named_id"])["day"].min()
        pairs["known"] |= before.reindex(keys).fillna(0).to_numpy() > 0
        pairs["waited"] = after.reindex(keys).to_numpy() - pairs["named_day"]
        return pairs

    def _graduates(self, office: Office) -> pd.DataFrame:
        """One row a student in the degree log, with her latest outcome and her interviews."""
        conferred = office.degrees.groupby("student")["conferred_day"].max()
        latest = office.outcomes.sort_values("reported_day", kind="stable").groupby("student").tail(1)
        graduates = pd.DataFrame({"class_year": conferred.map(class_of)})
        graduates = graduates.join(latest.set_index("student").drop(columns=["class_year", "degree_level"]))
        graduates["group"] = graduates["outcome_status"].map(NACE).fillna("unknown")
        graduates["cutoff"] = [number(date(year - 1, 9, 1)) for year in graduates["class_year"]]
        graduates["left_out"] = (graduates["accepted_day"].fillna(-1) >= 0) & (
            graduates["accepted_day"] < graduates["cutoff"]
        )
        graduates["interviews"] = self.held.groupby("student").size().reindex(graduates.index).fillna(0)
        cutoff = self.held["student"].map(graduates["cutoff"])
        early = self.held[self.held["held_day"] < cutoff].groupby("student").size()
        graduates["interviews_before"] = early.reindex(graduates.index).fillna(0)
        return graduates


# --- figures


def outcomes_rate(graduates: pd.DataFrame) -> dict[str, float]:
    landed = graduates["group"].isin(LANDED).sum()
    return ratio(landed, landed + (graduates["group"] == "seeking").sum())


def knowledge_rate(graduates: pd.DataFrame) -> dict[str, float]:
    return ratio((graduates["group"] != "unknown").sum(), len(graduates))


def response_rate(t: Truth, threads: pd.DataFrame) -> dict[str, float]:
    counted = threads[
        (threads["started"] <= t.as_of_outreach - 14) & ~threads["is_bounced"] & threads["is_known"]
    ]
    return ratio(counted["in_time"].sum(), len(counted))


def student_figures(t: Truth) -> dict[str, Any]:
    """Per-student figures of the students expected to log."""
    population = sorted(t.expected)
    per_student = t.held.groupby("student").size().reindex(population).fillna(0)
    bands = pd.cut(per_student, [-1, 0, 1, 2, 5, NEVER], labels=["0", "1", "2", "3-5", "6+"])
    programs = t.roster.loc[population, "programs"].str.split(";")
    by_program = {}
    for program in PROGRAMS:
        members = [s for s in population if program in programs[s]]
        by_program[program] = ratio((per_student[members] > 0).sum(), len(members))
    others = set(t.roster.index) - t.expected
    return {
        "participation_rate": {
            **ratio((per_student > 0).sum(), len(population)),
            "fall_2026": t.reached(date(2026, 8, 1), date(2026, 11, 18)),
            "year_2025": t.reached(date(2025, 8, 1), date(2026, 7, 31)),
            "by_program": by_program,
        },
        "participation_rate_elsewhere": ratio(len(others & set(t.held["student"])), len(others)),
        "interviews_per_student": {
            **ratio(per_student.sum(), len(population)),
            "median": float(per_student.median()),
        },
        "interview_bands": {
            str(band): ratio(count, len(population)) for band, count in bands.value_counts(sort=False).items()
        },
    }


def outreach_figures(t: Truth) -> dict[str, Any]:
    threads = t.threads
    rated = threads[(threads["started"] <= t.as_of_outreach - 21) & ~threads["is_bounced"]]
    known = rated[rated["is_known"]]
    fall = {
        year: int(threads["started"].between(number(date(year, 8, 1)), number(date(year, 11, 18))).sum())
        for year in (2025, 2026)
    }
    # a thread's first known channel by date, interviews included; threads without a touch count here too
    keys = ["student", "contact_id"]
    cells = pd.concat(
        [
            t.touches[[*keys, "channel", "sent_day"]].rename(columns={"sent_day": "day"}),
            t.interviews[[*keys, "channel", "held_day"]].rename(columns={"held_day": "day"}),
        ]
    )
    first = cells[cells["channel"] != ""].sort_values("day", kind="stable").groupby(keys)["channel"].first()
    is_begun = [
        t.touches.set_index(keys).index,
        t.held.set_index(keys).index,
    ]  # planned or canceled alone is none
    first = first[first.index.isin(is_begun[0].append(is_begun[1]))]
    generation = {
        label: response_rate(t, threads[threads["is_first_generation"] == label]) for label in ("yes", "no")
    }
    return {
        "outreach_volume": {
            "value": len(threads),
            "bounced": int(threads["is_bounced"].sum()),
            "follow_ups": int(threads["touches"].sum() - len(threads)),
            "fall_2026": fall[2026],
            "same_dates_2025": fall[2025],
        },
        "response_rate": {**response_rate(t, threads), "by_first_generation": generation},
        "replies_left_blank": ratio((t.touches["reply"] == "").sum(), len(t.touches)),
        "acceptance_rate": ratio(known["agreed"].sum(), len(known)),
        "channel_mix": {channel: ratio(n, len(first)) for channel, n in sorted(first.value_counts().items())},
        "outreach_per_interview": ratio(len(rated), rated["held"].sum()),
    }


def referral_figures(t: Truth) -> dict[str, Any]:
    named = t.people_named.dropna()
    held = t.held
    asked = held.loc[named.index, "has_asked_for_referral"]
    both = held[(held["referrals_with_permission_count"] != "") & held.index.isin(named.index)]
    mature = t.referrals[(t.referrals["named_day"] <= t.as_of_referrals - 30) & ~t.referrals["known"]]
    known_asked = held[held["has_asked_for_referral"] != ""]
    return {
        "referral_any_rate": ratio((named >= 1).sum(), len(named)),
        "referral_yield": {
            **ratio(named.sum(), len(named)),
            "by_asking": {
                label: ratio(named[asked == label].sum(), (asked == label).sum()) for label in ("yes", "no")
            },
        },
        "names_given": {
            band: ratio(named.between(low, high).sum(), len(named))
            for band, low, high in (("0", 0, 0), ("1", 1, 1), ("2-4", 2, 4), ("5+", 5, NEVER))
        },
        "referral_five_rate": ratio((named >= 5).sum(), len(named)),
        "referral_ask_rate": ratio((known_asked["has_asked_for_referral"] == "yes").sum(), len(known_asked)),
        # the counts as written: both are given in every row that has permissions
        "permission_rate": ratio(
            both["referrals_with_permission_count"].astype(int).sum(),
            both["referrals_count"].astype(int).sum(),
        ),
        "referral_activation_rate": {
            **ratio((mature["waited"] <= 30).sum(), len(mature)),
            "never_contacted": int(mature["waited"].isna().sum()),
        },
        "chain_generations": _generations(t),
    }


def _generations(t: Truth) -> dict[str, int]:
    """Held interviews by generation below their root, following who named whom to the same student."""
    parent: dict[tuple[int, int], int] = {}
    for row in t.named.sort_values("day").itertuples():
        parent.setdefault((row.student, row.named_id), row.referrer_id)
    depth: dict[int, int] = {}
    for student, contact in t.held.groupby(["student", "contact_id"]).groups:
        steps, at = 0, contact
        while (student, at) in parent and steps < 20:
            steps, at = steps + 1, parent[(student, at)]
        depth[steps] = depth.get(steps, 0) + 1
    return {str(steps): depth[steps] for steps in sorted(depth)}


def interview_figures(t: Truth) -> dict[str, Any]:
    held, rows = t.held, t.interviews
    recorded = held[(held["held_day"] <= t.as_of_interviews - 60) & (held["came_of_it"] != "")]
    kinds = sorted({kind for cell in recorded["came_of_it"] for kind in cell.split(";")} - {"none"})
    thanked = held[held["held_day"] <= t.as_of_interviews - 2]
    thanked = thanked[(thanked["thank_you_day"] >= 0) | (thanked["has_thanked"] != "")]
    on_time = (thanked["thank_you_day"] >= 0) & (thanked["thank_you_day"] - thanked["held_day"] <= 1)
    log = rows[rows["source"] != "tracker"]
    last = {}
    for program in PROGRAMS:
        members = t.roster.index[t.roster["programs"].str.split(";").map(lambda p, name=program: name in p)]
        last[program] = int(held[held["student"].isin(members)]["held_day"].max())
    stopped = [program for program, day in last.items() if day < t.as_of_interviews - 28]
    missed = rows["status"].isin(("cancelled_by_student", "cancelled_by_contact", "no_show")).sum()
    past = (rows["status"] == "scheduled") & (rows["held_day"] <= number(date(2026, 11, 22)))
    return {
        "held_interviews": {"value": len(held), "students": int(held["student"].nunique())},
        "came_of_it_rate": {
            "any": ratio((recorded["came_of_it"] != "none").sum(), len(recorded)),
            **{
                kind: ratio(
                    recorded["came_of_it"].map(lambda c, k=kind: k in c.split(";")).sum(), len(recorded)
                )
                for kind in kinds
            },
        },
        "show_rate": {**ratio(len(held), len(held) + missed), "result_missing": int(past.sum())},
        "thank_you_rate": ratio(on_time.sum(), len(thanked)),
        "log_health": {
            "rows": len(log),
            "late": ratio((log["logged_day"] - log["held_day"] > 14).sum(), (log["logged_day"] >= 0).sum()),
            **{
                f"filled_{column}": ratio((log[column] != "").sum(), len(log))
                for column in ("contact_employer", "channel", "referrals_count")
            },
            "stopped": ratio(len(stopped), len(last)),
            "stopped_programs": stopped,
            "last_interview": {program: day_of(day).isoformat() for program, day in last.items()},
        },
    }


def survey_figures(t: Truth) -> dict[str, Any]:
    """Mean change of students with a `pre` answer and a later `post` one, in points of the scale 1 to 5."""
    figures = {}
    for topic in TOPICS:
        answers = t.survey[t.survey[topic] != ""]
        pre = answers[answers["wave"] == "pre"].groupby("student").tail(1).set_index("student")
        post = answers[answers["wave"] == "post"].groupby("student").tail(1).set_index("student")
        # the latest pre that has a post after it
        latest = answers[answers["wave"] == "pre"]
        latest = latest[latest["responded_at"] < latest["student"].map(post["responded_at"])]
        pre = latest.groupby("student").tail(1).set_index("student")
        change = post.loc[pre.index, topic].astype(int) - pre[topic].astype(int)
        figures[f"{topic}_change"] = ratio(change.sum(), len(change))
    return figures


def outcome_figures(t: Truth) -> dict[str, Any]:
    g = t.graduates
    full_time = g[g["outcome_status"] == "employed_full_time"]
    pay = full_time["salary_usd"].replace("", np.nan).astype(float)
    employed = g[(g["group"] == "employed") & (g["found_through"].fillna("") != "")]
    counted = g[~g["left_out"]]
    bands = pd.cut(counted["interviews_before"], [-1, 0, 2, 5, NEVER], labels=["0", "1-2", "3-5", "6+"])
    by_class = {
        str(year): {"outcomes": outcomes_rate(group), "knowledge": knowledge_rate(group)}
        for year, group in g.groupby("class_year")
    }
    finished = set(g.index)
    due = t.roster.index[t.roster["class_year"] <= 2026]
    return {
        "career_outcomes_rate": outcomes_rate(g),
        "knowledge_rate": knowledge_rate(g),
        "by_class": by_class,
        "did_not_graduate": {"value": len([s for s in due if s not in finished])},
        "median_salary_usd": {
            "value": float(pay.median()),
            "reporting": int(pay.notna().sum()),
            "full_time": len(full_time),
        },
        "found_through_share": {
            label: ratio(n, len(employed))
            for label, n in sorted(employed["found_through"].value_counts().items())
        },
        "outcome_by_interviews": {
            "left_out": int(g["left_out"].sum()),
            **{str(b): outcomes_rate(group) for b, group in counted.groupby(bands, observed=False)},
        },
    }


def discoveries(t: Truth) -> dict[str, Any]:
    """The five things to discover, with the numbers the figures give."""
    log = interview_figures(t)["log_health"]
    referrals = referral_figures(t)
    rates = outreach_figures(t)["response_rate"]["by_first_generation"]
    year_start = number(date(2025, 8, 1))
    first_touch = t.threads.loc[t.threads["started"].between(year_start, year_start + 364)]
    first_touch_days = first_touch.groupby("student")["started"].min()
    first_talk = t.held.loc[t.held["held_day"].between(year_start, year_start + 364)]
    first_talk = first_talk.groupby("student")["held_day"].min()
    generation = t.roster["is_first_generation"]

    def middle(days: pd.Series, label: str) -> str:
        of_group = days[days.index.map(generation) == label]
        return day_of(int(np.floor(of_group.median()))).isoformat()

    def later(days: pd.Series) -> int:
        return (date.fromisoformat(middle(days, "yes")) - date.fromisoformat(middle(days, "no"))).days

    g = t.graduates
    with_any, without = outcomes_rate(g[g["interviews"] > 0]), outcomes_rate(g[g["interviews"] == 0])
    compared = g[~g["left_out"]]
    before = outcomes_rate(compared[compared["interviews_before"] > 0])
    none_before = outcomes_rate(compared[compared["interviews_before"] == 0])
    error = np.sqrt(sum(r["value"] * (1 - r["value"]) / r["denominator"] for r in (before, none_before)))
    program = log["stopped_programs"][0]
    yields = referrals["referral_yield"]["by_asking"]
    return {
        "stopped_section": {"program": program, "last_interview": log["last_interview"][program]},
        "asking": {
            "yield_asked": yields["yes"],
            "yield_not_asked": yields["no"],
            "share_of_yield": round(yields["no"]["value"] / yields["yes"]["value"], 3),
        },
        "first_generation": {
            "first_outreach": {label: middle(first_touch_days, label) for label in ("yes", "no")},
            "outreach_days_later": later(first_touch_days),
            "first_interview": {label: middle(first_talk, label) for label in ("yes", "no")},
            "interview_days_later": later(first_talk),
            "response_rate": rates,
        },
        "untouched_referrals": referrals["referral_activation_rate"],
        "outcome_gap": {
            "with_interviews": with_any,
            "without": without,
            "gap_points": round(100 * (with_any["value"] - without["value"]), 1),
            "with_interviews_before_cutoff": before,
            "without_before_cutoff": none_before,
            "gap_points_before_cutoff": round(100 * (before["value"] - none_before["value"]), 1),
            "margin_points_before_cutoff": round(196 * float(error), 1),
        },
    }


def expected(office: Office) -> dict[str, Any]:
    """Everything `expected.toml` says."""
    t = Truth(office)
    return {
        "as_of": {
            "outreach": day_of(t.as_of_outreach).isoformat(),
            "interviews": day_of(t.as_of_interviews).isoformat(),
            "referrals": day_of(t.as_of_referrals).isoformat(),
            "survey": max(t.survey["responded_at"]).date().isoformat(),
            "outcomes": day_of(t.as_of_outcomes).isoformat(),
        },
        "figures": {
            **student_figures(t),
            **outreach_figures(t),
            **referral_figures(t),
            **interview_figures(t),
            **survey_figures(t),
            **outcome_figures(t),
        },
        "discoveries": discoveries(t),
    }
