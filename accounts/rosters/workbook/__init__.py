"""Reading .xlsx files nobody vouches for: looked through as bytes first, then read row by row in bounded memory."""
