"""The gate between an exact Result and anybody's eyes: question -> Released."""
