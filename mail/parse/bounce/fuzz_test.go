package bounce

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"goodword/mail/parse/part"
)

// FuzzClassify: no panic, no slow mail, nothing beyond the caps, whatever a
// report holds.
func FuzzClassify(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.eml")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		root, _ := part.Parse(raw)
		var v Verdict
		took := time.Hour
		// Once may be the doing of a busy machine; a hang is slow every time.
		for try := 0; try < 3 && took > time.Second; try++ {
			start := time.Now()
			v = Classify(root, root.Text)
			took = time.Since(start)
		}
		if took > time.Second {
			t.Fatalf("%d bytes took %v", len(raw), took)
		}
		checkVerdict(t, v)
	})
}

func checkVerdict(t *testing.T, v Verdict) {
	t.Helper()
	if (v.Kind == KindPerson) != (v.Reason == "") {
		t.Errorf("kind %q with reason %q", v.Kind, v.Reason)
	}
	if (v.Kind == KindBounce) != (v.Bounce != nil) || v.Absence != nil && v.Kind != KindAutoReply {
		t.Errorf("kind %q with %+v and %+v", v.Kind, v.Bounce, v.Absence)
	}
	if !utf8.ValidString(v.Reason) || strings.ContainsRune(v.Reason, 0) {
		t.Errorf("reason is no text: %q", v.Reason)
	}
	if v.Bounce == nil {
		return
	}
	if id := v.Bounce.OriginalMessageID; !utf8.ValidString(id) || strings.ContainsAny(id, "\x00\n") {
		t.Errorf("id %q", id)
	}
	if len(v.Bounce.Recipients) > 2*maxRecipients || len(v.Bounce.OriginalHeader) > maxHeader {
		t.Errorf("%d recipients, %d bytes of header", len(v.Bounce.Recipients), len(v.Bounce.OriginalHeader))
	}
	for _, r := range v.Bounce.Recipients {
		if strings.IndexByte(r.Address, '@') < 1 || strings.ContainsAny(r.Address, "\n\r\x00") || !utf8.ValidString(r.Address) {
			t.Errorf("no address: %q", r.Address)
		}
		if len(r.Diagnostic) > maxDiagnostic || strings.ContainsAny(r.Diagnostic, "\n\x00") || !utf8.ValidString(r.Diagnostic) {
			t.Errorf("diagnostic %q", r.Diagnostic)
		}
	}
}

// TestLinear: text made to be slow costs no more than its size.
func TestLinear(t *testing.T) {
	t.Parallel()
	unit := map[string]string{
		"at signs":            "@",
		"addresses":           "<a@b.example>: 550 unknown\n",
		"one long line":       "a@b.example ",
		"quotes":              "\"a@b\"@",
		"header lines":        "From: a@b.example\nTo: c@d.example\nX: y\n\n",
		"status groups":       "Final-Recipient: rfc822; a@b.example\n\n",
		"folded status":       "Status: 5\n x\n",
		"rules":               "--- Original\n",
		"dates":               "until 5 december ",
		"sentences":           "I return. ",
		"deputies":            "please contact Bo Lind bo@corp.example ",
		"digits":              "1/2/3.",
		"encoded unicode":     `\x{41}`,
		"letters that shrink": "\u212a <a@b.example> \u0130 contact Bo\u212a bo@corp.example until 5 december\n",
	}
	for name, u := range unit {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := strings.Repeat(u, 1+(1<<19)/len(u)) // twice what is read
			for _, head := range []string{
				"Return-Path: <>\nFrom: MAILER-DAEMON@x.example\nSubject: Undelivered\n\n",
				"Auto-Submitted: auto-replied\nFrom: bo@corp.example\nDate: Thu, 12 Nov 2026 10:01:00 +0000\nSubject: Automatic reply\n\n",
				"Return-Path: <>\nFrom: MAILER-DAEMON@x.example\nContent-Type: message/delivery-status\n\n",
			} {
				root, _ := part.Parse([]byte(head + body))
				start := time.Now()
				v := Classify(root, root.Text)
				if took := time.Since(start); took > 5*time.Second {
					t.Errorf("512 KB of %s took %v", name, took)
				}
				checkVerdict(t, v)
			}
		})
	}
}

func BenchmarkClassify(b *testing.B) {
	for _, name := range []string{"person_through_group", "dsn_failed", "text_angle_colon", "absence_german"} {
		b.Run(name, func(b *testing.B) {
			root, text := readFixture(b, "testdata/"+name+".eml")
			b.ReportAllocs()
			for b.Loop() {
				Classify(root, text)
			}
		})
	}
}
