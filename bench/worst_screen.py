"""How long the screen may take and how much memory it may need: a search for the worst that can be sent.

No one example shows a bound, so texts are put together of shapes that cost (``shapes.toml``, words of every
class and rule, written examples) and changed for as long as a change costs more; the seed is fixed. Once with
every field of the form as full as it takes, once with 20,000 characters in each, of which the form refuses
all. Prints the worst in processor time of this process and in memory, with the shapes that it is made of,
against the limits that were agreed; then the same texts through the whole view.
"""

import argparse
import json
import os
import random
import sys
import time
import tomllib
import tracemalloc
from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import django

ROOT = Path(__file__).resolve().parent.parent
TRIAGE = ROOT / "enquiries" / "triage"
SEED = 13
# How many changes are tried for more time, for more memory (five times as slow to measure), of long texts.
SLOWER, LARGER, LONGER = 160, 20, 6
REFUSED = 20_000  # characters a field
LIMITS = {
    "accepted": "limits 150 ms, 20 MB",
    "accepted, both readers": "limit 400 ms",
    "refused": "limit 500 ms",
}
PARENTS = 8  # one of the worst so many is changed next: what stands on a hill may be a low one
SHAPES_AT_MOST = 6  # in one text
FORM = "/enquiries/check/"
# Whatever a text is made of, it starts so: of signs alone the form takes none.
START = "Policy "
CHOICES = {"topic": "training", "setting_type": "primary", "district": "swale"}
LONGEST_ADDRESS = f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 57}.uk"

SHAPES: dict[str, str] = {}
BROKEN: dict[str, "Mix"] = {}


class Mix(NamedTuple):
    """What a message and the other fields are made of: names of shapes, in turns or each in a stretch."""

    message: tuple[str, ...]
    others: tuple[str, ...]
    in_turns: bool = True

    def __str__(self) -> str:
        order = "in turns" if self.in_turns else "in stretches"
        return f"message: {', '.join(self.message)}; others: {', '.join(self.others)}; {order}"


class Found(NamedTuple):
    """What a mix costs, in milliseconds or megabytes."""

    cost: float
    mix: Mix


