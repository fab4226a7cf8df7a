# Every word that Letterdrop says in English.
#
# A problem has three texts: what happened, .why, and .next (what to do). Its key is the name of its
# class in bot/problems.py; its variables are the class's fields. Certificates are linked by a button,
# so texts say "in the console". Where the letter is to be dropped again, { $again } in .next says so,
# and whether its ID is needed: `drop-again`.
#
# People drop, the bot uploads; a certificate is followed; a changed file is adjusted. The settings'
# names stand in the log and in the documents. tests/locales/test_terms.py holds all of that.

## Answers

heading-accepted = Letter uploaded
heading-accepted-revocation = Revocation letter uploaded
heading-again = Already uploaded
heading-not-uploaded = Not uploaded
heading-refused = Refused by Tencent Cloud
heading-no-such-certificate = No such certificate
heading-console = Please upload this letter in the console
heading-none-needed = No letter needed
heading-unclear = Not clear whether the letter arrived

accepted = Tencent Cloud has received { $name }.
    .by-status = { $name } should be there: the answer to the upload got lost, but the certificate is no longer waiting for a letter.
    .next = The CA reviews it next: usually 3–5 working days for OV, 5–7 for EV. If it phones your company, please answer.
    .next-ov = The CA reviews it next, usually within 3–5 working days. If it phones your company, please answer.
    .next-ev = The CA reviews it next, usually within 5–7 working days. If it phones your company, please answer.
accepted-revocation = Tencent Cloud has received { $name }.
    .by-status = { $name } should be there: the answer to the upload got lost, but the certificate is no longer waiting for a revocation letter.
    .next = The CA reviews it next, then revokes the certificate for good. Wherever it is still in use, replace it.
progress = The console shows the progress.
    .watched = I'll post the CA's decision here.
again = { $name } is the same letter as the one uploaded before ({ $when }).
    .next = Nothing was uploaded this time, and there is nothing to do. If the console asks for a letter again, upload it there or drop a new scan here.
left =
    { $count ->
        [one] { $names } was not uploaded: this kind of file can't be a letter.
       *[other] { $names } were not uploaded: these kinds of files can't be letters.
    }
drop-again = Then drop the letter into this thread; no ID needed.
    .unknown = Then drop the letter here with the certificate ID.

working =
    .upload = Uploading { $name } for certificate { $certificate } …
    .check = Checking { $name } for certificate { $certificate } …
    .wait = { $name } for certificate { $certificate } needs adjusting and is in the queue …
    .mend = Adjusting { $name } for certificate { $certificate } …
summary = { $accepted } of { $total } letters uploaded
    .open = Please answer the question in this thread.
    .more = { $count } more
submitted = { $user } uploads { $name } for certificate { $certificate }.
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
button-first = See first reply
button-stop = Stop following

## How it ended

ending-issued = { $user } The certificate is issued. { $name } was approved.
    .title = Certificate issued
    .valid = { $user } The certificate is issued and valid from { $begins } to { $ends }. { $name } was approved.
    .next = Download it in the console and install it on your servers.
ending-revoked = { $user } The certificate is revoked, as requested in { $name }.
    .title = Certificate revoked
    .next = Browsers no longer trust it: wherever it is still in use, replace it.
ending-revoked-meanwhile = { $user } The certificate has been revoked, which cannot be undone.
    .title = Certificate revoked
    .next = If you need a new certificate, order it in the console, and drop its letter here with the new ID.
ending-not-revoked = { $user } The revocation has ended, and the certificate was not revoked.
    .title = Not revoked
    .valid = { $user } The revocation has ended, and the certificate was not revoked: it is valid until { $ends }.
    .next = See in the console why. If it is still to be revoked, apply for that again there, and drop the new letter here with the certificate ID.
ending-sent-back = { $user } The CA did not approve { $name }; a new confirmation letter is needed.
    .title = The CA wants another letter
    .next = See in the console what is missing, have the letter sealed again, and drop the new scan into this thread; no ID needed.
ending-revocation-sent-back = { $user } The CA did not approve { $name }; a new revocation letter is needed.
    .title = The CA wants another revocation letter
    .next = See in the console what is missing, and drop the new scan into this thread; no ID needed.
ending-confirmation-wanted = { $user } The certificate is now waiting for a confirmation letter.
    .title = The CA wants a confirmation letter
    .next = Download the letter in the console, have it sealed, and drop it into this thread; no ID needed.
ending-revocation-wanted = { $user } Somebody has applied to have the certificate revoked; it is now waiting for a revocation letter.
    .title = The CA wants a revocation letter
    .next = If that is right, drop the revocation letter into this thread; no ID needed. If not, withdraw the application in the console.
ending-reason = Tencent Cloud's reason: { $reason }.
ending-rejected = { $user } The CA did not approve the application with { $name }.
    .title = Review failed
ending-information-missing = { $user } Tencent Cloud asks for the certificate's information again.
    .title = Information not yet submitted
    .next = Submit it in the console, which then gives you a new letter. Have that sealed, and drop it into this thread; no ID needed.
ending-cancelled = { $user } The certificate's order has been cancelled, so { $name } is no longer needed.
    .title = Order cancelled
    .next = If you still need the certificate, apply for it again in the console. When it asks for a letter, drop it here with the ID shown then.
ending-refunded = { $user } The certificate's order has been refunded, so { $name } is no longer needed.
    .title = Order refunded
    .next = If you still need a certificate, order it in the console, and drop its letter here with the new ID.
ending-expired = { $user } The certificate has expired.
    .title = Certificate expired
    .next = Renew it in the console. The new certificate has a new ID: when the console asks for its letter, drop it here with that ID.
ending-other = { $user } The certificate's state is now: { $state }.
    .title = The state has changed
    .next = See in the console what that means for you.
ending-still-open = { $user } There is no decision yet, { $days } days after the upload of { $name }, so I have stopped following this certificate.
    .title = Still no decision
    .next = See in the console what is missing, or ask Tencent Cloud's support.

