"""What may be sent, in bytes, by the start of the address; whatever is longer is refused unread.

1 kB is 1,000 bytes, here and wherever a size is named. The longest enquiry that its form takes has 60 kB;
what is too long for a field, but not for the body, comes back. A policy with 4,000 letters of its own in each
of 71 clauses has 285 kB, in scripts of several bytes a letter up to three times that. The proxy in
``deploy/nginx.conf`` has the same numbers.
"""

AT_MOST = 256_000
BY_ADDRESS = [
    (r"/admin/", 2_000_000),
    (r"/policies/([^/]+/tailor|all)/", 1_000_000),
    (r"/self-review/", 1_000_000),
    (r"/feedback/", 20_000),
]

# Django's own limits stand behind ours and never answer first.
LARGEST = max(limit for _, limit in BY_ADDRESS)
FIELDS = 1_000  # the preview of the longest policy could send 610
FILES = 1  # the answers that a setting kept from an earlier year
