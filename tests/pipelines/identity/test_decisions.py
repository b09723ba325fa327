"""Decisions: what they change, that undoing gives back what was, and that their order says nothing."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.build.build import build
from pipelines.errors import UserError
from pipelines.figures.measure import measure
from pipelines.figures.results import Question
from pipelines.identity import decisions
from pipelines.store import warehouse as stores
from pipelines.store.warehouse import Warehouse, fetch, migrations

JANE = ("student:name:jane moss", "student:a1")
TOM = ("student:tom.kim@example.com", "student:b2")
BANK = ("employer:u s bank", "employer:us bank")
EY = ("employer:ey llp", "employer:ernst young")
BILL = ("contact:n:bill gray|ernst young", "contact:n:william gray|ernst young")
GRAY = ("contact:n:william gray|ernst young", "contact:e:wgray@ey.example.com")
DECIDABLE = (JANE, TOM, BANK, EY, BILL, GRAY)


def figures(warehouse: Warehouse) -> dict[str, Any]:
    """What the marts and a few figures say, people by the names they go by, never by a build's numbers."""
    published = warehouse.published()
    told: dict[str, Any] = {
        name: published.query(f"select * from ({sql}) order by all")
        for name, sql in {
            "students": "select student_id, student_email, is_on_roster, has_logged from marts.students",
            "contacts": "select key, name, email, employer, industry, linkedin_url from marts.contacts",
            "threads": "select s.student_id, c.key, t.channel, t.industry, t.started_on, t.touch_count,"
            " t.first_interview_on from marts.threads t join marts.students s using (student_key)"
            " join marts.contacts c using (contact_key)",
            "interviews": "select s.student_id, c.key, i.held_on, i.people_named from marts.interviews i"
            " join marts.students s using (student_key) join marts.contacts c using (contact_key)",
            "graduates": "select s.student_id, g.employer, g.employer_industry, g.job_group, g.interviews_count"
            " from marts.graduates g join marts.students s using (student_key)",
        }.items()
    }
    for metric in ("interviews_per_student", "participation_rate", "referral_yield", "response_rate"):
        told[metric] = [
            (c.value, c.numerator, c.denominator) for c in measure(published, metric, Question()).cells
        ]
    return told


def decided(warehouse: Warehouse, *pairs: tuple[str, str]) -> dict[str, Any]:
    for left, right in pairs:
        decisions.same(warehouse, left, right)
    build(warehouse)
    return figures(warehouse)


def test_a_student_known_by_name_stays_apart_until_somebody_says_who_she_is(office: Warehouse) -> None:
    before = {row["student_id"]: row["is_on_roster"] for row in figures(office)["students"]}
    assert before == {
        "a1": True,
        "b2": True,
        "c3": True,
        "d4": True,
        "Jane Moss": False,
        "Ann Lee": False,
        None: False,
    }
    after = decided(office, JANE)
    assert "Jane Moss" not in {row["student_id"] for row in after["students"]}
    assert [row["held_on"].isoformat() for row in after["interviews"] if row["student_id"] == "a1"] == [
        "2026-09-03",
        "2026-09-01",
    ]


def test_one_employer_under_several_names_joins_its_contacts_and_outcomes(office: Warehouse) -> None:
    before = figures(office)
    assert {row["employer"] for row in before["graduates"]} == {"U.S. Bank", "EY LLP", "Calder"}
    after = decided(office, EY, BANK)
    assert {row["employer"] for row in after["graduates"]} == {"US Bank", "Ernst & Young", "Calder"}
    grays = [row["key"] for row in after["contacts"] if row["name"] == "William Gray"]
    assert grays == [
        "contact:e:wgray@ey.example.com"
    ]  # the same name at the one employer is the same contact
    assert sum(row["name"] == "Rosa Diaz" for row in after["contacts"]) == 1


def test_industry_is_the_rows_own_else_the_sector_of_the_employer_else_unknown(office: Warehouse) -> None:
    industries = {row["name"]: row["industry"] for row in figures(office)["contacts"] if row["email"] is None}
    assert industries["Omar Haddad"] == "Unknown"
    assert industries["Rosa Diaz"] == "Finance and Insurance"
    sector = ("employer:calder", "sector:31-33")
    after = decided(office, sector)
    assert {r["industry"] for r in after["contacts"] if r["name"] == "Omar Haddad"} == {"Manufacturing"}
    groups = {row["student_id"]: (row["employer_industry"], row["job_group"]) for row in after["graduates"]}
    finance = "Business and Financial Operations Occupations"
    assert groups["Ann Lee"] == ("Professional, Scientific, and Technical Services", finance)
    assert groups["b2"] == ("Finance and Insurance", finance)
    assert groups["c3"] == ("Manufacturing", "Unknown")


def test_a_contact_decided_on_is_one_contact_with_both_ways_of_writing(office: Warehouse) -> None:
    after = decided(office, BILL)
    mine = [row for row in after["threads"] if row["student_id"] == "a1" and "gray" in row["key"]]
    assert [(row["touch_count"], row["first_interview_on"].isoformat()) for row in mine] == [
        (1, "2026-09-01")
    ]


