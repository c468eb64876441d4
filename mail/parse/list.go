package parse

import (
	"strings"

	"goodword/mail/address"
	"goodword/mail/parse/forward"
	"goodword/mail/parse/part"
)

// behindList names the author of f where a mailing list has put itself into the
// From: "'Jane Doe' via Guest Desk" <desk@x>. The address is then that of a field
// in which lists say whom they stand for, or none. root is the attached mail, nil
// for an inline one.
//
// A rewritten name alone is no proof of a list: booking portals write "Jane via
// Portal" with an address that does reach Jane. The list is known by what it is
// to the others: a recipient, a neighbour of the forwarder, or by its own fields.
func (m *Message) behindList(f *forward.Forwarded, root *part.Part) {
	who, _, ok := address.Via(f.From.Name)
	if !ok || !m.isList(f, root) {
		return
	}
	list := f.From.Address
	f.From = address.Mailbox{Name: who}
	f.Evidence += "; a list stands in it for " + who
	for _, box := range standsFor(f, root) {
		named := strings.EqualFold(strings.Trim(box.Name, "'\""), who) || box.Name == ""
		if named && box.Address != "" && !address.Same(box.Address, list) {
			f.From.Address = box.Address
			return
		}
	}
}

// isList says whether the address that f is from is that of a list.
func (m *Message) isList(f *forward.Forwarded, root *part.Part) bool {
	list := f.From.Address
	if root != nil && (root.Get("List-Id") != "" || root.Get("List-Post") != "") {
		return true
	}
	for _, boxes := range [...][]address.Mailbox{f.To, f.Cc} {
		for _, box := range boxes {
			if address.Same(box.Address, list) {
				return true
			}
		}
	}
	return len(m.From) == 1 && list != "" && address.Domain(m.From[0].Address) == address.Domain(list)
}

// standsFor gives whom a list says it stands for, the surest first.
//
// QUIRK: Google Groups writes X-Original-From and X-Original-Sender, Mailman
// adds the author to Reply-To or, where answers go to the list, to Cc.
func standsFor(f *forward.Forwarded, root *part.Part) []address.Mailbox {
	var boxes []address.Mailbox
	if root != nil {
		boxes = append(address.ParseList(firstRaw(root, "X-Original-From")), address.ParseList(firstRaw(root, "X-Original-Sender"))...)
	}
	if len(f.ReplyTo) == 1 {
		boxes = append(boxes, f.ReplyTo...)
	}
	for _, box := range f.Cc {
		if box.Name != "" {
			boxes = append(boxes, box)
		}
	}
	return boxes
}
