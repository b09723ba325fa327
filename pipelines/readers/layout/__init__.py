"""What records are: where a table starts and ends, what its header is, which rows are no records."""
