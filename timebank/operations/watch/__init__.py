"""Watching the house: a line and a number for every request, the figures a Prometheus gathers, the doctor's last look."""
