"""The county file: lists that change, and a chain of records that only grows, in one SQLite file."""

from .chain import Record
from .county_file import CountyFile, StoredQuarantine

__all__ = ["CountyFile", "Record", "StoredQuarantine"]
