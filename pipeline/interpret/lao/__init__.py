"""Which LAO a row is about: code, type, name and district of a row -> one LAO of the register, and what was noticed.

Exact readings only. A near miss is suggested, never taken: in one province 93 pairs of names differ by a letter.
"""

from pipeline.interpret.lao.claim import FieldNote
from pipeline.interpret.lao.register import Register, label
from pipeline.interpret.lao.resolve import Identity, resolve

__all__ = ["FieldNote", "Identity", "Register", "label", "resolve"]
