"""What a column of the workbook contract is, and the key columns that all three tables share."""

from typing import NamedTuple

PERSONS = (1, 2)
"""The INFO-system contacts of one LAO (circular, step 8)."""


class Field(NamedTuple):
    """One column: its name in code, its Thai label in our form, and the other headings offices use for it.

    ``personal`` columns are masked on every way out but the province's own returned workbook. ``group`` is the
    upper heading that spans the column and its neighbours, "" where there is none.
    """

    name: str
    label: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    personal: bool = False
    group: str = ""

    @property
    def heading(self) -> str:
        """The label with the group it stands under: "ผู้ดูแลระบบ INFO คนที่ 1: ชื่อ-สกุล"."""
        return f"{self.group}: {self.label}" if self.group else self.label


class Table(NamedTuple):
    """One table of the contract: ``sheet`` is its sheet in our form, ``fields`` its columns in order."""

    name: str
    sheet: str
    fields: tuple[Field, ...]

    @property
    def values(self) -> tuple[Field, ...]:
        """The fields that are not about which LAO the row is of, nor its year."""
        return tuple(field for field in self.fields if field not in KEY_FIELDS)

    def field(self, name: str) -> Field:
        """The field of that name; KeyError where the table has none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


KEY_FIELDS = (
    Field("seq", "ลำดับที่", ("ที่", "ลำดับ", "ลำดับที่", "no", "no.")),
    Field("lao_code", "รหัส อปท.", ("รหัส", "รหัสหน่วยงาน", "รหัสองค์กรปกครองส่วนท้องถิ่น", "code")),
    Field("lao_type", "ประเภท อปท.", ("ประเภท", "ประเภทองค์กรปกครองส่วนท้องถิ่น", "ประเภทหน่วยงาน")),
    Field(
        "lao_name",
        "ชื่อ อปท.",
        ("อปท.", "ชื่อหน่วยงาน", "หน่วยงาน", "ชื่อองค์กรปกครองส่วนท้องถิ่น", "องค์กรปกครองส่วนท้องถิ่น"),
        required=True,
    ),
    Field("district", "อำเภอ", ("อ.", "ชื่ออำเภอ", "เขต/อำเภอ")),
    Field("province", "จังหวัด", ("จ.", "ชื่อจังหวัด")),
    Field("fiscal_year", "ปีงบประมาณ", ("ปี", "ปีที่รับรอง", "ปีงบประมาณ พ.ศ.", "ปี พ.ศ.", "ปีงบ")),
)
"""จังหวัด is read where an office has it; our form has no such column."""
