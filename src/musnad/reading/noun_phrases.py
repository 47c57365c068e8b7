"""How far a noun phrase goes: its head, the nouns of its chain, adjectives, what a preposition or a clitic ties to it."""

from __future__ import annotations

import re

from musnad.reading.cues import cue_at, is_cue_word
from musnad.reading.page import Page, bare_forms
from musnad.reading.person_names import is_title, person_end
from musnad.reading.phrase_bounds import is_given_name, is_preposition, is_told, stops
from musnad.text.quotes import MARKS
from musnad.text.tokens import MARK, WORD
from musnad.text.words import begins_with_clitic, is_common, is_known

_VERBAL_NOUN = re.compile(r"است\w{3,5}|ت\w\wي\wه?|ت\wا\w\w|ا\wت\wا\w|ان\w\wا\w")
"""Shapes of verbal nouns (استعداد, تعزيز, تطابق, التزام, انسحاب): behind an office they begin what is said, no name."""
LONGEST_QUOTED_NAME = 6
"""Tokens of a name in quotation marks."""
_LONGEST = 60
"""Tokens of a noun phrase: the longest of 3,000 articles had 32, and «وزير» written 10,000 times is no phrase."""


def noun_phrase_end(page: Page, i: int, limit: int) -> int:
    """The end of the noun phrase at token i read as narrowly as the grammar allows; i itself where none starts there."""
    if i >= limit or page.tokens[i].kind == MARK:
        return i
    return extent(page, i, limit, tight=True)


def extent(page: Page, i: int, limit: int, *, tight: bool, clitics: int = 0) -> int:  # noqa: PLR0915
    """The end of the noun phrase that starts at token i, appositions after a comma left out."""
    k, complete, limit = i, False, min(limit, i + _LONGEST)
    role = page.roles.get(i)
    if role and len(role.clitics) == clitics and role.last > i + 1:
        k = min(role.last, limit)
        complete = page.tokens[k - 1].norm.startswith("ال") or role.entry.role_class == "witness"
        complete = complete and not is_preposition(page, k - 1) and page.tokens[k - 1].norm != "باسم"
    while k < limit:
        k += int(page.tokens[k].norm == "غير" and i < k < limit - 1)
        token = page.tokens[k]
        if token.kind == MARK:
            step = _mark_inside(page, k, i, limit)
            if step == k or (tight and token.text in MARKS and not _names_before(page, k)):
                break
            k = step
            continue
        if k > i and (_clause_at(page, k) or _joins(page, k) or _barred(page, i, k, clitics) or (complete and _report_begins(page, k))):
            break
        if k > i and page.has("belonging", k) and (whole := _whole_belonged_to(page, k + 1, limit) if k + 1 < limit else 0):
            k, complete = whole, True
            continue
        norm = token.norm[clitics:] if k == i else token.norm
        name = page.names.get(k)
        if k > i and is_preposition(page, k):
            own = page.has("informed", k - 1) or _partitive_ends(page, i, k)
            if (tight and complete and not own and not _place_follows(page, k)) or not (own or _binds(page, i, k)):
                break
            complete = False
        elif k > i and name and name.clitics and _annexed(page, i, k, norm, tight=tight):
            complete = True
            k = name.last
            continue
        elif name and name.last > k:
            adjective = name.entry.kind == "adjective"
            if tight and complete and not adjective and name.entry.kind != "person":
                break
            complete = complete or not adjective or norm.startswith("ال")
            k = name.last
            continue
        elif (
            k > i
            and not name
            and (is_given_name(page, k) or norm == "عبد")
            and person_end(page, k, limit) > k + 1
            and page.tokens[k].kind == WORD
        ):
            k = person_end(page, k, limit)
            complete = True
            continue
        elif k > i and _annexed(page, i, k, norm, tight=tight):
            complete = norm.startswith(("لل", "وال")) or bool(name)
        elif norm.startswith("ال"):
            if tight and complete and not _agrees(page, i, k) and not (k > i and is_title(page, k) and k + 1 < limit):
                break
            complete = True
        elif tight and k > i and _cannot_follow(page, i, k, complete=complete):
            break
        k += 1
    return _without_loose_end(page, i, k)


