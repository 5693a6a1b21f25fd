"""The contract as data: the three tables, the rule catalogue and the reference lists. Imports nothing of pipeline."""

from schemas.certification import CERTIFICATION
from schemas.contact import CONTACT
from schemas.website import WEBSITE

TABLES = (WEBSITE, CONTACT, CERTIFICATION)
TABLE = {table.name: table for table in TABLES}
