# Sanat, jotka käyttäjä näkee, suomeksi. Jokainen avain on myös tiedostossa en.ftl samoin arvoin; testit pitävät ne yhdessä.

## Small words
warning = varoitus
customers = { $n ->
    [one] { $n } asiakas
   *[other] { $n } asiakasta
}
absent = –
ended = päättynyt
column-number = Nro
column-customer = Asiakas
column-city = Postitoimipaikka
column-email = Sähköposti

## Fields
field-customer-name = Nimi
field-customer-company = Yritys
field-customer-email = Sähköposti
field-customer-business-id = Y-tunnus
field-billing-address-street = Laskutuksen katuosoite
field-billing-address-postcode = Laskutuksen postinumero
field-billing-address-city = Laskutuksen postitoimipaikka
field-billing-address-country = Laskutuksen maa
field-postal-address-street = Postiosoite
field-postal-address-postcode = Postinumero
field-postal-address-city = Postitoimipaikka
field-postal-address-country = Maa
field-state-ended = Päättynyt
field-state-restricted = Käsittely rajoitettu
field-state-objected = Vastustanut käsittelyä
field-state-source = Tietolähde
field-state-seen = Viimeksi tarkistettu

## What was done
nothing-changed = Mitään ei muutettu.
dry-run = Mitään ei muutettu: tämä oli koeajo.
waiting = toinen rekisteri kirjoittaa tässä kansiossa; odotetaan
memory-open = järjestelmä ei anna ohjelman sulkea muistiaan virheenjäljittimiltä ja muistivedoksilta
recovered = Aiemmin kesken jäänyt muutos vietiin loppuun.
recovered-dropped = Aiemmin kesken jäänyttä muutosta ei tehty; rekisteri on kuten ennen sitä.
recovered-kept = Tiedostoa `{ $path }` on muutettu käsin muutoksen jäätyä kesken; sinun versiosi säilyi, ja `rekisteri commit` ottaa sen mukaan.
scratch-swept = { $n ->
    [one] Kesken katkenneen komennon muokkaimessa näyttämät tiedot pyyhittiin muistista.
   *[other] { $n } kesken katkenneen komennon muokkaimessa näyttämät tiedot pyyhittiin muistista.
}
selected = Löytyi { $n }/{ $total }.
ended-customer = Asiakassuhde { $number } on päättynyt; tiedot säilyvät. Päättämisen voi perua komennolla `rekisteri restore { $number } --field state.ended`.
act-init = rekisterin perustaminen
act-add = { $n ->
    [one] asiakkaan { $number } lisäys
   *[other] { $n } asiakkaan lisäys
}
act-edit = { $n ->
    [one] asiakkaan { $number } muutos
   *[other] { $n } asiakkaan muutos
}
act-import = { $n ->
    [one] asiakkaan { $number } tuonti
   *[other] tuonti, { $n } asiakasta
}
act-restore = { $n ->
    [one] asiakkaan { $number } palautus
   *[other] { $n } asiakkaan palautus
}
act-end = { $n ->
    [one] asiakassuhteen { $number } päättäminen
   *[other] { $n } asiakassuhteen päättäminen
}
act-journal = { $n ->
    [one] asiakkaan { $number } kirjeet tai muu tapahtuma
   *[other] { $n } asiakkaan kirjeet
}
act-describe = rekisterin kuvauksen muutos
act-rekey = { $n ->
    [one] asiakkaan { $number } avainten vaihto
   *[other] { $n } asiakkaan avainten vaihto
}
act-erase = { $n ->
    [one] asiakkaan { $number } poistaminen
   *[other] { $n } asiakkaan poistaminen
}
act-adopt = { $n ->
    [0] käsin muutettujen tiedostojen kirjaus
    [one] asiakkaan { $number } käsin tehtyjen muutosten kirjaus
   *[other] { $n } asiakkaan käsin tehtyjen muutosten kirjaus
}
act-undo = { $n ->
    [0] peruminen
    [one] asiakasta { $number } koskeva peruminen
   *[other] { $n } asiakasta koskeva peruminen
}
undone-letters = Perutut kirjeet jäivät kansioonsa (`output/` tai se, jonka `--output` nimesi): niitä ei pidä lähettää.
claim-plan = Kirjattaisiin asiakkaalle { $number } { $name }: { $event }
claim-noted = Kirjattu asiakkaalle { $number } { $name }: { $event }
claim-no-letter = laskusta { $invoice } ei ole kirjettä; kirjeet koskivat laskuja { $others }
claim-settled-later = lasku { $invoice } on tätä myöhemmin, { $date }, merkitty ratkaistuksi: kirjeissä noudatetaan ratkaisua
claim-no-consumer = asiakas { $number } ei näytä olevan kuluttaja; keskeyttämistä voi pyytää vain kuluttaja (513/1999 4 c §)
future-letters = päivä on tulevaisuudessa: { $date }. Kirjeet päivätään sille, ja asiakkaan tapahtumissa ne ovat silloin lähetettyjä
past-letters = päivä on menneisyydessä: { $date }. Kirjeet päivätään sille, ja asiakkaan tapahtumissa ne ovat silloin lähetettyjä; tänään jo vanhentunutta ei vaadita
future-end = päivä on tulevaisuudessa: { $date }. Se jää päättymispäiväksi, mutta asiakas poistuu luettelosta (`list`) jo nyt
undo-plan = Tämä perutaan: { $act }
undo-plan-again = Peruminen kumotaan, ja muutos palaa voimaan: { $act }
undone = Peruttu: { $act }
undone-again = Peruminen kumottiin, ja muutos palasi voimaan: { $act }
init-own-key = rekisteri avautuu nimeämälläsi avaimella `{ $key }` (--identity tai REKISTERI_IDENTITY); uutta avainta ja varakopiota ei tehty
diff-file = tiedostossa `{ $path }` on muutoksia, joita ei ole kirjattu; `git diff { $path }` näyttää ne
list-empty = Asiakkaita ei vielä ole: `rekisteri import TIEDOSTO.csv` tai `rekisteri add`.
described = Rekisterin kuvaus muutettiin.
described-payee = Kirjeissä maksun saaja on ”{ $holder }”. Sen on oltava tilinomistajan rekisteröity nimi, johon maksajan pankki sitä vertaa; jos tilin omistaa toinen: `rekisteri describe bank.holder="NIMI"`.
rate-to-come = Puolivuosi { $half } ei ole alkanut; sen viitekorko tiedetään, kun Suomen Pankki on ilmoittanut sen.
committed = Kirjattiin `{ $path }`.
export-clear = Tiedostossa `{ $path }` asiakkaat ovat selväkielisinä. Poista se, kun sitä ei enää tarvita.
export-sealed = { $n ->
    [one] { $n } salattu asiakas
   *[other] { $n } salattua asiakasta
} kirjoitettiin kansioon `{ $path }`.
diff-none = Viimeisen kirjauksen jälkeen mikään ei ole muuttunut. `--from 2026-11-01` vertaa aiempaan päivään.
diff-none-since = Sen jälkeen mikään ei ole muuttunut.
log-more = … ja { $n } muuta asiakasta; `rekisteri log ID` kertoo yhdestä
log-unreadable = muutosta ei voi näyttää: { $why }
journal-empty = Tämän asiakkaan asioissa ei ole vielä tehty mitään.
journal-noted = tapahtuma: { $event }
journal-taken-back = peruttu tapahtuma: { $event }
journal-act-reminder = maksumuistutus
journal-act-demand = maksuvaatimus
journal-act-notice = tiedote
journal-act-disputed = riitautettu
journal-act-suspended = perintä keskeytetty
journal-act-settled = riita ratkaistu
journal-channel-post = posti
journal-channel-email = sähköposti
journal-invoices = { $count ->
    [one] lasku { $value }
   *[other] laskut { $value }
}
journal-sum = { $value }
journal-due = maksettava viimeistään { $value }
journal-channel = { $value }
journal-recipient = saaja { $value }
journal-basis = peruste { $value }
journal-document = { $value }
journal-note = ”{ $value }”
journal-unknown = uudemman rekisterin tekemä (tälle tuntematonta: { $value })
journal-document-typ = PDF-kirje
journal-document-txt = tekstikirje
journal-document-eml = sähköpostiluonnos
letters-noted = Kirjattiin asiakkaan tapahtumiin; `rekisteri undo` peruu kirjauksen.
letters-noted-before = Asiakkaan tapahtumissa on tämä jo: samat kirjeet on tehty tällä päivämäärällä.
letters-note-left = kirjeet on kirjattu; tämän ajon muistiinpanoa ei voitu poistaa, ja seuraavat kirjeet tekevät sen: { $why }
letters-swept = { $n ->
    [one] Kirjeiden teon keskeytyessä kesken jäänyt tiedosto poistettiin.
   *[other] Kirjeiden teon keskeytyessä kesken jääneet { $n } tiedostoa poistettiin.
}
letters-unnoted = ohjelma keskeytyi kirjeitä tehdessään: { $n ->
    [one] `{ $path }` ei ole kenenkään tapahtumissa
   *[other] `{ $path }` ja muita, yhteensä { $n }, ei ole kenenkään tapahtumissa
}. `rekisteri doctor` nimeää ne, `rekisteri doctor --fix` poistaa ne
duplicate = asiakkaalla { $number } on { $why }
same-business-id = sama Y-tunnus
same-email = sama sähköpostiosoite
same-name-and-street = sama nimi ja katuosoite
same-name = sama nimi
merge-renumbered = toisen puolen asiakas { $number } on nyt asiakas { $new }, koska { $number } oli täällä annettu toiselle; kun git on valmis, `rekisteri commit` ottaa sen mukaan
textconv-sealed = avain pyytää tunnuslausetta tai ei ole täällä: git näyttää salatun tekstin
suspicious = asiakas { $number }: { $fault }
unreadable = jätetty pois: { $why }
identity-readable = muut voivat lukea avaimesi `{ $path }`; kirjoita `chmod 600 { $path }`

