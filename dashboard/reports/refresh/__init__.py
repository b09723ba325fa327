"""Somebody's own presentation or document, filled in again: what is ours or marked changes, the rest stays as it is."""
