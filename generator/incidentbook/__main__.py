"""`python -m incidentbook`."""

import sys

from incidentbook.cli import main

sys.exit(main())
