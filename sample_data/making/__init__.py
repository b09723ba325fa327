"""How the sample office is made: words, people, activity, outcomes, files, and the figures they should give.

Everything here is invented. Every draw comes from a seeded generator, so the same seed makes the same bytes.
"""