def _partitive_ends(page: Page, head: int, k: int) -> bool:
    """Whether من at token k tells of what the head is a part ("العديد من الصحفيين", "جزء من الحركة")."""
    return page.tokens[k].norm == "من" and page.has("partitive", head) == k - head


def _without_loose_end(page: Page, i: int, k: int) -> int:
    while k > i + 1 and (is_preposition(page, k - 1) or page.tokens[k - 1].text in ("-", "–")):
        k -= 1
    return k


def _clause_at(page: Page, k: int) -> bool:
    """Whether something that is no part of a noun phrase starts at token k: a clause, one who is told, a new line."""
    newline = "\n" in page.layout.text[page.tokens[k - 1].end : page.tokens[k].start]
    return newline or page.has("manner", k) > 0 or stops(page, k) or is_told(page, k) or _verbal(page, k)


def _barred(page: Page, head: int, k: int, clitics: int) -> bool:
    """Whether the phrase can't go on at token k: a language ("بالإسبانية"), a definite noun behind a plural with nun (معارضون البرهان)."""
    name = page.names.get(k)
    if name and name.entry.kind in ("capital", "country", "place") and page.tokens[head].text.endswith(("يا", "ياً")) and head in page.roles:
        return True
    if name and name.clitics in ("ب", "وب") and name.entry.kind == "adjective":
        return True
    norm = page.tokens[head].norm[clitics:]
    nun = norm.endswith("ون") and len(norm) > 4 and not norm.startswith(("ال", "لل")) and head not in page.names
    return nun and page.tokens[k].norm.startswith("ال") and not is_preposition(page, k - 1)


def _report_begins(page: Page, k: int) -> bool:
    """Whether the word at token k, behind a phrase that is complete, can only be a word of reporting."""
    norm = page.tokens[k].norm
    if k in page.names or k in page.roles or norm.startswith("ال") or norm not in page.lexicon.cues:
        return False
    return not is_given_name(page, k) and not page.has("vague_person", k)


def _joins(page: Page, k: int) -> bool:
    """Whether و at token k joins another source to the first ("مسؤولون وناشطون", "مصدر ووسائل إعلام")."""
    norm = page.tokens[k].norm
    return norm[0] == "و" and any(page.has_norm(group, norm[1:], k) for group in ("vague_person", "agency_word"))


def _cannot_follow(page: Page, head: int, k: int, *, complete: bool) -> bool:
    """Whether an indefinite word at token k is outside the phrase read narrowly: an adverb, a possessed noun, a new noun, a verb."""
    token, norm = page.tokens[k], page.tokens[k].norm
    if norm[0] in "وف" and _verb_after_and(page, k):
        return True
    inside = page.inside_name[k]
    if (
        token.text.endswith(("ا", "اً", "ًا"))
        and page.tokens[head].norm.endswith("ون")
        and not inside
        and (is_common(norm) or is_known(norm[:-1]))
    ):
        return True
    possessed = norm.endswith(("ها", "هم", "هما")) and len(norm) > 4 and not inside
    if possessed and (complete or k > head + 1):
        return True
    if complete and token.text.endswith("ه") and len(norm) > 3 and not inside and not is_given_name(page, k):
        return True
    if not complete or inside:
        return False
    adverb = token.text.endswith(("ا", "اً", "ًا")) and len(norm) > 3 and is_known(norm)
    if adverb or norm.startswith("بال") or begins_with_clitic(norm, "ب"):
        return True
    ordinary = is_common(norm) or (is_known(norm) and (head not in page.roles or bool(_VERBAL_NOUN.fullmatch(norm))))
    return ordinary and not is_given_name(page, k) and norm[0] not in "وبل"


def _verbal(page: Page, k: int) -> bool:
    """Whether token k is plainly a verb or a negation, so that a clause begins there ("مسؤولان سابقان يدعمان")."""
    if page.has("negation", k) and page.tokens[k].norm in ("لم", "لن", "لا", "ليس", "ليست"):
        return True
    if page.inside_name[k] or k in page.roles:
        return False
    norm = page.tokens[k].norm
    behind = page.tokens[k + 1].norm if k + 1 < len(page.tokens) else ""
    if behind in ("عدم", "ذكر", "كشف", "الكشف", "الافصاح") and is_cue_word(page, norm):
        return True
    if (
        norm[0] == "ي"
        and len(norm) > 3
        and (norm,) not in page.lexicon.given_names
        and norm not in ("يوم", "يومين", "يومي", "يونيو", "يوليو", "يناير", "يمين", "يورو", "يسار", "يساري", "يميني", "يهودي", "يهود")
    ):
        return is_common(norm) or norm.endswith(("ون", "ان", "وا", "ها", "ه"))
    return any(c.finite and c.suffix and c.kind == "past" for c in cue_at(page, k))


