"""Routes: a problem, its solver, and the check that trusts no solver. Pure; no database, no clock of the county."""
