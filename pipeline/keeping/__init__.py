"""What is kept, and that it is whole: the proof of the ledger, backups, and the end of originals past their time."""
