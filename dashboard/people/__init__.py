"""What has names: lists, chains, messages, one student. Working view only."""
