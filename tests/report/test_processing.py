"""The record of processing: every item of PDPA section 39, from the settings, on one A4."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import samples

from pipeline.report.processing import processing_page
from schemas.reference import load_reference

ON = date(2014, 8, 4)


def text(**privacy: object) -> str:
    own = samples.reference()
    own = replace(own, round=replace(own.round, privacy={**own.round.privacy, **privacy}))
    html = processing_page(own, 15706, ON).decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html[html.index("<main") :]))


@pytest.mark.parametrize(
    "item",
    ["ผู้ควบคุมข้อมูลส่วนบุคคล กรมส่งเสริมการปกครองท้องถิ่น", "วัตถุประสงค์", "มาตรา 24 (4)", "ชื่อ-สกุล · ตำแหน่ง · เบอร์ติดต่อ",
     "15,706 คน", "ผู้รับข้อมูล", "มาตรา 27 วรรคสาม", "สิทธิของเจ้าของข้อมูล", "มาตรา 30 31 32 และ 36", "มาตรา 37 (1)",
     "archive/", "730 วันหลังรับ", "contacts/", "4 สิงหาคม 2557"],
)  # fmt: skip
def test_every_item_is_there(item: str) -> None:
    assert item in text()


def test_the_settings_decide() -> None:
    told = text(controller="กรมสมมุติ", officer="dpo@example.go.th", originals_days=365)
    assert "กรมสมมุติ" in told
    assert "เจ้าหน้าที่คุ้มครองข้อมูล dpo@example.go.th" in told
    assert "365 วันหลังรับ" in told


def test_without_an_officer_the_help_desk_is_named() -> None:
    assert "0 2241 9000" in text()


@pytest.mark.parametrize("line", ["originals_days = 0", "originals_days = 'forever'", "retention = 1"])
def test_settings_that_cannot_be(line: str, tmp_path: Path) -> None:
    (tmp_path / "round.toml").write_text(f"[privacy]\n{line}\n")
    with pytest.raises(Exception, match=r"privacy|originals_days"):
        load_reference(settings=tmp_path / "round.toml")


@pytest.mark.browser
def test_it_prints_on_one_page(tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium")
    page, paper = tmp_path / "processing.html", tmp_path / "processing.pdf"
    page.write_bytes(processing_page(samples.reference(), 15706, ON))
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={paper}"]
    subprocess.run([chromium, *options, page.as_uri()], check=True, capture_output=True, timeout=120)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper.read_bytes())) == 1
