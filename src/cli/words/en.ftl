# The words people see, in English. Every key stands in fi.ftl too, with the same values; tests hold them together.

## Small words
warning = warning
customers = { $n ->
    [one] { $n } customer
   *[other] { $n } customers
}
absent = –
ended = ended
column-number = No.
column-customer = Customer
column-city = Town
column-email = E-mail

## Fields
field-customer-name = Name
field-customer-company = Company
field-customer-email = E-mail
field-customer-business-id = Business ID
field-billing-address-street = Billing street
field-billing-address-postcode = Billing postcode
field-billing-address-city = Billing town
field-billing-address-country = Billing country
field-postal-address-street = Postal street
field-postal-address-postcode = Postal postcode
field-postal-address-city = Postal town
field-postal-address-country = Postal country
field-state-ended = Ended
field-state-restricted = Restricted
field-state-objected = Objected
field-state-source = Source
field-state-seen = Last checked

## What was done
nothing-changed = Nothing changed.
dry-run = Nothing was changed: this was a dry run.
waiting = another rekisteri is writing here; waiting
memory-open = the system does not let this program close its memory to debuggers and core dumps
recovered = A change that was cut short earlier was completed.
recovered-dropped = A change that was cut short earlier never happened; the register is as it was before it.
recovered-kept = `{ $path }` was changed by hand while a change was cut short; your version is kept, and `rekisteri commit` takes it in.
scratch-swept = { $n ->
    [one] What a killed command had shown in an editor was wiped from memory.
   *[other] What { $n } killed commands had shown in an editor was wiped from memory.
}
selected = { $n } of { $total } match.
ended-customer = The relationship with customer { $number } has ended; the record is kept. `rekisteri restore { $number } --field state.ended` takes it back.
act-init = making the register
act-add = { $n ->
    [one] adding customer { $number }
   *[other] adding { $n } customers
}
act-edit = { $n ->
    [one] change of customer { $number }
   *[other] change of { $n } customers
}
act-import = { $n ->
    [one] import of customer { $number }
   *[other] import of { $n } customers
}
act-restore = { $n ->
    [one] bringing back customer { $number }
   *[other] bringing back { $n } customers
}
act-end = { $n ->
    [one] end of the relationship with customer { $number }
   *[other] end of the relationship with { $n } customers
}
act-journal = { $n ->
    [one] letters to customer { $number }, or what became of a claim
   *[other] letters to { $n } customers
}
act-describe = change of the register's description
act-rekey = { $n ->
    [one] change of the keys of customer { $number }
   *[other] change of the keys of { $n } customers
}
act-erase = { $n ->
    [one] erasure of customer { $number }
   *[other] erasure of { $n } customers
}
act-adopt = { $n ->
    [0] committing files changed by hand
    [one] committing customer { $number } as changed by hand
   *[other] committing { $n } customers as changed by hand
}
act-undo = { $n ->
    [0] an undo
    [one] an undo about customer { $number }
   *[other] an undo about { $n } customers
}
undone-letters = Where letters were taken back, their documents stay in their folder (under `output/`, or where `--output` put them): they should not be sent.
claim-plan = To be noted for { $number } { $name }: { $event }
claim-noted = Noted for { $number } { $name }: { $event }
claim-no-letter = no letter names invoice { $invoice }; letters were about { $others }
claim-settled-later = invoice { $invoice } was settled on { $date }, later than that: letters go by the settlement
claim-no-consumer = customer { $number } does not seem to be a consumer; only a consumer may ask that collection stop (513/1999 4 c §)
future-letters = the date is in the future: { $date }. The letters bear it, and the journal takes them as sent on that day
past-letters = the date is in the past: { $date }. The letters bear it, and the journal takes them as sent on that day; what is time-barred today is left out all the same
future-end = the date is in the future: { $date }. That day is kept as the end, but the customer leaves `list` now
undo-plan = This would be taken back: { $act }
undo-plan-again = The undo would itself be taken back: the change would be in force again ({ $act })
undone = Taken back: { $act }
undone-again = The undo is itself taken back: the change is in force again ({ $act })
init-own-key = the register opens with the key `{ $key }` that you named (by --identity or REKISTERI_IDENTITY); no new key and no recovery file were made
diff-file = `{ $path }` has changes that are not committed; `git diff { $path }` shows them
list-empty = No customers yet: `rekisteri import FILE.csv` or `rekisteri add`.
described = The description was changed.
described-payee = Letters name “{ $holder }” as the payee. It must be the registered name of the account's holder, with which the payer's bank compares it; if the account has another holder: `rekisteri describe bank.holder="NAME"`.
rate-to-come = The half-year { $half } has not begun; its reference rate is known once the Bank of Finland has given notice of it.
committed = Committed `{ $path }`.
export-clear = `{ $path }` holds the customers in clear. Delete it when it is no longer needed.
export-sealed = { $n ->
    [one] { $n } sealed customer was
   *[other] { $n } sealed customers were
} written to `{ $path }`.
diff-none = Nothing has changed since the last commit. `--from 2026-11-01` compares with an earlier day.
diff-none-since = Nothing has changed since then.
log-more = … and { $n } more customers; `rekisteri log ID` tells of one
log-unreadable = cannot be told: { $why }
journal-empty = Nothing has been done about this customer yet.
journal-noted = journal: { $event }
journal-taken-back = journal, taken back: { $event }
journal-act-reminder = reminder
journal-act-demand = demand for payment
journal-act-notice = notice
journal-act-disputed = disputed
journal-act-suspended = collection suspended
journal-act-settled = dispute settled
journal-channel-post = post
journal-channel-email = e-mail
journal-invoices = { $count ->
    [one] invoice { $value }
   *[other] invoices { $value }
}
journal-sum = { $value }
journal-due = to be paid by { $value }
journal-channel = by { $value }
journal-recipient = to { $value }
journal-basis = by { $value }
journal-document = { $value }
journal-note = “{ $value }”
journal-unknown = made by a newer rekisteri (not known here: { $value })
journal-document-typ = PDF letter
journal-document-txt = text letter
journal-document-eml = e-mail draft
letters-noted = Noted in the journal; `rekisteri undo` takes it back.
letters-noted-before = The journal says this already: the same letters were written on this date.
letters-note-left = the letters are noted; the note of this run could not be removed, which the next letters do: { $why }
letters-swept = { $n ->
    [one] A file that was half written when letters were cut short was removed.
   *[other] { $n } files that were half written when letters were cut short were removed.
}
letters-unnoted = letters were being written when the program was ended: { $n ->
    [one] `{ $path }` is in no journal
   *[other] `{ $path }` and others, { $n } in all, are in no journal
}. `rekisteri doctor` names them, `rekisteri doctor --fix` removes them
duplicate = customer { $number } has { $why }
same-business-id = the same business ID
same-email = the same e-mail address
same-name-and-street = the same name and street
same-name = the same name
merge-renumbered = customer { $number } of the other side is now customer { $new }, since { $number } was given to another here; when git is done, `rekisteri commit` takes it in
textconv-sealed = the key asks for a passphrase, or is not here: git shows the sealed text
suspicious = customer { $number }: { $fault }
unreadable = left out: { $why }
identity-readable = others can read your key `{ $path }`; type `chmod 600 { $path }`

