"""Many postings out of one account, chosen by a query: a month's payments of a county without a row in Python."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from timebank.ledger.actions.post_transfer import refusal_for
from timebank.ledger.canonical_json import canonical
from timebank.ledger.enums import AccountKind, TransferKind

# UUIDv7 as ``new_key`` makes them: milliseconds, then chance bits (RFC 9562). PostgreSQL has its own from 18 on.
NEW_KEY = """encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING
    substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
    FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid"""
# The database function of ``post_batch`` posts them: same locks, chain and guards; only the arrays are made where the
# rows are.
POST_SELECTED = f"""
    SELECT ledger_post_batch(
        array_agg({NEW_KEY}), array_agg(p.key), array_agg(%(kind)s::text), array_agg(%(source)s::uuid),
        array_agg(p.target_id), array_agg(p.amount), array_agg(%(reference_kind)s::text),
        array_agg(%(reference)s::uuid), array_agg(p.memo), array_agg(p.rule), array_agg(%(happened)s::timestamptz),
        array_agg(NULL::uuid), %(texts)s::text[], %(by)s)
    FROM (SELECT c.key, coalesce(c.account_id, a.id) AS target_id, c.amount, c.memo, c.rule
          FROM (<select>) c
          LEFT JOIN ledger_account a
              ON c.account_id IS NULL AND a.person_id = c.person_id AND a.kind = 'PERSON' AND a.unit = 'FEN'
          ORDER BY c.ord) p"""
OPEN_SELECTED = f"""
    INSERT INTO ledger_account (id, unit, kind, person_id, floor, balance, held, version, head, opened_at)
    SELECT coalesce(c.account_id, {NEW_KEY}), 'FEN', %(account_kind)s, c.person_id, 0, 0, 0, 0, '', now()
    FROM (<select>) c
    WHERE c.account_id IS NOT NULL OR NOT EXISTS (
        SELECT FROM ledger_account a WHERE a.person_id = c.person_id AND a.kind = 'PERSON' AND a.unit = 'FEN')
    ON CONFLICT DO NOTHING"""


def post_selected(
    *,
    select: str,
    parameters: Mapping[str, Any],
    texts: Sequence[Any],
    kind: TransferKind,
    source_id: UUID,
    happened_at: datetime,
    reference_kind: str,
    reference_id: UUID,
    by: Any,
) -> int:
    """Post all that ``select`` finds, or none, in one statement; return how many were new.

    ``select`` is SQL of ours, never of a reader, with columns ``ord`` (the order of posting), ``key``, ``account_id``
    or, where that is null, ``person_id`` (their book in fen), ``amount`` > 0, and ``memo`` and ``rule``: places in
    ``texts`` from 1. Idempotent by key. Raises what ``post_batch`` raises.
    """
    values = {
        **parameters,
        "kind": str(kind),
        "source": source_id,
        "reference_kind": reference_kind,
        "reference": reference_id,
        "happened": happened_at,
        "texts": [canonical(text) for text in texts],
        "by": by.id if by is not None else None,
    }
    guard = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with guard, connection.cursor() as cursor:
            cursor.execute(POST_SELECTED.replace("<select>", select), values)
            return int(cursor.fetchone()[0] or 0)
    except DatabaseError as error:
        raise refusal_for(error) from error


def open_selected(*, kind: AccountKind, select: str, parameters: Mapping[str, Any]) -> None:
    """Open accounts in fen for all that ``select`` finds (SQL of ours): ``person_id`` and ``account_id``.

    With an ``account_id`` that is the new account's id; where it is null the person's own book, if there is none yet.
    """
    with connection.cursor() as cursor:
        cursor.execute(OPEN_SELECTED.replace("<select>", select), {**parameters, "account_kind": str(kind)})
