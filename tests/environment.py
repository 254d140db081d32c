"""What the settings read before any test begins."""

import os

os.environ.setdefault("SMS_SENDER", "file")  # so that the doors of codes exist, and no code is printed
