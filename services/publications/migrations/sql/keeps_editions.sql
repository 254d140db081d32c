-- What people read stays as they read it.
CALL make_append_only('publications_edition');
