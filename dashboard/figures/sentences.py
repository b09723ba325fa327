"""The one sentence each page says, from released figures: a band stays a band, a blank says which of the five it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dashboard.asking import comparison, logs, targets
from dashboard.asking.facts import locked
from dashboard.asking.question import Ask
from dashboard.charts.readings import sentence_of
from dashboard.charts.year_before import last_year
from dashboard.figures.card_words import target_words
from dashboard.figures.values import value_words
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell, Metric, Released
from pipelines.release import differences
from pipelines.release.changes import in_words as change_in_words


def cell_of(released: Released | None, **segment: str) -> Cell | None:
    """The cell of a segment, or the only one."""
    if released is None:
        return None
    return next((cell for cell in released.cells if segment.items() <= dict(cell.segment).items()), None)


def in_words(released: Released | None, **segment: str) -> str:
    """A figure's value as a sentence may say it: "" of a blank and of fewer than ten, which have no place in one."""
    cell = cell_of(released, **segment)
    if (
        released is None
        or cell is None
        or cell.blank
        or cell.is_few
        or (cell.value is None and not cell.band)
    ):
        return ""
    return value_words(released.metric, cell)


def untold(released: Released | None, what: str) -> str:
    """Why a figure is not in the sentence: "How many replied is hidden: fewer than 10 students."; "" where it may be.

    what: how such a sentence begins.
    """
    cell = cell_of(released)
    if cell is None:
        return ""
    clause = wording.blank_clause(cell)
    if cell.is_few:
        many = cell.denominator or 0
        clause = f"is not told: {wording.count(many)} {'is' if many == 1 else 'are'} too few for a rate"
    return sentence_of(f"{what} {clause}") if clause else ""


def unknown_share(cell: Cell | None) -> str:
    """The part not recorded, where that is enough to be a share."""
    if cell is None or not cell.unknown_count or cell.denominator is None:
        return ""
    whole = cell.unknown_count + cell.denominator
    return wording.percent(cell.unknown_count / whole) if whole >= wording.LEAST_FOR_A_RATE else ""


def against_last_year(asked: Ask, metric_id: str) -> str:
    """ ", 12% more than over the same dates last year"; "" where that cannot be said."""
    now = asked.figure(metric_id)
    before = comparison.a_year_before(asked, metric_id).figure(metric_id)
    words = change_in_words(comparison.changed(asked, now.metric, cell_of(now), cell_of(before)))
    if not words:
        return ""
    than = "as" if "as many" in words else "than"
    return f", {words} {than} over the same dates {last_year(asked.until, asked.facts.newest)}"


class Answer(NamedTuple):
    """What a page says first: a sentence without its period, and what else must be known to read it."""

    says: str
    lede: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (sentence_of(self.says), self.lede)))


def _answer(says: str, *more: str) -> Answer:
    return Answer(says.removesuffix("."), " ".join(filter(None, more)))


def outreach(asked: Ask) -> Answer:
    volume = asked.figure("outreach_volume")
    cell = cell_of(volume)
    if cell is None or cell.value == 0:
        return _answer(f"No outreach is recorded {within(asked)}")
    if cell.blank:
        return _answer(untold(volume, f"{_begin(asked)} how many people students contacted"))
    people = f"{wording.plural(cell.people, 'student')}" if cell.people is not None else "Students"
    text = f"{people} contacted {wording.plural(cell.value or 0, 'person', 'people')} {within(asked)}"
    unknown = unknown_share(cell_of(asked.figure("response_rate")))
    return _answer(
        text + against_last_year(asked, "outreach_volume"),
        f"Whether they replied is not recorded for {unknown} of them." if unknown else "",
        _toward(asked, volume.metric, cell),
    )


def _begin(asked: Ask) -> str:
    """The page's dates as a sentence begins: "This academic year"."""
    return asked.period_words or "In all"


def within(asked: Ask) -> str:
    """The page's dates at the end of a sentence: "this academic year"."""
    words = _begin(asked)
    return words if words.startswith("In ") and words[3:4].isupper() else words[:1].lower() + words[1:]


def interviews(asked: Ask) -> Answer:
    """How many of the students it could be have logged an interview, and how many have not."""
    reached = asked.figure("participation_rate")
    cell, share = cell_of(reached), in_words(reached)
    expected = _whom(asked)
    if cell is None or not share:
        about = f"{_begin(asked)} the share of {expected} who {_have_logged(asked)}"
        return _answer(untold(reached, about))
    of = f"{wording.count(cell.denominator)} {expected}" if cell.denominator else expected
    missing = ""
    if cell.denominator and cell.numerator is not None:
        without = cell.denominator - cell.numerator
        missing = f"; {wording.count(without)} {'has' if without == 1 else 'have'} not" if without else ""
    left_out = (note for note in reached.notes if note.startswith(wording.LEFT_OUT))
    return _answer(
        f"{share} of our {of} {_have_logged(asked)}{missing}",
        _three_or_more(asked),
        _stopped(asked),
        _toward(asked, reached.metric, cell),
        *left_out,
    )


