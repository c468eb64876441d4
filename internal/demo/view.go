package demo

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"goodword/mail/address"
)

// view is what every page shows, and what its middle does.
type view struct {
	Title   string
	Token   string
	Now     time.Time
	Next    time.Time
	Teams   []team
	Current string // the mailbox that is open
	Stories string // where the stories page is
	Wide    string // on a narrow screen: people, list, or letter

	Message  string      // instead of all that follows: what could not be done
	Standing string      // of the story: how many nominations there are in each state
	Events   []eventView // of the story
	Mails    []mailLine  // of a mailbox
	Owner    personView
	Letter   *letterView
	Form     *formView
}

type team struct {
	Name   string
	People []personView
}

type personView struct {
	Name, Address, Title, Site, Lang string
	Count                            int
	Person                           bool // of the directory; else a shared or an outside mailbox
}

type eventView struct {
	event
	New bool
}

// mailLine is one mail in the list of a mailbox.
type mailLine struct {
	At      time.Time
	Who     string
	Subject string
	Kind    string
	Link    string
	Sent    bool
	Open    bool
}

// base fills what every page has.
func (p *page) base(r *http.Request, title, wide string) (view, error) {
	next, err := p.w.nextDue(r.Context())
	return view{Title: title, Token: p.token, Now: p.w.clock.Now(), Next: next, Teams: p.teams(), Wide: wide,
		Stories: "http://" + p.w.service.StoriesHTTP() + "/stories"}, err
}

// teams lists all mailboxes: the leaders, each team, goodword's and the guests'.
func (p *page) teams() []team {
	var list []team
	add := func(name string, v personView) {
		v.Count = len(p.w.server.Mails(v.Address))
		i := slices.IndexFunc(list, func(t team) bool { return t.Name == name })
		if i < 0 {
			list, i = append(list, team{Name: name}), len(list)
		}
		list[i].People = append(list[i].People, v)
	}
	for _, person := range p.w.people {
		add(person.Team, personView{Name: person.Name, Address: person.Address, Title: person.Title, Person: true})
	}
	for _, box := range []string{nominations, compliments, guestCare, newsEnglish, newsGerman, operator} {
		add("Shared mailboxes", p.person(box))
	}
	for _, box := range p.w.server.Accounts() {
		if address.Domain(box) != domain {
			add("Guests", p.person(box))
		}
	}
	return list
}

// person describes the owner of a mailbox.
func (p *page) person(box string) personView {
	if d, ok := p.w.byAddr[box]; ok {
		return personView{Name: d.Name, Address: box, Title: d.Title, Site: d.Site, Lang: d.Language, Person: true}
	}
	v := personView{Name: p.w.nameOf(box), Address: box}
	switch box {
	case nominations:
		v.Name, v.Title = "Good Word", "nominations, and answers"
	case compliments:
		v.Name, v.Title = "Praise", "compliments of guests"
	}
	return v
}

func (p *page) home(w http.ResponseWriter, r *http.Request) error {
	v, err := p.base(r, "The month", "list")
	if err != nil {
		return err
	}
	if v.Standing, err = p.standing(r); err != nil {
		return err
	}
	since, err := strconv.Atoi(r.FormValue("since"))
	if err != nil {
		since = len(p.story.events)
	}
	for i, e := range p.story.events {
		v.Events = append(v.Events, eventView{e, i >= since})
	}
	slices.Reverse(v.Events)
	return p.html.ExecuteTemplate(w, "page.html", v)
}

// standing counts the nominations by state: "17 thanked, 1 declined".
func (p *page) standing(r *http.Request) (string, error) {
	list, err := collect[struct {
		State string
		Count int
	}](r.Context(), p.w, "select state, count(*)::int as count from nominations group by state")
	states := map[string]int{}
	for _, s := range list {
		states[spaced(s.State)] = s.Count
	}
	return counted(states), err
}

func (p *page) box(w http.ResponseWriter, r *http.Request) error {
	v, err := p.boxView(r, -1)
	if err != nil {
		return err
	}
	return p.html.ExecuteTemplate(w, "page.html", v)
}

// boxView fills the list of a mailbox; open is the place of the mail that is shown.
func (p *page) boxView(r *http.Request, open int) (view, error) {
	box := address.Fold(r.PathValue("box"))
	if !slices.Contains(p.w.server.Accounts(), box) && p.person(box).Title == "" {
		return view{}, noSuch("mailbox")
	}
	owner := p.person(box)
	v, err := p.base(r, owner.Name, "list")
	if err != nil {
		return v, err
	}
	v.Current, v.Owner = box, owner
	got, err := p.w.mailbox(r.Context(), box)
	if err != nil {
		return v, err
	}
	for _, l := range got {
		v.Mails = append(v.Mails, mailLine{At: l.At, Who: shownName(l.From), Subject: l.Subject, Kind: l.Kind, Link: link(box, l.Place), Open: l.Place == open})
	}
	for _, ours := range []string{nominations, compliments} {
		sent, err := p.w.mailbox(r.Context(), ours)
		if err != nil {
			return v, err
		}
		for _, l := range sent {
			if box != ours && address.Same(l.From.Address, box) {
				v.Mails = append(v.Mails, mailLine{At: l.At, Who: "To " + p.w.nameOf(ours), Subject: l.Subject, Link: link(ours, l.Place), Sent: true})
			}
		}
	}
	slices.SortStableFunc(v.Mails, func(a, b mailLine) int { return cmp.Compare(b.At.UnixNano(), a.At.UnixNano()) })
	return v, nil
}

func shownName(m address.Mailbox) string {
	if m.Name != "" {
		return m.Name
	}
	return m.Address
}

func link(box string, place int) string {
	return "/box/" + url.PathEscape(box) + "/" + strconv.Itoa(place)
}

