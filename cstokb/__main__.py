"""`python -m cstokb`."""

from cstokb.cli.app import main

if __name__ == "__main__":
    main()
