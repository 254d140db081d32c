-- Accounts, holds and requests change, but are never deleted; transfers, entries and checkpoints do not even change.
CREATE TRIGGER never_deleted_row BEFORE DELETE ON ledger_account FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_deleted_table BEFORE TRUNCATE ON ledger_account FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_deleted_row BEFORE DELETE ON ledger_hold FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_deleted_table BEFORE TRUNCATE ON ledger_hold FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE ledger_account ENABLE ALWAYS TRIGGER never_deleted_row;
ALTER TABLE ledger_account ENABLE ALWAYS TRIGGER never_deleted_table;
ALTER TABLE ledger_hold ENABLE ALWAYS TRIGGER never_deleted_row;
ALTER TABLE ledger_hold ENABLE ALWAYS TRIGGER never_deleted_table;

CALL make_append_only('ledger_transfer');
CALL make_append_only('ledger_entry');
CALL make_append_only('ledger_checkpoint');
CREATE TRIGGER never_deleted_row BEFORE DELETE ON ledger_reversalrequest FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_deleted_table BEFORE TRUNCATE ON ledger_reversalrequest FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE ledger_reversalrequest ENABLE ALWAYS TRIGGER never_deleted_row;
ALTER TABLE ledger_reversalrequest ENABLE ALWAYS TRIGGER never_deleted_table;
