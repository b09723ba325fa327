"""One student's whole story on one page, and a box to find them. Working view only."""

import streamlit as st

from dashboard.people import chains, working_view
from dashboard.people import student as words
from dashboard.people.lists import about, kinds_of, since_when
from dashboard.widgets import find_student, frame, rows_dialog
from dashboard.widgets.frame import PageDone
from dashboard.widgets.plain_text import heading, note
from dashboard.widgets.students import outline
from dashboard.widgets.table_height import table_height
from pipelines.figures import wording
from pipelines.figures.student_story import Story

LONG = 12  # rows a table shows before it scrolls
MOST_INTERVIEWS = 40  # that need no folding

asked = frame.ask()
rows_dialog.close()


def due(student: str) -> None:
    """What of the lists is about this student, whatever the dates."""
    everything = asked.without_dates().everybody()
    mine = [
        (kind, item)
        for kind in kinds_of(asked.published)
        if kind.id != "none_recorded"
        for item in working_view.follow_through_list(everything, kind.id)
        if item.student_id == student
    ]
    if not mine:
        return
    with st.container(border=True, gap="xsmall"):
        st.header("Due", anchor=False)
        for kind, item in mine:
            what, whom, when = st.columns([22, 50, 28], vertical_alignment="center")
            what.text(kind.title)
            whom.text(about(item) or "–")
            when.text(since_when(item))


def rows_table(title: str, columns: dict[str, list[object]], key: str, empty: str) -> None:
    st.header(title, anchor=False)
    if not next(iter(columns.values())):
        note(empty)
        return
    kept = {name: cells for name, cells in columns.items() if any(cell not in (None, "") for cell in cells)}
    with st.container(key=f"named_{key}"):
        st.dataframe(
            kept,
            hide_index=True,
            height=table_height(len(next(iter(kept.values()))), LONG),
            placeholder="",
            column_config={
                name: st.column_config.DateColumn(format="MMM D, YYYY")
                for name in kept
                if name.endswith(" on")
            },
            alt=title,
        )


def contacts(story: Story) -> None:
    rows_table(
        "Contacts",
        {
            "Contact": [row["contact"] for row in story.threads],
            "Employer": [row["employer"] for row in story.threads],
            "How found": [wording.segment_value("channel", row["channel"]) for row in story.threads],
            "First contacted on": [row["started_on"] for row in story.threads],
            "Touches": [row["touch_count"] or None for row in story.threads],
            "Last touch on": [
                row["last_touch_on"] if row["touch_count"] > 1 else None for row in story.threads
            ],
            "Reply": [words.reply(row) for row in story.threads],
            "Interviewed on": [row["first_interview_on"] for row in story.threads],
        },
        "contacts",
        "No outreach is recorded.",
    )


def interviews(story: Story) -> None:
    """In order, what an interview led to below it."""
    st.header("Interviews", anchor=False)
    if not story.interviews:
        note("No interview is recorded. Not recorded is not the same as not done.")
    lines = list(words.outline(story.interviews))
    is_long = len(lines) > MOST_INTERVIEWS
    everything = f"Show all {wording.plural(len(lines), 'interview')}"
    is_folded = is_long and not st.toggle(everything, key="all_interviews")
    levels = chains.levels_in(lines, MOST_INTERVIEWS) if is_folded else len(lines)
    outline(
        (one.depth, one.row["held_on"], one.row["contact"], one.row["employer"], interview_words(one))
        for one in chains.folded(lines, levels)
    )


def interview_words(one: chains.Branch) -> str:
    """An interview's line, and how many that it led to are folded below it."""
    more = f"led to {wording.count(one.folded)} more" if one.folded else ""
    return " · ".join(part for part in (words.interview_line(one.row), more) if part)


def names(story: Story) -> None:
    rows_table(
        "Names given",
        {
            "Name": [row["contact"] for row in story.names],
            "Employer": [row["employer"] for row in story.names],
            "Named by": [row["referrer"] for row in story.names],
            "Named on": [row["named_on"] for row in story.names],
            "Permission": [
                {True: "Yes", False: "No", None: None}[row["has_permission"]] for row in story.names
            ],
            "What became of it": [words.became(row) for row in story.names],
        },
        "names",
        "No name is recorded.",
    )


def growth(story: Story) -> None:
    st.header("Growth", anchor=False)
    if story.goal:
        st.text(words.GOAL.get(story.goal["goal_change"], ""))
    if not story.growth:
        note("No pair of surveys, before and after, is recorded.")
        return
    st.dataframe(
        {
            "Topic": [row["topic"].capitalize() for row in story.growth],
            "Scale": [row["scale"].replace("-", wording.DASH) for row in story.growth],
            "Before": [row["pre"] for row in story.growth],
            "After": [row["post"] for row in story.growth],
            "Change": [wording.points(row["change"]).removesuffix(" points") for row in story.growth],
        },
        hide_index=True,
        height=table_height(len(story.growth), LONG),
        alt="Answers before and after",
    )


def outcome(story: Story) -> None:
    st.header("Outcome", anchor=False)
    row = story.outcome
    if row is None:
        note("No graduation on record.")
        return
    job = " at ".join(part for part in (row["job_title"], row["employer"]) if part)
    way_found = (
        wording.segment_value("found_through", row["found_through"]).lower() if row["found_through"] else ""
    )
    st.text(words.OUTCOME[row["outcome_status"]] + (f": {job}" if job else ""))
    details = [
        f"Class of {row['class_year']}" if row["class_year"] != "Unknown" else "",
        f"accepted {wording.day(row['accepted_on'])}" if row["accepted_on"] else "",
        f"found through {way_found}" if way_found else "",
        "expected graduate, no degree log yet" if row["is_preliminary"] else "",
    ]
    note(" · ".join(part for part in details if part))


def page(story: Story) -> None:
    person = story.person
    heading(person["student"], words.sentence(story))
    st.text(words.about(person))
    note("Filters and dates are not used here: this is the whole story.")
    due(person["student_id"])
    interviews(story)
    names(story)
    contacts(story)
    left, right = st.columns(2, gap="large")
    with left:
        growth(story)
    with right:
        outcome(story)
    st.divider()
    find_student.box(asked)


if asked.view != "working":
    heading("One student's page is part of the working view only")
    note("Choose “Working view” at the top right to see it.")
    raise PageDone

wanted = st.query_params.get("student", "").strip()
story = working_view.student_story(asked, wanted) if wanted else None
if story:
    page(story)
else:
    heading("Find a student", "One student's whole story on one page.")
    if wanted:
        st.warning("This office has no student with that ID.", icon=":material/person_off:")
        st.text(wanted[:200])
    find_student.box(asked)
