package faults

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"goodword/internal/postgres/pgtest"
)

func TestMain(m *testing.M) {
	began := time.Now()
	flag.Parse()
	if atOnce := flag.Lookup("test.parallel"); atOnce.Value.String() == atOnce.DefValue {
		// Most of a fault is waiting for it to end. Where -parallel says something else, that counts.
		if err := flag.Set(atOnce.Name, strconv.Itoa(2*runtime.GOMAXPROCS(0))); err != nil {
			panic(err)
		}
	}
	code := pgtest.Run(m)
	if built.dir != "" {
		_ = os.RemoveAll(built.dir)
	}
	if file := os.Getenv("FAULT_TABLE"); file != "" {
		if err := publish(file, table(), time.Since(began)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// patience is how long one run may take: as long as the tests may, but for what
// is needed to say what kept it. A busy machine is no fault.
func patience(t testing.TB) time.Duration {
	if end, limited := deadline(t); limited && !whole() {
		return time.Until(end) - 10*time.Second
	}
	return 20 * time.Minute
}

// deadline is when the tests are ended; benchmarks know none.
func deadline(t testing.TB) (time.Time, bool) {
	if test, ok := t.(*testing.T); ok {
		return test.Deadline()
	}
	return time.Time{}, false
}

// What stands around the table in docs/trust.md.
const (
	tableBegins = "<!-- the table of make faults begins -->\n"
	tableEnds   = "<!-- the table of make faults ends -->\n"
)

// publish prints the table and puts it where a document has a place for it.
func publish(file, table string, took time.Duration) error {
	fmt.Print("\n", table)
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(text), tableBegins)
	_, after, ended := strings.Cut(rest, tableEnds)
	if !found || !ended {
		return fmt.Errorf("%s has no place for the table: %q and %q", file, tableBegins, tableEnds)
	}
	said := fmt.Sprintf("%s %s, in %s:\n\n", "Run of", time.Now().UTC().Format(time.DateOnly), took.Round(time.Second))
	return os.WriteFile(file, []byte(before+tableBegins+said+table+tableEnds+after), 0o644)
}
