# Start with `make run` and `make test`. Each installs missing packages and prints their names.
.PHONY: run cluster test bench browser fuzz faults case-faults attacks columns walks http sanitize long format package

run:
	@scripts/run

cluster:
	@scripts/cluster

test:
	@scripts/check

bench:
	@scripts/bench

# The long courses, of which `make test` runs a short one or none.
long: browser faults attacks columns walks http fuzz sanitize

browser:
	@scripts/browser-tests --every

faults:
	@scripts/faults

# 200 kills and power cuts while cases move, on each engine; a part of `make faults`.
case-faults:
	@scripts/faults cases cases-postgres

attacks:
	@scripts/attacks

columns:
	@SEHAT_COLUMNS=every swift test --filter ColumnTests

walks:
	@SEHAT_WALKS=long swift test --filter 'SignInWalkTests|CaseWalkTests'

http:
	@scripts/schemathesis

fuzz:
	@scripts/fuzz

sanitize:
	@scripts/sanitize

format:
	swift format --in-place --parallel --recursive Package.swift Sources Tests

package:
	@scripts/package
