"""The one sentence each page says, from released figures: what is told as a band stays a band."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.asking import logs
from dashboard.asking.facts import locked
from dashboard.asking.question import Ask
from dashboard.figures.values import value_words
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.figures.results import Cell, Released
from pipelines.release import differences


def cell_of(released: Released | None, **segment: str) -> Cell | None:
    """The cell of a segment, or the only one."""
    if released is None:
        return None
    return next((cell for cell in released.cells if segment.items() <= dict(cell.segment).items()), None)


def in_words(released: Released | None, **segment: str) -> str:
    """A figure's value in words, "" where nothing can be said."""
    cell = cell_of(released, **segment)
    if released is None or cell is None or cell.is_withheld or (cell.value is None and not cell.band):
        return ""
    return value_words(released.metric, cell)


def change_in_words(now: Cell | None, before: Cell | None) -> str:
    """ "12% more than by this date last year"; "" where either number was not released exactly."""
    if now is None or before is None or now.value is None or not before.value:
        return ""
    share = now.value / before.value - 1
    if wording.rounded(share * 100) == 0:
        return "as many as by this date last year"
    return f"{wording.percent(abs(share))} {'more' if share > 0 else 'fewer'} than by this date last year"


def unknown_share(cell: Cell | None) -> str:
    if cell is None or not cell.unknown_count or cell.denominator is None:
        return ""
    return wording.percent(cell.unknown_count / (cell.unknown_count + cell.denominator))


def outreach(asked: Ask) -> str:
    volume = cell_of(asked.figure("outreach_volume"))
    if volume is None or not volume.label or volume.value == 0:
        return f"{asked.period_words} no outreach is recorded."
    words = value_words(asked.figure("outreach_volume").metric, volume)
    people = f"{wording.plural(volume.people, 'student')} " if volume.people is not None else "students "
    text = f"{asked.period_words} {people}contacted {words} people"
    if asked.has_year_before:
        change = change_in_words(
            volume, cell_of(asked.dated("a year before").alone().figure("outreach_volume"))
        )
        text += f", {change}" if change else ""
    unknown = unknown_share(cell_of(asked.figure("response_rate")))
    return f"{text}; {unknown} have no recorded reply." if unknown else f"{text}."


def interviews(asked: Ask) -> str:
    reached = asked.figure("participation_rate")
    bands = asked.figure("interview_bands")
    cell = cell_of(reached)
    share = in_words(reached)
    if cell is None or not share:
        return f"{asked.period_words} no interview is recorded."
    shares = [cell_of(bands, interviews=name) for name in ("3-5", "6+")]
    three = ""
    if all(part is not None and part.value is not None for part in shares):
        three = wording.percent(sum(part.value or 0 for part in shares if part))
    who = "students expected to log" if asked.facts.is_anybody_expected else "enrolled students who logged"
    of = f"Of {wording.count(cell.denominator)} {who}" if cell.denominator else f"Of the {who}"
    text = f"{of}, {share} have held at least one interview"
    text += f" and {three} three or more" if three else ""
    if cell.denominator and cell.numerator is not None:
        missing = cell.denominator - cell.numerator
        text += f"; {wording.count(missing)} have none recorded" if missing else ""
    left_out = (note for note in reached.notes if note.startswith(wording.LEFT_OUT))
    return " ".join((f"{text}.", *left_out))


def referrals(asked: Ask) -> str:
    named = in_words(asked.figure("referral_any_rate"))
    activation = _open(asked, "referral_activation_rate")
    acted = in_words(activation)
    if not named:
        return f"{asked.period_words} no interview says whether a name was given."
    text = f"{named} of interviews produced a name"
    if not activation or not acted:
        return f"{text}."
    return f"{text}; {acted} of names older than {activation.metric.within} were contacted."


def outcomes(asked: Ask) -> str:
    known = asked.figure("knowledge_rate")
    rate = in_words(asked.figure("career_outcomes_rate"))
    cell = cell_of(known)
    if cell is None or not in_words(known):
        return "No outcome is recorded yet."
    who = "graduates" if "degree_log" in asked.facts.sources else "expected graduates"
    graduates = f"{wording.count(cell.denominator)} {who}" if cell.denominator else f"the {who}"
    text = f"We know the outcome of {in_words(known)} of {graduates}"
    return f"{text}; {rate} of those known and seeking have landed." if rate else f"{text}."


def has_growth(asked: Ask) -> bool:
    """Whether anybody answered both surveys, as far as the question goes."""
    return any(in_words(_open(asked, metric_id)) for metric_id in ("clarity_change", "confidence_change"))


def growth(asked: Ask) -> str:
    parts = []
    for metric_id, name in (("clarity_change", "clarity"), ("confidence_change", "confidence")):
        released = _open(asked, metric_id)
        cell = cell_of(released)
        if released is not None and cell is not None and in_words(released):
            parts.append(f"{name} {in_words(released)}")
    if not parts:
        return "No student has answered both surveys yet."
    cell = cell_of(_open(asked, "clarity_change"))
    who = (
        f"Among {wording.plural(cell.people, 'student')} who answered"
        if cell and cell.people
        else "Among students who answered"
    )
    return f"{who} before and after: {wording.listed(parts)}."


