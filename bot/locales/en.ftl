# Every word that Letterdrop says in English.
#
# A problem has three texts: what happened, .why, and .next (what to do). Its key is the name of its
# class in bot/problems.py; its variables are the class's fields. Certificates are linked by a button,
# so texts say "in the console".

## Answers

heading-accepted = Letter accepted
heading-accepted-revocation = Revocation letter accepted
heading-again = Already accepted, nothing uploaded
heading-not-uploaded = Not uploaded
    .sentence = The letter for certificate { $certificate } was not uploaded.
    .bare = The letter was not uploaded.
heading-refused = Refused by Tencent Cloud
    .sentence = Tencent Cloud refused the letter for certificate { $certificate }.
    .bare = Tencent Cloud refused the letter.
heading-console = Please upload this letter in the console
    .sentence = The letter for certificate { $certificate } has to go through the console.
    .bare = The letter has to go through the console.
heading-none-needed = No letter needed
    .sentence = Certificate { $certificate } needs no letter.
    .bare = This certificate needs no letter.
heading-unclear = It is not clear whether the letter arrived
    .sentence = It is not clear whether the letter for certificate { $certificate } arrived.
    .bare = It is not clear whether the letter arrived.

accepted = Tencent Cloud has accepted { $name } for certificate { $certificate }.
    .by-status = { $name } should be there: the answer to the upload got lost, but certificate { $certificate } is not waiting for a letter now.
    .next = The CA reviews it now: usually 3–5 working days for OV, 5–7 for EV. It may phone your company, so please pick up.
    .next-ov = The CA reviews it now, which usually takes 3–5 working days. It may phone your company, so please pick up.
    .next-ev = The CA reviews it now, which usually takes 5–7 working days. It may phone your company, so please pick up.
accepted-revocation = Tencent Cloud has accepted { $name } as the revocation letter for certificate { $certificate }.
    .by-status = { $name } should be there as the revocation letter: the answer to the upload got lost, but certificate { $certificate } is not waiting for one now.
    .next = The CA reviews it now and then revokes the certificate, for good. Wherever it is still in use, put another one in its place.
progress = The console shows the progress.
    .watched = I watch the certificate, and tell you here when the CA has decided.
again = { $name } is the same letter that Tencent Cloud has accepted for certificate { $certificate } before ({ $when }).
    .next = Nothing was uploaded this time, and there is nothing to do. Only if the console asks for a letter again: upload it there, or drop a new scan here.
left =
    { $count ->
        [one] { $names } was not uploaded: this kind of file cannot be a letter.
       *[other] { $names } were not uploaded: these kinds of files cannot be letters.
    }

working =
    .upload = Uploading { $name } for certificate { $certificate } …
    .check = Looking at { $name } for certificate { $certificate } …
    .wait = { $name } for certificate { $certificate } has to be mended and waits its turn …
    .mend = Making { $name } fit for certificate { $certificate } …
summary = { $accepted } of { $total } letters accepted
    .file = the file
    .open = It waits for an answer to the question in this thread.
    .more = { $count } more
submitted = { $user } hands in { $name } for certificate { $certificate }.
    .note = Note: { $note }

certificate = { $certificate } ({ $domain })
letter =
    { $kind ->
        [revoke] revocation letter
       *[confirm] confirmation letter
    }

paragraph = { $first } { $second }
label-file = File
label-product = Product
label-error = Error code
label-message = Tencent Cloud's message
label-request = RequestId
label-lookup = RequestId of the status check
button-console = Open in console
button-first = See the first answer
button-stop = Stop watching

## How it ended

ending-issued = { $user } The certificate is issued, so { $name } has done its work.
    .title = Certificate issued
    .valid = { $user } The certificate is issued and valid from { $begins } to { $ends }, so { $name } has done its work.
    .next = Download it in the console and put it on your servers.
ending-revoked = { $user } The certificate is revoked, as { $name } asked for.
    .title = Certificate revoked
    .next = Browsers do not trust it any more: wherever it is still in use, put another one in its place.
ending-revoked-meanwhile = { $user } The certificate has been revoked, which cannot be undone.
    .title = Certificate revoked
    .next = If you need a new certificate, order it in the console, and drop its letter here with the new ID.
ending-not-revoked = { $user } The revocation has ended, and the certificate was not revoked.
    .title = Not revoked
    .valid = { $user } The revocation has ended, and the certificate was not revoked: it is valid until { $ends }.
    .next = See in the console why. If it is still to be revoked, apply for that there again, and drop the new letter here with the certificate ID.
ending-sent-back = { $user } Tencent Cloud waits for a confirmation letter again, so { $name } did not do.
    .title = The CA wants another letter
    .next = See in the console what is missing, have the letter sealed again, and drop the new scan into this thread; the ID is not needed again.
ending-revocation-sent-back = { $user } Tencent Cloud waits for a revocation letter again, so { $name } did not do.
    .title = The CA wants another revocation letter
    .next = See in the console what is missing, and drop the new scan into this thread; the ID is not needed again.
ending-confirmation-wanted = { $user } The certificate waits for a confirmation letter now.
    .title = The CA wants a confirmation letter
    .next = Download the letter in the console, have it sealed, and drop it into this thread; the ID is not needed again.
ending-revocation-wanted = { $user } Somebody has applied for the certificate to be revoked, and it waits for a revocation letter now.
    .title = The CA wants a revocation letter
    .next = If that is right, drop the revocation letter into this thread. If not, withdraw the application in the console.
ending-reason = Tencent Cloud's reason: { $reason }.
ending-rejected = { $user } The CA has not accepted the application with { $name }.
    .title = Review failed
