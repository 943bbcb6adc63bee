"""Before Qt is imported anywhere: no screen is needed for tests."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
