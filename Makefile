# Two commands matter: `make run` and `make test`. Each installs what is missing and says so.
.PHONY: run test bench fuzz faults sanitize format package

run:
	@scripts/run

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
