from tests.bank.ground import clock, keys

__all__ = ["clock", "keys"]
