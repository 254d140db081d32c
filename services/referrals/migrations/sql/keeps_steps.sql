-- The record only grows; its sealed words go with the elder's dossier.
CALL elders_keep_history('referrals_step', 'words', '');