def _verb_after_and(page: Page, k: int) -> bool:
    return page.tokens[k].norm[1:] in page.lexicon.cues and k not in page.names


def _place_follows(page: Page, k: int) -> bool:
    """A place ties to the phrase even where it is complete: "السفير الروسي في لندن"."""
    name = page.names.get(k + 1)
    return (
        page.tokens[k].norm in ("في", "لدي") and name is not None and name.entry.kind in ("capital", "place", "country", "body", "metonym")
    )


def _annexed(page: Page, head: int, k: int, norm: str, *, tight: bool) -> bool:
    """A noun tied to the head by a clitic: "الأمين العام للحلف", "مبعوث ... بكوريا الجنوبية", "الحج والزيارة";
    not the one who is told (لوكالة …)."""
    if norm.startswith("وال"):
        return (
            not page.tokens[head].norm.startswith("ال")
            and page.tokens[k - 1].norm.startswith(("ال", "لل", "وال"))
            and norm[1:] not in page.lexicon.cues
        )
    if norm[0] not in "لب" or len(norm) < 4:
        return False
    name = page.names.get(k)
    if name and name.clitics in ("ل", "ب"):
        return name.entry.kind not in ("outlet", "platform", "person", "adjective") and (
            name.clitics == "ل" or name.entry.kind in ("country", "place", "body", "capital")
        )
    bare = norm[2:] if norm.startswith("لل") else norm[1:]
    if page.has_norm("agency_word", bare, k) or page.has_norm("journalists", norm, k) or page.has_norm("platform_word", bare, k):
        return False
    if norm.startswith("لل"):
        return True
    return norm[0] == "ل" and not bare.startswith(("نظير", "لقاء")) and begins_with_clitic(norm, "ل")


def _mark_inside(page: Page, k: int, first: int, limit: int) -> int:
    """Step over a mark that may stand inside a noun phrase: a short quoted name, brackets, a glued hyphen or dot; else stay."""
    token = page.tokens[k]
    if token.text in MARKS:
        close = next((j for j in range(k + 1, min(limit, k + 2 + LONGEST_QUOTED_NAME)) if page.tokens[j].text in MARKS), None)
        return close + 1 if close and close > k + 1 and (k > first) else k
    if token.text == "(":
        close = next((j for j in range(k + 1, min(limit, k + 9)) if page.tokens[j].text == ")"), None)
        return close + 1 if close else k
    glued = 0 < k < len(page.tokens) - 1 and page.tokens[k - 1].end == token.start and page.tokens[k + 1].start == token.end
    single = page.tokens[k - 1].kind == WORD and len(page.tokens[k - 1].norm) == 1
    return k + 1 if token.text in ("-", "–", ".", "/", "'", "’") and (glued or (single and token.text == ".")) else k


def _names_before(page: Page, k: int) -> bool:
    """Whether the word before a quotation mark asks for a name: "حزب “…”", "تنظيم “…”"."""
    norm = page.tokens[k - 1].norm
    return (
        any((role := page.roles.get(j)) and role.last == k and not role.definite for j in range(max(0, k - 3), k))
        or page.has_norm("body_noun", norm, k - 1) > 0
        or page.has_norm("agency_word", norm, k - 1) > 0
        or norm in ("ب", "ال", "ل", "مدينه", "بلده", "منطقه")
    )


def _binds(page: Page, head: int, k: int) -> bool:
    """Whether the preposition at token k ties what follows to the head noun (عضو في, متحدث باسم, سفير لدى, مسؤولون من), not to the verb."""
    if not page.has("binding_preposition", k) and not page.has("informed", k - 1):
        return False
    after = k + 1
    if after >= len(page.tokens) or page.time_at[after]:
        return False
    if occasion_at(page, after) or page.has("journalists", after):
        return False
    name = page.names.get(after)
    if page.has("informed", k - 1):
        return True
    if name and name.entry.kind in ("platform", "outlet"):
        return False
    if name is None and page.tokens[after].norm.endswith(("ها", "هم", "هما")) and page.tokens[k].norm == "في":
        return False
    return not (page.has("agency_word", after) or page.has("platform_word", after))


