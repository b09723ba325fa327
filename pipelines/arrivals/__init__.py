"""Files that arrive by themselves: a folder another program fills, taken in by what the office has decided before."""
