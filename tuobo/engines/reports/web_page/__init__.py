"""A document as one HTML page: no network, no foreign font, every figure opens its passport.

`card_lines` is what a reader sees of a figure, `font_families` how the official fonts are asked
for, for pages that show a document in a frame of their own.
"""

from tuobo.engines.reports.web_page.page import document_html, font_families
from tuobo.engines.reports.web_page.passport_card import card_lines

__all__ = ["card_lines", "document_html", "font_families"]
