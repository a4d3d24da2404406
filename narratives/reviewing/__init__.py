"""Apply decisions by people to accounts and relations; the automatic results are kept in the reviews."""

from narratives.reviewing.relations import DecidedRelations, decide_relations
from narratives.reviewing.statements import DecidedStatements, decide_statements

__all__ = ["DecidedRelations", "DecidedStatements", "decide_relations", "decide_statements"]
