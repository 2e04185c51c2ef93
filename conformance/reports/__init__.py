"""Reports: data in, text out. Every report is a view of plain data with a published schema."""
