"""Meetings, without a database."""
