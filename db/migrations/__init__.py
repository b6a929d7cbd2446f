"""Alembic migrations and the SQL of guards."""
