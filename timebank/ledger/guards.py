"""What the database must have to guard the books: every trigger, its function and every check, as they were built.

A trigger that is on may still do nothing: its function may have been replaced, a condition added. So the audit compares
the functions by the MD5 of their source with those the migrations made; a test says when this list must change.
"""

# function → MD5 of its source
FUNCTIONS = {
    "ledger_account_agrees": "5f3f2fc0d4dc1b9a5a96dfee14417dc6",
    "ledger_account_opened": "f327cc10a5b32e18bfcc2cc48187de43",
    "ledger_chain_step": "cf161e5376aafebb89fe45c264d72c34",
    "ledger_check_reversal": "ae35555b32141815f26894087fd08aea",
    "ledger_entry_belongs": "3616a7ddd0904a62d1c5da6e8bd132dc",
    "ledger_entry_hash": "41dafc2ef67a426a825730deb9391a37",
    "ledger_first_hash": "f3f4fd9656ab275af869c72cad2b3d0c",
    "ledger_moment": "4ddc807fceb0fda684d1ec3e8c5e6338",
    "ledger_post": "bbd3bd7fb4399bc079d57057afc5cf33",
    "ledger_post_batch": "7e7a7366ccdab72904416a922a892a05",
    "ledger_same_posting": "2938e0149ed37d2a823e3e867430ab6d",
    "ledger_transfer_digest": "b12309cb3e83f58c98a09a6ead79025b",
    "refuse_change": "323c542f4628864481ba47730216d718",
}
# (table, trigger, function, has a condition)
TRIGGERS = (
    ("ledger_transfer", "append_only_row", "refuse_change", False),
    ("ledger_transfer", "append_only_table", "refuse_change", False),
    ("ledger_entry", "append_only_row", "refuse_change", False),
    ("ledger_entry", "append_only_table", "refuse_change", False),
    ("ledger_entry", "ledger_entry_belongs", "ledger_entry_belongs", False),
    ("ledger_account", "ledger_account_agrees", "ledger_account_agrees", False),
    ("ledger_account", "ledger_account_opened", "ledger_account_opened", False),
    ("ledger_account", "ledger_account_kept", "refuse_change", True),
    ("ledger_account", "never_deleted_row", "refuse_change", False),
    ("ledger_account", "never_deleted_table", "refuse_change", False),
    ("ledger_hold", "never_deleted_row", "refuse_change", False),
    ("ledger_hold", "never_deleted_table", "refuse_change", False),
    ("ledger_checkpoint", "append_only_row", "refuse_change", False),
    ("ledger_checkpoint", "append_only_table", "refuse_change", False),
    ("ledger_sealedplace", "append_only_row", "refuse_change", False),
    ("ledger_sealedplace", "append_only_table", "refuse_change", False),
    ("ledger_servedday", "append_only_row", "refuse_change", False),
    ("ledger_servedday", "append_only_table", "refuse_change", False),
    ("ledger_reversalrequest", "never_deleted_row", "refuse_change", False),
    ("ledger_reversalrequest", "never_deleted_table", "refuse_change", False),
)
CONSTRAINTS = (
    "account_above_floor",
    "account_closed_is_empty",
    "account_floor_as_its_kind_asks",
    "account_has_its_owner",
    "account_held_not_negative",
    "entry_amount_not_zero",
    "entry_hash_is_sha256",
    "entry_numbered_once",
    "entry_one_per_side",
    "entry_sequence_positive",
    "hold_amount_positive",
    "hold_resolved_when_not_held",
    "reversal_request_decided_by_another",
    "transfer_amount_positive",
    "transfer_between_two_accounts",
    "transfer_digest_is_sha256",
    "transfer_key_once",
    "transfer_moments_are_plain",
    "transfer_reverse_names_what",
    "transfer_texts_are_clean",
)


def _rows(rows: object) -> str:
    return ", ".join("(" + ", ".join(f"'{value}'" for value in row) + ")" for row in rows)  # type: ignore[attr-defined]


TABLES = ", ".join(f"'{table}'" for table in sorted({table for table, *_ in TRIGGERS}))
CHECK = f"""
    SELECT 'function ' || f.name FROM (VALUES {_rows(FUNCTIONS.items())}) AS f(name, source)
    LEFT JOIN pg_proc p ON p.proname = f.name AND p.pronamespace = 'public'::regnamespace
    GROUP BY f.name, f.source HAVING count(p.oid) <> 1 OR max(md5(p.prosrc)) IS DISTINCT FROM f.source
    UNION ALL
    SELECT 'trigger ' || g.tab || '.' || g.name FROM (VALUES {_rows(TRIGGERS)}) AS g(tab, name, function, condition)
    LEFT JOIN pg_trigger t ON t.tgrelid = to_regclass('public.' || g.tab) AND t.tgname = g.name
    LEFT JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE t.tgenabled IS DISTINCT FROM 'A' OR p.proname IS DISTINCT FROM g.function
       OR (t.tgqual IS NOT NULL) IS DISTINCT FROM (g.condition = 'True')
    UNION ALL
    SELECT 'unknown trigger ' || c.relname || '.' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace AND c.relname IN ({TABLES})
      AND (c.relname || '.' || t.tgname) NOT IN ({", ".join(f"'{tab}.{name}'" for tab, name, *_ in TRIGGERS)})
    UNION ALL
    SELECT 'constraint ' || n.name FROM (VALUES {_rows((name,) for name in CONSTRAINTS)}) AS n(name)
    LEFT JOIN pg_constraint k ON k.conname = n.name AND k.convalidated
    WHERE k.oid IS NULL ORDER BY 1"""
