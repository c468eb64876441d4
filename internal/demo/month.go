package demo

import "goodword/internal/recognition"

// month is the whole story: the first week, and what the leaders, the customers
// and the calendar make of it in the three that follow.
func month() []scene {
	all := week()
	for _, part := range [][]scene{secondWeek(), secondWeekLater(), thirdWeek(), fourthWeek()} {
		all = append(all, part...)
	}
	return all
}

func secondWeek() []scene {
	return []scene{
		{at: "2 Sun 18:40", name: "ceo reaches out", said: "answers Friday's digest: thanks, wants to call, to write and to visit", want: recognition.TakenCommand,
			letters: []string{"understood clara.amrein", "call_card clara.amrein", "note_card clara.amrein", "visit_card clara.amrein", "own_words samira.haddad"},
			reply: &reply{by: "clara.amrein", kind: "digest", about: "Samira Haddad", client: "iphone", lang: "en",
				text: "thank {Samira Haddad}: You left a wedding for eighty strangers with suitcases. It is the best story of the year.\ncall {Marie Favre}\nnote {Diego Santos}\nvisit {Brian Walsh}"}},
		{at: "2 Mon 08:20", name: "nina agrees", said: "agrees to her story being told", want: recognition.TakenCommand,
			letters: []string{"understood nina.burri"},
			reply:   &reply{by: "nina.burri", kind: "thank_you", about: "Hannah", client: "gmail", lang: "de", text: "Ja"}},
		{at: "2 Mon 08:25", name: "samira agrees", said: "agrees, in French", want: recognition.TakenCommand,
			letters: []string{"understood samira.haddad"},
			reply:   &reply{by: "samira.haddad", kind: "thank_you", about: "", client: "iphone", lang: "fr", text: "Oui"}},
		{at: "2 Mon 08:30", name: "marie agrees", said: "agrees, too", want: recognition.TakenCommand,
			letters: []string{"understood marie.favre"},
			reply:   &reply{by: "marie.favre", kind: "thank_you", about: "", client: "outlook-mobile", lang: "fr", text: "Oui"}},
		{at: "2 Mon 08:35", name: "lucia agrees", said: "agrees, in Spanish", want: recognition.TakenCommand,
			letters: []string{"understood lucia.mendez"},
			reply:   &reply{by: "lucia.mendez", kind: "thank_you", about: "Carmen Aldecoa", client: "gmail", lang: "es", text: "Sí"}},
		{at: "2 Mon 08:40", name: "hannah agrees", said: "a guest, agrees too", want: recognition.TakenAnswer,
			reply: &reply{by: "hannah.whitfield@brightmail.test", kind: "customer_heard", about: "Nina", client: "gmail", lang: "en", text: "Yes"}},
		{at: "2 Mon 09:05", name: "markus by number", said: "approves by a number of his weekly letter", want: recognition.TakenCommand,
			letters: []string{"outcome theres.arnold", "thank_you ivan.petrov", "understood markus.odermatt"},
			reply:   &reply{by: "markus.odermatt", kind: "manager_week", about: "Ivan", client: "outlook", lang: "de", text: "genehmigen {Ivan Petrov}"}},
		{at: "2 Mon 10:10", name: "stefan talked", said: "tells that he talked about what a guest criticised", want: recognition.TakenCommand,
			letters: []string{"understood stefan.huber"},
			reply: &reply{by: "stefan.huber", kind: "challenge_private", about: "Achterberg", client: "outlook-mobile", lang: "de",
				text: "besprochen: Die Lüftung ist repariert, und nachts hat jetzt immer jemand das Telefon."}},
		{at: "2 Mon 11:00", name: "joiner", said: "imports the directory with somebody new (`goodword people import`)", do: join},
		{at: "2 Tue 07:45", name: "ceo called", said: "tells what came of her call", want: recognition.TakenCommand,
			letters: []string{"understood clara.amrein"},
			reply: &reply{by: "clara.amrein", kind: "digest", about: "Marie Favre", client: "iphone", lang: "en",
				text: "done {Marie Favre} she said the soup was her grandmother's recipe"}},
		{at: "2 Tue 08:30", name: "cpo publishes", said: "lets four stories be told, and a customer hear whom their words reached", want: recognition.TakenCommand,
			letters: []string{"understood tomas.iriarte"},
			reply: &reply{by: "tomas.iriarte", kind: "cpo_letter", about: "Nina Burri", client: "outlook", lang: "en",
				text: "publish {Nina Burri} {Samira Haddad} {Marie Favre} {Lucía Méndez}\nrelease {Walter Lindqvist}"}},
	}
}