## Questions

question =
    { $count ->
        [one] Which certificate is { $names } for?
       *[other] Which certificate are { $names } for?
    }
    .several =
        { $count ->
            [one] You named { $candidates }. Which one is { $names } for?
           *[other] You named { $candidates }. Which one are { $names } for?
        }
    .unknown =
        { $count ->
            [one] The account has no certificate { $certificate } (IDs are case-sensitive; it may belong to another account or site). Which one is { $names } for?
           *[other] The account has no certificate { $certificate } (IDs are case-sensitive; it may belong to another account or site). Which one are { $names } for?
        }
    .write = Reply with its ID, e.g. { $example }.
    .pick = Pick it below, or reply with its ID.
    .choose = Pick it below, or reply with its ID or domain.
search-certificate = Search by ID or domain

which-file = Which file is the letter for certificate { $certificate }? Only one can be uploaded. If it has several pages, drop them as one PDF.
    .pages = Which file is the letter for certificate { $certificate }? Only one can be uploaded. Pages of one letter? I can join them in this order.
choose-file = Choose a file
button-join = Join into one PDF

revocation = This letter revokes a certificate
    .told = This certificate is waiting for its revocation letter. I would upload { $name } as that letter.
    .next = Revoking cannot be undone. Upload the letter only if no server needs this certificate any more.
    .dialog-title = Revoke this certificate?
    .dialog = The letter for certificate { $certificate } ({ $domain }) goes to the CA, which then revokes the certificate. This cannot be undone.
button-revoke = Upload revocation letter
button-do-not-send = Don't upload
button-cancel = Cancel

mended =
    { $pages ->
        [one] { $why }, so I made { $letter } from { $names } (one page).
       *[other] { $why }, so I made { $letter } from { $names } ({ $pages } pages).
    }
    .title = Please check the adjusted letter
    .changes = I { $changes }.
    .sizes = { $before } became { $after }.
    .open = Open the file in this thread
    .next = { $open }: exactly this will be uploaded. Are all words and the seal legible?
    .for-console = { $why }, so please upload the adjusted { $letter } from this thread.
    .unasked = { $why }, so I adjusted the letter before the upload, as your bot admin has set it.
mended-why =
    .joined = The files are the pages of one letter
    .script = The PDF would run a script when opened
    .format = Tencent Cloud does not take { $kind } files
    .size = { $size } is above Tencent Cloud's limit of { $limit }
    .brand = For this certificate's brand, Tencent Cloud takes no { $kind } files
    .pages = Only some of the pages are the letter
    .other = Tencent Cloud would not take the file unchanged
change =
    .joined = joined the files into one PDF
    .pages = kept only the chosen pages
    .converted = converted { $was } to { $kind }
    .rendered = converted its pages to pictures
    .shrunk = reduced the resolution
    .recompressed = compressed it
    .script = removed scripts
    .rotated = rotated it upright
    .greyscale = converted it to greyscale
    .location = removed the place where it was taken
    .metadata = removed hidden data (camera, …)
concern =
    .blank = { $pages ->
        [1] The page is blank. If it should not be, scan it again.
       *[other] One of the pages is blank. If it should not be, scan it again.
    }
    .little-ink = { $pages ->
        [1] The page is almost empty. If something is missing, scan it again.
       *[other] One of the pages is almost empty. If something is missing, scan it again.
    }
    .too-dark = { $pages ->
        [1] The page is very dark. If it can't be read, scan it again in good light.
       *[other] One of the pages is very dark. If it can't be read, scan it again in good light.
    }
    .too-coarse = { $pages ->
        [1] The page has very few pixels. If small print can't be read, scan it again at a higher resolution, or drop a PDF.
       *[other] One of the pages has very few pixels. If small print can't be read, scan it again at a higher resolution, or drop a PDF.
    }
    .missing-characters = Some text is missing: its fonts are not in the PDF. Save the PDF again with its fonts embedded.
    .annotations = Lines, shapes or stamps drawn on the PDF are not on the adjusted pages. Print it to a new PDF to keep them.
    .signature = The PDF's digital signature is lost by adjusting. If the CA needs it, save a smaller PDF where it was signed.
    .attachments = The files attached to this PDF are lost by adjusting. If the letter is one of them, drop that file here.
doubt =
    .title = Can this letter be read?
    .blank = { $name } is blank: nothing is on any of its pages.
    .too-dark = { $name } is so dark that it can hardly be read.
    .too-coarse = { $name } has so few pixels that small print can hardly be read.
    .next = Open it: is it the right letter, and are all words and the seal legible? If not, scan it again and drop that into this thread.
button-send-mended = Upload this file
button-send-another = Drop another instead

which-pages = There are { $count } pages in { $names }. Which of them are the letter for certificate { $certificate }? The picture in this thread shows their numbers.
    .together = The { $count } pages of { $names } are too much for one legible letter. Which of them are the letter for certificate { $certificate }? The picture in this thread shows their numbers.
    .choose = Choose the pages
    .one = Page { $page }
    .more = Pages { $first } to { $last }

other-name = This letter names { $named }, but the certificate is for { $own }.
    .title = Is this the right letter?
    .next = Upload { $name } only if it is meant for this certificate.
button-send-anyway = Upload anyway

hint =
    .nonsense = Please reply with just the certificate ID, e.g. { $example }.
    .unknown-certificate = The account has no certificate { $said } (IDs are case-sensitive). Please copy the ID from the console.
    .unknown-domain = No certificate for { $said } is waiting for a letter. Please reply with the certificate ID, e.g. { $example }.
    .several-for-domain = Several certificates for { $said } are waiting for a letter. Please pick one above, or reply with its ID.
    .several-named = You named { $said }. Please pick one above, or reply with just its ID.
    .not-offered = That isn't one of the choices; please pick one above.
    .button = Please use the buttons or the menu above, or drop a better file here.

