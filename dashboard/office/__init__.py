"""What people do with the figures: names put away, figures released, targets, notes, saved views."""
