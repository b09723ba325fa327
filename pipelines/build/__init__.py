"""The record -> a published, immutable build of checked marts."""
