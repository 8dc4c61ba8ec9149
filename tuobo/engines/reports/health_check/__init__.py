"""The health check (体检表): its page model, and the page and the workbook made from it."""
