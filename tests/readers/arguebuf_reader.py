"""Reads a JSON list of AIF or xAIF texts from standard input and writes what arguebuf parses from each.

Run it with the Python of an environment that has arguebuf. The argument is the format, "aif" or "xaif".
"""

import json
import sys
import warnings

import arguebuf

warnings.simplefilter("ignore")  # arguebuf has no locution nodes and warns of every edge to one
load = {"aif": arguebuf.load.aif, "xaif": arguebuf.load.xaif}[sys.argv[1]]
answers = []
for text in json.load(sys.stdin):
    graph = load(json.loads(text))
    answers.append(
        {
            "atoms": {key: node.plain_text for key, node in graph.atom_nodes.items()},
            "schemes": {key: type(node.scheme).__name__ for key, node in graph.scheme_nodes.items()},
            "edges": sorted([edge.source.id, edge.target.id] for edge in graph.edges.values()),
        }
    )
json.dump(answers, sys.stdout)
