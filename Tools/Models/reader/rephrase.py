#!/usr/bin/env python3
"""Asks a file's questions in other words, to measure whether answers depend on how one asks.

    rephrase.py squad-v1.1-dev.json out.json --as synonyms|asked|turned|careless [--limit 2000] [--seed 1]

    synonyms   verbs, nouns and adjectives exchanged for others of the same meaning ("founded" becomes "established")
    asked      the question word put differently ("How many" becomes "What number of")
    turned     the question word at the end ("The treaty was signed in which year?")
    careless   lower case, no question mark, two letters of one word exchanged

Questions to which a kind cannot be applied are left out; `--plain` writes the same questions as they were, to compare. Texts
and gold answers stay what they are, so `peruse evaluate squad` measures both. Synonyms are chosen without regard to
the text: where it has the question's own word, one place less agrees. What is written is not always good English, but it can be
understood. This is for measuring; no model is trained on it.
"""
import argparse
import json
import random
import re

SYNONYMS = """
founded:established, established:founded, created:made, built:constructed, constructed:built, made:produced, produced:made,
began:started, begin:start, started:began, start:begin, ended:finished, end:finish, called:named, named:called, used:employed,
died:passed away, born:brought into the world, killed:slain, won:gained victory in, win:gain victory in, lost:forfeited,
gave:handed, give:hand, got:received, received:got, receive:get, wrote:authored, written:authored, discovered:found,
found:discovered, invented:devised, developed:devised, develop:devise, moved:relocated, lived:dwelt, live:dwell, said:stated,
stated:said, state:declare, believed:thought, believe:think, thought:believed, led:headed, lead:head, caused:brought about,
cause:bring about, happened:took place, happen:take place, occurred:took place, occur:take place, became:turned into,
become:turn into, showed:displayed, show:display, allowed:permitted, allow:permit, needed:required, need:require,
required:needed, require:need, helped:assisted, help:assist, bought:purchased, sold:traded, sent:dispatched, chose:selected,
chosen:selected, choose:select, replaced:superseded, replace:supersede, joined:became part of, left:departed from,
opened:inaugurated, closed:shut, increased:grew, increase:grow, decreased:shrank, destroyed:wrecked, attacked:assaulted,
defeated:beaten, ruled:governed, taught:instructed, teach:instruct, studied:examined, contain:hold, contains:holds,
include:comprise, includes:comprises, included:comprised, describe:depict, described:depicted, refer:relate, refers:relates,
considered:regarded as, known:familiar, located:situated, situated:located, important:significant, significant:important,
main:principal, major:principal, primary:principal, largest:biggest, biggest:largest, large:big, big:large, small:little,
oldest:most ancient, first:earliest, last:final, final:last, famous:well-known, popular:well-liked, common:frequent,
difficult:hard, different:distinct, many:numerous, type:kind, kind:sort, types:kinds, kinds:sorts, name:designation,
city:town, town:city, country:nation, nation:country, people:persons, person:individual, man:fellow, children:kids,
area:region, region:area, group:body, part:portion, parts:portions, reason:cause, result:outcome, purpose:aim, goal:aim,
method:way, process:procedure, job:occupation, money:funds, cost:price, amount:quantity, number:count, percentage:share,
war:armed conflict, battle:fight, law:statute, leader:head, king:monarch, ruler:sovereign, army:troops, ship:vessel,
school:place of learning, student:pupil, students:pupils, teacher:instructor, book:volume, song:tune, film:movie, movie:film,
game:match, team:side, player:sportsman, company:firm, business:firm, church:house of worship, building:edifice,
river:stream, ocean:sea, illness:disease, disease:illness, doctor:physician, food:nourishment, language:tongue
"""
ASKED = [
    (r"^how many\b", ["what number of"]), (r"^how much\b", ["what amount of", "what quantity of"]),
    (r"^how long\b", ["for what length of time"]), (r"^how old\b", ["of what age"]), (r"^how often\b", ["with what frequency"]),
    (r"^how\b", ["in what way", "by what means"]), (r"^why\b", ["for what reason"]), (r"^when\b", ["at what time", "at what point in time"]),
    (r"^where\b", ["in what place", "at what location"]), (r"^who\b", ["which person or group"]), (r"^whose\b", ["which person's"]),
    (r"\b(in|during|by) what year\b", [r"\1 which of the years"]), (r"^what year\b", ["which year"]),
    (r"\bwhat (type|kind|sort) of\b", ["which variety of"]), (r"\bwhat is the name of\b", ["how is the name of"]),
    (r"^what\b(?! (is|was|are|were|did|does|do|has|have|had|can|could|would|will)\b)", ["which"]),
    (r"^what (?=(is|was|are|were|did|does|do|has|have|had|can|could|would|will)\b)", ["which thing "]), (r"^which\b", ["what"]),
]
AUXILIARY = r"(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should)"
FORMS = {"did": "", "does": "", "do": ""}