def test_a_profile_address_found_elsewhere_is_noted_and_goes_with_the_decision(office: Warehouse) -> None:
    found = ("contact:n:omar haddad|calder", "contact:u:linkedin.com/in/omarh")
    after = decided(office, found)
    assert {r["linkedin_url"] for r in after["contacts"] if r["name"] == "Omar Haddad"} == {
        "linkedin.com/in/omarh"
    }
    decisions.undo(office, 1)
    build(office)
    assert {r["linkedin_url"] for r in figures(office)["contacts"] if r["name"] == "Omar Haddad"} == {None}


def test_undoing_every_decision_returns_to_the_very_same_build(office: Warehouse) -> None:
    build_before, before = office.current_build(), figures(office)
    changed = decided(office, *DECIDABLE)
    assert changed != before
    for one in decisions.decisions(office):
        decisions.undo(office, one.decision_id)
    assert build(office).build == build_before
    assert figures(office) == before


def test_the_order_of_decisions_never_matters(office: Warehouse) -> None:
    told = []
    for order in list(permutations((EY, BILL, GRAY)))[::2]:
        told.append((decided(office, *order), office.current_build()))
        for one in decisions.decisions(office):
            decisions.undo(office, one.decision_id)
        build(office)
    assert all(one == told[0] for one in told)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.permutations(DECIDABLE), count=st.integers(1, 6), kept=st.integers(0, 6))
def test_figures_are_those_of_the_decisions_that_stand(
    office: Warehouse, chosen: list[tuple[str, str]], count: int, kept: int
) -> None:
    made = [decisions.same(office, *pair) for pair in chosen[:count]]
    for one in made[kept:]:
        decisions.undo(office, one.decision_id)
    name = build(office).build
    stands = sorted((one.left_key, one.right_key) for one in made[:kept])
    assert _SEEN.setdefault(tuple(stands), figures(office)) == figures(office)
    for one in made:
        decisions.undo(office, one.decision_id)
    assert (build(office).build == name) == (not stands)
    assert _SEEN.setdefault((), figures(office)) == figures(office)


_SEEN: dict[tuple[tuple[str, str], ...], dict[str, Any]] = {}


def test_deciding_twice_is_deciding_once(office: Warehouse) -> None:
    first = decisions.same(office, *EY)
    assert decisions.same(office, *reversed(EY)) == first
    assert decisions.same(office, *JANE) == decisions.same(office, *JANE)
    assert len(decisions.decisions(office)) == 2


def test_of_two_students_the_one_on_the_roster_gives_the_name(office: Warehouse) -> None:
    made = decisions.same(office, JANE[1], JANE[0])
    assert (made.left_key, made.right_key) == JANE


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("student:a1", "student:b2", "one of them not on the roster"),
        ("student:a1", "contact:e:x@example.com", "cannot be the same one"),
        ("employer:nobody at all", "employer:us bank", "No employer in this office"),
        ("contact:n:nobody|nowhere", BILL[0], "No contact in this office"),
        ("somebody", "student:a1", "not a key"),
        ("employer:calder", "sector:99", "There is no such sector"),
    ],
)
def test_what_cannot_be_decided_is_said(office: Warehouse, left: str, right: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        decisions.same(office, left, right)
    assert decisions.decisions(office) == []


def test_decisions_that_stand_never_contradict_each_other(office: Warehouse) -> None:
    decisions.same(office, *BILL)
    decisions.apart(office, BILL[0], GRAY[1])
    with pytest.raises(UserError, match="identity undo 2"):
        decisions.same(office, *GRAY)
    with pytest.raises(UserError, match="the two are the same"):
        decisions.apart(office, *BILL)
    decisions.same(office, *JANE)
    with pytest.raises(UserError, match="identity undo 3"):
        decisions.same(office, JANE[0], "student:b2")
    decisions.undo(office, 2)
    assert decisions.same(office, *GRAY).decision_id == 4
    with pytest.raises(UserError, match="no decision 9"):
        decisions.undo(office, 9)


def test_a_decision_about_somebody_who_comes_onto_the_roster_later_steps_aside(
    office: Warehouse, tmp_path: Path
) -> None:
    from tests.offices import take_in

    decided(office, TOM)
    later = "student_id | email | first_name | last_name\ntom.kim@example.com | - | Tomás | Kim\n"
    take_in(office, tmp_path / "later", {"roster": later})
    build(office)
    assert any(
        row["student_id"] == "tom.kim@example.com" and row["is_on_roster"]
        for row in figures(office)["students"]
    )


def test_a_record_of_the_first_version_gains_the_table_and_keeps_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    steps = migrations()
    with monkeypatch.context() as patch:
        patch.setattr(stores, "migrations", lambda: {1: steps[1]})
        with warehouse.recording("testing") as connection:
            connection.execute(
                "insert into record.interview_log (import_id, row_number, row_key, is_retired, student_id)"
                " values (1, 2, 3, false, 'a1')"
            )
    with warehouse.recording("testing") as connection:
        assert fetch(connection, "select student_id, student_name from record.interview_log") == [
            {"student_id": "a1", "student_name": None}
        ]
        assert fetch(connection, "select count(*) as n from record.decisions") == [{"n": 0}]
    assert [path.name[:10] for path in (warehouse.folder / "backups").iterdir()] == ["record-v1-"]


@given(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=12), st.randoms()
)
def test_what_is_linked_does_not_depend_on_the_order_of_links(
    links: list[tuple[str, str]], chance: Any
) -> None:
    shuffled = [link[:: chance.choice((1, -1))] for link in chance.sample(links, len(links))]
    assert decisions.linked_keys(links) == decisions.linked_keys(shuffled)