invitation = Drop the letter for certificate { $certificate } here.
    .forwarded = Slack shows me no file in the message you forwarded. Please drop the letter itself here.
    .forwarded-named = Slack shows me no file in the message you forwarded. Please drop the letter for certificate { $certificate } itself here.

closed =
    .certificate = { $user } chose certificate { $certificate } for { $name }.
    .file = { $user } chose { $name } for certificate { $certificate }.
    .mended = { $user } checked { $name } and approved the upload for { $certificate }.
    .anyway = { $user } approved { $name } for { $certificate } anyway.
    .joined = { $user } had the { $count } files joined into one letter for certificate { $certificate }.
    .pages =
        { $count ->
            [one] { $user } chose page { $pages } of { $names }.
           *[other] { $user } chose pages { $pages } of { $names }.
        }
    .another =
        { $count ->
            [one] { $names } was not uploaded; { $user } will drop another letter into this thread, where no ID is needed.
           *[other] { $names } were not uploaded; { $user } will drop another letter into this thread, where no ID is needed.
        }
    .replaced =
        { $count ->
            [one] { $names } was not uploaded: there is a newer letter for certificate { $certificate }.
           *[other] { $names } were not uploaded: there is a newer letter for certificate { $certificate }.
        }
    .taken-back =
        { $count ->
            [one] { $names } was removed from Slack, so nothing was uploaded.
           *[other] { $names } were removed from Slack, so nothing was uploaded.
        }
    .confirmed = { $user } confirmed the upload of the revocation letter for certificate { $certificate }.
    .unconfirmed = Nobody confirmed within { $days } days that certificate { $certificate } is to be revoked, so { $name } was not uploaded. If you still want to revoke it, drop the letter into this thread; no ID needed.
    .dismissed =
        { $count ->
            [one] { $user } closed the question: { $names } was not uploaded.
           *[other] { $user } closed the question: { $names } were not uploaded.
        }

## The form

form = Upload letter
    .submit = Upload
    .certificate = Certificate
    .search-hint = Certificates waiting for a letter. You can also type any ID, e.g. { $example } (case-sensitive).
    .write-hint = The ID as the console shows it, e.g. { $example } (case-sensitive).
    .file = Letter
    .note = Note
    .note-hint = Shown with the letter in Slack; Tencent Cloud does not get it.

fault-unreadable = I couldn't read this form, so nothing was uploaded. I may have been updated since it was opened: close it, open it again and fill it in once more, or drop the letter into a direct message to me.
fault-certificate = That isn't a certificate ID. IDs have 8 letters and digits, e.g. { $example }. Copy yours from the console.
fault-misfit = Check the ID; /letter status { $certificate } tells more.
fault-no-file = Please add the letter.
fault-several-files = Please keep one file: Tencent Cloud takes one per certificate. Put all pages into one PDF.
fault-file-type = I can't use this kind of file. Add a PDF, JPG, PNG or a photo (HEIC, WebP, TIFF …).
fault-file-empty = This file is empty. Please save or scan the letter again.
fault-file-too-small = This file is too small: Tencent Cloud takes { $smallest } or more. Please scan the letter again.
fault-file-too-large = This file is too large: I can adjust up to { $largest }. Scan it at 150 dpi, or export a smaller PDF.

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
        [revoke] Upload revocation letter
       *[confirm] Upload letter
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
warning-may-not-list = I can't show which certificates are waiting: my key at Tencent Cloud may not list them. Ask your bot admin to allow ssl:DescribeCertificates for it in CAM.
warning-no-users-read = I can't tell guests from members, nor see people's language. So I show no lists, and nobody can upload a revocation letter. Ask your bot admin to add the scope users:read and reinstall the app in Slack.
warning-slow = Tencent Cloud does not answer now, so I can't show which certificates are waiting. Please come back in a few minutes.
help = Commands
    .form = `/letter` or `/letter ID`: the form to upload a letter
    .pending = `/letter pending`: what is waiting for a letter
    .status = `/letter status ID`: the status of a certificate
    .history = `/letter history`: the last 20 letters, and what the CA has decided
    .help = `/letter help`: this page
    .nearest = Did you mean { $command }?

## Told to one person

shortcut-no-file = This message has no file. Use the shortcut on the message with the letter.
form-not-opened = The form did not open in time. Please try again, or drop the letter here with the certificate ID.
question-closed = This question is closed: it was answered or has expired. See the thread.
watching-ended = I no longer follow this certificate.
ask-again = I need a moment. Please try again in a few seconds.
no-status = I can't get the status of { $certificate } right now. See the console: { $page }

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
    .next = Please get the file once more, for example from your computer. { $again }
file-hidden = Slack no longer lets me download { $name }.
    .why = The file is older than the history that your Slack plan shows.
    .next = Please get the file once more, for example from your computer. { $again }
remote-file = { $name } is a link to a file at another service.
    .why = I can only read files that are stored in Slack.
    .next = Please download the file first. { $again }
slack-document = { $name } is a Slack document, such as a canvas or an e-mail.
    .why = Tencent Cloud takes PDF, JPG and PNG files only.
    .next = Please save the sealed letter as a PDF, JPG or PNG file. { $again }
file-not-visible = Slack does not let me see { $name }.
    .why = The file is private, or I am not a member of the channel that it was shared in.
    .next = Please upload the file to Slack as a new one, or invite me to the channel it is from. { $again }
files-scope-missing = Slack did not let me download { $name }.
    .why = I lack the permission to read files, or access to this one.
    .next = Ask your bot admin to add the scope files:read and reinstall the app in Slack. { $again }
foreign-host = { $name } is stored at { $host }, outside of Slack.
    .why = For safety I only download from Slack itself.
    .next = Please download the file first. { $again } If that does not help, ask your bot admin to check the address of Slack's API in my settings.
slack-unreachable = I couldn't download { $name } from Slack after several tries.
    .why = Slack is busy or out of reach for the moment.
    .next = Please wait a few minutes. { $again }
