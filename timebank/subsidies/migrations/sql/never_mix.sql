-- Cash and services never mix: whoever belongs to a programme carries its kind, by foreign key. So a wallet can only be of
-- a programme of services, and a row that is paid out only of a cash allowance; and the kind can never change.
ALTER TABLE subsidies_run ADD CONSTRAINT run_of_the_kind_of_its_programme
    FOREIGN KEY (programme_id, kind) REFERENCES subsidies_programme (id, kind);
ALTER TABLE subsidies_runrow ADD CONSTRAINT runrow_of_the_kind_of_its_run
    FOREIGN KEY (run_id, kind) REFERENCES subsidies_run (id, kind) ON DELETE CASCADE;
ALTER TABLE subsidies_wallet ADD CONSTRAINT wallet_of_the_kind_of_its_programme
    FOREIGN KEY (programme_id, kind) REFERENCES subsidies_programme (id, kind);

CREATE FUNCTION subsidies_wallet_is_of_services() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM ledger_account a JOIN elders_elder e ON e.id = NEW.elder_id
    WHERE a.id = NEW.account_id AND a.kind = 'VOUCHER' AND a.unit = 'FEN';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a wallet is a voucher account' USING ERRCODE = 'TB007';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER wallet_is_of_services BEFORE INSERT OR UPDATE ON subsidies_wallet
    FOR EACH ROW EXECUTE FUNCTION subsidies_wallet_is_of_services();

CREATE FUNCTION subsidies_budget_is_of_a_programme() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.account_id IS DISTINCT FROM OLD.account_id THEN
        RAISE EXCEPTION 'the account of a budget is for ever' USING ERRCODE = 'TB007';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_keeps_its_account BEFORE UPDATE ON subsidies_budget
    FOR EACH ROW EXECUTE FUNCTION subsidies_budget_is_of_a_programme();

-- What was posted stays: a row of a posted run is only told what the bank said.
CREATE FUNCTION subsidies_posted_rows_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_status text;
BEGIN
    SELECT status INTO v_status FROM subsidies_run WHERE id = OLD.run_id;
    IF v_status = 'POSTED' AND (
        TG_OP = 'DELETE'
        OR (NEW.run_id, NEW.kind, NEW.programme_id, NEW.enrolment_id, NEW.for_month, NEW.fen, NEW.included)
           IS DISTINCT FROM
           (OLD.run_id, OLD.kind, OLD.programme_id, OLD.enrolment_id, OLD.for_month, OLD.fen, OLD.included)
    ) THEN
        RAISE EXCEPTION 'this month is posted' USING ERRCODE = 'TB007';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER posted_rows_stay BEFORE UPDATE OR DELETE ON subsidies_runrow
    FOR EACH ROW EXECUTE FUNCTION subsidies_posted_rows_stay();