def _toward(asked: Ask, metric: Metric, cell: Cell) -> str:
    """ "Target 70%, 6 pts to go."; "" where the office wants none."""
    return sentence_of(target_words(metric, targets.target_of(asked, metric), cell))


def _whom(asked: Ask) -> str:
    return "students expected to log interviews" if asked.facts.is_anybody_expected else "enrolled students"


def _have_logged(asked: Ask) -> str:
    return "have logged one" if asked.facts.is_anybody_expected else "have logged an interview"


def _stopped(asked: Ask) -> str:
    """ "CAR 210-04 has logged no interview since Oct 9, 2026."; how many more stopped before it."""
    newest, *earlier = logs.stopped_programs(asked) or (None,)
    if newest is None:
        return ""
    more = f"; {wording.plural(len(earlier), 'other program')} stopped before" if earlier else ""
    return f"{newest.program} has logged no interview since {wording.day(newest.last_held)}{more}."


def _three_or_more(asked: Ask) -> str:
    shares = [cell_of(asked.figure("interview_bands"), interviews=name) for name in ("3-5", "6+")]
    if not all(part is not None and part.value is not None for part in shares):
        return ""
    several = sum(part.value or 0 for part in shares if part)
    if not several:
        return ""
    share = wording.percent(several)
    return f"{share[:1].upper()}{share[1:]} have logged three or more {within(asked)}."


def referrals(asked: Ask) -> Answer:
    rate = asked.figure("referral_any_rate")
    named = in_words(rate)
    activation = _open(asked, "referral_activation_rate")
    acted = in_words(activation)
    contacted = ""
    if activation and acted:
        contacted = f"{acted} of names older than {activation.metric.within} were contacted"
    if not named:
        why = untold(rate, f"{_begin(asked)} the share of interviews that produced a name")
        return _answer(why, sentence_of(contacted))
    text = f"{named} of interviews produced a name"
    wanted = [
        _toward(asked, figure.metric, cell)
        for figure in (rate, activation)
        if figure and (cell := cell_of(figure))
    ]
    return _answer(f"{text}; {contacted}" if contacted else text, *wanted)


def outcomes(asked: Ask) -> Answer:
    """How many of the graduates it is known of have landed, never without how many that is."""
    knowledge, landed = asked.figure("knowledge_rate"), asked.figure("career_outcomes_rate")
    cell, known = cell_of(knowledge), in_words(knowledge)
    who = "graduates" if "degree_log" in asked.facts.sources else "expected graduates"
    if cell is None or not known:
        return _answer(untold(knowledge, f"Of how many {who} the outcome is known"))
    if cell.value == 0:
        return _answer(f"No outcome of {wording.count(cell.denominator or 0)} {who} is recorded yet")
    graduates = f"{wording.count(cell.denominator)} {who}" if cell.denominator else f"the {who}"
    rate = in_words(landed)
    if not rate:
        return _answer(f"The outcome of {known} of {graduates} is known")
    return _answer(
        f"Career outcomes rate {rate}, knowledge rate {known}",
        f"Of {graduates}.",
        _what_unknowns_allow(landed),
        comparison.still_collecting(asked),
    )


def _what_unknowns_allow(landed: Released) -> str:
    """Between what the rate lies whatever the unknown do: "Between 61% and 91%, depending on …"."""
    cell = cell_of(landed)
    if cell is None or cell.low is None or cell.high is None or cell.band is not None:
        return ""
    low, high = wording.percent(cell.low), wording.percent(cell.high)
    return (
        f"The rate is between {low} and {high}, depending on graduates we have not heard from."
        if low != high
        else ""
    )


GROWTH = (("clarity_change", "clarity"), ("confidence_change", "confidence"))


def has_growth(asked: Ask) -> bool:
    """Whether anybody answered both surveys, as far as the question goes and the view may say."""
    return any(in_words(_open(asked, metric_id)) for metric_id, _ in GROWTH)


def growth(asked: Ask) -> Answer:
    """Which way clarity and confidence went; by how much, the page's figures say."""
    changes = [(name, released) for metric_id, name in GROWTH if (released := _open(asked, metric_id))]
    went: dict[str, list[str]] = {}
    for name, released in changes:
        if how := _which_way(released):
            went.setdefault(how, []).append(name)
    if not went:
        blanks = [
            untold(released, f"How {name} changed")
            for name, released in changes
            if any(cell.blank is not Blank.NO_DATA for cell in released.cells)
        ]
        first, *rest = [*filter(None, blanks), "No student has answered both surveys yet."]
        return _answer(first, *(rest if blanks else []))
    cell = cell_of(_open(asked, "clarity_change"))
    who = wording.plural(cell.people, "student") if cell and cell.people else "students"
    says = wording.listed(f"{wording.listed(names)} {how}" for how, names in went.items())
    return _answer(f"{says[:1].upper()}{says[1:]} among {who} who answered both surveys")


