"""``python -m verify RUN.json``."""

import sys

from verify.command import main

sys.exit(main(sys.argv[1:]))
