package fetchtest

import (
	"crypto/sha256"
	"net/textproto"
	"testing"
	"time"

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
	removed, err := fetch.Remove(t.Context(), settings, []string{"INBOX", "Done"}, wanted)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, true, true, false} {
		if removed[i] != want {
			t.Errorf("mail %d: removed is %v", i, removed[i])
		}
	}
	for folder, left := range map[string]string{"INBOX": "stay", "Done": "mover"} {
		if seen := b.view(folder); len(seen) != 1 || !has(seen, left) {
			t.Errorf("%s holds %v, want %q alone", folder, seen, left)
		}
	}
	if again, err := fetch.Remove(t.Context(), settings, []string{"INBOX", "Done"}, wanted); err != nil || again[0] {
		t.Errorf("again: %v, %v", again, err)
	}
	if _, err := fetch.Remove(t.Context(), settings, []string{"Nowhere"}, wanted); err == nil {
		t.Error("a folder that is not there was searched")
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
