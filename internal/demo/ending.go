package demo

import "goodword/internal/recognition"

// ending is how the month must end.
type ending struct {
	nominations []standing
	unprompted  []string // letters that time alone causes
	proven      []string // addresses outside that letters may go to
	bounces     int
}

// standing is the state of one nomination, with its nominee's local part.
type standing struct {
	nominee string
	state   recognition.State
}

// goodEnding is how the month must end.
func goodEnding() ending {
	thanked := recognition.Thanked
	return ending{
		nominations: []standing{
			{"nina.burri", thanked},
			{"milena.kovac", thanked},
			{"brian.walsh", thanked},
			{"sean.daly", thanked},
			{"karim.benali", thanked},
			{"lucia.mendez", thanked},
			{"theres.arnold", thanked},
			{"daniel.roth", thanked},
			{"marie.favre", thanked},
			{"ewa.nowak", thanked},
			{"grace.murphy", thanked},
			{"samira.haddad", thanked},
			{"luca.bernasconi", thanked},
			{"pablo.ruiz", thanked},
			{"diego.santos", thanked},
			{"lucia.mendez", thanked},
			{"camille.dufour", thanked},
			{"diego.santos", recognition.Declined},
			{"lukas.imhof", thanked},
			{"ivan.petrov", thanked},
			{"priya.nair", thanked},
			{"lucia.mendez", thanked},
			{"elena.arrieta", thanked},
			{"daniel.roth", thanked},
			{"noor.visser", thanked},
			{"mateo.vidal", thanked},
			{"pablo.ruiz", thanked},
		},
		unprompted: append(calendar(), []string{
			// The first week, Monday to Friday.
			"digest clara.amrein", "digest clara.amrein", "digest clara.amrein", "digest clara.amrein", "digest clara.amrein",
			"cpo_letter tomas.iriarte", "cpo_letter tomas.iriarte", "cpo_letter tomas.iriarte", "cpo_letter tomas.iriarte", "cpo_letter tomas.iriarte",
			"manager_week markus.odermatt", // praise of Sunday waits for him
			// Two managers did not answer.
			"reminder colm.hayes", "escalated colm.hayes", "request fergus.nolan",
			"reminder isabelle.monnier", "escalated isabelle.monnier", "request philippe.chevalley",
			// Who sent praise in is told that it reached its reader.
			"outcome camille.dufour", "outcome daniel.roth", "outcome fergus.nolan", "outcome grace.murphy", "outcome hugo.perrin",
			"outcome ivan.petrov", "outcome julia.stein", "outcome mateo.vidal", "outcome mateo.vidal", "outcome mateo.vidal",
			"outcome pablo.ruiz", "outcome priya.nair", "outcome rachel.byrne", "outcome sean.daly", "outcome yuki.tanabe",
			"outcome sean.daly",                                                   // the thank-you came back at first
			"thank_you ewa.nowak",                                                 // the second one, after the bounce
			"outcome grace.murphy", "outcome theres.arnold", "outcome pablo.ruiz", // of what left in the second week
			"outcome lucia.mendez", "outcome mateo.vidal", // and in the third
		}...),
		proven: []string{"hannah.whitfield@brightmail.test", "valerie.humbert@courrier.test", "walter.lindqvist@nordpost.test",
			"ruth.calder@calder-travel.test", "henrik.aas@nordpost.test"},
		bounces: 1,
	}
}
