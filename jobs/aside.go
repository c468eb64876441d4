package jobs

import (
	"strings"

	"goodword/templates"
)

// asideKind tells why a mail was set aside from words of ours in the stored
// reason, which is English: so mails that an older version set aside are told in
// the reader's language, too. The first words that are found count.
func asideKind(reason string) templates.AsideKind {
	for _, k := range []struct {
		words string
		kind  templates.AsideKind
	}{
		{"the mail server would not give it:", templates.AsideUnread},
		{"reading failed ", templates.AsideUnread},
		{" processes ended while they read it", templates.AsideUnread},
		{"no text could be had of it", templates.AsideUnread},
		{" bytes, over the limit of ", templates.AsideLarge},
		{"a letter of ours came back", templates.AsideOurs},
		{" servers: it goes in circles", templates.AsideCircles},
		{"marked as spam on its way", templates.AsideSpam},
		{" From addresses", templates.AsideSenders},
		{" did not send it, as it seems", templates.AsideForged},
		{"the nominations address takes mail of people in the directory", templates.AsideOutsider},
		{" is of our own domain but not in the directory", templates.AsideUnlisted},
		{"an absence note", templates.AsideAbsence},
		{"it came before a backup was brought back", templates.AsideBefore},
		{"it bears the Message-ID of mail ", templates.AsideRepeat},
		{"its Message-ID came before", templates.AsideRepeat},
		{", but carries no token of ours", templates.AsideDetached},
		{"by a former Chief People Officer", templates.AsideFormer},
		{"an answer to a letter to a former ", templates.AsideFormer},
		{"that does not count:", templates.AsideUncounted},
		{"from somebody it did not go to", templates.AsideUncounted},
		{"whose sender is not proven", templates.AsideUncounted},
		{"unclear again, nothing decided", templates.AsideUnclear},
		{"the answer names nobody for sure", templates.AsideUnclear},
		{"for a person to read, as they were answered today", templates.AsideUnclear},
		{"an answer to a monthly letter, for a person to read", templates.AsideUnclear},
		{", which asks nothing: somebody should read it", templates.AsideNoAnswer},
		{": the mail that it stands for is no longer kept", templates.AsideUnplaced},
		{"about an answer to another one", templates.AsideUnplaced},
		{"an answer to a letter that is about no nomination", templates.AsideUnplaced},
	} {
		if strings.Contains(reason, k.words) {
			return k.kind
		}
	}
	return templates.AsideOther
}
