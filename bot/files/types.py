"""The one table of file types, and how large a letter may be. A new type is one line here.

It is read by what tells a file by its content (`detect`), the check of a letter, the form and what
it hands in, the readers of pictures, and those that look for domains and IDs between file names.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Self

SMALLEST_LETTER = 1_024  # bytes: "1 KB" (page "UploadConfirmLetter"), in the larger reading
LARGEST_LETTER = 1_468_006
"""Bytes: "1.4 MB" (same page) as 1.4 * 1024 * 1024 of the file itself.

The page does not say whether a MB is decimal or binary, nor whether the file or its Base64 text is
measured. This is the widest reading: above it every reading refuses, below it Tencent decides.
"""

LARGEST_ADJUSTED = 1_000_000  # bytes that an adjusted letter stays below: all readings allow that
LARGEST_FETCHED = 50 * 1_024 * 1_024  # bytes that are fetched and adjusted
MOST_PAGES = 200  # of a file that can still be called a letter with its papers
MOST_TO_CHOOSE = 40  # pages that can be shown to choose from, in time and so that one sees them
MOST_TOGETHER = 10  # pages of a letter; more than that, and it is asked which of them are it
LONGEST_TEXT = 20_000  # characters of text layers that are read

# Which certificates a letter of this type may be sent for: most, those of the WoSign kind. Pages
# "UploadConfirmLetter", and error `InvalidConfirmLetterFormatWosign`.
_ALL, _MOST, _WOSIGN, _NONE = (True, True), (True, False), (False, True), (False, False)


@dataclass(frozen=True)
class Facts:
    """What is known of a file type.

    `name`: as people write it, or the key of its words; `endings`: of the names of files that
    people drop or speak of, with blanks between; `magic`: a regular expression for the first bytes,
    b"" where the library `filetype` or a look into the file tells it; `sent`: may such a letter be
    sent, for most certificates and for those of the WoSign kind; `pillow`: Pillow's name of it, if
    the picture can be adjusted; `most_pixels`: that are read then, 0 where nothing counts but what
    they take in memory; `problem`: the kind of BadFile or FormatProblem where it is not sent.
    """

    name: str
    endings: str = ""
    magic: bytes = b""
    sent: tuple[bool, bool] = _NONE
    pillow: str = ""
    most_pixels: int = 0
    problem: str = "unsupported-image"


_office = partial(Facts, problem="office-document")
_archive = partial(Facts, problem="archive")
_other = partial(Facts, problem="other-format")

# "BM", "GIF" and "MZ" are weak evidence: text begins like that too, but has no control characters.
_BINARY = rb".*?[\x00-\x08\x0e-\x1a\x1c-\x1f]"
_BITMAP = rb"BM.{4}\x00{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00{3}"
_PROGRAM = (
    rb"\x7fELF|MZ" + _BINARY + rb"|\x00asm\x01\x00{3}|!<arch>\ndebian-binary|\xed\xab\xee\xdb|Cr24"
    rb"|\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe"
)
_VIDEO = (
    rb".{4}ftyp(?!.{8,24}(?:avif|heic))(?:isom|iso[2-9]|mp4[12]|avc1|M4V |qt  |3gp|dash|MSNV)"
    rb"|.{4}(?:moov|mdat)|\x1aE\xdf\xa3|RIFF.{4}AVI |0&\xb2u\x8ef\xcf\x11|\x00{2}\x01[\xb3\xba]"
    rb"|FLV\x01"
)
# MP3 and AAC without notes begin with the head of a frame (ISO/IEC 11172-3, 13818-7); a film of
# Windows and a sound of it begin alike, and the stream in it tells.
_FRAME = rb"\xff[\xe3\xf2\xf3\xfa\xfb][\x10-\xeb]|\xff[\xf0\xf1\xf8\xf9][\x00-\xf3]"
_WMA = rb"0&\xb2u\x8ef\xcf\x11(?!.*\xc0\xef\x19\xbcM\[\xcf).*@\x9ei\xf8M\[\xcf"
_AUDIO = (
    rb"ID3[\x02-\x04]|R(?:IFF|F64).{4}WAVE|OggS|fLaC|.{4}ftyp(?:M4[ABP]|F4A)|#!AMR|\x02?#!SILK|caff"
    rb"|FORM.{4}AIF[CF]|MThd|\.snd\x00|" + _FRAME + b"|" + _WMA
)
_MAIL = (
    rb"(?!From: <Saved by|.{1,1024}%PDF-\d)(?:(?:Date|From|To|Subject): .{1,2000}?\n)?"
    rb"(?:Return-Path|Received|Delivered-To|Message-ID|MIME-Version|X-[\w-]+): "
)
_SOUNDS = "mp3 wav m4a aac amr ogg opus flac wma aiff aif caf mid midi silk"
_PROGRAMS = "exe dmg msi apk bat sh js py"
_OTHERS = """
    txt md log json xml yaml yml crt cer pem csr p7b pfx p12 der jks ics vcf ini cfg conf sql css
