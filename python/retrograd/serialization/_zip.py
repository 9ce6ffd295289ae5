"""The parts of a zip archive, as torch lays them out: records that are stored, never compressed.

A record is a header, a name, padding up to a multiple of 64, the bytes, and a trailer with their
checksum and length. The directory at the end lists the records.
"""

from __future__ import annotations

import struct

__all__ = [
    "ALIGNMENT",
    "END",
    "END64",
    "END64_SIGN",
    "END_SIGN",
    "ENTRY",
    "ENTRY_SIGN",
    "EXTRA",
    "EXTRA64",
    "FLAGS",
    "FLAG_ENCRYPTED",
    "FLAG_TRAILER",
    "HEADER",
    "HEADER_SIGN",
    "LOCATOR64",
    "LOCATOR64_SIGN",
    "MAX32",
    "PADDING",
    "TRAILER",
    "TRAILER64",
    "TRAILER_SIGN",
]

ALIGNMENT = 64
MAX32 = 0xFFFFFFFF

# Names in UTF-8; checksum and lengths in a trailer. Without bytes there is no trailer.
FLAGS = 0x0800
FLAG_TRAILER = 0x0008
FLAG_ENCRYPTED = 0x0001

# signature, version, flags, method, time, date, crc, stored, length, name, extra
HEADER = struct.Struct("<4sHHHHHIIIHH")
HEADER_SIGN = b"PK\x03\x04"
# signature, crc, stored, length
TRAILER = struct.Struct("<4sIII")
TRAILER64 = struct.Struct("<4sIQQ")
TRAILER_SIGN = b"PK\x07\x08"
# signature, made by, version, flags, method, time, date, crc, stored, length, name, extra,
# comment, disk, attributes, attributes, header
ENTRY = struct.Struct("<4sHHHHHHIIIHHHHHII")
ENTRY_SIGN = b"PK\x01\x02"
# signature, length of the rest, made by, version, disk, disk, entries, entries, length, start
END64 = struct.Struct("<4sQHHIIQQQQ")
END64_SIGN = b"PK\x06\x06"
# signature, disk, start of the above, disks
LOCATOR64 = struct.Struct("<4sIQI")
LOCATOR64_SIGN = b"PK\x06\x07"
# signature, disk, disk, entries, entries, length, start, comment
END = struct.Struct("<4sHHHHIIH")
END_SIGN = b"PK\x05\x06"

# Of an extra field: the kind and the length.
EXTRA = struct.Struct("<HH")
EXTRA64 = 1  # lengths and places of 64 bits
PADDING = b"FB"
