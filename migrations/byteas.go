package migrations

import (
	"encoding/binary"
	"slices"

	"github.com/jackc/pgx/v5/pgtype"
)

// Bytes are byte strings that a statement takes as one bytea[]. Connections of
// [Pool] encode them into room that is made once: pgx appends one after the other, and
// its buffer, growing by quarters, is copied five times for letters that leave together.
// Any other connection takes them as it takes [][]byte. Another package's type with
// the same method is encoded so, too: who stores rows knows nothing of this one.
type Bytes [][]byte

// InOneRoom gives the strings that are encoded into room that is made once.
func (b Bytes) InOneRoom() [][]byte { return b }

// inOneRoom is a list of byte strings that asks to be encoded so.
type inOneRoom interface{ InOneRoom() [][]byte }

// bytesCodec is pgx's own for bytea[] but for [Bytes].
type bytesCodec struct{ pgtype.Codec }

// PlanEncode gives the plan for Bytes in the binary form, and else pgx's.
func (c bytesCodec) PlanEncode(m *pgtype.Map, oid uint32, format int16, value any) pgtype.EncodePlan {
	if _, ok := value.(inOneRoom); ok && format == pgtype.BinaryFormatCode {
		return bytesPlan{}
	}
	return c.Codec.PlanEncode(m, oid, format, value)
}

type bytesPlan struct{}

// Encode appends an array as array_recv reads it: dimensions, whether there are nulls, the
// elements' type, then length and lower bound, and each element behind its length.
func (bytesPlan) Encode(value any, buf []byte) ([]byte, error) {
	list := value.(inOneRoom).InOneRoom()
	if list == nil {
		return nil, nil
	}
	size, null := 5*4, uint32(0)
	for _, b := range list {
		size += 4 + len(b)
		if b == nil {
			null = 1
		}
	}
	buf = slices.Grow(buf, size)
	number := func(n uint32) { buf = binary.BigEndian.AppendUint32(buf, n) }
	number(1)
	number(null)
	number(pgtype.ByteaOID)
	number(uint32(len(list)))
	number(1)
	for _, b := range list {
		if b == nil {
			number(1<<32 - 1)
			continue
		}
		number(uint32(len(b)))
		buf = append(buf, b...)
	}
	return buf, nil
}

// registerBytes has a connection encode Bytes so.
func registerBytes(m *pgtype.Map) {
	if t, ok := m.TypeForOID(pgtype.ByteaArrayOID); ok {
		m.RegisterType(&pgtype.Type{Name: t.Name, OID: t.OID, Codec: bytesCodec{t.Codec}})
	}
}
