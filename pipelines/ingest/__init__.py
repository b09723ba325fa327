"""A file on its way into the record: mapped, checked cell by cell in SQL, appended; and the ledger of what came in."""