func secondWeekLater() []scene {
	return []scene{
		{at: "2 Tue 11:00", name: "vouchers", said: "fills the pool of vouchers (`goodword vouchers import`)", do: fillPool},
		{at: "2 Wed 08:30", name: "cpo leads", said: "has an idea, news for customers, a challenge for all teams, and a question for the month", want: recognition.TakenCommand,
			letters: []string{"understood tomas.iriarte"},
			reply: &reply{by: "tomas.iriarte", kind: "cpo_letter", about: "", client: "outlook", lang: "en",
				text: "wow: a hand-drawn map for every guest who asks the way\nnews: From November the night train brings your bags to the room. Until 2026-11-20\nchallenge: learn one guest's name a day\ntrivia: How many lime trees stand before our house in Lucerne? = seven"}},
		{at: "2 Wed 09:20", name: "pablo2", said: "praises a colleague, and names the behaviour (#teamwork)", want: recognition.TakenNomination,
			letters: []string{"receipt pablo.ruiz", "request javier.ortega"}},
		{at: "2 Wed 10:05", name: "javier approves Lucia", said: "approves, as above and beyond", want: recognition.TakenDecision,
			letters: []string{"outcome pablo.ruiz", "thank_you lucia.mendez", "understood javier.ortega"},
			reply: &reply{by: "javier.ortega", kind: "request", about: "ascensor", client: "gmail", lang: "es",
				text: "aprobado, nivel 2"}},
		{at: "2 Thu 09:30", name: "ruth", said: "a customer, writes about business that was saved", want: recognition.TakenCompliment,
			letters: []string{"customer_answer ruth.calder@calder-travel.test", "customer_heard ruth.calder@calder-travel.test", "request lukas.imhof"}},
		{at: "2 Thu 09:50", name: "ruth guesses", said: "answers the question of the month, and is drawn when it turns", want: recognition.TakenAnswer,
			letters: []string{"trivia_won ruth.calder@calder-travel.test"},
			reply:   &reply{by: "ruth.calder@calder-travel.test", kind: "customer_answer", about: "lime trees", client: "outlook", lang: "en", text: "My answer: seven"}},
		{at: "2 Thu 10:15", name: "lukas approves Elena", said: "approves, says what it was worth, and what others may learn", want: recognition.TakenDecision,
			letters: []string{"thank_you elena.arrieta", "understood lukas.imhof"},
			reply: &reply{by: "lukas.imhof", kind: "request", about: "Elena", client: "outlook", lang: "en",
				text: "approve, level 3: 18,000 EUR\nlesson: Ring before you write; an hour of listening is cheaper than a second offer."}},
	}
}