## Questions
ask-yes-or-no = Vastaa k tai e.
ask-go-on = Jatketaanko? (k/e)
ask-passphrase = Tunnuslause ({ $register })
ask-new-passphrase = Uusi tunnuslause (mieluiten vähintään neljä satunnaista sanaa)
ask-passphrase-again = Sama uudelleen
passphrase-weak = Liian helppo arvata. Ota vähintään neljä sanaa, jotka eivät liity toisiinsa.
passphrases-differ = Tunnuslauseet eivät olleet samat. Uudestaan.
ask-add-anyway = Lisätäänkö silti? (k/e)
ask-field = { $label }
add-intro = Uusi asiakas. Enter jättää kentän tyhjäksi.
add-tell-notice = Kerro asiakkaalle, missä tietosuojaseloste on: { $url }
add-no-notice = Asiakkaalle on kerrottava, missä tietosuojaseloste on, eikä sen osoitetta ole annettu: `rekisteri describe notice_url=https://…`
editor-intro = Muuta lainausmerkkien välissä olevia arvoja, tallenna ja sulje. Tyhjä arvo poistaa kentän. Jos suljet muuttamatta, mitään ei muutu.
editor-again = { $n ->
    [one] Yksi arvo ei kelpaa
   *[other] { $n } arvoa ei kelpaa
}; muokkain avautuu uudelleen ja syy on ylimpänä.

## init
init-intro = Uusi asiakasrekisteri. Enter hyväksyy hakasuluissa olevan ehdotuksen; kaiken voi muuttaa myöhemmin komennolla `rekisteri describe`.
init-controller-name = Yrityksen nimi (rekisterinpitäjä)
init-name = Rekisterin nimi
init-controller-business-id = Y-tunnus
init-controller-street = Katuosoite
init-controller-postcode = Postinumero
init-controller-city = Postitoimipaikka
init-controller-phone = Puhelin
init-controller-email = Sähköposti
init-contact-name = Yhteyshenkilö
init-contact-email = Yhteyshenkilön sähköposti
init-bank-iban = Tili, jolle asiakkaat maksavat (IBAN)
init-bank-holder = Tilinomistajan rekisteröity nimi (pankit vertaavat siihen maksun saajan nimeä)
init-notice-url = Tietosuojaselosteen verkko-osoite, jos sellainen on
init-accounting-firm = Tilitoimisto, joka auttaa erääntyneiden saatavien perinnässä, jos sellainen on
init-defaults = Käyttötarkoitukset, tietolähteet, luovutukset ja säilytysajat ovat tavallisen pienyrityksen mukaiset; ne ovat tiedostossa `records/register.toml`.
init-made = Rekisteri on kansiossa `{ $dir }`.
init-key = Avaimesi on tiedostossa `{ $key }`, tunnuslauseesi suojaamana. Ilman tätä tiedostoa tai ilman tunnuslausetta rekisteriä ei avaa enää kukaan, et sinäkään.
    Varakopio on tiedostossa `{ $recovery }`: siirrä se muualle, paperille tai muistitikulle. Se ei avaa mitään ilman tunnuslausetta.
init-next = Seuraavaksi: `cd { $dir }` ja sitten `rekisteri import TIEDOSTO.csv` tai `rekisteri add`.
recovery-file =
    Asiakasrekisterin avaimen varakopio
    Rekisteri:      { $register }
    Julkinen avain: { $recipient }

    Säilytä tämä tiedosto erillään koneesta, jossa rekisteri on. Se ei avaa mitään ilman tunnuslausetta.
    Avaimen saat takaisin tallentamalla tämän tiedoston ja kirjoittamalla:

        umask 077
        sed -n '/^-----BEGIN/,/^-----END/p' { $file } | age -d > key.txt
        rekisteri --identity key.txt list

## import
brief-postal = käyntiosoite { $place }
import-ask-intro = Tiedostossa on sarakkeita, joita ei tunneta. Kirjoita, mihin kenttään kukin menee, esimerkiksi email tai billing_address.street; Enter jättää sarakkeen pois. Vastaukset muistetaan.
import-ask-column = Sarake ”{ $column }”
import-ask-doubtful = Saraketta ”{ $column }” ei tunneta, ja sen solut näyttävät tiedolta { $field }. Kirjoita, mihin kenttään se menee, esimerkiksi { $field }; Enter jättää sen lukematta
import-doubtful = saraketta ”{ $column }” ei lueta, vaikka sen solut näyttävät tiedolta { $field }; `--map "{ $column }={ $field }"` lukee sen, `--map "{ $column }="` kuittaa tämän
import-clash = Sarakkeet ”{ $one }” ja ”{ $other }” menisivät samaan kenttään.
import-fault = rivi { $line }: { $fault }
import-columns = Luettavat sarakkeet: { $columns }
list-skipped-above-header = Sarakkeiden nimien yläpuolelta ei luettu { $n ->
    [one] riviä { $lines }
   *[other] rivejä { $lines }
}
list-skipped-header-again = Sarakkeiden nimet uudelleen, ei luettu: { $n ->
    [one] rivi { $lines }
   *[other] rivit { $lines }
}
list-skipped-total = Yhteensä-rivit, ei luettu: { $n ->
    [one] rivi { $lines }
   *[other] rivit { $lines }
}
import-note = { $count ->
    [one] rivi { $lines }: { $fault }
   *[other] rivit { $lines }: { $fault }
}
import-ignored = Sarakkeet, joita ei lueta: { $columns }
import-plan = { $new } uutta, { $changed } muuttuvaa, { $unchanged } ennallaan, { $faulty } virheellistä
progress-opening = avataan asiakkaita
progress-rendering = kirjoitetaan kirjeitä
progress-sealing = salataan asiakkaita
progress-writing = viedään tiedostoja paikoilleen
import-done = Tuotiin { $new } uutta, muutettiin { $changed }.
import-skipped = { $n ->
    [one] { $n } viallinen rivi
   *[other] { $n } viallista riviä
} kirjoitettiin tiedostoon `{ $path }`, selväkielisenä.
import-clear = Tiedostossa `{ $path }` asiakkaat ovat yhä selväkielisinä. Poista se, kun sitä ei enää tarvita.

