"""`python -m inspector`, and the door of the frozen program."""

import sys

from inspector.cli import main

if __name__ == "__main__":
    sys.exit(main())