func thirdWeek() []scene {
	return []scene{
		{at: "3 Mon 07:50", name: "ceo wrote", said: "tells that the card is in the post, and leaves somebody to others", want: recognition.TakenCommand,
			letters: []string{"understood clara.amrein"},
			reply: &reply{by: "clara.amrein", kind: "digest", about: "Diego Santos", client: "iphone", lang: "en",
				text: "done {Diego Santos} he has it above the bar\nskip {Priya Nair}"}},
		{at: "3 Mon 09:10", name: "elena agrees", said: "agrees to her story being told", want: recognition.TakenCommand,
			letters: []string{"understood elena.arrieta"},
			reply:   &reply{by: "elena.arrieta", kind: "thank_you", about: "", client: "outlook", lang: "es", text: "Sí"}},
		{at: "3 Mon 09:40", name: "ruth agrees", said: "a customer, agrees too", want: recognition.TakenAnswer,
			reply: &reply{by: "ruth.calder@calder-travel.test", kind: "customer_heard", about: "Elena", client: "outlook", lang: "en", text: "Yes"}},
		{at: "3 Tue 10:00", name: "lucia", said: "praises a colleague; she, he and Pablo have now praised each other in a ring", want: recognition.TakenNomination,
			letters: []string{"receipt lucia.mendez", "request rachel.byrne"}},
		{at: "3 Tue 10:40", name: "mateo2", said: "praises Pablo, who praised Lucía", want: recognition.TakenNomination,
			letters: []string{"receipt mateo.vidal", "request javier.ortega"}},
		{at: "3 Tue 11:20", name: "rachel approves Mateo", said: "approves", want: recognition.TakenDecision,
			letters: []string{"outcome lucia.mendez", "thank_you mateo.vidal", "understood rachel.byrne"},
			reply:   &reply{by: "rachel.byrne", kind: "request", about: "Mateo", client: "gmail", lang: "en", text: "Approved. He is wonderful like that every night."}},
		{at: "3 Tue 11:40", name: "javier approves Pablo", said: "approves", want: recognition.TakenDecision,
			letters: []string{"outcome mateo.vidal", "thank_you pablo.ruiz", "understood javier.ortega"},
			reply:   &reply{by: "javier.ortega", kind: "request", about: "maletas", client: "gmail", lang: "es", text: "Aprobado."}},
		{at: "3 Tue 19:10", name: "hannah2", said: "a guest, praises again", want: recognition.TakenCompliment,
			letters: []string{"customer_answer hannah.whitfield@brightmail.test", "customer_heard hannah.whitfield@brightmail.test", "request markus.odermatt"}},
		{at: "3 Wed 08:20", name: "markus approves Daniel", said: "approves, with a lesson", want: recognition.TakenDecision,
			letters: []string{"thank_you daniel.roth", "understood markus.odermatt"},
			reply: &reply{by: "markus.odermatt", kind: "request", about: "Daniel", client: "outlook", lang: "de",
				text: "Genehmigt.\nlehre: Den Gast begleiten wirkt Wunder."}},
		{at: "3 Wed 08:30", name: "cpo tells", said: "tells what came of the weekly challenge and of his idea, lets a story be told, and takes one down", want: recognition.TakenCommand,
			letters: []string{"understood tomas.iriarte"},
			reply: &reply{by: "tomas.iriarte", kind: "cpo_letter", about: "learn one guest's name", client: "outlook", lang: "en",
				text: "done {learn one guest's name} two hundred and twelve names, and one parrot\ndone {a hand-drawn map} forty maps, and nobody got lost\npublish {Elena Arrieta}\nunpublish {Samira Haddad}"}},
		{at: "3 Wed 08:40", name: "cpo delights", said: "sends a guest a voucher", want: recognition.TakenCommand,
			letters: []string{"customer_words hannah.whitfield@brightmail.test", "understood tomas.iriarte"},
			reply: &reply{by: "tomas.iriarte", kind: "cpo_letter", about: "Hannah Whitfield", client: "outlook", lang: "en",
				text: "delight {Hannah Whitfield}: For your mother, and a coffee by the lake."}},
		{at: "3 Wed 11:00", name: "catalogue", said: "puts the second version of the catalogue into force (`goodword behaviours import`)", do: changeCatalogue},
	}
}

func fourthWeek() []scene {
	return []scene{
		{at: "4 Mon 08:10", name: "noor", said: "a guest, praises the one who is new", want: recognition.TakenCompliment,
			letters: []string{"customer_answer henrik.aas@nordpost.test", "customer_heard henrik.aas@nordpost.test", "request isabelle.monnier"}},
		{at: "4 Mon 09:30", name: "isabelle approves Noor", said: "approves, back from her leave", want: recognition.TakenDecision,
			letters: []string{"thank_you noor.visser", "understood isabelle.monnier"},
			reply: &reply{by: "isabelle.monnier", kind: "request", about: "Noor", client: "apple-mail", lang: "fr",
				text: "Je valide, bien volontiers. Noor est formidable."}},
		{at: "4 Wed 08:40", name: "cpo asks", said: "asks a guest something, and would give more than he may by himself", want: recognition.TakenCommand,
			letters: []string{"customer_words henrik.aas@nordpost.test", "understood tomas.iriarte"},
			reply: &reply{by: "tomas.iriarte", kind: "cpo_letter", about: "Henrik Aas", client: "outlook", lang: "en",
				text: "ask {Henrik Aas}: May the tooth fairy keep a letter box at our reception?\ndelight {Henrik Aas}: 80 CHF: A dinner for three, and something under the pillow."}},
		{at: "4 Wed 20:15", name: "henrik answers", said: "a guest, answers the question", want: recognition.TakenAnswer,
			reply: &reply{by: "henrik.aas@nordpost.test", kind: "customer_words", about: "tooth fairy", client: "iphone", lang: "en",
				text: "She may. Our son says that she likes blue."}},
		{at: "4 Thu 07:50", name: "ceo lets go", said: "lets the voucher go that is beyond her Chief People Officer's limits", want: recognition.TakenCommand,
			letters: []string{"customer_words henrik.aas@nordpost.test", "understood clara.amrein"},
			reply:   &reply{by: "clara.amrein", kind: "digest", about: "dinner", client: "iphone", lang: "en", text: "release {dinner}"}},
		{at: "4 Fri 17:30", name: "noor answers", said: "answers the CEO's thank-you", want: recognition.TakenAnswer,
			letters: []string{"pass_on clara.amrein"},
			reply: &reply{by: "noor.visser", kind: "thank_you", about: "", client: "iphone", lang: "fr",
				text: "Merci, Madame. La petite souris vous salue."}},
	}
}