def overview(asked: Ask) -> str:
    """How many talks that is against last year, and how many students are reached."""
    volume = asked.figure("interview_volume")
    talks = cell_of(volume)
    if talks is None or not talks.label or talks.value == 0:
        return interviews(asked)
    how_many = value_words(volume.metric, talks)
    students = wording.plural(talks.people, "student") if talks.people is not None else "students"
    contacts = logs.people_talked_to(asked)
    text = f"{asked.period_words} {students} held {how_many} {'conversation' if talks.value == 1 else 'conversations'}"
    text += f" with {wording.plural(contacts, 'contact')}" if contacts else ""
    change = ""
    if asked.has_year_before:
        change = change_in_words(
            talks, cell_of(asked.dated("a year before").alone().figure("interview_volume"))
        )
    text += f", {change}." if change else "."
    if "roster" not in asked.facts.sources:
        return text
    return " ".join(filter(None, (text, interviews(asked), _others_who_talked(asked, talks))))


def _others_who_talked(asked: Ask, talks: Cell) -> str:
    """Who held the conversations besides the students the share is of, so that two numbers are not taken for one."""
    reached = cell_of(asked.figure("participation_rate"))
    whom = "expected to log" if asked.facts.is_anybody_expected else "enrolled students on the roster"
    if talks.people is None or reached is None or reached.numerator is None:
        return ""
    if asked.view != "working" or any(name == "program" for name, _ in asked.where):
        # Few must not be counted; and a conversation is of the programs of its day, a student of any in the period.
        return f"The conversations are those of all students, {whom} or not."
    others = int(talks.people - reached.numerator)
    if not others:
        return ""
    return f"The other {wording.plural(others, 'student')} who held one {'is' if others == 1 else 'are'} not {whom}."


def also(asked: Ask, graduates: Ask, before: Ask | None) -> list[str]:
    """The rest of the director's page, in words: who is missing, names, what came of it, outcomes, trust."""
    sentences = [
        _who_is_missing(asked, "college", "By college"),
        _who_is_missing(asked, "is_first_generation", "By first generation"),
        _if_open(asked, "referral_any_rate", referrals),
        _came_of_it(asked),
        _against_the_class_before(graduates, before),
        _trust(asked),
    ]
    return [sentence for sentence in sentences if sentence]


def _if_open(asked: Ask, metric_id: str, say: Callable[[Ask], str]) -> str:
    return "" if locked(asked.published, metric_id) else say(asked)


def _who_is_missing(asked: Ask, dimension: str, words: str) -> str:
    """Where the share reached is lowest, against where it is highest; only groups whose rate may be said."""
    if locked(asked.published, "participation_rate"):
        return ""
    released = asked.figure("participation_rate", dimension)
    known = [
        cell
        for cell in released.cells
        if cell.value is not None and cell.denominator and cell.segment[dimension] != "Unknown"
    ]
    if len(known) < 2 or any(cell.band for cell in released.cells):
        return ""  # among bands, which group comes last cannot be said
    low, high = min(known, key=lambda cell: cell.value or 0), max(known, key=lambda cell: cell.value or 0)

    def named(cell: Cell) -> str:
        return f"{wording.segment(cell.segment)} ({value_words(released.metric, cell)})"

    most, least = (differences.estimate(released.metric, cell) for cell in (high, low))
    if most and least and not differences.between(most, least).is_outside_the_noise:
        return (
            f"{words}, between {value_words(released.metric, low)} and {value_words(released.metric, high)} of students"
            " are reached: no farther apart than chance allows."
        )
    missing = ""
    if low.denominator is not None and low.numerator is not None:
        missing = f"; {wording.count(low.denominator - low.numerator)} of its students have none recorded"
    return f"{words}, the fewest students are reached in {named(low)}, the most in {named(high)}{missing}."


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
    return f"What came of it most often, {among} it was recorded: {listed}."


def _against_the_class_before(graduates: Ask, before: Ask | None) -> str:
    if locked(graduates.published, "career_outcomes_rate"):
        return ""
    released = _open(graduates, "career_outcomes_rate")
    if released is None:  # a class that has not graduated
        return ""
    now = cell_of(released)
    then = cell_of(before.alone().figure("career_outcomes_rate")) if before else None
    text = outcomes(graduates)
    if now is None or then is None or now.value is None or then.value is None:
        return text
    step = wording.rounded((now.value - then.value) * 100)
    if not step:
        return f"{text.removesuffix('.')}, the same as for the class before."
    more = "more" if step > 0 else "fewer"
    points = wording.plural(float(abs(step)), "percentage point")
    return f"{text.removesuffix('.')}, {points} {more} than for the class before."


def _trust(asked: Ask) -> str:
    """What to keep in mind: programs whose logs stopped, and late logs."""
    parts = []
    stopped = logs.stopped_programs(asked)
    if stopped:
        parts.append(f"{wording.plural(len(stopped), 'program')} stopped logging ({wording.listed(stopped)})")
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