incomplete-download = { $name } did not arrive whole: { $received } came instead of { $expected }.
    .why = The download from Slack was interrupted or disturbed.
    .next = Please wait a minute. { $again }

## The letter itself

empty-file = { $name } is empty.
    .why = It holds no data; saving or scanning it may have failed.
    .next = Please save or scan the letter again. { $again }
file-too-small = { $name } is only { $size }.
    .why = Tencent Cloud takes { $limit } or more, so this can hardly be a whole letter.
    .next = Please scan the sealed letter again. { $again }
file-too-large = { $name } is { $size }.
    .why = Tencent Cloud takes up to { $limit }.
    .next = Please scan it again at 150 dpi, or export the PDF at a smaller size. { $again }
truncated-file = { $name } is incomplete: the end of the { $format } file is missing.
    .why = The CA could not open it. Saving or uploading it was probably interrupted.
    .next = Please save or scan the letter again, and check that it opens. { $again }
web-page = { $name } is a web page, not a letter.
    .why = Tencent Cloud takes PDF, JPG and PNG files only.
    .next = Please download the letter itself; you may have to sign in there first. { $again }
office-document = { $name } is { $format ->
        [word] a Word document
        [excel] an Excel workbook
        [powerpoint] a PowerPoint presentation
        [opendocument] an OpenDocument file
        [RTF] an RTF document
       *[other] an office document
    }.
    .why = Tencent Cloud takes PDF, JPG and PNG files only.
    .next = Print it, have it sealed and scan it; or save it as a PDF if the seal is in it. { $again }
other-format = { $name } is { $format ->
        [video] a video
        [audio] a sound recording
        [mail] an e-mail
       *[other] an { $format } file
    }.
    .why = Tencent Cloud takes PDF, JPG and PNG files only.
    .next = { $format ->
        [mail] If the letter is attached to it, save that as a file of its own. { $again }
       *[other] Please scan the sealed letter, or save it as a PDF. { $again }
    }
archive = { $name } is an archive ({ $format }).
    .why = Tencent Cloud takes PDF, JPG and PNG files only.
    .next = Please unpack it and take only the letter, as one file. { $again }
executable = { $name } is a program, not a letter.
    .why = Tencent Cloud takes PDF, JPG and PNG files only.
    .next = Please do not open it, and check where it came from. { $again }
unsupported-image = { $name } is a picture in { $format } format.
    .why = Tencent Cloud takes PDF, JPG and PNG files only.
    .next = Please save the picture as JPG. { $again }
unknown-file = { $name } is not a PDF, JPG or PNG file.
    .why = Tencent Cloud takes only these three, and the content counts, not the name.
    .next = Please scan the sealed letter, or save it as a PDF. { $again }
png-not-taken = { $name } is a PNG file.
    .why = For this certificate's brand (WoTrus, DNSPod SM2) Tencent Cloud takes PDF, JPG and GIF, but no PNG.
    .next = Please save the letter as PDF or JPG. { $again }

## A look inside the letter

password-protected = { $name } is locked with a password.
    .why = Neither Tencent Cloud nor the CA could open it.
    .next = Please save it without a password, or print it to a new PDF. { $again }
locked-for-people = { $name } is locked for certain people only.
    .why = No password opens it, so neither Tencent Cloud nor the CA could read it.
    .next = Please ask its author for an open copy, or scan the sealed letter. { $again }
damaged-file = { $name } can't be opened: the { $format } file is damaged.
    .why = The CA could not open it either. Saving, scanning or sending it may have failed.
    .next = Please save or scan the letter again, and check that it opens. { $again }
unreadable-image = { $name } is a rare kind of { $format } that I can't read.
    .why = The CA may not be able to open it either.
    .next = Please save the picture as JPG. { $again }
no-pages = { $name } is a PDF without a page.
    .why = Saving or exporting it has probably failed.
    .next = Please save or scan the letter again, and check that it shows. { $again }
dynamic-form = { $name } is a form that only Adobe Reader can show.
    .why = The CA would only see a note that the document can't be displayed (XFA form).
    .next = Please print it to a new PDF, or print, seal and scan it. { $again }
portfolio = { $name } is a PDF portfolio: the letter is one of the files within it.
    .why = The CA would see a page that only says so.
    .next = Please save the letter from it as a file of its own. { $again }
too-many-pages = { $name } has { $pages } pages.
    .why = A letter has a few; I take up to { $most }.
    .next = Please save the pages of the sealed letter as a PDF of their own. { $again }
too-many-pixels = { $name } has { $megapixels } megapixels.
    .why = I open pictures of this format up to { $most } megapixels only; larger ones may be malicious.
    .next = Please take the photo again with 12 megapixels, or save it as a smaller JPG. { $again }
huge-page = { $name } has a page that is more than five metres long or wide.
    .why = No letter has; the file may be malicious, or its export has failed.
    .next = Please print the letter to a new PDF in A4, or scan it. { $again }
two-files-in-one = { $name } holds a second file of another kind.
    .why = What you see in it need not be what the CA sees; such files are made to deceive.
    .next = Please scan the sealed letter again, or print it to a new PDF. { $again }
check-stopped = { $name } could not be checked.
    .why = Opening it takes more time or memory than any letter should.
    .next = Please scan the letter again at 300 dpi or less, or print it to a new PDF. { $again }
cannot-shrink = { $name } can't be made small enough and stay legible.
    .why = It is { $size }, and I bring letters below { $limit } to be sure that Tencent Cloud takes them.
    .next = Please scan only the pages of the letter, at 150 dpi or in black and white. { $again }
too-large-to-mend = { $name } is { $size }.
    .why = Tencent Cloud takes a small part of that, and I can shrink files up to { $limit } only.
    .next = Please scan it again at 150 dpi, or export the PDF at a smaller size. { $again }
cannot-show = { $name } needs adjusting, but I can't show you the result in this thread, so nothing was uploaded.
    .why = Slack does not let me put files here, and nobody has checked the adjusted one.
    .next = Ask your bot admin to add the scope files:write and reinstall the app in Slack. { $again }

