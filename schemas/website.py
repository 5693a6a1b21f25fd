"""The website table (circular มท ๐๘๐๖/ว ๑๒๔, steps 3-5): one website per LAO and fiscal year."""

from schemas.columns import KEY_FIELDS, Field, Table

WEBSITE = Table(
    "website",
    "เว็บไซต์ อปท.",
    (
        *KEY_FIELDS,
        Field(
            "website",
            "เว็บไซต์",
            (
                "เว็บไซด์", "เวปไซต์", "เว็ปไซต์", "เวบไซต์", "เว็บไซท์", "เวบไซด์", "เวปไซด์", "เว็ปไซด์",
                "เว็บ", "website", "web site", "url", "ชื่อเว็บไซต์", "ชื่อเว็บไซต์ อปท.", "เว็บไซต์ อปท.",
                "เว็ปไซต์ของอปท", "ที่อยู่เว็บไซต์",
            ),
            required=True,
        ),
    ),
)
