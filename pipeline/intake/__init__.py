"""The inbox: which files are there, in what state, and whose they are."""
