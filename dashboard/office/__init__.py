"""What people do with the figures: items put away, figures released, targets, notes, saved views."""
