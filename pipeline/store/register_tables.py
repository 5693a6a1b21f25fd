"""The tables of the department's lists. Dates are C.E.; a ``valid_to`` or ``ended`` of NULL means "still so".

Only portable SQL types and constraints: the same tables stand in SQLite and PostgreSQL.
"""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text

from pipeline.store.database import METADATA

REGISTER_IMPORTS = Table(
    "register_imports",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("as_of", Date, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("rows", Integer, nullable=False),
)

LAO_VERSIONS = Table(
    "lao_versions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("lao_id", String(8), nullable=False, index=True),
    Column("code", String(8), nullable=False),
    Column("type", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("district", Text, nullable=False),
    Column("province", String(2), nullable=False),
    Column("website", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
)
"""What an LAO was from ``valid_from`` until the day before ``valid_to``. ``website`` is the register's last word."""

LAO_RETIREMENTS = Table(
    "lao_retirements",
    METADATA,
    Column("lao_id", String(8), primary_key=True),
    Column("retired_on", Date, nullable=False),
    Column("merged_into", String(8), nullable=False),
)
"""LAOs that are no more; ``merged_into`` is "" where the register only ceased to list it."""

LAO_ALIASES = Table(
    "lao_aliases",
    METADATA,
    Column("alias", String(8), primary_key=True),
    Column("lao_id", String(8), nullable=False),
)
"""Ids given in an import to what a succession later showed to be another LAO; never given again."""

SUCCESSIONS = Table(
    "successions",
    METADATA,
    Column("old_code", String(8), primary_key=True),
    Column("new_code", String(8), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("happened_on", Date, nullable=False),
    Column("old_name", Text, nullable=False),
)

CERTIFIED_IMPORTS = Table(
    "certified_imports",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("imported_on", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("rows", Integer, nullable=False),
)

CERTIFIED_YEARS = Table(
    "certified_years",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("lao_id", String(8), nullable=False, index=True),
    Column("fiscal_year", Integer, nullable=False),
    Column("certified_on", Date, nullable=False),
    Column("import_id", ForeignKey("certified_imports.id"), nullable=False),
    Column("ended_by", ForeignKey("certified_imports.id")),
)
"""INFO's list: ``fiscal_year`` is B.E.; ``ended_by`` is the import that corrected or removed the entry."""

REPORTED_CERTIFICATIONS = Table(
    "reported_certifications",
    METADATA,
    Column("receipt", Integer, primary_key=True, autoincrement=False),
    Column("lao_id", String(8), primary_key=True),
    Column("fiscal_year", Integer, primary_key=True),
    Column("aspects_complete", Integer, nullable=False),
    Column("certified_on", Date),
)
"""What provinces say on the certification sheet, per submission."""
