"""HashIds: a great many texts told apart, and kept, in little memory."""

from array import array
from collections.abc import Hashable

_LEAST = 1024
_TOGETHER = 256


class HashIds:
    """Numbers keys from 0 on, in the order in which they come.

    Of a key its hash alone is kept, so that it takes about twenty bytes, whatever it is.
    Two keys of one hash have one number: of 64 bits, some millions of keys hardly ever
    hold two alike.
    """

    def __init__(self) -> None:
        self._count = 0
        self._hashes = array("q")
        self._spread(_LEAST)

    def __len__(self) -> int:
        return self._count

    def find(self, key: Hashable) -> int:
        """The number of the key; -1 where it has none."""
        return self._places[self._place(hash(key))]

    def number(self, key: Hashable) -> int:
        """The number of the key; where it has none, it gets the next."""
        kept = hash(key)
        place = self._place(kept)
        found = self._places[place]
        if found >= 0:
            return found
        self._places[place] = last = self._count
        self._hashes[last] = kept
        self._count += 1
        if self._count == len(self._hashes):
            self._spread(2 * len(self._places))
        return last

    def register(self, key: Hashable) -> bool:
        """Whether the key came before; now it has."""
        known = len(self)
        return self.number(key) < known

    def _place(self, kept: int) -> int:
        """Where the number of that hash stands, or would."""
        hashes, places = self._hashes, self._places
        mask = len(places) - 1
        place = kept & mask
        while (number := places[place]) >= 0 and hashes[number] != kept:
            place = (place + 1) & mask
        return place

    def _spread(self, size: int) -> None:
        """Make so many places, twice as many as keys, lest many be looked at to find one.

        Both lists are made anew: where many grow little by little, as many holes are left.
        """
        before = self._hashes
        self._hashes = array("q", [0]) * (size // 2)
        self._places = array("i", [-1]) * size
        for number in range(self._count):
            self._hashes[number] = kept = before[number]
            self._places[self._place(kept)] = number


class CompactTexts:
    """A list of texts that takes their letters and some bytes for each."""

    def __init__(self) -> None:
        self._blocks: list[tuple[bytearray, array[int]]] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> str:
        letters, ends = self._blocks[number // _TOGETHER]
        place = number % _TOGETHER
        return letters[ends[place] : ends[place + 1]].decode(errors="surrogatepass")

    def append(self, text: str) -> None:
        """Add the text at the end."""
        if self._count % _TOGETHER == 0:
            self._blocks.append((bytearray(), array("I", [0])))
        letters, ends = self._blocks[-1]
        letters += text.encode(errors="surrogatepass")
        ends.append(len(letters))
        self._count += 1
