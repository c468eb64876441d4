package migrations

import (
	"bytes"
	"testing"

	"github.com/jackc/pgx/v5/pgtype"
)

// theirs is another package's list that asks to be encoded as Bytes are.
type theirs [][]byte

func (b theirs) InOneRoom() [][]byte { return b }

// TestBytes: what a connection of Pool writes of a list is what pgx writes, and
// one that knows nothing of the type takes it as well.
func TestBytes(t *testing.T) {
	t.Parallel()
	plain, ours := pgtype.NewMap(), pgtype.NewMap()
	registerBytes(ours)
	for _, list := range []Bytes{nil, {}, {nil}, {{}}, {[]byte("a"), nil, bytes.Repeat([]byte("long"), 5000)}} {
		before := []byte("what is there already")
		want, err := plain.Encode(pgtype.ByteaArrayOID, pgtype.BinaryFormatCode, [][]byte(list), bytes.Clone(before))
		if err != nil {
			t.Fatal(err)
		}
		for name, m := range map[string]*pgtype.Map{"ours": ours, "another": plain} {
			if got, err := m.Encode(pgtype.ByteaArrayOID, pgtype.BinaryFormatCode, list, bytes.Clone(before)); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s: a list of %d became %.60q, %v, want %.60q", name, len(list), got, err, want)
			}
			if got, err := m.Encode(pgtype.ByteaArrayOID, pgtype.BinaryFormatCode, theirs(list), bytes.Clone(before)); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s: another's list of %d became %.60q, %v, want %.60q", name, len(list), got, err, want)
			}
		}
	}
	typed, _ := ours.TypeForOID(pgtype.ByteaArrayOID)
	for _, list := range []any{Bytes{}, theirs{}} {
		if plan := typed.Codec.PlanEncode(ours, pgtype.ByteaArrayOID, pgtype.BinaryFormatCode, list); plan != (bytesPlan{}) {
			t.Errorf("%T is encoded by %T", list, plan)
		}
	}
	// Other values, and the other form, are pgx's as before.
	for _, format := range []int16{pgtype.BinaryFormatCode, pgtype.TextFormatCode} {
		list := [][]byte{[]byte("a"), []byte("b")}
		want, _ := plain.Encode(pgtype.ByteaArrayOID, format, list, nil)
		if got, err := ours.Encode(pgtype.ByteaArrayOID, format, list, nil); err != nil || !bytes.Equal(got, want) {
			t.Errorf("form %d: %q, %v, want %q", format, got, err, want)
		}
	}
	if got, err := ours.Encode(pgtype.ByteaArrayOID, pgtype.TextFormatCode, Bytes{[]byte("a")}, nil); err != nil || string(got) != `{\\x61}` && string(got) != `{"\\x61"}` {
		t.Errorf("as text: %q, %v", got, err)
	}
}
