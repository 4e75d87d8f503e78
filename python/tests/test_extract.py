"""One post and many: spans, order, errors in their place, threads beside Python's, pickling, forks."""

from __future__ import annotations

import datetime
import json
import multiprocessing
import pickle
import signal
import threading
from collections.abc import Iterator
from typing import Any

import glane
import pytest

TEXT = "🚲 Le vélo cargo remplace la voiture à l’été. Les vélos cargos portent deux enfants ; le vélo cargo dure."


@pytest.fixture(scope="module")
def analyzer() -> glane.Analyzer:
    return glane.Analyzer(threads=2)


def test_spans_are_code_points_of_the_text_that_was_given(analyzer: glane.Analyzer) -> None:
    found = analyzer.extract(TEXT)
    assert found[0].lemma == "vélo cargo"
    for keyphrase in found:
        assert [TEXT[start:end] for start, end in keyphrase.spans]
        assert {TEXT[start:end].lower() for start, end in keyphrase.spans} == {
            text.lower() for text, _ in keyphrase.variants
        }
    # The program's JSON has bytes.
    line = json.loads(found.to_json())
    start, end = line["keyphrases"][0]["spans"][0]
    assert TEXT.encode()[start:end].decode() == "vélo cargo"
    assert found.to_dict() == line
    assert line["schema"] == "glane.post/2" and "text" not in line
    assert json.loads(found.to_json(with_text=True))["text"] == TEXT


def test_a_dict_has_every_field_of_a_post(analyzer: glane.Analyzer) -> None:
    post = {
        "id": 7,
        "title": "Le vélo 🚲",
        "text": TEXT,
        "published": datetime.date(2020, 5, 17),
        "author": "Anne",
        "labels": ["ville"],
        "url": "https://exemple.fr/7",
        "annotations": [("emphasis", 2, 14)],
        "rubrique": {"numéro": 3, "mots": ["a", None, 1.5, True]},
    }
    found = analyzer.extract(post)
    assert found.id == "7" and found.post.published == "2020-05-17"
    assert found.post.annotations == [("emphasis", 2, 14)]
    assert found.post.meta == {"rubrique": {"numéro": 3, "mots": ["a", None, 1.5, True]}}
    again = analyzer.extract(found.post.to_dict())
    assert again.post == found.post and again.to_json() == found.to_json()
    assert [found.post.title[start:end] for start, end in found[0].title_spans] in ([], ["vélo"])


def test_a_sequence_can_be_indexed_and_cut(analyzer: glane.Analyzer) -> None:
    found = analyzer.extract(TEXT)
    assert found[-1] == found[len(found) - 1] == list(found)[-1]
    assert found[:2] == [found[0], found[1]] and found[::-1][0] == found[-1]
    assert str(found[0]) == found[0].text and found[0] in set(found)
    with pytest.raises(IndexError):
        found[len(found)]


@pytest.mark.parametrize(
    ("post", "reason", "remedy"),
    [
        (None, "NoneType", "give a str"),
        ({"titre": "x"}, '"text" is missing', 'give every post a "text"'),
        ({"text": 3}, "not a str", "give a str"),
        ("x\ud800", "surrogate", "decode"),
        ({"text": "x", "published": "hier"}, "published", "2012-10-01"),
        ({"text": "x", "annotations": [("emphasis", 0, 9)]}, "annotations", "inside the text"),
        ({"text": "x", "labels": "a"}, "labels", "a list of str"),
        ("x" * 2_000_000, "2000000 bytes", "max_post_bytes"),
    ],
)
def test_a_bad_post_says_what_to_do(post: object, reason: str, remedy: str) -> None:
    small = glane.Analyzer(threads=1, max_post_bytes=1_000_000)
    with pytest.raises(glane.PostError) as raised:
        small.extract(post)  # type: ignore[arg-type]
    assert reason in raised.value.reason and remedy in raised.value.remedy
    assert raised.value.source == "1"
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


def test_a_bad_option_says_what_to_give() -> None:
    for option in ({"keyphrases": 0}, {"diversity": 2.0}, {"pattern": "NOUN ADJX"}, {"language": "de"}):
        with pytest.raises(glane.OptionError):
            glane.Analyzer(**option)
    with pytest.raises(glane.OptionError, match="no-such-file.*check the path"):
        glane.Analyzer(background="no-such-file")


