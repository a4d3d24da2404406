"""The names of the package with their modules."""

from .opening import is_store as is_store
from .opening import open_store as open_store
from .store import Store as Store
from .values import State as State
from .values import StoredPoint as StoredPoint
from .values import StoredVerdict as StoredVerdict

__all__ = ["State", "Store", "StoredPoint", "StoredVerdict", "is_store", "open_store"]