## The drop

question-expired =
    { $days ->
        [one] Nobody named the certificate within { $days } day.
       *[other] Nobody named the certificate within { $days } days.
    }
    .why = Without its ID I can't tell which certificate the letter is for.
    .next = Reply here with the ID (copy it from the console); the file need not be dropped again.
nobody-agreed =
    { $days ->
        [one] Nobody answered the question about this letter within { $days } day.
       *[other] Nobody answered the question about this letter within { $days } days.
    }
    .why = Without an answer I upload nothing.
    .next = Please have another look at the letter. { $again }
channel-not-allowed = I don't take letters in this channel.
    .why = I take them in { $channels }, and in a direct message to me.
    .next = Drop the letter there, or ask your bot admin to open this channel.
guest-not-allowed = Guests can't upload letters here.
    .why = Your bot admin lets only full members upload them.
    .next = Ask a full member to drop it, or your bot admin to allow guests.
external-not-allowed = People of other workspaces can't upload letters here.
    .why = Your bot admin lets only members of this workspace upload them.
    .next = Ask a member of this workspace to drop it, or your bot admin to allow other workspaces.
not-in-usergroup = Only members of { $groups } can upload letters here.
    .why = Your bot admin has limited who may upload them.
    .next = Ask one of them to drop it, or your bot admin to add you.
not-a-revoker = You can't confirm revocation letters; { $groups } can.
    .why = Your bot admin has limited who may revoke certificates.
    .next = Ask one of them to press the button.
second-person-needed = Somebody else must confirm this revocation letter.
    .why = A revocation can't be undone, so your bot admin wants two people for it.
    .next = Ask a colleague to look at the letter and to press the button.
usergroups-unknown = I can't tell whether you may upload letters, so nothing was uploaded.
    .why = Only members of certain groups may, and Slack does not tell me who is in them.
    .next = Ask your bot admin to add the scope usergroups:read, reinstall the app in Slack, and check the groups. Then drop the letter again.
person-unknown = I can't tell whether you are a member of this workspace, so I show no lists, and you can't upload revocation letters.
    .why = Slack does not tell me who is a full member, a guest, or from another workspace.
    .next = Ask your bot admin to add the scope users:read and reinstall the app in Slack. You can still drop confirmation letters.

## The certificate takes no letter now

dv-certificate = This is a DV certificate, which needs no letter.
    .why = For DV the CA checks the domain only.
    .next = If the domain is not validated yet, do that in the console. If the letter is for another certificate, reply with its ID.
uploaded-certificate = This certificate was not bought from Tencent Cloud, but uploaded there.
    .why = Tencent Cloud takes letters only for certificates that it sells.
    .next = If the ID is wrong, reply with the right one. Otherwise send the letter to the company that sold the certificate.
information-missing = The information for this certificate has not been submitted yet.
    .why = Tencent Cloud takes the letter only after that.
    .next = If the ID is wrong, reply with the right one. Otherwise choose “Submit Info” in the console and download the letter. Have it sealed, then drop it here with the ID.
free-not-submitted = This is a free certificate whose information has not been submitted yet.
    .why = Free certificates are DV: the CA checks the domain only, so there is no letter.
    .next = Submit the information and validate the domain in the console. If the letter is for another certificate, reply with its ID.
review-failed = The review of this certificate has failed.
    .why = { $stage ->
        [domain-refused] The domain did not pass the CA's security check.
        [dcv-timeout] The domain was not validated in time, so the order was closed.
        [papers-refused] The CA did not approve the certificate's information; its staff will phone the contact person.
        [unexplained] Tencent Cloud does not say why.
       *[other] Tencent Cloud's reason: { $status_msg }.
    }
    .next = { $stage ->
        [domain-refused] Ask Tencent Cloud's support about the domain, or apply again with another domain.
        [dcv-timeout] Apply for the certificate again in the console. When it asks for a letter, drop it here with the ID shown then.
       *[other] Correct the information in the console and submit it again. Wait until the console asks for a letter. { $again }
    }
already-in-review = This certificate is in review already.
    .why = { $stage ->
        [pre-reviewing] Tencent Cloud is pre-reviewing it.
        [legal-reviewing] It is in legal review.
        [ca-reviewing] The CA is reviewing it.
        [pending-dcv] What is missing is not a letter: the domain has not been validated yet.
        [wait-issue] The domain is validated, and the CA is about to issue the certificate.
       *[other] No further letter is needed now.
    }
    .next = { $stage ->
        [pending-dcv] Please validate the domain in the console soon, or the order is closed. If the letter is to be replaced, upload the new one in the console.
        [wait-issue] Please wait; there is nothing else to do.
       *[other] Please wait; if the CA phones your company, please answer. If the letter is to be replaced, upload the new one in the console (not possible for DNSPod SM2).
    }
dns-record-added = Tencent Cloud has added the DNS record for this certificate and is validating the domain.
    .why = The certificate is waiting for that, not for a letter.
    .next = Please wait. If the console asks for a letter afterwards, drop it into this thread.
being-reissued = This certificate is being reissued.
    .why = { $stage ->
        [pending-dcv] What is missing is not a letter: the domain has not been validated yet.
        [wait-issue] The domain is validated, and the CA is about to issue it.
       *[other] The reissue is in review, and takes no letter now.
    }
    .next = { $stage ->
        [pending-dcv] Please validate the domain in the console.
        [wait-issue] Please wait; there is nothing else to do.
       *[other] Please wait; if the CA phones your company, please answer. If the console asks for a letter later, drop it into this thread.
    }
being-revoked = This certificate is being revoked.
    .why = { $stage ->
        [pending-dcv] What is missing is not a letter: the domain has not been validated yet.
       *[other] The revocation is in review, and needs no further letter.
    }
    .next = { $stage ->
        [pending-dcv] Please validate the domain in the console within three days, or the revocation fails.
       *[other] There is nothing to upload. Install another certificate on your servers, if you have not yet.
    }
