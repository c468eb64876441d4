package bounce

import (
	"strings"

	"goodword/mail/parse/part"
)

// ByList names the field by which a mail shows that it came by a list or a
// group, "" for none. A field counts by being there, whatever it says: an empty
// List-Id was still written by a list. List-Help and List-Unsubscribe are not
// among them, as newsletters and service desks write those without any list.
func ByList(fields []part.Field) string {
	var buf [64]byte
	for i := range fields {
		if len(fields[i].Name) <= len(buf) && marksList(lower(buf[:0], fields[i].Name)) {
			return fields[i].Name
		}
	}
	return ""
}

// marksList says whether lists alone write a field of this name (lower case).
//
// QUIRK: RFC 2919 and 2369 name the List- fields, but ezmlm writes Mailing-List
// alone, majordomo X-Mailing-List, and Mailman and Google Groups leave fields of
// their own behind where a gateway took List-Id away.
func marksList(name []byte) bool {
	switch string(name) {
	case "list-id", "list-post", "list-archive", "list-owner", "list-subscribe",
		"mailing-list", "x-mailing-list", "x-list-id", "x-beenthere", "x-google-group-id", "x-sympa-to", "x-ml-name":
		return true
	}
	return strings.HasPrefix(string(name), "x-mailman-")
}
