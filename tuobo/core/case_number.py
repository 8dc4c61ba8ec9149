"""Case numbers: the form of 法〔2015〕137号 and the older one, read in any bracket and width.

A case is known by its number without the document suffix (之一): `CaseNumber` keeps the suffix,
columns of case numbers do not. What cannot be read is None or null, never a guess; what can be
read but breaks the form (leading zeros, an unlisted word) is given with `form_ok` false.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

import polars as pl

from tuobo.core.vocabulary import Vocabularies, Vocabulary

_HAN = "[㐀-鿿]"
_SUFFIX = "(?P<suffix>(?:之[一二三四五六七八九十百]+)?)"
_OPENING = ("〔", "[", "【", "{", "〈", "<")
_CLOSING = ("〕", "]", "】", "}", "〉", ">")
# Kinds of matter with which an old case word begins; all words of old numbers are cut here.
_OLD_KIND = "刑|民|行|执|赔|商|知|破|督|催|劳|涉外|法委赔"
_OLD_REST = (
    rf"(?P<word>(?:{_OLD_KIND})(?:{_HAN}|\({_HAN}{{1,3}}\)){{0,7}}?)"
    rf"字第?(?P<serial>[0-9]{{1,8}})(?P<suffix>(?:-[0-9]+)?)号"
)
_OLD_YEAR = r"\((?P<year>(?:19|20)[0-9]{2})\)"
# First with a court, as short as a word behind it allows; then without: （2013）民提字第3号 of the
# highest court. （2012）沪一中民一（民）终字第12号 has brackets in the word.
_OLD_PATTERNS = (
    rf"{_OLD_YEAR}(?P<court>{_HAN}{{1,10}}?){_OLD_REST}",
    rf"{_OLD_YEAR}(?P<court>){_OLD_REST}",
)
_DIVISION_IN_WORD = re.compile(r"[一二三四五六七八九十]|\([^)]*\)")


class Form(StrEnum):
    """How a number was written: today's form, the form before 2016, or readable but wrong."""

    OFFICIAL = "official"
    OLD = "old"
    LOOSE = "loose"


@dataclass(frozen=True, kw_only=True)
class CaseNumber:
    """One case number; `width` keeps the leading zeros that old numbers were printed with."""

    year: int
    court: str
    word: str
    serial: int
    suffix: str = ""
    is_old: bool = False
    width: int = field(default=0, compare=False)

    @property
    def case(self) -> CaseNumber:
        """The number of the case itself, without the document suffix."""
        return replace(self, suffix="")

    def __str__(self) -> str:
        word = _printed(self.word)
        if self.is_old:
            serial = str(self.serial).zfill(self.width)
            return f"（{self.year}）{self.court}{word}字第{serial}{self.suffix}号"
        return f"（{self.year}）{self.court}{word}{self.serial}号{self.suffix}"


