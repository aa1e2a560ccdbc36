"""The program, as `cstokb` and as `python -m cstokb`."""

import gc
import os
import sys


def main() -> None:
    """Run, flush, and leave without the interpreter's slow goodbye."""
    # Imports and answers make no cycles worth collecting; looking for them costs 4 ms.
    gc.disable()
    sys.unraisablehook = _unraisable
    try:
        # Ctrl-C may come while the commands are still being imported.
        from cstokb.cli.app import build

        build()(prog_name="cstokb")
    except KeyboardInterrupt:
        os._exit(130)
    except SystemExit as done:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, AttributeError):
                continue
        os._exit(done.code if isinstance(done.code, int) else 1)


def _unraisable(ignored: "sys.UnraisableHookArgs") -> None:
    """End with an interrupt that came where Python lets none through, as in a finalizer."""
    if isinstance(ignored.exc_value, KeyboardInterrupt):
        os._exit(130)
    sys.__unraisablehook__(ignored)


if __name__ == "__main__":
    main()
