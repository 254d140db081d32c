"""Small mistakes in the SQL that posts: a lock out of order, a check that is missing, a sign that is wrong.

Listed by hand: what is replaced, by what, which time it occurs in the function. Each must still be in the file, so the
list cannot fall behind it.
"""

import re

from tests.databases import ROOT
from tests.mutants.python_mutants import Mutant

FOLDER = ROOT / "timebank" / "ledger" / "migrations" / "sql"
# In the order of the migrations: the later one holds.
FILES = ("posting.sql", "batches_of_many_texts.sql", "swift_posting.sql")
STATEMENT = re.compile(r"^CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE) (\w+)\(.*?^(?:END )?\$\$;$", re.M | re.S)

# (function, what stands there, what stands there instead, which occurrence, from 1)
MISTAKES: list[tuple[str, str, str, int]] = [
    ("ledger_same_posting", "(a.kind,", "(b.kind,", 1),
    ("ledger_same_posting", "a.source_id", "b.source_id", 1),
    ("ledger_same_posting", "a.target_id", "b.target_id", 1),
    ("ledger_same_posting", "a.amount", "b.amount", 1),
    ("ledger_same_posting", "a.reference_kind", "b.reference_kind", 1),
    ("ledger_same_posting", "a.reference_id", "b.reference_id", 1),
    ("ledger_same_posting", "a.reverses_id", "b.reverses_id", 1),
    ("ledger_same_posting", "IS NOT DISTINCT FROM", "=", 1),
    ("ledger_post", "t.reference_kind := p_reference_kind", "t.reference_kind := ''", 1),
    ("ledger_post", "t.reference_id := p_reference_id", "t.reference_id := NULL", 1),
    ("ledger_post", "t.memo := p_memo", "t.memo := '{}'", 1),
    ("ledger_post", "t.rule := p_rule", "t.rule := '[]'", 1),
    ("ledger_post", "t.happened_at := p_happened_at", "t.happened_at := now()", 1),
    ("ledger_post", "t.by_id := p_by", "t.by_id := NULL", 1),
    ("ledger_post", "t.reverses_id := p_reverses", "t.reverses_id := NULL", 1),
    ("ledger_post", "ON CONFLICT (key) DO NOTHING", "", 1),
    ("ledger_post", "IF NOT ledger_same_posting(v_first, t)", "IF ledger_same_posting(v_first, t)", 1),
    ("ledger_post", "IF NOT ledger_same_posting(v_first, t)", "IF false", 1),
    ("ledger_post", "RETURN v_first", "RETURN t", 1),
    ("ledger_post", "WHERE id = p_source FOR NO KEY UPDATE", "WHERE id = p_source", 1),
    ("ledger_post", "WHERE id = p_source FOR NO KEY UPDATE", "WHERE id = p_source", 2),
    ("ledger_post", "WHERE id = p_target FOR NO KEY UPDATE", "WHERE id = p_target", 1),
    ("ledger_post", "WHERE id = p_target FOR NO KEY UPDATE", "WHERE id = p_target", 2),
    ("ledger_post", "IF p_source < p_target", "IF true", 1),
    ("ledger_post", "IF v_source.unit IS DISTINCT FROM v_target.unit", "IF false", 1),
    ("ledger_post", "IF p_hold IS NOT NULL", "IF false", 1),
    ("ledger_post", "AND account_id = p_source", "", 1),
    ("ledger_post", "AND status = 'HELD'", "", 1),
    ("ledger_post", "'SETTLED'", "'RELEASED'", 1),
    ("ledger_post", "resolved_at = now()", "resolved_at = resolved_at", 1),
    ("ledger_post", "RETURNING amount INTO v_held", "RETURNING 0 INTO v_held", 1),
    ("ledger_post", "IF p_reverses IS NOT NULL", "IF false", 1),
    ("ledger_post", "v_source.balance - p_amount", "v_source.balance", 1),
    ("ledger_post", "v_source.balance - p_amount", "v_source.balance + p_amount", 1),
    ("ledger_post", "v_target.balance + p_amount", "v_target.balance", 1),
    ("ledger_post", "v_source.version + 1", "v_source.version + 2", 1),
    ("ledger_post", "v_target.version + 1", "v_target.version", 1),
    ("ledger_post", "v_source.head, p_source, v_source.version", "v_target.head, p_source, v_source.version", 1),
    ("ledger_post", "v_target.version, p_amount, v_target.balance", "v_target.version, p_amount, 0", 1),
    ("ledger_post", "-p_amount, v_source.balance, v_source.head", "p_amount, v_source.balance, v_source.head", 1),
    ("ledger_post", "held = a.held - n.held", "held = a.held", 1),
    ("ledger_post", "version = n.version, head = n.head", "head = n.head", 1),
    ("ledger_post", ", head = n.head", "", 1),
    ("ledger_check_reversal", "o.source_id = r.target_id AND", "", 1),
    ("ledger_check_reversal", "AND o.target_id = r.source_id", "", 1),
    ("ledger_check_reversal", "AND o.amount = r.amount", "", 1),
    ("ledger_check_reversal", "AND o.kind <> 'REVERSE'", "", 1),
    ("ledger_check_reversal", "AND q.id = r.reference_id", "", 1),
    ("ledger_check_reversal", "AND q.status = 'APPROVED'", "", 1),
    ("ledger_check_reversal", "AND q.decided_by_id <> q.requested_by_id", "", 1),
    ("ledger_check_reversal", "IF NOT FOUND", "IF false", 1),
    ("ledger_chain_step", "coalesce(state, head)", "head", 1),
    ("ledger_chain_step", "sequence, amount, balance,", "sequence, balance,", 1),
    ("ledger_post_batch", 'ORDER BY key COLLATE "C"', "ORDER BY ord", 1),
    ("ledger_post_batch", "ON CONFLICT (key) DO NOTHING", "", 1),
    ("ledger_post_batch", "IF v_posted < v_asked", "IF false", 1),
    ("ledger_post_batch", "(b.kind, b.source_id", "(t.kind, b.source_id", 1),
    ("ledger_post_batch", "b.kind, b.source_id", "b.kind, t.source_id", 1),
    ("ledger_post_batch", "b.target_id, b.amount", "t.target_id, b.amount", 1),
    ("ledger_post_batch", "b.target_id, b.amount", "b.target_id, t.amount", 1),
    ("ledger_post_batch", "b.reference_kind, b.reference_id", "t.reference_kind, b.reference_id", 1),
    ("ledger_post_batch", "b.reference_kind, b.reference_id", "b.reference_kind, t.reference_id", 1),
    ("ledger_post_batch", "b.reverses_id) LIMIT 1", "t.reverses_id) LIMIT 1", 1),
    ("ledger_post_batch", "DELETE FROM ledger_batch b WHERE NOT EXISTS", "DELETE FROM ledger_batch b WHERE EXISTS", 1),
    ("ledger_post_batch", "ORDER BY id FOR NO KEY UPDATE", "", 1),
    ("ledger_post_batch", "s.unit <> t.unit", "false", 1),
    ("ledger_post_batch", "WHERE b.reverses_id IS NOT NULL", "WHERE false", 1),
    ("ledger_post_batch", "-amount AS amount", "amount", 1),
    ("ledger_post_batch", "b.version + row_number()", "row_number()", 1),
    ("ledger_post_batch", "b.balance + sum(s.amount)", "sum(s.amount)", 1),
    ("ledger_post_batch", "ORDER BY s.ord, s.half", "ORDER BY s.half, s.ord", 1),
    ("ledger_post_batch", "AND c.is_last", "", 1),
    ("ledger_post_batch", "RETURN v_posted", "RETURN v_asked", 1),
    ("ledger_post_batch", "coalesce(p_by::text, '')", "''", 1),
    ("ledger_post_batch", "memo, rule, happened_at, now(), p_by", "memo, rule, happened_at, now(), NULL", 1),
    ("ledger_post_batch", "u.text AS rule", "m.text AS rule", 1),
    ("ledger_entry_belongs", "count(*) = 2 * count(DISTINCT w.transfer_id) AND", "", 1),
    ("ledger_entry_belongs", "DISTINCT ", "", 1),
    ("ledger_entry_belongs", "AND w.amount = -t.amount", "", 1),
    ("ledger_entry_belongs", "AND w.amount = t.amount", "", 1),
    ("ledger_entry_belongs", "w.account_id = t.source_id AND", "", 1),
    ("ledger_entry_belongs", "w.account_id = t.target_id AND", "", 1),
    ("ledger_entry_belongs", "a.id IS NOT NULL AND", "", 1),
    ("ledger_entry_belongs", "IS TRUE", "IS NOT FALSE", 1),
    ("ledger_entry_belongs", "IF NOT v_whole", "IF false", 1),
    ("ledger_account_agrees", "e.sequence = a.version AND", "", 1),
    ("ledger_account_agrees", "e.balance_after = a.balance AND", "", 1),
    ("ledger_account_agrees", "AND e.hash = a.head", "", 1),
    ("ledger_account_agrees", "AND a.balance = 0", "", 1),
    ("ledger_account_agrees", "AND a.head = ledger_first_hash(a)", "", 1),
    ("ledger_account_agrees", "a.version = 0 AND a.balance = 0 AND", "a.balance = 0 AND", 1),
    ("ledger_account_agrees", "AND h.status = 'HELD'", "", 1),
    ("ledger_account_agrees", "a.held <> (", "false AND a.held <> (", 1),
    ("ledger_account_agrees", "ORDER BY e.sequence DESC", "ORDER BY e.sequence", 1),
    ("ledger_account_agrees", "IF FOUND", "IF false", 1),
]


def sql_mutants() -> list[Mutant]:
    """Each as a statement that puts the mistake into a database."""
    texts = [(FOLDER / file).read_text(encoding="utf-8") for file in FILES]
    functions = {found[1]: found[0] for text in texts for found in STATEMENT.finditer(text)}
    return [
        Mutant(f"{name}: {there} → {instead or 'nothing'}", replaced(functions[name], there, instead, which))
        for name, there, instead, which in MISTAKES
    ]


def replaced(function: str, there: str, instead: str, which: int) -> str:
    """The statement with one occurrence replaced; raises ValueError where there is none."""
    place = -1
    for _ in range(which):
        place = function.index(there, place + 1)
    changed = function[:place] + instead + function[place + len(there) :]
    return re.sub(r"^CREATE (OR REPLACE )?", "CREATE OR REPLACE ", changed)
