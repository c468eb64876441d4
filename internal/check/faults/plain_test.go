package faults

import (
	"os"
	"testing"
	"time"

	"goodword/internal/postgres/pgtest"
)

func TestMain(m *testing.M) {
	code := pgtest.Run(m)
	if built.dir != "" {
		_ = os.RemoveAll(built.dir)
	}
	os.Exit(code)
}

// patience is how long one run may take.
func patience() time.Duration { return 4 * time.Minute }