class CaseNumbers:
    """Reads case numbers with the case words and the court characters of the vocabularies.

    `court_form` is a pattern of what a court code looks like, whether a list knows it or not.
    """

    def __init__(self, words: Vocabulary, courts: Vocabulary) -> None:
        self.words = frozenset(entry.code for entry in words.entries)
        self._synonyms = words.code_of
        # Only the highest courts have codes without digits; all others are built upon them.
        heads = sorted((c.code for c in courts.entries if c.code.isalpha()), key=len, reverse=True)
        self.court_form = rf"(?:{'|'.join(heads)})(?:[0-9]{{4}}|[0-9]{{2}})?"
        court = rf"(?P<court>{self.court_form})"
        listed = "|".join(sorted(self.words, key=len, reverse=True))
        word = rf"(?P<word>{listed})"
        new = rf"\((?P<year>20[0-9]{{2}})\){court}{word}(?P<serial>[1-9][0-9]{{0,7}})号{_SUFFIX}"
        loose = (
            rf"\(?(?P<year>(?:19|20)[0-9]{{2}})\)?{court}"
            rf"(?P<word>{_HAN}{{1,5}}?)(?:字?第|字)?(?P<serial>[0-9]{{1,8}})号?{_SUFFIX}"
        )
        self._patterns = (
            (Form.OFFICIAL, new),
            *((Form.OLD, old) for old in _OLD_PATTERNS),
            (Form.LOOSE, loose),
        )
        self._whole = [(form, re.compile(f"^{text}$")) for form, text in self._patterns]
        self._anywhere = re.compile("|".join((_unnamed(new), *map(_unnamed, _OLD_PATTERNS))))

    @classmethod
    def of(cls, vocabularies: Vocabularies) -> CaseNumbers:
        return cls(vocabularies["case_word"], vocabularies["court"])

    def parse(self, text: str) -> CaseNumber | None:
        """One number, in whatever form it can be read; None if it cannot."""
        tidy = tidied(text)
        for form, pattern in self._whole:
            if found := pattern.match(tidy):
                return _number(found, is_old=form is Form.OLD)
        return None

    def find_all(self, text: str) -> tuple[CaseNumber, ...]:
        """The numbers in a running text in the official or the old form, in order."""
        hits = self._anywhere.finditer(tidied(text))
        return tuple(number for hit in hits if (number := self.parse(hit[0])))

    def word_code(self, word: str) -> str:
        """The vocabulary's code for a written case word: 民一初 and 商初 of old numbers → 民初.

        A word that the list does not know comes back as it is.
        """
        for known in (word, _DIVISION_IN_WORD.sub("", word)):
            if known in self._synonyms:
                return self._synonyms[known]
        return word

    def parse_column(self, texts: pl.Series) -> pl.DataFrame:
        """A row a text: case_number, court, case_word, case_year, case_serial, form, form_ok.

        Unreadable texts give nulls and `form_ok` false; a null text gives nulls throughout.
        """
        given = pl.DataFrame({"text": tidied_column(texts)}).with_row_index("at")
        parts, left = [], given.drop_nulls("text")
        for form, pattern in self._patterns:
            groups = pl.col("text").str.extract_groups(f"^{pattern}$").alias("group")
            read = left.with_columns(groups, form=pl.lit(form.value)).unnest("group")
            parts.append(read.drop_nulls("year"))
            left = read.filter(pl.col("year").is_null()).select("at", "text")
        found = self._official(pl.concat(parts))
        whole = given.join(found, on="at", how="left", maintain_order="left")
        return whole.select(
            "case_number", "court", "case_word", "case_year", "case_serial", "suffix", "form",
            form_ok=(pl.col("form") != Form.LOOSE.value).fill_null(value=False),
        )  # fmt: skip

    def _official(self, read: pl.DataFrame) -> pl.DataFrame:
        """The parts as columns of the fact tables, with the number in its printed form."""
        words = read["word"].unique().drop_nulls().to_list()
        codes = {word: self.word_code(word) for word in words}
        is_old = pl.col("form") == Form.OLD.value
        word = pl.col("word").replace({word: _printed(word) for word in words})
        return read.select(
            "at",
            pl.format(
                "（{}）{}{}{}{}号",
                "year", "court", word,
                pl.when(is_old).then(pl.lit("字第")).otherwise(pl.lit("")),
                pl.when(is_old).then("serial").otherwise(pl.col("serial").str.strip_chars_start("0")),
            ).alias("case_number"),
            "court",
            pl.col("word").replace(codes).alias("case_word"),
            pl.col("year").cast(pl.Int32).alias("case_year"),
            pl.col("serial").cast(pl.Int32).alias("case_serial"),
            "suffix",
            "form",
        )  # fmt: skip


def tidied(text: str) -> str:
    """One width, round brackets, no spaces: what the patterns are written for."""
    return str(tidied_column(pl.Series([text], dtype=pl.String))[0])


def tidied_column(texts: pl.Series) -> pl.Series:
    """The same for a whole column."""
    opened = texts.str.normalize("NFKC").str.replace_many(
        [*_OPENING, *_CLOSING], ["("] * len(_OPENING) + [")"] * len(_CLOSING)
    )
    if opened.str.contains(r"[\s\x{200b}\x{feff}]").any():
        return opened.str.replace_all(r"[\s\x{200b}\x{feff}]", "")
    return opened


def _printed(word: str) -> str:
    return word.replace("(", "（").replace(")", "）")


def _unnamed(pattern: str) -> str:
    """The pattern without group names, so that several can stand in one."""
    return re.sub(r"\(\?P<[a-z]+>", "(?:", pattern)


def _number(found: re.Match[str], *, is_old: bool) -> CaseNumber:
    part = found.groupdict()
    return CaseNumber(
        year=int(part["year"]),
        court=part["court"],
        word=part["word"],
        serial=int(part["serial"]),
        suffix=part["suffix"],
        is_old=is_old,
        width=len(part["serial"]) if is_old else 0,
    )
