CALL make_append_only('access_reveal');
CALL make_append_only('access_exportdownload');
CALL make_append_only('access_erasure');
