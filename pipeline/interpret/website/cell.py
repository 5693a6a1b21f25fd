"""A whole website cell: none declared, one address, or several among other words.

Rules WW002 to WW005, WW023 and WW032.
"""

import re
from dataclasses import dataclass

from pipeline.interpret.website.address import cut, is_mail, own_site, read_address
from pipeline.interpret.website.lists import SiteLists
from pipeline.interpret.website.ordinary import ordinary
from pipeline.interpret.website.scheme import intended
from pipeline.interpret.website.tidy import from_thai_layout, trimmed, visible
from pipeline.interpret.website.value import Website, no_website
from pipeline.model import Note, Reading
from pipeline.secret import secret_rule

LONGEST_CELL = 2_000
_PADDING = " .…()[]{}\"'“”*:-_/"
_DASHES = re.compile(r"[-_ */]+")
_BRACKETS = " .…()[]{}\"'“”"
_SITE_WORD = re.compile(r"(?:เว็?[บปพ]|web)(?:ไซ[ตทดร]?์?|site|เพ็?จ|page)?", re.IGNORECASE)
"""The many spellings of เว็บไซต์."""
_PLAIN = re.compile(
    r"(?!\d|.*\d{13}|.+\.(?:th|com|org|net)www\.)(?:https?://)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/(?!www\.)[a-z0-9_-]*)*(?:\.[a-z]{3,5})?",
    re.IGNORECASE,
)
"""An address with nothing around it, as nearly all cells have it."""