## check
error = virhe
note = huomautus
check-summary = { $customers ->
    [one] { $customers } asiakas
   *[other] { $customers } asiakasta
}: { $errors ->
    [one] { $errors } virhe
   *[other] { $errors } virhettä
}, { $warnings ->
    [one] { $warnings } varoitus
   *[other] { $warnings } varoitusta
}, { $notes ->
    [one] { $notes } huomautus
   *[other] { $notes } huomautusta
}.
finding-duplicate = voi olla sama kuin asiakas { $number }: { $why }
finding-uncommitted = sisältää muutoksia, joita ei ole kirjattu
finding-foreign = ei kuulu rekisteriin
finding-letters-miss = puuttuu, ja kirjeet tarvitsevat sen
finding-no-notice = puuttuu; asiakkaille on kerrottava, missä tietosuojaseloste on (tietosuoja-asetuksen 13 artikla)
finding-conflict = muuttui molemmilla puolilla, ja toistaiseksi voimassa on avoinna olevan haaran arvo: `rekisteri diff { $number } --from { $other }` näyttää toisen arvon → tämän; `git add { $path }` pitää tämän, ja `rekisteri edit { $number }` vaihtaa sen, kun git on valmis
finding-other-customer = on toisella puolella eri asiakas, josta ei otettu mitään: `git add { $path }` pitää tämän
finding-changed-and-deleted = muuttui yhdellä puolella ja poistettiin toisella: `git add { $path }` pitää sen, `git rm { $path }` poistaa sen
finding-other-keys = on salattu muille avaimille kuin niille, jotka `register.toml` nimeää, seuraavaan muutokseensa asti
finding-in-clear = sisältää asiakkaan selväkielisenä: vie tiedosto pois rekisteristä ja anna arvot komennolle `rekisteri add -` tai `rekisteri edit ID -`
finding-journal-of-erased = on poistetun asiakkaan tapahtumatiedosto: `git rm { $path }` ja `rekisteri commit` poistavat sen
finding-journal-alone = on sellaisen asiakkaan tapahtumatiedosto, jonka tietue puuttuu: `rekisteri restore { $number }` palauttaa tietueen; `git rm { $path }` ja `rekisteri commit` poistavat tapahtumat
finding-newer-event = sisältää uudemman rekisterin tekemiä tapahtumia; se, mitä tämä ei niistä tunne, säilyy
finding-fix = . Kirjoita `{ $fix }`
finding-attributes = git käsittelee polkua `{ $path }` toisin kuin pitää: `{ $attribute }` on { $value }
finding-line-ends = git muuttaisi sinetöityjen tietueiden rivinvaihdot
finding-not-set = ei kutsu tätä ohjelmaa, joten git ei osaa näyttää eikä yhdistää sinetöityjä tietueita
finding-program-gone = kutsuu ohjelmaa `{ $program }`, jota ei ole
finding-caches = saa gitin säilyttämään asiakkaat selväkielisinä viitteissä `refs/notes`
finding-cached = sisältää asiakkaita selväkielisinä
finding-key-readable = on avaimesi, ja muut voivat lukea sen
finding-key-inside = on avaimesi ja on rekisterin omassa kansiossa, jonka kopioon se kulkee mukana
finding-key-ignored = on avaimesi ja on rekisterin omassa kansiossa; git ohittaa sen, mutta kansion kopioon se kulkee mukana
finding-key-tracked = on avaimesi, ja se on gitissä: kenellä on säilö, sillä on avain. Historiassa se pysyy; uutta avainta varten tee uusi rekisteri
finding-output-tracked = on selväkielinen, ja se on gitissä. Siinä historiassa, jossa se on, se pysyy
finding-output-link = on linkki tai tiedosto eikä kansio, johon kirjeet kirjoitetaan
finding-output-not-ignored = ei pidä kansiota `output/` poissa gitistä, ja kirjeet kirjoitetaan sinne selväkielisinä
finding-output-open = sisältää kirjeitä selväkielisinä, ja muut voivat lukea ne
finding-clock-behind = näyttää aikaa ennen viimeistä kirjausta
finding-clock-ahead = näyttää aikaa yli kolme vuotta viimeisen kirjauksen jälkeen
finding-no-author = puuttuu; kirjaukset tehdään tiedoston `register.toml` yhteyshenkilön nimissä
finding-not-signed = ei vaikuta: ohjelman omia kirjauksia ei allekirjoiteta
finding-unfinished = gitillä on jotakin kesken: { $state }
finding-unmerged = jäi yhdistämisessä ristiriitaan
finding-unmerged-record = muuttui molemmilla puolilla, eikä muutoksia ole yhdistetty: `git checkout --merge { $path }` yrittää uudelleen, kun avain on saatavilla; sitten `git add { $path }`
finding-unmerged-file = muuttui molemmilla puolilla, eikä muutoksia ole yhdistetty: korjaa tiedosto muokkaimella, sitten `git add { $path }`
finding-unfinished-merge = gitin yhdistäminen (merge) on kesken: kun ristiriitoja ei enää ole, `git commit --no-edit` päättää sen; `git merge --abort` palauttaa kaiken
finding-unfinished-rebase = gitin rebase on kesken: kun ristiriitoja ei enää ole, `git rebase --continue` jatkaa sitä; `git rebase --abort` palauttaa kaiken
finding-unfinished-cherry-pick = gitin cherry-pick on kesken: kun ristiriitoja ei enää ole, `git cherry-pick --continue` päättää sen (`--skip`, jos siitä ei jää mitään); `git cherry-pick --abort` palauttaa kaiken
finding-unfinished-revert = gitin revert on kesken: kun ristiriitoja ei enää ole, `git revert --continue` päättää sen; `git revert --abort` palauttaa kaiken
finding-unfinished-stash = kätkössä (stash) ollutta ei ole otettu kokonaan mukaan: kun ristiriitoja ei enää ole, `git reset`, `rekisteri commit` ja `git stash drop` päättävät sen
finding-overlooked = on tiedosto, jonka muutoksista gitin on käsketty olla välittämättä
finding-shallow = on typistetty klooni (shallow): osa historiasta puuttuu
finding-partial = on osittainen klooni (partial): aiempien kirjausten sisältö ei ole kokonaan täällä, joten mitään ei voi muuttaa
finding-sparse = on harva työkansio (sparse checkout): osa rekisterin tiedostoista on jätetty pois tästä kansiosta, joten mitään ei voi muuttaa
finding-split-index = pitää hakemistonsa (index) kahdessa tiedostossa, mitä ohjelma ei tunne, joten mitään ei voi muuttaa
finding-index-form = pitää hakemistonsa (index) uudemman gitin muodossa, jota ohjelma ei tunne, joten mitään ei voi muuttaa
finding-reftable = pitää haaransa reftable-muodossa, jota ohjelma ei tunne
finding-hash = nimeää kohteensa muulla tiivisteellä kuin SHA-1:llä, mitä ohjelma ei tunne; kopio on samanlainen rekisteri ja hyväksytään uudestaan
finding-extension = käyttää uudemman gitin asetusta, jota ohjelma ei tunne ({ $why })
finding-format-version = on uudemman gitin muodossa, jota ohjelma ei tunne
finding-detached = osoittaa kirjaukseen: mikään haara ei ole käytössä
finding-other-branch = on haarassa `{ $branch }`; rekisterin haara on `main`
finding-remote = on gitin etäsäilö eli paikka, johon rekisteri kulkee, eikä tiedoston `register.toml` mikään `[[processors]]` nimeä sitä: lisää sinne rivit `[[processors]]`, `name = "…"` (kuka sitä pitää), `country = "…"`, `remote = "{ $remote }"`
finding-description = ei ole luettavissa: { $why }
finding-ledger = ei ole luettavissa, joten numeroita ei voi antaa: { $why }
finding-notes = { $why }; rekisteristä ei ole kadonnut mitään
finding-locked = on gitin lukko, joka tehtiin { $age } sitten, eikä mikään git ole käynnissä tässä kansiossa: mitään ei voi kirjata, ennen kuin se on poissa
finding-locked-alive = on gitin lukko, joka tehtiin { $age } sitten, ja git voi olla käynnissä tässä kansiossa: mitään ei voi kirjata, ennen kuin se on valmis
finding-index = puuttuu tai on vioittunut; rekisteristä ei ole kadonnut mitään
finding-unborn = nimeää haaran, jossa ei ole kirjauksia
finding-head-garbage = ei nimeä haaraa eikä kirjausta; rekisteristä ei ole kadonnut mitään
finding-branch-lost = nimeää haaran `{ $branch }`, joka ei johda mihinkään kirjaukseen
finding-half-written = { $n ->
    [one] sisältää tiedoston, jonka
   *[other] sisältää { $n } tiedostoa, jotka
} pysäytetty ohjelma jätti kesken; rekisteristä ei ole kadonnut mitään
finding-pin = kertoo, mitä tässä kansiossa on hyväksytty, eikä sitä voi käyttää: { $why }
finding-pin-closed = kertoo, mitä tässä kansiossa on hyväksytty, eikä järjestelmä anna lukea sitä: { $why }
finding-clear-file = sisältää asiakkaita selväkielisinä: yksi `git add` veisi ne historiaan
finding-clear-tracked = sisältää asiakkaita selväkielisinä, ja git seuraa sitä. Historiassa, jossa se jo on, se säilyy
finding-lost = on viimeisessä kirjauksessa, mutta git on kadottanut sen sisällön
finding-letters-unnoted = on kirje, joka ei ole kenenkään tapahtumissa: ohjelma keskeytyi kirjeitä tehdessään
finding-letters-gone = oli kirje, joka ei ole kenenkään tapahtumissa, ja joku on siirtänyt sen pois: se on ehkä lähetetty
finding-other-attributes = asettaa kansiolle `records/` määritteitä, jotka ohittavat tiedoston `.gitattributes`
mended = korjattu
mended-gc = Se, minkä git oli säilyttänyt selväkielisenä, on poissa ulottuvilta mutta yhä levyllä: `git gc --prune=now` poistaa sen. Sillä välin tehdyissä säilön kopioissa se on myös.
mended-commit = Rekisterin tiedosto muuttui; `rekisteri commit` ottaa sen mukaan.
mended-letters = asiakkaiden { $numbers } kirjeet poistettiin tai oli siirretty pois, eivätkä ne ole asiakkaan tapahtumissa; jos jokin niistä on lähetetty, tee se uudelleen lähetyspäivällä (`--date`), jotta se tulee asiakkaan tapahtumiin
doctor-summary = { $errors ->
    [one] { $errors } virhe
   *[other] { $errors } virhettä
}, { $warnings ->
    [one] { $warnings } varoitus
   *[other] { $warnings } varoitusta
}, { $notes ->
    [one] { $notes } huomautus
   *[other] { $notes } huomautusta
}.
finding-not-pinned = tätä rekisteriä ei ole hyväksytty tässä kansiossa
finding-not-accepted = ei hyväksytty: { $what }

