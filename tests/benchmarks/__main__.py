"""``make bench``: the cleaner beside its peers."""

from tests.benchmarks.clean_bench import main

if __name__ == "__main__":
    main()
