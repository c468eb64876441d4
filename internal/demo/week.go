package demo

import (
	"context"

	"goodword/internal/recognition"
	"goodword/mail/mailtest"
)

// week is the first week of the story: what people write from Sunday evening to Saturday noon,
// on the clocks of Lucerne, and what must become of each mail.
func week() []scene {
	var all []scene
	for _, day := range [][]scene{sunday(), mondayMorning(), mondayAfternoon(), tuesdayMorning(), tuesdayLater(), wednesday(), thursday(), friday()} {
		all = append(all, day...)
	}
	return all
}

func sunday() []scene {
	return []scene{
		{at: "Sun 19:20", name: "hannah", said: "a guest, writes to the compliments address", want: recognition.TakenCompliment,
			letters: []string{"customer_answer hannah.whitfield@brightmail.test", "customer_heard hannah.whitfield@brightmail.test", "request markus.odermatt"}},
	}
}

func mondayMorning() []scene {
	return []scene{
		{at: "Mon 08:02", name: "daniel", said: "forwards a guest's letter in German", want: recognition.TakenNomination,
			letters: []string{"receipt daniel.roth", "request petra.lang"}},
		{at: "Mon 08:10", name: "markus approves", said: "approves in German, in his own words", want: recognition.TakenDecision,
			letters: []string{"thank_you nina.burri", "understood markus.odermatt"},
			reply: &reply{by: "markus.odermatt", kind: "request", about: "Nina", client: "outlook", lang: "de",
				text: "Sehr gerne, freigegeben. Nina ist großartig.\n\nGruß\nMarkus"}},
		{at: "Mon 08:31", name: "priya", said: "forwards a guest's letter; the technician's manager will not answer", want: recognition.TakenNomination,
			letters: []string{"receipt priya.nair", "request colm.hayes"}},
		{at: "Mon 08:45", name: "grace", said: "forwards a guest's letter", want: recognition.TakenNomination,
			letters: []string{"customer_heard walter.lindqvist@nordpost.test", "receipt grace.murphy", "request niamh.casey"}},
		{at: "Mon 09:10", name: "camille", said: "forwards a guest's letter in French", want: recognition.TakenNomination,
			letters: []string{"receipt camille.dufour", "request olivier.jaccard"}},
		{at: "Mon 09:32", name: "pablo", said: "forwards a guest's letter in Spanish", want: recognition.TakenNomination,
			letters: []string{"receipt pablo.ruiz", "request javier.ortega"}},
		{at: "Mon 10:05", name: "niamh approves", said: "approves from her phone", want: recognition.TakenDecision,
			letters: []string{"outcome grace.murphy", "thank_you sean.daly", "understood niamh.casey"},
			reply:   &reply{by: "niamh.casey", kind: "request", about: "Seán", client: "iphone", lang: "en", text: "Approved 👍"}},
		{at: "Mon 10:20", name: "spam", raw: true, said: "sends spam", want: recognition.SetAside},
		{at: "Mon 11:04", name: "petra approves", said: "approves in German", want: recognition.TakenDecision,
			letters: []string{"outcome daniel.roth", "thank_you milena.kovac", "understood petra.lang"},
			reply: &reply{by: "petra.lang", kind: "request", about: "Milena", client: "thunderbird", lang: "de",
				text: "Einverstanden, sehr gerne! Auf Milena ist immer Verlass."}},
		{at: "Mon 11:30", name: "newsletter", raw: true, said: "sends a newsletter", want: recognition.TakenMachine},
	}
}