ending-information-missing = { $user } Tencent Cloud asks for the certificate's information again.
    .title = Information not yet submitted
    .next = Submit it in the console, which then gives you a new letter. Have that sealed, and drop it into this thread; the ID is not needed again.
ending-cancelled = { $user } The certificate's order has been cancelled, which settles { $name }.
    .title = Order cancelled
    .next = If you still need the certificate, apply for it again in the console. When it asks for a letter, drop it here with the ID that it shows then.
ending-refunded = { $user } The certificate's order has been refunded, which settles { $name }.
    .title = Order refunded
    .next = If you still need a certificate, order it in the console, and drop its letter here with the new ID.
ending-expired = { $user } The certificate has expired.
    .title = Certificate expired
    .next = Renew it in the console. The new certificate has an ID of its own: when the console asks for its letter, drop it here with that ID.
ending-other = { $user } The certificate's state is now: { $state }.
    .title = The state has changed
    .next = Look in the console what that means for you.
ending-still-open = { $user } { $days } days after { $name } I have not heard of a decision by the CA, so I stop watching the certificate.
    .title = Still no decision
    .next = Look in the console what it waits for, or ask Tencent Cloud's support.

## Questions

question =
    { $count ->
        [one] Which certificate is { $names } for?
       *[other] Which certificate are { $names } for?
    }
    .several =
        { $count ->
            [one] You named { $candidates }. Which one is { $names } for?
           *[other] You named { $candidates }. Which of them are { $names } for?
        }
    .unknown =
        { $count ->
            [one] The account has no certificate { $certificate } (upper and lower case matter; it may belong to another account or site). Which one is { $names } for?
           *[other] The account has no certificate { $certificate } (upper and lower case matter; it may belong to another account or site). Which one are { $names } for?
        }
    .write = Reply here with its ID, e.g. { $example }.
    .pick = Choose it, or reply here with that ID.
    .choose = Choose it, or reply here with its ID or domain name.
search-certificate = Search by ID or domain
button-no-letter = Not a letter

which-file = Which of the files is the letter for certificate { $certificate }? Tencent Cloud keeps one file per certificate: if the letter has several pages, put them into one PDF and drop that.
    .pages = Which of the files is the letter for certificate { $certificate }? Tencent Cloud keeps one file per certificate: if all of them are pages of one letter, I can join them in this order.
choose-file = Choose a file
button-join = Join into one PDF

revocation = This letter revokes a certificate
    .told = The certificate waits for its revocation letter, and { $name } would be sent as that.
    .spoken = Certificate { $certificate } waits for its revocation letter, and { $name } would be sent as that.
    .next = Revoking cannot be undone. Send the letter only if no server needs this certificate any more.
    .dialog-title = Revoke this certificate?
    .dialog = The letter for certificate { $certificate } ({ $domain }) goes to the CA, which then revokes the certificate. This cannot be undone.
button-revoke = Send revocation letter
button-do-not-send = Do not send
button-cancel = Cancel

mended =
    { $pages ->
        [one] { $why }, so I have made { $letter } of { $names } (one page).
       *[other] { $why }, so I have made { $letter } of { $names } ({ $pages } pages).
    }
    .title = Please look at the mended letter
    .call = Please look at the mended letter for certificate { $certificate }.
    .changes = What I did: { $changes }.
    .sizes = { $before } became { $after }.
    .open = Open the file in this thread
    .next = { $open }: it goes out exactly as it stands there. Are all words and the seal legible?
    .for-console = { $why }, so take the adjusted { $letter } from this thread.
    .unasked = { $why }, so the letter was adjusted before the upload, as whoever runs this bot has set it.
mended-why =
    .joined = The files are the pages of one letter
    .script = The PDF would run something when it is opened
    .format = Tencent Cloud takes no { $kind } files
    .size = { $size } is more than the { $limit } that Tencent Cloud takes
    .brand = Tencent Cloud takes no { $kind } files for this certificate's brand
    .pages = Only some of the pages are the letter
    .other = Tencent Cloud would not take the file as it is
change =
    .joined = joined the files into one PDF
    .pages = kept the chosen pages only
    .converted = converted { $was } to { $kind }
    .rendered = turned its pages into pictures
    .shrunk = reduced the resolution
    .recompressed = compressed it more
    .script = removed what it would have run
    .rotated = turned it upright
    .greyscale = gave up the colours
    .location = removed where it was taken
    .metadata = removed hidden data such as the camera's
concern =
    .blank = { $pages ->
        [1] There is nothing on the page. If it should not be blank, scan it again.
       *[other] There is nothing on one of the pages. If it should not be blank, scan it again.
    }
    .little-ink = { $pages ->
        [1] There is hardly anything on the page. If something is missing, scan it again.
       *[other] There is hardly anything on one of the pages. If something is missing, scan it again.
    }
    .too-dark = { $pages ->
        [1] The page is so dark that it can hardly be read. If it is, scan it again in good light.
       *[other] One of the pages is so dark that it can hardly be read. If it is, scan it again in good light.
    }
    .too-coarse = { $pages ->
        [1] The page has so few pixels across that small print can hardly be read. If it cannot, send its parts as pages, or a PDF.
       *[other] One of the pages has so few pixels across that small print can hardly be read. If it cannot, send its parts as pages, or a PDF.
    }
    .missing-characters = Some of its text could not be drawn: the fonts are neither in the PDF nor on the bot's server. Save it once more with its fonts embedded.
    .annotations = Lines, shapes or stamps drawn on the PDF are not on the adjusted pages. Print it to a new PDF so that they stay.
    .signature = The PDF's digital signature is lost by this. If the CA needs it, save a smaller PDF where it was signed.
    .attachments = Files are attached to this PDF; they are lost by this. If the letter is one of them, drop that file here.
