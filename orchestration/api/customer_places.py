"""Find the numbers of a thousand customers at once among millions.

A dictionary costs four or five waits for memory for each id, one after the other; that was most of what an answer took.
Here numpy looks for all ids at the same time, so that they wait together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

NOBODY = -1


class CustomerPlaces:
    """Keep a 64-bit hash per customer, in buckets by its highest bits.

    The hash is Python's own, whose key is drawn when the process starts: nobody can choose ids that share a bucket. An
    id nobody has is taken for somebody's once in 2**64 per customer.
    """

    def __init__(self, portions: Iterable[Sequence[str]]) -> None:
        """Number customers in the order they come."""
        hashes = np.concatenate([np.empty(0, np.uint64), *(_hashes(portion) for portion in portions)])
        self.count = len(hashes)
        # Two buckets per customer: most have none or one.
        self._shift = np.uint64(64 - max(1, (2 * self.count - 1).bit_length()))
        self._places = np.argsort(hashes)
        self._hashes = hashes[self._places]
        buckets = (self._hashes >> self._shift).astype(np.int64)
        sizes = np.bincount(buckets, minlength=2 ** (64 - int(self._shift)))
        self._starts = np.concatenate([[0], np.cumsum(sizes)])

    def find(self, customer_ids: Sequence[str]) -> NDArray[np.int64]:
        """Give the number of each customer, counted from 0, and NOBODY for an id that nobody has."""
        wanted = _hashes(customer_ids)
        found = np.full(len(wanted), NOBODY, np.int64)
        buckets = (wanted >> self._shift).astype(np.int64)
        at, ends = self._starts[buckets], self._starts[buckets + 1]
        looking = np.flatnonzero(at < ends)
        while len(looking):
            is_there = self._hashes[at[looking]] == wanted[looking]
            there = looking[is_there]
            found[there] = self._places[at[there]]
            looking = looking[~is_there]
            at[looking] += 1
            looking = looking[at[looking] < ends[looking]]
        return found


def _hashes(customer_ids: Sequence[str]) -> NDArray[np.uint64]:
    return np.fromiter(map(hash, customer_ids), np.int64, len(customer_ids)).view(np.uint64)
