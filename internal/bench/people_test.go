package bench

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/check/day"
	"goodword/jobs"
)

// people: a company of BENCH_PEOPLE, beside one of some three thousand: how long its directory
// takes to be imported, what it takes of memory, and how fast mails are read in it.
func (r *run) people() {
	many := setting("BENCH_PEOPLE", 300_000)
	named := fmt.Sprintf(", %d people", many)
	_, small := r.database()
	url, large := r.database()
	s := r.serving(url)
	list := filepath.Join(r.TempDir(), "people.csv")
	file, err := os.Create(list)
	if err != nil {
		r.Fatal(err)
	}
	if err := day.WriteLarger(file, many-r.count(small, "select count(*) from people")); err != nil {
		r.Fatal(err)
	}
	if err := file.Close(); err != nil {
		r.Fatal(err)
	}
	for _, what := range []string{"import", "import of a list that changes nothing"} {
		imports := exec.CommandContext(r.ctx, s.program, "people", "import", "--config", s.settings, list)
		r.table.is(r, "people", what+named, "s", took(func() {
			if out, err := imports.CombinedOutput(); err != nil {
				r.Fatalf("%v: %s", err, out)
			}
		}).Seconds())
		if usage, ok := imports.ProcessState.SysUsage().(*syscall.Rusage); ok {
			r.table.is(r, "people", what+named+", memory at most", "MB", float64(usage.Maxrss)/1024)
		}
	}
	process, ready := s.up(r)
	r.table.is(r, "people", "serve ready"+named, "ms", ms(ready)).mayBe(1000)
	time.Sleep(2 * time.Second) // it settles
	r.table.is(r, "people", "serve, idle"+named, "MB", resident(r, process, "VmRSS"))
	r.table.is(r, "people", "serve, at most"+named, "MB", resident(r, process, "VmHWM")).mayBe(256)
	down(r, process)

	const reading = "reading and routing, "
	databases := []struct {
		name string
		pool *pgxpool.Pool
		desk *jobs.Desk
	}{{"3060 people", small, r.desk(small, nil)}, {fmt.Sprintf("%d people", many), large, r.desk(large, nil)}}
	for round := range r.rounds + 1 {
		for _, at := range databases {
			mails := mixture(uint64(20+round), r.mails)
			r.queue(at.desk, at.pool, 0)
			r.receive(at.desk, "nominations", mails)
			d := r.worked(at.desk, at.pool, jobs.QueueOptions{Readers: 4}, "select not exists (select from inbound where disposition is null)")
			if round > 0 { // the first reads the directory
				r.table.rate(r, "people", reading+at.name, len(mails), d)
			}
		}
	}
	r.table.row("people", reading+databases[1].name, "/s").mustBe(0.9, reading+databases[0].name)
}
