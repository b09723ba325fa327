"""What the students did: whom they wrote to and talked with, who was named, what came of it.

`simulate` returns four tables of plain rows, with the true identities beside the cells that files will carry:

- contacts: a professional (contact_id, name, email or linkedin_url, employer, title, industry, is_alum)
- touches: a message sent (student, contact_id, sent_day, reply, replied_day, channel, referred_by, source)
- interviews: a student's part in one talk, with every cell a log may hold, "" where it was left blank
- named: a person named to a student at an interview (student, referrer_id, named_id, day, permission, known)

Days are day numbers (see `calendar`). What makes the things to discover true is written where it is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from making import words
from making.calendar import (
    DEADLINES,
    END,
    GRADUATED,
    OWN_LOG,
    STOP,
    STOPPED,
    TRACKER_SECTION,
    number,
    working_day,
)
from making.people import full_names

Random = np.random.Generator

# channel -> (share of contacts that are not referrals, share of them who answer within days)
CHANNELS = {
    "alumni_network": (0.26, 0.52),
    "linkedin": (0.30, 0.34),
    "faculty": (0.10, 0.66),
    "family_or_friend": (0.10, 0.70),
    "event": (0.09, 0.55),
    "employer_site": (0.05, 0.30),
    "cold": (0.10, 0.22),
}
REFERRAL_ANSWERED = 0.64
ACTIVE_YEARS = {"junior": 0.30, "senior": 0.55, "both": 0.15}

# Names given at an interview: how many of 200 interviews give 0, 1, 2, … names. With the asking question the
# mean is 1.50, without it 0.75; over all 40 % give none, 30 % one, 4 % five or more.
NAMES_IF_ASKED = (64, 57, 35, 20, 13, 7, 3, 1)
NAMES_IF_NOT = (108, 60, 17, 9, 3, 2, 1, 0)

CAME_OF_IT = (
    ("insight", 0.55),
    ("new_path", 0.18),
    ("training", 0.12),
    ("resume_review", 0.12),
    ("job_shadow", 0.10),
    ("lead", 0.09),
    ("application", 0.06),
    ("job_interview", 0.03),
)


class Deck:
    """Cards drawn without replacement and shuffled again when used up: shares hold even for small numbers."""

    def __init__(self, rng: Random, cards: Sequence[object]) -> None:
        self.rng, self.cards = rng, list(cards)
        self.left: Iterator[object] = iter(())

    def draw(self) -> object:
        for card in self.left:
            return card
        self.left = iter([self.cards[i] for i in self.rng.permutation(len(self.cards))])
        return next(self.left)


def share_deck(rng: Random, share: float, size: int = 100) -> Deck:
    """Yes or no, `share` of the time yes."""
    return Deck(rng, [i < round(share * size) for i in range(size)])


def labels_deck(rng: Random, shares: dict[str, float], size: int = 100) -> Deck:
    """Labels in their shares."""
    edges = np.round(np.cumsum(list(shares.values())) / sum(shares.values()) * size).astype(int)
    counts = np.diff([0, *edges])
    return Deck(rng, [label for label, n in zip(shares, counts, strict=True) for _ in range(n)])


@dataclass
class Student:
    """Who acts, when she may, and what she has done so far."""

    index: int
    programs: list[str]
    industries: tuple[str, ...]
    is_first_generation: bool
    source: str  # form, own_log, tracker
    last_day: int
    logs_outreach: bool
    keenness: float  # share of the names given to her that she contacts
    met: dict[int, list[int]] = field(default_factory=dict)  # contact -> days of held interviews
    touched: dict[int, int] = field(default_factory=dict)  # contact -> first day
    given: list[int] = field(default_factory=list)  # people named to her
    named_by: set[tuple[int, int]] = field(default_factory=set)  # (person, referrer)
    held: int = 0


class Simulation:
    """One pass over the students. State is only what rows need from one another: names, contacts, decks."""

    def __init__(self, rng: Random, roster: pd.DataFrame) -> None:
        self.rng = rng
        self.roster = roster
        self.contacts: list[dict] = []
        self.touches: list[dict] = []
        self.interviews: list[dict] = []
        self.named: list[dict] = []
        taken = set(zip(roster["first_name"], roster["last_name"], strict=True))
        # a contact's name is nobody else's, so that name and employer identify a person as they mostly do
        self.names = (name for name in full_names(rng, 16_000) if name not in taken)
        self.channel = labels_deck(rng, {name: share for name, (share, _) in CHANNELS.items()})
        self.asked = labels_deck(rng, {"yes": 0.56, "no": 0.34, "": 0.10})
        self.count = {
            True: Deck(rng, [n for n, cards in enumerate(NAMES_IF_ASKED) for _ in range(cards)]),
            False: Deck(rng, [n for n, cards in enumerate(NAMES_IF_NOT) for _ in range(cards)]),
        }
        self.activation = share_deck(rng, 0.35)
        self.answered = {name: share_deck(rng, share) for name, (_, share) in CHANNELS.items()}
        self.answered["referral"] = share_deck(rng, REFERRAL_ANSWERED)
        self.hubs: dict[str, list[int]] = {
            industry: [self.new_contact(industry, is_hub=True) for _ in range(12)]
            for industry in words.INDUSTRIES
        }

    # --- people

    def new_contact(self, industry: str, is_hub: bool = False) -> int:
        first, last = next(self.names)
        endings, titles = words.INDUSTRIES[industry]
        start = words.EMPLOYER_STARTS[int(self.rng.integers(len(words.EMPLOYER_STARTS)))]
        employer = f"{start} {endings[int(self.rng.integers(len(endings)))]}"
        has_email = is_hub or self.rng.random() < 0.75
        slug = f"{first}.{last}".lower()
        self.contacts.append(
            {
                "contact_id": len(self.contacts),
                "name": f"{first} {last}",
                "email": f"{slug}@{start.lower()}.example.com" if has_email else "",
                "linkedin_url": ""
                if has_email
                else f"https://linkedin.example.com/in/{slug.replace('.', '-')}",
                "employer": employer,
                "title": titles[int(self.rng.integers(len(titles)))],
                "industry": industry,
                "is_alum": "yes" if self.rng.random() < 0.35 else "no",
            }
        )
        return len(self.contacts) - 1

    def some_contact(self, student: Student, channel: str) -> int:
        """A contact she has not met: often one whom many students write to, else somebody new."""
        industry = student.industries[int(len(student.industries) * self.rng.random() ** 1.4)]
        if channel in ("alumni_network", "faculty", "event") and self.rng.random() < 0.5:
            hub = self.hubs[industry][int(self.rng.integers(12))]
            if hub not in student.touched and hub not in student.met and hub not in student.given:
                return hub
        return self.new_contact(industry)

    def waiting(self, mean: float) -> int:
        """Days waited, at least one, geometric in spirit."""
        return 1 + int(-mean * np.log(1 - self.rng.random()))

    # --- a thread

    def thread(
        self,
        student: Student,
        contact: int,
        channel: str,
        day: int,
        referrer: int | None = None,
        may_meet: bool = True,
        must_meet: bool = False,
    ) -> None:
        """Write to a contact, perhaps again, perhaps hear back, perhaps talk."""
        day = working_day(day)
        if day > student.last_day or contact in student.touched:
            return
        is_logged = (
            must_meet or student.source == "tracker" or (student.logs_outreach and self.rng.random() < 0.92)
        )
        is_bounced = not must_meet and self.rng.random() < 0.04
        is_answered = must_meet or (not is_bounced and bool(self.answered[channel].draw()))
        lag = min(self.waiting(3.6), 9) if must_meet else self.waiting(5.0)
        sent = [day]
        if not is_answered and not is_bounced:
            while len(sent) < 3 and self.rng.random() < 0.34:
                sent.append(working_day(sent[-1] + 5 + int(self.rng.integers(6))))
        elif is_answered and lag > 8:
            sent.append(working_day(day + 7))
        sent = sorted({s for s in sent if s <= student.last_day})
        reply_day = day + lag
        is_answered = is_answered and reply_day <= student.last_day
        mood = self.rng.random()
        reply = "accepted" if must_meet or mood < 0.66 else "replied" if mood < 0.84 else "declined"
        if is_logged:
            student.touched[contact] = day
            answer = "bounced" if is_bounced else reply if is_answered else ""
            self.messages(student, contact, channel, sent, answer, reply_day, referrer)
        talks = {"accepted": 0.86, "replied": 0.30, "declined": 0.0}[reply]
        if not is_answered or not (must_meet or self.rng.random() < talks):
            return
        met = self.meeting_day(reply_day + 2 + self.waiting(6.0), student.last_day if must_meet else None)
        if not may_meet:
            self.missed(student, contact, channel, met, referrer)
        elif met > student.last_day:
            if met > END + 3 and student.last_day == END:
                self.interview(student, contact, channel, met, referrer, "scheduled")
        else:
            fate = 0.0 if must_meet else self.rng.random()
            if fate < 0.90:
                self.interview(student, contact, channel, met, referrer, "held")
            else:
                self.missed(student, contact, channel, met, referrer)

    def messages(
        self,
        student: Student,
        contact: int,
        channel: str,
        sent: list[int],
        answer: str,
        reply_day: int,
        referrer: int | None,
    ) -> None:
        """A row a message. The answer, if any, stands with the last one; three cells in ten are left blank."""
        for i, when in enumerate(sent):
            if i and answer:  # not all had waited equally long to write again; no throw of the dice
                when = working_day(when - (student.index + contact) % 5)
            if answer == "bounced" or (answer and i == len(sent) - 1):
                cell = answer
            else:
                cell = "auto_reply" if self.rng.random() < 0.03 else "no_reply"
            has_day = cell in ("accepted", "replied", "declined") and self.rng.random() < 0.9
            if student.source != "tracker" and self.rng.random() < 0.30:
                cell, has_day = "", False
            self.touches.append(
                {
                    "student": student.index,
                    "contact_id": contact,
                    "sent_day": when,
                    "reply": cell,
                    "replied_day": reply_day if has_day else -1,
                    "channel": "" if self.rng.random() < 0.06 else channel,
                    "referrer": -1 if referrer is None else referrer,
                    "source": student.source,
                }
            )

    def meeting_day(self, earliest: int, latest: int | None) -> int:
        """A working day; students cram: two of three talks move to the six days before the next deadline."""
        coming = DEADLINES[earliest <= DEADLINES]
        if len(coming) and coming[0] - earliest <= 32 and self.rng.random() < 0.68:
            earliest = max(earliest, int(coming[0]) - int(self.rng.integers(7)))
        if latest is not None and earliest > latest:
            earliest = latest - int(9 * self.rng.random())
        return working_day(earliest)

    def missed(self, student: Student, contact: int, channel: str, day: int, referrer: int | None) -> None:
        """A talk that did not take place: only the programs' own logs have a place to say so."""
        if student.source == "own_log" and day <= student.last_day:
            status = ("cancelled_by_contact", "cancelled_by_student", "no_show", "scheduled")
            pick = status[int(len(status) * self.rng.random())]
            self.interview(student, contact, channel, day, referrer, pick)

    # --- an interview

    def interview(
        self,
        student: Student,
        contact: int,
        channel: str,
        day: int,
        referrer: int | None,
        status: str,
        event: str = "",
    ) -> None:
        if status == "scheduled" and student.source != "own_log":
            return
        if student.held >= 14 or day in student.met.get(contact, ()):
            return
        row = {
            "student": student.index,
            "contact_id": contact,
            "held_day": day,
            "status": status,
            "channel": "" if self.rng.random() < 0.05 else channel,
            "referrer": -1 if referrer is None else referrer,
            "event_id": event,
            "source": student.source,
            "last_day": END + 40 if student.last_day < STOP else student.last_day,
        }
        self.interviews.append(row)
        if status != "held":
            return
        student.held += 1
        student.met.setdefault(contact, []).append(day)
        self.what_was_said(student, row)
        if not event and student.source != "tracker" and self.rng.random() < 0.07:
            again = working_day(day + 25 + int(self.rng.integers(60)))
            if again <= student.last_day:
                self.interview(student, contact, channel, again, referrer, "held")

    def what_was_said(self, student: Student, row: dict) -> None:
        """Names given, and the people behind them whom she goes on to contact."""
        asked = str(self.asked.draw())
        # The second thing to discover: without the asking question half as many names.
        was_asked = asked == "yes" or (asked == "" and self.rng.random() < 0.62)
        names = int(str(self.count[was_asked].draw()))
        is_known = self.rng.random() > 0.07
        lists_names = names > 0 and is_known and student.source != "tracker" and self.rng.random() < 0.82
        row["has_asked_for_referral"] = asked
        row["referrals_count"] = names if is_known else ""
        listed: list[int] = []
        if lists_names:
            for _ in range(names):
                if student.given and self.rng.random() < 0.02:
                    again = student.given[int(self.rng.integers(len(student.given)))]
                    is_told = (again, row["contact_id"]) in student.named_by  # nobody names a person twice
                    if again != row["contact_id"] and again not in listed and not is_told:
                        listed.append(again)
                        continue
                industry = student.industries[int(self.rng.integers(len(student.industries)))]
                listed.append(self.new_contact(industry))
        row["listed"] = listed
        has_permissions = is_known and names > 0 and self.rng.random() < 0.75
        permitted = [bool(self.rng.random() < 0.58) for _ in range(names)]
        row["referrals_with_permission_count"] = sum(permitted) if has_permissions else ""
        for person, may_use in zip(listed, permitted, strict=False):
            is_new = person not in student.given
            student.given.append(person)
            student.named_by.add((person, row["contact_id"]))
            was_known = is_new and self.rng.random() < 0.05
            self.named.append(
                {
                    "student": student.index,
                    "referrer_id": row["contact_id"],
                    "named_id": person,
                    "day": row["held_day"],
                    "has_permission": "" if not has_permissions else "yes" if may_use else "no",
                    "was_already_known": "yes" if was_known else "no" if self.rng.random() < 0.7 else "",
                    "source": student.source,
                }
            )
            if not is_new or person in student.touched:
                continue
            # The fourth thing to discover: two names in three are never contacted.
            is_contacted = (
                bool(self.activation.draw())
                if student.keenness == 0
                else (self.rng.random() < student.keenness)
            )
            late = self.rng.random()
            if is_contacted or late < 0.05:
                wait = 2 + int(25 * self.rng.random() ** 1.3) if is_contacted else 34 + int(40 * late / 0.05)
                self.thread(student, person, "referral", row["held_day"] + wait, row["contact_id"])

    # --- a student's year

    def campaign(self, student: Student, year: int, share: float, may_meet: bool) -> None:
        """One academic year of a student: a fall start, and for some a spring too."""
        # The third thing to discover: first-generation students begin six weeks later …
        start = (
            number(date(year, 9, 2))
            + int(32 * self.rng.random())
            + (42 if student.is_first_generation else 0)
        )
        if year == 2023:  # the pilot began in spring 2024
            start = number(date(2024, 2, 1)) + int(25 * self.rng.random())
        if STOPPED in student.programs and year == 2026:
            start = min(start, number(date(2026, 9, 1)) + int(14 * self.rng.random()))
        first_span = max(20, number(date(year, 12, 4)) - start)
        for i in range(2 + int(10 * share * self.rng.random())):
            # … but they are answered as often: nothing below looks at who she is.
            gap = 0 if i == 0 else int(first_span * self.rng.random() ** 1.3)
            self.approach(student, start + gap, may_meet)
        if self.rng.random() < 0.45:
            spring = number(date(year + 1, 1, 22))
            for _ in range(1 + int(6 * share * self.rng.random())):
                self.approach(student, spring + int(80 * self.rng.random()), may_meet)

    def approach(self, student: Student, day: int, may_meet: bool, must_meet: bool = False) -> None:
        channel = str(self.channel.draw())
        contact = self.some_contact(student, channel)
        self.thread(student, contact, channel, day, may_meet=may_meet, must_meet=must_meet)