## Rules; each goes on after the field's name
rule-required = on pakollinen
rule-name-or-company = nimi tai yritys on pakollinen
rule-undeclared = ei ole käytössä oleva kenttä
rule-control-character = sisältää ohjausmerkin
rule-several-lines = sisältää rivinvaihdon; kirjoita arvo yhdelle riville
rule-null = on sana ”null”, jota salattuun tiedostoon ei voi tallentaa; kirjoita ”Null”
rule-error-value = on taulukkolaskennan virhearvo; korjaa solu tai tyhjennä se
rule-too-narrow = on ”####”: sarake oli liian kapea; levennä se ja tallenna luettelo uudelleen
rule-placeholder = on ohjelman merkintä puuttuvasta tiedosta, kuten NULL; tyhjennä solu, tai lisää asiakas käsin, jos se on nimi
rule-scientific = on luku muodossa 2,02E+11, josta viimeiset numerot ovat kadonneet; muotoile sarake tekstiksi ja tallenna luettelo uudelleen
rule-damaged-text = sisältää kadonneen kirjaimen (�); tallenna luettelo UTF-8-muodossa siitä ohjelmasta, josta se on
rule-misread-text = sisältää väärin luettuja kirjaimia, kuten ”Ã¤”; tallenna luettelo UTF-8-muodossa siitä ohjelmasta, josta se on
rule-too-long = on pidempi kuin 4096 merkkiä
rule-identity-code = sisältää henkilötunnuksen, jota rekisteri ei tarvitse
rule-identity-code-shape = näyttää henkilötunnukselta, jonka tarkistusmerkki on väärin
rule-number = ei ole asiakasnumero (kokonaisluku 1–999999)
rule-path = ei ole kentän polku kuten customer.email
rule-reserved = on varattu nimi, jota ei voi ottaa käyttöön
rule-twice = on mainittu kahdesti
rule-label-twice = on toisenkin kentän nimi
rule-business-id = ei ole Y-tunnus kuten 0112038-9
rule-business-id-check = on Y-tunnus, jonka tarkistusnumero on väärin
rule-email = ei ole sähköpostiosoite
rule-country = on annettava kahdella kirjaimella, kuten FI
rule-postcode = ei ole viisinumeroinen postinumero; ulkomaan osoitteeseen annetaan myös maa
rule-town-digits = sisältää numeroita; postinumero kuuluu kenttään postcode, ja niiden on sanottava samaa
rule-street-postcode = päättyy postinumeroon ja postitoimipaikkaan; ne kuuluvat omiin kenttiinsä, ja niiden on sanottava samaa
rule-town-abroad = voi olla väärä: postitoimipaikka ja postinumero näyttävät maalta { $country }
rule-country-taken = ei ollut annettu: { $country } on päätelty postitoimipaikasta ja postinumerosta
rule-aland-postcode = on muodoltaan Ahvenanmaan, eikä postitoimipaikkaa tunneta sieltä; jos maa on toinen, anna country
rule-company-as-person = näyttää yrityksen tai yhdistyksen nimeltä, joka kuuluu kenttään company
rule-without-business-id = on ilman Y-tunnusta; nimen muodosta näkee, ettei kyse ole ihmisestä
rule-foreign-business-id = on toisen maan tunnus, jota rekisteriin ei tallenneta; sitä ei lueta
rule-same-as-line = rivi { $line } sanoo samaa; niistä tulee yksi asiakas
rule-same-as-customer = ei kerro mitään, mitä asiakkaasta { $number } ei jo tiedetä; ketään ei lisätä
rule-namesake = on myös asiakkaan { $number } nimi; jos he ovat sama, poista toinen
rule-address-part = puuttuu: osoitteessa on katu, postinumero ja postitoimipaikka tai ei mitään
rule-iban = ei ole IBAN
rule-iban-check = on IBAN, jonka tarkistusnumerot ovat väärin
rule-bic = ei ole BIC kuten NDEAFIHH
rule-language = ei ole fi, sv eikä en
rule-date = ei ole päivämäärä kuten 3.12.2026 tai 2026-12-03
rule-date-two-ways = voi tarkoittaa kahta päivää; kirjoita se muodossa 3.12.2026 tai 2026-12-03
rule-no-such-day = on päivä, jota kalenterissa ei ole
rule-amount = ei ole summa kuten 310,00
rule-amount-two-ways = voi tarkoittaa kahta summaa, desimaaleja tai tuhansia; kirjoita se muodossa 1310,00
rule-above-cap = on enemmän kuin laki sallii
rule-days = ei ole päivien määrä 1–365
rule-consumer-days = on vähemmän kuin 17 päivää, jotka postitettu kirje antaa kuluttajalle vähintään maksuaikaa (päätös KKV/378/14.08.01.05/2022); kirjoita 17 tai enemmän, tai jätä tyhjäksi, niin käytetään oletusta
rule-id = ei ole 16 heksadesimaalinumeroa
rule-url = ei kelpaa: osoitteen pitää alkaa https:// tai http://
rule-recipient = ei ole age-vastaanottaja, jonka alussa on age1
rule-keys-disagree = osoittaa eri asiakkaaseen kuin rivin muut avaimet
rule-several-match = osoittaa useaan asiakkaaseen: { $numbers }
rule-number-taken = on jo toisella asiakkaalla
rule-ragged = rivin solut eivät vastaa otsikkoriviä
rule-repeated = rivi { $line } koskee samaa asiakasta
rule-claim-column = ei ole saatavan osa kuten due_date
rule-claim-state = ei ole laskun tila kuten open tai paid
rule-half-year = ei ole puolivuosi kuten 2026-H2
rule-reference-rate = ei ole viitekorko kuten 2,5 (0–25, puolen prosenttiyksikön välein)
rule-no-such-customer = ei täsmää: rekisterissä ei ole tällaista asiakasta
rule-contact-person = on täällä vain yrityksen yhteyshenkilö; kirjoita yrityksen nimi tai Y-tunnus, tai sähköpostiosoite nimen viereen
rule-other-letters = on kirjoitettu eri kirjaimin kuin lähimmän asiakkaan nimi; kirjoita nimi niin kuin se on rekisterissä, tai Y-tunnus tai sähköpostiosoite
rule-other-number = on laskutusohjelman numero, ja rekisterillä on omat numeronsa
rule-reference-number = ei ole viitenumero
rule-reference-number-check = on viitenumero, jonka tarkiste on väärin
rule-yes-or-no = ei ole kyllä eikä ei
rule-claim-kind = ei ole kuluttaja, yritys, julkinen eikä muu
rule-interest-told = ei ole kyllä eikä ei, eikä prosentti, jonka perässä voi olla päivä, kuten 9,5 % 15.9.2026
rule-open-above-amount = on enemmän kuin laskun summa
rule-currency = ei ole EUR; jätä rivi pois luettelosta tai anna sen summat euroina
rule-open-below-nothing = on negatiivinen (onko maksettu liikaa?); kirjoita 0,00, jos laskusta ei ole mitään maksamatta
rule-open-unsaid = on tyhjä; kirjoita, paljonko laskusta on maksamatta, ja 0,00, jos ei mitään
rule-open-unknown = ei ole tiedossa: lasku on osittain maksettu, eikä luettelo kerro, paljonko
rule-paid-misfit = ei sovi laskun summaan ja avoinna olevaan määrään
rule-credit-above-nothing = kertoo, että rivi on hyvityslasku tai suoritus, mutta sen summa ei ole negatiivinen; kirjoita summan eteen miinus
rule-identity-code-form = on henkilötunnuksen muotoinen; jos se ei ole henkilötunnus, kerro se valitsimella `--not-identity-codes`
rule-due-before-invoice = on ennen laskun päiväystä
rule-sent-before-invoice = on ennen laskun päiväystä; kirjoita päivä, jona tämä lasku lähetettiin
rule-sent-later = on kirjeen päiväyksen jälkeen
rule-kinds-disagree = on toinen kuin saman asiakkaan toisella rivillä
rule-invoice-twice = on myös toisella rivillä
rule-event-number = ei ole asiakkaan tapahtuma; ne numeroidaan `e0001`, `e0002` ja niin edelleen
rule-journal-key = ei kuulu asiakkaan tapahtumaan
rule-event-order = ei ole tapahtuman järjestysnumero päivänsä tapahtumista: toisella 2, kolmannella 3
rule-invoices-and-sums = ei sisällä yhtä summaa laskua kohti
rule-hash = ei ole 64 heksadesimaalinumeroa
rule-file-number = ei ole tiedoston oma numero

