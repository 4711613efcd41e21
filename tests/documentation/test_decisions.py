from pathlib import Path

from documentation.decisions import decisions


def test_every_decision_is_listed_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "0002-b.md").write_text("# 2. Another thing\n\n**Context.**", "utf-8")
    (tmp_path / "0001-a.md").write_text("# 1. One thing; and more\n", "utf-8")
    page = decisions(tmp_path)
    assert page.endswith("\n1. [One thing; and more](0001-a.md)\n2. [Another thing](0002-b.md)\n")
