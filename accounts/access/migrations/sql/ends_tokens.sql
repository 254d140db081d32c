-- A token opens what its login opens. It ends as sessions do: with the password it was made under, and with the login.
-- Here and not in an action, because passwords are changed by pages, commands and people with a prompt alike. As with
-- sessions, a hash that is only made stronger at signing in counts as another password.
CREATE FUNCTION access_ends_tokens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM knox_authtoken WHERE user_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER ends_tokens AFTER UPDATE ON people_user FOR EACH ROW
    WHEN (NEW.password <> OLD.password OR (OLD.is_active AND NOT NEW.is_active))
    EXECUTE FUNCTION access_ends_tokens();
