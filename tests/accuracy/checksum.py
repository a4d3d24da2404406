"""The checksum of a corpus."""

import hashlib
from pathlib import Path


def checksum(files: list[Path]) -> str:
    """Return the SHA-256 of the names and contents of files, in the order of their names."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