doubt =
    .title = Can this letter be read?
    .call = Please look at the letter for certificate { $certificate }.
    .blank = { $name } is blank: there is nothing on any of its pages.
    .too-dark = { $name } is so dark that it can hardly be read.
    .too-coarse = { $name } has so few pixels across that small print can hardly be read.
    .next = Open it: are all words and the seal of the right letter legible? If not, scan it again and drop that into this thread.
button-send-mended = Send this
button-send-another = I'll send another

which-pages = There are { $count } pages in { $names }. Which of them are the letter for certificate { $certificate }? The picture in this thread shows them with their numbers.
    .together = The { $count } pages of { $names } do not fit into one letter and stay legible. Which of them are the letter for certificate { $certificate }? The picture in this thread shows them with their numbers.
    .choose = Choose the pages
    .one = Page { $page }
    .more = Pages { $first } to { $last }

other-name = This letter speaks of { $named }, the certificate is for { $own }.
    .title = Is this the right letter?
    .call = Is this the right letter for certificate { $certificate }?
    .next = Upload { $name } only if it is meant for this certificate.
button-send-anyway = Upload anyway

hint =
    .nonsense = Please reply with the certificate's ID, e.g. { $example }.
    .unknown-certificate = The account has no certificate { $said } (upper and lower case matter). Please copy the ID from the console.
    .unknown-domain = No certificate for { $said } waits for a letter. Please reply with the certificate's ID, e.g. { $example }.
    .several-for-domain = Several certificates for { $said } wait for a letter. Please choose one in the question, or reply with its ID.
    .several-named = You named { $said }. Please choose in the question, or reply with the ID alone.
    .not-offered = That is none of the choices. Please choose one of those in the question.
    .button = Please answer with the buttons or the menu of the question above, or drop a better file here.

invitation = Now drop the letter for certificate { $certificate } here.
    .forwarded = Slack shows me no file of the message you forwarded. Please drop the letter itself here.
    .forwarded-named = Slack shows me no file of the message you forwarded. Please drop the letter for certificate { $certificate } itself here.

closed =
    .certificate = { $user } chose certificate { $certificate } for { $name }.
    .file = { $user } chose { $name } for certificate { $certificate }.
    .mended = { $user } looked at { $name } and lets it go out for certificate { $certificate }.
    .anyway = { $user } lets { $name } go out for certificate { $certificate } all the same.
    .joined = { $user } lets the { $count } files be joined into one letter for certificate { $certificate }.
    .pages =
        { $count ->
            [one] { $user } chose page { $pages } of { $names }.
           *[other] { $user } chose pages { $pages } of { $names }.
        }
    .another =
        { $count ->
            [one] { $user } will send another letter: { $names } was not uploaded. Drop it in this thread, the ID is not needed again.
           *[other] { $user } will send another letter: { $names } were not uploaded. Drop it in this thread, the ID is not needed again.
        }
    .replaced =
        { $count ->
            [one] { $names } was not uploaded: a newer letter for certificate { $certificate } has gone out.
           *[other] { $names } were not uploaded: a newer letter for certificate { $certificate } has gone out.
        }
    .taken-back =
        { $count ->
            [one] { $names } was taken back, so nothing was uploaded.
           *[other] { $names } were taken back, so nothing was uploaded.
        }
    .confirmed = { $user } confirmed that the revocation letter for certificate { $certificate } goes out.
    .unconfirmed = Nobody confirmed within { $days } days that certificate { $certificate } is to be revoked, so { $name } was not sent. If it is still to go out, drop it here again with the certificate ID.
    .dismissed =
        { $count ->
            [one] { $user } closed the question: { $names } was not uploaded.
           *[other] { $user } closed the question: { $names } were not uploaded.
        }

## The form

form = Hand in a letter
    .submit = Hand in
    .certificate = Certificate
    .search-hint = Those that wait for a letter. Any other ID can be typed, e.g. { $example }; upper and lower case matter.
    .write-hint = Its ID as the console shows it, e.g. { $example }. Upper and lower case matter.
    .file = Letter
    .note = Note
    .note-hint = Shown with the letter in Slack; Tencent Cloud does not get it.

fault-unreadable = I could not read this form, so nothing was handed in. I may have been updated since it was opened: close it, open it again and fill it in once more, or drop the letter into a chat with me.
fault-certificate = This is no certificate ID: it has eight letters and digits, e.g. { $example }.
fault-no-file = Please add the letter.
fault-several-files = Please keep one file: Tencent Cloud takes one per certificate. Put all pages into one PDF.
fault-file-type = This kind of file cannot be a letter. Tencent Cloud accepts PDF, JPG and PNG.
fault-file-empty = This file is empty. Please save or scan the letter again.
fault-file-too-small = This file is too small: Tencent Cloud accepts { $smallest } or more. Please scan the letter again.
fault-file-too-large = This file is too large to be mended, which goes up to { $largest }. Scan it at 150 dpi, or export a smaller PDF.

## Lists

pending =
    { $count ->
        [0] No certificate is waiting for a letter
        [one] { $count } certificate is waiting for a letter
       *[other] { $count } certificates are waiting for a letter
    }
    .page = Page { $page } of { $pages }
    .last = Last letter: { $letter }
waits =
    { $kind ->
        [revoke] Waiting for its revocation letter
       *[confirm] Waiting for its confirmation letter
    }
    .ordered =
        { $kind ->
            [revoke] Waiting for its revocation letter · ordered { $day }
           *[confirm] Waiting for its confirmation letter · ordered { $day }
        }
button-hand-in =
    { $kind ->
        [revoke] Hand in revocation letter
       *[confirm] Hand in letter
    }