func mondayAfternoon() []scene {
	return []scene{
		{at: "Mon 12:15", name: "ivan", said: "forwards praise for somebody without a name, and will not answer the question", want: recognition.TakenNomination,
			letters: []string{"question ivan.petrov", "receipt ivan.petrov"}},
		{at: "Mon 14:02", name: "olivier approves", said: "approves in French from his phone", want: recognition.TakenDecision,
			letters: []string{"outcome camille.dufour", "thank_you karim.benali", "understood olivier.jaccard"},
			reply: &reply{by: "olivier.jaccard", kind: "request", about: "Karim", client: "outlook-mobile", lang: "fr",
				text: "Tout à fait d'accord. Karim est formidable."}},
		{at: "Mon 14:25", name: "javier approves", said: "approves in Spanish", want: recognition.TakenDecision,
			letters: []string{"outcome pablo.ruiz", "thank_you lucia.mendez", "understood javier.ortega"},
			reply: &reply{by: "javier.ortega", kind: "request", about: "Lucía", client: "gmail", lang: "es",
				text: "Aprobado, con mucho gusto. Lucía es maravillosa."}},
		{at: "Mon 15:00", name: "yuki", said: "forwards a letter in Japanese, with a `for:` line", want: recognition.TakenNomination,
			letters: []string{"receipt yuki.tanabe", "request markus.odermatt"}},
		{at: "Mon 15:40", name: "markus approves again", said: "approves with one word", want: recognition.TakenDecision,
			letters: []string{"outcome yuki.tanabe", "thank_you daniel.roth", "understood markus.odermatt"},
			reply:   &reply{by: "markus.odermatt", kind: "request", about: "Daniel", client: "outlook", lang: "de", text: "genehmigt"}},
		{at: "Mon 16:10", name: "hugo", said: "forwards praise for one of two Maries", want: recognition.TakenNomination,
			letters: []string{"question hugo.perrin", "receipt hugo.perrin"}},
		{at: "Mon 16:18", name: "hugo answers", said: "answers the question with a number", want: recognition.TakenAnswer,
			letters: []string{"request isabelle.monnier"},
			reply:   &reply{by: "hugo.perrin", kind: "question", about: "Marie", client: "iphone", lang: "fr", text: "{Marie Favre}"}},
		{at: "Mon 16:19", name: "absence", raw: true, said: "is away; her mail program answers for her", want: recognition.TakenAbsence,
			reply: &reply{by: "isabelle.monnier", kind: "request", about: "Marie"}},
	}
}

func tuesdayMorning() []scene {
	return []scene{
		{at: "Tue 07:48", name: "ceo holds", said: "holds one thank-you back", want: recognition.TakenCommand,
			letters: []string{"understood clara.amrein"},
			reply:   &reply{by: "clara.amrein", kind: "digest", about: "Karim", client: "iphone", lang: "en", text: "hold {Karim Benali}"}},
		{at: "Tue 08:05", name: "sean", said: "forwards a guest's letter for somebody whose mailbox does not exist yet", want: recognition.TakenNomination,
			letters: []string{"receipt sean.daly", "request fergus.nolan"}},
		{at: "Tue 08:20", name: "complaint", said: "a guest, complains", want: recognition.TakenChallenge,
			letters: []string{"service guest.care"}},
		{at: "Tue 08:40", name: "fergus approves", said: "approves with a line of his own", want: recognition.TakenDecision,
			letters: []string{"outcome sean.daly", "thank_you ewa.nowak", "understood fergus.nolan"},
			reply: &reply{by: "fergus.nolan", kind: "request", about: "Ewa", client: "apple-mail", lang: "en",
				text: "Approve. She is wonderful with all of us."}},
		{at: "Tue 08:44", name: "unproven", verdict: mailtest.Fail, said: "praises; nothing proves that the address is his", want: recognition.TakenCompliment,
			letters: []string{"request niamh.casey"}},
		{at: "Tue 09:02", name: "forged approval", verdict: mailtest.Fail, said: "approves? A stranger wrote this in her name", want: recognition.SetAside,
			letters: []string{"understood niamh.casey"},
			reply:   &reply{by: "niamh.casey", kind: "request", about: "Grace", client: "gmail", lang: "en", text: "Approved!", from: "niamh.casey@" + domain}},
		{at: "Tue 09:15", name: "niamh approves Grace", said: "approves, herself this time", want: recognition.TakenDecision,
			letters: []string{"understood niamh.casey"},
			reply: &reply{by: "niamh.casey", kind: "request", about: "Grace", client: "apple-mail", lang: "en",
				text: "Approved. Grace was wonderful that evening."}},
		{at: "Tue 09:40", name: "rachel", said: "praises a colleague in her own words", want: recognition.TakenNomination,
			letters: []string{"receipt rachel.byrne", "request reto.wyss"}},
		{at: "Tue 10:05", name: "reto asks", said: "answers, but not clearly", want: recognition.TakenAnswer,
			letters: []string{"clarify reto.wyss"},
			reply: &reply{by: "reto.wyss", kind: "request", about: "Samira", client: "outlook", lang: "de",
				text: "Hm, war das nicht schon vorletzten Samstag?"}},
		{at: "Tue 10:22", name: "reto approves", said: "approves, now that he was asked", want: recognition.TakenDecision,
			letters: []string{"outcome rachel.byrne", "thank_you samira.haddad", "understood reto.wyss"},
			reply:   &reply{by: "reto.wyss", kind: "clarify", about: "Samira", client: "outlook", lang: "de", text: "Ja, freigegeben."}},
	}
}

