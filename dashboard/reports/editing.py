"""Changes to a plan, as a person makes them: a chart more, a section moved, one taken out. Each gives a new plan."""

from __future__ import annotations

from dataclasses import replace

from dashboard.reports.plan import MOST_SECTIONS, Conditions, Plan, Section, panel_of, typed
from pipelines.errors import UserError


def new_plan(title: str) -> Plan:
    """A report without anything in it yet. It can be kept when it has a section."""
    return Plan("", typed(title) or "Our report", "", "year", ())


def with_chart(plan: Plan, chart: str, where: Conditions = ()) -> Plan:
    """With a chart at its end: in the last section where that has the same filters, else in one of its own."""
    last = plan.sections[-1] if plan.sections else None
    if last is not None and last.where == where:
        if chart in last.charts:
            return plan
        return replace(plan, sections=(*plan.sections[:-1], replace(last, charts=(*last.charts, chart))))
    return with_section(plan, Section(panel_of(chart).title, charts=(chart,), where=where))


def with_section(plan: Plan, section: Section) -> Plan:
    """With a section at its end. Raises UserError where it has as many as a report may have."""
    if len(plan.sections) >= MOST_SECTIONS:
        raise UserError(
            f"A report has at most {MOST_SECTIONS} sections. Take one out, or begin another report."
        )
    return replace(plan, sections=(*plan.sections, section))


def moved(plan: Plan, place: int, step: int) -> Plan:
    """With a section so many places further down, up where that is less than nothing; at an end it stays there."""
    sections = list(plan.sections)
    section = sections.pop(place)
    sections.insert(min(max(place + step, 0), len(sections)), section)
    return replace(plan, sections=tuple(sections))


def without(plan: Plan, place: int) -> Plan:
    return replace(plan, sections=plan.sections[:place] + plan.sections[place + 1 :])


def changed(plan: Plan, place: int, section: Section) -> Plan:
    """With another section in the place of one."""
    return replace(plan, sections=(*plan.sections[:place], section, *plan.sections[place + 1 :]))
