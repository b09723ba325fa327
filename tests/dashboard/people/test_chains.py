"""Chains: what an interview led to, picked and told; names in the working view only."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.people import chains
from dashboard.people.student import outline
from dashboard.widgets.students import outline_html
from pipelines.figures.measure import measure
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import Open
from tests.dashboard.test_pages import words
from tests.offices import office

# Ann named Bob and Cy; Bob named Di. Eve and Fay named each other; Gus was named by Hal, who was never interviewed.
FILES = {
    "interview_log": """
    student_id | contact_name | contact_email | held_on    | referred_contacts
    a1         | Ann          | ann@x.org     | 2026-09-01 | Bob;Cy
    a1         | Bob          | -             | 2026-09-10 | di@x.org
    a1         | Cy           | -             | 2026-09-12 | -
    a1         | Di           | di@x.org      | 2026-10-01 | -
    a1         | Gus          | -             | 2026-10-02 | Ida
    a1         | Ida          | -             | 2026-10-09 | -
    b2         | Eve          | -             | 2026-09-02 | Fay
    b2         | Fay          | -             | 2026-09-20 | Eve
    b2         | Di           | di@x.org      | 2026-10-05 | -
    c3         | Ann          | ann@x.org     | 2026-10-06 | -
    """,
    "referral_log": """
    student_id | referrer | referred_name | referred_on
    a1         | Hal      | Gus           | 2026-09-25
    """,
}


def found(folder: Path) -> list[chains.Chain]:
    return chains.read(office(folder, **FILES), ())


def test_a_chain_holds_what_followed_for_the_same_student_longest_first(tmp_path: Path) -> None:
    first, *rest = found(tmp_path)
    assert [(depth, row["contact"]) for depth, row in outline(first.interviews)] == [
        (0, "Ann"),
        (1, "Bob"),
        (2, "Di"),
        (1, "Cy"),
    ]
    assert chains.title(first) == "a1: Ann, Sep 1, 2026 (4 interviews, 2 generations)"
    assert chains.by_generation(first) == "Interviews by generation: 1, 2, 1"
    assert [chain.root["contact"] for chain in rest] == ["Gus", "Eve"]


def test_a_sentence_counts_what_followed(tmp_path: Path) -> None:
    told = chains.sentence(found(tmp_path))
    assert told == "3 interviews led to 5 further ones; the longest chain runs 2 generations deep."
    assert chains.sentence([]).startswith("No interview in these dates led to another")


def test_links_across_students_are_told_and_never_counted(tmp_path: Path) -> None:
    first = found(tmp_path)[0]
    told = {row["contact"]: chains.remarks(row) for row in first.interviews}
    assert told["Di"] == "also interviewed by 1 other student"
    assert told["Ann"] == "2 names given · also interviewed by 1 other student"


def test_contacts_who_referred_each_other_and_roots_without_their_referrer_are_flagged(
    tmp_path: Path,
) -> None:
    told = {row["contact"]: chains.remarks(row) for chain in found(tmp_path) for row in chain.interviews}
    assert "the two contacts referred each other" in told["Fay"]
    assert "referred by somebody with no earlier interview on record" in told["Gus"]
    assert "no earlier interview" not in told["Ida"]
    assert "no earlier interview" not in told["Eve"]  # Fay, who named her later, is on record


def test_only_whoever_named_the_contact_first_leads_on(tmp_path: Path) -> None:
    published = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | held_on    | referred_contacts
        a1         | Ann          | 2026-09-01 | Dan
        a1         | Dan          | 2026-09-20 | -
        """,
        referral_log="""
        student_id | referrer | referred_name | referred_on
        a1         | Hal      | Dan           | 2026-08-25
        """,
    )
    # Hal did, and was never interviewed: Dan is a root, though Ann named him too
    assert chains.read(published, ()) == []
    assert published.query("select is_orphan from marts.chains order by started_on") == [
        {"is_orphan": False},
        {"is_orphan": True},
    ]


def test_the_explorer_and_the_figure_tell_the_same_chains(sample_folder: Path) -> None:
    published = Warehouse(sample_folder).published()
    grown = Counter(min(chain.generations, 4) for chain in chains.read(published, ()))
    cells = measure(published, "chain_depth").cells
    counted = {cell.segment["generations"]: cell.numerator for cell in cells}
    assert {"1": grown[1], "2": grown[2], "3": grown[3], "4+": grown[4]} == {
        depth: counted[depth] for depth in ("1", "2", "3", "4+")
    }


def test_every_interview_of_the_sample_office_is_in_one_chain_at_most(sample_folder: Path) -> None:
    keys = [
        row["interview_key"]
        for chain in chains.read(Warehouse(sample_folder).published(), ())
        for row in chain.interviews
    ]
    assert len(keys) == len(set(keys)) > 100


def test_the_dates_select_chains_by_their_root(tmp_path: Path) -> None:
    published = office(tmp_path, **FILES)
    assert [chain.root["contact"] for chain in chains.read(published, (), date(2026, 10, 1))] == ["Gus"]


def test_the_page_lets_one_pick_a_chain(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, **FILES)
    at = open_page(tmp_path / "warehouse", "chains", dates="All dates")
    assert not at.exception
    assert [name for name in ("Ann", "Bob", "Di", "Cy", "Fay") if f"<b>{name}</b>" in tree(at)] == [
        "Ann",
        "Bob",
        "Di",
        "Cy",
    ]
    at.selectbox(key="chain_picked").select_index(2).run()
    assert "<b>Fay</b>" in tree(at)
    at.text_input(key="chain_search").set_value("gus").run()
    assert len(at.selectbox(key="chain_picked").options) == 1
    assert "<b>Gus</b>" in tree(at)
    at.text_input(key="chain_search").set_value("nobody").run()
    assert "No chain has all of that" in words(at)
    at.text_input(key="chain_search").set_value("").run()
    assert len(at.selectbox(key="chain_picked").options) == 3
    assert not at.exception