func tuesdayLater() []scene {
	return []scene{
		{at: "Tue 10:45", name: "julia", said: "forwards praise and a complaint in one mail, as .eml", want: recognition.TakenNomination,
			letters: []string{"challenge_private stefan.huber", "receipt julia.stein", "request stefan.huber", "service guest.care"}},
		{at: "Tue 11:10", name: "stefan delegates", said: "passes the question on", want: recognition.TakenCommand,
			letters: []string{"delegated ursula.gisler", "request ursula.gisler", "understood stefan.huber"},
			reply: &reply{by: "stefan.huber", kind: "request", about: "Luca", client: "outlook-mobile", lang: "de",
				text: "delegate ursula.gisler@seeblick.example"}},
		{at: "Tue 11:30", name: "mateo", said: "forwards praise for two people", want: recognition.TakenNomination,
			letters: []string{"receipt mateo.vidal", "request ainhoa.goikoetxea", "request javier.ortega"}},
		{at: "Tue 12:05", name: "javier approves Pablo", said: "approves, names the behaviour and one more who helped", want: recognition.TakenDecision,
			letters: []string{"outcome mateo.vidal", "outcome mateo.vidal", "thank_you lucia.mendez", "thank_you pablo.ruiz", "understood javier.ortega"},
			reply: &reply{by: "javier.ortega", kind: "request", about: "Pablo", client: "gmail", lang: "es",
				text: "behaviour 2\nalso lucia.mendez@seeblick.example\naprobado"}},
		{at: "Tue 14:30", name: "valerie", said: "a guest, writes in French; the manager is away", want: recognition.TakenCompliment,
			letters: []string{"customer_answer valerie.humbert@courrier.test", "customer_heard valerie.humbert@courrier.test", "request philippe.chevalley"}},
		{at: "Tue 15:10", name: "philippe approves", said: "approves for the one who is away", want: recognition.TakenDecision,
			letters: []string{"thank_you camille.dufour", "understood philippe.chevalley"},
			reply: &reply{by: "philippe.chevalley", kind: "request", about: "Camille", client: "apple-mail", lang: "fr",
				text: "Je valide, bien volontiers. Camille est formidable."}},
		{at: "Tue 16:00", name: "ursula approves", said: "approves what was passed on to her", want: recognition.TakenDecision,
			letters: []string{"outcome julia.stein", "thank_you luca.bernasconi", "understood ursula.gisler"},
			reply: &reply{by: "ursula.gisler", kind: "request", about: "Luca", client: "outlook", lang: "de",
				text: "Freigegeben."}},
	}
}