_FORMULA = re.compile(r'=\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_CREDENTIALS = re.compile(r"(?:\w+:/+)?[^\s/@:]+:[^\s/@]*@\S+")
_SPACED_SCHEME = re.compile(r"(?=\S*[ ])([a-z]{3,7}) ?[:;.]? ?[/\\]{0,3} ?(?=www|\w+[.])", re.IGNORECASE)
_NEXT = r"(?=www\.|https?:)"
_JOINTS = re.compile(
    rf"[;|](?=\s|$|www\.|https?:)|\s[;|]|(?<=[a-z/])\s*(?:และ|หรือ)\s*(?=[a-z])|(?<![:/])[/&]{_NEXT}"
    rf"|(?<!\S)\(?\d{{1,2}}[.)]\s*{_NEXT}|(?:(?<=[ก-๎])|(?<=\.th)|(?<=\.com)|(?<=\.org)|(?<=\.net)){_NEXT}|[(\[](?=[ก-๎])|(?<=[ก-๎])[)\]]",
    re.IGNORECASE,
)
"""What stands between addresses, or between an address and a remark, apart from spaces and commas."""

_CONTINUES = "/?&=#"
_RANK = {"official": 0, "other": 1, "free": 2, "social": 3}


@dataclass(slots=True)
class Group:
    """Neighbouring pieces of a cell that make up one address, or a part of one."""

    text: str
    complete: bool
    pieces: int = 1


def read_text(text: str, lists: SiteLists) -> Reading[Website]:
    """Read the text of a website cell. Total: any text gives a reading."""
    site = ordinary(text, lists)
    return Reading(site) if site else read_at_length(text, lists)


def read_at_length(text: str, lists: SiteLists) -> Reading[Website]:
    """The reading that knows every kind of cell."""
    if _PLAIN.fullmatch(text):
        return _read_piece(text, text, lists, tidied=False, broken="")
    plain = visible(text)
    if not text.strip():
        return Reading(None)
    if not plain or len(plain) > LONGEST_CELL:
        return Reading(None, (Note("WW003"),))
    if (word := _none_word(plain, lists)) is not None:
        return Reading(no_website(deletes=word in lists.deletes), (Note("WW002"),))
    if (rule := secret_rule(plain)) and not _CREDENTIALS.fullmatch(plain):
        return Reading(None, (Note(rule, {"v": ""}),))
    meant, broken = _close_up_scheme(_latin(plain))
    pieces = _pieces(_JOINTS.sub(" ", lists.label.sub(" ", meant)))
    if len(pieces) != 1:
        return _read_pieces(pieces, plain, lists)
    piece = pieces[0][1]
    whole = piece == meant and (meant == plain or bool(broken)) and plain == " ".join(text.split())
    return _read_piece(piece, plain, lists, tidied=not whole, broken=broken)


def _latin(plain: str) -> str:
    """The address in a HYPERLINK formula, or typed in the Thai keyboard layout; any other text unchanged."""
    formula = _FORMULA.match(plain)
    return formula[1] if formula else from_thai_layout(plain)


def _none_word(plain: str, lists: SiteLists) -> str | None:
    """The words by which the cell declares that there is no website, None where it does not."""
    if _DASHES.fullmatch(plain):
        return "-"
    word = _SITE_WORD.sub("เว็บไซต์", plain.replace(" ", "")).lower().strip(_PADDING) or plain.strip(_BRACKETS)
    if word in lists.none or (word.startswith(lists.none_starts) and not re.search(r"[a-z]\.[a-z]", word)):
        return word
    return None


def _close_up_scheme(text: str) -> tuple[str, str]:
    """An address whose scheme has spaces in it, closed up, and that scheme as typed ("http: //")."""
    found = _SPACED_SCHEME.match(text)
    if not found or not (scheme := intended(found[1])) or " " not in found[0]:
        return text, ""
    return f"{scheme}://{text[found.end() :]}", found[0]


def _pieces(text: str) -> list[tuple[str, str]]:
    """The words of a cell, each with what separated it from the one before: a space or a comma."""
    found = []
    separator = " "
    for word in text.split():
        for number, part in enumerate(word.split(",") if "," in word and "," in cut(word).host else [word]):
            separator = "," if number else separator
            if trimmed(part):
                found.append((separator, part))
                separator = " "
            elif part == "-":
                separator = part
    return found


def _read_piece(piece: str, plain: str, lists: SiteLists, *, tidied: bool, broken: str) -> Reading[Website]:
    bare = trimmed(piece)
    if is_mail(bare, lists):
        return Reading(None, (Note("WW004", suggestion=own_site(bare, lists)),))
    if not plain.isascii() and lists.lao_name.match(plain) and not _owned(bare, lists):
        return Reading(None, (Note("WW032"),))
    return read_address(bare, lists, tidied=tidied or bare != piece, broken=broken)


def _owned(text: str, lists: SiteLists) -> bool:
    return lists.owned(cut(text).name)


def _read_pieces(pieces: list[tuple[str, str]], plain: str, lists: SiteLists) -> Reading[Website]:
    groups, mails = _grouped(pieces, lists)
    complete = [group for group in groups if group.complete]
    if not complete:
        return Reading(None, (_nothing(groups, plain, mails=mails, lists=lists),))
    whole = [group for group in complete if group.pieces == 1]
    readings = [read_address(group.text, lists, tidied=True) for group in whole or complete]
    sites = _distinct([reading.value for reading in readings if reading.value])
    if not sites:
        return readings[0]
    if not whole:
        return Reading(None, (Note("WW005", {"x": sites[0].url}, sites[0].url),))
    if len(sites) > 1:
        main = min(sites, key=lambda site: (site.concern in ("agency", "shortener", "search"), _RANK[site.kind]))
        return Reading(main, (Note("WW023", {"x": main.url}, main.url),))
    return next(reading for reading in readings if reading.value)


def _grouped(pieces: list[tuple[str, str]], lists: SiteLists) -> tuple[list[Group], bool]:
    """The pieces that belong together as addresses, and whether an e-mail address is among the others."""
    groups: list[Group] = []
    current: Group | None = None
    mails = False
    for separator, typed in pieces:
        piece = trimmed(typed) + ("." if typed.endswith(".") else "")
        if is_mail(piece, lists):
            mails, current = True, None
        elif _remark(piece, lists):
            _cut_short(current)
            current = None
        elif current is None or _starts(piece) or (current.complete and _owned(piece, lists)):
            current = Group(piece, _owned(piece, lists))
            groups.append(current)
        elif not current.complete or typed[0] in _CONTINUES or _has_page(current):
            current.text = _glued(current, piece, separator, typed, lists)
            current.complete, current.pieces = _owned(current.text, lists), current.pieces + 1
    return groups, mails


def _has_page(group: Group) -> bool:
    return bool(cut(group.text).tail.strip("/"))


def _cut_short(group: Group | None) -> None:
    """A Thai page name goes on after a space (facebook.com/อบต. แม่ใส): where it ends cannot be told."""
    if group and not group.text.isascii() and _has_page(group):
        group.complete, group.pieces = False, group.pieces + 1


def _remark(piece: str, lists: SiteLists) -> bool:
    """Whether a piece is no part of an address: a word in Thai, a number, a label such as "Website"."""
    latin = re.search("[a-z]", piece, re.IGNORECASE)
    return piece.lower().rstrip(".") in lists.labels or (not latin and not _owned(piece, lists))


def _starts(piece: str) -> bool:
    return piece.lower().startswith("www.") or bool(cut(piece).split.scheme)


def _glued(group: Group, right: str, separator: str, typed: str, lists: SiteLists) -> str:
    """A group and the next piece as one address: a dot where the comma or a missing dot stood, else nothing."""
    left = "www" if group.text.replace(".", "").lower() == "www" else group.text
    if _has_page(group):
        return f"{left}{'' if typed[0] in _CONTINUES else '%20'}{right}"
    if left[-1] in "./-:" or typed[0] in ".-/?&=#:":
        dot = "." if typed[0] == "." or left[-1] == "." else ""
        return left.rstrip(".") + dot + right.lstrip(".")
    if separator == "-":
        return f"{left}-{right}"
    missing = separator == "," or left.lower().endswith("www") or right.lower().partition("/")[0] in lists.suffixes
    return f"{left}{'.' if missing else ''}{right}"


def _nothing(groups: list[Group], plain: str, *, mails: bool, lists: SiteLists) -> Note:
    """The one cause why a cell of several words has no address in it."""
    if mails:
        return Note("WW004")
    if any(group.pieces > 1 and _owned(group.text, lists) for group in groups):
        return Note("WW005", {"x": ""})
    if lists.lao_name.match(plain):
        return Note("WW032")
    tried = next((group for group in groups if "." in group.text), None)
    if tried is None:
        return Note("WW003")
    return read_address(tried.text, lists).notes[0] if tried.pieces == 1 else Note("WW005", {"x": ""})


def _distinct(sites: list[Website]) -> list[Website]:
    return list({site.url.partition("://")[2].removeprefix("www."): site for site in reversed(sites)}.values())[::-1]
