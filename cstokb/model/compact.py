"""Hash tables and lists that hold millions of strings in little memory."""

from array import array
from collections.abc import Hashable

_MIN_SLOTS = 1024
_TEXTS_PER_BLOCK = 256
_FREE = -1


class HashIds:
    """Numbers keys from 0 on, in the order in which they come.

    An open-addressing hash table that stores the 64-bit hash of a key and not the key:
    about 20 bytes each. Two keys with the same hash get the same number; among some
    millions of keys that hardly ever happens.
    """

    def __init__(self) -> None:
        self._count = 0
        self._hashes = array("q")
        self._resize(_MIN_SLOTS)

    def __len__(self) -> int:
        return self._count

    def find(self, key: Hashable) -> int:
        """The number of the key; -1 if it has none."""
        return self._slots[self._slot(hash(key))]

    def number(self, key: Hashable) -> int:
        """The number of the key; a new key gets the next one."""
        key_hash = hash(key)
        slot = self._slot(key_hash)
        number = self._slots[slot]
        if number != _FREE:
            return number
        self._slots[slot] = number = self._count
        self._hashes[number] = key_hash
        self._count += 1
        if self._count == len(self._hashes):
            self._resize(2 * len(self._slots))
        return number

    def register(self, key: Hashable) -> bool:
        """Number the key; True if it was registered before."""
        count = len(self)
        return self.number(key) < count

    def _slot(self, key_hash: int) -> int:
        """The slot that holds the number of that hash, or the free one it would take."""
        hashes, slots = self._hashes, self._slots
        mask = len(slots) - 1
        slot = key_hash & mask
        while (number := slots[slot]) != _FREE and hashes[number] != key_hash:
            slot = (slot + 1) & mask
        return slot

    def _resize(self, slots: int) -> None:
        """Rehash to that many slots, at most half of them in use.

        Both arrays are allocated anew: growing them in place fragments the heap.
        """
        old_hashes = self._hashes
        self._hashes = array("q", [0]) * (slots // 2)
        self._slots = array("i", [_FREE]) * slots
        for number in range(self._count):
            self._hashes[number] = key_hash = old_hashes[number]
            self._slots[self._slot(key_hash)] = number


class CompactTexts:
    """A list of strings stored as UTF-8 in shared blocks: their bytes and 4 more each."""

    def __init__(self) -> None:
        self._blocks: list[tuple[bytearray, array[int]]] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> str:
        letters, ends = self._blocks[number // _TEXTS_PER_BLOCK]
        index = number % _TEXTS_PER_BLOCK
        return letters[ends[index] : ends[index + 1]].decode(errors="surrogatepass")

    def append(self, text: str) -> None:
        """Add the text at the end."""
        if self._count % _TEXTS_PER_BLOCK == 0:
            self._blocks.append((bytearray(), array("I", [0])))
        letters, ends = self._blocks[-1]
        letters += text.encode(errors="surrogatepass")
        ends.append(len(letters))
        self._count += 1
