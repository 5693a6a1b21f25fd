"""Phone cells: text -> numbers. A Thai grammar first, phonenumbers as the authority on each single number."""

from pipeline.interpret.phone.number import PhoneNumber, display, uris
from pipeline.interpret.phone.reading import read_phone

__all__ = ["PhoneNumber", "display", "read_phone", "uris"]
