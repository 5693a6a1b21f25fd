"""``python -m pipeline``."""

import sys

from pipeline.terminal.early import answered

status = answered(sys.argv[1:])
if status is None:
    from pipeline.cli import main

    main()
sys.exit(status)
