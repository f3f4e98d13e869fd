"""`python -m whygrad`: the command line."""

import sys

from whygrad.cli import main

sys.exit(main())
