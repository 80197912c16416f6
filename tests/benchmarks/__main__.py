"""Run ``make bench``: compare the cleaner with other tools."""

from tests.benchmarks.clean_bench import main

if __name__ == "__main__":
    main()
