package demo

import (
	"fmt"
	"time"
)

// labels are what mail programs write around quoted and forwarded mail, by language.
func labels(lang string) map[string]string {
	switch lang {
	case "de":
		return map[string]string{"from": "Von", "sent": "Gesendet", "to": "An", "subject": "Betreff", "date": "Datum", "forwarded": "Weitergeleitete Nachricht",
			"begin forwarded": "Anfang der weitergeleiteten Nachricht:", "iphone": "Von meinem iPhone gesendet", "outlook mobile": "Outlook für iOS beziehen",
			"answer": "AW", "forward": "WG"}
	case "fr":
		return map[string]string{"from": "De", "sent": "Envoyé", "to": "À", "subject": "Objet", "date": "Date", "forwarded": "Message transféré",
			"begin forwarded": "Début du message transféré :", "iphone": "Envoyé de mon iPhone", "outlook mobile": "Télécharger Outlook pour iOS",
			"answer": "RE", "forward": "TR"}
	case "es":
		return map[string]string{"from": "De", "sent": "Enviado", "to": "Para", "subject": "Asunto", "date": "Fecha", "forwarded": "Mensaje reenviado",
			"begin forwarded": "Inicio del mensaje reenviado:", "iphone": "Enviado desde mi iPhone", "outlook mobile": "Obtener Outlook para iOS",
			"answer": "RE", "forward": "RV"}
	}
	return map[string]string{"from": "From", "sent": "Sent", "to": "To", "subject": "Subject", "date": "Date", "forwarded": "Forwarded Message",
		"begin forwarded": "Begin forwarded message:", "iphone": "Sent from my iPhone", "outlook mobile": "Get Outlook for iOS",
		"answer": "RE", "forward": "FW"}
}

var (
	days = map[string][]string{
		"de": {"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
		"fr": {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
		"es": {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
	}
)

// monthIn names a month of the year; the demo's calendar reaches from September to October, and whoever takes part may go on.
func monthIn(lang string, m time.Month) string {
	names := map[time.Month]map[string]string{
		time.September: {"de": "September", "fr": "septembre", "es": "septiembre"},
		time.October:   {"de": "Oktober", "fr": "octobre", "es": "octubre"},
		time.November:  {"de": "November", "fr": "novembre", "es": "noviembre"},
		time.December:  {"de": "Dezember", "fr": "décembre", "es": "diciembre"},
	}
	if name, ok := names[m][lang]; ok {
		return name
	}
	return m.String()
}

func dayIn(lang string, d time.Weekday) string {
	if names, ok := days[lang]; ok {
		return names[d]
	}
	return d.String()
}

// outlookDate is how Outlook writes the time of a quoted mail.
func outlookDate(lang string, t time.Time) string {
	day, month := dayIn(lang, t.Weekday()), monthIn(lang, t.Month())
	switch lang {
	case "de":
		return fmt.Sprintf("%s, %d. %s %d %s", day, t.Day(), month, t.Year(), t.Format("15:04"))
	case "fr":
		return fmt.Sprintf("%s %d %s %d %s", day, t.Day(), month, t.Year(), t.Format("15:04"))
	case "es":
		return fmt.Sprintf("%s, %d de %s de %d %s", day, t.Day(), month, t.Year(), t.Format("15:04"))
	}
	return t.Format("Monday, January 2, 2006 3:04 PM")
}

// gmailDate is how Gmail writes the time of a forwarded mail.
func gmailDate(lang string, t time.Time) string {
	day, month := []rune(dayIn(lang, t.Weekday())), []rune(monthIn(lang, t.Month()))
	switch lang {
	case "de":
		return fmt.Sprintf("%s., %d. %s. %d um %s Uhr", string(day[:2]), t.Day(), string(month[:3]), t.Year(), t.Format("15:04"))
	case "fr":
		return fmt.Sprintf("%s. %d %s. %d à %s", string(day[:3]), t.Day(), string(month[:3]), t.Year(), t.Format("15:04"))
	case "es":
		return fmt.Sprintf("%s, %d %s %d a las %s", string(day[:3]), t.Day(), string(month[:3]), t.Year(), t.Format("15:04"))
	}
	return t.Format("Mon, 2 Jan 2006 at 15:04")
}

// appleDate is how Apple's programs write the time of a forwarded mail.
func appleDate(lang string, t time.Time) string {
	month := monthIn(lang, t.Month())
	switch lang {
	case "de":
		return fmt.Sprintf("%d. %s %d um %s MEZ", t.Day(), month, t.Year(), t.Format("15:04:05"))
	case "fr":
		return fmt.Sprintf("%d %s %d à %s UTC+1", t.Day(), month, t.Year(), t.Format("15:04:05"))
	case "es":
		return fmt.Sprintf("%d de %s de %d, %s CET", t.Day(), month, t.Year(), t.Format("15:04:05"))
	}
	return t.Format("2 January 2006 at 15:04:05 GMT")
}

// gmailWrote is Gmail's line above a quoted mail.
func gmailWrote(lang string, l answered) string {
	who := fmt.Sprintf("%s <%s>", l.From.Name, l.From.Address)
	switch lang {
	case "de":
		return "Am " + gmailDate(lang, l.At) + " schrieb " + who + ":"
	case "fr":
		return "Le " + gmailDate(lang, l.At) + ", " + who + " a écrit :"
	case "es":
		return "El " + gmailDate(lang, l.At) + ", " + who + " escribió:"
	}
	return "On " + gmailDate(lang, l.At) + ", " + who + " wrote:"
}

// appleWrote is Apple Mail's line above a quoted mail.
func appleWrote(lang string, l answered) string {
	who, clock := fmt.Sprintf("%s <%s>", l.From.Name, l.From.Address), l.At.Format("15:04")
	switch lang {
	case "de":
		return fmt.Sprintf("Am %s um %s schrieb %s:", l.At.Format("02.01.2006"), clock, who)
	case "fr":
		return fmt.Sprintf("Le %s à %s, %s a écrit :", l.At.Format("2 Jan 2006"), clock, who)
	case "es":
		return fmt.Sprintf("El %s, a las %s, %s escribió:", l.At.Format("2 Jan 2006"), clock, who)
	}
	return fmt.Sprintf("On %s, at %s, %s wrote:", l.At.Format("2 Jan 2006"), clock, who)
}

// thunderbirdWrote is Thunderbird's line above a quoted mail.
func thunderbirdWrote(lang string, l answered) string {
	clock := l.At.Format("15:04")
	switch lang {
	case "de":
		return fmt.Sprintf("Am %s um %s schrieb %s:", l.At.Format("02.01.06"), clock, l.From.Name)
	case "fr":
		return fmt.Sprintf("Le %s à %s, %s a écrit :", l.At.Format("02/01/2006"), clock, l.From.Name)
	case "es":
		return fmt.Sprintf("El %s a las %s, %s escribió:", l.At.Format("2/1/06"), clock, l.From.Name)
	}
	return fmt.Sprintf("On %s %s, %s wrote:", l.At.Format("02/01/2006"), clock, l.From.Name)
}