def simulate(rng: Random, roster: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The office's contacts, touches, interviews and named people."""
    sim = Simulation(rng, roster)
    students = _who_acts(rng, roster)
    for student, years, meets in students:
        for year in years:
            sim.campaign(student, year, share=1.0 if student.programs else 0.3, may_meet=meets)
    _group_events(sim, [s for s, _, meets in students if meets and s.source == "own_log"])
    for student, years, meets in students:
        if meets and student.held == 0:  # whoever is to have a talk has at least one
            year = years[-1]
            begin = number(date(year, 9, 8)) if year > 2023 else number(date(2024, 2, 12))
            later = (
                42 if student.is_first_generation and STOPPED not in student.programs and year > 2023 else 0
            )
            limit = min(student.last_day - 12, begin + later + int(24 * rng.random()))
            first = min(student.touched.values(), default=limit)
            while student.held == 0:
                sim.approach(student, max(first, limit), True, must_meet=True)
                limit -= 3
    return _tables(rng, sim)


def _who_acts(rng: Random, roster: pd.DataFrame) -> list[tuple[Student, list[int], bool]]:
    """Everybody who leaves a trace: (student, academic years, whether she gets to talk with anybody).

    78 % of the students expected to log, 4 % of the others; some of the rest write but meet nobody.
    """
    expected = roster.index[roster["is_expected_to_log"] == "yes"].to_numpy()
    others = roster.index[roster["is_expected_to_log"] == "no"].to_numpy()
    stopped = roster["programs"].to_numpy() == STOPPED
    # the section that stopped also began with fewer
    order = np.argsort(rng.random(len(expected)) + 0.15 * stopped[expected])
    reach = set(expected[order[: round(0.78 * len(expected))]].tolist())
    writers = set(expected[order[round(0.78 * len(expected)) :]][::2].tolist())
    elsewhere = set(rng.permutation(others)[: round(0.04 * len(others))].tolist())
    years_deck = {c: labels_deck(rng, ACTIVE_YEARS, 20) for c in (2025, 2026, 2027)}
    years_deck[2028] = labels_deck(rng, {"junior": 0.75, "both": 0.25}, 20)
    acting = []
    for i in sorted(reach | writers | elsewhere):
        person = roster.loc[i]
        programs = [p for p in str(person["programs"]).split(";") if p]
        class_year = int(person["class_year"])
        when = str(years_deck[class_year].draw())
        first, second = (
            (class_year - 3, class_year - 2) if class_year == 2028 else (class_year - 2, class_year - 1)
        )
        if class_year == 2028:  # juniors now; some began as sophomores
            years = [second] if when == "junior" else [first, second]
        else:
            years = {"junior": [first], "senior": [second], "both": [first, second]}[when]
        source = "form"
        if any(p in OWN_LOG for p in programs):
            source = "own_log"
        elif (
            TRACKER_SECTION in programs
            and class_year not in GRADUATED
            and 2026 in years
            and rng.random() < 0.7
        ):
            source, years = "tracker", [2026]
        last_day = min(STOP if STOPPED in programs else END, number(date(class_year, 6, 10)))
        student = Student(
            index=i,
            programs=programs,
            industries=words.COLLEGES[str(person["college"])][2],
            is_first_generation=person["is_first_generation"] == "yes",
            source=source,
            last_day=last_day,
            logs_outreach=bool(programs) or rng.random() < 0.35,
            keenness=0.9 if programs and rng.random() < 0.07 else 0.0,
        )
        acting.append((student, years, i in reach or i in elsewhere))
    return acting


def _group_events(sim: Simulation, students: list[Student]) -> None:
    """Agency visits: one contact, one day, many students of the two programs."""
    rng = sim.rng
    visits = [
        date(2024, 10, 17),
        date(2025, 3, 20),
        date(2025, 10, 16),
        date(2026, 3, 19),
        date(2026, 10, 15),
    ]
    industries = list(words.INDUSTRIES)
    for visit in visits:
        day = number(visit)
        there = [s for s in students if s.met and min(map(min, s.met.values())) <= day <= s.last_day]
        if len(there) < 6:
            continue
        contact = sim.new_contact(industries[int(rng.integers(len(industries)))], is_hub=True)
        for i in rng.permutation(len(there))[: 7 + int(rng.integers(6))].tolist():
            sim.interview(there[i], contact, "event", day, None, "held", event=f"visit-{visit.isoformat()}")


def _tables(rng: Random, sim: Simulation) -> dict[str, pd.DataFrame]:
    contacts = pd.DataFrame(sim.contacts)
    touches = pd.DataFrame(sim.touches).sort_values(["sent_day", "student", "contact_id"], ignore_index=True)
    interviews = pd.DataFrame(sim.interviews).sort_values(
        ["held_day", "student", "contact_id"], ignore_index=True
    )
    named = pd.DataFrame(sim.named).sort_values(["day", "student", "named_id"], ignore_index=True)
    _like_a_tracker(rng, touches, interviews)
    # a row with the contact's e-mail may lack the employer: one of the two is always there to know her by
    person = contacts.loc[interviews["contact_id"]]
    has_email = (person["email"] != "").to_numpy() & (rng.random(len(interviews)) < 0.78)
    interviews["contact_email"] = np.where(has_email, person["email"], "")
    lacks_employer = has_email & (rng.random(len(interviews)) < 0.06)
    interviews["contact_employer"] = np.where(lacks_employer, "", person["employer"])
    # only the programs' referral log has a place for these
    named.loc[named["source"] != "own_log", ["has_permission", "was_already_known"]] = ""
    return {"contacts": contacts, "touches": touches, "interviews": _details(rng, interviews), "named": named}


def _like_a_tracker(rng: Random, touches: Any, interviews: Any) -> None:
    """A tracker has one line a contact: one channel, one reply for all its messages. Changes both tables."""
    lines: Any = touches[touches["source"] == "tracker"].groupby(["student", "contact_id"])
    talks: Any = interviews[interviews["source"] == "tracker"]
    channels: dict[Any, Any] = {}
    for key, line in lines:
        is_blank = rng.random() < 0.30
        last = line.index[-1]
        touches.loc[line.index[:-1], ["reply", "replied_day"]] = ["", -1]
        if is_blank:
            touches.loc[last, ["reply", "replied_day"]] = ["", -1]
        channels[key] = touches.loc[line.index[0], "channel"]
        touches.loc[line.index, "channel"] = channels[key]
    for row in talks.itertuples():
        interviews.loc[row.Index, "channel"] = channels[(row.student, row.contact_id)]


def _details(rng: Random, interviews: pd.DataFrame) -> pd.DataFrame:
    """The other cells of a log: how, how long, thanks, what came of it, when logged. "" = left blank."""
    size = len(interviews)
    held = (interviews["status"] == "held").to_numpy()
    tracked = (interviews["source"] == "tracker").to_numpy()
    day = interviews["held_day"].to_numpy()
    latest = np.minimum(interviews["last_day"].to_numpy(), END) + 1  # nobody logs after the export
    pick = rng.random((size, 18))

    def cells(values: np.ndarray, share: float, column: int) -> np.ndarray:
        """The value where held and filled in (`share` of the time), else blank."""
        return np.where(held & ~tracked & (pick[:, column] < share), values, "")

    modes = np.array(["video", "in_person", "phone", "email"], dtype=object)
    mode = modes[np.searchsorted([0.46, 0.78, 0.93], pick[:, 0])]
    interviews["mode"] = cells(np.where(interviews["event_id"] != "", "in_person", mode), 0.95, 1)
    interviews["minutes"] = cells(_text(15 + 5 * np.floor(9 * pick[:, 2])), 0.85, 3)
    interviews["usefulness_rating"] = cells(_text(3 + np.floor(2.7 * pick[:, 4])), 0.80, 5)
    cost = np.where((mode == "in_person") & (pick[:, 12] < 0.6), np.round(3 + 9 * pick[:, 12] / 0.6, 2), 0.0)
    interviews["cost_usd"] = cells(np.array([f"{c:.2f}" for c in cost], dtype=object), 0.7, 13)
    interviews["prepared_questions_count"] = cells(_text(3 + np.floor(9 * pick[:, 14])), 0.75, 15)
    interviews["has_asked_for_job"] = cells(np.where(pick[:, 16] < 0.14, "yes", "no"), 0.7, 17)
    for column in ("has_asked_for_referral", "referrals_count", "referrals_with_permission_count"):
        filled = interviews[column].fillna("").map(lambda v: str(v).removesuffix(".0"))
        interviews[column] = filled if column == "referrals_count" else filled.where(~tracked, "")
    interviews["listed"] = interviews["listed"].map(lambda v: v if isinstance(v, list) else [])

    # thanks: a quarter leave it blank, most of the rest write the same or the next day
    wait = np.where(pick[:, 6] < 0.66, np.floor(2 * pick[:, 7]), 2 + np.floor(9 * pick[:, 7])).astype(int)
    thanked_on = day + wait
    state = np.searchsorted([0.55, 0.63, 0.74], pick[:, 8])  # dated, thanked undated, not thanked, blank
    is_dated = held & ~tracked & (state == 0) & (thanked_on < latest)
    is_thanked = is_dated | (held & ((state == 1) | (tracked & (state == 0))))
    interviews["thank_you_day"] = np.where(is_dated, thanked_on, -1)
    interviews["has_thanked"] = np.where(is_thanked, "yes", np.where(held & (state == 2), "no", ""))
    came = rng.random((size, len(CAME_OF_IT)))
    kinds = [name for name, _ in CAME_OF_IT]
    shares = np.array([share for _, share in CAME_OF_IT])
    lists = [";".join(k for k, hit in zip(kinds, row, strict=True) if hit) or "none" for row in came < shares]
    interviews["came_of_it"] = cells(np.array(lists, dtype=object), 0.78, 9)

    # a fifth of the rows are logged more than two weeks late
    prompt = np.floor(12 * pick[:, 10] ** 2).astype(int)
    late = 15 + np.floor(35 * pick[:, 10]).astype(int)
    is_late = np.zeros(size, dtype=bool)
    able = np.flatnonzero(held & (day + late <= latest))
    is_late[able[rng.permutation(len(able))[: round(0.213 * held.sum())]]] = True
    logged = np.minimum(day + np.where(is_late, late, prompt), latest)
    logged = np.maximum(logged, interviews["thank_you_day"])  # one cannot report a note not yet written
    logged = np.where(held, logged, np.where(day < END, day, END - 2))
    interviews["logged_day"] = np.where(tracked, -1, logged)
    interviews["logged_second"] = 9 * 3600 + rng.integers(14 * 3600, size=size)
    # a form row may lack her id: the form knows her e-mail
    interviews["writes_id"] = (rng.random(size) > 0.05) | (interviews["source"] != "form")
    return interviews


def _text(values: np.ndarray) -> np.ndarray:
    return np.array([str(int(v)) for v in values], dtype=object)
