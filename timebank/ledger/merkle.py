"""A Merkle tree over entry hashes, as RFC 6962 section 2.1 builds it (leaf prefix 0, node prefix 1). Pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

EMPTY = hashlib.sha256(b"").digest()


@dataclass(frozen=True)
class Proof:
    """That one leaf stands at ``index`` among ``size`` leaves: the hashes of the siblings, lowest first."""

    index: int
    size: int
    path: tuple[bytes, ...]


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree: 32 bytes; of no leaves SHA-256 of nothing."""
    level = [leaf_hash(leaf) for leaf in leaves]
    if not level:
        return EMPTY
    while len(level) > 1:
        level = _above(level)
    return level[0]


class Tree:
    """A whole tree, for many proofs: built once, each proof then takes as many steps as the tree is deep."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.levels = [[leaf_hash(leaf) for leaf in leaves]]
        while len(self.levels[-1]) > 1:
            self.levels.append(_above(self.levels[-1]))

    def prove(self, index: int) -> Proof:
        """The proof that the leaf at ``index`` is part of the tree. Raises IndexError outside it."""
        size = len(self.levels[0])
        if not 0 <= index < size:
            raise IndexError(index)
        path, place = [], index
        for level in self.levels[:-1]:
            sibling = place ^ 1
            if sibling < len(level):
                path.append(level[sibling])
            place //= 2
        return Proof(index, size, tuple(path))


def prove(leaves: Sequence[bytes], index: int) -> Proof:
    """The proof that the leaf at ``index`` is part of the tree. Raises IndexError outside it."""
    return Tree(leaves).prove(index)


def root_from(leaf: bytes, proof: Proof) -> bytes | None:
    """The root that the proof leads to; None when the proof has not the shape its size asks for."""
    if not 0 <= proof.index < proof.size:
        return None
    hashed, place, last, path = leaf_hash(leaf), proof.index, proof.size - 1, list(proof.path)
    while last > 0:
        if place ^ 1 <= last:
            if not path:
                return None
            sibling = path.pop(0)
            hashed = node_hash(sibling, hashed) if place % 2 else node_hash(hashed, sibling)
        place, last = place // 2, last // 2
    return None if path else hashed


def _above(level: list[bytes]) -> list[bytes]:
    pairs = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return pairs if len(level) % 2 == 0 else [*pairs, level[-1]]