## Questions
ask-yes-or-no = Answer y or n.
ask-go-on = Go on? (y/n)
ask-passphrase = Passphrase of { $register }
ask-new-passphrase = New passphrase (four or more random words are good)
ask-passphrase-again = The same again
passphrase-weak = Too easily guessed. Take four or more words that have nothing to do with each other.
passphrases-differ = The two were not the same. Once more.
ask-add-anyway = Add anyway? (y/n)
ask-field = { $label }
add-intro = A new customer. Enter leaves a field empty.
add-tell-notice = Tell the customer where the privacy notice is: { $url }
add-no-notice = Customers are to be told where the privacy notice is, and its address is not set: `rekisteri describe notice_url=https://…`
editor-intro = Change the values between the quotation marks, save and close. An empty value removes the field. Closing without a change changes nothing.
editor-again = { $n ->
    [one] One value is
   *[other] { $n } values are
} not right; the editor opens again with the reason on top.

## init
init-intro = A new customer register. Enter takes what stands in brackets; all of it can be changed later with `rekisteri describe`.
init-controller-name = Name of your company (the controller)
init-name = Name of the register
init-controller-business-id = Business ID (Y-tunnus)
init-controller-street = Street address
init-controller-postcode = Postcode
init-controller-city = Town
init-controller-phone = Phone
init-controller-email = E-mail
init-contact-name = Contact person
init-contact-email = E-mail of the contact person
init-bank-iban = Account that customers pay to (IBAN)
init-bank-holder = Registered name of the account's holder (banks compare the payee's name with it)
init-notice-url = Web address of the privacy notice, if it has one
init-accounting-firm = Accounting firm that helps with overdue receivables, if there is one
init-defaults = Purposes, sources, disclosures and retention are those of an ordinary small company; they stand in `records/register.toml`.
init-made = The register is in `{ $dir }`.
init-key = Your key is `{ $key }`, behind your passphrase. Without this file or without the passphrase nobody can open the register again, you included.
    A recovery copy is `{ $recovery }`: move it to another place, on paper or on a stick. It opens nothing without the passphrase.
init-next = Next: `cd { $dir }`, then `rekisteri import FILE.csv` or `rekisteri add`.
recovery-file =
    Recovery copy of the key of a customer register
    Register:   { $register }
    Public key: { $recipient }

    Keep this file apart from the computer that holds the register. It opens nothing without the passphrase.
    To get the key back, save this file and type:

        umask 077
        sed -n '/^-----BEGIN/,/^-----END/p' { $file } | age -d > key.txt
        rekisteri --identity key.txt list

## import
brief-postal = visits: { $place }
import-ask-intro = The file has columns that are not known. Type the field each one goes to, such as email or billing_address.street; Enter leaves the column out. The answers are kept.
import-ask-column = Column “{ $column }”
import-ask-doubtful = The column “{ $column }” is not known, and its cells look like { $field }. Type the field it goes to, such as { $field }; Enter leaves it unread
import-doubtful = the column “{ $column }” is not read, though its cells look like { $field }; `--map "{ $column }={ $field }"` reads it, `--map "{ $column }="` says that this is right
import-clash = The columns “{ $one }” and “{ $other }” would go to the same field.
import-fault = line { $line }: { $fault }
import-columns = Columns that are read: { $columns }
list-skipped-above-header = Not read, above the column names: { $n ->
    [one] line { $lines }
   *[other] lines { $lines }
}
list-skipped-header-again = Not read, the column names once more: { $n ->
    [one] line { $lines }
   *[other] lines { $lines }
}
list-skipped-total = Not read, totals: { $n ->
    [one] line { $lines }
   *[other] lines { $lines }
}
import-note = { $count ->
    [one] line { $lines }: { $fault }
   *[other] lines { $lines }: { $fault }
}
import-ignored = Columns that are not read: { $columns }
import-plan = { $new } new, { $changed } changed, { $unchanged } unchanged, { $faulty } faulty
progress-opening = opening customers
progress-rendering = writing letters
progress-sealing = sealing customers
progress-writing = putting files in their places
import-done = Imported: { $new } new, { $changed } changed.
import-skipped = { $n ->
    [one] { $n } faulty row was
   *[other] { $n } faulty rows were
} written to `{ $path }`, in clear.
import-clear = `{ $path }` still holds the customers in clear. Delete it when it is no longer needed.

