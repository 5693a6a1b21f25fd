"""The plain way: pandas, openpyxl, pandera and Jinja2, as a good engineer writes it in a day. Reads our form only.

    python -m tests.bench.plain INBOX REGISTER CERTIFIED OUT

Leaves what a run of ours leaves: site and data files, a report per province, the workbooks returned with their bad
cells marked, the board, the contact book, the master database and its exports, and a copy of every file. It has
nothing of formats other than the form, hostile files, findings kept over time, history, or work in parallel. Batches
are validated in one frame a table, which is several times faster than a frame a file.
"""

import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
import phonenumbers
import validators

from tests.bench.contract import SHEETS
from tests.bench.plain_pages import write_board, write_report, write_returned, write_site

NEWEST = 2557
TYPES = {"อบจ.": "อบจ.", "เทศบาลนคร": "ทน.", "เทศบาลเมือง": "ทม.", "เทศบาลตำบล": "ทต.", "อบต.": "อบต."}
KEYS = ["lao_code", "lao_name", "district", "lao_type"]
NOT_THEIRS = {"dla.go.th", "ktb.go.th", "facebook.com", "google.com", "bit.ly"}
NOBODY = {"", "-", "ไม่มี"}
NAME = re.compile(r"(นาย|นางสาว|นาง|น\.ส\.|ว่าที่|ดร\.|จ\.|ส\.|ร\.|พ\.)\s*\S+ +\S+")
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789", "\u200b\ufeff\xa0")
MESSAGES = {
    "lao_code": "ไม่พบรหัส อปท. นี้ในทะเบียนของจังหวัด", "repeated": "อปท. นี้มีมากกว่าหนึ่งแถว",
    "lao_name": "ชื่อ อปท. ไม่ตรงกับทะเบียน", "district": "อำเภอไม่ตรงกับทะเบียน", "lao_type": "ประเภทไม่ตรงกับทะเบียน",
    "fiscal_year": "ปีงบประมาณไม่ถูกต้อง", "website": "ที่อยู่เว็บไซต์ไม่ถูกต้อง", "host": "ไม่ใช่เว็บไซต์ของ อปท.",
    "person_name": "ชื่อ-สกุลไม่ถูกต้อง", "person_position": "ไม่ได้กรอกตำแหน่ง", "person_phone": "เบอร์ติดต่อไม่ถูกต้อง",
    "aspect": "ต้องเป็น ครบ หรือ ยังไม่ครบ", "certified_on": "วันที่รับรองไม่ถูกต้อง",
}  # fmt: skip


# --- reading


def read_inbox(inbox: Path) -> dict[str, pd.DataFrame]:
    """Table -> the rows of all workbooks as text, with file, sheet row, province and revision."""
    frames: dict[str, list[pd.DataFrame]] = {table: [] for table in SHEETS}
    for path in sorted(inbox.iterdir()):
        with pd.ExcelFile(path, engine="openpyxl") as book:
            for table, sheet in SHEETS.items():
                frames[table].append(_read_sheet(book, table, path, max(sheet.headings)))
    return {table: pd.concat(parts, ignore_index=True) for table, parts in frames.items()}


def _read_sheet(book: pd.ExcelFile, table: str, path: Path, headings: int) -> pd.DataFrame:
    names = [column.name for column in SHEETS[table].columns]
    frame = pd.read_excel(
        book, SHEETS[table].name, header=None, skiprows=headings, usecols=range(len(names)), names=names, dtype=str,
        na_filter=False,
    ).fillna("")  # an error value of Excel  # fmt: skip
    province, revision = re.search(r"_(\d\d)(?: แก้ไขครั้งที่ (\d+))?", path.name).groups()  # type: ignore[union-attr]
    frame["row"] = range(headings + 1, headings + 1 + len(frame))
    frame = frame.assign(file=path.name, province=province, revision=int(revision or 0))
    return frame[(frame["lao_code"] != "") | (frame["lao_name"] != "")]


def read_register(path: Path) -> pd.DataFrame:
    """The department's register by its codes, their zero put back."""
    frame = pd.read_csv(path, dtype=str, na_filter=False, encoding="utf-8-sig")
    frame = frame.rename(columns={"จังหวัด": "province_name", "อำเภอ": "district", "อปท.": "lao_name"})
    frame["lao_code"] = frame["รหัส อปท."].str.zfill(8)
    frame["lao_type"] = frame["ประเภท อปท."].map(TYPES).fillna("พิเศษ")
    frame["province"] = frame["lao_code"].str[2:4]
    return frame.drop_duplicates("lao_code").set_index("lao_code", drop=False)


