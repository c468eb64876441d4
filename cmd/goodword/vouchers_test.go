package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestVouchersRefuses: a list with a mistake changes nothing, and says where it is.
func TestVouchersRefuses(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "vouchers.csv")
	if err := os.WriteFile(file, []byte("code,value,currency\nGIFT-1234,25,EUR\nGIFT 12,25,EUR\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"vouchers", "import", file}, strings.NewReader(""), &out, &errs); code != 1 {
		t.Errorf("exit code %d", code)
	}
	if !strings.Contains(errs.String(), ":3: code:") || !strings.Contains(errs.String(), "nothing was changed") {
		t.Errorf("it says %q", errs.String())
	}
}
