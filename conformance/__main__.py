"""``python -m conformance``: the command line, where the folder of programs is not on the path."""

from conformance.cli.main import main

if __name__ == "__main__":
    main()
