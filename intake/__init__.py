"""Spreadsheets in, spreadsheets out. Imports only ``terms``; it never touches the database."""