## check
error = error
note = note
check-summary = { $customers ->
    [one] { $customers } customer
   *[other] { $customers } customers
}: { $errors ->
    [one] { $errors } error
   *[other] { $errors } errors
}, { $warnings ->
    [one] { $warnings } warning
   *[other] { $warnings } warnings
}, { $notes ->
    [one] { $notes } note
   *[other] { $notes } notes
}.
finding-duplicate = may be the same as customer { $number }: { $why }
finding-uncommitted = has changes that are not committed
finding-foreign = is no file of a register
finding-letters-miss = is not set, and letters need it
finding-no-notice = is not set; customers are to be told where the privacy notice is (GDPR article 13)
finding-other-keys = is sealed to other keys than `register.toml` names, until its next change
finding-conflict = both sides changed it, and the value of the branch checked out stands for now: `rekisteri diff { $number } --from { $other }` shows the other value → this one; `git add { $path }` keeps this one, and `rekisteri edit { $number }` sets another once git is done
finding-other-customer = is another customer on the other side, of which nothing was taken: `git add { $path }` keeps this one
finding-changed-and-deleted = was changed on one side and deleted on the other: `git add { $path }` keeps it, `git rm { $path }` lets it go
finding-in-clear = holds a customer in clear: take the file out of the register, and give its values to `rekisteri add -` or `rekisteri edit ID -`
finding-journal-of-erased = is the journal of a customer who was erased: `git rm { $path }` and `rekisteri commit` let it go
finding-journal-alone = is the journal of a customer whose record is not here: `rekisteri restore { $number }` brings the record back; `git rm { $path }` and `rekisteri commit` let the journal go
finding-newer-event = has events that a newer rekisteri made; what this one does not know of them is kept
finding-fix = . Type `{ $fix }`
finding-attributes = git treats `{ $path }` otherwise than it must: `{ $attribute }` is { $value }
finding-line-ends = git would change the line ends of sealed records
finding-not-set = does not call this program, so git cannot show or merge sealed records
finding-program-gone = calls `{ $program }`, which is not there
finding-caches = makes git keep customers in clear under `refs/notes`
finding-cached = holds customers in clear
finding-key-readable = is your key, and others can read it
finding-key-inside = is your key and lies in the register's own folder, where a copy of the folder takes it along
finding-key-ignored = is your key and lies in the register's own folder; git ignores it, a copy of the folder takes it along
finding-key-tracked = is your key, and git tracks it: whoever has the repository has the key. It stays in the history; make a new register for a new key
finding-output-tracked = is in clear, and git tracks it. It stays in the history that has it
finding-output-link = is a link or a file, not the folder that letters are written into
finding-output-not-ignored = does not keep `output/` out of git, where letters are written in clear
finding-output-open = holds letters in clear, and others can read it
finding-clock-behind = shows a time before the last commit
finding-clock-ahead = shows a time more than three years after the last commit
finding-no-author = is not set; commits are made in the name of the contact in `register.toml`
finding-not-signed = is not honoured: the program's own commits are not signed
finding-unfinished = git is in the middle of something: { $state }
finding-unmerged = is in conflict since a merge
finding-unmerged-record = was changed on both sides and is not merged: `git checkout --merge { $path }` tries again, with the key at hand; then `git add { $path }`
finding-unmerged-file = was changed on both sides and is not merged: make it right with an editor, then `git add { $path }`
finding-unfinished-merge = git is in the middle of a merge: when nothing is in conflict, `git commit --no-edit` ends it; `git merge --abort` puts everything back
finding-unfinished-rebase = git is in the middle of a rebase: when nothing is in conflict, `git rebase --continue` goes on; `git rebase --abort` puts everything back
finding-unfinished-cherry-pick = git is in the middle of a cherry-pick: when nothing is in conflict, `git cherry-pick --continue` ends it (`--skip` where nothing is left of it); `git cherry-pick --abort` puts everything back
finding-unfinished-revert = git is in the middle of a revert: when nothing is in conflict, `git revert --continue` ends it; `git revert --abort` puts everything back
finding-unfinished-stash = what was stashed is not all taken in: when nothing is in conflict, `git reset`, `rekisteri commit` and `git stash drop` end it
finding-overlooked = is a file whose changes git is told to overlook
finding-shallow = is a shallow clone: part of the history is missing
finding-partial = is a partial clone: what earlier commits hold is not all here, so nothing can be changed
finding-sparse = is a sparse checkout: files of the register are left out of this folder, so nothing can be changed
finding-split-index = has its index in two files, which the program does not know, so nothing can be changed
finding-index-form = has an index of a newer git, which the program does not know, so nothing can be changed
finding-reftable = keeps its branches in a reftable, which the program does not know
finding-hash = names its objects by another hash than SHA-1, which the program does not know; the copy is a register like this one, to be accepted anew
finding-extension = has a setting of a newer git that the program does not know ({ $why })
finding-format-version = has the format of a newer git, which the program does not know
finding-detached = names a commit: no branch is checked out
finding-other-branch = is on the branch `{ $branch }`; a register's is `main`
finding-remote = is a git remote, a place where the register goes, and no `[[processors]]` in `register.toml` names it: write there the lines `[[processors]]`, `name = "…"` (who keeps it), `country = "…"`, `remote = "{ $remote }"`
finding-description = cannot be read: { $why }
finding-ledger = cannot be read, so no number can be given: { $why }
finding-notes = { $why }; nothing of the register is lost
finding-locked = is a lock of git's that was made { $age } ago, and no git runs in this folder: nothing can be recorded until it is gone
finding-locked-alive = is a lock of git's that was made { $age } ago, and a git may run in this folder: nothing can be recorded until it is done
finding-index = is missing or damaged; nothing of the register is lost
finding-unborn = names a branch without a commit
finding-head-garbage = says neither a branch nor a commit; nothing of the register is lost
finding-branch-lost = names the branch `{ $branch }`, which leads to no commit
finding-half-written = { $n ->
    [one] holds a file
   *[other] holds { $n } files
} that a killed program left half written; nothing of the register is lost
finding-pin = says what was accepted in this folder, and cannot be used: { $why }
finding-pin-closed = says what was accepted in this folder, and the system does not let it be read: { $why }
finding-clear-file = holds customers in clear, one `git add` away from the history
finding-clear-tracked = holds customers in clear, and git tracks it. It stays in the history that has it
finding-lost = is in the last commit, and git has lost its content
finding-letters-unnoted = is a letter that is in no journal: the program was ended while it wrote letters
finding-letters-gone = was a letter that is in no journal, and somebody moved it away: it may have been posted
finding-other-attributes = sets attributes for `records/`, which outrank those of `.gitattributes`
mended = mended
mended-gc = What git had kept in clear is out of reach and still on the disk: `git gc --prune=now` deletes it. Copies of the repository made meanwhile have it too.
mended-commit = A file of the register was changed; `rekisteri commit` takes it in.
mended-letters = letters to customers { $numbers } were removed or moved away and are in no journal; if any of them was posted, write it again with the date it was posted on (`--date`), so that the journal knows
doctor-summary = { $errors ->
    [one] { $errors } error
   *[other] { $errors } errors
}, { $warnings ->
    [one] { $warnings } warning
   *[other] { $warnings } warnings
}, { $notes ->
    [one] { $notes } note
   *[other] { $notes } notes
}.
finding-not-pinned = nothing of this register was accepted in this folder
finding-not-accepted = not accepted: { $what }