def _which_way(released: Released) -> str:
    """ "rose"; of a released range, what it is; "" where it may not be said."""
    words, cell = in_words(released), cell_of(released)
    if not words or cell is None or cell.value is None:
        return f"changed by {words}" if words else ""
    step = wording.rounded(cell.value, 1)
    if not step:
        return "stayed the same"
    return "rose" if step > 0 else "fell"


def home(asked: Ask) -> Answer:
    """Of the students it could be, how many are reached, and how that was a year before; without a roster, how many
    conversations there were."""
    if "roster" not in asked.facts.sources:
        return _talks(asked)
    reached = asked.figure("participation_rate")
    cell, share = cell_of(reached), in_words(reached)
    if cell is None or not share:
        return _answer(interviews(asked).says, str(_talks(asked)))
    of = f"{wording.count(cell.denominator)} {_whom(asked)}" if cell.denominator else _whom(asked)
    left_out = (note for note in reached.notes if note.startswith(wording.LEFT_OUT))
    return _answer(
        f"{share} of our {of} {_have_logged(asked)}{_a_year_ago(asked, reached)}",
        _who_has_none(asked, cell),
        _toward(asked, reached.metric, cell),
        *left_out,
        _others_who_talked(asked, cell),
    )


def _a_year_ago(asked: Ask, now: Released) -> str:
    """ ", up from 52% a year ago", where that is more than chance; ", about even with a year ago", where it is not."""
    before = comparison.a_year_before(asked, now.metric.id).figure(now.metric.id)
    then = in_words(before)
    sides = [differences.estimate(now.metric, cell_of(side)) for side in (now, before) if side]
    if not then or len(sides) < 2 or sides[0] is None or sides[1] is None:
        return ""
    step = differences.between(sides[0], sides[1])
    if not step.is_outside_the_noise:
        return ", about even with a year ago"
    return f", {'up' if step.value > 0 else 'down'} from {then} a year ago"


def _who_has_none(asked: Ask, cell: Cell) -> str:
    """ "98 have none recorded; 25 of them are in CAR 210-04, which has logged none since …." """
    if not cell.denominator or cell.numerator is None or cell.denominator == cell.numerator:
        return ""
    without = cell.denominator - cell.numerator
    text = f"{wording.count(without)} {'has' if without == 1 else 'have'} none recorded"
    for stopped in logs.stopped_programs(asked)[:1]:
        there = cell_of(asked.alone().figure("participation_rate", "program"), program=stopped.program)
        if there is None or there.denominator is None or there.numerator is None or there.blank:
            continue
        missing = there.denominator - there.numerator
        if missing:
            of_them = f"{wording.count(missing)} of them {'is' if missing == 1 else 'are'}"
            newest = f"which has logged none since {wording.day(stopped.last_held)}"
            return f"{text}; {of_them} in {stopped.program}, {newest}."
    return f"{text}."


def _talks(asked: Ask) -> Answer:
    """How many conversations that is against last year."""
    volume = asked.figure("interview_volume")
    talks = cell_of(volume)
    if talks is None or talks.value == 0:
        return _answer(f"No conversation is recorded {within(asked)}")
    if talks.blank:
        about = f"{_begin(asked)} how many conversations students held"
        return _answer(untold(volume, about))
    students = wording.plural(talks.people, "student") if talks.people is not None else "Students"
    contacts = logs.people_talked_to(asked)
    text = f"{students} held {wording.plural(talks.value or 0, 'conversation')}"
    text += f" with {wording.plural(contacts, 'contact')}" if contacts else ""
    return _answer(f"{text} {within(asked)}{against_last_year(asked, 'interview_volume')}")


def _others_who_talked(asked: Ask, reached: Cell) -> str:
    """Who held interviews besides the students the share is of, so that two numbers are not taken for one."""
    talks = cell_of(asked.figure("interview_volume"))
    whom = "not expected to log," if asked.facts.is_anybody_expected else "not enrolled on the roster,"
    if talks is None or talks.people is None or reached.numerator is None or talks.blank:
        return ""
    if asked.view != "working" or any(name == "program" for name, _ in asked.where):
        return ""  # few must not be counted; and an interview is of the programs of its day
    others = int(talks.people - reached.numerator)
    if others < 1:
        return ""
    return f"Another {wording.plural(others, 'student')}, {whom} {'has' if others == 1 else 'have'} logged one, too."


