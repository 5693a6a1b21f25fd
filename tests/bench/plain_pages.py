"""The pages and workbooks of the plain script."""

import json
import re
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path

import pandas as pd
from jinja2 import DictLoader, Environment
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

SLUGS = {"อบจ.": "pao", "ทน.": "city", "ทม.": "town", "ทต.": "subdistrict", "อบต.": "tao", "พิเศษ": "special"}
FILLS = {"error": PatternFill("solid", fgColor="FFC7CE"), "warning": PatternFill("solid", fgColor="FFEB9C")}
SHOWN = ["file", "sheet", "cell", "row", "column", "lao_code", "lao_name", "rule", "severity", "value", "message"]
PUBLIC = [
    "lao_code", "lao_type", "lao_name", "district", "province", "province_name", "fiscal_year", "website",
]  # fmt: skip
BASE = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>
<style>body{font-family:sans-serif;max-width:70rem;margin:auto}table{border-collapse:collapse}
td,th{border:1px solid #ccc;padding:.2rem .5rem}.error{background:#ffc7ce}.warning{background:#ffeb9c}</style></head>
<body><h1>{{ self.title() }}</h1>{% block body %}{% endblock %}</body></html>"""
LIST = """{% extends "base" %}{% block title %}เว็บไซต์ อปท. {{ heading }}{% endblock %}{% block body %}
{% if groups %}<ul>{% for address, name in groups %}<li><a href="{{ address }}">{{ name }}</a></li>
{% endfor %}</ul>{% endif %}
<p>{{ rows|length }} แห่ง</p><table><tr><th>อปท.</th><th>อำเภอ</th><th>จังหวัด</th><th>ปี</th><th>เว็บไซต์</th></tr>
{% for r in rows %}<tr id="{{ r.lao_code }}"><td>{{ r.lao_type }}{{ r.lao_name }}</td><td>{{ r.district }}</td>
<td>{{ r.province_name }}</td><td>{{ r.fiscal_year }}</td>
<td>{% if r.website %}<a href="{{ r.website }}">{{ r.website }}</a>{% else %}ยังไม่มี{% endif %}</td></tr>
{% endfor %}</table>{% endblock %}"""
REPORT = """{% extends "base" %}{% block title %}ผลการตรวจ จังหวัด{{ name }}{% endblock %}{% block body %}
<p>{{ total }} แห่ง ส่งแล้ว {{ sent }} ต้องแก้ {{ errors }} รายการ ควรตรวจ {{ warnings }} รายการ</p>
{% for file, sheets in files.items() %}<h2>{{ file }}</h2>{% for sheet, rows in sheets.items() %}<h3>{{ sheet }}</h3>
<table><tr><th>เซลล์</th><th>อปท.</th><th>ค่าที่กรอก</th><th>ปัญหา</th></tr>
{% for r in rows %}<tr class="{{ r.severity }}"><td>{{ r.cell }}</td><td>{{ r.lao_name }}</td><td>{{ r.value }}</td>
<td>{{ r.message }}</td></tr>{% endfor %}</table>{% endfor %}{% endfor %}
<h2>ยังไม่มีเว็บไซต์</h2><ul>{% for lao in missing %}<li>{{ lao }}</li>{% endfor %}</ul>{% endblock %}"""
BOARD = """{% extends "base" %}{% block title %}สถานะรายจังหวัด{% endblock %}{% block body %}<table>
<tr><th>จังหวัด</th><th>อปท.</th><th>มีเว็บไซต์</th><th>ต้องแก้</th><th>ไฟล์</th></tr>{% for r in rows %}
<tr><td><a href="{{ r.code }}/report.html">{{ r.name }}</a></td><td>{{ r.laos }}</td><td>{{ r.websites }}</td>
<td>{{ r.errors }}</td><td>{{ r.files }}</td></tr>{% endfor %}</table>{% endblock %}"""
PAGES = Environment(loader=DictLoader({"base": BASE, "list": LIST, "report": REPORT, "board": BOARD}), autoescape=True)


def write_site(folder: Path, websites: pd.DataFrame) -> None:
    """The directory: all, by province, by type; and the data files."""
    for name in ("provinces", "types", "data"):
        (folder / name).mkdir(parents=True)
    public = websites[PUBLIC]
    provinces = {str(code): group for code, group in public.groupby("province")}
    pages = {f"provinces/{code}.html": (group["province_name"].iloc[0], group) for code, group in provinces.items()}
    pages |= {f"types/{SLUGS[str(kind)]}.html": (str(kind), group) for kind, group in public.groupby("lao_type")}
    groups = [(address, name) for address, (name, _) in pages.items()]
    for address, (name, group) in pages.items():
        _write(folder / address, "list", heading=name, rows=group.to_dict("records"), groups=[])
    _write(folder / "index.html", "list", heading="ทั่วประเทศ", rows=public.to_dict("records"), groups=groups)
    public.to_csv(folder / "data" / "websites.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n")
    public.to_json(folder / "data" / "websites.json", orient="records", force_ascii=False)
    public.to_excel(folder / "data" / "websites.xlsx", index=False, engine="openpyxl")


def write_report(folder: Path, laos: pd.DataFrame, findings: pd.DataFrame, websites: pd.DataFrame) -> None:
    """A province's report as a page, a list and data; what concerns persons is masked."""
    folder.mkdir(parents=True)
    shown = findings[SHOWN].copy()
    personal = shown["column"].str.startswith("person")
    shown["value"] = shown["value"].mask(personal, shown["value"].map(mask))
    have = websites.loc[websites["website"] != "", "lao_code"]
    missing = laos.loc[~laos["lao_code"].isin(have)]
    severities = shown["severity"].value_counts()
    files = {
        str(file): {str(sheet): rows.to_dict("records") for sheet, rows in group.groupby("sheet")}
        for file, group in shown.groupby("file")
    }
    _write(
        folder / "report.html", "report", name=laos["province_name"].iloc[0], total=len(laos), files=files,
        sent=int(laos["lao_code"].isin(websites["lao_code"]).sum()),
        missing=missing["lao_type"] + missing["lao_name"],
        errors=severities.get("error", 0), warnings=severities.get("warning", 0),
    )  # fmt: skip
    shown.to_csv(folder / "findings.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n")
    counts = {str(name): int(count) for name, count in severities.items()}
    data = {"counts": counts, "findings": shown.to_dict("records"), "missing": missing["lao_code"].tolist()}
    (folder / "findings.json").write_text(json.dumps(data, ensure_ascii=False, default=int), "utf-8")


def mask(text: str) -> str:
    """Digits after the third, and letters after the first of each word, are not shown."""
    return re.sub(r"(?<=\d{3})[\d -]+", "xxxxxxx", text) if re.match(r"\d", text) else re.sub(r"\B\w+", "…", text)


def write_returned(source: Path, folder: Path, findings: pd.DataFrame) -> None:
    """The office's own workbook, its bad cells filled and explained, with a list of them first."""
    folder.mkdir(exist_ok=True)
    book = load_workbook(source)
    for sheet, cell, severity, message in findings[["sheet", "cell", "severity", "message"]].itertuples(index=False):
        book[sheet][cell].fill = FILLS[severity]
        book[sheet][cell].comment = Comment(message, "ผลการตรวจ")
    first = book.create_sheet("สิ่งที่ต้องแก้ไข", 0)
    first.append(["ชีต", "เซลล์", "อปท.", "ปัญหา"])
    for row in findings[["sheet", "cell", "lao_name", "message"]].itertuples(index=False):
        first.append(list(row))
    book.active = 0
    book.save(folder / source.name)


def write_board(
    folder: Path, register: pd.DataFrame, websites: pd.DataFrame, findings: pd.DataFrame,
    files: Mapping[Hashable, Sequence[str]],
) -> None:  # fmt: skip
    """Where each province stands."""
    have = websites.loc[websites["website"] != "", "province"].value_counts()
    errors = findings.loc[findings["severity"] == "error", "province"].value_counts()
    rows = [
        {
            "code": code, "name": laos["province_name"].iloc[0], "laos": len(laos), "websites": have.get(code, 0),
            "errors": errors.get(code, 0), "files": len(files.get(code, ())),
        }
        for code, laos in register.groupby("province")
    ]  # fmt: skip
    _write(folder / "index.html", "board", rows=rows)


def _write(path: Path, template: str, **values: object) -> None:
    path.write_text(PAGES.get_template(template).render(**values), "utf-8")