order-being-cancelled = The order of this certificate is being cancelled.
    .why = Meanwhile it takes no letter.
    .next = If the ID is wrong, reply with the right one. If you still need the certificate, see in the console whether it can be applied for again.
being-migrated = Tencent Cloud is migrating this certificate.
    .why = Meanwhile it takes no letter.
    .next = Please wait until that is done. If the console then asks for a letter, drop it into this thread.
already-issued = { $ends ->
        [0] This certificate has been issued already.
       *[other] This certificate has been issued already and is valid until { $ends }.
    }
    .why = An issued certificate needs no confirmation letter.
    .next = A renewed certificate has a new ID: if that is meant, reply with it. To have this one revoked, apply for that in the console first; then drop the revocation letter here with the ID.
certificate-expired = { $ends ->
        [0] This certificate has expired.
       *[other] This certificate has expired (it was valid until { $ends }).
    }
    .why = An expired certificate takes no letter.
    .next = If it is renewed already, reply with the new certificate's ID. Otherwise renew it in the console; when that asks for a letter, drop it here with the new ID.
order-cancelled = The order of this certificate has been cancelled.
    .why = A cancelled order takes no letter.
    .next = If the ID is wrong, reply with the right one. If you still need the certificate, apply for it again in the console. When it asks for a letter, drop it here with the ID shown then.
certificate-revoked = This certificate has been revoked.
    .why = That cannot be undone, so it takes no letter any more.
    .next = If the ID is wrong, reply with the right one. If you need a new certificate, order it in the console, and drop its letter here with the new ID.
order-refunded = The order of this certificate has been refunded.
    .why = A refunded order takes no letter.
    .next = If the ID is wrong, reply with the right one. If you still need a certificate, order it in the console, and drop its letter here with the new ID.
revocation-in-console = This revocation letter can only be uploaded in the console of the international site; your file is of the right kind and size.
    .why = The API there has no action for it. Mind that the letter revokes the certificate, which cannot be undone.
    .next =
        1. Save the file from this thread.
        2. Press “Open in console” below and sign in to the certificate's account.
        3. Choose “Upload” on the revocation page, select the file and submit.
unknown-state = This certificate is in a state that I do not know: { $status_name } (number { $status }).
    .why = Tencent Cloud may have introduced it lately. To be safe I upload nothing.
    .next = Look at the certificate in the console. If it asks for a letter, upload it there, and ask your bot admin to update me.

## The states of a certificate

state-0 = In review
state-1 = Issued
state-2 = Review failed
state-3 = Expired
state-4 = DNS record added
state-5 = Information not yet submitted
state-6 = Order being cancelled
state-7 = Cancelled
state-8 = Waiting for its confirmation letter
state-9 = Being revoked
state-10 = Revoked
state-11 = Being reissued
state-12 = Waiting for its revocation letter
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
stage-papers-refused = information not approved by the CA

## No clear answer from Tencent Cloud

tencent-unreachable =
    { $tries ->
        [one] I couldn't reach Tencent Cloud in { $tries } try, so nothing was uploaded.
       *[other] I couldn't reach Tencent Cloud in { $tries } tries, so nothing was uploaded.
    }
    .why = The network or Tencent Cloud is down for the moment.
    .next = Please wait a few minutes. { $again } If it keeps happening, ask your bot admin to check the network and the address of Tencent Cloud's API.
outcome-unclear =
    { $tries ->
        [one] I tried once to upload the letter, but Tencent Cloud gave no clear answer.
       *[other] I tried { $tries } times to upload the letter, but Tencent Cloud gave no clear answer.
    }
    .why = Its answer got lost or was unreadable, and the certificate's status did not settle it.
    .next = Look at the certificate in the console. If it is still waiting for a letter, drop it into this thread again.

## What Tencent Cloud answered: the certificate

certificate-not-found = The account has no certificate with this ID.
    .why = IDs are case-sensitive, and the certificate may belong to another account or site (mainland or international).
    .next = Reply here with the right ID (copy it from the console); the file need not be dropped again.
certificate-not-waiting = This certificate is not waiting for a letter.
    .why = It may be in review or issued already, or the order's information has not been submitted yet.
    .next = Look at its status in the console. If information is missing there, submit it first, then drop the letter here with the ID. If the ID is wrong, reply with the right one.
certificate-invalid = This certificate does not meet Tencent Cloud's conditions for a letter.
    .why = The ID may be that of another certificate, or the order is in a state that takes no letter.
    .next = If the ID is wrong, reply with the right one. Otherwise look at its status in the console, or ask Tencent Cloud's support and give them the RequestId.
certificate-not-available = This certificate can't be used for a letter now.
    .why = Its order is being changed or has been closed.
    .next = Look at its status in the console. Once it asks for a letter, drop it into this thread again.
certificate-from-elsewhere = Tencent Cloud takes no letter for this certificate.
    .why = It was not bought there; perhaps it was uploaded from elsewhere.
    .next = If the ID is wrong, reply with the right one. Otherwise send the letter to the company that sold the certificate.
manager-not-ready = The company's manager is not ready in Tencent Cloud's console.
    .why = Tencent Cloud must have approved the manager before it takes a letter.
    .next = Complete the manager under “My Profile” in the console, and wait for the approval. { $again }

## What Tencent Cloud answered: the letter

letter-too-large = Tencent Cloud finds the letter too large.
    .why = Its limit is 1.4 MB, and it may count more than the size of the file.
    .next = Please bring the file below 1 MB, for example by scanning at 150 dpi. { $again }
letter-too-small = Tencent Cloud finds the letter too small.
    .why = It wants a clear picture of at least 1 KB.
    .next = Please scan the sealed letter again, all pages in one file. { $again }
letter-format = Tencent Cloud does not take this file's format.
    .why = It takes PDF, JPG and PNG files only.
    .next = Please save the letter again as a PDF. { $again }
