"""How a document is laid out: fonts, sheet and kinds of document, read from content/layout.

Only what people measure stands in content (millimetres, points, characters, lines); what Word
wants is worked out where Word is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from tuobo.core.content import Content, Definition, Identifier, Names, Source, unique
from tuobo.core.errors import DefinitionError

PLAIN = "plain"
# Names stand in style sheets and in settings of fonts; marks of either would end them.
FamilyName = Annotated[str, Field(pattern=r"^[^\"'<>;{}\\]+$")]
FontName: TypeAlias = Literal["title", "imitation_song", "regular_script", "black", "song"]


class Font(Definition):
    """A font by its official name; see content/layout/fonts for the two kinds of fall-back."""

    font: FontName
    name: FamilyName
    same_as: tuple[FamilyName, ...] = ()
    instead: tuple[FamilyName, ...]
    style: Literal["serif", "sans-serif"]
    weight: int = 400

    @property
    def family(self) -> tuple[str, ...]:
        """All names, the official one first."""
        return (self.name, *self.same_as, *self.instead)


class TextStyle(Definition):
    """One style. `line_points` None is a line of the grid, 0 as high as what stands in it."""

    name: str
    font: FontName
    points: float
    align: Literal["left", "center", "right", "both"] = "left"
    indent: float = 0
    line_points: float | None = None
    color: str = ""
    follows: str = ""


class Styles(Definition):
    """Every style that a document uses; a missing one is an error at load."""

    body: TextStyle
    title: TextStyle
    receiver: TextStyle
    heading_1: TextStyle
    heading_2: TextStyle
    heading_3: TextStyle
    heading_4: TextStyle
    lead: TextStyle
    mark: TextStyle
    copy_number: TextStyle
    issuer: TextStyle
    number: TextStyle
    signer: TextStyle
    attachment_list: TextStyle
    attachment_mark: TextStyle
    signature: TextStyle
    caption: TextStyle
    cell: TextStyle
    cell_head: TextStyle
    note: TextStyle
    picture: TextStyle
    contents_title: TextStyle
    contents_1: TextStyle
    contents_2: TextStyle
    page_number: TextStyle
    back: TextStyle

    def of(self, name: str) -> TextStyle:
        style: TextStyle = getattr(self, name)
        return style

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(type(self).model_fields)


class Paper(Definition):
    width_mm: float
    height_mm: float


class Margins(Definition):
    """天头 and 订口; right and bottom are what the type area leaves."""

    top_mm: float
    left_mm: float


class Grid(Definition):
    characters: int
    lines: int


class PageNumber(Definition):
    below_type_area_mm: float
    side_characters: float
    dash: str


class RedHead(Definition):
    top_mm: float
    mark_lines: int
    largest_points: float
    lines_to_number: int
    rule_below_number_mm: float
    rule_mm: float
    side_characters: float
    color: str
    lines_to_title: int


class TitleBreaks(Definition):
    """Where a long title may be broken, so that lines end where the meaning allows it."""

    lines_above_plain: int
    break_before: tuple[str, ...]
    break_after: tuple[str, ...]
    keep_whole: tuple[str, ...]


class Ending(Definition):
    """附件说明, 署名 and 成文日期."""

    lines_above_attachment_list: int
    lines_above_signature_with_seal: int
    lines_above_signature: int
    date_from_right_with_seal: float
    name_from_right: float
    date_after_name_start: float


class AttachmentPage(Definition):
    mark: str
    title_line: int


class BackRules(Definition):
    outer_rule_mm: float
    inner_rule_mm: float
    side_characters: float


class ContentsPage(Definition):
    title: str
    levels: int


class PictureFrame(Definition):
    width_mm: float
    height_mm: float
    resolution: int


class TableSize(Definition):
    """Type size of tables with at most that many columns."""

    columns: int
    points: float
    line_points: float


class TableRules(Definition):
    roomy: TableSize
    tight: TableSize
    dense: TableSize
    turn_page_from_columns: int
    whole_up_to_rows: int
    rule_points: float
    frame_points: float

    def size_for(self, columns: int) -> TableSize:
        for size in (self.roomy, self.tight):
            if columns <= size.columns:
                return size
        return self.dense


class Sheet(Definition):
    """A layout key: all measures of one standard."""

    sheet: Identifier
    names: Names
    source: Source
    paper: Paper
    margins: Margins
    type_area: Paper
    grid: Grid
    page_number: PageNumber
    red_head: RedHead
    title: TitleBreaks
    ending: Ending
    attachment: AttachmentPage
    back: BackRules
    contents: ContentsPage
    picture: PictureFrame
    table: TableRules
    styles: Styles

    @property
    def right_mm(self) -> float:
        return self.paper.width_mm - self.margins.left_mm - self.type_area.width_mm

    @property
    def bottom_mm(self) -> float:
        return self.paper.height_mm - self.margins.top_mm - self.type_area.height_mm


class Kind(Definition):
    """Which parts a kind of document has."""

    kind: Identifier
    names: Names
    sheet: Identifier
    head: Literal["red", "plain"]
    has_signer: bool = False
    contents: Literal["always", "asked", "never"] = "asked"
    back: bool = False
    note: str = ""


class ChartFont(Definition):
    """A family and the file names under which machines have it."""

    family: str
    files: tuple[str, ...]


class ChartColors(Definition):
    line: str
    second: str
    third: str
    band: str
    rule: str
    signal: str


class ChartStyle(Definition):
    """How charts look, and the Chinese fonts that they may be drawn with, best first."""

    charts: Identifier
    names: Names
    fonts: tuple[ChartFont, ...]
    folders: tuple[str, ...]
    width: int
    height: int
    text_points: float
    colors: ChartColors = Field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What laying out one document needs."""

    kind: Kind
    sheet: Sheet
    fonts: dict[str, Font]

    def font_of(self, style: TextStyle) -> Font:
        return self.fonts[style.font]


class Layouts:
    """All layouts of the content in use."""

    def __init__(
        self, fonts: tuple[Font, ...], sheets: tuple[Sheet, ...], kinds: tuple[Kind, ...]
    ) -> None:
        self.fonts = {str(one.font): one for one in unique(fonts, "font")}
        self.sheets = {one.sheet: one for one in unique(sheets, "sheet")}
        self.kinds = {one.kind: one for one in unique(kinds, "kind")}
        for kind in kinds:
            if kind.sheet not in self.sheets:
                raise DefinitionError("layout.no_sheet", kind=kind.kind, sheet=kind.sheet)
        missing = {style.font for sheet in sheets for style in _styles(sheet)} - set(self.fonts)
        if missing:
            raise DefinitionError("layout.no_font", fonts=", ".join(sorted(missing)))

    @classmethod
    def of(cls, content: Content) -> Layouts:
        return cls(
            content.load("layout/fonts", Font),
            content.load("layout/sheets", Sheet),
            content.load("layout/kinds", Kind),
        )

    def for_kind(self, kind: str) -> Layout:
        """The layout of a kind; a kind that has none of its own is laid out as a plain hand-in."""
        chosen = self.kinds.get(kind, self.kinds[PLAIN])
        return Layout(kind=chosen, sheet=self.sheets[chosen.sheet], fonts=self.fonts)


def chart_style(content: Content) -> ChartStyle:
    """The style of charts in print."""
    return content.load("layout/charts", ChartStyle)[0]


def _styles(sheet: Sheet) -> tuple[TextStyle, ...]:
    return tuple(sheet.styles.of(name) for name in sheet.styles.names)