def occasion_at(page: Page, i: int) -> int:
    """The number of words of the occasion told at token i ("مؤتمر صحافي"), 0 where none is."""
    if i >= len(page.tokens) or page.tokens[i].kind != WORD:
        return 0
    rest = [t.norm for t in page.tokens[i + 1 : i + 6]]
    for _, norm in bare_forms(page.tokens[i].norm):
        hit = page.lexicon.occasions.longest(norm, rest) if norm in page.lexicon.occasions else None
        if hit:
            return hit[0]
    return 0


def adjectives_end(page: Page, k: int, limit: int) -> int:
    """The end of the adjectives and glued appositions that follow a name."""
    while k < limit and page.tokens[k].kind == WORD and not page.time_at[k]:
        name = page.names.get(k)
        if name and name.entry.kind == "adjective" and not name.clitics:
            k = name.last
        elif page.has("belonging", k) and k + 1 < limit and (belonged := _whole_belonged_to(page, k + 1, limit)):
            k = belonged
        elif page.tokens[k].norm.startswith("ال") and _adjective_like(page, k) and k not in page.names and k not in page.roles:
            k += 1
        elif _annexed(page, k, k, page.tokens[k].norm, tight=True) and name:
            k = name.last
        else:
            break
    return k


def _whole_belonged_to(page: Page, k: int, limit: int) -> int:
    """The end of what a body belongs to ("التابعة للأمم المتحدة", "المنبثقة عن المؤتمر"); 0 where nothing is told."""
    name = page.names.get(k)
    if name and name.clitics == "ل":
        return name.last
    if page.tokens[k].norm.startswith("لل"):
        return k + 1
    if is_preposition(page, k) and k + 1 < limit:
        return noun_phrase_end(page, k + 1, limit)
    return 0


def _agrees(page: Page, head: int, k: int) -> bool:
    """Whether the definite word at token k can be an adjective of the head: no masculine plural after a feminine (المحكمة الصحفيين)."""
    norm = page.tokens[k].norm
    masculine_plural = norm.endswith(("ين", "ون")) and len(norm) > 5
    return _adjective_like(page, k) and not (masculine_plural and page.tokens[head].text.endswith("ة"))


def _adjective_like(page: Page, k: int) -> bool:
    """Whether the definite word at token k has the shape of an adjective of relation or of a participle (الروسية, المسلح)."""
    norm = page.tokens[k].norm
    if page.has("noun_like_adjective", k):
        return False
    return norm.endswith(("ي", "يه", "يين", "يون", "ان")) or norm.startswith("الم") or page.has("plain_adjective", k) > 0


def is_definite(page: Page, i: int, end: int) -> bool:
    """A noun phrase is definite where its head, or the last noun of its chain, has the article or is a name."""
    for k in range(i, end):
        if page.tokens[k].kind != WORD:
            continue
        norm = page.tokens[k].norm
        name = page.names.get(k)
        if page.has("binding_preposition", k) and k > i:
            return False
        if k > i and page.has("of_rank", k - 1):
            continue
        if norm.startswith(("ال", "لل")) or (name and name.entry.kind != "adjective"):
            return True
        if name and k > i:
            return norm.startswith("ال")
    return False


def is_feminine(page: Page, i: int) -> bool:
    norm = page.tokens[i].norm
    return norm.endswith(("ه", "ات"))


def is_nominal(page: Page, i: int, limit: int, norm: str) -> bool:
    """Whether an indefinite word without article heads a chain of nouns ("رسامو الكاريكاتير"), as far as its shape tells."""
    if norm in page.lexicon.cues or norm.startswith(("لل", "بال", "ي", "وال")) or len(norm) < 3:
        return False
    if begins_with_clitic(norm, "بلكوفس"):
        return False
    return (
        i + 1 < limit
        and page.tokens[i + 1].kind == WORD
        and (page.tokens[i + 1].norm.startswith("ال") or norm.endswith(("ون", "ين", "ات", "و")) or i + 1 in page.names)
    )