digest =
    { $kind ->
        [revoke] Waiting for their revocation letter
       *[confirm] Waiting for their confirmation letter
    }
    .ordered = ordered { $day }
button-previous = Previous
button-next = Next
fact =
    .stage = Details: { $value }
    .product = Product: { $value }
    .alias = Alias: { $value }
    .names = Further names: { $value }
    .ordered = Ordered: { $value }
    .valid = Valid: { $value }
span = { $begins } to { $ends }
history =
    { $count ->
        [0] No letters yet
        [one] Last letter
       *[other] Last { $count } letters
    }

## Home and help

home-title = How to upload a confirmation letter
home-steps =
    1. Drop the sealed letter into a direct message to me, or into a channel I'm in.
    2. Write the certificate ID in the same message, e.g. { $example }.
    3. I upload the letter to Tencent Cloud and answer in its thread.
home-limits = One file per certificate, all pages in it: PDF, JPG or PNG, { $smallest } to { $largest }. Anything larger, or another image format, I adjust and show you first.
home-more = { $count } more: { $command }
warning-may-not-list = I cannot show what waits for a letter: my key at Tencent Cloud may not list certificates. Tell whoever runs this bot: allow ssl:DescribeCertificates for it in CAM.
warning-no-users-read = I cannot tell guests from members, nor see who reads which language. So I show no lists, and nobody can let a revocation letter go out. Tell whoever runs this bot: add the scope users:read and reinstall the app in Slack.
warning-slow = Tencent Cloud does not answer now, so I cannot show what waits for a letter. Please come back in a few minutes.
help = Commands
    .form = `/letter` or `/letter ID`: the form to upload a letter
    .pending = `/letter pending`: what is waiting for a letter
    .status = `/letter status ID`: the status of a certificate
    .history = `/letter history`: the last 20 letters, and what the CA has decided
    .help = `/letter help`: this page
    .nearest = Did you mean { $command }?

## Told to one person

shortcut-no-file = This message has no file. Use the shortcut on the message with the letter.
form-not-opened = The form did not open in time. Please try once more, or drop the letter here with the certificate ID.
question-closed = This question is closed. Its message tells why.
watching-ended = This letter is not watched any more.
ask-again = Slack or the letter needs a moment. Please try once more in a few seconds.
no-status = Tencent Cloud does not tell me now how certificate { $certificate } stands. The console does: { $page }

## Sizes and lists

size-bytes =
    { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }
size-kilobytes = { $count } KB
size-megabytes = { $count } MB
list-comma = { $first }, { $second }
no-name = the file
list-and = { $first } and { $second }
phrases = { $first }, { $second }
    .and = { $first } and { $second }
list-more = { $first } and { $count } more

## The file at Slack

file-deleted = { $name } was deleted before I could read it.
    .why = The file is no longer in Slack.
    .next = Please drop the letter here again with the certificate ID.
file-hidden = Slack no longer hands out { $name }.
    .why = The file is older than the history that your Slack plan shows.
    .next = Please drop the letter here as a new file with the certificate ID.
remote-file = { $name } is a link to a file at another service.
    .why = I can only read files that are stored in Slack.
    .next = Please download the file and drop it here with the certificate ID.
slack-document = { $name } is a Slack document, such as a canvas or an e-mail.
    .why = Tencent Cloud accepts PDF, JPG and PNG files only.
    .next = Please drop the sealed letter here as a PDF, JPG or PNG file with the certificate ID.
file-not-visible = Slack does not let me see { $name }.
    .why = The file is private, or I am not a member of the channel that it was shared in.
    .next = Upload the file here as a new one with the certificate ID; or invite me to the channel it is from, then drop or forward it again.
files-scope-missing = Slack did not let me download { $name }.
    .why = I lack the permission to read files, or access to this one.
    .next = Tell whoever runs this bot: add the scope files:read and reinstall the app in Slack. Then drop the letter again.
foreign-host = { $name } is stored at { $host }, outside of Slack.
    .why = To keep my Slack token safe, I only download from Slack.
    .next = Download the file and drop it here as a new one. If that does not help, tell whoever runs this bot: check SLACK_API_URL.
slack-unreachable = Slack did not hand out { $name }, after several tries.
    .why = Slack is busy or out of reach for the moment.
    .next = Please wait a few minutes, then drop the letter again.
incomplete-download = { $name } did not arrive whole: { $received } came instead of { $expected }.
    .why = The download from Slack was interrupted or disturbed.
    .next = Please drop the letter here again with the certificate ID.

## The letter itself

empty-file = { $name } is empty.
    .why = It holds no data; saving or scanning it may have failed.
    .next = Please save or scan the letter again, then drop it here with the certificate ID.
file-too-small = { $name } is only { $size }.
    .why = Tencent Cloud accepts { $limit } or more, so this can hardly be a whole letter.
    .next = Please scan the sealed letter again, then drop it here with the certificate ID.
file-too-large = { $name } is { $size }.
    .why = Tencent Cloud accepts up to { $limit }.
    .next = Scan it again at 150 dpi, or export the PDF at a smaller size, then drop it here with the certificate ID.
truncated-file = { $name } is incomplete: the end of the { $format } file is missing.
    .why = The CA could not open it. Saving or uploading it was probably interrupted.
    .next = Please save or scan the letter again, check that it opens, then drop it here with the certificate ID.
web-page = { $name } is a web page, not a letter.
    .why = Tencent Cloud accepts PDF, JPG and PNG files only.
    .next = Please download the letter itself (you may have to sign in there first), then drop it here with the certificate ID.
