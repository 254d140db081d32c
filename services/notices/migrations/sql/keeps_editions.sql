-- What people read stays as they read it.
CALL make_append_only('notices_edition');
