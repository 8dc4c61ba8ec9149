"""One wrong file a mistake, each with its exact message: the file, what was found, what to do."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from tests.bad.compound import compound_file
from tests.engines.intake.files import (
    CASE_TITLES,
    CONTENT,
    READING,
    case_number,
    case_rows,
    read,
    text,
    workbook,
)
from tuobo.core.errors import DataError
from tuobo.core.texts import Texts
from tuobo.engines.intake import open_source

NOTHING = "未作任何更改。"
ZH = Texts(CONTENT)
EN = Texts(CONTENT, "en")


def _message(path: Path) -> str:
    """The message on reading a file; the folder is as it was, and English says as much."""
    before = _folder(path.parent)
    with pytest.raises(DataError) as caught:
        read(path)
    assert _folder(path.parent) == before
    assert EN.error(caught.value).endswith(f"Nothing was changed. [{caught.value.code}]")
    return ZH.error(caught.value)


def _folder(folder: Path) -> list[tuple[str, int, int]]:
    stats = ((one, one.stat()) for one in sorted(folder.iterdir()))
    return [(one.name, stat.st_size, stat.st_mtime_ns) for one, stat in stats]


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "案件.xlsx"
    assert _message(path) == (
        f"找不到文件：{path}。请核对路径和文件名后重试。{NOTHING} [intake.missing_file]"
    )


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "导出").mkdir()
    assert _message(tmp_path / "导出") == (
        f"导出 是文件夹，不是文件。请指定其中的一个文件。{NOTHING} [intake.is_directory]"
    )


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "案件.csv").touch()
    assert _message(tmp_path / "案件.csv") == (
        f"案件.csv 是空文件（0 字节）。请重新导出。{NOTHING} [intake.empty_file]"
    )


def test_a_file_of_two_gigabytes(tmp_path: Path) -> None:
    """A sparse file: 2 GiB = 2,147,483,648 bytes to the eye, nothing on the disk."""
    path = tmp_path / "案件.csv"
    with path.open("wb") as opened:
        opened.truncate(2 * 1024**3)
    assert _message(path) == (
        "案件.csv 有 2147483648 字节，超过上限 2000000000 字节。请按年度或者部门分成几个文件导出，"
        f"或者导出为 .parquet。{NOTHING} [intake.too_large]"
    )


def test_an_extension_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "案件.dbf").write_bytes(b"\x03whatever")
    assert _message(tmp_path / "案件.dbf") == (
        "案件.dbf 的类型（.dbf）不能导入。可以导入的类型：.xlsx, .csv(.gz), .parquet, .jsonl(.gz)。"
        f"请另存为其中一种。{NOTHING} [intake.unknown_kind]"
    )


def test_a_wrong_encoding(tmp_path: Path) -> None:
    """Line 3 holds bytes that are neither UTF-8 nor GB18030."""
    path = tmp_path / "案件.csv"
    rows = "案号,立案日期\r\n甲,2025-03-01\r\n".encode("gb18030")
    path.write_bytes(rows + b"\xff\xff\xff,2025-03-01\r\n")
    message = _message(path)
    assert message.startswith("案件.csv 第 3 行起既不是 UTF-8 也不是 GB18030（像是 ")
    assert message.endswith(f"）。请另存为 UTF-8 的 .csv。{NOTHING} [intake.encoding]")


def test_a_truncated_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "案件.xlsx", {"案件": [CASE_TITLES, *case_rows(50)]})
    path.write_bytes(path.read_bytes()[:2000])
    assert _message(path) == (
        "案件.xlsx 不完整或者已损坏，不能按 xlsx 读取（File is not a zip file）。"
        f"请重新导出或者重新拷贝。{NOTHING} [intake.damaged]"
    )


def test_a_workbook_whose_sheet_is_damaged_inside(tmp_path: Path) -> None:
    """The directory of the package is whole; a byte of the packed sheet is not."""
    path = workbook(tmp_path / "案件.xlsx", {"案件": [CASE_TITLES, *case_rows(500)]})
    with zipfile.ZipFile(path) as package:
        entry = package.getinfo("xl/worksheets/sheet1.xml")
    content = bytearray(path.read_bytes())
    middle = entry.header_offset + entry.compress_size // 2
    content[middle : middle + 40] = bytes(40)
    path.write_bytes(content)
    assert _message(path).startswith("案件.xlsx 不完整或者已损坏，不能按 xlsx 读取（")


def test_a_truncated_csv(tmp_path: Path) -> None:
    """The last record has two of six cells and no line end."""
    path = text(tmp_path / "案件.csv", [CASE_TITLES, *case_rows(3)])
    whole = path.read_bytes().decode("gb18030")
    cut = whole[: whole.index("2025-03-01", whole.index(case_number(3))) + 6]
    path.write_bytes(cut.encode("gb18030"))
    assert _message(path) == (
        f"案件.csv 在末尾中断（行 4：“{case_number(3)},2025-0”），可能没有导出或者拷贝完整。"
        f"请重新导出。{NOTHING} [intake.csv_truncated]"
    )


def test_a_csv_cut_inside_quotes(tmp_path: Path) -> None:
    path = tmp_path / "案件.csv"
    path.write_text('案号,立案日期\n甲,"乙\n', encoding="utf-8")
    assert _message(path) == (
        '案件.csv 在末尾中断（行 —：“"乙”），可能没有导出或者拷贝完整。'
        f"请重新导出。{NOTHING} [intake.csv_truncated]"
    )


def test_a_truncated_gzip(tmp_path: Path) -> None:
    plain = text(tmp_path / "案件.csv", [CASE_TITLES, *case_rows(500)])
    packed = gzip.compress(plain.read_bytes())
    plain.unlink()
    path = tmp_path / "案件.csv.gz"
    path.write_bytes(packed[: len(packed) // 2])
    assert _message(path).startswith("案件.csv.gz 不完整或者已损坏，不能按 gzip 读取（")


def test_a_truncated_parquet(tmp_path: Path) -> None:
    path = tmp_path / "案件.parquet"
    path.write_bytes(b"PAR1 and then nothing")
    assert _message(path).startswith("案件.parquet 不完整或者已损坏，不能按 parquet 读取（")


def test_a_json_line_that_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "案件.jsonl"
    path.write_text('{"案号": "甲"}\n{"案号": "乙', encoding="utf-8")
    assert _message(path) == (
        '案件.jsonl 第 2 行不是完整的 JSON 对象：“{"案号": "乙”。请重新导出；每行应为一个对象。'
        f"{NOTHING} [intake.bad_json]"
    )


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    path = compound_file(tmp_path / "案件.xlsx", "EncryptedPackage")
    assert _message(path) == (
        "案件.xlsx 设有打开密码，不能读取。请在 Excel 或者 WPS 中取消密码后另存。"
        f"{NOTHING} [intake.password]"
    )


def test_an_old_workbook(tmp_path: Path) -> None:
    path = compound_file(tmp_path / "案件.xls", "Workbook")
    assert _message(path) == (
        "案件.xls 是 2003 版及以前的 .xls 工作簿。请在 Excel 或者 WPS 中另存为 .xlsx。"
        f"{NOTHING} [intake.legacy_xls]"
    )


def test_an_old_document(tmp_path: Path) -> None:
    path = compound_file(tmp_path / "判决书.doc", "WordDocument")
    assert _message(path) == (
        "判决书.doc 是 2003 版及以前的 .doc 文档，不是表格。请另存为 .docx 后按裁判文书导入。"
        f"{NOTHING} [intake.legacy_doc]"
    )


def test_a_damaged_old_file(tmp_path: Path) -> None:
    path = tmp_path / "案件.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"and no more")
    assert _message(path) == (
        "案件.xls 是旧版 Office 格式，且不完整或者已损坏。请在原程序中打开，另存为 .xlsx。"
        f"{NOTHING} [intake.damaged_compound]"
    )


def test_a_web_page_named_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "案件.xls"
    path.write_text("<html><table><tr><td>案号</td></tr></table></html>", encoding="utf-8")
    assert _message(path) == (
        "案件.xls 名为工作簿，内容却是网页。请在 Excel 或者 WPS 中打开，另存为 .xlsx。"
        f"{NOTHING} [intake.web_page_as_workbook]"
    )


def test_a_text_named_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "案件.xlsx"
    path.write_text("case,filed\n", encoding="utf-8")
    assert _message(path) == (
        "案件.xlsx 名为工作簿，内容却不是（开头字节 63 61 73 65 2c 66 69 6c）。"
        f"请在原系统重新导出为 .xlsx。{NOTHING} [intake.not_a_workbook]"
    )


@pytest.mark.parametrize(
    ("member", "message"),
    [
        ("word/document.xml", "案件.xlsx 是 Word 文档（含 word/document.xml），不是工作簿。"),
        ("案件.csv", "案件.xlsx 是压缩包（含 案件.csv），不是工作簿。"),
    ],
)
def test_a_package_that_is_no_workbook(tmp_path: Path, member: str, message: str) -> None:
    with zipfile.ZipFile(tmp_path / "案件.xlsx", "w") as package:
        package.writestr(member, "x")
    assert _message(tmp_path / "案件.xlsx").startswith(message)


def test_a_zip_bomb(tmp_path: Path) -> None:
    """60,000,000 equal bytes pack to about 58 kB: a ratio above 1,000 where 200 is allowed."""
    path = tmp_path / "案件.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "x")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    message = _message(path)
    assert message.startswith("案件.xlsx 解压后有 60000001 字节，压缩比 10")
    assert message.endswith(f"请分成几个文件。{NOTHING} [intake.zip_bomb]")


def test_the_limits_of_unpacking_are_content(tmp_path: Path) -> None:
    path = workbook(tmp_path / "案件.xlsx", {"案件": [CASE_TITLES, *case_rows(3)]})
    limits = READING.limits.model_copy(update={"max_unpacked_bytes": 1_000})
    with pytest.raises(DataError) as caught:
        open_source(path, limits)
    assert caught.value.code == "intake.zip_bomb"


def test_zero_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "案件.xlsx", {"案件": [CASE_TITLES]})
    assert _message(path) == (
        f"案件.xlsx 的 案件 只有表头，没有数据行。请核对导出条件。{NOTHING} [intake.no_rows]"
    )


def test_a_doubled_header(tmp_path: Path) -> None:
    titles = ["案号", "立案日期", "立案日期"]
    path = workbook(tmp_path / "案件.xlsx", {"案件": [titles, [case_number(1), "2025-03-01", "x"]]})
    assert _message(path) == (
        "案件.xlsx 的 案件 有两列都叫“立案日期”，不能判断用哪一列。请改名或者删去一列。"
        f"{NOTHING} [intake.header_doubled]"
    )


def test_a_doubled_header_that_nobody_needs_is_no_matter(tmp_path: Path) -> None:
    titles = ["案号", "立案日期", "备注", "备注"]
    path = workbook(
        tmp_path / "案件.xlsx", {"案件": [titles, [case_number(1), "2025-03-01", 1, 2]]}
    )
    assert read(path).rows_read == {"案件": 1}


def test_no_header(tmp_path: Path) -> None:
    path = workbook(tmp_path / "案件.xlsx", {"案件": [[1, 2, 3], [4, 5, 6]]})
    assert _message(path) == (
        "案件.xlsx 前 40 行没有可以识别的表头。请保留列名一行（如案号、立案日期）后重新导出。"
        f"{NOTHING} [intake.no_header]"
    )


def test_a_needed_column_is_missing(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "案件.xlsx", {"案件": [["立案日期", "承办人"], ["2025-03-01", "甲"]]}
    )
    assert _message(path) == (
        "案件.xlsx 的 案件 缺少必需的列：案号、法院代字、案号代字、案件大类、审级。"
        "找到的列：立案日期、承办人。请补上这些列，或者在映射中指定对应的列。"
        f"{NOTHING} [intake.columns_missing]"
    )


def test_a_sheet_that_the_mapping_does_not_know(tmp_path: Path) -> None:
    path = workbook(tmp_path / "菜单.xlsx", {"菜单": [["菜名", "单价"], ["豆腐", "5"]]})
    assert _message(path) == (
        "菜单.xlsx 中没有映射“court_export”认得的工作表。找到：菜单（菜名、单价）。"
        f"请选用别的映射，或者重新生成映射建议。{NOTHING} [intake.no_matching_sheet]"
    )


def test_a_sheet_of_formula_errors_only(tmp_path: Path) -> None:
    rows = [CASE_TITLES, *(["#REF!", "2025-03-01", "", "", "甲", 1] for _ in range(3))]
    path = workbook(tmp_path / "案件.xlsx", {"案件": rows})
    assert _message(path) == (
        "案件.xlsx 的 案件 中“案号”一列全部是公式错误（如 #REF!）。"
        f"请在原文件中修正公式，或者粘贴为数值后另存。{NOTHING} [intake.all_formula_errors]"
    )


def test_one_formula_error_is_an_issue_and_the_other_rows_go_on(tmp_path: Path) -> None:
    rows = [CASE_TITLES, *case_rows(2), ["#REF!", "2025-03-01", "", "", "甲", 1]]
    batch = read(workbook(tmp_path / "案件.xlsx", {"案件": rows}))
    assert (batch.rows_read, batch.rows_kept) == ({"案件": 3}, {"案件": 2})
    (issue,) = batch.issues.to_dicts()
    assert (issue["sheet"], issue["row"], issue["column"], issue["found"]) == (
        "案件", 4, "案号", "#REF!"
    )  # fmt: skip


def test_every_column_too_many(tmp_path: Path) -> None:
    """2,001 columns where 2,000 are allowed; the last one is BXY."""
    wide = [f"列{n}" for n in range(2001)]
    path = workbook(tmp_path / "案件.xlsx", {"案件": [wide]})
    assert _message(path) == (
        "案件.xlsx 的 案件 一直用到 BXY 列，超过上限 2000 列。请删去右侧多余的列后另存。"
        f"{NOTHING} [intake.too_wide]"
    )
