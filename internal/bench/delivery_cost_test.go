package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// spent is processor time, user and system.
type spent struct{ ours, database time.Duration }

// spentBy gives what this process and the database's server have used until now.
func (r *run) spentBy(pool *pgxpool.Pool) spent {
	r.Helper()
	s := spent{ours: cpu()}
	var backend int
	if err := pool.QueryRow(r.ctx, "select pg_backend_pid()").Scan(&backend); err != nil {
		r.Fatal(err)
	}
	server := strconv.Itoa(processOf(strconv.Itoa(backend)).parent)
	all, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		r.Fatal(err)
	}
	s.database = processOf(server).withEnded
	for _, dir := range all {
		if p := processOf(filepath.Base(dir)); strconv.Itoa(p.parent) == server {
			s.database += p.used
		}
	}
	return s
}

// process is what Linux says of one.
type process struct {
	parent          int
	used, withEnded time.Duration // by itself; and by those of its children that ended
}

// processOf reads /proc; one that has ended has used nothing.
func processOf(id string) process {
	text, err := os.ReadFile("/proc/" + id + "/stat")
	if err != nil {
		return process{}
	}
	_, rest, _ := strings.Cut(string(text), ") ") // behind the name, which may hold anything
	fields := strings.Fields(rest)
	if len(fields) < 15 {
		return process{}
	}
	number := func(i int) time.Duration {
		n, _ := strconv.ParseInt(fields[i], 10, 64)
		return time.Duration(n) * time.Second / 100 // USER_HZ
	}
	parent, _ := strconv.Atoi(fields[1])
	used := number(11) + number(12)
	return process{parent, used, used + number(13) + number(14)}
}

// each says what was used since, for each of n letters.
func (s spent) each(since spent, n int) string {
	of := func(d time.Duration) time.Duration { return (d / time.Duration(n)).Round(10 * time.Microsecond) }
	return fmt.Sprintf("%s of the processor for a letter here and %s in the database", of(s.ours-since.ours), of(s.database-since.database))
}
