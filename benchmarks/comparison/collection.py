"""False conflicts between articles: the real articles compared as one collection.

No two of the articles are on one matter, so every conflict between two of them is wrong.
"""

from collections import Counter
from pathlib import Path

from attrs import evolve

from benchmarks.comparison.real import FOLDER, gold_articles, read_accounts
from narratives.model import Account
from narratives.pairing import candidates
from narratives.verdict import CONFLICTS, Judge


def measure(judge: Judge, folder: Path = FOLDER) -> dict[str, int]:
    """Print and return how many pairs of different articles are compared, and how many are called conflicts.

    The parties of an article are compared with those of all articles, as if all articles named them.
    """
    accounts: list[Account] = []
    for number, gold in enumerate(gold_articles(folder)):
        for account in read_accounts(gold):
            name = f"{account.name} ({number})"
            accounts.append(Account(name, [evolve(one, party=name, answers=None) for one in account]))
    pairs = [(a, b) for a, b in candidates(accounts).pairs if a.document != b.document]
    conflicts = [one for one in judge.judge(pairs) if one.relation in CONFLICTS]
    statements = Counter(one.document for account in accounts for one in account)
    every = (statements.total() ** 2 - sum(count**2 for count in statements.values())) // 2
    print(f"as one collection: {every} pairs of different articles, {len(pairs)} compared, ", end="")
    print(f"{len(conflicts)} called conflicts, all wrong")
    for wrong in conflicts:
        print(f"  {wrong.probability:.2f} {wrong.a.text} / {wrong.b.text}")
    return {"pairs": every, "compared": len(pairs), "conflicts": len(conflicts)}
