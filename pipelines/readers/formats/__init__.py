"""What bytes are: encodings, dialects and workbooks, as numbered records of text."""
