"""What was last made of a store, in the tables."""

from sqlalchemy import Connection, delete, select

from narratives.storage import records, schema
from narratives.storage.statements import insertion
from narratives.storage.values import State


def read_state(connection: Connection, *, place: str) -> State | None:
    """Return the state, or None before the first."""
    columns, points = schema.state.c, schema.points.c
    row = connection.execute(
        select(columns.number, columns.key, columns.judge, columns.not_compared, columns.pairs, columns.extra)
    ).all()
    stored = connection.execute(select(points.position, points.label, points.pairs).order_by(points.position))
    own = tuple(records.decoded(stored, records.point_from, place=f"{place}: point"))
    found = records.decoded(row, lambda one: records.state_from(one, own), place=f"{place}: state")
    return next(found, None)


def write_state(connection: Connection, row: records.Row, points: list[tuple[str, str]]) -> None:
    """Replace the state. Of the points, given as label and pairs, only those that changed are written."""
    columns = schema.points.c
    stored = {
        position: (label, pairs)
        for position, label, pairs in connection.execute(
            select(columns.position, columns.label, columns.pairs)
        )
    }
    connection.execute(delete(schema.points).where(columns.position >= len(points)))
    changed = [
        {"position": position, "label": label, "pairs": pairs}
        for position, (label, pairs) in enumerate(points)
        if stored.get(position) != (label, pairs)
    ]
    if changed:
        statement = insertion(connection, schema.points)
        changing = {name: statement.excluded[name] for name in ("label", "pairs")}
        connection.execute(
            statement.on_conflict_do_update(index_elements=["position"], set_=changing), changed
        )
    connection.execute(delete(schema.state))
    connection.execute(schema.state.insert(), row)
