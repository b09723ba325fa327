"""What a page asks: its question, what the office has, what it wants."""
