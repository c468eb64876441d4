package fetchtest

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goodword/mail/fetch"
)

func known(raw []byte) fetch.Known {
	sum := sha256.Sum256(raw)
	return fetch.Known{Size: int64(len(raw)), SHA256: sum[:]}
}

// mailsRemoved: a mail is found by its hash wherever it was moved, and no other
// is touched, not even one of the same length or one that waits to be expunged.
func mailsRemoved(t *testing.T, b *bench) {
	client := b.client()
	if err := client.Create("Done", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"goes", "stay", "also goes"} {
		b.appendTo(client, "INBOX", mail(name), day(0))
	}
	b.appendTo(client, "Done", mail("moved"), day(0))
	b.appendTo(client, "Done", mail("mover"), day(0))
	wanted := []fetch.Known{known(mail("goes")), known(mail("moved")), known(mail("also goes")), known(mail("never came"))}
	settings := b.Settings
	both := []string{"INBOX", "Done"}
	steps, err := remove(t, settings, both, wanted)
	if want := []fetch.Step{{Gone: []int{0, 1, 2}, Absent: []int{3}}}; err != nil || !cmp.Equal(want, steps) {
		t.Fatalf("removed %+v: %v", steps, err)
	}
	for folder, left := range map[string]string{"INBOX": "stay", "Done": "mover"} {
		if seen := b.view(folder); len(seen) != 1 || !has(seen, left) {
			t.Errorf("%s holds %v, want %q alone", folder, seen, left)
		}
	}
	if again, err := remove(t, settings, both, wanted); err != nil || !cmp.Equal([]fetch.Step{{Absent: []int{0, 1, 2, 3}}}, again) {
		t.Errorf("again: %+v, %v", again, err)
	}
	if _, err := remove(t, settings, []string{"Nowhere"}, wanted); err == nil {
		t.Error("a folder that is not there was searched")
	}
}

// remove collects the steps of Remove.
func remove(t *testing.T, settings fetch.Settings, folders []string, mails []fetch.Known) (steps []fetch.Step, err error) {
	t.Helper()
	err = fetch.Remove(t.Context(), settings, folders, mails, func(s fetch.Step) error {
		steps = append(steps, s)
		return nil
	})
	return steps, err
}

// removedInSteps: what was told of stays done when the work is ended, and the
// next call goes on. Mails of one size are told apart, large ones by their header.
func removedInSteps(t *testing.T, b *bench) {
	client := b.client()
	var wanted []fetch.Known
	for i := range 45 {
		raw := mail(fmt.Sprint("number ", 100+i))
		b.appendTo(client, "INBOX", raw, day(i))
		if i%9 != 0 {
			wanted = append(wanted, known(raw))
		}
	}
	large := append(mail("large"), strings.Repeat("0123456789\r\n", 1000)...)
	b.appendTo(client, "INBOX", large, day(0))
	header, _, _ := bytes.Cut(large, []byte("Hello"))
	ofLarge := known(header)
	ofLarge.Size, ofLarge.HeaderOnly = int64(len(large)), true
	wanted = append(wanted, ofLarge)
	settings := b.Settings
	settings.MaxSize = 10_000

	told, enough := 0, errors.New("enough")
	err := fetch.Remove(t.Context(), settings, []string{"INBOX"}, wanted, func(s fetch.Step) error {
		if told += len(s.Gone); len(s.Gone) != 20 || len(s.Absent)+len(s.Unsure) != 0 {
			t.Errorf("a step of %+v", s)
		}
		return enough
	})
	if left := b.view("INBOX"); !errors.Is(err, enough) || told != 20 || len(left) != 46-20 {
		t.Fatalf("%d told of, %d left: %v", told, len(left), err)
	}
	steps, err := remove(t, settings, []string{"INBOX"}, wanted[20:])
	if err != nil || len(steps) != 2 || len(steps[0].Gone)+len(steps[1].Gone) != len(wanted)-20 {
		t.Errorf("then %+v: %v", steps, err)
	}
	if left := b.view("INBOX"); len(left) != 5 || !has(left, "number 109") || has(left, "large") {
		t.Errorf("left are %v", left)
	}
}

func has[T any](m map[string]T, key string) bool {
	_, ok := m[key]
	return ok
}

// copiesSeen: mails that bear a field are shown with their fields, and those
// chosen are removed.
func copiesSeen(t *testing.T, b *bench) {
	client := b.client()
	if err := client.Create("Sent", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	marked := func(name, mark string) []byte {
		return append([]byte("X-Goodword: "+mark+"\r\nX-Goodword-Return: back+"+mark+"@corp.example\r\n"), mail(name)...)
	}
	b.appendTo(client, "Sent", marked("first", "letter-1"), day(0))
	b.appendTo(client, "Sent", mail("a person's"), day(0))
	b.appendTo(client, "Sent", marked("second", "letter-2"), day(0))
	var seen []string
	removed, err := fetch.Copies(t.Context(), b.Settings, "Sent", time.Time{}, []string{"X-Goodword", "X-Goodword-Return"}, func(h textproto.MIMEHeader) bool {
		seen = append(seen, h.Get("X-Goodword")+" "+h.Get("X-Goodword-Return"))
		return h.Get("X-Goodword") == "letter-2"
	})
	if err != nil || removed != 1 {
		t.Fatalf("%d removed, %v", removed, err)
	}
	if len(seen) != 2 || seen[0] != "letter-1 back+letter-1@corp.example" || seen[1] != "letter-2 back+letter-2@corp.example" {
		t.Errorf("seen %q", seen)
	}
	if left := b.view("Sent"); len(left) != 2 || has(left, "second") {
		t.Errorf("Sent holds %v", left)
	}
	none := func(textproto.MIMEHeader) bool { t.Error("a mail of before was shown"); return false }
	if _, err := fetch.Copies(t.Context(), b.Settings, "Sent", time.Now().AddDate(5, 0, 0), []string{"X-Goodword"}, none); err != nil {
		t.Error(err)
	}
}