func wednesday() []scene {
	return []scene{
		{at: "Wed 07:50", name: "ceo releases", said: "releases what she held", want: recognition.TakenCommand,
			letters: []string{"understood clara.amrein"},
			reply:   &reply{by: "clara.amrein", kind: "digest", about: "Karim", client: "iphone", lang: "en", text: "release {Karim Benali}"}},
		{at: "Wed 08:00", name: "niamh undoes", said: "takes her approval back", want: recognition.TakenDecision,
			letters: []string{"understood niamh.casey"},
			reply:   &reply{by: "niamh.casey", kind: "understood", about: "Grace", client: "apple-mail", lang: "en", text: "undo"}},
		{at: "Wed 08:06", name: "niamh edits", said: "approves again, with another line", want: recognition.TakenDecision,
			letters: []string{"thank_you grace.murphy", "understood niamh.casey"},
			reply: &reply{by: "niamh.casey", kind: "understood", about: "Grace", client: "apple-mail", lang: "en",
				text: "edit: I stood at the back of the room that evening. Nobody wanted it to end.\napprove"}},
		{at: "Wed 08:15", name: "nina answers", said: "answers the CEO's thank-you", want: recognition.TakenAnswer,
			letters: []string{"pass_on clara.amrein"},
			reply: &reply{by: "nina.burri", kind: "thank_you", about: "", client: "gmail", lang: "de",
				text: "Liebe Frau Amrein\n\nDas habe ich heute beim Frühstück meinen Kindern vorgelesen. Danke.\n\nNina Burri"}},
		{at: "Wed 08:22", name: "milena private", said: "does not want to appear in stories", want: recognition.TakenCommand,
			letters: []string{"understood milena.kovac"},
			reply:   &reply{by: "milena.kovac", kind: "thank_you", about: "", client: "iphone", lang: "de", text: "privat"}},
		{at: "Wed 08:40", name: "cpo places", said: "says who was meant", want: recognition.TakenCommand,
			letters: []string{"request stefan.huber", "understood tomas.iriarte"},
			reply: &reply{by: "tomas.iriarte", kind: "cpo_letter", about: "birthday", client: "outlook", lang: "en",
				text: "{birthday}: theres.arnold@seeblick.example"}},
		{at: "Wed 09:05", name: "stefan approves", said: "approves from his phone", want: recognition.TakenDecision,
			letters: []string{"outcome ivan.petrov", "thank_you theres.arnold", "understood stefan.huber"},
			reply:   &reply{by: "stefan.huber", kind: "request", about: "Theres", client: "outlook-mobile", lang: "de", text: "Passt. Ja, gerne."}},
		{at: "Wed 09:30", name: "diego", said: "nominates himself", want: recognition.TakenNomination,
			letters: []string{"receipt diego.santos", "request ainhoa.goikoetxea"}},
		{at: "Wed 10:02", name: "ainhoa declines", said: "declines, and says why", want: recognition.TakenDecision,
			letters: []string{"outcome diego.santos", "understood ainhoa.goikoetxea"},
			reply: &reply{by: "ainhoa.goikoetxea", kind: "request", about: "doce mesas", client: "gmail", lang: "es",
				text: "Rechazado: fue un gran turno, pero lo hicisteis entre tres y la cocina. Hablamos mañana."}},
		{at: "Wed 10:10", name: "ainhoa approves", said: "approves the other one", want: recognition.TakenDecision,
			letters: []string{"outcome mateo.vidal", "thank_you diego.santos", "understood ainhoa.goikoetxea"},
			reply: &reply{by: "ainhoa.goikoetxea", kind: "request", about: "faroles", client: "gmail", lang: "es",
				text: "Aprobado. Diego es un artista maravilloso."}},
		{at: "Wed 10:40", name: "fergus", said: "nominates the director, whose manager is the CEO", want: recognition.TakenNomination,
			letters: []string{"receipt fergus.nolan"}},
		{at: "Wed 15:05", name: "operator resolves", said: "opens the missing mailbox and sends the thank-you again (`goodword resolve`)", do: resolve},
	}
}

