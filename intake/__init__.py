"""Spreadsheets in; spreadsheets, documents and calendars out. Imports only ``terms``; it never touches the database."""
