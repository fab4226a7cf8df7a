"""A letter as people have it ─► one that Tencent Cloud takes.

    ../results   what the two below give: Sound, Mended, Choice
    inspection   inspect: is the file whole, open and harmless? What does it say?
    mend         mend: files ─► one JPG or PDF that is small enough; or which pages are it?
    ├── pictures     Pillow: bytes ─► sheets, right side up, without anything but the picture
    ├── notes        what lies beside a picture, and never decides about it
    ├── documents    PDFium: does a PDF open, what does it say, what is in it beside its pages?
    ├── losses       what has a PDF that the pictures of its pages have not?
    ├── rendering    PDFium: a page ─► a sheet, whole or not at all
    ├── jpeg2000     how large must a page be drawn for its pictures to be read?
    ├── cutting      a long page ─► pages of usual shape
    ├── fitting      sheets ─► the most legible pages that fit
    ├── binding      pages ─► a PDF
    ├── looks        sheets ─► is one blank, dark, or too coarse?
    └── contact_sheet   sheets ─► one picture of them all, to choose from

Everything here is pure, and most of it slow: `bot/files/process/` runs it in a process that may be
killed. Nothing here may be imported by the bot itself: it brings in libraries that read hostile
files, and their memory.
"""
