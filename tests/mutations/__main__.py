"""`python -m tests.mutations [WORD…]`: do the tests notice faults that somebody puts in?

Each mutation is made in a copy of this checkout, where the tests named with it must fail;
in a copy without it they must pass. WORDs choose the mutations that have one of them in
their name or file. Prints a line for each, and exits 1 unless every one was killed.
"""

import argparse
import os
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from tests.mutations.catalogue import MUTATIONS, Mutation
from tests.mutations.trial import KILLED, baseline_of, verdict_of


def main() -> int:
    """Try the mutations and print the verdicts; 1 unless all are killed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD", help="default: every mutation")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="default: all cores")
    wanted = parser.parse_args()
    chosen = [one for one in MUTATIONS if is_chosen(one, wanted.words)]
    if not chosen:
        parser.error("no mutation has such a word in its name or file")
    verdicts = []
    with ThreadPoolExecutor(wanted.jobs) as pool:
        tests = [*dict.fromkeys(one.tests for one in chosen)]
        baselines = dict(zip(tests, pool.map(baseline_of, tests), strict=True))
        for mutation, verdict in zip(chosen, pool.map(verdict_of, chosen), strict=True):
            verdicts.append(baselines[mutation.tests] or verdict)
            print(f"{verdicts[-1]:9} {mutation.file}: {mutation.name}", flush=True)
    return 0 if {*verdicts} == {KILLED} else 1


def is_chosen(mutation: Mutation, words: Iterable[str]) -> bool:
    """Whether one of the words stands in its name or file, or there are none."""
    text = f"{mutation.name} {mutation.file}"
    return not [*words] or any(word in text for word in words)


if __name__ == "__main__":
    sys.exit(main())
