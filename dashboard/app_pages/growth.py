"""Growth: what students say changed between the two surveys."""

from dashboard.asking.facts import locked
from dashboard.figures import sentences
from dashboard.figures.declared import Group
from dashboard.figures.panel_catalog import shown
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import Card, cards, page_needs
from dashboard.widgets.more import more_in_groups
from dashboard.widgets.plain_text import heading

CLARITY_BY_PROGRAM, SKILLS, GOAL = shown("clarity_by_program", "skills", "goal")

NOBODY_THEN = "Nobody answered the second survey in the dates chosen above, so all dates are shown."

chosen = frame.ask()
asked = chosen if sentences.has_growth(chosen) else chosen.without_dates()
says, lede = sentences.growth(asked)
of_others = "" if asked is chosen else NOBODY_THEN
heading(says, " ".join(filter(None, (lede, of_others))))
page_needs(asked, "clarity_change", "confidence_change")
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
        panels=shown("clarity_mix", "confidence_mix", "goal_by_interviews", "clarity_by_interviews"),
    ),
    Group("By group", panels=(following, *shown("confidence_by_first_generation"))),
)
