"""Documentation printed from the definitions."""
