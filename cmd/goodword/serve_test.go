package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goodword/internal/postgres/pgtest"
)

// TestServeStops starts the service with servers that do not answer, as after a
// power cut, and tells it to stop: it must come up, say what is wrong, and end well.
func TestServeStops(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	settings := filepath.Join(folder, "goodword.toml")
	if err := os.WriteFile(settings, fmt.Appendf(nil, `
[company]
name = "Corp"
domains = ["corp.example"]
[ceo]
address = "cora@corp.example"
[cpo]
address = "pia@corp.example"
[operator]
address = "it@corp.example"
[service]
address = "care@corp.example"
[database]
url = %q
[[mailboxes]]
name = "nominations"
role = "nominations"
address = "goodword@corp.example"
host = "127.0.0.1"
port = 1
tls = "none"
user = "goodword"
password = "s3cret-of-the-mailbox"
[smtp]
host = "127.0.0.1"
port = 1
tls = "none"
[letters]
from_address = "goodword@corp.example"
[trust]
authserv_ids = ["mx.corp.example"]
[http]
listen = "127.0.0.1:0"
`, pgtest.Database(t, nil)), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	logs, w := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"serve", "--config", settings}, strings.NewReader(""), io.Discard, w)
		w.Close()
	}()
	var all strings.Builder
	stopped := false
	for lines := bufio.NewScanner(logs); lines.Scan(); {
		all.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), "goodword runs") {
			stop()
		}
		stopped = stopped || strings.Contains(lines.Text(), "goodword has stopped")
	}
	if c := <-code; c != 0 || !stopped {
		t.Errorf("exit %d; its log:\n%s", c, all.String())
	}
	if strings.Contains(all.String(), "s3cret") {
		t.Errorf("the log holds a secret:\n%s", all.String())
	}
}