## Rules; each goes on after the field's name
rule-required = is required
rule-name-or-company = name or company is required
rule-undeclared = is not a declared field
rule-control-character = holds a control character
rule-several-lines = holds a line break; write it on one line
rule-null = is the word “null”, which a sealed file cannot hold; write “Null”
rule-error-value = is an error value of a spreadsheet; mend the cell or empty it
rule-too-narrow = is “####”: the column was too narrow; widen it and save the list again
rule-placeholder = is a program's word for nothing, such as NULL; empty the cell, or add the customer by hand if it is a name
rule-scientific = is a number such as 2,02E+11, whose last digits are lost; format the column as text and save the list again
rule-damaged-text = holds a letter that was lost (�); save the list as UTF-8 from the program that made it
rule-misread-text = holds letters that were decoded wrongly, such as “Ã¤”; save the list as UTF-8 from the program that made it
rule-too-long = is longer than 4096 characters
rule-identity-code = holds a personal identity code, which the register does not need
rule-identity-code-shape = looks like a personal identity code with a wrong check character
rule-number = is not a customer number (a whole number from 1 to 999999)
rule-path = is not a field path such as customer.email
rule-reserved = cannot be declared: the name is reserved
rule-twice = is declared twice
rule-label-twice = is the label of another field too
rule-business-id = is not a business ID such as 0112038-9
rule-business-id-check = has a wrong check digit
rule-email = is not an e-mail address
rule-country = is not a two-letter country code such as FI
rule-postcode = is not a postcode of five digits; for another country give the country too
rule-town-digits = holds digits; the postcode goes into postcode, and the two must agree
rule-street-postcode = ends in a postcode and a town; they go into fields of their own, and must agree with them
rule-town-abroad = may be wrong: the town and its postcode look like { $country }
rule-country-taken = was not given: { $country } is taken from the town and its postcode
rule-aland-postcode = is one of Åland’s by its form, and the town is not known to be there; give country where it is another
rule-company-as-person = looks like the name of a company or an association, which belongs in company
rule-without-business-id = has no business ID; the name’s form tells that it is no person
rule-foreign-business-id = is a number of another country, which the register does not hold; it is not read
rule-same-as-line = line { $line } says the same; the two are taken as one
rule-same-as-customer = says nothing that customer { $number } is not known by; nobody is added
rule-namesake = is the name of customer { $number } too; if they are the same, remove one of them
rule-address-part = is missing: an address needs street, postcode and city, or nothing
rule-iban = is not an IBAN
rule-iban-check = is an IBAN with wrong check digits
rule-bic = is not a BIC such as NDEAFIHH
rule-language = is not one of the languages fi, sv, en
rule-date = is not a date such as 3.12.2026 or 2026-12-03
rule-date-two-ways = may mean two days; write it as 3.12.2026 or 2026-12-03
rule-no-such-day = is a day that the calendar does not have
rule-amount = is not a sum such as 310,00
rule-amount-two-ways = may mean two sums, with decimals or with thousands; write it as 1310,00
rule-above-cap = is more than the law allows
rule-days = is not a number of days from 1 to 365
rule-consumer-days = is less than the 17 days that a letter by post must give a consumer for paying (decision KKV/378/14.08.01.05/2022); write 17 or more, or nothing for the default
rule-id = is not 16 hexadecimal digits
rule-url = is not an address that begins with https:// or http://
rule-recipient = is not an age recipient that begins with age1
rule-keys-disagree = points to another customer than the other keys of this row
rule-several-match = points to several customers: { $numbers }
rule-number-taken = belongs to another customer here
rule-ragged = does not have the cells of the header line
rule-repeated = line { $line } is about the same customer
rule-claim-column = is not a part of a claim such as due_date
rule-claim-state = is not a state of an invoice such as open or paid
rule-half-year = is not a half-year such as 2026-H2
rule-reference-rate = is not a reference rate such as 2,5 (0 to 25, in half percentage points)
rule-no-such-customer = is of no customer here
rule-contact-person = is only a company's contact person here; write the company's name or business ID, or the e-mail address beside it
rule-other-letters = has other letters than the name of the nearest customer here; write the name as the register has it, or the business ID or e-mail address
rule-other-number = is the invoicing program's number, and the register gives its own
rule-reference-number = is not a reference number
rule-reference-number-check = is a reference number with a wrong check digit
rule-yes-or-no = is neither yes nor no
rule-claim-kind = is not consumer, business, public or other
rule-interest-told = is neither yes nor no, nor a percentage with or without a day, such as 9,5 % 15.9.2026
rule-open-above-amount = is more than the invoice's sum
rule-currency = is not EUR; leave the row out of the list, or give its sums in euros
rule-open-below-nothing = is below nothing (was it overpaid?); write 0,00 where nothing is unpaid
rule-open-unsaid = is empty; write what is unpaid of the invoice, and 0,00 where nothing is
rule-open-unknown = is not known: a part of the invoice is paid, and the list does not say how much
rule-paid-misfit = does not fit the invoice's sum and what is open of it
rule-credit-above-nothing = says that the row is a credit note or a payment, and its sum is not below nothing; write it with a minus
rule-identity-code-form = has the form of a personal identity code; where it is none, say so with `--not-identity-codes`
rule-due-before-invoice = is before the invoice's date
rule-sent-before-invoice = is before the invoice's date; write the day on which this invoice was sent
rule-sent-later = is later than the letter's date
rule-kinds-disagree = differs from that of another row about the same customer
rule-invoice-twice = stands on another row too
rule-event-number = is no event of a journal; they are counted `e0001`, `e0002` and so on
rule-journal-key = is no part of a journal's event
rule-event-order = is not the place of an act in its day: 2 of the second, 3 of the third
rule-invoices-and-sums = does not have one sum for each invoice
rule-hash = is not 64 hexadecimal digits
rule-file-number = is not the number of its file

