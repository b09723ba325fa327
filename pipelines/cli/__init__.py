"""The commands that need no dashboard."""
