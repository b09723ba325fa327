"""Small groups are counted together: three classes, a field of study, other majors; a blank names a cut that works."""

from __future__ import annotations

from pipelines.errors import QuestionError
from pipelines.figures.results import Cell, Question, Result
from pipelines.release.disclosure import Policy, nearest
from pipelines.release.pooling import Groups, pooling_plan, release_pooled
from tests.pipelines.release.tables import POLICY, metric

STUDENTS = [  # (majors, class): 12 + 4 + 5 + 4 students, one of them in two small majors
    *[(("Biology",), "2026")] * 12,
    *[(("Dance",), "2026")] * 3,
    (("Dance", "Music"), "2026"),
    *[(("Music",), "2026")] * 5,
    *[(("Greek",), "2026")] * 4,
    *[(("Latin",), "2025")] * 6,
]


MAJORS = ("Biology", "Dance", "Greek", "Latin", "Music", "Unknown")


OFFICE = Groups(("2024", "2025", "2026"), {"Dance": "Visual arts", "Music": "Visual arts", "Biology": "Life"})


def counted(question: Question) -> Result:
    """How many students there are, for any cut by major and class."""
    chosen: dict[str, set[str]] = {}
    for name, value in question.where:
        chosen.setdefault(name, set()).add(value)
    inside = [
        (majors, year)
        for majors, year in STUDENTS
        if chosen.get("major", set(majors)) & set(majors) and year in chosen.get("class_year", {year})
    ]
    segments: list[dict[str, str]] = [{}]
    if question.by == ("major",):
        segments = [{"major": major} for major in MAJORS if major in chosen.get("major", set(MAJORS))]
    elif question.by:
        raise QuestionError("Not by that.")
    cells = []
    for segment in segments:
        n = sum("major" not in segment or segment["major"] in majors for majors, _ in inside)
        cells.append(Cell(segment, float(n), float(n), None, n))
    figure = metric("count", "students", "student")
    return Result(figure, question, tuple(cells), "b", None, domains={"major": MAJORS} if question.by else {})


def test_small_majors_are_counted_together_by_field_and_then_as_other_majors() -> None:
    released = release_pooled(counted, Question(by=("major",)), POLICY, OFFICE)
    shown = {cell.segment["major"]: cell.label for cell in released.cells}
    assert shown == {"Biology": "10", "Other majors": "20", "Unknown": "Fewer than 10 students"}
    assert pooling_plan(counted(Question(by=("major",))), POLICY, OFFICE) == {
        "major": {"Other in Visual arts": ("Dance", "Music")}
    }
    assert released.pooled == ("“Other majors” holds 4 smaller majors.",)


def test_a_student_of_two_small_majors_counts_once_in_their_pool() -> None:
    pool = release_pooled(counted, Question(by=("major",)), Policy(k=8), OFFICE)
    visual = next(cell for cell in pool.cells if cell.segment["major"] == "Other in Visual arts")
    assert visual.people == nearest(9, 5)  # 4 in Dance, 6 in Music, one of them in both


def test_one_class_too_small_is_counted_with_the_two_before_it_and_the_figure_says_so() -> None:
    released = release_pooled(counted, Question(where=(("class_year", "2025"),)), POLICY, OFFICE)
    assert released.cells[0].is_withheld  # 2024 and 2025 together have 6
    assert released.notes == ("Fewer than 10 students. Without the filter on class it works.",)
    newest = Question(where=(("class_year", "2026"), ("major", "Greek"), ("major", "Latin")))
    pooled = release_pooled(counted, newest, POLICY, OFFICE)
    assert pooled.cells[0].people == 10
    assert pooled.pooled == ("The classes of 2024, 2025 and 2026 are counted together.",)
