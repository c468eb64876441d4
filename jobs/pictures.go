package jobs

import (
	"goodword/mail/send"
	"goodword/templates"
)

// Pictures draws what a letter shows by name, as it goes out with it; most
// letters show none. The command line's preview calls it.
func Pictures(v templates.View, lang string) ([]send.Attachment, error) {
	if quarter, ok := v.(templates.Quarter); ok {
		return plots(quarter, lang)
	}
	return nil, nil
}
