"""Whatever the office: no sentence, chart, table or card says a number that what was released does not give.

Offices are generated, small and large, imported and built by the real thing. Every question a page, its sentence or an
exhibit asks is recorded with its answer; each number it says must then stand in those answers, follow from one of them by one
step (who is left, a share not recorded, a total, a change), or be part of the question.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from dashboard.asking.comparison import a_year_before, changed
from dashboard.asking.question import Ask
from dashboard.asking.recorder import Recorder, recorded
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.charts.spec import Exhibit
from dashboard.figures import exhibits, sentences
from dashboard.figures.exhibits import BySegment, Funnel
from dashboard.figures.values import number_words
from dashboard.widgets import address
from pipelines.figures import wording
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell, Metric, Released, View
from pipelines.release.changes import in_short, in_words
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import Open
from tests.offices import office

VIEWS: tuple[View, ...] = ("working", "internal", "publishable")
SIZES = {1: 7, 2: 45, 3: 160}  # seed -> students
FIRST, LAST = date(2025, 9, 1), date(2026, 11, 10)

SAYS: dict[str, Callable[[Ask], object]] = {
    "home": sentences.home,
    "outreach": sentences.outreach,
    "interviews": sentences.interviews,
    "referrals": sentences.referrals,
    "growth": sentences.growth,
    "also": lambda asked: " ".join(sentences.also(asked, asked.without_dates())),
}
DRAWS: dict[str, Callable[[Ask], Exhibit]] = {
    "new_contacts": exhibits.new_contacts,
    "how_found": exhibits.how_found,
    "bands": exhibits.bands,
    "reached_so_far": exhibits.reached_so_far,
    "held": exhibits.held_over_time,
    "names_given": exhibits.names_given,
    "steps": exhibits.referral_steps,
    "reached_by_college": BySegment("participation_rate", "college"),
    "reached_by_program": Funnel("participation_rate", "program"),
    "replied_by_college": BySegment("response_rate", "college"),
    "yield_by_month": exhibits.over_time("referral_yield"),
    "waits": exhibits.as_it_comes("days_to_reply"),
    "gaps": exhibits.Gaps("equity_gap", "college"),
}


def generated(seed: int, students: int) -> dict[str, str]:
    """The files of an office: who logs, when and how much is chance; some write nothing down."""
    chance = random.Random(seed)
    days = (LAST - FIRST).days
    colleges = ["Arts"] * 6 + ["Law"] * 3 + ["Music"]
    roster = ["student_id | college | programs | is_expected_to_log"]
    talks = ["student_id | contact_name | held_on | channel | referrals_count | logged_at"]
    outreach = ["student_id | contact_name | sent_on | channel | reply | replied_on"]
    for n in range(students):
        roster.append(f"s{n} | {chance.choice(colleges)} | P{chance.randrange(4)} | yes")
        for k in range(chance.choice((0, 0, 1, 2, 5))):
            day = FIRST + timedelta(chance.randrange(days))
            channel, named = (
                chance.choice(("referral", "linkedin", "cold", "-")),
                chance.choice(("0", "1", "3", "-")),
            )
            talks.append(
                f"s{n} | C{n}-{k} | {day} | {channel} | {named} | {min(day + timedelta(chance.randrange(30)), LAST)}"
            )
        for k in range(chance.choice((0, 1, 3))):
            day = FIRST + timedelta(chance.randrange(days))
            reply = chance.choice(("replied", "no_reply", "-"))
            on = min(day + timedelta(chance.randrange(1, 20)), LAST) if reply == "replied" else "-"
            outreach.append(
                f"s{n} | D{n}-{k} | {day} | {chance.choice(('alumni_network', 'cold'))} | {reply} | {on}"
            )
    return {
        "roster": "\n".join(roster),
        "interview_log": "\n".join(talks),
        "outreach_log": "\n".join(outreach),
    }


@pytest.fixture(scope="module", params=SIZES, ids=lambda seed: f"{SIZES[seed]} students")
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder: Path = tmp_path_factory.mktemp(f"office{request.param}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(WAREHOUSE_VARIABLE, str(folder / "warehouse"))
        published = office(folder, **generated(request.param, SIZES[request.param]))
        yield Ask(published, since=date(2026, 8, 1), until=LAST, period_words="This academic year")


_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")


def numbers(text: str) -> set[str]:
    """The numbers a text says, but for those in names of ours ("3-5", "6+", P2, 95% interval) and in dates."""
    text = re.sub(
        r"\b(?:95|99\.8)% (?:interval|limits)|\b3[–-]5\b|\b3[–-]4\b|\b[56]\+|\b20\d\d(?:-\d\d(?:-\d\d)?)?\b",
        "",
        text,
    )
    text = re.sub(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* ?\d*", "", text)
    return {found.replace(",", "") for found in _NUMBER.findall(text)}


def given(answers: Iterable[Released], asked: Ask) -> set[str]:
    """Every number what was released gives, itself or by one step."""
    found = {"10", "0", "1", "2", "95"}  # the least a rate is of, and the names of bands
    every = [one for answer in answers for one in (answer, *answer.beside)]
    found |= {str(count) for count in range(len(every) + 1)}  # "3 of 4 gaps have no data"
    for answer in every:
        found |= numbers(answer.metric.within) | numbers(" ".join((*answer.notes, *answer.pooled)))
        found |= {str(count) for count in range(len(answer.cells) + 1)}  # "2 of 9 are hidden"
        found |= set().union(*(_of_cell(answer.metric, cell) for cell in answer.cells), set())
        if answer.view != "publishable":
            found |= numbers(wording.count(sum(cell.value or 0 for cell in answer.cells)))
    for metric_id in {answer.metric.id for answer in every}:
        then = a_year_before(asked, metric_id).figure(metric_id)
        now = asked.figure(metric_id)
        change = (
            changed(asked, now.metric, now.cells[0], then.cells[0])
            if then and then.cells and now.cells
            else None
        )
        found |= numbers(f"{in_words(change)} {in_short(change)}")
    return found


def _of_cell(metric: Metric, cell: Cell) -> set[str]:
    parts = [cell.label, cell.written, wording.blank_mark(cell)]
    parts += [
        wording.value(metric, value) for value in (cell.value, cell.low, cell.high) if value is not None
    ]
    parts += [wording.number(value, 1) for value in (cell.value, cell.low, cell.high) if value is not None]
    parts += [
        wording.count(n)
        for n in (cell.numerator, cell.denominator, cell.people, cell.unknown_count)
        if n is not None
    ]
    if cell.numerator is not None and cell.denominator is not None:
        parts.append(wording.count(cell.denominator - cell.numerator))
    if cell.unknown_count and cell.denominator is not None:
        parts.append(wording.part_of(cell.unknown_count, cell.unknown_count + cell.denominator))
    for ends in (cell.band or (), cell.quartiles or ()):
        parts += [wording.value(metric, end) for end in ends if end is not None]
    for _, *shares in (*cell.curve, *cell.curve_bands):
        parts += [wording.percent(share) for share in shares]
    parts += [wording.percent(share) for _, share in cell.curve] + [str(day) for day, *_ in cell.curve]
    return numbers(" ".join(parts)) | {str(day) for day in (3, 7, 14, 30)}


def answered(asked: Ask, view: View) -> tuple[Ask, Recorder]:
    return recorded(replace(asked, view=view))


@pytest.mark.sampled(3)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", SAYS)
def test_a_sentence_says_only_what_was_released(asked: Ask, page: str, view: View) -> None:
    question, recorder = answered(asked, view)
    said = str(SAYS[page](question))
    allowed = given(recorder.answers, replace(asked, view=view))
    allowed |= numbers(sentences.wording.plural(sentences.logs.people_talked_to(question) or 0, "contact"))
    if page == "interviews":  # three or more: two bands together
        bands = question.figure("interview_bands").cells
        allowed |= numbers(wording.percent(sum(cell.value or 0 for cell in bands[-2:])))
    if page == "home":  # who logged one besides those the share is of
        talks, reached = (
            question.figure(name).cells[0] for name in ("interview_volume", "participation_rate")
        )
        if view == "working" and talks.people is not None and reached.numerator is not None:
            allowed |= numbers(wording.count(talks.people - reached.numerator))
    allowed |= {str(len(sentences.logs.stopped_programs(question)))}
    assert numbers(said) <= allowed, said
    assert not re.search(r"(?:held|contacted) (?:Fewer|fewer|<)", said)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", DRAWS)
def test_a_chart_and_its_table_say_only_what_was_released(asked: Ask, name: str, view: View) -> None:
    question, recorder = answered(asked, view)
    made = DRAWS[name](question)
    allowed = given(recorder.answers, replace(asked, view=view))
    assert numbers(made.spec.reading) <= allowed, made.spec.reading
    labels = " ".join(label for series in made.spec.series for label in series.labels)
    merged = numbers(labels) - allowed  # categories put together, such as 0 and what follows
    assert not merged, (merged, labels)
    for row in made.table.rows:
        assert numbers(" ".join(cell for cell in row if isinstance(cell, str))) <= allowed, row


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", DRAWS)
def test_what_is_blank_or_of_few_has_no_number_anywhere(asked: Ask, name: str, view: View) -> None:
    question, recorder = answered(asked, view)
    made = DRAWS[name](question)
    main = recorder.answers[0] if recorder.answers else None
    assert main is not None
    for cell in (cell for answer in recorder.answers for cell in answer.cells):
        if cell.blank or cell.is_few:
            assert (cell.value, cell.low, cell.high, cell.band, cell.quartiles, cell.curve) == (None,) * 5 + (
                (),
            )
        if cell.is_few:
            assert "%" not in cell.label + cell.written
        if cell.blank is Blank.HIDDEN:
            assert (cell.numerator, cell.denominator, cell.people) == (None, None, None)
    for series in made.spec.series:
        for i, label in enumerate(series.labels):
            if re.fullmatch(r"\d+ of \d+|<\d+|hidden|not recorded|too early|no data|n/a", label):
                assert series.values[i] is None
                assert not series.low or series.low[i] is None


# -- cards on pages --------------------------------------------------------------------------------------------

# page -> figures; nobody wrote down which names were contacted
CARDS = {"home": 4, "outreach": 3, "interviews": 2, "referrals": 2, "outcomes": 2, "growth": 2}
OUTCOMES = "Career outcomes, class of 2026"  # with the knowledge rate, never apart
OTHER_TITLES = {OUTCOMES: "Career outcomes rate"}
SHOWN = {view: f"{name} view" for name, view in address.VIEWS.items()}


def with_outcomes(seed: int, students: int) -> dict[str, str]:
    """The same office with two classes of graduates, their pay and what a survey says before and after."""
    chance = random.Random(seed)
    reports = ["student_id | class_year | outcome_status | salary_usd | found_through | reported_on"]
    answers = ["response_id | student_id | responded_at | wave | clarity | confidence"]
    for n in range(students):
        status = chance.choice(("employed_full_time", "employed_full_time", "seeking_employment", "-"))
        if status != "-":
            is_employed = status == "employed_full_time"
            pay = str(chance.randrange(38, 90) * 1000) if is_employed and chance.random() < 0.7 else "-"
            way = chance.choice(("referral", "job_board", "-")) if is_employed else "-"
            year = chance.choice((2025, 2026))
            reports.append(
                f"s{n} | {year} | {status} | {pay} | {way} | {year}-{chance.choice(('08', '10'))}-05"
            )
        for wave, day in (("pre", "2026-09-01"), ("post", "2026-10-20")):
            answers.append(
                f"{n}{wave} | s{n} | {day} | {wave} | {chance.randrange(1, 6)} | {chance.randrange(1, 6)}"
            )
    return {
        **generated(seed, students),
        "first_destination": "\n".join(reports),
        "survey": "\n".join(answers),
    }


@pytest.fixture(scope="module", params=[1, 3], ids=lambda seed: f"{SIZES[seed]} students")
def graduated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp(f"graduates{request.param}")
    office(folder, **with_outcomes(request.param, SIZES[request.param]))
    return folder / "warehouse"


def cards_of(block: Any) -> Iterator[tuple[Any, str]]:
    """Each figure on a page, and the small words below it."""
    children = list(getattr(block, "children", {}).values())
    captions = " ".join(child.value for child in children if child.type == "caption")
    yield from ((child, captions.replace("\\", "")) for child in children if child.type == "metric")
    for child in children:
        yield from cards_of(child)


def changes(answers: Iterable[Released], asked: Ask) -> set[str]:
    """The numbers of every change between two answers of one figure."""
    pairs = [
        changed(asked, now.metric, cell, then_cell)
        for now, then in product(answers, repeat=2)
        if now.metric.id == then.metric.id
        for cell, then_cell in product(now.cells, then.cells)
        if cell.segment == then_cell.segment
    ]
    return numbers(" ".join(in_short(change) for change in pairs))


def released_of(answers: Iterable[Released], asked: Ask) -> set[str]:
    """Every number a card may say that was given these answers."""
    found = {"10", "30", "95"} | changes([answer for answer in answers if not answer.question.by], asked)
    every = [one for answer in answers for one in (answer, *answer.beside)]
    for answer in every:
        found |= numbers(" ".join((*answer.notes, *answer.pooled, str(answer.question.known_within_days))))
        for cell in answer.cells:
            ends = (end for end in (cell.value, cell.low, cell.high) if end is not None)
            written = " ".join(number_words(answer.metric, end) for end in ends)
            found |= _of_cell(answer.metric, cell) | numbers(written)
    return found


@pytest.mark.sampled(3)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", CARDS)
def test_a_card_says_only_what_was_released(
    graduated: Path, page: str, view: View, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[Released] = []
    figure = Ask.figure

    def noted(self: Ask, *wanted: Any, **more: Any) -> Released:
        answers.append(figure(self, *wanted, **more))
        return answers[-1]

    monkeypatch.setattr(Ask, "figure", noted)
    at = open_page(graduated, page, view=SHOWN[view])
    assert not at.exception
    found = list(cards_of(at.main))
    assert len(found) == CARDS[page]
    asked = Ask(Warehouse(graduated).published(), view=view)
    for card, below in found:
        own = [
            answer for answer in answers if OTHER_TITLES.get(card.label, card.label) == answer.metric.title
        ]
        beside = [
            answer for answer in answers if card.label == OUTCOMES and answer.metric.id == "knowledge_rate"
        ]
        allowed = released_of([*own, *beside], asked)
        assert own or "not published together with" in below
        assert numbers(f"{card.value} {card.delta}") <= allowed, (card.label, card.value, card.delta)
        assert numbers(below) <= allowed, (card.label, below)
        if card.value in (Blank.HIDDEN.mark, "<10"):
            assert not card.delta
            assert "interval" not in below
