"""Messy workbooks, made by hand, and what intake makes of them."""
