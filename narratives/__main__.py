"""``python -m narratives`` is the ``narratives`` command."""

from narratives.cli import main

if __name__ == "__main__":
    main()
