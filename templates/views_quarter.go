package templates

// Quarter is the quarterly letter to CEO and CPO: the period in numbers. Its
// pictures are brought along by whoever sends it: behaviours, sites, weeks.
type Quarter struct {
	Frame
	Period       string // "2026-Q3"
	People       int    // at work
	Nominators   int
	NominatorsB  int // in the quarter before, as everything that ends in B
	Share        int // nominators of 100 people
	Asked        int
	Answered     int
	AnswerHours  int // median, rounded; 0: nothing was decided
	ThankHours   int // median from the customer's mail to the thank-you
	ThankNinety  int // nine in ten came within
	Recognitions int
	RecognB      int
	Recognised   int
	Never        int
	Challenges   int
	ChallengesB  int
	Behaviours   []QuarterRow
	Values       []QuarterRow
	Touchpoints  []QuarterRow
	Sites        []QuarterRow
	Roles        []QuarterRole
	NeverAt      []QuarterRow    // Count of Of people at a site were never recognised
	NeverIn      []QuarterRow    // the same of a team
	NeverAs      []QuarterRole   // the same by role
	Themes       []QuarterRow    // of the strategy
	Silent       []QuarterRow    // behaviours without evidence for 90 days
	Gaps         []QuarterGap    // touchpoints without evidence of what was seen elsewhere
	Amounts      []QuarterAmount // bottom-line impact, by currency: all of it, then by site
	Weeks        []QuarterRow    // Count praise, Before challenges
}

// QuarterRow is one line of a table.
type QuarterRow struct {
	Name   string // "" where the directory says nothing
	Count  int
	Before int
	Of     int
}

// QuarterGap is a touchpoint, and what was expected there and nobody saw.
type QuarterGap struct {
	Touchpoint string
	Behaviours string // their names, separated by commas
}

// QuarterAmount is what recognitions were worth, in words: "12000 EUR".
type QuarterAmount struct {
	All    bool   // of all sites
	Name   string // the site; "" where the directory says nothing
	Sum    string
	Before string // "" for nothing
}

// QuarterRole is a line of the table by role.
type QuarterRole struct {
	Role   RoleName
	Count  int
	Before int
	Of     int
}

func (Quarter) kind() Letter { return LetterQuarter }
