"""A backup: the database, the files beside it, and a signed manifest that says what must be there afterwards.

One folder for each, named after its moment (UTC)::

    timebank-20261129T223000Z/
        database.dump[.age]     pg_dump, custom format
        files.tar[.age]         pictures and voices (sealed), rosters in waiting, published checkpoints, trusted houses
        manifest.json           what is in it, its SHA-256, and the figures of the books at that moment
        manifest.sig            Ed25519 over manifest.json by the key the ledger signs with

The keys are never in it: whoever finds a backup reads no sealed value, and with ``--to`` (age, X25519) nothing at all.
They are saved apart by ``backup_keys``.
"""