## Trust
not-pinned = tätä rekisteriä ei ole hyväksytty tässä kansiossa (uusi kopio tai siirretty): katso se komennolla `rekisteri accept`
sparse = tämä on harva työkansio (sparse checkout): asiakkaita, joiden tiedostot on jätetty pois tästä kansiosta, ei näytetä; `{ $fix }` tuo ne takaisin
pin-damaged = tiedostoa `{ $path }`, joka kertoo mitä täällä on hyväksytty, ei voi lukea: katso rekisteri komennolla `rekisteri accept`
not-committed = { $count ->
    [one] asiakas { $numbers } näytetään niin kuin tiedosto on; se
   *[other] asiakkaat { $numbers } näytetään niin kuin tiedostot ovat; ne
} { $count ->
    [one] ei ole
   *[other] eivät ole
} kirjatun mukaisia: katso `rekisteri diff`, sitten `rekisteri commit`
not-accepted = rekisteri on muuttunut muualta sen jälkeen kun se täällä hyväksyttiin: katso muutokset komennolla `rekisteri accept`
trust-rewritten = historia on kirjoitettu uudelleen: hyväksytty kirjaus { $commit } ei kuulu siihen
trust-lost = hyväksyttyä kirjausta ei enää ole, joten tietueita ei voi verrata siihen
trust-same-files = muualta on tullut kirjauksia, ja jokainen tiedosto on sellainen kuin se hyväksyttiin
trust-opener-added = uusi avain avaa rekisterin: { $recipient } ({ $name })
trust-opener-removed = avain ei enää avaa rekisteriä: { $recipient }
trust-no-recipient = ei ole age-avain, joten sille ei salata mitään: { $recipient } ({ $name })
trust-first-opener-added = avaa rekisterin: { $recipient } ({ $name })
trust-first-setting = { $key }: { $new }
trust-first-file = `{ $path }`{ $kind }
trust-kind-link = {" "}(linkki)
trust-kind-submodule = {" "}(toinen git-varasto)
trust-kind-program = {" "}(ohjelma)
trust-kind-folder = {" "}(kansio)
trust-kind-file = {""}
trust-more-files = ja { $count } muuta tiedostoa ja kansiota
trust-remark-new-data-key = salattu uudella tietoavaimella, kuten joutuu tekemään se, joka ei saa hyväksyttyä versiota auki
trust-remark-lost-events = tapahtumia puuttuu
trust-remark-unsealed = ei ole salattu tietue
trust-unknown-source = Palautettava sisältö ei tiettävästi ole ollut koskaan voimassa tässä kansiossa.
trust-setting = { $key }: { $old } → { $new }
trust-description = `records/register.toml` on muuttunut
trust-ledger = numerokirja on unohtanut annettuja tai poistettuja numeroita
trust-ledger-ahead = numerokirjan mukaan numeroita on annettu numeroon { $last } asti; suurin tietue on { $greatest }
trust-record = asiakas { $number } { $how }{ $remarks }
trust-journal = asiakkaan { $number } tapahtumatiedosto { $how }{ $remarks }
trust-sealed-to = asiakas { $number } on salattu avaimelle, jota ei ole hyväksytty: { $recipient }
trust-file = `{ $path }`{ $kind } { $how }
trust-how-added = lisättiin
trust-how-changed = muutettiin
trust-how-removed = poistettiin
trust-how-rolled-back = palautettiin aiempaan versioon
trust-how-copied = korvattiin asiakkaan { $number } kopiolla
trust-how-reused = lisättiin numerolle, joka on ollut käytössä
accept-nothing = Kaikki täällä on jo hyväksytty.
accept-whole = Tästä rekisteristä ei ole vielä hyväksytty mitään tässä kansiossa. Se sanoo:
accept-differs = Eroaa siitä, mitä täällä viimeksi hyväksyttiin:
accept-rescue = `git log { $commit }` näyttää sen; `git branch rescued { $commit }` säilyttää sen
accept-gone = tällä gitillä ei enää ole kirjausta { $commit }; toisessa kloonissa tai varmuuskopiossa se voi olla: `git fetch KLOONI-TAI-KOPIO main`, sitten `git branch rescued { $commit }`
accept-customers = asiakkaita: { $n }
trust-more = ja { $n } muuta
accept-more = ja { $n } muuta; `rekisteri accept --all` näyttää ne
accept-look = Hyväksy vain se, minkä sinä tai joku tuntemasi teki; kysy heiltä. Hyväksyminen ottaa rekisterin ”{ $register }” sellaisenaan eikä muuta siinä mitään.
accept-no-key = muuttuneita tietueita ei avata: { $why }
accepted = Hyväksytty kirjaukseen { $commit } asti.

## Letters
letter-ended = asiakassuhde { $number } on päättynyt; kirje tehdään silti
letter-interest-untold = `{ $template }` ei kerro viivästyskoron määrää eikä alkamista: kuluttaja ei ole tämän kirjeen perusteella velkaa korkoa (633/1982 6 § 2 mom.)
letters-unprintable = jäävät pois: { $numbers }: PDF-kirjeiden fonteissa ei ole kaikkia kirjeen merkkejä; `--format txt` tekee nämä kirjeet tekstinä. Muita kirjeen saajia: { $rest }.
letters-posted = postitse: { $numbers } ({ $why })
letters-channels = postitse { $post }, sähköpostiluonnoksia { $email }
channel-post = postitse
channel-email = sähköpostilla
channel-why-said = kuten sanoit
channel-why-address = osoite on rekisterissä
channel-why-no-address = ei sähköpostiosoitetta, johon luonnoksen voi kirjoittaa
channel-why-no-sender = ei osoitetta, josta lähettää sähköpostia: `rekisteri describe contact.email=…`
channel-why-consumer-reminder = varovaisuussyystä, ei lain vaatimuksesta: kuluttajan muistutus lähtee sähköpostilla vain valitsimella `--channel email`
channel-why-demand = varovaisuussyystä: vaatimus lähtee sähköpostilla vain, jos velallinen on suostunut siihen; silloin `--channel email` ({ $section } sitoo vain perintätoimen harjoittajia)
channel-why-consent = kuten sanoit; varmista, että velallinen on suostunut siihen ({ $section }, joka sitoo vain perintätoimen harjoittajia)
letters-written = { $n ->
    [one] { $n } asiakirja
   *[other] { $n } asiakirjaa
} kansiossa `{ $path }`. Siinä on henkilötietoja salaamattomina; git ei ota sitä mukaan historiaan.
letters-written-open = { $n ->
    [one] { $n } asiakirja
   *[other] { $n } asiakirjaa
} kansiossa `{ $path }`. Siinä on henkilötietoja salaamattomina rekisterin kansiossa, eikä git ohita sitä: siirrä se muualle tai lisää se tiedostoon `.gitignore`
letters-written-outside = { $n ->
    [one] { $n } asiakirja
   *[other] { $n } asiakirjaa
} kansiossa `{ $path }`. Siinä on henkilötietoja salaamattomina.

