"""The peak memory of this process."""

import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_mb() -> int:
    """Return the greatest resident memory of this process in MiB.

    On Linux `resource.getrusage` counts the memory of the process that started this one too.
    """
    if _STATUS.exists():
        lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
