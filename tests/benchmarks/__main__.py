"""How long whole commands take, written as tables in Markdown.

`python -m tests.benchmarks` measures start-up on the shipped facts; growth, the same
questions to every kind of store from 500 facts to a million; and other programs on like
work, where they are installed. Run it in the environment that cstokb is installed in.
With --keep FOLDER the filled files stay there for the next time.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time

from tests.benchmarks.peers import peers
from tests.benchmarks.scale import scale
from tests.benchmarks.startup import startup
from tests.benchmarks.stores import KINDS

SIZES = "500,10000,100000,1000000"
PARTS = ("startup", "scale", "peers")


def main() -> None:
    """Measure what is asked for and write the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help=f"default: {SIZES}")
    parser.add_argument("--stores", type=_kinds, default=",".join(KINDS), help="default: all")
    parser.add_argument("--only", choices=PARTS, help="default: all")
    parser.add_argument("--keep", metavar="FOLDER", help="where filled stores are and stay")
    asked = parser.parse_args()
    _clear_environment()
    _compile()
    print(
        f"Measured on {time.strftime('%Y-%m-%d')} with {_interpreter()} on {os.cpu_count()} cores."
    )
    with tempfile.TemporaryDirectory(prefix="cstokb-") as temporary:
        os.environ |= {"HOME": temporary, "XDG_CONFIG_HOME": temporary}
        folder = os.path.abspath(asked.keep or temporary)
        os.makedirs(folder, exist_ok=True)
        parts = [asked.only] if asked.only else PARTS
        if "startup" in parts:
            startup(asked.rounds)
        if "scale" in parts:
            scale(asked.stores, asked.sizes, asked.rounds, folder)
        if "peers" in parts:
            peers(asked.sizes, asked.stores, asked.rounds, folder)


def _clear_environment() -> None:
    """Nothing of this user's settings is measured."""
    for name in [name for name in os.environ if name.startswith("CSTOKB_")]:
        del os.environ[name]
    os.environ["PAGER"] = "cat"


def _compile() -> None:
    """Have the program's byte code on the disk, as an installation by pip has it.

    An editable one has none where Python is told to write none, and compiles all at
    every start: half as long again for `show`.
    """
    compiling = "import compileall, cstokb; compileall.compile_dir(cstokb.__path__[0], quiet=1)"
    subprocess.run([sys.executable, "-P", "-c", compiling], check=True)


def _interpreter() -> str:
    return f"{platform.python_implementation()} {platform.python_version()} ({sys.platform})"


def _sizes(text: str) -> list[int]:
    return sorted({int(number) for number in text.split(",")})


def _kinds(text: str) -> list[str]:
    asked = text.split(",")
    if unknown := set(asked) - set(KINDS):
        raise argparse.ArgumentTypeError(f"no store {', '.join(unknown)}: {', '.join(KINDS)}")
    return [kind for kind in KINDS if kind in asked]


if __name__ == "__main__":
    main()
