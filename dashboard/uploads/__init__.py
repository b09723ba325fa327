"""A file on its way in, as the uploads page shows it."""
