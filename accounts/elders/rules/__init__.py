"""What follows from a dossier, no database asked: who is left behind, who is at risk, what calls for attention."""
