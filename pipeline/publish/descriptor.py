"""The Frictionless data package descriptor (specs.frictionlessdata.io): what the files of data/ hold. Pure."""

import json
from collections.abc import Sequence
from datetime import date

from pipeline.publish.changes import COLUMNS as CHANGES
from pipeline.publish.data import COLUMNS as WEBSITES
from pipeline.publish.data import TITLE, Column, licence
from pipeline.thai import be_date
from schemas.reference import Reference

TABLES = {"websites": (WEBSITES, ("lao_id",)), "changes": (CHANGES, ("publication", "lao_id"))}
"""Name of the CSV file -> its columns and primary key."""


def data_package(reference: Reference, as_of: date) -> bytes:
    """``data/datapackage.json``: both tables, column by column."""
    descriptor = {
        "name": "thai-lao-websites",
        "title": TITLE,
        "description": f"ข้อมูล ณ วันที่ {be_date(as_of)} ตามหนังสือ ที่ {reference.round.circular}",
        "version": as_of.isoformat(),
        "licenses": [licence(reference)],
        "resources": [_resource(name, columns, key) for name, (columns, key) in TABLES.items()],
    }
    return (json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(name: str, columns: Sequence[Column], key: Sequence[str]) -> dict[str, object]:
    fields = [
        {"name": one.name, "type": one.type, "description": one.description, "constraints": dict(one.constraints)}
        for one in columns
    ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": {"fields": fields, "primaryKey": list(key), "missingValues": [""]},
    }
