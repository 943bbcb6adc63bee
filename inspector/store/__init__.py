"""The county file: SQLite through SQLAlchemy, with migrations, a chain of records, and backups."""

from .chain import Record
from .county_file import CountyFile
from .quarantine import Quarantined

__all__ = ["CountyFile", "Quarantined", "Record"]