"""


class FileType(StrEnum):
    """The types; the value of each is its usual ending, and that by which `filetype` calls it."""

    facts: Facts

    def __new__(cls, value: str, facts: Facts) -> Self:
        """Make a member of a line below."""
        member = str.__new__(cls, value)
        member._value_, member.facts = value, facts
        return member

    # Letters, and pictures that can be made one. A JPG is scaled down while it is read, so any
    # phone's photo fits; HEIF and its kin are held twice while they are read, WebP three times.
    PDF = "pdf", Facts("PDF", "pdf", rb"%PDF-", _ALL)
    JPG = "jpg", Facts("JPG", "jpg jpeg", rb"\xff\xd8\xff", _ALL, "JPEG", 210_000_000)
    PNG = "png", Facts("PNG", "png", rb"\x89PNG\r\n\x1a\n", _MOST, "PNG", problem="png-not-taken")
    GIF = "gif", Facts("GIF", "gif", rb"GIF8[79]a", _WOSIGN, "GIF")
    HEIC = "heic", Facts("HEIC", "heic", rb".{4}ftyphe(?:i[cmsx]|v[cx])", _NONE, "HEIF", 51_000_000)
    HEIF = "heif", Facts("HEIF", "heif", rb".{4}ftyp(?:mif[12]|msf1)", _NONE, "HEIF", 51_000_000)
    AVIF = "avif", Facts("AVIF", "avif", rb".{4}ftypavi[fs]", _NONE, "AVIF", 25_000_000)
    WEBP = "webp", Facts("WebP", "webp", rb"RIFF.{4}WEBPVP", _NONE, "WEBP", 16_000_000)
    TIFF = "tiff", Facts("TIFF", "tif tiff", rb"II[*+]\x00|MM\x00[*+]", _NONE, "TIFF")
    BMP = "bmp", Facts("BMP", "bmp", _BITMAP, _NONE, "BMP")

    # Pictures that cannot
    ODD_BMP = "odd-bmp", Facts("BMP", magic=b"BM" + _BINARY)
    ODD_GIF = "odd-gif", Facts("GIF", magic=b"GIF" + _BINARY)
    ODD_PNG = "odd-png", Facts("PNG", magic=rb"\x89PNG", problem="truncated-file")
    DICOM = "dcm", Facts("DICOM")
    DWG = "dwg", Facts("DWG")
    ICO = "ico", Facts("ICO")
    JPEG_2000 = "jpx", Facts("JPEG 2000", "jp2 jpx j2k", magic=rb"\x00{3}\x0cjP  |\xff\x4f\xff\x51")
    JPEG_XL = "jxl", Facts("JPEG XL", "jxl", magic=rb"\x00{3}\x0cJXL |\xff\x0a")
    JPEG_XR = "jxr", Facts("JPEG XR")
    PSD = "psd", Facts("PSD", "psd")
    XCF = "xcf", Facts("XCF")

    # No pictures; what tells office documents apart stands in `detect`
    WORD = "word", _office("word", "doc docx docm dot dotx wps pages")
    EXCEL = "excel", _office("excel", "xls xlsx xlsm csv numbers")
    POWERPOINT = "powerpoint", _office("powerpoint", "ppt pptx key")
    OPEN_DOCUMENT = "opendocument", _office("opendocument", "odt ods odp")
    OLD_OFFICE = "ole", _office("office")
    RTF = "rtf", _office("RTF", "rtf", magic=rb"\{\\rtf")
    OFD = "ofd", _other("OFD", "ofd")
    XPS = "xps", _other("XPS", "xps oxps")
    MAIL = "eml", _other("mail", "eml msg", magic=_MAIL)
    AUDIO = "audio", _other("audio", _SOUNDS, magic=_AUDIO)
    VIDEO = "video", _other("video", "mp4 mov avi mkv webm wmv m4v mpg flv", magic=_VIDEO)

    SEVEN_ZIP = "7z", _archive("7z", "7z")
    BZ2 = "bz2", _archive("BZ2", "bz2")
    CAB = "cab", _archive("CAB")
    GZ = "gz", _archive("GZ", "gz tgz")
    LZ = "lz", _archive("LZ")
    LZ4 = "lz4", _archive("LZ4")
    LZO = "lzo", _archive("LZO")
    RAR = "rar", _archive("RAR", "rar")
    TAR = "tar", _archive("TAR", "tar")
    XZ = "xz", _archive("XZ", "xz")
    Z = "Z", _archive("Z")
    ZIP = "zip", _archive("ZIP", "zip")
    ZSTD = "zst", _archive("ZST")

    PROGRAM = "exe", Facts("EXE", _PROGRAMS, _PROGRAM, problem="executable")
    WEB_PAGE = "html", Facts("HTML", "html htm mhtml", problem="web-page")
    OTHER = "other", Facts("", _OTHERS, problem="unknown-file")

    @property
    def may_be_adjusted(self) -> bool:
        """Whether the readers open it, so that a letter can be made of it."""
        return self is FileType.PDF or bool(self.facts.pillow)

    @property
    def is_never_a_letter(self) -> bool:
        """Whether even its name says that no letter can be made of it; of pictures one can."""
        return not self.may_be_adjusted and self.facts.problem != "unsupported-image"


ADJUSTABLE = tuple(each for each in FileType if each.may_be_adjusted)
"""The types of letters and of what can be made one."""


def endings_of(types: Iterable[FileType]) -> tuple[str, ...]:
    """The endings of the names of such files, without the dot."""
    return tuple(ending for each in types for ending in each.facts.endings.split())


def type_called(name: str) -> FileType | None:
    """The type that a file's name claims."""
    _, dot, ending = name.lower().rpartition(".")
    return next((each for each in FileType if dot and ending in endings_of([each])), None)


NEVER_A_LETTER = frozenset(endings_of(each for each in FileType if each.is_never_a_letter))
"""The endings of files of which no letter can be made, whatever they are called before it."""


def usual_name(value: str) -> str:
    """A type as people write it; the value of one that another release knew is in capitals."""
    return next((each.facts.name for each in FileType if each == value), value.upper())