## Trust
not-pinned = this register was never accepted in this folder (a new clone, or moved): look at it with `rekisteri accept`
sparse = this is a sparse checkout: customers whose files are left out of this folder are not shown; `{ $fix }` brings them back
pin-damaged = `{ $path }`, which says what was accepted here, cannot be read: look at the register with `rekisteri accept`
not-committed = { $count ->
    [one] customer { $numbers } is shown as the file stands, which
   *[other] customers { $numbers } are shown as their files stand, which
} is not what was committed: see `rekisteri diff`, then `rekisteri commit`
not-accepted = the register has changed from elsewhere since it was last accepted here: look at it with `rekisteri accept`
trust-rewritten = the history was rewritten: the accepted commit { $commit } is not part of it
trust-lost = the accepted commit is gone, so the records cannot be compared with it
trust-same-files = commits came from elsewhere, and every file is as it was accepted
trust-opener-added = a new key can open the register: { $recipient } ({ $name })
trust-opener-removed = a key can no longer open the register: { $recipient }
trust-no-recipient = no age recipient, so nothing is sealed to it: { $recipient } ({ $name })
trust-first-opener-added = can open the register: { $recipient } ({ $name })
trust-first-setting = { $key }: { $new }
trust-first-file = `{ $path }`{ $kind }
trust-kind-link = {" "}(a link)
trust-kind-submodule = {" "}(another repository)
trust-kind-program = {" "}(a program)
trust-kind-folder = {" "}(a folder)
trust-kind-file = {""}
trust-more-files = and { $count } more files and folders
trust-remark-new-data-key = sealed under a new data key, as by somebody who cannot open the accepted version
trust-remark-lost-events = events are missing
trust-remark-unsealed = not sealed as a record is
trust-unknown-source = What this brings back was never in force in this folder, as far as is known here.
trust-setting = { $key }: { $old } → { $new }
trust-description = `records/register.toml` changed
trust-ledger = the ledger forgets numbers that were given or erased
trust-ledger-ahead = the ledger says that numbers up to { $last } were given; the greatest record is { $greatest }
trust-record = customer { $number } { $how }{ $remarks }
trust-journal = the journal of customer { $number } { $how }{ $remarks }
trust-sealed-to = customer { $number } is sealed to a key that was not accepted: { $recipient }
trust-file = `{ $path }`{ $kind } { $how }
trust-how-added = was added
trust-how-changed = was changed
trust-how-removed = was removed
trust-how-rolled-back = was rolled back to an earlier version
trust-how-copied = was replaced by a copy of customer { $number }
trust-how-reused = was added under a number that was used before
accept-nothing = Everything here is accepted already.
accept-whole = Nothing of this register was accepted in this folder yet. This is what it says:
accept-differs = Not as it was last accepted here:
accept-rescue = `git log { $commit }` shows it; `git branch rescued { $commit }` keeps it
accept-gone = this git no longer has { $commit }; another clone or a backup may: `git fetch CLONE-OR-BACKUP main`, then `git branch rescued { $commit }`
accept-customers = customers: { $n }
trust-more = and { $n } more
accept-more = { $n } more; `rekisteri accept --all` shows them
accept-look = Accept only what you or somebody you know did; ask them. Accepting takes “{ $register }” as it is, and changes no file of it.
accept-no-key = changed records are not opened: { $why }
accepted = Accepted as of { $commit }.

## Letters
letter-ended = the relationship with customer { $number } has ended; the letter is written all the same
letter-interest-untold = `{ $template }` does not tell the rate of late interest and when it begins: a consumer owes none on account of this letter (633/1982 6 § 2 mom.)
letters-unprintable = left out: { $numbers }: the fonts of PDF letters lack a character of the letter; `--format txt` writes these as text. { $rest ->
    [one] { $rest } other customer gets a letter.
   *[other] { $rest } other customers get letters.
}
letters-posted = by post: { $numbers } ({ $why })
letters-channels = { $post } to post, { $email ->
    [one] { $email } e-mail draft
   *[other] { $email } e-mail drafts
}
channel-post = by post
channel-email = by e-mail
channel-why-said = as you said
channel-why-address = the register has an address
channel-why-no-address = no e-mail address that a draft can carry
channel-why-no-sender = no address to write e-mail from: `rekisteri describe contact.email=…`
channel-why-consumer-reminder = out of caution, not by law: a consumer's reminder goes by e-mail with `--channel email` only
channel-why-demand = out of caution: a demand goes by e-mail only where the debtor has agreed to that; then `--channel email` ({ $section } binds collectors only)
channel-why-consent = as you said; see that the debtor has agreed to that ({ $section }, which binds collectors only)
letters-written = { $n ->
    [one] { $n } document
   *[other] { $n } documents
} in `{ $path }`. It holds personal data in clear; git ignores it.
letters-written-open = { $n ->
    [one] { $n } document
   *[other] { $n } documents
} in `{ $path }`. It holds personal data in clear, inside the register, and git does not ignore it: move it away, or add it to `.gitignore`
letters-written-outside = { $n ->
    [one] { $n } document
   *[other] { $n } documents
} in `{ $path }`. It holds personal data in clear.

