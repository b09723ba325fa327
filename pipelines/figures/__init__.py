"""What is measured, and measuring it: a question of a published build -> an exact Result."""