letter-format-wosign = Tencent Cloud does not take this file's format for this certificate's brand.
    .why = For this brand (such as DNSPod SM2) it takes no PNG.
    .next = Please save the letter as a PDF or JPG. { $again }

## What Tencent Cloud answered: the way

console-only = Tencent Cloud takes this letter only in its console; your file is of the right kind and size.
    .why = That is normal: it no longer takes every letter from programs such as me.
    .next =
        1. Save the file from this thread.
        2. Press “Open in console” below and sign in to the certificate's account.
        3. Choose “Upload confirmation letter”, press “Upload”, select the file, then press “Next”.
no-letter-for-dv = This is a DV certificate.
    .why = For DV the CA checks the domain only, so there is no letter.
    .next = Please finish the domain validation in the console. If the letter is for another certificate, reply with its ID.
order-in-process = Tencent Cloud is still processing the order.
    .why = It takes the letter only after that.
    .next = Please wait ten minutes. { $again }
wrong-value = Tencent Cloud does not know a value in the request.
    .why = Most often it is the certificate ID; IDs are case-sensitive.
    .next = Reply here with the right ID (copy it from the console); the file need not be dropped again.

## What Tencent Cloud answered: for the bot admin

clock-wrong = The clock of my server is wrong.
    .why = Tencent Cloud refuses requests that are more than five minutes off.
    .next = Ask your bot admin to set the server's clock by NTP. { $again }
secret-id-unknown = Tencent Cloud does not know my API key.
    .why = Its SecretId does not exist, is disabled, or belongs to the other site (mainland or international).
    .next = Ask your bot admin to check the SecretId and the address of Tencent Cloud's API. { $again }
signature-rejected = Tencent Cloud rejects my signature.
    .why = Most often the SecretKey does not belong to the SecretId.
    .next = Ask your bot admin to check the SecretKey. { $again }
session-token-expired = My temporary credentials are not valid.
    .why = The session token is wrong or has expired.
    .next = Ask your bot admin to renew the key and its session token. { $again }
mfa-required = Tencent Cloud asks me for multi-factor authentication.
    .why = A bot can't answer that question.
    .next = Ask your bot admin to use the key of a sub-user with API access and without MFA. { $again }
not-permitted = My key may not do this for the certificate.
    .why = Its CAM policy lacks the action, the certificate or its project.
    .next = Ask your bot admin to allow me the four ssl actions that my documentation names in CAM. { $again }
address-refused = Tencent Cloud does not let my IP address in.
    .why = The account's network rules block it.
    .next = Ask your bot admin to add the server's IP address to the account's allow list. { $again }
real-name-missing = The Tencent Cloud account is not verified.
    .why = It has not passed real-name verification.
    .next = Ask your bot admin to complete real-name verification in the console. { $again }
service-role-missing = The Tencent Cloud account lacks an authorisation.
    .why = A service role that the SSL service needs is missing.
    .next = Ask your bot admin to open the SSL page of the console and authorise the service role. { $again }
request-malformed = Tencent Cloud did not understand my request.
    .why = Either I have a fault, or Tencent Cloud has changed its API.
    .next = Ask your bot admin to update me, and to report the error code and RequestId if that does not help. Until then, upload the letter in the console.
quota-exceeded = A quota of the Tencent Cloud account is used up.
    .why = Tencent Cloud takes no more of these requests from the account.
    .next = Ask your bot admin to look at the account's quotas in the console. { $again }
operation-failed = Tencent Cloud could not carry out the upload.
    .why = It gives no finer cause than the details below.
    .next = Look at the certificate in the console. If it is waiting for a letter there, ask your bot admin to give Tencent Cloud's support the RequestId.
unknown-refusal = Tencent Cloud gave an answer that I do not know yet.
    .why = All there is to go by are the details below.
    .next = Ask your bot admin to give Tencent Cloud's support the error code and RequestId. Until then, upload the letter in the console.

## What Tencent Cloud answered: Tencent Cloud itself

ca-busy = The CA behind Tencent Cloud is busy.
    .why = It did not confirm the letter, even after several tries.
    .next = Please wait half an hour. If the console then still asks for the letter, drop it into this thread again.
internal-failure = Tencent Cloud has an internal error.
    .why = This has nothing to do with your file.
    .next = Please wait half an hour. If the console then still asks for the letter, drop it into this thread again. If it keeps happening, give Tencent Cloud's support the RequestId.
too-many-requests = Tencent Cloud gets too many requests from the account.
    .why = Other tools of the account count as well.
    .next = Please wait a few minutes. { $again }
service-unavailable = Tencent Cloud's SSL service is not available now.
    .why = It is overloaded or under maintenance.
    .next = Please wait half an hour. If the console then still asks for the letter, drop it into this thread again.
not-accepted = Tencent Cloud did not take the letter.
    .why = It gives no cause.
    .next = Look at the certificate in the console. If it is still waiting for a letter, upload it there, or give Tencent Cloud's support the RequestId.

## A bug of ours

mishap = I hit an error and had to stop.
    .why = That is my fault, not yours.
    .next = Ask your bot admin to look for { $reference } in the log. If the console still asks for the letter, drop it into this thread again.

## Cue words
#
# What people write to the bot, in lists with commas; docs/translate.md tells how phrases are written.
# Each list counts beside those of the other languages, so only what people write in this one belongs here.

# Locales that this language is for, beside the one its file is named after.
locales = en

# Behind /letter, one word each. What the help names is among them; a misspelt command is held against the first of each.
cue-form = form, upload, submit, new
cue-pending = pending, waiting, list, open, todo
cue-status = status, state, show, check, progress
cue-history = history, log, recent, last, records
cue-help = help, usage, how, info, ?

# A certificate; the words for its number behind that; those that also stand alone; its domain.
cue-certificate = (ssl |ssl|)cert(ificate|)(s)(id|ids|number|)
cue-number = identifier(s), number(s), code(s), no(s)(.), num(.), nr(.)
cue-id = id(s)
cue-domain = (domain|host)(s), (domain|host)( |)name(s), common name, (web)site(s)

