"""A signature is judged by what its viewer sees of the minutes, and by nothing else."""

from meetings.signing import Minutes, Signed, digest_of, shown

NOW = Minutes("h", {1: "a", 2: "b"})


def told(*signatures: Signed, seen: Minutes = NOW) -> list[tuple[int, bool]]:
    """Return key and validity of what is shown."""
    return [(signed.key, current) for signed, current in shown(signatures, seen)]


def test_equal_content_has_equal_digests() -> None:
    assert digest_of(("一", 1)) == digest_of(("一", 1)) != digest_of(("一", 2))
    assert len(digest_of("")) == 64


def test_a_signature_of_the_minutes_as_they_are_is_current() -> None:
    assert told() == []
    assert told(Signed(1, 7, NOW)) == [(1, True)]


def test_a_signature_of_another_heading_or_item_is_not() -> None:
    assert told(Signed(1, 7, Minutes("g", NOW.items))) == [(1, False)]
    assert told(Signed(1, 7, Minutes("h", {1: "a", 2: "c"}))) == [(1, False)]


def test_what_the_signer_did_not_see_she_did_not_sign_and_what_the_viewer_does_not_see_is_not_compared() -> None:
    assert told(Signed(1, 7, Minutes("h", {1: "a"}))) == [(1, True)]
    assert told(Signed(1, 7, Minutes("h", {1: "a", 2: "c"})), seen=Minutes("h", {1: "a"})) == [(1, True)]


def test_of_several_signatures_of_one_person_the_last_is_shown_in_the_order_of_signing() -> None:
    old = Minutes("h", {1: "z", 2: "b"})
    assert told(Signed(3, 7, NOW), Signed(1, 7, old), Signed(2, 8, NOW)) == [(2, True), (3, True)]
    assert told(Signed(1, 7, NOW), Signed(2, 7, old)) == [(2, False)]
    assert told(Signed(1, 7, NOW), Signed(2, 7, old), Signed(3, 7, NOW)) == [(3, True)]


def test_whoever_signed_again_for_a_hidden_change_signed_once_as_far_as_the_viewer_knows() -> None:
    old, seen = Minutes("h", {1: "a", 2: "z"}), Minutes("h", {1: "a"})
    assert told(Signed(1, 7, old), Signed(2, 7, NOW), seen=seen) == [(1, True)]
    assert told(Signed(1, 7, old), Signed(2, 7, NOW)) == [(2, True)]