def main() -> None:
    """Search and print; ``--times 5`` searches five times as long as ``make bench``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1)
    times = parser.parse_args().times
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
    django.setup()
    from enquiries.triage import classify, load_reader

    classify("Do you have a template?")
    chance = random.Random(SEED)
    SHAPES.update(tomllib.loads((ROOT / "bench" / "shapes.toml").read_text(encoding="utf-8")))
    SHAPES.update({"long number entity": "&#" + 4_400 * "1", **shapes_of_words(chance)})
    accepted = accepted_lengths()
    refused = dict.fromkeys(accepted, REFUSED)
    print(
        f"worst input of the screen, {len(SHAPES)} shapes, seed {SEED}: processor time, most memory at once"
    )
    alone = [Mix((name,), (name,)) for name in SHAPES]
    slow = climb(partial(cost, milliseconds, classify, accepted), alone, chance, SLOWER * times)
    large = climb(partial(cost, megabytes, classify, accepted), alone, chance, LARGER * times)
    report("accepted", accepted, slow, large)
    both = partial(classify, reader=load_reader())
    slow_for_both = climb(
        partial(cost, milliseconds, both, accepted), [*alone, *mixes(slow)], chance, SLOWER * times // 2
    )
    report("accepted, both readers", accepted, slow_for_both, [])
    # The long texts begin where the search for the shorter ones ended: each costs many times as much.
    worst = slow[0]
    slow = climb(partial(cost, milliseconds, classify, refused), mixes(slow), chance, LONGER * times)
    large = climb(partial(cost, megabytes, classify, refused), mixes(large)[:2], chance, 0)
    report("refused", refused, slow, large)
    for error, mix in BROKEN.items():
        print(f"the screen broke: {error} on {mix}")
    through_the_view(
        {
            "accepted": texts(worst.mix, accepted),
            "accepted, both readers": texts(slow_for_both[0].mix, accepted),
            "refused": texts(slow[0].mix, refused),
        }
    )


def accepted_lengths() -> dict[str, int]:
    """How many characters the form takes in each field that the screen reads."""
    from enquiries.forms import FREE_TEXTS, EnquiryForm

    return {name: EnquiryForm.base_fields[name].max_length for name in FREE_TEXTS}


def shapes_of_words(chance: random.Random) -> dict[str, str]:
    """Words of each class and of each list of the rules, words that nobody knows, and written examples."""
    lexicon = json.loads((TRIAGE / "lexicon.json").read_text(encoding="utf-8"))
    rules = json.loads((TRIAGE / "rules.json").read_text(encoding="utf-8"))["words"]
    lists = {name: " ".join(lines).replace("*", "ing").split() for name, lines in lexicon["classes"].items()}
    found = {f"class {name}": some(words, chance) for name, words in lists.items()}
    for name, words in rules.items():
        found[f"rule words {name}"] = some(
            "|".join([words] if isinstance(words, str) else words).split("|"), chance
        )
    unknown = ["".join(chance.choices("bcdfghklmnprstvwaeiou", k=9)) for _ in range(400)]
    found["one of each class"] = " ".join(chance.choice(words) for words in [*lists.values()] * 8) + " "
    found |= {"unknown words": " ".join(unknown) + " ", "little words": " ".join(lexicon["little"]) + " "}
    found["names"] = " ".join(lexicon["names"])[:3_000] + " "
    return found | {f"example {number}": f"{text} " for number, text in enumerate(long_examples(), 1)}


def some(words: list[str], chance: random.Random) -> str:
    """Forty of ``words``, without those that are patterns."""
    plain = [word for word in words if word.replace(" ", "").replace("'", "").isalpha()]
    return " ".join(chance.sample(plain, min(40, len(plain)))) + " "


def long_examples() -> list[str]:
    """The longest messages that the screen learnt from, which have the most of what it looks for."""
    lines = [
        line
        for path in sorted((TRIAGE / "training").glob("examples*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return sorted((json.loads(line)["message"] for line in lines), key=len)[-6:]


def texts(mix: Mix, lengths: dict[str, int]) -> dict[str, str]:
    """The fields of the form, each filled to its length."""
    return {
        name: START
        + filled(mix.message if name in {"subject", "message"} else mix.others, mix, length - len(START))
        for name, length in lengths.items()
    }


def filled(names: tuple[str, ...], mix: Mix, length: int) -> str:
    """A text of ``length`` characters, of ``names`` in the order of ``mix``."""
    if not mix.in_turns and len(names) > 1:
        stretch = -(-length // len(names))
        return "".join(filled((name,), mix, stretch) for name in names)[:length]
    parts: list[str] = []
    size, turns = 0, cycle(names)
    while size < length:
        parts.append(SHAPES[next(turns)])
        size += len(parts[-1])
    return "".join(parts)[:length]


def climb(cost: Callable[[Mix], float], start: list[Mix], chance: random.Random, rounds: int) -> list[Found]:
    """Try ``start``, then change the worst for ``rounds``; return the worst of all that was tried."""
    tried = {mix: cost(mix) for mix in start}
    for _ in range(rounds):
        parents = sorted(tried, key=lambda mix: -tried[mix])[:PARENTS]
        mix = changed(chance.choice(parents), chance.choice(parents), chance)
        if mix not in tried:
            tried[mix] = cost(mix)
    # What else ran may have made one look slow, so the worst are measured again.
    worst = sorted(tried, key=lambda mix: -tried[mix])[: PARENTS // 2]
    return sorted((Found(min(tried[mix], cost(mix)), mix) for mix in worst), reverse=True)


def mixes(found: list[Found]) -> list[Mix]:
    """What the worst are made of."""
    return [one.mix for one in found]


def changed(mix: Mix, other: Mix, chance: random.Random) -> Mix:
    """``mix`` with a shape more, fewer or another, in another order, or crossed with ``other``."""
    kind = chance.choice(["more", "more", "fewer", "another", "order", "cross"])
    if kind == "order":
        return mix._replace(in_turns=not mix.in_turns)
    if kind == "cross":
        return mix._replace(message=(mix.message + other.message)[:SHAPES_AT_MOST], others=other.others)
    place = chance.choice(["message", "message", "others"])
    names = list(getattr(mix, place))
    if kind == "fewer" and len(names) > 1:
        names.pop(chance.randrange(len(names)))
    elif kind == "more" and len(names) < SHAPES_AT_MOST:
        names.insert(chance.randrange(len(names) + 1), chance.choice(list(SHAPES)))
    else:
        names[chance.randrange(len(names))] = chance.choice(list(SHAPES))
    return mix._replace(**{place: tuple(names)})


def cost(measure: Callable, read: Callable, lengths: dict[str, int], mix: Mix) -> float:
    """What ``read`` takes for ``mix``; nothing where it breaks, which is told at the end."""
    try:
        return measure(read, texts(mix, lengths))
    except Exception as error:
        BROKEN.setdefault(type(error).__name__, mix)
        return 0.0


def milliseconds(read: Callable, typed: dict[str, str]) -> float:
    """The processor time of one reading."""
    start = time.process_time()
    read(typed)
    return 1_000 * (time.process_time() - start)


def megabytes(read: Callable, typed: dict[str, str]) -> float:
    """The most memory that one reading holds at once, beside what was there before."""
    tracemalloc.start()
    try:
        read(typed)
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def report(kind: str, lengths: dict[str, int], slow: list[Found], large: list[Found]) -> None:
    """Print the worst in time and in memory, and what the next worst are made of."""
    size = sum(lengths.values())
    memory = f", {large[0].cost:.1f} MB" if large else ""
    print(f"{kind}, {size} characters: {slow[0].cost:.0f} ms{memory} ({LIMITS[kind]})")
    for found, unit in ((slow, "ms"), (large, "MB")):
        for one in found:
            print(f"  {one.cost:6.1f} {unit}  {one.mix}")


def through_the_view(worst: dict[str, dict[str, str]]) -> None:
    """Post the worst of each kind to the form, in a throw-away database."""
    from django.db import connection
    from django.test import Client

    from enquiries import form_tokens

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    beside = {**CHOICES, "email": LONGEST_ADDRESS, "form_token": form_tokens.issue(backdate=True)}
    post = partial(Client().post, FORM)
    try:
        for kind, typed in worst.items():
            took = min(milliseconds(post, {**typed, **beside}) for _ in range(3))
            memory, status = megabytes(post, {**typed, **beside}), post({**typed, **beside}).status_code
            print(f"{kind}, through the whole view: {took:.0f} ms, {memory:.1f} MB; it answers {status}")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
