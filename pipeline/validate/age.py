"""How old something is, in whole months."""

from datetime import date


def older_than(day: date, today: date, months: int) -> bool:
    """Whether more than so many months have passed since ``day``."""
    passed = (today.year - day.year) * 12 + today.month - day.month
    return (passed, today.day) > (months, day.day)
