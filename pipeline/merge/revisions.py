"""Explicit revisions: a lower one arriving after a higher one is not taken (XS002)."""

from collections.abc import Collection, Mapping

from pipeline.model import Finding


def older_than(revision: int, tables: Collection[str], accepted: Mapping[str, int]) -> tuple[Finding, ...]:
    """XS002 where a table of the file has been accepted under a higher number, XS001 where this one is higher.

    A file that states no number (0) goes by its receipt alone.
    """
    highest = max((accepted.get(table, 0) for table in tables), default=0)
    if not revision or not tables:
        return ()
    if revision < highest:
        return (Finding("XS002", value=str(revision)),)
    if revision > highest and any(table in accepted for table in tables):
        return (Finding("XS001", params={"n": str(revision)}),)
    return ()
