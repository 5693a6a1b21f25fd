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
DERIVED = {
    WEBSITE.name: website.DERIVED,
    CONTACT.name: contact.DERIVED,
    CERTIFICATION.name: certification.DERIVED,
}
"""Columns computed from the whole frame of a table, for its checks and messages."""
SHARED = {WEBSITE.name: website.SHARED, CONTACT.name: contact.SHARED}
"""The rules that concern central staff, asked of all that the master holds."""
SHARED_COLUMNS = {WEBSITE.name: website.SHARED_COLUMNS, CONTACT.name: contact.SHARED_COLUMNS}

__all__ = ["CERTIFICATION", "CHECKS", "CONTACT", "DERIVED", "SHARED", "SHARED_COLUMNS", "TABLE", "TABLES", "WEBSITE"]