def test_results_come_in_the_order_of_the_posts_with_errors_in_their_place(analyzer: glane.Analyzer) -> None:
    posts: list[Any] = [f"Le vélo cargo numéro {number} roule." * (number % 40 + 1) for number in range(700)]
    for place in (0, 63, 64, 65, 128, 699):
        posts[place] = None
    results = list(analyzer.extract_many(posts))
    assert len(results) == 700
    for place, (post, result) in enumerate(zip(posts, results, strict=True)):
        if post is None:
            assert isinstance(result, glane.PostError) and result.source == str(place + 1)
        else:
            assert isinstance(result, glane.Keyphrases) and result.text == post and result.id == str(place + 1)
            assert result.to_json() == analyzer.extract({"id": result.id, "text": post}).to_json()


def test_errors_can_be_raised_and_the_stream_read_on(analyzer: glane.Analyzer) -> None:
    posts: list[Any] = ["Le pain lève.", None, "Le vélo roule."]
    stream = analyzer.extract_many(posts, errors="raise")
    assert next(stream).id == "1"
    with pytest.raises(glane.PostError):
        next(stream)
    assert next(stream).id == "3"
    with pytest.raises(StopIteration):
        next(stream)


def test_an_error_of_the_source_comes_after_its_posts(analyzer: glane.Analyzer) -> None:
    def source() -> Iterator[str]:
        yield from ["Le pain lève."] * 5
        raise KeyError("source")

    stream = analyzer.extract_many(source())
    assert len([next(stream) for _ in range(5)]) == 5
    with pytest.raises(KeyError):
        next(stream)


def test_few_posts_are_drawn_ahead(analyzer: glane.Analyzer) -> None:
    drawn = 0

    def source() -> Iterator[str]:
        nonlocal drawn
        while True:
            drawn += 1
            yield "Le vélo cargo roule en ville. " * 200

    stream = analyzer.extract_many(source())
    for _ in range(40):
        next(stream)
    assert drawn < 40 + 7 * 64


def test_another_thread_runs_meanwhile(analyzer: glane.Analyzer) -> None:
    counter, done = 0, threading.Event()

    def count() -> None:
        nonlocal counter
        while not done.is_set():
            counter += 1

    post = {"text": TEXT * 2000}
    before = counter
    thread = threading.Thread(target=count)
    thread.start()
    try:
        before = counter
        analyzer.extract(post)
        during = counter - before
    finally:
        done.set()
        thread.join()
    # One call analyzes for a long time; with the lock held, the other thread would not have run at all.
    assert during > 1000


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers on this system")
def test_ctrl_c_ends_the_wait_for_a_long_post(analyzer: glane.Analyzer) -> None:
    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        stream = analyzer.extract_many([TEXT * 60_000])
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with pytest.raises(KeyboardInterrupt):
            next(stream)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _in_child(analyzer: glane.Analyzer, text: str, queue: multiprocessing.Queue[str]) -> None:
    queue.put(next(iter(analyzer.extract_many([text], errors="raise"))).to_json())


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_an_analyzer_works_in_another_process(analyzer: glane.Analyzer, method: str) -> None:
    analyzer.extract(TEXT)
    context: Any = multiprocessing.get_context(method)
    queue: multiprocessing.Queue[str] = context.Queue()
    child = context.Process(target=_in_child, args=(analyzer, TEXT, queue))
    child.start()
    try:
        assert queue.get(timeout=60) == analyzer.extract(TEXT).to_json()
    finally:
        child.join()


def test_a_pickled_analyzer_has_its_options() -> None:
    few = glane.Analyzer(keyphrases=1, never=["vélo cargo"])
    again = pickle.loads(pickle.dumps(few))
    assert [found.text for found in again.extract(TEXT)] == [found.text for found in few.extract(TEXT)]
    assert len(again.extract(TEXT)) == 1


def test_tokens_slice_the_text(analyzer: glane.Analyzer) -> None:
    tokens = analyzer.tokens(TEXT)
    assert all(TEXT[token.start : token.end] == token.text for token in tokens)
    assert [token.lemma for token in tokens if token.upos == "NOUN"][:2] == ["vélo", "cargo"]
    assert {token.sentence for token in tokens} == {1, 2}
