"""A made-up directory to publish: three provinces, every type, every state an entry can be in."""

from datetime import date
from functools import cache

from pipeline.shown import Entry
from schemas.reference import Reference, load_reference

AS_OF = date(2014, 7, 31)
HOSTILE = '<script>alert(1)</script>"><b onclick=x>&amp;'
SAMPLES = (
    Entry("560101", "02560101", "pao", "พะเยา", "เมืองพะเยา", "56", "2557", "http://www.phayao-pao.example.go.th",
          "official", "2014-07-20"),
    Entry("560102", "04560102", "town", "พะเยา", "เมืองพะเยา", "56", "2556", "http://phayaocity.example.org", "other",
          "2014-07-01"),
    Entry("560103", "05560103", "subdistrict", "แม่กา", "เมืองพะเยา", "56", "2557", "https://www.maeka.example.go.th/main",
          "official", "2014-07-20", former=(("06560103", "tao", "แม่กาเดิม"),)),
    Entry("560104", "06560104", "tao", "จำป่าหวาย", "เมืองพะเยา", "56"),
    Entry("560105", "06560105", "tao", "แม่ปืม", "เมืองพะเยา", "56", "2557", "", "none", "2014-07-20"),
    Entry("560201", "06560201", "tao", "บ้านใหม่", "จุน", "56", "pending", "http://sites.example.com/banmai?a=1&b=2",
          "free", "2014-07-21"),
    Entry("560202", "06560202", "tao", "น้ำก่ำ", "จุน", "56", "2557", "http://bet.example.com", "other", "2014-07-20",
          held=True),
    Entry("560301", "05560301", "subdistrict", "เชียงม่วน", "เชียงม่วน", "56", "2557", "http://facebook.com/chiangmuan",
          "social", "2014-07-20"),
    Entry("200401", "03200401", "special", "เมืองพัทยา", "บางละมุง", "20", "2557", "http://www.pattaya.example.go.th",
          "official", "2014-07-20"),
    Entry("200402", "06200402", "tao", "บ้านใหม่", "บางละมุง", "20"),
    Entry("830101", "03830101", "city", "ภูเก็ต", "เมืองภูเก็ต", "83", "2557", "http://www.phuketcity.example.go.th",
          "official", "2014-07-20"),
    Entry("830102", "06830102", "tao", HOSTILE, "ถลาง", "83"),
)  # fmt: skip


@cache
def reference() -> Reference:
    return load_reference()
