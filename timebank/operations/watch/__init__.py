"""Watching the house: a line and a number for every request, the figures Prometheus gathers, the doctor's last look."""
