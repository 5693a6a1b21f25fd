"""Writing rendered files: whole or not at all, unchanged ones left alone."""

from pathlib import Path

from pipeline.report.save import save


def test_folders_are_made_and_changed_files_named(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    assert save(folder, {"56/a.csv": b"1", "index.html": b"2"}) == ("56/a.csv", "index.html")
    assert save(folder, {"56/a.csv": b"1", "index.html": b"3"}) == ("index.html",)
    assert (folder / "index.html").read_bytes() == b"3"
    assert sorted(path.name for path in folder.rglob("*")) == ["56", "a.csv", "index.html"]


def test_modes_are_as_asked_whatever_the_umask(tmp_path: Path) -> None:
    save(tmp_path / "contacts", {"sub/index.html": b"x"}, mode=0o600, folder_mode=0o700)
    assert (tmp_path / "contacts").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "contacts" / "sub").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "contacts" / "sub" / "index.html").stat().st_mode & 0o777 == 0o600
