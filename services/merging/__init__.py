"""What happens to an elder as a whole: two dossiers become one, a move, a farewell.

The highest slice of the floor, so it can end what any other lets stand.
"""
