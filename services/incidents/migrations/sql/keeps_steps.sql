-- The record only grows. Who it is about may be found out once; the sealed words go with the dossier.
CALL elders_keep_history('incidents_step', 'words,name,phone', 'elder_id');
