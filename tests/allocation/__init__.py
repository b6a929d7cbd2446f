"""Allocation, without a database: every rule, level, reason and refusal."""
