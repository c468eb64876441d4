package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestUnits: the units for systemd give commands that goodword understands, tell
// systemd to listen, and are ones that systemd takes and finds hardened.
func TestUnits(t *testing.T) {
	t.Parallel()
	units, err := filepath.Glob("../../deploy/systemd/*.service")
	if err != nil || len(units) != 3 {
		t.Fatalf("%q, %v", units, err)
	}
	for _, unit := range units {
		raw, err := os.ReadFile(unit)
		if err != nil {
			t.Fatal(err)
		}
		text := string(raw)
		parser, err := kong.New(&program{})
		if err != nil {
			t.Fatal(err)
		}
		command := between(text, "\nExecStart=/usr/bin/goodword ", "\n")
		serves := filepath.Base(unit) != "goodword-backup.service" // which its timer starts
		if _, err := parser.Parse(strings.Fields(strings.Replace(command, "/var/lib/goodword/backups", t.TempDir(), 1))); err != nil || serves != strings.HasPrefix(command, "serve ") {
			t.Errorf("%s: %q: %v", unit, command, err)
		}
		lines := []string{"NoNewPrivileges=yes", "ProtectSystem=strict"}
		if serves {
			lines = append(lines, "Type=notify", "NotifyAccess=main", "WatchdogSec=60")
		}
		for _, line := range lines {
			if !strings.Contains(text, "\n"+line+"\n") {
				t.Errorf("%s does not say %s", unit, line)
			}
		}
		analyze, err := exec.LookPath("systemd-analyze")
		if err != nil {
			continue // systemd is not everywhere
		}
		self, err := os.Executable() // what is to be started must be there
		if err != nil {
			t.Fatal(err)
		}
		there := filepath.Join(t.TempDir(), filepath.Base(unit))
		if err := os.WriteFile(there, []byte(strings.Replace(text, "/usr/bin/goodword", self, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(analyze, "verify", there).CombinedOutput(); err != nil {
			t.Errorf("systemd-analyze verify %s: %v\n%s", unit, err, out)
		}
		// Exposure of 2.0 and less, of 10.
		if out, err := exec.Command(analyze, "security", "--offline=true", "--threshold=20", there).CombinedOutput(); err != nil {
			t.Errorf("systemd-analyze security %s: %v\n%s", unit, err, out)
		}
	}
}