office-document = { $name } is { $format ->
        [word] a Word document
        [excel] an Excel workbook
        [powerpoint] a PowerPoint presentation
        [opendocument] an OpenDocument file
        [RTF] an RTF document
       *[other] an office document
    }.
    .why = Tencent Cloud accepts PDF, JPG and PNG files only.
    .next = Print it, have it sealed and scan it, or save it as a PDF if the seal is in it. Then drop that here with the certificate ID.
other-format = { $name } is { $format ->
        [video] a video
        [audio] a sound recording
        [mail] an e-mail
       *[other] an { $format } file
    }.
    .why = Tencent Cloud accepts PDF, JPG and PNG files only.
    .next = { $format ->
        [mail] If the letter is attached to it, save that and drop it here with the certificate ID.
       *[other] Please scan the sealed letter or save it as a PDF, then drop it here with the certificate ID.
    }
archive = { $name } is an archive ({ $format }).
    .why = Tencent Cloud accepts PDF, JPG and PNG files only.
    .next = Please unpack it and drop the letter itself here, as one file, with the certificate ID.
executable = { $name } is a program, not a letter.
    .why = Tencent Cloud accepts PDF, JPG and PNG files only.
    .next = Please do not open it. Check where it came from, then drop the sealed letter here with the certificate ID.
unsupported-image = { $name } is a picture in { $format } format.
    .why = Tencent Cloud accepts PDF, JPG and PNG files only.
    .next = Please save the picture as JPG, then drop it here with the certificate ID.
unknown-file = { $name } is not a PDF, JPG or PNG file.
    .why = Tencent Cloud accepts these three only, and the content counts, not the name.
    .next = Please scan the sealed letter or save it as a PDF, then drop it here with the certificate ID.
png-not-taken = { $name } is a PNG file.
    .why = For this certificate's brand (WoTrus, DNSPod SM2) Tencent Cloud takes PDF, JPG and GIF, but no PNG.
    .next = Please save the letter as PDF or JPG, then drop it here with the certificate ID.

## A look inside the letter

password-protected = { $name } is locked with a password.
    .why = Neither Tencent Cloud nor the CA could open it.
    .next = Please save it without a password, or print it to a new PDF. Then drop that here with the certificate ID.
locked-for-people = { $name } is locked for certain people only.
    .why = No password opens it, so neither Tencent Cloud nor the CA could read it.
    .next = Please ask its author for an open copy, or scan the sealed letter. Then drop that here with the certificate ID.
damaged-file = { $name } cannot be opened: the { $format } file is damaged.
    .why = The CA could not open it either. Saving, scanning or sending it may have failed.
    .next = Please save or scan the letter again, check that it opens, then drop it here with the certificate ID.
unreadable-image = { $name } is a rare kind of { $format } that I cannot read.
    .why = The CA may not be able to open it either.
    .next = Please save the picture as JPG, then drop it here with the certificate ID.
no-pages = { $name } is a PDF without a page.
    .why = Saving or exporting it has probably failed.
    .next = Please save or scan the letter again, check that it shows, then drop it here with the certificate ID.
dynamic-form = { $name } is a form that only Adobe Reader can show.
    .why = The CA would see a note that the document cannot be displayed (XFA form).
    .next = Please print it to a new PDF, or print, seal and scan it. Then drop that here with the certificate ID.
portfolio = { $name } is a PDF portfolio: the letter is one of the files within it.
    .why = The CA would see a page that only says so.
    .next = Please save the letter from it as a file of its own and drop that here with the certificate ID.
too-many-pages = { $name } has { $pages } pages.
    .why = A letter has a few; I take up to { $most }.
    .next = Please save the pages of the sealed letter as a PDF of their own, then drop that here with the certificate ID.
too-many-pixels = { $name } has { $megapixels } megapixels.
    .why = I open pictures of this format up to { $most } megapixels only, since larger ones may be a trap.
    .next = Please take the photo again with 12 megapixels, or save it as a smaller JPG. Then drop that here with the certificate ID.
huge-page = { $name } has a page that is more than five metres long or wide.
    .why = No letter has; such a file may be a trap, or its export has failed.
    .next = Please print the letter to a new PDF in A4, or scan it. Then drop that here with the certificate ID.
two-files-in-one = { $name } holds a second file of another kind.
    .why = What you see in it need not be what the CA sees; such files are made to deceive.
    .next = Please scan the sealed letter again, or print it to a new PDF. Then drop that here with the certificate ID.
check-stopped = { $name } could not be checked.
    .why = To open it takes more time or memory than any letter should.
    .next = Please scan the letter again at 300 dpi or less, or print it to a new PDF. Then drop that here with the certificate ID.
cannot-shrink = { $name } cannot be made small enough and stay legible.
    .why = It has { $size }, and I bring letters below { $limit } to be sure that Tencent Cloud accepts them.
    .next = Please scan only the pages of the letter, at 150 dpi or in black and white, then drop it here with the certificate ID.
too-large-to-mend = { $name } is { $size }.
    .why = Tencent Cloud accepts a small part of that, and I can shrink files up to { $limit } only.
    .next = Please scan it again at 150 dpi, or export the PDF at a smaller size. Then drop that here with the certificate ID.
cannot-show = I cannot show you in this thread what I would send of { $name }, so nothing was uploaded.
    .why = Slack does not let me put files here, and nobody has looked at what I would send.
    .next = Tell whoever runs this bot: add the scope files:write and reinstall the app in Slack. Then drop the letter again.

## The drop

question-expired =
    { $days ->
        [one] Nobody named the certificate within { $days } day.
       *[other] Nobody named the certificate within { $days } days.
    }
    .why = Without its ID I do not know where the letter belongs.
    .next = Please drop the letter here again with the certificate ID.
