"""The edge: a form's bytes -> ``forms/<province code>.xlsx``."""

from pathlib import Path


def write_form(folder: Path, province_code: str, data: bytes) -> Path:
    """Write a form, whole or not at all, and return its path. ``folder`` is there already."""
    path = folder / f"{province_code}.xlsx"
    partial = path.with_suffix(".partial")
    partial.write_bytes(data)
    partial.replace(path)
    return path
