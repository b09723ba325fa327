"""From an advisor's files to figures she can trust: read, map, check, record, build, measure, release."""
