package fetch

import (
	"testing"

	"github.com/emersion/go-imap/v2"
)

// TestCut: what is touched by one command has a bounded number of mails, a
// bounded line, and all together is what was to be touched.
func TestCut(t *testing.T) {
	t.Parallel()
	var sparse imap.UIDSet
	for uid := imap.UID(4_000_000_001); uid < 4_000_002_000; uid += 2 {
		sparse.AddNum(uid)
	}
	for _, c := range []struct {
		name string
		uids imap.UIDSet
		most int
		sets int
	}{
		{"none", nil, 10, 0},
		{"one", imap.UIDSetNum(7), 10, 1},
		{"just enough", imap.UIDSet{{Start: 1, Stop: 10}}, 10, 1},
		{"one range over several", imap.UIDSet{{Start: 1, Stop: 25}}, 10, 3},
		{"ranges that do not fit", imap.UIDSet{{Start: 1, Stop: 8}, {Start: 20, Stop: 24}}, 10, 2},
		{"the last UIDs there are", imap.UIDSet{{Start: 4_294_967_290, Stop: 4_294_967_295}}, 10, 1},
		{"a long line", sparse, 2000, 6},
	} {
		sets := cut(c.uids, c.most)
		if len(sets) != c.sets {
			t.Errorf("%s: %d sets, want %d", c.name, len(sets), c.sets)
		}
		var all imap.UIDSet
		for _, s := range sets {
			if mails(s) > c.most || len(s.String()) > touchLine+2*len("4294967295:4294967295,") {
				t.Errorf("%s: a set of %d mails, %d bytes", c.name, mails(s), len(s.String()))
			}
			all.AddSet(s)
		}
		if all.String() != c.uids.String() || mails(all) != mails(c.uids) {
			t.Errorf("%s: cut apart it is %s, not %s", c.name, all, c.uids)
		}
	}
}

// TestDrop: mails are taken off the list wherever they stand.
func TestDrop(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name       string
		read, left []imap.UID
	}{
		{"none", nil, []imap.UID{1, 2, 3, 4, 5}},
		{"the head", []imap.UID{1, 2}, []imap.UID{3, 4, 5}},
		{"behind a gap", []imap.UID{1, 3, 5}, []imap.UID{2, 4}},
		{"the end", []imap.UID{4, 5}, []imap.UID{1, 2, 3}},
		{"all", []imap.UID{1, 2, 3, 4, 5}, nil},
	} {
		r := &reading{}
		for uid := range imap.UID(5) {
			r.pending = append(r.pending, found{uid: uid + 1})
		}
		mails := map[imap.UID]fetched{}
		for _, uid := range c.read {
			mails[uid] = fetched{}
		}
		r.drop(mails)
		var left []imap.UID
		for _, f := range r.pending {
			left = append(left, f.uid)
		}
		if len(left) != len(c.left) {
			t.Errorf("%s: %v are left, want %v", c.name, left, c.left)
			continue
		}
		for i := range left {
			if left[i] != c.left[i] {
				t.Errorf("%s: %v are left, want %v", c.name, left, c.left)
			}
		}
	}
}

// TestSpan: mails that lie far apart are known to, as what a crash leaves
// untouched is looked for only so far below the cursor.
func TestSpan(t *testing.T) {
	t.Parallel()
	apart := imap.UIDSetNum(10, 11)
	apart.AddNum(9000)
	for _, c := range []struct {
		uids imap.UIDSet
		want int
	}{{nil, 0}, {imap.UIDSetNum(7), 1}, {imap.UIDSet{{Start: 1, Stop: 10}}, 10}, {apart, 8991}} {
		if got := span(c.uids); got != c.want {
			t.Errorf("the span of %s is %d, want %d", c.uids, got, c.want)
		}
	}
}
