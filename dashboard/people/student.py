"""One student's story in words: a sentence, and what each row says. Pure; plain text out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.figures import wording
from pipelines.figures.student_story import Row, Story

STATUS = {
    "scheduled": "scheduled",
    "cancelled_by_student": "canceled by the student",
    "cancelled_by_contact": "canceled by the contact",
    "no_show": "no show",
}
GOAL = {
    "confirmed": "The conversations confirmed the goal.",
    "changed": "The conversations changed the goal.",
    "ruled_out": "The conversations ruled the goal out.",
    "unsure": "Still unsure about the goal.",
}
OUTCOME = {
    "employed_full_time": "Employed full-time",
    "employed_part_time": "Employed part-time",
    "employed_unspecified": "Employed",
    "volunteer_service": "In volunteer service",
    "military": "In the military",
    "continuing_education": "Continuing education",
    "seeking_employment": "Seeking employment",
    "seeking_continuing_education": "Seeking continuing education",
    "not_seeking": "Not seeking",
    "unknown": "Not known yet",
}


def held(story: Story) -> list[Row]:
    return [row for row in story.interviews if row["status"] == "held"]


def sentence(story: Story) -> str:
    """What the student has done, in one sentence; nothing recorded is said as that."""
    reached = [row for row in story.threads if row["started_on"]]
    talks = held(story)
    if not reached and not talks and not story.names:
        return "Nothing is recorded yet. Not recorded is not the same as not done."
    parts = []
    if reached:
        answered = sum(1 for row in reached if row["has_human_reply"] or row["first_interview_on"])
        since = min(row["started_on"] for row in reached)
        parts.append(
            f"contacted {wording.plural(len(reached), 'person', 'people')} since {wording.day(since)}"
            f" and heard back from {wording.count(answered)}"
        )
    if talks:
        parts.append(f"held {wording.plural(len(talks), 'interview')}")
    if story.names:
        waiting = sum(1 for row in story.names if not row["contacted_on"] and not row["is_already_known"])
        left = f", {wording.count(waiting)} of them not contacted yet" if waiting else ""
        parts.append(f"was given {wording.plural(len(story.names), 'name')}{left}")
    text = wording.listed(parts)
    return f"{text[:1].upper()}{text[1:]}."


def about(person: Row) -> str:
    """Who the student is, as the roster says it."""
    known = [
        person["student_id"],
        person["student_email"] if person["student_email"] != person["student_id"] else None,
        person["majors"],
        _known(person["college"]),
        f"Class of {person['class_year']}" if _known(person["class_year"]) else None,
        person["programs"],
    ]
    marks = []
    if not person["is_on_roster"]:
        marks.append("not on the roster")
    elif person["is_expected"]:
        marks.append("expected to log")
    elif not person["is_enrolled"] and person["left_on"]:
        marks.append(f"enrolled until {wording.day(person['left_on'])}")
    elif not person["is_enrolled"] and person["comes_on"]:
        marks.append(f"enrolled from {wording.day(person['comes_on'])}")
    return " · ".join(part for part in (*known, *marks) if part)


def _known(value: str | None) -> str | None:
    return None if value == "Unknown" else value


def reply(thread: Row) -> str:
    """What came back of a contact."""
    if thread["is_bounced"]:
        return "Bounced"
    if thread["is_declined"] and thread["has_human_reply"]:
        word = "Declined"
    elif thread["has_human_reply"]:
        word = "Replied"
    elif thread["first_interview_on"]:
        return "Interviewed"
    else:
        return "No reply" if thread["is_reply_known"] else "Not recorded"
    days = thread["reply_days"]
    return word if days is None else f"{word} after {wording.days(days)}" if days else f"{word} the same day"


def thank_you(interview: Row) -> str:
    """Whether the contact was thanked, as far as it is recorded."""
    if interview["status"] != "held":
        return ""
    days = interview["thank_you_days"]
    if days is not None:
        return "Thanked the same day" if not days else f"Thanked after {wording.days(days)}"
    return {"undated": "Thanked", "not_thanked": "Not thanked yet"}.get(
        interview["thank_you_state"] or "", ""
    )


def named(interview: Row) -> str:
    count = interview["people_named"]
    if interview["status"] != "held" or count is None:
        return ""
    return f"{wording.plural(count, 'name')} given" if count else "no name given"


def became(name: Row) -> str:
    """What became of a name."""
    if name["interviewed_on"]:
        return f"Interviewed {wording.day(name['interviewed_on'])}"
    if name["contacted_on"]:
        return f"Contacted {wording.day(name['contacted_on'])}"
    return "Already known" if name["is_already_known"] else "Not contacted yet"


def interview_line(interview: Row) -> str:
    """An interview in one line, after its day and contact."""
    parts = [
        STATUS.get(interview["status"], "") if not interview["is_result_missing"] else "result missing",
        named(interview),
        thank_you(interview).lower() if thank_you(interview) else "",
        wording.listed(
            wording.segment_value("came_of_it", kind).lower()
            for kind in interview["came_of_it"] or ()
            if kind != "none"
        ),
    ]
    return " · ".join(part for part in parts if part)


def outline(interviews: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """(generation, interview): each root in order, what it led to below it."""
    keys = {row["interview_key"] for row in interviews}
    below: dict[int | None, list[Row]] = {}
    for row in interviews:
        parent = row["parent_interview_key"]
        below.setdefault(parent if parent in keys else None, []).append(row)
    waiting = [(0, row) for row in reversed(below.get(None, []))]
    while waiting:
        depth, row = waiting.pop()
        yield depth, row
        waiting += [(depth + 1, child) for child in reversed(below.get(row["interview_key"], []))]
