// Package bench measures goodword from end to end, beside the servers it talks
// to and beside other programs that do a part of the same: intake from a real
// Dovecot, reading and routing, delivery, latency, memory, start, growth, and
// several processes on one database.
//
// All of it is tests that `make test` leaves out, but for the one that looks at
// every query's plan; nothing imports the package. `make bench` runs them and
// writes their one table into docs/performance.md. What is compared is run in
// turns, so that a busy machine slows both sides; ratios count, not rates.
package bench
