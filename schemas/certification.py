"""The certification table: which of the eight aspects are complete, and when the LAO certified them."""

from schemas.columns import KEY_FIELDS, Field, Table

ASPECT_FIELDS = tuple(f"aspect{n}" for n in range(1, 9))

CERTIFICATION = Table(
    "certification",
    "การรับรองข้อมูล 8 ด้าน",
    (
        *KEY_FIELDS,
        *(Field(name, f"ด้านที่ {n}", (f"ด้าน {n}", f"ด้าน{n}")) for n, name in enumerate(ASPECT_FIELDS, 1)),
        Field("certified_on", "วันที่รับรอง", ("วันที่รับรองข้อมูล", "วันรับรอง"), required=True),
    ),
)
"""The labels of the aspects come from ``schemas/reference/aspects.csv`` (three names are not confirmed)."""
