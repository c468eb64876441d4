package parse

import (
	"os"
	"testing"
	"time"

	"goodword/mail/parse/part"
)

func FuzzParse(f *testing.F) {
	for _, file := range fixtures(f) {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var m *Message
		took := time.Hour
		// Once may be the doing of a busy machine; a hang is slow every time.
		for try := 0; try < 3 && took > time.Second; try++ {
			begin := time.Now()
			m = Parse(raw, Options{Limits: part.Limits{Depth: 10}})
			took = time.Since(begin)
		}
		if took > time.Second {
			t.Errorf("took %v", took)
		}
		clean(t, m)
	})
}
