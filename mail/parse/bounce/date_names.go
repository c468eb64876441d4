package bounce

import (
	"strings"
	"time"
)

var monthNames = months(
	"january jan januar januari janvier janv enero ene janeiro gennaio gen jänner jaanuar tammikuuta stycznia ledna január januára ianuarie ocak января січня siječnja januarja gener ιανουαρίου януари ינואר يناير sausio jaanuari janvāra",
	"february feb februar februari février févr fevrier febrero fevereiro fev febbraio febr helmikuuta lutego února február februára februarie şubat февраля лютого veljače februarja febrer φεβρουαρίου февруари פברואר فبراير vasario veebruar",
	"march mar märz maart mars marzo março marco maart mrz maaliskuuta marca března március martie mart марта березня ožujka març μαρτίου מרץ مارس kovo märts",
	"april apr avril abril abr aprile apr aprill huhtikuuta kwietnia dubna április apríla aprilie nisan апреля квітня travnja aprila απριλίου април אפריל أبريل travnja",
	"may mai mei mayo maio maggio mag maj toukokuuta maja května május mája mayıs мая травня svibnja maig μαΐου май מאי مايو svibnja",
	"june jun juni juin junio junho giugno giu kesäkuuta czerwca června június júna iunie haziran июня червня lipnja junija juny ιουνίου юни יוני يونيو",
	"july jul juli juillet juil julio julho luglio lug heinäkuuta lipca července július júla iulie temmuz июля липня srpnja julija juliol ιουλίου юли יולי يوليو srpnja",
	"august aug août aout agosto ago augustus augusti elokuuta sierpnia srpna augusztus augusta ağustos августа серпня kolovoza avgusta agost αυγούστου август אוגוסט أغسطس kolovoza rugpjūčio",
	"september sep sept septembre septiembre setembro set settembre syyskuuta września září szeptember septembra septembrie eylül сентября вересня rujna setembre σεπτεμβρίου септември ספטמבר سبتمبر",
	"october oct oktober okt octobre octubre outubro out ottobre ott lokakuuta października října október októbra octombrie ekim октября жовтня oktobra οκτωβρίου октомври אוקטובר أكتوبر oktoober",
	"november nov novembre noviembre novembro marraskuuta listopada listopadu novembra noiembrie kasım ноября листопада studenog novembra νοεμβρίου ноември נובמבר نوفمبر studenoga studeni lapkričio",
	"december dec dezember dez décembre déc decembre diciembre dic dezembro dicembre desember des joulukuuta grudnia prosince decembra decembrie aralık декабря грудня prosinca desembre δεκεμβρίου декември דצמבר ديسمبر detsember gruodžio",
)

// months builds the table. Where two languages share a word for different
// months (listopada: November in Polish, October in Croatian), it stands in the
// line of the language with more speakers.
func months(lines ...string) map[string]time.Month {
	m := make(map[string]time.Month, 300)
	for i, line := range lines {
		for _, name := range strings.Fields(line) {
			if _, ok := m[name]; !ok {
				m[name] = time.Month(i + 1)
			}
		}
	}
	return m
}

var weekdayNames = weekdays(
	"sunday sonntag dimanche domingo domenica zondag söndag söndagen søndag sunnuntaina niedzielę neděli nedeľu vasárnap duminică pazar воскресенье неділю",
	"monday montag lundi lunes lunedì maandag segunda-feira måndag måndagen mandag maanantaina poniedziałek pondělí pondelok hétfőn luni pazartesi понедельник понеділок",
	"tuesday dienstag mardi martes martedì dinsdag terça-feira tisdag tisdagen tirsdag tiistaina wtorek úterý utorok kedden marți salı вторник вівторок",
	"wednesday mittwoch mercredi miércoles mercoledì woensdag quarta-feira onsdag onsdagen keskiviikkona środę středu stredu szerdán miercuri çarşamba среду середу",
	"thursday donnerstag jeudi jueves giovedì donderdag quinta-feira torsdag torsdagen torstaina czwartek čtvrtek štvrtok csütörtökön joi perşembe четверг четвер",
	"friday freitag vendredi viernes venerdì vrijdag sexta-feira fredag fredagen perjantaina piątek pátek piatok pénteken vineri cuma пятницу п'ятницю",
	"saturday samstag samedi sábado sabato zaterdag lördag lördagen lørdag lauantaina sobotę sobotu szombaton sâmbătă cumartesi субботу суботу",
)

func weekdays(lines ...string) map[string]time.Weekday {
	m := make(map[string]time.Weekday, 64)
	for i, line := range lines {
		for _, name := range strings.Fields(line) {
			m[name] = time.Weekday(i)
		}
	}
	return m
}
