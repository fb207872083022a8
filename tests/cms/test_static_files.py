from __future__ import annotations

import os
import time
from pathlib import Path

from django.contrib.staticfiles import finders

from cms.static_files import SheetFinder


def test_all_parts_of_the_brand_reach_readers_as_one_sheet():
    parts = sorted(SheetFinder.PARTS.glob("*.css"))

    sheet = Path(finders.find(SheetFinder.BRAND)).read_text()

    assert len(parts) > 1
    assert sheet == "\n".join(part.read_text() for part in parts)


def test_a_part_that_is_gone_leaves_the_sheet(tmp_path, monkeypatch):
    for name in ("1.css", "2.css"):
        (tmp_path / name).write_text(f"/* {name} */")
    monkeypatch.setattr(SheetFinder, "PARTS", tmp_path)
    monkeypatch.setattr(SheetFinder, "BRAND", "cms/tried.css")
    monkeypatch.setitem(SheetFinder.MAKERS, "cms/tried.css", str)
    finder = SheetFinder()
    before = Path(finder.find("cms/tried.css")).read_text()

    (tmp_path / "1.css").unlink()
    os.utime(tmp_path, times=(time.time() + 60,) * 2)

    assert before == "/* 1.css */\n/* 2.css */"
    assert Path(finder.find("cms/tried.css")).read_text() == "/* 2.css */"
