"""The adapters of the benchmarks, without a database."""