def tree(at: AppTest) -> str:
    """The chain that is shown, as HTML; "" where none is."""
    return "".join(one.proto.body for one in at.get("html") if 'class="outline"' in one.proto.body)


def test_a_long_chain_is_folded_until_all_of_it_is_asked_for(open_page: Open, tmp_path: Path) -> None:
    rows = [f"a1 | P{n} | 2026-09-{n + 1:02} | P{n + 1}" for n in range(14)]
    log = "\n".join(["student_id | contact_name | held_on | referred_contacts", *rows])
    office(tmp_path, interview_log=log)
    at = open_page(tmp_path / "warehouse", "chains", dates="All dates")
    assert tree(at).count("<li>") == 12
    assert "led to 2 more" in tree(at)
    at.text_input(key="chain_search").set_value("p9").run()
    assert tree(at).count("<li>") == 10
    next(one for one in at.toggle if one.label == "Show all 14 interviews").set_value(True).run()
    assert tree(at).count("<li>") == 14
    assert not at.exception


def branching(*shape: str) -> list[tuple[int, chains.Row]]:
    """("0 Ann", "1 Bob"): interviews in order, each with its generation."""
    return [
        (int(depth), {"student": "Kim", "contact": name, "employer": None, "people_named": None,
                      "other_students": 0, "is_mutual": False, "is_orphan": False})
        for depth, name in (one.split() for one in shape)
    ]  # fmt: skip


LONG = branching("0 Ann", "1 Bob", "2 Cy", "3 Di", "2 Eve", "1 Fay", "1 Gus", "2 Hal")


def shown(branches: list[chains.Branch]) -> list[str]:
    return [f"{one.depth} {one.row['contact']} {one.folded}" for one in branches]


def test_as_many_levels_are_shown_as_a_page_can_bear_and_two_at_least() -> None:
    deep = [(depth, {}) for depth in (0, 1, 2, 2, 3, 3, 3, 3)]
    assert [chains.levels_in(deep, most) for most in (8, 7, 4, 3, 1)] == [4, 3, 3, 2, 2]
    assert chains.levels_in([], 12) == 2


def test_a_long_chain_shows_its_first_levels_and_how_many_stand_below() -> None:
    assert shown(chains.folded(LONG, 2)) == ["0 Ann 0", "1 Bob 3", "1 Fay 0", "1 Gus 1"]
    assert shown(chains.folded(LONG, 1)) == ["0 Ann 7"]
    assert shown(chains.folded(LONG, 9)) == [f"{depth} {row['contact']} 0" for depth, row in LONG]
    assert chains.branch_remarks(chains.folded(LONG, 2)[1]) == "led to 3 more"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("di", ["0 Ann 3", "1 Bob 1", "2 Cy 0", "3 Di 0"]),
        ("HAL kim", ["0 Ann 5", "1 Gus 0", "2 Hal 0"]),
        ("bob", ["0 Ann 3", "1 Bob 3"]),
        ("nobody", []),
        ("kim", [f"{depth} {row['contact']} 0" for depth, row in LONG]),
        ("", [f"{depth} {row['contact']} 0" for depth, row in LONG]),
    ],
)
def test_what_is_searched_for_is_shown_with_what_led_to_it(words: str, found: list[str]) -> None:
    assert shown(chains.on_the_way(LONG, words)) == found


def test_of_two_that_were_found_each_has_its_own_way() -> None:
    two = branching("0 Ann", "1 Bob", "2 Hit", "3 Cy", "1 Di", "2 Eve", "3 Hit", "1 Fay")
    assert shown(chains.on_the_way(two, "hit")) == [
        "0 Ann 1",
        "1 Bob 0",
        "2 Hit 1",
        "1 Di 0",
        "2 Eve 0",
        "3 Hit 0",
    ]


def test_the_tree_is_lists_in_lists_with_everything_escaped() -> None:
    day = date(2026, 9, 1)
    lines = [
        (0, day, "<b>Ann</b>", "A & B", ""),
        (1, day, "Bob", None, "<i>x"),
        (2, day, "Cy", None, ""),
        (1, day, "Di", None, ""),
    ]
    assert outline_html(lines) == (
        '<div class="outline"><ul><li><p><b>&lt;b&gt;Ann&lt;/b&gt;</b> · A &amp; B · Sep 1, 2026</p>'
        "<ul><li><p><b>Bob</b> · Sep 1, 2026<small>&lt;i&gt;x</small></p>"
        "<ul><li><p><b>Cy</b> · Sep 1, 2026</p></li></ul></li>"
        "<li><p><b>Di</b> · Sep 1, 2026</p></li></ul></li></ul></div>"
    )
    assert outline_html([]) == ""
    deep = outline_html((depth, day, "x", None, "") for depth in (0, 1, 2, 3, 0, 2))
    assert deep.count("<ul>") == deep.count("</ul>") == 5
    assert deep.count("<li>") == deep.count("</li>") == 6


@pytest.mark.parametrize("view", ["Internal view", "Publishable view"])
def test_single_chains_are_part_of_the_working_view_only(view: str, open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, **FILES)
    at = open_page(tmp_path / "warehouse", "chains", view=view)
    assert not at.exception
    assert not tree(at)
    assert "working view only" in words(at)


def test_before_anything_led_to_anything_the_page_says_so(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, interview_log="student_id | contact_name | held_on\na1 | Ann | 2026-09-01\n")
    at = open_page(tmp_path / "warehouse", "chains")
    assert not at.exception
    assert "No interview in these dates led to another" in words(at)
