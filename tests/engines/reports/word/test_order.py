"""Elements stand in the order that the standard demands: Word refuses files where they do not."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from tests.engines.reports.sample_report import official, report
from tests.engines.reports.word.reading_back import written
from tuobo.engines.reports.document import Document

# ECMA-376 part 1, chapter 17: children in the order of their sequences, as far as we write them.
_ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs "
    "autoSpaceDE autoSpaceDN snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs color spacing kern sz szCs highlight shd lang",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tblBorders": "top left bottom right insideH insideV",
    "tcPr": "tcW vAlign",
    "tbl": "tblPr tblGrid tr",
    "style": "name aliases basedOn next qFormat pPr rPr tblPr",
    "font": "altName charset family",
    "settings": "zoom bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop "
    "evenAndOddHeaders characterSpacingControl updateFields compat docVars themeFontLang",
    "inline": "extent docPr cNvGraphicFramePr graphic",
}
_TWICE = {"footerReference", "tr", "headerReference"}


@pytest.mark.parametrize(
    "document",
    [report(), official(), report(kind="trend_analysis"), official(has_contents=True)],
    ids=["plain", "official", "contents", "both"],
)
def test_every_element_stands_in_its_order(document: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(written(document))) as archive:
        parts = [name for name in archive.namelist() if name.endswith(".xml")]
        for name in parts:
            for element in etree.fromstring(archive.read(name)).iter():
                kind = etree.QName(element).localname
                if kind not in _ORDERS:
                    continue
                children = [etree.QName(child).localname for child in element]
                places = [_ORDERS[kind].split().index(child) for child in children]
                assert places == sorted(places), (name, kind, children)
                once = [child for child in children if child not in _TWICE]
                assert len(set(once)) == len(once), (name, kind, children)


def test_every_part_has_a_type_and_every_relation_a_part() -> None:
    with zipfile.ZipFile(io.BytesIO(written(official()))) as archive:
        names = set(archive.namelist())
        types = archive.read("[Content_Types].xml").decode()
        assert all(f'PartName="/{name}"' in types for name in names if name.startswith("word/f"))
        for relations in (name for name in names if name.endswith(".rels")):
            folder = relations.split("_rels/")[0]
            for one in etree.fromstring(archive.read(relations)):
                target = one.get("Target", "")
                path = target.removeprefix("../") if target.startswith("../") else folder + target
                assert path in names
