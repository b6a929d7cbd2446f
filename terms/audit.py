"""Words of the audit trail."""

from terms.term import Term


class AuditResult(Term):
    """What came of an act on the audit trail."""

    DONE = "DONE", "已完成", "done"
    READ = "READ", "已查看", "looked at or taken away"
    REFUSED = "REFUSED", "已拒绝", "refused"


SEALED_ACTS = frozenset({"SEAL", "UNSEAL", "READ_SEALED"})
"""Acts on sealed facts: auditors are told the day, not the moment, lest the next line tells what they touched."""


class TrailFault(Term):
    """What is wrong with one place of the audit trail."""

    CHANGED = "CHANGED", "内容被更改", "changed: the entry or its link is not what was written"
    MISSING = "MISSING", "缺失", "missing: what stood at this place is gone"
    REORDERED = "REORDERED", "顺序被调换", "reordered: what belongs at this place stands at another"
    INSERTED = "INSERTED", "链外插入", "inserted: it is no part of the chain"
    CUT = "CUT", "末尾被截断", "cut: the exported head lies beyond the end of the trail"
    REWRITTEN = "REWRITTEN", "链被重写", "rewritten: the chain leads to another head than was exported"
