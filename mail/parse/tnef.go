package parse

import (
	"strings"

	"goodword/mail/parse/part"
)

// isTNEF says that p is Outlook's own container, winmail.dat.
func isTNEF(p *part.Part) bool {
	return p.MediaType == "application/ms-tnef" || p.MediaType == "application/vnd.ms-tnef" || strings.EqualFold(p.Filename, "winmail.dat")
}

func (r *reader) openTNEF(p *part.Part, depth int) {}
