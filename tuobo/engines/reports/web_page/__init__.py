"""A document as one HTML page: no network, no foreign font, every figure opens its passport."""

from tuobo.engines.reports.web_page.page import document_html

__all__ = ["document_html"]
