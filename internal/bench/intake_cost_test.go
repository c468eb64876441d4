package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// intakeSpent is processor time of all who take part in intake.
type intakeSpent struct {
	spent
	dovecot time.Duration
}

func (r *run) intakeSpentBy(pool *pgxpool.Pool) intakeSpent {
	r.Helper()
	return intakeSpent{r.spentBy(pool), dovecotSpent()}
}

// dovecotSpent is what the Dovecots that this process started have used until now,
// with their own processes.
func dovecotSpent() (used time.Duration) {
	all, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return 0
	}
	masters := map[int]bool{}
	for _, dir := range all {
		id := filepath.Base(dir)
		name, err := os.ReadFile(filepath.Join(dir, "comm"))
		if p := processOf(id); err == nil && p.parent == os.Getpid() && strings.TrimSpace(string(name)) == "dovecot" {
			number, _ := strconv.Atoi(id)
			masters[number] = true
			used += p.withEnded
		}
	}
	for _, dir := range all {
		if p := processOf(filepath.Base(dir)); masters[p.parent] {
			used += p.used
		}
	}
	return used
}

// each says what was used since for each of n mails, and how many a second of them
// all processors of this machine could do, were none of them ever idle.
func (s intakeSpent) each(since intakeSpent, n int) string {
	of := func(d time.Duration) int { return int(d / time.Duration(n) / time.Microsecond) }
	ours, database, dovecot := s.ours-since.ours, s.database-since.database, s.dovecot-since.dovecot
	said := fmt.Sprintf("µs of the processor a mail: %d here, %d in the database", of(ours), of(database))
	if dovecot > 0 {
		said += fmt.Sprintf(", %d in Dovecot", of(dovecot))
	}
	most := time.Duration(n) * time.Duration(runtime.NumCPU()) * time.Second / max(ours+database+dovecot, 1)
	return fmt.Sprintf("%s; %d processors could do %d /s", said, runtime.NumCPU(), int64(most))
}
