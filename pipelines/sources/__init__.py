"""What can be uploaded: eight sources, each a TOML file of columns, spellings and keys."""
