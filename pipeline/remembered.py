"""How many answers a function remembers that is asked the same things in row after row."""

ANSWERS = 1 << 12
"""More than a province's workbook asks. Every child process remembers as much of some ten things: names, phones, sites,
years …; twice as much would take each ten megabytes."""