# A letter; what else tells that a message is about one; what a file's name alone tells.
cue-letter = letter(s), confirm(ation|)( |)letter(s)
cue-topic = ssl, tls, revocation(s)
cue-file-name = confirm, confirmation, confirmed
# A letter that comes with the next message.
cue-follows = letter(s), signed, sealed, stamped, scan(s|ned|), follow(s|ing), coming, come(s), next, attach(ed), below, soon, shortly, later, moment, minute(s)

# Words that add nothing: thanks, other courtesies, a request to upload, "is", "the", "and".
cue-thanks = please, pls, plz, thank(s), thx, ty, cheers
cue-courtesy = thank you, hi, hello, hey, sorry, ok, okay, yes, here, here's, it's, it is, this is, for, re, just
cue-request = confirmation, upload, submit, send, sealed, signed, attached, the, it, my
cue-is = is, are, was
cue-article = the
cue-and = and, or

# What an "ID" is of that is no certificate's; a password; what one is for.
cue-other-id = order, commit, user, request, task, ticket, case, job, file, product, project, account,
    (whats|)app, client, customer, employee, build, session, tenant, invoice, device, message, channel,
    team(s), transaction, slack, tax, resource, instance, secret, domain, key, trace, event, meeting,
    zoom, apple, wechat, vpc, pr, image, doc(ument), room, badge, player, skype
cue-password = pass(word|code|phrase|wd|)(s), pw(d), pin(s), otp, token(s), secret(s), wi( |)fi,
    (api|access|license|licence|product|activation)( |)key(s),
    (access|invite|invitation|verification|activation|promo|door|security)( |)code(s)
cue-unlocks = (to|for) (unzip|open|extract), as (the|a|my|our) (password|passcode|passphrase|pin|token|key)
# What stands before the digits of a name that a scanner, a camera or a ticket system gives.
cue-serial = scan, page, img, image, dsc(f|n|), pxl, p, doc, file, photo, fax, copy, part, letter, confirm, version, po, so,
    no, inc, req, chg, tkt, iphone
# Words of eight letters or digits that are no certificate's ID.
cue-no-id = business, digicert, dingtalk, docusign, download, envelope, examples, feedback, firewall,
    geotrust, hangzhou, internet, keychain, linkedin, mistaken, onedrive, overview, passport, pictures,
    platform, previous, progress, rapidssl, requests, reupload, schedule, shanghai, shenzhen, specific,
    symantec, thankyou, tomorrow, whatsapp, yourself

# That a certificate is not meant: before its ID, perhaps with these words between; behind it; and "but",
# behind which it is meant.
cue-not = not, never, no longer, cannot, (is|are|was|do|does|ca|wo|should|must)n't, anything but,
    instead of, rather than, other than, except, ignore, nothing to do with
    .except = (did|could|had|has|have|why) not, (not|never|cannot|(is|are|was|do|does|ca|wo|should|must)n't) (sure|certain|only|just|know|find|see|say|tell|remember|have|mention|forget)
cue-for = for, to, of, the, use
cue-wrong-behind = (is|was) (not|wrong), (is|was) the wrong, (is|are|was|do|does|ca|wo|should|must)n't, ? no(pe)
cue-wrong-before = not, wrong, except, ignore, anything but
cue-but = but
# What does not come to be uploaded, or not yet.
cue-hold = (do not|don't|not to) (please |)(upload|send|submit|use|process), not (yet|ready|final|sealed|signed),
    hold (on|off), draft(s), ignore, wrong (letter|file|scan), (is|was) wrong
    .except = ignore (the|my)
# Near an ID, these make one ask first, but for what `.except` lists: that it is not meant, is settled, or is asked about.
cue-doubt = no(t), never, cannot, (is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should|must)n't,
    neither, nor, none, without, except, anything but, excluding, besides, apart from, other than, forget,
    skip, ignore, remove, delete, discard, cancel*, wrong*, mistake*, typo, invalid
    .except = not (sure|certain|only|just), not (the|my|our) (old|other)*, cert(ificate) no,
    no (problem|worries|rush|hurry|doubt|idea), without a doubt, (do not|don't) (forget|know),
    (can't|cannot|don't) (find|see|have) (any |)other(s)
cue-state = issued, done, approved, finished, complete(d), renewed, expired, revoked
cue-settled = else, another, old, already, tomorrow, tonight, next (week|month), comes later, nothing to do, (i|we) will send
# A question: its mark; what tells, beside the mark, that it is more than "is it this one?"; what asks without a mark.
cue-question = ?
cue-asks = wh(en|y|o|ose|om|ere|at|ich), how, ready, status, state, pending, expire(s), valid, renew, revoke, review*,
    still, yet, already, progress, stuck, eta, news, update(s), accepted, rejected, arrived, received,
    working, live, sent, uploaded, ^(and |but |so |)(is|are|was|were|has|had|have|do|did|does|will|can|could|should)(n't)
    .except = ^(and |but |so |)(is|are|was|were|has|had|have|do|did|does|will|can|could|should)(n't) (it|this|that|be|you (please |)(mean|use|take|try|upload|send))
cue-asks-outright = ^when (is|will|was|does), ^why, ^who(se), ^how, ^ha(d|s), ^does, ^did, ^is … (still|already),
    ^(any |)(status|news|update(s)) (of|on|about|for), ^what('s up|s up|'s|s|) (of|about|with), ask(ing) about

# In a letter: words before a company's name that are no part of it (of one sign: at its beginning only).
cue-no-company = we, i, the, this, that, these, it, our, by, to, from, as, at, is, are, and/or, dear, hereby, behalf, on,
    in, certify, applicant, company, organization, organisation, name, client, customer, confirm, confirms,
    confirmation, letter, certificate, signed, authorized, authorised, sincerely