nobody-agreed =
    { $days ->
        [one] Nobody answered the question about this letter within { $days } day.
       *[other] Nobody answered the question about this letter within { $days } days.
    }
    .why = Without an answer it does not go out.
    .next = Please drop the letter here again with the certificate ID.
channel-not-allowed = I do not take letters in this channel.
    .why = I take them in { $channels }, and in a direct message to me.
    .next = Please drop the letter there, or ask whoever runs this bot to open this channel for letters.
guest-not-allowed = Guests may not hand in letters here.
    .why = Whoever runs this bot lets full members do that only.
    .next = Please ask a full member to drop the letter, or ask whoever runs this bot to let guests do it.
external-not-allowed = People of other workspaces may not hand in letters here.
    .why = Whoever runs this bot lets members of its own workspace do that only.
    .next = Please ask a member to drop the letter, or to ask whoever runs this bot to let other workspaces do it.
not-in-usergroup = Only members of { $groups } may hand in letters here.
    .why = Whoever runs this bot has chosen who may.
    .next = Please ask one of them to drop the letter, or ask whoever runs this bot to let you in.
usergroups-unknown = I cannot tell whether you may hand in letters, so nothing was uploaded.
    .why = Only members of certain user groups may, and Slack does not tell me who they are.
    .next = Tell whoever runs this bot: add the scope usergroups:read, reinstall the app in Slack, and check which user groups may. Then drop the letter again.
person-unknown = I cannot tell whether you are a member here, so I show you no lists, and you cannot let a revocation letter go out.
    .why = Slack does not tell me who is a member, a guest, or from another workspace.
    .next = Tell whoever runs this bot: add the scope users:read and reinstall the app in Slack. Confirmation letters you can still drop.

## The certificate takes no letter now

dv-certificate = This is a DV certificate, which needs no letter.
    .why = For DV the CA checks the domain only.
    .next = There is nothing to upload. If the domain has not been validated yet, do that in the console. If the letter is for another certificate, drop it again with that ID.
uploaded-certificate = This certificate was uploaded to Tencent Cloud, not bought there.
    .why = Only a certificate that was bought there has a letter there.
    .next = Check the ID in the console. If it is right, send the letter to the company that sold the certificate.
information-missing = The information for this certificate has not been submitted yet.
    .why = Tencent Cloud takes the letter only after that.
    .next = Check the ID. If it is right, choose “Submit Information” in the console; it then gives you this certificate's own letter. Have that sealed, and drop it here.
free-not-submitted = This is a free certificate whose information has not been submitted yet.
    .why = Free certificates are DV: the CA checks the domain only, so there is no letter.
    .next = Submit the information and validate the domain in the console. If the letter is for another certificate, drop it again with that ID.
review-failed = The review of this certificate has failed.
    .why = { $stage ->
        [domain-refused] The CA's security check did not let the domain pass.
        [dcv-timeout] The domain was not validated in time, so the order was closed.
        [papers-refused] The CA did not accept the documents; it will phone the contact person.
        [unexplained] Tencent Cloud gives no reason.
       *[other] Tencent Cloud's reason: { $status_msg }.
    }
    .next = { $stage ->
        [domain-refused] Ask Tencent Cloud's support about the domain, or apply again for another one.
        [dcv-timeout] Apply for the certificate again in the console. When it asks for a letter, drop it here with the ID that it shows then.
       *[other] Correct the information in the console and submit it again. When it asks for a letter after that, drop it here.
    }
already-in-review = This certificate is in review already.
    .why = { $stage ->
        [pre-reviewing] Tencent Cloud is at the pre-review.
        [legal-reviewing] The legal review goes on.
        [ca-reviewing] The CA is reviewing it.
        [pending-dcv] What is missing is not a letter: the domain has not been validated yet.
        [wait-issue] The domain is validated, and the CA is about to issue it.
       *[other] It needs no further letter now.
    }
    .next = { $stage ->
        [pending-dcv] Please validate the domain in the console; the order is closed if that takes too long. Only to replace the letter: upload the new one there.
        [wait-issue] There is nothing to do but wait.
       *[other] Please wait; the CA may phone your company, so please pick up. Only to replace the letter: upload the new one in the console (not possible for DNSPod SM2).
    }
dns-record-added = Tencent Cloud has added the DNS record for this certificate and is validating the domain.
    .why = So the certificate waits for that, not for a letter.
    .next = Please wait. If the console asks for a letter afterwards, drop it here again.
being-reissued = This certificate is being reissued.
    .why = { $stage ->
        [pending-dcv] What is missing is not a letter: the domain has not been validated yet.
        [wait-issue] The domain is validated, and the CA is about to issue it.
       *[other] The reissue is in review, and takes no letter now.
    }
    .next = { $stage ->
        [pending-dcv] Please validate the domain in the console.
        [wait-issue] There is nothing to do but wait.
       *[other] Please wait; the CA may phone your company, so please pick up. If the console asks for a letter later, drop it here again.
    }
being-revoked = This certificate is being revoked.
    .why = { $stage ->
        [pending-dcv] What is missing is not a letter: the domain has not been validated yet.
       *[other] The revocation is in review, and needs no further letter.
    }
    .next = { $stage ->
        [pending-dcv] Please validate the domain in the console within three days, or the revocation fails.
       *[other] There is nothing to upload. Put another certificate on your servers, if you have not yet.
    }
order-being-cancelled = The order of this certificate is being cancelled.
    .why = Meanwhile it takes no letter.
    .next = Check the ID. If you still need the certificate, see in the console whether it can be applied for again.