## demo
demo-intro = Esittely keksityillä asiakkailla kansiossa `{ $dir }`. Jokaisen rivin, joka alkaa merkillä $, voit kirjoittaa itsekin.
demo-next =
    Siinä olivat tärkeimmät toiminnot: rekisteri on kansiossa `{ $dir }`, asiakirjat ovat kansiossa `{ $dir }/output/`. Kirjoita seuraavaksi:

      cd { $dir }
    {"  "}{ $program } --identity demo-key.txt list
    {"  "}{ $program } --identity demo-key.txt find raahe
    {"  "}{ $program } init ../oma-rekisteri

## Hints
hint-did-you-mean = tarkoititko { $near }?
hint-give-flag = anna se valitsimella `{ $flag }`
hint-passphrase-command = anna `--passphrase-command KOMENTO`, jonka ensimmäinen rivi on tunnuslause, tai aseta REKISTERI_PASSPHRASE_COMMAND
hint-try-passphrase-command = aja komento yksinään ja katso, että sen ensimmäinen rivi on tunnuslause
hint-strong-passphrase = ota vähintään neljä satunnaista sanaa
hint-no-key = avainta haettiin tiedostosta `{ $path }`; anna se valitsimella `--identity TIEDOSTO` (varakopiokin käy: se aukeaa samalla tunnuslauseella) tai aseta REKISTERI_IDENTITY tai SOPS_AGE_KEY_FILE
hint-wrong-key = rekisteri on salattu julkisille avaimille, jotka ovat tiedostossa `records/register.toml` kohdassa [[keys]]; anna toinen avain valitsimella `--identity TIEDOSTO`
hint-wrong-passphrase = kirjoita se uudelleen; tavallisin syy on caps lock tai näppäimistön kieli
hint-wrong-passphrase-command = tunnuslausekomennon tulosteen ensimmäinen rivi ei ole tämän avaimen tunnuslause: aja komento yksin ja katso, että `--passphrase-command` tai REKISTERI_PASSPHRASE_COMMAND nimeää oikean
hint-identity = avaintiedostossa on rivi, jonka alussa on AGE-SECRET-KEY-1, tai se on salattu agella tunnuslauseen taakse
hint-set-clock = Aseta kello oikeaan aikaan (`date` tai järjestelmän asetukset) ja yritä uudelleen.
hint-set-editor = kirjoita `export EDITOR=nano` (tai toisen muokkaimen nimi) tai anna arvot: `rekisteri edit ID KENTTÄ=ARVO`
hint-no-scratch = selväkielisiä arvoja käsitellään vain muistissa, eikä muistinvaraista kansiota löytynyt; anna arvot: `rekisteri edit ID KENTTÄ=ARVO`
hint-yes-or-dry-run = katso suunnitelma valitsimella `--dry-run` tai toteuta se valitsimella `--yes`
hint-add-stdin = kirjoita `rekisteri add -` ja arvot, yksi KENTTÄ=ARVO riville, niin ne eivät jää komentotulkin historiaan
hint-field-value = esimerkiksi email=aino@example.fi
hint-declare = `rekisteri describe fields.{ $field }=Nimi` ottaa uuden kentän käyttöön; tietosuojaseloste luettelee sen sitten
hint-number = ohjelma antaa numeron; tuonti pitää toisen ohjelman numerot
hint-key-value = esimerkiksi bank.iban=FI2112345600000785
hint-settings = `rekisteri describe` luettelee asetukset; luettelot kuten käyttötarkoitukset muutetaan tiedostossa `records/register.toml` ja kirjataan komennolla `rekisteri commit`
hint-find = hae nimen osalla: `rekisteri find TEKSTI`
hint-who-owes = kirjoita `rekisteri letter { $act } ID` yhtä asiakasta varten tai `rekisteri letter { $act } --receivables TIEDOSTO` avointen laskujen luetteloa varten
hint-kind-number = jätä se pois tai anna numero, joka on suunnitelmassa (`--dry-run` näyttää sen): `--kind NUMERO=LAJI`; `rekisteri find TEKSTI` etsii numeron
hint-find-number = hae se komennolla `rekisteri find TEKSTI`
hint-debtor-number = kirjoita `{ $number }`, jos velallinen on hän
hint-claim-date = jätä `--date` pois tai anna päivä, jona se tapahtui
hint-not-disputed = `rekisteri show ID --journal` näyttää kirjatut tapahtumat. Riitautus, joka on vain luettelossa (sarake `disputed`), päätetään luettelossa
hint-suspended = keskeytys päättyy vain peruttaessa: `rekisteri log ID` näyttää sen tunnuksen, `rekisteri undo COMMIT` peruu sen
hint-use-number = valitse asiakas numeron perusteella
hint-targets = nimeä asiakkaat tai anna `--all`, `--where KENTTÄ=ARVO` tai `--from TIEDOSTO`
hint-columns = sen sarakkeet ovat { $columns }; jos nimet ovat toisella rivillä, `--header RIVI`
hint-map = kerro, missä sarakkeessa nimi on: `--map "SARAKE=name_or_company"`; sarakkeet ovat { $columns }; jos nimet ovat toisella rivillä, `--header RIVI`
hint-no-header = ensimmäisellä rivillä näyttää olevan asiakas eikä sarakkeiden nimiä: anna `--no-header`
hint-clash = kerro, mitä ei lueta, esimerkiksi { $flags }, tai mihin muuhun kenttään sarake menee
hint-same-name = ne ovat { $columns }; numero kertoo, mistä niistä on kyse: `--map "{ $column }=KENTTÄ"` tai `--map "{ $column }="`
hint-doubtful = kerro, luetaanko se: `--map "{ $column }={ $field }"` tai `--map "{ $column }="`; vastaus muistetaan
hint-nobodys-credit = korjaa rivi tai poista se luettelosta; ilman sitä kirjeessä saatettaisiin vaatia liikaa
hint-parts = saatavan osat ovat { $parts }; jos yhtäsuuruusmerkin jälkeen ei ole mitään, saraketta ei lueta
hint-claim-states = tilat ovat { $states }; muista kuin tiloista open, partial, disputed ja credit ei koskaan muistuteta
hint-map-unknown = kerro kerran, mitä kukin on, niin se säilytetään: { $flags }
hint-skip-faulty = korjaa yllä nimetyt rivit tai jatka ilman niitä valitsimella `--skip-faulty TIEDOSTO`
hint-journal-of-another = kaksi kloonia antoi numeron { $number } kahdelle asiakkaalle, ja kummallekin kirjoitettiin: peru `git merge --abort`, lisää toinen uudelleen vapaalle numerolle (`rekisteri add -`), tee sen kirjeet uudelleen (`--date`) ja poista sen vanha tietue ja tapahtumatiedosto ennen yhdistämistä
hint-journal-back = `git log --oneline -- { $path }` luettelee sen versiot; `git checkout COMMIT -- { $path }` ja `rekisteri commit` palauttavat niistä yhden
hint-template-ignored = siirrä se pois, tai katso komennolla `git check-ignore -v { $path }`, mikä jättää sen gitin ulkopuolelle, poista se sääntö ja anna `rekisteri commit`
hint-unnoted = ohjelma keskeytyi, ennen kuin se ehti kirjata ne: `rekisteri doctor` nimeää ne kaikki, ja `rekisteri doctor --fix` poistaa ne ja vapauttaa tien uusille kirjeille. Mitä niistä on jo lähetetty, tee uudelleen lähetyspäivällä (`--date`), jotta se tulee asiakkaan tapahtumiin
hint-unnoted-by-hand = ohjelma keskeytyi, ennen kuin se ehti kirjata ne, ja asiakkaiden tapahtumat ovat sen jälkeen muuttuneet: poista ne (`rm`) ja tee kirjeet uudelleen; mitä niistä on jo lähetetty, tee uudelleen lähetyspäivällä (`--date`), jotta se tulee asiakkaan tapahtumiin
hint-taken = nimeä toinen tiedosto, tai siirrä `{ $path }` pois
hint-output-taken = nimeä toinen kansio valinnalla `--output DIR`; ilman sitä jokainen ajo saa oman kansionsa
hint-journal-full = jätä asiakas pois, tai aloita asiakkaan tapahtumat alusta: `git rm { $path }` ja `rekisteri commit` panevat entiset syrjään. Ne säilyvät historiassa (`git log -p -- { $path }`), mutta uudet kirjeet eivät enää tunne niitä
hint-log = `rekisteri log { $number }` näyttää sen historian
hint-recovery-elsewhere = nimeä toinen paikka valitsimella `--recovery TIEDOSTO` tai toinen kansio
hint-init = tee sellainen komennolla `rekisteri init KANSIO` tai nimeä sen kansio valitsimella `-C KANSIO`
hint-root = rekisterin kansio on aina oman git-työpuunsa juuri: siirrä `{ $root }` pois toisen työpuun sisältä
hint-occupied = nimeä kansio, joka on tyhjä tai jota ei vielä ole
hint-export-outside = nimeä paikka sen ulkopuolelta tai sen kansiosta `output/`, jonka git ohittaa: vienti on selväkielinen
hint-force = nimeä toinen paikka tai korvaa tiedosto valitsimella `--force`
hint-commit-all = ota muutos mukaan komennolla `rekisteri commit` tai palauta tiedosto komennolla `git restore { $path }`
hint-ledger = `rekisteri doctor --fix` kirjoittaa sen uudelleen historiasta, ja `rekisteri commit` ottaa sen mukaan
hint-doctor = `rekisteri doctor` kertoo, mikä on vialla ja mitä kirjoittaa
hint-no-head = jos tämä on rekisterin oma git, kirjoita tiedosto uudelleen: `echo 'ref: refs/heads/main' > .git/HEAD`
hint-switch = palaa rekisterin haaraan komennolla `git switch main`
hint-fsck = `git log --stat` ja `git fsck` näyttävät missä; joku on tehnyt sen käsin, joten palaa sitä edeltävään kirjaukseen tai ehjään klooniin
hint-not-a-file = ota pois se, mikä on tiedoston paikalla; kirjattu tiedosto palaa komennolla `git restore { $path }`, asiakas myös komennolla `rekisteri restore NUMERO`
hint-locked = lukko tehtiin { $age } sitten, eikä mikään git ole käynnissä tässä kansiossa: `{ $fix }` poistaa sen; toista sitten komento
hint-locked-alive = lukko tehtiin { $age } sitten, ja git voi olla käynnissä tässä kansiossa: odota, kunnes se on valmis, tai katso komennolla `{ $fix }`; älä poista käynnissä olevan gitin lukkoa
hint-obstacle = `{ $fix }` korjaa asian; toista sitten komento
hint-index = tee gitin hakemisto uudelleen komennolla `rm -f .git/index; git reset`: rekisteristä ei katoa mitään
hint-own-notes = ota `{ $path }` pois: siinä on ohjelman omia muistiinpanoja, eikä rekisteristä katoa mitään
hint-mend-description = korjaa tiedosto tai palauta se komennolla `git restore records/register.toml`; jos se on kirjattu tällaisena, komennolla `git restore --source=KIRJAUS records/register.toml`, jossa KIRJAUS on komennon `git log records/register.toml` näyttämä
hint-reflog = nykyisessä historiassa ei ole tällaista asiakasta; jos historia on korvattu, `git reflog` voi vielä tuntea entisen
hint-mend = korjaa tiedosto tai palauta se komennolla `git restore { $path }`
hint-check = `rekisteri check` nimeää jokaisen tietueen, joka ei ole kunnossa
hint-restore = jos tiedostoa on muutettu viime kirjauksen jälkeen, palauta se komennolla `git restore { $path }`; muuten palauta aiempi versio komennolla `rekisteri restore { $number }`
hint-no-undo = `rekisteri log` näyttää tehdyt muutokset ja niiden tunnukset; `rekisteri restore ID` palauttaa yhden asiakkaan, ja muiden ohjelmien kirjaukset perutaan komennolla `git revert`
hint-undo-later = `rekisteri undo { $commit }` peruu sen; sitten tämänkin voi perua. Yhden asiakkaan tiedot palauttaa `rekisteri restore ID`
hint-undeclared = ota se käyttöön komennolla `rekisteri describe fields.{ $field }=Nimi` tai poista se komennolla `rekisteri edit { $number } { $field }=`
hint-full-disk = vapauta tilaa levyltä (`df -h` näyttää tilan) ja toista komento; `rekisteri check` kertoo, missä kunnossa rekisteri on
hint-template-check = jokaista mallia kokeillaan keksityllä asiakkaalla ennen hyväksymistä; korjaa malli tai palauta tiedosto gitillä (muualta tulleen kirjauksen peruu `git revert KIRJAUS`)
hint-accept = katso muutokset komennolla `rekisteri accept`; se kysyy ennen kuin hyväksyy mitään
hint-state-folder = aseta HOME tai XDG_STATE_HOME
hint-again = katso se uudelleen ja toista komento
hint-in-clear = tiedostossa on asiakas selväkielisenä: ota se pois ja anna arvot komennolle `rekisteri add -` tai `rekisteri edit { $number } -`
hint-read-only = levy tai sen kansio on liitetty vain luettavaksi: `findmnt -T .` näyttää, miten; kirjoituksen sallii koneen ylläpitäjä
hint-sample = tee oma komennolla `rekisteri init KANSIO` tai kokeile komentoa `rekisteri demo`
hint-when = anna päivä, kuten 2026-11-01 tai 1.11.2026, komennon `rekisteri log` näyttämä kirjaus tai gitin nimi kirjaukselle, kuten `HEAD~1`
hint-field-in-use = tyhjennä kenttä ensin: `rekisteri list --where { $field }` luettelee asiakkaat, joilla se on
hint-missing-keys = aseta ne komennolla `rekisteri describe { $keys }`
hint-templates = mallit ovat { $templates }
hint-set = anna se valitsimella `--set { $name }=…` ({ $label })
hint-no-address = anna osoite: `rekisteri edit { $number } billing_address.street=… billing_address.postcode=… billing_address.city=…`
hint-format-txt = kirjoita tämä kirje tekstinä: `--format txt`
hint-merge-again = tiedostossa on avoinna olevan haaran asiakas, yhdistämättä: kun avain on saatavilla (`--identity`, REKISTERI_IDENTITY, REKISTERI_PASSPHRASE_COMMAND), kirjoita `git checkout --merge { $path }` ja `git add { $path }`
hint-merge-check = `rekisteri check` kertoo, miten jatketaan
hint-merge-conflict = voimassa on avoinna olevan haaran arvo; `rekisteri check` kertoo, miten näet toisen ja miten jatketaan
hint-merge-moved = asiakas on täällä { $number }: tee muutos siihen, kun git on valmis
hint-bug = tämä on ohjelman vika; rekisteri on ehjä