def also(asked: Ask, graduates: Ask) -> list[str]:
    """The rest of the director's page, in words: who is missing, names, what came of it, outcomes, trust."""
    sentences = [
        _who_is_missing(asked, "college", "By college"),
        _who_is_missing(asked, "is_first_generation", "By first generation"),
        _if_open(asked, "referral_any_rate", referrals),
        _came_of_it(asked),
        _if_open(graduates, "career_outcomes_rate", outcomes),
        _trust(asked),
    ]
    return [sentence for sentence in sentences if sentence]


def _if_open(asked: Ask, metric_id: str, say: Callable[[Ask], Answer]) -> str:
    """What is said of a figure; "" where it is locked or makes no sense here, as of a class that has not graduated."""
    if locked(asked.published, metric_id):
        return ""
    try:
        return str(say(asked))
    except UserError:
        return ""


def _who_is_missing(asked: Ask, dimension: str, words: str) -> str:
    """Where the share reached is lowest, against where it is highest; only groups whose rate may be said."""
    if locked(asked.published, "participation_rate"):
        return ""
    released = asked.figure("participation_rate", dimension)
    known = [
        cell for cell in released.cells if cell.value is not None and cell.segment[dimension] != "Unknown"
    ]
    if len(known) < 2 or any(cell.band for cell in released.cells):
        return ""  # among bands, which group comes last cannot be said
    low, high = min(known, key=lambda cell: cell.value or 0), max(known, key=lambda cell: cell.value or 0)
    ends = value_words(released.metric, low), value_words(released.metric, high)
    aside = _set_aside(released, dimension)
    if not differences.are_apart([differences.estimate(released.metric, cell) for cell in known]):
        if ends[0] == ends[1]:
            return f"{words}, about {ends[0]} of students are reached in each{aside}."
        between = f"between {ends[0]} and {ends[1]}"
        return f"{words}, {between} of students are reached: no farther apart than chance allows{aside}."

    def named(cell: Cell) -> str:
        return f"{wording.segment(cell.segment)} ({value_words(released.metric, cell)})"

    missing = ""
    if low.denominator is not None and low.numerator is not None:
        missing = f"; {wording.count(low.denominator - low.numerator)} of its students have none recorded"
    return f"{words}, the fewest students are reached in {named(low)}, the most in {named(high)}{missing}{aside}."


def _set_aside(released: Released, dimension: str) -> str:
    """Who is not among the groups of a sentence: " (aside: 2 of fewer than 10, those whose group is unknown)"."""
    named = [cell for cell in released.cells if cell.segment[dimension] != "Unknown"]
    few, hidden = sum(cell.is_few for cell in named), sum(cell.is_withheld for cell in named)
    is_unknown_there = any(
        cell.denominator or cell.is_withheld for cell in released.cells if cell not in named
    )
    parts = [
        f"{few} of fewer than {wording.LEAST_FOR_A_RATE} students" if few else "",
        f"{hidden} hidden" if hidden else "",
        "those whose group is unknown" if is_unknown_there else "",
    ]
    said = wording.listed(filter(None, parts))
    return f" (aside: {said})" if said else ""


def _came_of_it(asked: Ask) -> str:
    if locked(asked.published, "came_of_it_rate"):
        return ""
    released = asked.figure("came_of_it_rate")
    kinds = [
        cell for cell in released.cells if cell.segment["came_of_it"] not in ("any", "none") and cell.value
    ]
    best = sorted(kinds, key=lambda cell: -(cell.value or 0))[:3]
    if not best or any(cell.band for cell in released.cells):
        return ""
    among = f"in {wording.plural(best[0].denominator, 'interview')} where" if best[0].denominator else "where"
    listed = wording.listed(
        f"{wording.segment(cell.segment)[0].lower()}{wording.segment(cell.segment)[1:]}"
        f" ({value_words(released.metric, cell)})"
        for cell in best
    )
    is_apart = differences.are_apart([differences.estimate(released.metric, cell) for cell in kinds])
    if is_apart:
        return f"What came of it most often, {among} it was recorded: {listed}."
    return f"What came of it, {among} it was recorded: {listed}. No kind is clearly more common than another."


def _trust(asked: Ask) -> str:
    """What to keep in mind: programs whose logs stopped, and late logs; of those the filters leave."""
    parts = []
    stopped = logs.stopped_programs(asked)
    if stopped:
        names = wording.listed(program.program for program in stopped)
        parts.append(f"{wording.plural(len(stopped), 'program')} stopped logging ({names})")
    late = None if locked(asked.published, "late_log_rate") else _open(asked, "late_log_rate")
    if late and in_words(late):
        parts.append(f"{in_words(late)} of logs came in over {late.metric.within} late")
    return f"Keep in mind: {wording.listed(parts)}." if parts else ""


def _open(asked: Ask, metric_id: str) -> Released | None:
    """The figure, None where it is locked or makes no sense here."""
    try:
        return asked.figure(metric_id)
    except UserError:
        return None
