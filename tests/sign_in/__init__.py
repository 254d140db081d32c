"""Signing in: codes, second keys, passkeys."""
