"""What a kind of hostile or broken file is, and what must become of it."""

from collections.abc import Callable
from typing import NamedTuple

from tests.hostile.raw import Rows

Make = Callable[[Rows], bytes]


class Kind(NamedTuple):
    """``make`` builds the file around a heading and two rows of two LAOs.

    ``rules`` are all that may be said of it; ``taken`` is how many of the two websites must reach the master.
    """

    name: str
    make: Make
    rules: frozenset[str]
    taken: int
    suffix: str = ".xlsx"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}{self.suffix}"


class Kinds(list[Kind]):
    """The kinds of one module; the decorators name each after its function."""

    def refused(self, rule: str, suffix: str = ".xlsx") -> Callable[[Make], Make]:
        """A kind that is refused for this one cause."""
        return self._added(frozenset({rule}), 0, suffix)

    def read(self, *rules: str, taken: int = 2, suffix: str = ".xlsx") -> Callable[[Make], Make]:
        """A kind that is read right, with these remarks."""
        return self._added(frozenset(rules), taken, suffix)

    def each(self, family: str, makes: dict[str, Make], *rules: str, taken: int = 0, suffix: str = ".xlsx") -> None:
        """A family of kinds with one outcome."""
        self.extend(Kind(f"{family} {name}", make, frozenset(rules), taken, suffix) for name, make in makes.items())

    def _added(self, rules: frozenset[str], taken: int, suffix: str) -> Callable[[Make], Make]:
        def add(make: Make) -> Make:
            self.append(Kind(make.__name__.replace("_", " "), make, rules, taken, suffix))
            return make

        return add