func thursday() []scene {
	return []scene{
		{at: "Thu 07:52", name: "ceo approves", said: "approves by answering the digest", want: recognition.TakenCommand,
			letters: []string{"outcome fergus.nolan", "thank_you lukas.imhof", "understood clara.amrein"},
			reply: &reply{by: "clara.amrein", kind: "digest", about: "Lukas", client: "iphone", lang: "en",
				text: "approve {Lukas Imhof}: You picked up the phone. That is the whole of it."}},
		{at: "Thu 09:10", name: "fergus approves Brian", said: "approves after nobody below him answered", want: recognition.TakenDecision,
			letters: []string{"decided_elsewhere colm.hayes", "outcome priya.nair", "thank_you brian.walsh", "understood fergus.nolan"},
			reply: &reply{by: "fergus.nolan", kind: "request", about: "Brian", client: "apple-mail", lang: "en",
				text: "Approved. Well done, Brian."}},
		{at: "Thu 11:00", name: "ceo pauses", said: "stops all mail over her name", want: recognition.TakenCommand,
			letters: []string{"paused it.desk", "paused tomas.iriarte", "understood clara.amrein"},
			reply:   &reply{by: "clara.amrein", kind: "digest", about: "", client: "iphone", lang: "en", text: "pause"}},
		{at: "Thu 15:00", name: "ceo resumes", said: "lets it go on", want: recognition.TakenCommand,
			letters: []string{"paused it.desk", "paused tomas.iriarte", "understood clara.amrein"},
			reply:   &reply{by: "clara.amrein", kind: "digest", about: "", client: "iphone", lang: "en", text: "resume"}},
		{at: "Thu 16:40", name: "philippe approves Marie", said: "approves what was escalated to him", want: recognition.TakenDecision,
			letters: []string{"decided_elsewhere isabelle.monnier", "outcome hugo.perrin", "thank_you marie.favre", "understood philippe.chevalley"},
			reply: &reply{by: "philippe.chevalley", kind: "request", about: "Marie", client: "apple-mail", lang: "fr",
				text: "Approuvé. Bravo, Marie."}},
	}
}

func friday() []scene {
	return []scene{
		{at: "Fri 09:20", name: "sean asks", said: "asks where his nomination stands", want: recognition.TakenCommand,
			letters: []string{"status sean.daly"},
			reply:   &reply{by: "sean.daly", kind: "receipt", about: "Ewa", client: "gmail", lang: "en", text: "status"}},
		{at: "Fri 10:15", name: "karim answers", said: "answers the CEO's thank-you", want: recognition.TakenAnswer,
			letters: []string{"pass_on clara.amrein"},
			reply: &reply{by: "karim.benali", kind: "thank_you", about: "", client: "iphone", lang: "fr",
				text: "Merci, Madame. Je vais l'encadrer derrière le bar, du côté où les clients ne le voient pas."}},
		{at: "Fri 14:40", name: "theres", said: "forwards a guest's letter; nobody has answered when the week ends", want: recognition.TakenNomination,
			letters: []string{"receipt theres.arnold", "request markus.odermatt"}},
		{at: "Fri 15:10", name: "grace2", said: "forwards another guest's letter", want: recognition.TakenNomination,
			letters: []string{"receipt grace.murphy", "request niamh.casey"}},
		{at: "Fri 15:55", name: "niamh approves Priya", said: "approves; Monday's digest will announce it", want: recognition.TakenDecision,
			letters: []string{"outcome grace.murphy", "thank_you priya.nair", "understood niamh.casey"},
			reply:   &reply{by: "niamh.casey", kind: "request", about: "Priya", client: "iphone", lang: "en", text: "Yes, with pleasure"}},
		{at: "Sat 10:30", name: "inquiry", said: "a guest, asks about parking", want: recognition.TakenInquiry,
			letters: []string{"service guest.care"}},
	}
}

// resolve is what the operator does about a thank-you that came back.
func resolve(ctx context.Context, w *World) error {
	var number int64
	if err := w.service.Pool.QueryRow(ctx, `select n.number from nominations n join people p on p.id = n.nominee_id
		where p.address = $1 and n.state = 'stuck'`, bouncing).Scan(&number); err != nil {
		return err
	}
	if err := w.server.AddAccount(bouncing, w.password); err != nil {
		return err
	}
	if err := w.service.Desk.Resolve(ctx, number, false, "operator of the demo"); err != nil {
		return err
	}
	return w.settle(ctx)
}
