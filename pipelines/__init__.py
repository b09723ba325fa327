"""From an advisor's files to figures she can trust: read, map, validate, record, build, measure, release."""
