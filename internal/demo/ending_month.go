package demo

import "slices"

// calendar lists the letters that the calendar alone brings after the first
// week, and those that follow a change of directory or catalogue.
func calendar() []string {
	list := []string{
		"behaviours noor.visser",                       // who is new
		"habit clara.amrein", "statement clara.amrein", // of September
		"quarter clara.amrein", "quarter tomas.iriarte",
		"stories all", "stories alle", // four stories, and the challenge to all teams
		"stories all", "stories alle", // Elena's, and what came of the challenge
	}
	list = append(list, slices.Repeat([]string{"digest clara.amrein"}, 15)...)      // every working day
	list = append(list, slices.Repeat([]string{"cpo_letter tomas.iriarte"}, 14)...) // not where there is nothing to tell
	for _, who := range everybody() {
		list = append(list, "behaviours "+who) // the second version of the catalogue
	}
	for _, who := range spokenOf() {
		list = append(list, "employee_month "+who)
	}
	for _, week := range reportingTo() {
		for _, who := range week {
			list = append(list, "manager_week "+who)
		}
	}
	return list
}

// everybody is who reads what all read: nobody of the directory is left out.
func everybody() []string {
	return []string{
		"clara.amrein", "tomas.iriarte", "lukas.imhof", "beatrice.keller", "aoife.brennan", "reto.wyss", "samira.haddad", "jonas.frei",
		"ursula.gisler", "markus.odermatt", "nina.burri", "daniel.roth", "ivan.petrov", "petra.lang", "milena.kovac", "stefan.huber",
		"luca.bernasconi", "theres.arnold", "philippe.chevalley", "isabelle.monnier", "marie.favre", "hugo.perrin", "camille.dufour",
		"olivier.jaccard", "marie.rochat", "karim.benali", "fergus.nolan", "niamh.casey", "sean.daly", "grace.murphy", "priya.nair",
		"colm.hayes", "brian.walsh", "ewa.nowak", "elena.arrieta", "javier.ortega", "lucia.mendez", "pablo.ruiz", "ainhoa.goikoetxea",
		"diego.santos", "rachel.byrne", "mateo.vidal", "julia.stein", "yuki.tanabe", "noor.visser",
	}
}

// spokenOf is of whom customers or colleagues spoke in September.
func spokenOf() []string {
	return []string{
		"lukas.imhof", "samira.haddad", "nina.burri", "daniel.roth", "ivan.petrov", "milena.kovac", "luca.bernasconi", "theres.arnold",
		"marie.favre", "camille.dufour", "karim.benali", "sean.daly", "grace.murphy", "priya.nair", "brian.walsh", "ewa.nowak",
		"elena.arrieta", "lucia.mendez", "pablo.ruiz", "diego.santos", "mateo.vidal",
	}
}

// reportingTo is who gets a letter about their team, Monday by Monday.
func reportingTo() [][]string {
	return [][]string{
		{
			"reto.wyss", "markus.odermatt", "petra.lang", "stefan.huber", "olivier.jaccard", "javier.ortega",
			"ainhoa.goikoetxea", "fergus.nolan", "niamh.casey", "colm.hayes",
		},
		{
			"lukas.imhof", "beatrice.keller", "ursula.gisler", "markus.odermatt", "philippe.chevalley", "elena.arrieta",
			"javier.ortega", "ainhoa.goikoetxea", "aoife.brennan", "fergus.nolan", "rachel.byrne",
		},
		{
			"lukas.imhof", "beatrice.keller", "ursula.gisler", "markus.odermatt", "philippe.chevalley", "elena.arrieta",
			"javier.ortega", "ainhoa.goikoetxea", "aoife.brennan", "fergus.nolan", "rachel.byrne",
		},
	}
}
