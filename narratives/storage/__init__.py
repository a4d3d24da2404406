"""The store of a graph: a SQLite file, or a PostgreSQL database, that grows document by document.

The names are listed in ``__init__.pyi``. SQLAlchemy is imported when a store is opened.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
