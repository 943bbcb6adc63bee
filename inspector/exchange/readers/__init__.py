"""Files as sheets of plain cells, whatever their names say: the first bytes decide which reader is used."""

from .files import read_sheets
from .raw import RawSheet

__all__ = ["RawSheet", "read_sheets"]
