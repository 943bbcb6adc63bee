"""Alembic migrations of the county file, from the first version on."""