## demo
demo-intro = A demonstration on invented customers, in `{ $dir }`. Every line that begins with $ is a command you can type yourself.
demo-next =
    That was the main job: the register is `{ $dir }`, the documents are in `{ $dir }/output/`. Type next:

      cd { $dir }
    {"  "}{ $program } --identity demo-key.txt list
    {"  "}{ $program } --identity demo-key.txt find raahe
    {"  "}{ $program } init ../my-register

## Hints
hint-did-you-mean = did you mean { $near }?
hint-give-flag = give it with `{ $flag }`
hint-passphrase-command = give `--passphrase-command CMD`, whose first line is the passphrase, or set REKISTERI_PASSPHRASE_COMMAND
hint-try-passphrase-command = run the command by itself and see that its first line is the passphrase
hint-strong-passphrase = take four or more random words
hint-no-key = looked for `{ $path }`; give the key with `--identity FILE` (the recovery copy will do: it opens with the same passphrase), or set REKISTERI_IDENTITY or SOPS_AGE_KEY_FILE
hint-wrong-key = the register is sealed for the public keys in `records/register.toml` under [[keys]]; give another key with `--identity FILE`
hint-wrong-passphrase = type it again; caps lock and the keyboard's language are the usual reasons
hint-wrong-passphrase-command = the first line that the passphrase command prints is not this key's passphrase: run the command by itself, and see that `--passphrase-command` or REKISTERI_PASSPHRASE_COMMAND names the right one
hint-identity = an identity file holds a line that begins with AGE-SECRET-KEY-1, or is one that age encrypted with a passphrase
hint-set-clock = Set the clock (`date`, or the settings of the system), then do it again.
hint-set-editor = type `export EDITOR=nano` (or the name of another editor), or give the values: `rekisteri edit ID FIELD=VALUE`
hint-no-scratch = values in clear are shown in memory only, and no memory-backed folder was found; give the values instead: `rekisteri edit ID FIELD=VALUE`
hint-yes-or-dry-run = look at it with `--dry-run`, carry it out with `--yes`
hint-add-stdin = type `rekisteri add -` and the values, one FIELD=VALUE a line, so that they stay out of the shell's history
hint-field-value = for example email=aino@example.fi
hint-declare = `rekisteri describe fields.{ $field }=Label` declares a new field; the privacy notice then lists it
hint-number = the program gives the number; an import keeps those of another program
hint-key-value = for example bank.iban=FI2112345600000785
hint-settings = `rekisteri describe` lists the settings; lists such as purposes are changed in `records/register.toml` and taken in with `rekisteri commit`
hint-find = look for a part of the name with `rekisteri find TEXT`
hint-who-owes = type `rekisteri letter { $act } ID` for one customer, or `rekisteri letter { $act } --receivables FILE` for a list of open invoices
hint-kind-number = leave it out, or give a number that stands in the plan (`--dry-run` shows it): `--kind NUMBER=KIND`; `rekisteri find TEXT` finds a number
hint-find-number = find it with `rekisteri find TEXT`
hint-debtor-number = type `{ $number }`, if that is who owes it
hint-claim-date = leave `--date` out, or give the day on which it happened
hint-not-disputed = `rekisteri show ID --journal` shows what was noted. A dispute that stands only in the list (column `disputed`) is ended in the list
hint-suspended = nothing but taking it back ends a suspension: `rekisteri log ID` names its commit, `rekisteri undo COMMIT` takes it back
hint-use-number = name one by its number
hint-targets = name customers, or give `--all`, `--where FIELD=VALUE` or `--from FILE`
hint-columns = its columns are { $columns }; if they stand on another line, `--header LINE`
hint-map = say which: `--map "COLUMN=name_or_company"`; the columns are { $columns }; if their names stand on another line, `--header LINE`
hint-no-header = the first line seems to hold a customer, not the names of columns: give `--no-header`
hint-clash = say what is not to be read, such as { $flags }, or the field that the column goes to instead
hint-same-name = they are { $columns }; the number says which is meant: `--map "{ $column }=FIELD"` or `--map "{ $column }="`
hint-doubtful = say whether it is to be read: `--map "{ $column }={ $field }"` or `--map "{ $column }="`; the answer is kept
hint-nobodys-credit = mend that row, or take it out of the list; without it a letter might ask for too much
hint-parts = the parts of a claim are { $parts }; nothing behind the sign leaves the column unread
hint-claim-states = the states are { $states }; all but open, partial, disputed and credit are never reminded of
hint-map-unknown = say once what each is, and it is kept: { $flags }
hint-skip-faulty = mend the lines named above, or go on without them with `--skip-faulty FILE`
hint-journal-of-another = two clones gave { $number } to two customers and both wrote letters: put back with `git merge --abort`, add one of the two anew under a free number (`rekisteri add -`), write its letters' events anew (`--date`), and let its old record and journal go before merging
hint-journal-back = `git log --oneline -- { $path }` names its versions; `git checkout COMMIT -- { $path }` and `rekisteri commit` bring one back
hint-template-ignored = move it away, or see by `git check-ignore -v { $path }` what ignores it, take that out, and `rekisteri commit`
hint-unnoted = the program was ended before it could note them: `rekisteri doctor` names them all, and `rekisteri doctor --fix` removes them and lets letters be written again. What was posted of them, write again with the date it was posted on (`--date`), so that the journal knows
hint-unnoted-by-hand = the program was ended before it could note them, and the journals have changed since: delete them (`rm`) and write the letters again; what was posted of them, write again with the date it was posted on (`--date`), so that the journal knows
hint-taken = name another file, or move `{ $path }` away
hint-output-taken = name another folder with `--output DIR`; without `--output` each run gets a folder of its own
hint-journal-full = leave the customer out, or begin the journal anew: `git rm { $path }` and `rekisteri commit` put it aside. What it said stays in the history (`git log -p -- { $path }`), and plans of letters no longer know of it
hint-log = `rekisteri log { $number }` shows its history
hint-recovery-elsewhere = name another place with `--recovery FILE`, or another folder
hint-init = make one with `rekisteri init DIR`, or name its folder with `-C DIR`
hint-root = a register is the root of a git work tree of its own: move `{ $root }` out of the other one
hint-occupied = name a folder that is empty or does not exist yet
hint-export-outside = name a place outside of it, or in its `output/`, which git ignores: what is exported is in clear
hint-force = name another place, or write over it with `--force`
hint-commit-all = take the change in with `rekisteri commit`, or put the file back with `git restore { $path }`
hint-ledger = `rekisteri doctor --fix` writes it anew from the history, and `rekisteri commit` takes it in
hint-doctor = `rekisteri doctor` says what is wrong and what to type
hint-no-head = if this is a register's repository, write the file anew: `echo 'ref: refs/heads/main' > .git/HEAD`
hint-switch = go back to the register's branch with `git switch main`
hint-fsck = `git log --stat` and `git fsck` show where; somebody made it by hand, so go back to the commit before it, or to a clone that is whole
hint-not-a-file = take away what stands in that place; what was committed comes back with `git restore { $path }`, a customer also with `rekisteri restore NUMBER`
hint-locked = the lock was made { $age } ago, and no git runs in this folder: `{ $fix }` takes it away; then repeat the command
hint-locked-alive = the lock was made { $age } ago, and a git may run in this folder: wait until it is done, or look with `{ $fix }`; do not delete the lock of a git that runs
hint-obstacle = `{ $fix }` mends it; then repeat the command
hint-index = make git's index anew with `rm -f .git/index; git reset`: nothing of the register is lost
hint-own-notes = take `{ $path }` away: it holds the program's own notes, and nothing of the register is lost
hint-mend-description = mend the file, or put it back with `git restore records/register.toml`; where it was committed as it is, with `git restore --source=COMMIT records/register.toml` and a COMMIT of `git log records/register.toml`
hint-reflog = the history as it stands now has no such customer; if it was replaced, `git reflog` may still have what was before
hint-mend = mend the file, or put it back with `git restore { $path }`
hint-check = `rekisteri check` names every record that is not right
hint-restore = if the file was changed since the last commit, put it back with `git restore { $path }`; else bring back an earlier version with `rekisteri restore { $number }`
hint-no-undo = `rekisteri log` names the acts and their commits; `rekisteri restore ID` brings back one customer, and `git revert` takes back commits that are not this program's
hint-undo-later = `rekisteri undo { $commit }` takes that one back; then this one can be. Or bring back one customer with `rekisteri restore ID`
hint-in-clear = the file holds a customer in clear: take it away, and type the values into `rekisteri add -` or `rekisteri edit { $number } -`
hint-undeclared = declare it with `rekisteri describe fields.{ $field }=Label`, or take it away with `rekisteri edit { $number } { $field }=`
hint-full-disk = make room on the disk (`df -h` shows it) and repeat the command; the register is as the next `rekisteri check` says
hint-template-check = every template is tried on an invented customer before it is accepted; mend it, or put the file back with `git` (`git revert COMMIT` for one that was pushed)
hint-accept = see what changed with `rekisteri accept`, which asks before it takes anything
hint-state-folder = set HOME, or XDG_STATE_HOME to a folder of your own
hint-again = look at it again and repeat the command
hint-read-only = the disk or a folder on it is mounted read-only: `findmnt -T .` shows how, and mounting it for writing is up to whoever looks after the machine
hint-sample = make one of your own with `rekisteri init DIR`, or try `rekisteri demo`
hint-when = write a date such as 2026-11-01 or 1.11.2026, a commit from `rekisteri log`, or as git names one, `HEAD~1`
hint-field-in-use = empty the field first: `rekisteri list --where { $field }` names the customers
hint-missing-keys = set them with `rekisteri describe { $keys }`
hint-templates = the templates are { $templates }
hint-set = give it with `--set { $name }=…` ({ $label })
hint-no-address = give the address: `rekisteri edit { $number } billing_address.street=… billing_address.postcode=… billing_address.city=…`
hint-format-txt = write this letter as text: `--format txt`
hint-merge-again = the file keeps the record of the branch checked out, unmerged: with the key at hand (`--identity`, REKISTERI_IDENTITY, REKISTERI_PASSPHRASE_COMMAND), type `git checkout --merge { $path }` and `git add { $path }`
hint-merge-check = `rekisteri check` says how to go on
hint-merge-conflict = the record keeps the value of the branch checked out; `rekisteri check` says how to see the other one and how to go on
hint-merge-moved = the customer is { $number } here: make the change there when git is done
hint-bug = this is a fault of the program; the register is unharmed