being-migrated = Tencent Cloud is migrating this certificate.
    .why = Meanwhile it takes no letter.
    .next = Please wait until that is done. If the console then asks for a letter, drop it here again.
already-issued = { $ends ->
        [0] This certificate has been issued already.
       *[other] This certificate has been issued already and is valid until { $ends }.
    }
    .why = An issued certificate needs no confirmation letter.
    .next = Check the ID: a renewed certificate has a new one. To have this one revoked, apply for that in the console first; then drop the revocation letter here.
certificate-expired = { $ends ->
        [0] This certificate has expired.
       *[other] This certificate has expired (it was valid until { $ends }).
    }
    .why = An expired certificate takes no letter.
    .next = Renew it in the console. The new certificate has an ID of its own: when the console asks for its letter, drop it here with that ID.
order-cancelled = The order of this certificate has been cancelled.
    .why = A cancelled order takes no letter.
    .next = Check the ID. If you still need the certificate, apply for it again in the console. When it asks for a letter, drop it here with the ID that it shows then.
certificate-revoked = This certificate has been revoked.
    .why = That cannot be undone, so it takes no letter any more.
    .next = Check the ID. If you need a new certificate, order it in the console, and drop its letter here with the new ID.
order-refunded = The order of this certificate has been refunded.
    .why = With that it has ended, so it takes no letter.
    .next = Check the ID. If you still need a certificate, order it in the console, and drop its letter here with the new ID.
revocation-in-console = This certificate waits for a revocation letter, which the international site takes in its console only; your file is of the right kind and size.
    .why = The API there has no action for it. Mind that the letter revokes the certificate, which cannot be undone.
    .next =
        1. Save the file from this thread.
        2. Press “Open in console” below and sign in to the certificate's account.
        3. Choose “Upload” on the revocation page, select the file and submit.
unknown-state = This certificate is in a state that I do not know: { $status_name } (number { $status }).
    .why = Tencent Cloud may have introduced it lately. To be safe I upload nothing.
    .next = Look at the certificate in the console. If it asks for a letter, upload it there, and ask whoever runs this bot to update it.

## The states of a certificate

state-0 = In review
state-1 = Issued
state-2 = Review failed
state-3 = Expired
state-4 = DNS record added
state-5 = Information not yet submitted
state-6 = Order being cancelled
state-7 = Cancelled
state-8 = Waits for its confirmation letter
state-9 = Being revoked
state-10 = Revoked
state-11 = Being reissued
state-12 = Waits for its revocation letter
state-13 = Free, information not yet submitted
state-14 = Refunded
state-15 = Being migrated
state-unknown = Unknown state { $name } ({ $status })

stage-pre-reviewing = pre-review
stage-legal-reviewing = legal review
stage-ca-reviewing = review by the CA
stage-pending-dcv = domain not validated yet
stage-wait-issue = about to be issued
stage-domain-refused = domain refused by the CA's security check
stage-dcv-timeout = domain not validated in time
stage-papers-refused = documents not accepted by the CA

## No clear answer from Tencent Cloud

tencent-unreachable =
    { $tries ->
        [one] Tencent Cloud could not be reached in { $tries } try, so nothing was sent.
       *[other] Tencent Cloud could not be reached in { $tries } tries, so nothing was sent.
    }
    .why = The network or Tencent Cloud is down for the moment.
    .next = Wait a few minutes, then drop the letter again. If it goes on, tell whoever runs this bot: check the network and TENCENTCLOUD_SSL_ENDPOINT.
outcome-unclear =
    { $tries ->
        [one] I tried once to send the letter, but Tencent Cloud gave no clear answer.
       *[other] I tried { $tries } times to send the letter, but Tencent Cloud gave no clear answer.
    }
    .why = Its answer got lost or was unreadable, and the certificate's status did not settle it.
    .next = Look at the certificate in the console. If it still waits for a letter, drop the letter here again.

## What Tencent Cloud answered: the certificate

certificate-not-found = The account has no certificate with this ID.
    .why = Upper and lower case matter, and the certificate may belong to another account or site (mainland or international).
    .next = Reply here with the right ID; the file need not be sent again.
certificate-not-waiting = This certificate is not waiting for a letter.
    .why = It may be under review or issued already, or the order's information has not been submitted yet.
    .next = Look at its status in the console. If information is missing there, submit it first, then drop the letter again.
certificate-invalid = This certificate does not meet Tencent Cloud's conditions for a letter.
    .why = The ID may be that of another certificate, or the order is in a state that takes no letter.
    .next = Check the ID and the status in the console. If both are right, ask Tencent Cloud's support and give them the RequestId.
certificate-not-available = This certificate cannot be used for a letter now.
    .why = Its order is being changed or has been closed.
    .next = Look at its status in the console, and drop the letter again once it asks for one.
certificate-from-elsewhere = This certificate takes no letter at Tencent Cloud.
    .why = It was not bought there; perhaps it was uploaded from elsewhere.
    .next = Check the ID in the console. If it is right, send the letter to the company that sold the certificate.
manager-not-ready = The company's manager is not ready in Tencent Cloud's console.
    .why = Tencent Cloud must have approved the manager before it takes a letter.
    .next = Complete the manager under "My Profile" in the console, wait for the approval, then drop the letter again.

## What Tencent Cloud answered: the letter

letter-too-large = Tencent Cloud finds the letter too large.
    .why = It accepts up to 1.4 MB and may count more strictly than I do.
    .next = Bring the file below 1 MB (scan at 150 dpi, for example), then drop it here with the certificate ID.
letter-too-small = Tencent Cloud finds the letter too small.
    .why = It wants a clear picture of at least 1 KB.
    .next = Please scan the sealed letter again, all pages in one file, then drop it here with the certificate ID.
