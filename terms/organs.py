"""Organs, how they hang together, and zones."""

from terms.term import Term


class OrganKind(Term):
    """What an organ is."""

    COUNTY_COMMISSION = "COUNTY_COMMISSION", "县纪委监委", "county commission for discipline inspection and supervision"
    COMMISSION_OFFICE = "COMMISSION_OFFICE", "县纪委监委室", "office of the county commission"
    TOWNSHIP = "TOWNSHIP", "乡镇（街道）", "township or street"
    TOWNSHIP_COMMISSION = "TOWNSHIP_COMMISSION", "乡镇纪委", "township discipline commission"
    RESIDENT_GROUP = "RESIDENT_GROUP", "派驻纪检监察组", "resident discipline inspection and supervision group"
    BUREAU = "BUREAU", "县直单位", "county-direct unit"
    SECOND_LEVEL = "SECOND_LEVEL", "二级机构", "second-level institution"
    STATION = "STATION", "站所", "township station"
    VILLAGE = "VILLAGE", "村（社区）", "village or community"
    ENTERPRISE = "ENTERPRISE", "企业", "enterprise"
    OTHER = "OTHER", "其他单位", "other unit"


class OrganLinkKind(Term):
    """How a lower organ hangs on a higher one."""

    PART_OF = "PART_OF", "隶属", "is part of"
    MANAGED_BY = "MANAGED_BY", "垂直管理", "is managed from above by"
    RESIDENT_IN = "RESIDENT_IN", "派驻", "is the resident group of"


class SuccessionKind(Term):
    """How one organ took the place of another."""

    RENAMED = "RENAMED", "更名", "renamed"
    MERGED = "MERGED", "合并", "merged"


class ManagementLevel(Term):
    """Whose cadre a person is: which level of the Party manages the post (管理权限, rule R35)."""

    COUNTY = "COUNTY", "县管干部", "managed by the county"
    TOWNSHIP = "TOWNSHIP", "乡镇（单位）管理", "managed by the township or unit"
    VILLAGE = "VILLAGE", "村干部", "village cadre"
