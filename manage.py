#!/usr/bin/env python
"""Run a management command; starts the embedded PostgreSQL when no DATABASE_URL is given."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timebank.config.settings")
    from django.core.management import execute_from_command_line

    from timebank.config import embedded_postgres

    with embedded_postgres.running_for(sys.argv):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
