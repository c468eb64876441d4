package bench

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// written makes mails as customers' praise comes in, 7 KB on average as with an
// HTML form beside the text: the same seed gives the same bytes.
func written(seed uint64, n int) [][]byte {
	random := rand.New(rand.NewPCG(seed, 7))
	mails := make([][]byte, n)
	for i := range mails {
		mails[i] = one(random, i)
	}
	return mails
}

// vocabulary is enough for text that compresses as text does.
const vocabulary = `the crew of your ferry was kind patient and quick when our children fell ill on the crossing from the
northern islands we had lost a bag and somebody walked back through the rain to find it nobody had asked them to do so and
they would not take anything for it please tell her manager that this is why we come back every summer with friends booking
was easy breakfast warm cabins clean music soft and every question got an honest answer even about delays in fog or storm`

func one(random *rand.Rand, serial int) []byte {
	words := strings.Fields(vocabulary)
	var b bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	said := func(n int) string {
		var s strings.Builder
		for range n {
			if s.Len()%72 < 6 && s.Len() > 0 {
				s.WriteString("\r\n")
			}
			s.WriteString(words[random.IntN(len(words))] + " ")
		}
		return s.String()
	}
	at := time.Date(2026, 11, 2, 6, 0, 0, 0, time.UTC).Add(time.Duration(serial) * time.Second)
	for hop := range 4 {
		line("Received: from mx%d.guests.test (mx%d.guests.test [192.0.2.%d])\r\n\tby mail.skerry.example with ESMTPS id %016x; %s",
			hop, hop, random.IntN(250), random.Uint64(), at.Format(time.RFC1123Z))
	}
	line("From: Guest %d <guest%d@guests.test>", serial, serial%5000)
	line("To: <praise@skerry.example>")
	line("Subject: %s", strings.Join(words[serial%60:serial%60+5], " "))
	line("Date: %s", at.Format(time.RFC1123Z))
	line("Message-ID: <%016x.%d@guests.test>", random.Uint64(), serial)
	line("MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b%d\"\r\n", serial)
	text := said(150 + random.IntN(250))
	line("--b%d\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n", serial, text)
	line("--b%d\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body style=\"font-family: sans-serif; font-size: 14px\">", serial)
	for _, l := range strings.Split(text, "\r\n") {
		line("<p style=\"margin: 0 0 8px 0; color: #202124\"><span lang=\"en\">%s</span></p>", l)
	}
	line("</body></html>\r\n--b%d--", serial)
	return b.Bytes()
}
