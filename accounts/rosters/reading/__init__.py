"""From cells to values: what a heading means, what a date, a number, a village is. Pure, without a database."""