## debts
letter-ask-invoice = Laskun numero
letter-ask-invoice-date = Laskun päiväys
letter-ask-due = Laskun eräpäivä
letter-ask-amount = Laskusta maksamatta
letter-ask-kind = Onko { $number } { $name } kuluttaja (k), yritys tai toiminimi (y), julkisyhteisö, kuten kunta, seurakunta tai virasto (j), vai muu, kuten taloyhtiö tai yhdistys (m)
letter-ask-kind-again = Vastaa k, y, j tai m.
letter-ask-columns = Luettelossa on sarakkeita, joita ei tunneta. Kirjoita kustakin, mikä saatavan osa siinä on ({ $parts }), tai - jos saraketta ei lueta. Vastaukset säilytetään.
letter-ask-column = Sarake “{ $column }” ({ $looks }: { $cells })
letter-ask-column-again = Kirjoita osa, esimerkiksi open, amount, paid tai status, tai - jos saraketta ei lueta.
letter-looks-money = näyttää summilta
letter-looks-state = näyttää laskun tiloilta
letter-looks-currency = näyttää valuutoilta
letter-looks-date = näyttää päivämääriltä
letter-looks-yes-no = näyttää kyllä- ja ei-vastauksilta
letter-looks-other = tekstiä
letter-columns-unread = { $n ->
    [one] Yhtä saraketta ei lueta: { $columns }
   *[other] Näitä { $n } saraketta ei lueta: { $columns }
  }
