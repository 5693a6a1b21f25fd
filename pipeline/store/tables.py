"""The tables of the master that submissions write to. What the department's lists write to: ``register_tables``.

Current values stand in ``website`` and ``contact``; ``change`` holds every statement ever accepted, in order, so
that replaying it gives the current values again (``verify`` does).
"""

import sqlalchemy as sa

from pipeline.store.database import METADATA

VALUE_COLUMNS = {"website": ("website", "website_kind"), "contact": ("name", "position", "phone_typed", "phones")}
"""What one unit of each table holds."""


def _text(name: str, **options: object) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, **options)  # type: ignore[arg-type]


def _number(name: str, **options: object) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, **options)  # type: ignore[arg-type]


def _unit(table: str) -> sa.Table:
    return sa.Table(
        table,
        METADATA,
        _text("lao_id", primary_key=True),
        _text("fiscal_year", primary_key=True),
        _number("person_no", primary_key=True, autoincrement=False),
        *(_text(name) for name in VALUE_COLUMNS[table]),
        _text("lao_code"),
        _number("held"),
        _number("unverified"),
        _text("updated_at"),
        _text("confirmed_at"),
        _number("receipt"),
        _text("sheet"),
        _text("cell"),
    )


WEBSITE = _unit("website")
CONTACT = _unit("contact")
UNITS = {"website": WEBSITE, "contact": CONTACT}

SUBMISSION = sa.Table(
    "submission",
    METADATA,
    sa.Column("receipt", sa.Integer, primary_key=True, autoincrement=False),
    _text("run_id", index=True),
    _text("round"),
    _text("sha256", index=True),
    _text("name"),
    _text("folder"),
    sa.Column("size", sa.BigInteger, nullable=False),
    _text("province", index=True),
    _text("source"),
    _number("revision"),
    _text("received_at"),
    _text("status"),
    _text("context"),
    _text("fates"),
    _text("tables"),
)
"""One row a workbook received. ``context`` is the fingerprint of the rules, settings and lists it was judged by."""

CHANGE = sa.Table(
    "change",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    _number("receipt", index=True),
    _text("at"),
    _text("table"),
    _text("lao_id", index=True),
    _text("lao_code"),
    _text("fiscal_year"),
    _number("person_no"),
    _text("action"),
    _text("values"),
    _text("kept"),
    _number("held"),
    _number("unverified"),
    _text("sheet"),
    _text("cell"),
)
"""Every statement accepted, in order; ``values`` is JSON, ``kept`` names those that came from the master."""

COVERS = sa.Table(
    "covers",
    METADATA,
    _number("receipt", primary_key=True, autoincrement=False),
    _text("lao_id", primary_key=True, index=True),
    _text("table", primary_key=True),
)
"""Which LAOs' tables each submission spoke for; the newest accepted one governs."""

FINDING = sa.Table(
    "finding",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    _text("round"),
    _text("province"),
    _number("receipt"),
    _text("key"),
    _text("rule"),
    _text("table"),
    _text("sheet"),
    _number("row"),
    _text("column"),
    _text("cell"),
    _text("label"),
    _text("lao_id"),
    _text("value"),
    _text("message"),
    _text("suggestion"),
    _text("context"),
    _text("status"),
    _number("ended_by"),
    sa.Index("ix_finding_standing", "round", "province", "status", "key"),
)
"""Findings as reports show them: masked. ``province`` may be "central" or "" (unassigned).

``status`` new | open | fixed | replaced (found again by a later submission); ``ended_by`` is the receipt that fixed
or replaced it, 0 while it stands.
"""

RELEASE = sa.Table(
    "release", METADATA, _text("lao_id", primary_key=True), _text("website", primary_key=True), _text("at")
)
"""Held websites that central staff looked at and released."""
