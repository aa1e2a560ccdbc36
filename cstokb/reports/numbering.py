"""Numbering: a great many texts told apart, and kept, in little memory."""

from array import array
from collections.abc import Hashable

_LEAST = 1024


class Numbering:
    """Numbers keys from 0 on, in the order in which they come.

    Of a key its hash alone is kept, so that it takes about twenty bytes, whatever it is.
    Two keys of one hash have one number: of 64 bits, some millions of keys hardly ever
    hold two alike.
    """

    def __init__(self) -> None:
        self._hashes = array("q")
        self._places = array("i", [-1]) * _LEAST

    def __len__(self) -> int:
        return len(self._hashes)

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
        self._places[place] = last = len(self._hashes)
        self._hashes.append(kept)
        if 2 * last >= len(self._places):
            self._spread()
        return last

    def _place(self, kept: int) -> int:
        """Where the number of that hash stands, or would."""
        hashes, places = self._hashes, self._places
        mask = len(places) - 1
        place = kept & mask
        while (number := places[place]) >= 0 and hashes[number] != kept:
            place = (place + 1) & mask
        return place

    def _spread(self) -> None:
        """Double the places, lest many be looked at to find one."""
        self._places = array("i", [-1]) * (2 * len(self._places))
        for number, kept in enumerate(self._hashes):
            self._places[self._place(kept)] = number


class Texts:
    """A list of texts that takes their letters and eight bytes for each."""

    def __init__(self) -> None:
        self._letters = bytearray()
        self._ends = array("Q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        letters = self._letters[self._ends[number] : self._ends[number + 1]]
        return letters.decode(errors="surrogatepass")

    def append(self, text: str) -> None:
        """Add the text at the end."""
        self._letters += text.encode(errors="surrogatepass")
        self._ends.append(len(self._letters))
