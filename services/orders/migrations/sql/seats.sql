-- An order has so many seats and no more, whatever the code above believes.
CREATE FUNCTION assignment_seat_exists() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seat < 1 OR NEW.seat > (SELECT seats FROM orders_order WHERE id = NEW.order_id) THEN
        RAISE EXCEPTION 'order % has no seat %', NEW.order_id, NEW.seat
            USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_seat_exists';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER assignment_seat_exists BEFORE INSERT OR UPDATE OF seat, order_id ON orders_assignment
    FOR EACH ROW EXECUTE FUNCTION assignment_seat_exists();