def synonyms(question, draw, table):
    words = re.findall(r"\w+|\W+", question)
    places = [i for i, w in enumerate(words) if w.lower() in table and not (i and w[0].isupper())]
    if not places:
        return None
    for i in places:
        # "How many" is no place for "numerous".
        if words[i].lower() == "many" and i > 1 and words[i - 2].lower() == "how":
            continue
        words[i] = table[words[i].lower()]
    changed = "".join(words)
    return changed if changed != question else None


def asked(question, draw, _):
    low = question[0].lower() + question[1:]
    for pattern, others in ASKED:
        if re.search(pattern, low, re.I):
            changed = re.sub(pattern, draw.choice(others), low, count=1, flags=re.I)
            return changed[0].upper() + changed[1:]
    return None


def turned(question, draw, _):
    found = re.match(rf"((?:(?:in|on|at|by|to|for|from|of|with|during) )?(?:what|which|who|whom|where|when|why|how)\b.*?)\s+({AUXILIARY})\s+(.+?)\s*\?*$",
                     question, re.I)
    if not found or len(found[1].split()) > 6:
        return None
    wh, verb, rest = found[1], found[2].lower(), found[3]
    wh = wh[0].lower() + wh[1:]
    if verb in FORMS:
        changed = f"{rest}, {wh}?"
    elif wh.split()[-1] == "who" or len(rest.split()) < 2:
        return None
    else:
        changed = f"{rest} {verb} {wh}?"
    return changed[0].upper() + changed[1:]


def careless(question, draw, _):
    words = question.lower().rstrip(" ?").split()
    places = [i for i, w in enumerate(words) if len(w) > 4 and w.isalpha()]
    if places:
        i = draw.choice(places)
        at = draw.randrange(1, len(words[i]) - 2)
        words[i] = words[i][:at] + words[i][at + 1] + words[i][at] + words[i][at + 2:]
    return " ".join(words)


KINDS = {"synonyms": synonyms, "asked": asked, "turned": turned, "careless": careless}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--as", dest="kind", choices=sorted(KINDS), required=True)
    parser.add_argument("--limit", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    draw = random.Random(options.seed)
    table = dict(pair.strip().split(":") for pair in SYNONYMS.replace("\n", " ").split(",") if pair.strip())
    data = json.load(open(options.data, encoding="utf-8"))
    every = [(paragraph["context"], qa) for article in data["data"] for paragraph in article["paragraphs"]
             for qa in paragraph["qas"] if qa["answers"]]
    draw.shuffle(every)
    paragraphs = []
    for context, qa in every:
        changed = KINDS[options.kind](qa["question"].strip(), draw, table)
        if not changed:
            continue
        question = qa["question"] if options.plain else changed
        paragraphs.append({"context": context, "qas": [{**qa, "question": question}]})
        if len(paragraphs) == options.limit:
            break
    with open(options.out, "w", encoding="utf-8") as out:
        json.dump({"version": data.get("version", "1.1"), "data": [{"title": options.kind, "paragraphs": paragraphs}]}, out)
    print(f"{options.out}: {len(paragraphs)} questions, {'as they were' if options.plain else options.kind}")


if __name__ == "__main__":
    main()