letter-ask-unread = Onko näin oikein? (k/e)
letter-ask-state = Mitä tarkoittaa laskun tila “{ $word }”: { $states }
letter-ask-state-again = Kirjoita jokin näistä: { $states }.
letter-columns-kept = Sarakkeet säilytetään tiedostossa register.toml.
letter-code-forms = Näillä riveillä laskun numero tai selite on henkilötunnuksen muotoinen: { $lines }. Se tulostuisi kirjeeseen.
letter-ask-no-codes = Ovatko ne kaikki muita numeroita kuin henkilötunnuksia? (k/e)
letter-kind-consumer = k
letter-kind-business = y
letter-kind-public = j
letter-kind-other = m
debt-kind-consumer = kuluttaja
debt-kind-business = yritys
debt-kind-public = julkisyhteisö
debt-kind-other = muu
debt-why-listed = luettelon mukaan
debt-why-said = niin sanoit
debt-why-no-company = rekisterissä ei ole yritystä
debt-why-legal-form = Y-tunnus ja yhtiömuoto
debt-why-public-name = nimen mukaan
debt-why-assumed = oletus, koska laji ei ole tiedossa: `--kind { $number }=other`
debt-letter = { $number } { $name }: { $total } viimeistään { $due }; { $kind } ({ $why })
debt-kinds-differ = {"  "}luettelon toisen rivin mukaan velallinen on muuta lajia; kirjeessä on se laji, jolla vaaditaan vähiten
debt-called = {"  "}luettelossa: { $names }
debt-invoice = {"  "}lasku { $invoice }, eräpäivä { $due }, avoinna { $open }
debt-credited = {"    "}kun hyvityslaskut { $sum } on vähennetty
debt-piece = {"    "}korko { $span }, { $days ->
    [one] { $days } päivä
   *[other] { $days } päivää
}, { $percent } %: { $sum } ({ $section })
debt-no-interest-yet = {"    "}korko alkaa { $from } ({ $section })
debt-interest-unknown-start = {"    "}ei korkoa: ei tiedetä, milloin lasku lähetettiin ({ $section })
debt-interest-untold = {"    "}ei korkoa: velalliselle ei ole ilmoitettu voimassa olevaa korkoprosenttia, eikä tämä kirje voi sitä kertoa ({ $section })
debt-interest = {"  "}viivästyskorko { $sum }, sen jälkeen { $day } päivässä { $until } asti ({ $section })
debt-interest-then-unknown = {"  "}viivästyskorko { $sum } kirjeen päiväykseen asti; päiväkorkoa ei tiedetä ilman viitekorkoa puolivuodelta { $half } ({ $section })
debt-interest-by-law = {"  "}korkolain mukainen korko ilman summaa: viitekorko puuttuu puolivuodelta { $halves } ({ $section })
debt-interest-waived = {"  "}korkoa ei vaadita
debt-fee-reminder = muistutusmaksu
debt-fee-compensation = vakiokorvaus
debt-fee = {"  "}{ $what } { $sum } ({ $cap })
debt-fee-from = {"  "}{ $what } { $sum }: { $most } on mahdollinen { $from } alkaen ({ $time })
debt-fee-not-set = {"  "}{ $what } { $sum }: maksua ei ole asetettu; { $most } olisi mahdollinen ({ $cap })
debt-fee-not-set-from = {"  "}{ $what } { $sum }: maksua ei ole asetettu; { $most } olisi mahdollinen { $from } alkaen ({ $time })
debt-fee-sent-late = {"  "}{ $what } { $sum }: lasku lähetettiin alle 14 päivää ennen eräpäivää ({ $time })
debt-fee-sent-unknown = {"  "}{ $what } { $sum }: ei tiedetä, milloin lasku lähetettiin ({ $time })
debt-channel = {"  "}{ $channel }: { $why }
debt-compensated = {"  "}vakiokorvausta vaadittiin jo { $date }: jos se on maksettu, älä vaadi sitä uudelleen, sillä se on kertamaksu laskua kohti ({ $section })
debt-reminded = {"  "}muistutettu jo, viimeksi { $date }
debt-again = {"  "}sama kirje on jo kirjoitettu; lähetä se vain kerran
debt-not-reminded = {"  "}ei vielä muistutettu: harkitse ensin komentoa `letter reminder`
debt-left-disputed = jää pois: { $number } { $name }, lasku { $invoice }: riitautettu ({ $section })
debt-left-suspended = jää pois: { $number } { $name }, lasku { $invoice }: velallinen on pyytänyt perinnän keskeyttämistä ({ $section }); siitä ei enää muistuteta eikä peritä kuluja. Saatavaa voi vaatia tuomioistuimessa viimeistään { $last }
debt-left-barred = jää pois: { $number } { $name }, lasku { $invoice }: vanhentunut { $last } jälkeen, { $since } ({ $section })
debt-since-due = kolme vuotta sovitusta eräpäivästä
debt-since-sending = kolme vuotta laskun lähettämisestä, koska eräpäivää ei ole sovittu
debt-since-letter = kolme vuotta viimeisestä sitä koskevasta kirjeestä
debt-since-unknown = koska laskun lähetyspäivää ei tiedetä eikä eräpäivää ole sovittu: anna `invoice_date` tai `sent_date`
debt-left-unprintable = jää pois: { $number } { $name }, lasku { $invoice }: PDF-kirjeiden fonteissa ei ole kaikkia kirjeen merkkejä; `--format txt` tekee kirjeen tekstinä
debt-left-credit-none = jää pois: { $number } { $name }: hyvityslasku { $invoice } ei kohdistu mihinkään luettelon avoimeen laskuun
debt-left-credit-faulty = jää pois: { $number } { $name }: hyvityslasku { $invoice }: sen lasku voi olla virheellisellä rivillä { $line }
debt-left-credit-several = jää pois: { $number } { $name }: hyvityslasku { $invoice } sopii useaan laskuun
debt-left-credit-exceeds = jää pois: { $number } { $name }: hyvityslasku { $invoice } on suurempi kuin laskun avoin summa
debt-left-faulty = jää pois: { $number } { $name }, lasku { $invoice }: virheellinen rivi { $line } voi olla hyvityslasku
debt-add-rate = Lisää viitekorko: `rekisteri rates add { $half } PROSENTTI`
debt-least-days = Kuluttajalla on maksuaikaa { $channel } { $days } päivää: siitä, kun kirje on viimeistään perillä, on jäätävä kymmenen päivää ({ $section })
debt-derived-rate = Viitekorko puolivuodelta { $half }, { $percent } %, on johdettu Euroopan keskuspankin korosta, sillä ilmoitusta ei ole luettu: vertaa sitä Suomen Pankin sivuun; `rekisteri rates add { $half } { $percent } --source "ILMOITUS"` vahvistaa sen
debt-code-form = rivi { $line }: { $columns } on henkilötunnuksen muotoinen, ja olet sanonut, ettei se ole henkilötunnus; se tulostuu kirjeeseen
debt-closed = Tilansa vuoksi ei muistuteta: { $rows }
debt-closed-paid = maksettuja { $n }
debt-closed-draft = luonnoksia { $n }
debt-closed-cancelled = mitätöityjä { $n }
debt-closed-credited = hyvitettyjä { $n }
debt-closed-collection = perinnässä { $n }
debt-plan = Kirjeitä { $letters }; erääntymättömiä { $undue }, maksettuja { $paid }, pois jätettyjä { $left }, virheellisiä { $faulty }
hint-map-claims = sarakkeet ovat: { $columns }; kerro, mikä on mikä: `--map "SARAKE=OSA"`
hint-claim-parts = saatavan osat ovat { $parts }; sarake, jonka nimessä on väli, kirjoitetaan lainausmerkkeihin: `rekisteri describe "import.receivables.Lasku nro=invoice"`
hint-mapped-twice = poista toinen: `rekisteri describe "import.receivables.{ $column }="`
hint-two-columns = `--map "{ $column }="` jättää sen lukematta, `--map "{ $column }=OSA"` kertoo, mitä muuta siinä on
hint-clash-claims = `rekisteri describe "import.receivables.{ $column }=OSA"` kertoo, mitä sarakkeessa on
hint-add-rate = `rekisteri rates add { $half } PROSENTTI`; korot ovat Suomen Pankin sivuilla
