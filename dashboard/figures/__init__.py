"""What pages say and show of figures, for an ask: exhibits, comparisons, sentences."""
