"""Whether a file is a workbook of ours, even when it no longer opens.

A damaged workbook of ours must be called damaged, not foreign; so where the archive's directory is lost the
parts that are left are looked at one by one.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from .official import NAMES
from .writing import MARKER

CUSTOM_PROPERTIES = "docProps/custom.xml"
WORKBOOK = "xl/workbook.xml"
LOCAL_HEADER = b"PK\x03\x04"
ENOUGH_NAMES = 3
"""So many sheets of our names make a workbook ours although another program dropped the marker."""
MOST_BYTES = 2 << 30
"""What a workbook may unpack to; the largest of ours stays far below."""
MOST_OF_A_PART = 1 << 20
MOST_OF_A_RUIN = 64 << 20
OTHER_OFFICE_FILES = ("word/", "ppt/")
EXCEL_PARTS = ("xl/", "docProps/", "_rels/", "[Content_Types].xml")


class Origin(Enum):
    """What a file is: a workbook of ours, one of ours (or not to be told from one) that is damaged, or another's."""

    OURS = "ours"
    DAMAGED = "damaged"
    FOREIGN = "foreign"


def identify(path: Path) -> Origin:
    """What the file at `path` is, by its content.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [_part(archive, name) for name in (CUSTOM_PROPERTIES, WORKBOOK)]
            if _is_ours(b"".join(part or b"" for part in parts)):
                return Origin.OURS if _is_whole(archive) else Origin.DAMAGED
            # what is illegible may have been ours
            return Origin.DAMAGED if None in parts else Origin.FOREIGN
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        with path.open("rb") as stream:
            return _identify_ruin(stream.read(MOST_OF_A_RUIN))


def bears(path: Path, marker: str) -> bool:
    """Whether a whole archive carries a document property, by which other files of ours are known."""
    try:
        with zipfile.ZipFile(path) as archive:
            return marker.encode() in (_part(archive, CUSTOM_PROPERTIES) or b"")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return False


def _is_whole(archive: zipfile.ZipFile) -> bool:
    """Whether every part unpacks to what was packed, and all of them to no more than a workbook of ours can be."""
    size = sum(part.file_size for part in archive.infolist())
    return size <= MOST_BYTES and archive.testzip() is None


def _part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """The beginning of a part; empty if there is none, None if it is damaged."""
    if name not in archive.namelist():
        return b""
    try:
        with archive.open(name) as stream:
            return stream.read(MOST_OF_A_PART)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return None


def _is_ours(content: bytes) -> bool:
    return MARKER.encode() in content or sum(name.encode() in content for name in NAMES) >= ENOUGH_NAMES


def _identify_ruin(content: bytes) -> Origin:
    """What an archive without a usable directory was, told by the parts that are left of it."""
    if LOCAL_HEADER not in content:
        return Origin.FOREIGN
    names = []
    for name, part in _remains(content):
        names.append(name)
        if name in (CUSTOM_PROPERTIES, WORKBOOK) and _is_ours(part):
            return Origin.DAMAGED
        if name == WORKBOOK and part.rstrip().endswith(b"</workbook>"):
            return Origin.FOREIGN
    excel = not names or any(name.startswith(EXCEL_PARTS) for name in names)
    other = any(name.startswith(OTHER_OFFICE_FILES) for name in names)
    return Origin.DAMAGED if excel and not other else Origin.FOREIGN


def _remains(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Names and unpacked beginnings of the entries of an archive, found by their local headers."""
    at = content.find(LOCAL_HEADER)
    while at >= 0:
        header = content[at : at + 30]
        if len(header) == 30:
            start = at + 30 + int.from_bytes(header[26:28], "little")
            name = content[at + 30 : start].decode("utf-8", "replace")
            start += int.from_bytes(header[28:30], "little")
            data = content[start : start + MOST_OF_A_PART] if name in (CUSTOM_PROPERTIES, WORKBOOK) else b""
            yield name, _unpack(data) if header[8:10] == b"\x08\x00" else data
        at = content.find(LOCAL_HEADER, at + 4)


def _unpack(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, MOST_OF_A_PART)
    except zlib.error:
        return b""
