# Start with `make run` and `make test`. Each installs missing packages and prints their names.
.PHONY: run cluster test bench fuzz faults sanitize format package

run:
	@scripts/run

cluster:
	@scripts/cluster

test:
	@scripts/check

bench:
	@scripts/bench

fuzz:
	@scripts/fuzz

faults:
	@scripts/faults

sanitize:
	@scripts/sanitize

format:
	swift format --in-place --parallel --recursive Package.swift Sources Tests

package:
	@scripts/package