// letterView is one mail, opened.
type letterView struct {
	letter
	When   string // on its reader's clock
	Body   string // for the frame
	Source string
	Made   *made
	Reply  *replyView
}

// made is what goodword made of a mail.
type made struct {
	Disposition, Reason, Kind, Tone, Language, Vouched string
	Effects                                            []string
}

// replyView is the form to answer a letter.
type replyView struct {
	Quick   []quick
	Client  string
	Clients []string
}

// quick is a draft that one of the letter's own buttons opens.
type quick struct{ Label, Text string }

func (p *page) letter(w http.ResponseWriter, r *http.Request) error {
	place, err := strconv.Atoi(r.PathValue("place"))
	if err != nil {
		return noSuch("mail")
	}
	v, err := p.boxView(r, place)
	if err != nil {
		return err
	}
	l, err := p.one(r, v.Current, place)
	if err != nil {
		return err
	}
	v.Title, v.Wide = l.Subject, "letter"
	shown := &letterView{letter: l, When: l.At.In(p.w.zone(l.Box)).Format("Monday, 2 January 2006, 15:04"), Source: strings.ToValidUTF8(string(l.Raw), "\uFFFD")}
	shown.Body = l.HTML
	if shown.Made, err = p.made(r, l); err != nil {
		return err
	}
	if v.Owner.Person && l.Mark != 0 {
		shown.Reply = &replyView{Quick: drafts(l.HTML), Client: clientOf(l.Box), Clients: clients()}
	}
	v.Letter = shown
	return p.html.ExecuteTemplate(w, "page.html", v)
}

// one gives one mail of a mailbox.
func (p *page) one(r *http.Request, box string, place int) (letter, error) {
	list, err := p.w.mailbox(r.Context(), box)
	if err != nil {
		return letter{}, err
	}
	if place < 0 || place >= len(list) {
		return letter{}, noSuch("mail")
	}
	return list[place], nil
}

// clientOf gives everybody a mail program of their own, always the same.
func clientOf(a string) string {
	sum := sha256.Sum256([]byte(a))
	return clients()[int(sum[0])%len(clients())]
}

// draftLinks are the buttons of a letter: they open a draft, and do nothing by themselves.
var draftLinks = regexp.MustCompile(`(?s)<a[^>]*href="mailto:([^"]*)"[^>]*>(.*?)</a>`)

var anyTag = regexp.MustCompile(`<[^>]*>`)

// drafts reads a letter's own buttons.
func drafts(source string) []quick {
	var list []quick
	for _, found := range draftLinks.FindAllStringSubmatch(source, -1) {
		_, query, _ := strings.Cut(html.UnescapeString(found[1]), "?")
		values, err := url.ParseQuery(strings.ReplaceAll(query, "+", "%2B"))
		if err != nil || values.Get("body") == "" {
			continue
		}
		q := quick{Text: strings.TrimSpace(strings.ReplaceAll(values.Get("body"), "\r\n", "\n"))}
		if q.Label = q.Text; len(q.Text) > 24 { // a whole sentence: what the button says instead
			q.Label = strings.TrimSpace(html.UnescapeString(anyTag.ReplaceAllString(found[2], "")))
		}
		if !slices.Contains(list, q) {
			list = append(list, q)
		}
	}
	return list
}

// made asks the database what goodword made of a mail in one of its mailboxes.
func (p *page) made(r *http.Request, l letter) (*made, error) {
	if l.Box != nominations && l.Box != compliments {
		return nil, nil
	}
	sum := sha256.Sum256(l.Raw)
	list, err := collect[struct {
		ID int64
		made
	}](r.Context(), p.w, `select id, coalesce(disposition, 'not read yet') as disposition, coalesce(reason, '') as reason, coalesce(kind, '') as kind,
		coalesce(tone, '') as tone, coalesce(language, '') as language, case when vouched then coalesce(vouched_by, 'yes') else '' end as vouched
		from inbound where sha256 = $1 order by id limit 1`, sum[:])
	if err != nil || len(list) == 0 {
		return nil, err
	}
	m := list[0].made
	effects, err := collect[struct{ What string }](r.Context(), p.w, "select what from effects where inbound_id = $1 order by id", list[0].ID)
	for _, e := range effects {
		m.Effects = append(m.Effects, e.What)
	}
	return &m, err
}

// findLetter leads from a letter's number to the mailbox in which it lies.
func (p *page) findLetter(w http.ResponseWriter, r *http.Request) error {
	id, _ := strconv.ParseInt(r.PathValue("id"), 10, 64)
	for _, box := range p.w.server.Accounts() {
		for i, m := range p.w.server.Mails(box) {
			if l := p.w.open(box, i, m); id != 0 && l.Mark == id {
				http.Redirect(w, r, link(box, i), http.StatusSeeOther)
				return nil
			}
		}
	}
	return fault{http.StatusNotFound, "This letter lies in no mailbox: it came back."}
}

// findMail leads from a stored mail to the mailbox from which it was read.
func (p *page) findMail(w http.ResponseWriter, r *http.Request) error {
	id, _ := strconv.ParseInt(r.PathValue("id"), 10, 64)
	list, err := collect[struct{ Sum string }](r.Context(), p.w, "select encode(sha256, 'hex') as sum from inbound where id = $1", id)
	if err != nil || len(list) == 0 {
		return cmp.Or(err, noSuch("mail"))
	}
	for _, box := range []string{nominations, compliments} {
		for i, m := range p.w.server.Mails(box) {
			if sum := sha256.Sum256(m.Raw); hex.EncodeToString(sum[:]) == list[0].Sum {
				http.Redirect(w, r, link(box, i), http.StatusSeeOther)
				return nil
			}
		}
	}
	return noSuch("mail")
}