letter-format = Tencent Cloud does not accept this file's format.
    .why = It takes PDF, JPG and PNG files only.
    .next = Please save the letter again as a PDF, then drop it here with the certificate ID.
letter-format-wosign = This certificate's brand does not accept this file's format.
    .why = For this brand (such as DNSPod SM2) Tencent Cloud takes no PNG.
    .next = Please save the letter as a PDF or JPG, then drop it here with the certificate ID.

## What Tencent Cloud answered: the way

console-only = Tencent Cloud takes this letter in its console only; your file is of the right kind and size.
    .why = That is normal: it no longer takes every letter from programs such as me.
    .next =
        1. Save the file from this thread.
        2. Press “Open in console” below and sign in to the certificate's account.
        3. Choose “Upload confirmation letter”, press “Upload”, select the file, then press “Next”.
no-letter-for-dv = This is a DV certificate.
    .why = For DV the CA checks the domain only, so there is no letter.
    .next = There is nothing to upload. Please finish the domain validation in the console.
order-in-process = Tencent Cloud is still processing the order.
    .why = It takes the letter only after that.
    .next = Please wait ten minutes, then drop the letter again.
wrong-value = Tencent Cloud does not accept a value in the request.
    .why = Most often it is the certificate ID; upper and lower case matter.
    .next = Reply here with the right ID; the file need not be sent again.

## What Tencent Cloud answered: for the operator

clock-wrong = The clock of this bot's server is wrong.
    .why = Tencent Cloud refuses requests that are more than five minutes off.
    .next = Tell whoever runs this bot: set the server's clock by NTP. Then drop the letter again.
secret-id-unknown = Tencent Cloud does not know this bot's API key.
    .why = Its SecretId does not exist, is disabled, or belongs to the other site (mainland or international).
    .next = Tell whoever runs this bot: check TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SSL_ENDPOINT. Then drop the letter again.
signature-rejected = Tencent Cloud rejects this bot's signature.
    .why = Most often the SecretKey does not belong to the SecretId.
    .next = Tell whoever runs this bot: check TENCENTCLOUD_SECRET_KEY. Then drop the letter again.
session-token-expired = This bot's temporary credentials are not valid.
    .why = The session token is wrong or has expired.
    .next = Tell whoever runs this bot: renew the key and TENCENTCLOUD_TOKEN. Then drop the letter again.
mfa-required = Tencent Cloud asks for multi-factor authentication.
    .why = A bot cannot answer that question.
    .next = Tell whoever runs this bot: use the key of a sub-user with API access and without MFA. Then drop the letter again.
not-permitted = This bot's key may not do this for the certificate.
    .why = Its CAM policy lacks the action, the certificate or its project.
    .next = Tell whoever runs this bot: allow the four ssl actions of the bot's README for it in CAM. Then drop the letter again.
address-refused = Tencent Cloud does not let this bot's IP address in.
    .why = The account's network rules block it.
    .next = Tell whoever runs this bot: add the server's IP address to the account's allow list. Then drop the letter again.
real-name-missing = The Tencent Cloud account is not verified.
    .why = It has not passed real-name verification.
    .next = Tell whoever runs this bot: complete real-name verification in the console. Then drop the letter again.
service-role-missing = The Tencent Cloud account lacks an authorisation.
    .why = A service role that the SSL service needs is missing.
    .next = Tell whoever runs this bot: open the SSL page of the console and authorise the service role. Then drop the letter again.
request-malformed = Tencent Cloud did not understand this bot's request.
    .why = Either the bot has a fault, or Tencent Cloud has changed its API.
    .next = Tell whoever runs this bot: update it, and report the error code and RequestId if that does not help. Until then, use the console.
quota-exceeded = A quota of the Tencent Cloud account is used up.
    .why = Tencent Cloud takes no more of these requests from the account.
    .next = Tell whoever runs this bot: look at the account's quotas in the console. Then drop the letter again.
operation-failed = Tencent Cloud could not carry out the upload.
    .why = It gives no finer cause than the details below.
    .next = Look at the certificate in the console. If it waits for a letter there, tell whoever runs this bot: ask Tencent Cloud's support and give them the RequestId.
unknown-refusal = Tencent Cloud gave an answer that I do not know yet.
    .why = All there is to go by are the details below.
    .next = Tell whoever runs this bot: ask Tencent Cloud's support and give them the error code and RequestId. Until then, use the console.

## What Tencent Cloud answered: Tencent Cloud itself

ca-busy = The CA behind Tencent Cloud is busy.
    .why = It did not confirm the letter, even after several tries.
    .next = Please wait half an hour. If the console then still asks for the letter, drop it here again.
internal-failure = Tencent Cloud has an internal error.
    .why = This has nothing to do with your file.
    .next = Please wait half an hour. If the console then still asks for the letter, drop it here again. If it goes on, ask Tencent Cloud's support and give them the RequestId.
too-many-requests = Tencent Cloud gets too many requests from the account.
    .why = Other tools of the account count as well.
    .next = Please wait a few minutes, then drop the letter again.
service-unavailable = Tencent Cloud's SSL service is not available now.
    .why = It is overloaded or under maintenance.
    .next = Please wait half an hour. If the console then still asks for the letter, drop it here again.
not-accepted = Tencent Cloud did not accept the letter.
    .why = It gives no cause.
    .next = Look at the certificate in the console. If it still waits for a letter, upload it there, or ask Tencent Cloud's support and give them the RequestId.

## A bug of ours

mishap = An error in this bot stopped the work.
    .why = That is our fault, not yours.
    .next = Tell whoever runs this bot: look for { $reference } in the log. Before you drop the letter again, see in the console whether the certificate still waits for one.
