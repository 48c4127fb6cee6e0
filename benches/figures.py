#!/usr/bin/env python3
"""Writes a dossier with the given numbers of actors and events, to look at its figures. Its content is invented.

usage: benches/figures.py FOLDER ACTORS EVENTS

The same arguments write the same files. Needs only Python. The theme is copied into FOLDER. Then run:

    dossier build --root FOLDER --output FOLDER/out
"""
import pathlib, random, shutil, sys

folder, actors, events = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
chance = random.Random(f"{actors} {events}")
pick = chance.choice

FIRST = "Ada Bela Cora Dario Edda Fenn Gero Hanne Ivo Jule Kaj Lina Milo Nora Ole Pia Quin Rosa Sven Tilda".split()
LAST = "Aldersea Brackwater Corvane Dunmoor Eskholm Farrow Gullane Haverstock Ingleby Jorvik Kestrel Lindqvist".split()
PLACES = "Ostermark Velmouth Tarnholm Greywick Sandhaven Norrport".split()
BODIES = {
    "GovernmentOrganization": ["Ministry of Harbours", "Harbour Office", "Court of Audit", "Coast Guard", "Ministry of Public Works and Waterways"],
    "Corporation": ["Dredging Company", "Ferry Lines", "Terminal Operators", "Pile and Anchor Works", "Insurance Mutual"],
    "Organization": ["Dockers’ Union", "Anglers’ League", "Residents’ Association"],
    "NewsMediaOrganization": ["Courier", "Evening Post", "Harbour Radio"],
}
KINDS = [("contractor-of", 5), ("supervises", 3), ("at-odds-with", 2), ("advises", 3), ("owns-a-share-of", 2), ("reports-on", 3),
         ("sued", 1), ("former-chief-executive-of", 2), ("negotiates-with", 2)]
DEEDS = ["signs the contract for the deep berth", "publishes its report", "is searched", "denies the account", "asks for a delay",
         "meets the council", "stops work", "names a new chair", "files suit over the quay wall", "opens the east basin",
         "is reported to have changed the plans without telling the residents"]

people, bodies = [], []
for number in range(actors):
    kind = "Person" if number % 5 in (1, 3, 4) else pick(list(BODIES))
    taken = {other["name"] for other in people + bodies}
    name = None
    while name is None or name in taken:
        name = f"{pick(FIRST)} {pick(LAST)}" if kind == "Person" else f"{pick(PLACES)} {pick(BODIES[kind])}"
        # There are not enough names for hundreds of actors.
        if number >= 100:
            name += f" of {pick(PLACES)} {number}"
    one = {"id": f"actor-{number}", "name": name, "kind": kind}
    (people if kind == "Person" else bodies).append(one)
    # A few organisations have most of the people, because hubs make these drawings hard.
    if kind == "Person" and chance.random() < 0.7:
        one["member_of"] = bodies[min(int(chance.expovariate(0.6)), len(bodies) - 1)]["id"]

everybody = people + bodies
relations = set()
while len(relations) < round(actors * 0.9):
    one = pick(everybody)
    other = bodies[min(int(chance.expovariate(0.35)), len(bodies) - 1)] if chance.random() < 0.8 else pick(everybody)
    kind = chance.choices([kind for kind, _ in KINDS], [weight for _, weight in KINDS])[0]
    if one is not other and len(everybody) > 1:
        relations.add((one["id"], other["id"], kind))

TOPICS = ["quay", "dredging", "strike", "inquiry"][: max(1, min(4, events // 8))]


def day(near: bool) -> tuple[int, int, int]:
    """Most of it happens within some weeks, the rest within three years."""
    if near:
        return 2025, pick([9, 10]), chance.randint(1, 28)
    return pick([2023, 2024, 2025]), chance.randint(1, 12), chance.randint(1, 28)


def date() -> str:
    year, month, number = day(chance.random() < 0.6)
    exact = f"{year}-{month:02}-{number:02}"
    return chance.choices(
        [exact, exact + "?", exact + "~", f"{year}-{month:02}", f"{year}-{month:02}~", f"{year}", f"{exact}/{year}-12-31",
         f"{exact}/..", f"../{exact}", ""],
        [50, 8, 5, 14, 4, 3, 4, 2, 1, 4])[0]


def write(name: str, text: str) -> None:
    to = folder / name
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(text, encoding="utf-8")


shutil.rmtree(folder, ignore_errors=True)
write("site.toml", f'title = "The harbour of Velmouth ({actors} actors, {events} events; invented)"\n')
write("content/articles/report.md", "---\ntitle: The quay\npublisher: The Velmouth Courier\npublished: 2025-09-01\n---\nOn the quay.\n")
write("captures/report.txt", "The quay is closed.\n")
lines = [f"topic: {TOPICS[0]}", "claims:", "  closed:", "    text: The quay is closed.", f"    topics: [{', '.join(TOPICS)}]",
         f"    actors: [{', '.join(one['id'] for one in everybody)}]", "    evidence:", "      - {article: report, quote: The quay is closed}", "actors:"]
for one in everybody:
    member = f", member_of: {one['member_of']}" if "member_of" in one else ""
    lines.append(f"  {one['id']}: {{name: \"{one['name']}\", kind: {one['kind']}{member}}}")
lines.append("relations:")
for one, other, kind in sorted(relations):
    lines.append(f"  - {{from: {one}, to: {other}, kind: {kind}, claims: [closed]}}")
write("content/annotations/actors.yaml", "\n".join(lines) + "\n")
of_topic = {topic: [f"topic: {topic}", "events:"] for topic in TOPICS}
for number in range(events):
    actor = pick(everybody)
    lines = of_topic[pick(TOPICS)]
    lines += [f"  event-{number}:", f"    title: {actor['name']} {pick(DEEDS)}", "    claims: [closed]", f"    actors: [{actor['id']}]"]
    when = "1987-05-03" if number == 0 and events >= 40 else date()
    if when:
        lines += [f"    date: {when}", "    date_basis: The report says so."]
    if chance.random() < 0.08:
        year, month, number = day(True)
        lines.append(f"    deadline: {year}-{month:02}-{number:02}T16:00:00+01:00")
for topic, lines in of_topic.items():
    write(f"content/annotations/{topic}.yaml", "\n".join(lines) + "\n")
NAMES = {"quay": "The quay", "dredging": "Dredging and what it costs", "strike": "The strike", "inquiry": "The inquiry"}
for topic in TOPICS:
    write(f"content/topics/{topic}.md", f"---\ntitle: {NAMES[topic]}\n---\nAbout this.\n")
shutil.copytree(pathlib.Path(__file__).parent.parent / "themes", folder / "themes")
