import subprocess
import sys

import narratives

HEAVY = "torch spacy onnxruntime sentence_transformers numpy networkx rich typer sqlalchemy".split()


def test_public_names_are_sorted_and_exist() -> None:
    assert narratives.__all__ == sorted(narratives.__all__, key=lambda name: (name.islower(), name))
    assert all(hasattr(narratives, name) for name in narratives.__all__)


def test_import_is_fast_and_loads_no_heavy_package() -> None:
    program = (
        "import sys, time; start = time.perf_counter(); import narratives; "
        "print(time.perf_counter() - start, *[n for n in sys.argv[1:] if n in sys.modules])"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program, *HEAVY], check=True, capture_output=True, text=True
        ).stdout.split()
        for _ in range(10)
    ]
    assert all(run[1:] == [] for run in runs)
    assert min(float(run[0]) for run in runs) < 0.3
