"""Workbooks beside what a county keeps: previewed, imported, refused, exported."""