def clean(frame: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Digits and spaces as they should be, an address with its scheme, and what the register says of the LAO."""
    frame = frame.copy()
    for name in [name for name in frame.columns if frame[name].dtype != "int64" and name != "file"]:
        frame[name] = frame[name].str.translate(DIGITS).str.strip()
    frame["lao_code"] = frame["lao_code"].str.zfill(8)
    if "website" in frame:
        bare = frame["website"].str.match(r"(?i)[a-z0-9-]+\.\S+\.\S+") & ~frame["website"].str.contains("@|://")
        frame["website"] = frame["website"].mask(bare, "http://" + frame["website"])
    known = register.reindex(frame["lao_code"])
    for name in (*KEYS[1:], "province"):
        frame[f"{name}_known"] = known[name].fillna("").to_numpy()
    frame["repeated"] = frame.groupby(["file", "lao_code"]).cumcount() > 0
    return frame


# --- checking


@cache
def good_phone(text: str) -> bool:
    """Whether every number of the cell is a Thai one."""
    numbers = [part for part in re.split(r"[,/]| หรือ ", re.sub(r"(?:ต่อ|ext\.?).*", "", text)) if part.strip()]
    try:
        return all(phonenumbers.is_valid_number(phonenumbers.parse(number, "TH")) for number in numbers)
    except phonenumbers.NumberParseException:
        return False


@cache
def good_address(text: str) -> bool:
    """Whether it is the address of a page, or none was given."""
    return text in NOBODY or bool(validators.url(text))


def own_host(text: str) -> bool:
    """Whether the address is not of an agency or service that LAOs share."""
    return not any(host in text for host in NOT_THEIRS)


def schema(table: str) -> pa.DataFrameSchema:
    """The checks of one table; the name of each is its message's."""
    columns = {
        "fiscal_year": pa.Column(str, pa.Check.str_matches(r"^(255[4-7])?$", error="fiscal_year")),
        "repeated": pa.Column(bool, pa.Check.eq(False, error="repeated")),
    }
    if table == "website":
        tests: dict[str, Callable[[str], bool]] = {"website": good_address, "host": own_host}
        checks = [pa.Check(test, element_wise=True, name=name) for name, test in tests.items()]
        columns["website"] = pa.Column(str, checks)
    for n in (1, 2) if table == "contact" else ():
        columns[f"person{n}_name"] = pa.Column(str, pa.Check(_person, name="person_name"))
        columns[f"person{n}_position"] = pa.Column(str, pa.Check.str_length(min_value=2, error="person_position"))
        columns[f"person{n}_phone"] = pa.Column(str, pa.Check(good_phone, element_wise=True, name="person_phone"))
    for n in range(1, 9) if table == "certification" else ():
        columns[f"aspect{n}"] = pa.Column(str, pa.Check.isin(["ครบ", "ยังไม่ครบ", ""], error="aspect"))
    whole = [pa.Check(partial(_same, name=name), name=name) for name in (*KEYS[1:], "lao_code")]
    return pa.DataFrameSchema(columns, checks=whole)


def _person(series: "pd.Series[str]") -> "pd.Series[bool]":
    return series.isin(NOBODY) | series.map(lambda text: NAME.match(text) is not None)


def _same(frame: pd.DataFrame, name: str) -> "pd.Series[bool]":
    if name == "lao_code":
        return (frame["province_known"] == frame["province"]) & (frame["province"] != "")
    return (frame[name] == frame[f"{name}_known"]) | (frame[f"{name}_known"] == "")


def find(table: str, frame: pd.DataFrame, typed: pd.DataFrame) -> pd.DataFrame:
    """One row for each bad cell: where it is, whose it is, what was typed and what is wrong."""
    try:
        schema(table).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        failed = errors.failure_cases
    else:
        failed = pd.DataFrame(columns=["schema_context", "column", "check", "index"])
    on_row = failed["schema_context"] == "DataFrameSchema"
    failed = failed.assign(column=failed["column"].mask(on_row, failed["check"]).replace("repeated", "lao_code"))
    failed = failed.drop_duplicates(["column", "check", "index"])
    names = [column.name for column in SHEETS[table].columns]
    at = failed["index"].astype(int).to_numpy()
    rows = frame.loc[at].reset_index(drop=True)
    columns, checks = failed["column"].tolist(), failed["check"].tolist()
    return pd.DataFrame({
        "file": rows["file"], "province": rows["province"], "table": table, "sheet": SHEETS[table].name,
        "cell": [f"{chr(65 + names.index(name))}{row}" for name, row in zip(columns, rows["row"], strict=True)],
        "row": rows["row"], "column": columns, "lao_code": rows["lao_code"], "lao_name": rows["lao_name"],
        "rule": checks, "severity": ["warning" if name in ("district", "lao_type") else "error" for name in checks],
        "value": [typed.at[n, name] for n, name in zip(at, columns, strict=True)],
        "message": [MESSAGES[name] for name in checks], "index": at,
    })  # fmt: skip


# --- keeping


def place(frame: pd.DataFrame, certified: Path) -> pd.DataFrame:
    """The circular's rule: the newest year where it is certified, else the last certified one, else pending."""
    years = pd.read_csv(certified, dtype=str, encoding="utf-8-sig").groupby("รหัส อปท.")["ปีงบประมาณ"].max()
    return frame.assign(fiscal_year=frame["lao_code"].map(years).fillna("pending"))


def merge(table: str, frame: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """The last good row of each LAO, bad cells left out."""
    bad = findings[(findings["table"] == table) & (findings["severity"] == "error")]
    frame = frame.drop(bad.loc[bad["column"].isin(["lao_code", "lao_name"]), "index"].unique())
    for name, index in bad.groupby("column")["index"]:
        if name not in KEYS:
            frame.loc[frame.index.isin(index), name] = ""
    return frame.sort_values(["revision", "file"]).drop_duplicates("lao_code", keep="last").sort_values("lao_code")


def save_master(folder: Path, tables: Mapping[str, pd.DataFrame], findings: pd.DataFrame) -> None:
    """The database and the exports."""
    folder.mkdir(parents=True)
    with sqlite3.connect(folder / "master.sqlite") as connection:
        findings.to_sql("findings", connection, index=False)
        for name, frame in tables.items():
            frame.to_sql(name, connection, index=False)
            frame.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n")
            frame.to_excel(folder / f"{name}.xlsx", index=False, engine="openpyxl")


def master_tables(kept: Mapping[str, pd.DataFrame], register: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """What is kept of each table, and nothing else."""
    keys = ["lao_code", "lao_type", "lao_name", "district", "province", "fiscal_year"]
    for table, frame in kept.items():
        values = [column.name for column in SHEETS[table].columns if column.name not in (*keys, "seq")]
        known = register.loc[frame["lao_code"]].reset_index(drop=True)
        shown = frame.reset_index(drop=True)[[*keys, *values, "file", "row"]]
        yield f"{table}s", shown.assign(province_name=known["province_name"], **{n: known[n] for n in KEYS[1:]})


def main(inbox: Path, register_file: Path, certified: Path, out: Path) -> None:
    """The whole round."""
    register = read_register(register_file)
    typed = read_inbox(inbox)
    frames = {table: clean(frame, register) for table, frame in typed.items()}
    findings = pd.concat([find(table, frame, typed[table]) for table, frame in frames.items()], ignore_index=True)
    kept = {table: place(merge(table, frame, findings), certified) for table, frame in frames.items()}
    tables = dict(master_tables(kept, register))
    save_master(out / "master", tables, findings.drop(columns="index"))
    shutil.copytree(inbox, out / "archive")
    write_site(out / "site", tables["websites"])
    (out / "contacts").mkdir()
    tables["contacts"].to_excel(out / "contacts" / "contacts.xlsx", index=False, engine="openpyxl")
    files = typed["website"].groupby("province")["file"].unique().to_dict()
    for province, laos in register.groupby("province"):
        own = findings[findings["province"] == province]
        folder = out / "reports" / str(province)
        write_report(folder, laos, own, tables["websites"])
        for file in files.get(province, ()):
            write_returned(inbox / file, folder / "returned", own[own["file"] == file])
    write_board(out / "reports", register, tables["websites"], findings, files)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
