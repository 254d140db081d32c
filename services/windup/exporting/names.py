"""The paths inside an export, its format, and the text that is signed."""

FORMAT = "timebank-export/1"
DATA, PICTURES, STATEMENTS, CHECKPOINTS = "data", "pictures", "statements", "checkpoints"
PACKAGE, KEYS, OUTSIDE = "datapackage.json", "keys.json", "outside.csv"
SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.sig.json"  # as coreutils' sha256sum reads them
UNSIGNED = {SUMS, SIGNATURE}
OUTSIDE_COLUMNS = ("table", "key", "seen_in")


def table_path(table: str) -> str:
    return f"{DATA}/{table}.csv"


def to_sign(sums_digest: str) -> bytes:
    """What the house signs: the SHA-256, in hexadecimal, of the list of all files."""
    return f"timebank export 1\n{sums_digest}".encode()
