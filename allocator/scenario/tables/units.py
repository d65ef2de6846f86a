"""Units and their posts."""

from allocator.scenario.columns import Column, Table
from allocator.scenario.tables.codes import LEVELS, ORGANISATION_TYPES
from allocator.scenario.tables.shared import quota_type, unit_id

UNITS = Table(
    "units",
    "Units",
    "单位",
    (
        unit_id(key=True),
        Column("name", "单位名称", "text", "name", "名称", "发展和改革局", required=True),
        Column("region", "地区", "code", "region", "所在地区", "S", required=True),
        Column("level", "层级", "choice", "level", "层级", "county", choices=LEVELS),
        Column(
            "department",
            "主管部门",
            "code",
            "competent department",
            "主管部门",
            "发展和改革局",
            required=True,
        ),
        Column(
            "class",
            "类别",
            "code",
            "class within which units are compared: A party and mass organisations, "
            "B economic work, C social affairs and services",
            "评估类别：A 党群，B 经济，C 社会事务与服务",
            "B",
            required=True,
        ),
        Column("sector", "领域", "code", "sector", "领域", "education", default=""),
        Column(
            "organisation_type",
            "机构类型",
            "choice",
            "organisation type",
            "机构类型",
            "government",
            choices=ORGANISATION_TYPES,
        ),
        Column(
            "reformed",
            "新近改革",
            "boolean",
            "reformed since the last evaluation",
            "上次评估以来进行过机构改革",
            "false",
            default=False,
        ),
    ),
    required=True,
)

POSTS = Table(
    "posts",
    "Posts",
    "编制",
    (
        unit_id(key=True),
        quota_type(key=True),
        Column(
            "approved", "核定数", "integer", "approved posts", "核定编制数", "30",
            required=True, least=0,
        ),
        Column(
            "filled", "实有数", "integer", "people who hold them", "实有人数", "28",
            required=True, least=0,
        ),
        Column(
            "reserved", "已批未进", "integer", "recruitment already approved",
            "已批准招录尚未到位的人数", "1", default=0, least=0,
        ),
        Column(
            "keep", "保留空编", "integer",
            "vacancies that stay with the unit (empty: by the policy)",
            "留给单位不收储的空编数（空则按制度）", "1", least=0,
        ),
        Column(
            "vacant_since", "空编起始年", "year",
            "first year in which the vacancies stood empty (empty: not known, taken as new)",
            "空编开始闲置的年份（空为不详，按新近空出处理）", "2024",
        ),
    ),
    required=True,
)  # fmt: skip

STANDARDS = Table(
    "standards",
    "Staffing standards",
    "编制标准",
    (
        unit_id(key=True),
        Column("driver", "核定依据", "text", "what the standard counts", "标准所依据的数量",
               "students", required=True, key=True),
        Column("quantity", "数量", "decimal", "how many there are", "数量", "520",
               required=True, least=0),
        Column("per_post", "每编数量", "decimal", "how many of them make one post",
               "每名编制对应的数量", "26", required=True, least=0),
    ),
)  # fmt: skip
