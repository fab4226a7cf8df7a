# What the page itself says. What the bot says stands in the bot's own files.

## Around everything

page-title = { $place } · { $person } · Sandbox
skip = Skip to the messages
skip-to-write = Skip to writing a message
ended = The sandbox has ended. This page comes back by itself when the sandbox does.
sandbox = Sandbox
menu = Menu
theme = Switch between light and dark
channels = Channels
direct-messages = Direct messages
apps = Apps
home = App Home
you-are = You are
role-guest = guest
role-stranger = another workspace
workspace = Workspace
unread = { $place } (unread)
views = Views
channel = Channel
thread = Thread
cloud = Tencent Cloud
log = Bot's log
close-thread = Close thread
close = Close
app = APP
no-home = The app has not published a Home for you yet.
no-messages = Nothing here yet. Drop a letter below.

## Messages

messages = Messages
new = New
only-you = Only visible to you
dismiss = Dismiss message
edited = (edited)
deleted = This message was deleted.
file-deleted = This file was deleted.
replies =
    { $count ->
        [one] { $count } reply
       *[other] { $count } replies
    }
last-reply = Last reply at { $clock }
reacted = { $people } reacted with { $emoji }
forwarded = { $person }, forwarded from { $place }
linked = { $person }, linked from { $place }
said = { $person }: { $text }
size = { $size } KB
open-file = Open { $name }
download = Save { $name }

## What one does with a message

actions = Message actions
more = More actions
reply = Reply in thread
edit = Edit
edit-title = Edit message
delete = Delete
delete-title = Delete message
delete-sure = This cannot be undone.
delete-files = Delete its files too
forward = Forward
forward-title = Forward message
text = Text
to = To
save = Save
cancel = Cancel

## Writing

write = Message { $place }
write-reply = Reply…
send = Send
attach = Add files
remove = Remove { $name }
drop-here = Drop files to send them to { $place }
completions = Suggestions
letter-hint = the app's command: /letter help

## What the app asks

no-results = No results
type-more = Type { $count } or more characters to search

## Notices

gone = This is not there any more. The page shows what there is now.
no-certificate = No certificate has the ID { $certificate }.
no-answer = The app did not answer in time.
no-command = { $command } is not a valid command.
no-command-in-threads = { $command } is not supported in threads. Sorry!
forwarded-notice = Forwarded.
required = Please complete this required field.

## Tencent Cloud, the CA and the bot

bot-starting = The bot is starting …
bot-ended = The bot has ended. Its log says:
bot-again = Start again
bot-again-notice = The bot is starting again.
log-empty = The bot has written nothing yet.
log-none = You run the bot yourself here; its log is where you started it.
cloud-about = A cloud and a CA of your own: here you decide what becomes of a letter.
day-passes = A day passes
day-hint = Each letter in review gets one step further: pre-review, legal review, CA review, issued.
day-notice =
    { $count ->
        [0] A day has passed. No letter is in review.
        [one] A day has passed. One letter got a step further.
       *[other] A day has passed. { $count } letters got a step further.
    }
today = Today is { $date }.
letters = Letters that arrived
to-thread = See the thread
none-yet = None yet.
letter-about = { $size } KB · { $clock } · certificate { $certificate }
certificates-waiting = Waiting for a letter
certificates-review = In review, and decided
certificates-rest = All others ({ $count })
issue = Issue
send-back = Send back
reject = Reject
revoke = Revoke
reject-title = Reject the letter
reject-reason = Reason, as the CA words it
reject-usual = The company's name differs from the business licence.
end-notice = The CA is done with { $certificate }. The thread of its letter tells it.
issue-notice = { $certificate } is issued. The thread of its letter tells it.
send-back-notice = { $certificate } waits for another letter. The thread tells it.
reject-notice = { $certificate } is rejected. The thread tells it.
cancel-notice = The order of { $certificate } is cancelled.
refund-notice = { $certificate } is refunded.
revoke-notice = { $certificate } is revoked. The thread tells it.
stage-pre-reviewing = pre-review
stage-legal-reviewing = legal review
stage-ca-reviewing = CA review
stage-pending-dcv = domain check is missing
status-0 = In review
status-1 = Issued
status-2 = Review failed
status-3 = Expired
status-4 = DNS record added
status-5 = Waiting for application materials
status-6 = Order is being cancelled
status-7 = Cancelled
status-8 = Waiting for confirmation letter
status-9 = Being revoked
status-10 = Revoked
status-11 = Being reissued
status-12 = Waiting for revocation letter
status-13 = Free certificate, waiting for application materials
status-14 = Refunded
status-15 = Being migrated
faults = What goes wrong
faults-on = Something is set to go wrong: { $faults }.
fault-slow = Tencent Cloud is slow
fault-busy = The CA is busy
fault-denied = Permission denied
fault-lost = The answer gets lost
start-over = Start over
start-over-title = Start over?
start-over-sure = All messages, files and decisions of this sandbox are deleted, and the bot starts with an empty database.
start-over-notice = Starting over …

## What there is to try

greeting = Hi, I'm Letterdrop. Drop a sealed confirmation letter here and name its certificate: I upload it to Tencent Cloud and tell you in the thread what becomes of it. Nothing leaves this computer.
try-one = Try one of these:
tries = Things to try
try-letter = Drop the sealed letter for flSFd6Fh
try-letter-text = for flSFd6Fh
try-photo = A phone photo of 5 MB
try-photo-text = for Eq4hcD10
try-forget = Forget the ID
try-forget-text = Here is our sealed confirmation letter.
try-word = A Word file
try-word-text = for a91hoLqi
samples = Sample files
sample-pdf = Sealed letter
sample-photo = Phone photo
sample-word = Word file
sample-heic = iPhone photo
sample-large = Too large
sample-broken = Broken off
sample-use = Add { $name } to the message