## debts
letter-ask-invoice = The invoice's number
letter-ask-invoice-date = The invoice's date
letter-ask-due = The day it should have been paid by
letter-ask-amount = The sum still owed of it
letter-ask-kind = Is { $number } { $name } a consumer (c), a business or sole trader (b), a public body such as a municipality, parish or state office (p), or other, such as a housing company or association (o)
letter-ask-kind-again = Answer c, b, p or o.
letter-ask-columns = The list has columns that are not known. For each, type the part of a claim that it holds ({ $parts }), or - where it is not to be read. The answers are kept.
letter-ask-column = Column “{ $column }” ({ $looks }: { $cells })
letter-ask-column-again = Type a part such as open, amount, paid or status, or - where the column is not to be read.
letter-looks-money = looks like sums
letter-looks-state = looks like states
letter-looks-currency = looks like currencies
letter-looks-date = looks like dates
letter-looks-yes-no = looks like yes and no
letter-looks-other = text
letter-columns-unread = { $n ->
    [one] One column is not read: { $columns }
   *[other] { $n } columns are not read: { $columns }
  }
letter-ask-unread = Is that right? (y/n)
letter-ask-state = What is the status “{ $word }”: { $states }
letter-ask-state-again = Type one of { $states }.
letter-columns-kept = The columns are kept in register.toml.
letter-code-forms = On these lines an invoice's number or description has the form of a personal identity code: { $lines }. The letters would print it.
letter-ask-no-codes = Is none of them a personal identity code? (y/n)
letter-kind-consumer = c
letter-kind-business = b
letter-kind-public = p
letter-kind-other = o
debt-kind-consumer = consumer
debt-kind-business = business
debt-kind-public = public body
debt-kind-other = other
debt-why-listed = the list says so
debt-why-said = you said so
debt-why-no-company = no company in the register
debt-why-legal-form = business ID and legal form
debt-why-public-name = by its name
debt-why-assumed = assumed, for the kind is not known: `--kind { $number }=other`
debt-letter = { $number } { $name }: { $total } by { $due }; { $kind } ({ $why })
debt-kinds-differ = {"  "}by the list the debtor is another kind on another row; the letter takes the kind that asks least
debt-called = {"  "}in the list: { $names }
debt-invoice = {"  "}invoice { $invoice }, due { $due }, open { $open }
debt-credited = {"    "}after credit notes of { $sum }
debt-piece = {"    "}interest { $span }, { $days ->
    [one] { $days } day
   *[other] { $days } days
}, { $percent } %: { $sum } ({ $section })
debt-no-interest-yet = {"    "}interest from { $from } ({ $section })
debt-interest-unknown-start = {"    "}no interest: it is not known when the invoice was sent ({ $section })
debt-interest-untold = {"    "}no interest: the debtor was not told the percentage in force, and this letter cannot state it ({ $section })
debt-interest = {"  "}interest { $sum }, then { $day } a day to { $until } ({ $section })
debt-interest-then-unknown = {"  "}interest { $sum } to the letter's date; what a day adds is not known without the reference rate for { $half } ({ $section })
debt-interest-by-law = {"  "}interest by the Interest Act without a sum: no reference rate for { $halves } ({ $section })
debt-interest-waived = {"  "}interest waived
debt-fee-reminder = reminder fee
debt-fee-compensation = standard compensation
debt-fee = {"  "}{ $what } { $sum } ({ $cap })
debt-fee-from = {"  "}{ $what } { $sum }: { $most } possible from { $from } ({ $time })
debt-fee-not-set = {"  "}{ $what } { $sum }: none is set; { $most } would be possible ({ $cap })
debt-fee-not-set-from = {"  "}{ $what } { $sum }: none is set; { $most } would be possible from { $from } ({ $time })
debt-fee-sent-late = {"  "}{ $what } { $sum }: the invoice was sent less than 14 days before its due date ({ $time })
debt-fee-sent-unknown = {"  "}{ $what } { $sum }: it is not known when the invoice was sent ({ $time })
debt-channel = {"  "}{ $channel }: { $why }
debt-compensated = {"  "}the letter of { $date } asked for the standard compensation already: if it was paid, waive it now, for it is due once an invoice ({ $section })
debt-reminded = {"  "}reminded before, last on { $date }
debt-again = {"  "}this very letter has been written before; send it once
debt-not-reminded = {"  "}not reminded before: consider `letter reminder` first
debt-left-disputed = left out: { $number } { $name }, invoice { $invoice }: disputed ({ $section })
debt-left-suspended = left out: { $number } { $name }, invoice { $invoice }: the debtor asked that collection stop ({ $section }); no fees or reminders any more. It can be claimed in court, until { $last } at the latest
debt-left-barred = left out: { $number } { $name }, invoice { $invoice }: time-barred after { $last }, { $since } ({ $section })
debt-since-due = three years from the agreed due date
debt-since-sending = three years from the invoice's sending, for no due date was agreed
debt-since-letter = three years from the last letter about it
debt-since-unknown = for it is not known when the invoice was sent, and no due date was agreed: give `invoice_date` or `sent_date`
debt-left-unprintable = left out: { $number } { $name }, invoice { $invoice }: the fonts of PDF letters lack a character of the letter; `--format txt` writes it as text
debt-left-credit-none = left out: { $number } { $name }: credit note { $invoice } names no open invoice of the list
debt-left-credit-faulty = left out: { $number } { $name }: credit note { $invoice }: its invoice may stand on the faulty line { $line }
debt-left-credit-several = left out: { $number } { $name }: credit note { $invoice } fits several invoices
debt-left-credit-exceeds = left out: { $number } { $name }: credit note { $invoice } is greater than what is open of its invoice
debt-left-faulty = left out: { $number } { $name }, invoice { $invoice }: the faulty row on line { $line } may be a credit note
debt-add-rate = Add the reference rate: `rekisteri rates add { $half } PERCENT`
debt-least-days = Consumers have { $days } days to pay { $channel }: ten must remain from when the letter reaches them at the latest ({ $section })
debt-derived-rate = The reference rate for { $half }, { $percent } %, is derived from the rate of the European Central Bank, for the notice was not read: compare it with the Bank of Finland's page; `rekisteri rates add { $half } { $percent } --source "NOTICE"` confirms it
debt-code-form = line { $line }: { $columns } has the form of a personal identity code, and you have said that it is none; the letter prints it
debt-closed = Not reminded because of their status: { $rows }
debt-closed-paid = { $n } paid
debt-closed-draft = { $n ->
    [one] 1 draft
   *[other] { $n } drafts
  }
debt-closed-cancelled = { $n } cancelled
debt-closed-credited = { $n } credited
debt-closed-collection = { $n } in collection
debt-plan = { $letters ->
    [one] { $letters } letter
   *[other] { $letters } letters
}; { $undue } not due, { $paid } paid, { $left } left out, { $faulty } faulty
hint-map-claims = the columns are: { $columns }; say which is which with `--map "COLUMN=PART"`
hint-claim-parts = the parts of a claim are { $parts }; a column with a space is quoted: `rekisteri describe "import.receivables.Invoice no=invoice"`
hint-mapped-twice = take one of them away: `rekisteri describe "import.receivables.{ $column }="`
hint-two-columns = `--map "{ $column }="` leaves it unread, `--map "{ $column }=PART"` says what else it holds
hint-clash-claims = `rekisteri describe "import.receivables.{ $column }=PART"` says what the column holds
hint-add-rate = `rekisteri rates add { $half } PERCENT`; the rates are on the Bank of Finland's pages
