"""Growth: what students say changed between the two surveys."""

from dashboard.asking.facts import locked
from dashboard.figures import sentences
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import Card, cards, page_needs
from dashboard.widgets.declared import Group, chart
from dashboard.widgets.more import more_in_groups
from dashboard.widgets.plain_text import heading, note

CLARITY_BY_PROGRAM = chart(
    "clarity_change", by="program", key="clarity_by_program", title="Clarity by program"
)
SKILLS = chart("skill_change", key="skills")
GOAL = chart("goal_change_share", key="goal")

chosen = frame.ask()
asked = chosen if sentences.has_growth(chosen) else chosen.without_dates()
heading(*sentences.growth(asked))
page_needs(asked, "clarity_change", "confidence_change")
if asked is not chosen:
    note("In the dates chosen above nobody answered the second survey: shown are all dates.")
cards(asked, Card("clarity_change"), Card("confidence_change"))
# a survey that asks about no skill still has its programs to show
is_about_skills = not locked(asked.published, "skill_change")
leading, following = (SKILLS, CLARITY_BY_PROGRAM) if is_about_skills else (CLARITY_BY_PROGRAM, SKILLS)
panels.stacks(asked, (leading,), (GOAL,))
more_in_groups(
    asked,
    "growth",
    Group(
        "By interviews held",
        panels=(
            chart("clarity_change_mix", by="interviews_held", also=("clarity_change",), key="clarity_mix"),
            chart(
                "confidence_change_mix",
                by="interviews_held",
                also=("confidence_change",),
                key="confidence_mix",
            ),
            chart("goal_change_share", by="interviews_held", key="goal_by_interviews"),
            chart("clarity_change", by="interviews_held", key="clarity_by_interviews"),
        ),
    ),
    Group(
        "By group",
        panels=(
            following,
            chart(
                "confidence_change",
                by="is_first_generation",
                key="confidence_by_first_generation",
                title="Confidence by first generation",
            ),
        ),
    ),
)
