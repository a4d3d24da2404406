"""Find who says what in news reports, where the accounts of the parties conflict, and why.

The public names are listed in ``__init__.pyi``. Each is imported when it is first used, so that
``import narratives`` is fast and the command handles an interrupt during the other imports.
"""

import lazy_loader

from narratives.version import __version__ as __version__

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
