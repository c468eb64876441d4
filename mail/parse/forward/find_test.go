package forward_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"goodword/mail/address"
	"goodword/mail/parse/forward"
	"goodword/mail/parse/quote/quotetest"
)

// fixture is a file of testdata: sections that open with "=== name".
type fixture map[string]string

func readSections(t testing.TB, path string) fixture {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return quotetest.Sections(string(raw))
}

// people reads one mailbox a line; "<>" stands for no address.
func people(lines string) []address.Mailbox {
	var out []address.Mailbox
	for _, line := range strings.Split(lines, "\n") {
		name, addr, bracketed := strings.Cut(strings.TrimSuffix(line, ">"), " <")
		switch {
		case line == "":
		case bracketed:
			out = append(out, address.Mailbox{Name: strings.Trim(name, `"`), Address: addr})
		default:
			out = append(out, address.Mailbox{Address: line})
		}
	}
	return out
}

// TestFixtures reads the hard ones: odd clients, missing fields, unknown
// authors, nested forwards, and mails that forward nothing.
// shown is what of a forward its callers see.
var shown = cmpopts.IgnoreUnexported(forward.Forwarded{})

func TestFixtures(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 40 {
		t.Fatalf("found %d fixtures, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			fix := readSections(t, file)
			_, answers := fix["answers"]
			f, note := forward.Find(fix["text"], forward.Mail{Subject: fix["subject"], Answers: answers})
			if _, none := fix["none"]; none {
				if f != nil {
					t.Fatalf("took it for a forward by %v: %s", f.From, f.Evidence)
				}
				f, _ = forward.Answered(fix["text"], forward.Mail{Subject: fix["subject"], Answers: answers})
				if author, told := fix["answered"]; told != (f != nil) || told && f.From != people(author)[0] {
					t.Errorf("within the answered mail: %+v, want it from %q", f, author)
				}
				return
			}
			if f == nil {
				t.Fatal("found no forward")
			}
			fix.compare(t, f, note)
		})
	}
}

func (fix fixture) compare(t *testing.T, f *forward.Forwarded, note string) {
	t.Helper()
	from := address.Mailbox{}
	if list := people(fix["from"]); len(list) == 1 {
		from = list[0]
	}
	want := forward.Forwarded{From: from, To: people(fix["to"]), Cc: people(fix["cc"]), ReplyTo: people(fix["reply to"]), Subject: fix["original subject"], Body: fix["body"]}
	got := *f
	got.Client, got.Evidence, got.Date = "", "", ""
	if diff := cmp.Diff(want, got, shown); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if note != fix["note"] {
		t.Errorf("note %q, want %q", note, fix["note"])
	}
	if date, told := fix["date"]; told && f.Date != date || !told && f.Date == "" && from != (address.Mailbox{}) {
		t.Errorf("date %q, want %q", f.Date, date)
	}
	if f.Evidence == "" {
		t.Error("no evidence")
	}
	if chain, told := fix["inner"]; told {
		for _, author := range people(chain) {
			f, _ = f.Inner()
			if f == nil || f.From != author {
				t.Fatalf("inner %+v, want it from %v", f, author)
			}
		}
		if inner, _ := f.Inner(); inner != nil {
			t.Errorf("one more inner, from %v", inner.From)
		}
	}
}
