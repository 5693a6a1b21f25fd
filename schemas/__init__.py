"""The contract as data: the three tables, the rule catalogue and the reference lists. Imports nothing of pipeline."""

from schemas import certification, contact, website
from schemas.certification import CERTIFICATION
from schemas.contact import CONTACT
from schemas.website import WEBSITE

TABLES = (WEBSITE, CONTACT, CERTIFICATION)
TABLE = {table.name: table for table in TABLES}
CHECKS = {
    WEBSITE.name: website.CHECKS,
    CONTACT.name: contact.CHECKS,
    CERTIFICATION.name: certification.CHECKS,
}
"""The rules that the values of each table keep."""
DERIVED = {WEBSITE.name: website.DERIVED}
"""Columns computed from the whole frame of a table, for its checks and messages."""
