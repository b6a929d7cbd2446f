"""The township-level places of the demo county, and what invented counties, townships and villages are named from.

商水县 has 3 streets, 12 towns and 8 townships (public division names). Places on the grid are rough and ours.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Place: TypeAlias = tuple[str, int, int, int]
"""Name, place on the county's grid in hundreds of metres (x to the east, y to the north), and number of the zone."""

COUNTY = "商水县"
COUNTY_EN = "Shangshui County"
COUNTY_CODE = "411623"

TOWNSHIPS: Sequence[Place] = (
    ("新城街道", 232, 244, 1),
    ("东城街道", 241, 240, 1),
    ("老城街道", 236, 233, 1),
    ("城关乡", 229, 229, 1),
    ("平店乡", 252, 221, 1),
    ("黄寨镇", 262, 205, 1),
    ("练集镇", 246, 192, 2),
    ("魏集镇", 268, 168, 2),
    ("固墙镇", 279, 143, 2),
    ("化河乡", 296, 186, 2),
    ("张庄镇", 226, 187, 2),
    ("白寺镇", 198, 165, 2),
    ("姚集镇", 152, 118, 3),
    ("胡吉镇", 128, 146, 3),
    ("郝岗镇", 176, 104, 3),
    ("舒庄乡", 183, 188, 3),
    ("大武乡", 154, 173, 3),
    ("张明乡", 118, 182, 3),
    ("邓城镇", 141, 262, 4),
    ("谭庄镇", 112, 221, 4),
    ("巴村镇", 158, 214, 4),
    ("袁老乡", 201, 214, 4),
    ("汤庄乡", 187, 246, 4),
)
"""The 23 townships and streets, six or five to a zone, neighbours together."""

ZONES = 4

NUMERALS = "零一二三四五六七八九"

INVENTED_COUNTY: tuple[str, str] = ("沙颍汾泉涡洄淇洧澧溧", "阳阴川陵丘城原亭皋渡泽浦")
"""First and second character of an invented county's name; 120 in all."""

INVENTED_TOWNSHIP: tuple[str, str] = ("柳榆槐杏枣松桐椿楸竹", "林岗湾桥店铺渡坡")
"""First and second character of an invented township's name."""

TOWNSHIP_KINDS: Mapping[int, str] = {0: "街道", 1: "街道", 2: "街道", **dict.fromkeys(range(3, 15), "镇")}
"""What the n-th township of an invented county is; the others are 乡."""

VILLAGE_FIRST = "大小前后东西南北上下新老"
VILLAGE_SECOND = "柳杨槐榆桑梅蒲苇菱荷麦禾豆谷泉井塘堤"
VILLAGE_LAST = ("庄", "楼", "营", "岗", "湾", "寨", "铺", "桥")
"""Parts of invented village names; together more than any township needs."""
