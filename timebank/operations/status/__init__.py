"""How the house itself is doing, in the words of an office: for county officials and administrators."""
